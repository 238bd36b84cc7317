//! What is wrong with a command line, as data.

use crate::ground::Words;

/// One thing that cannot be done as it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misuse {
    /// What is wrong.
    pub message: Words,
    /// What to do about it.
    pub help: Option<Words>,
}

impl Misuse {
    /// Says what is wrong.
    pub fn new(message: Words) -> Self {
        Self { message, help: None }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: Words) -> Self {
        self.help = Some(help);
        self
    }
}
