//! What there is to say about a document: all of it, each with its place.

mod code;
mod excerpt;
mod locate;
mod render;
mod sink;
mod suggest;
mod visible;

use std::fmt;

pub use code::Code;
pub use excerpt::Excerpt;
pub(crate) use locate::locate;
pub(crate) use render::one_line;
pub use render::render;
pub use sink::Sink;
pub(crate) use suggest::{Suggester, suggestion};
pub use visible::is_hidden;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing is lost.
    Note,
    /// The document is wrong or goes beyond what is supported; a client came out all the same.
    Warning,
    /// No client can come out.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// One thing to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind: stable, and a row in `DIAGNOSTICS.md`.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// It is a warning, and an error only because the caller asked for it ([`Config::strict`](crate::Config::strict)).
    pub raised: bool,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// What was done about it.
    pub done: Option<String>,
    /// What a person can do about it.
    pub help: Option<String>,
    /// Where.
    pub place: Place,
}

/// Where in the source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// JSON pointer. Stages write the pointer of the lowered document here; [`Sink::into_diagnostics`] replaces it by
    /// that of the source, as far as the source goes.
    pub pointer: String,
    /// Name of the file, as the caller gave it. Stages leave it empty.
    pub file: String,
    /// Line and column, from 1; absent when the text could not be read that far.
    pub position: Option<(usize, usize)>,
    /// The line there.
    pub excerpt: Option<Excerpt>,
}

impl Diagnostic {
    /// A diagnostic with the severity that the code has by default.
    pub fn new(code: Code, pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            raised: false,
            message: message.into(),
            done: None,
            help: None,
            place: Place {
                pointer: pointer.into(),
                ..Place::default()
            },
        }
    }

    /// Adds what was done about it.
    #[must_use]
    pub fn done(mut self, done: impl Into<String>) -> Self {
        self.done = Some(done.into());
        self
    }

    /// Adds what a person can do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
