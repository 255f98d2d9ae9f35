//! How a command ends.

use std::io;
use std::path::Path;

use crate::tree::Refusal;
use crate::workspace::shown;

/// How a command ended when it could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Done, and there is nothing to act on.
    Done,
    /// There is something to act on, and it has been said.
    Findings,
    /// The input is unusable, and it has been said why.
    Unusable,
}

impl Outcome {
    /// The process's exit code.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Findings => 1,
            Self::Unusable => 2,
        }
    }
}

/// Why a command could not do its work; the exit code is 2.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A file could not be read.
    #[error("cannot read {path}: {reason}")]
    Read { path: String, reason: String },
    /// A file could not be written, moved or deleted.
    #[error("cannot write {path}: {source}{}", .done.as_deref().unwrap_or("; nothing was changed"))]
    Write {
        path: String,
        source: io::Error,
        /// What had been done by then; nothing unless said.
        done: Option<String>,
    },
    /// Something is wrong at a place in a file.
    #[error("{place}: {message}")]
    Input { place: String, message: String },
    /// Files stand in the way that are not ours to change.
    #[error("{}; nothing was written", Refusal::list(.0))]
    Refused(Vec<Refusal>),
    /// Anything else, said in full.
    #[error("{0}")]
    Plain(String),
}

impl Error {
    pub(crate) fn plain(message: impl Into<String>) -> Self {
        Self::Plain(message.into())
    }

    /// A file or folder that cannot be written, before anything else was.
    pub(crate) fn unwritable(path: &Path, source: io::Error) -> Self {
        Self::Write {
            path: shown(path),
            source,
            done: None,
        }
    }

    pub(crate) fn input(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Input {
            place: place.into(),
            message: message.into(),
        }
    }
}
