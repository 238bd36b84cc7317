//! What can go wrong with the machine.

use std::fmt;

use super::words::{Lang, Words};

/// The machine failed: one action on one path, and why. The author's content is never to blame.
#[derive(Debug)]
pub struct Failure(Box<Parts>);

/// What there is to say of a failure.
#[derive(Debug)]
pub struct Parts {
    /// What was attempted: "could not write".
    pub action: Words,
    /// On which file or folder, as its user would name it.
    pub path: String,
    /// What the system answered.
    pub cause: String,
    /// What to do about it, if we know.
    pub help: Option<Words>,
}

impl Failure {
    /// Says that an action on a path failed.
    pub fn new(action: Words, path: impl fmt::Display, cause: impl fmt::Display) -> Self {
        Self(Box::new(Parts {
            action,
            path: path.to_string(),
            cause: cause.to_string(),
            help: None,
        }))
    }

    /// Says the same once more.
    #[must_use]
    pub fn again(&self) -> Self {
        let Parts { action, path, cause, help } = self.parts();
        let again = Self::new(action.clone(), path, cause);
        match help {
            Some(help) => again.help(help.clone()),
            None => again,
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: Words) -> Self {
        self.0.help = Some(help);
        self
    }

    /// A file or folder could not be read.
    pub fn read(path: impl fmt::Display, cause: impl fmt::Display) -> Self {
        Self::new(Words::new("no se pudo leer", "could not read"), path, cause)
    }

    /// A file or folder could not be written.
    pub fn write(path: impl fmt::Display, cause: impl fmt::Display) -> Self {
        Self::new(Words::new("no se pudo escribir", "could not write"), path, cause)
    }

    /// A thread or a program could not be started.
    pub fn start(what: impl fmt::Display, cause: impl fmt::Display) -> Self {
        Self::new(Words::new("no se pudo empezar", "could not start"), what, cause)
    }

    /// Gives what there is to say.
    pub fn parts(&self) -> &Parts {
        &self.0
    }

    /// Gives the failure as one sentence.
    pub fn sentence(&self, lang: Lang) -> String {
        if self.0.cause.is_empty() {
            return format!("{} `{}`", self.0.action.in_lang(lang), self.0.path);
        }
        format!("{} `{}`: {}", self.0.action.in_lang(lang), self.0.path, self.0.cause)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Lang::En))
    }
}

impl std::error::Error for Failure {}
