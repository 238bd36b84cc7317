//! How a run ended, as its exit code.

use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All is well.
    Well,
    /// The author's content has errors.
    ContentErrors,
    /// The command line asks for something that cannot be.
    Usage,
    /// The machine failed.
    Machine,
}

impl Outcome {
    /// Gives the number that the system sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Well => 0,
            Self::ContentErrors => 1,
            Self::Usage => 2,
            Self::Machine => 3,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome.code())
    }
}
