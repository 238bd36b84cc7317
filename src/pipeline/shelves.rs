//! Bodies on their way from the parser to the printer.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use super::body::{body, written};
use crate::ground::{Failure, Source};
use crate::model::document::Record;
use crate::model::page::DocumentId;
use crate::model::{Inputs, Library, Rope, Settings};
use crate::render::Ropes;

/// Ropes of a cold build are kept until they are printed, up to so many bytes; the others are
/// parsed again.
const ROPES_BYTES_MAX: usize = 320 << 20;

/// Bodies by path: those just parsed, until they are printed; others are parsed when needed.
pub(super) struct Shelves {
    pub(super) library: Arc<dyn Library>,
    pub(super) settings: Arc<Settings>,
    ropes: Mutex<HashMap<Arc<str>, Rope>>,
    bytes: AtomicUsize,
}

impl Shelves {
    pub(super) fn new(inputs: &Inputs) -> Self {
        Self {
            library: Arc::clone(&inputs.library),
            settings: Arc::clone(&inputs.settings),
            ropes: Mutex::default(),
            bytes: AtomicUsize::new(0),
        }
    }

    pub(super) fn keep(&self, path: &Arc<str>, rope: Rope) {
        let bytes = rope.bytes();
        if self.bytes.fetch_add(bytes, Ordering::Relaxed) + bytes > ROPES_BYTES_MAX {
            self.bytes.fetch_sub(bytes, Ordering::Relaxed);
            return;
        }
        let mut ropes = self.ropes.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        ropes.insert(Arc::clone(path), rope);
    }

    fn take(&self, path: &str) -> Option<Rope> {
        let mut ropes = self.ropes.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        ropes.remove(path)
    }
}

impl Ropes for Shelves {
    fn rope(&self, _: DocumentId, record: &Arc<Record>) -> Result<Arc<Rope>, Failure> {
        if let Some(rope) = self.take(&record.path) {
            return Ok(Arc::new(rope));
        }
        body(self.library.source(&record.path), record, &self.settings)
    }

    fn written(&self, record: &Arc<Record>) -> Result<(Source, usize), Failure> {
        written(self.library.source(&record.path), record, &self.settings)
    }
}
