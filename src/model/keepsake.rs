//! Keepsakes: what is dear to make again and depends on nothing but its input.

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use crate::ground::Fingerprint;

/// Highlighted code blocks by the fingerprint of their input and of the engine that made them.
/// Shared by all threads of a build.
#[derive(Debug, Default)]
pub struct Keepsakes {
    old: BTreeMap<Fingerprint, Arc<str>>,
    new: RwLock<BTreeMap<Fingerprint, Arc<str>>>,
}

impl Keepsakes {
    /// Starts from those of the last build.
    pub fn new(old: BTreeMap<Fingerprint, Arc<str>>) -> Self {
        Self { old, new: RwLock::default() }
    }

    /// Finds one.
    pub fn get(&self, key: Fingerprint) -> Option<Arc<str>> {
        let made = || self.new.read().ok()?.get(&key).cloned();
        self.old.get(&key).cloned().or_else(made)
    }

    /// Keeps one.
    pub fn keep(&self, key: Fingerprint, html: Arc<str>) {
        if let Ok(mut new) = self.new.write() {
            new.insert(key, html);
        }
    }

    /// Tells whether some were made that the last build did not know.
    pub fn has_new(&self) -> bool {
        self.new.read().is_ok_and(|new| !new.is_empty())
    }

    /// Gives all, old and new, by key.
    pub fn all(&self) -> BTreeMap<Fingerprint, Arc<str>> {
        let mut all = self.old.clone();
        if let Ok(new) = self.new.read() {
            all.extend(new.iter().map(|(key, html)| (*key, Arc::clone(html))));
        }
        all
    }
}
