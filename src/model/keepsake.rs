//! Keepsakes: what is dear to make again and depends on nothing but its input.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock, RwLock};

use crate::ground::Fingerprint;

/// Highlighted code blocks by the fingerprint of their input and of the engine that made them.
/// Shared by all threads of a build.
#[derive(Default)]
pub struct Keepsakes {
    load: Option<Load>,
    old: OnceLock<BTreeMap<Fingerprint, Arc<str>>>,
    new: RwLock<BTreeMap<Fingerprint, Arc<str>>>,
}

type Load = Box<dyn Fn() -> BTreeMap<Fingerprint, Arc<str>> + Send + Sync>;

impl Keepsakes {
    /// Starts from those of the last build, which are loaded when the first is asked for. Loading
    /// must not wait for other threads of the build: they may be waiting for it.
    pub fn lazy(
        load: impl Fn() -> BTreeMap<Fingerprint, Arc<str>> + Send + Sync + 'static,
    ) -> Self {
        Self { load: Some(Box::new(load)), ..Self::default() }
    }

    /// Finds one.
    pub fn get(&self, key: Fingerprint) -> Option<Arc<str>> {
        let made = || self.new.read().ok()?.get(&key).cloned();
        self.old().get(&key).cloned().or_else(made)
    }

    /// Keeps one.
    pub fn keep(&self, key: Fingerprint, html: Arc<str>) {
        if let Ok(mut new) = self.new.write() {
            new.insert(key, html);
        }
    }

    /// Counts those that the last build did not know.
    pub fn new_ones(&self) -> usize {
        self.new.read().map_or(0, |new| new.len())
    }

    /// Tells whether some were made that the last build did not know.
    pub fn has_new(&self) -> bool {
        self.new_ones() > 0
    }

    /// Gives all, old and new, by key.
    pub fn all(&self) -> BTreeMap<Fingerprint, Arc<str>> {
        let mut all = self.old().clone();
        if let Ok(new) = self.new.read() {
            all.extend(new.iter().map(|(key, html)| (*key, Arc::clone(html))));
        }
        all
    }

    fn old(&self) -> &BTreeMap<Fingerprint, Arc<str>> {
        let load = || self.load.as_ref().map(|load| load());
        self.old.get_or_init(|| load().unwrap_or_default())
    }
}

impl fmt::Debug for Keepsakes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("Keepsakes");
        debug.field("old", &self.old).field("new", &self.new);
        debug.finish_non_exhaustive()
    }
}
