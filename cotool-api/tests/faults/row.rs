//! A fault, and what the caller is to see of it.

use std::fmt;

use cotool_api::runtime::{ClientBuilder, ErrorKind, TransportErrorKind};

use crate::place::Place;

type Setting = Box<dyn Fn(ClientBuilder) -> ClientBuilder + Send + Sync>;

/// A fault.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) place: Box<dyn Fn() -> Place + Send + Sync>,
    pub(crate) settings: Vec<Setting>,
    /// Whether the answer is read as a stream.
    pub(crate) streamed: bool,
    /// Whether a refused token is renewed: the only reason to send a POST again that the server has seen.
    pub(crate) renews: bool,
    /// How many bytes the body of a POST has at least.
    pub(crate) heavy: usize,
    pub(crate) get: Option<Sees>,
    pub(crate) post: Option<Sees>,
}

/// What is seen of a call in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sees {
    pub(crate) end: End,
    pub(crate) attempts: u32,
    /// Whether the error says that the server may have seen it; of a success, `true`.
    pub(crate) sent: bool,
    /// How many requests the server has seen, or connections, if it reads no request.
    pub(crate) asked: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// The answer that was expected.
    Answer,
    Status(u16),
    /// No complete answer.
    Transport(TransportErrorKind),
    /// Any other error.
    Error(ErrorKind),
    /// The answer began, and the stream of it ended in an error.
    Broken,
}

/// A fault of this name, which is met at this place.
pub(crate) fn row(
    name: impl Into<String>,
    place: impl Fn() -> Place + Send + Sync + 'static,
) -> Row {
    Row {
        name: name.into(),
        place: Box::new(place),
        settings: Vec::new(),
        streamed: false,
        renews: false,
        heavy: 0,
        get: None,
        post: None,
    }
}

impl Row {
    /// With a client that is set up like this.
    pub(crate) fn with(
        mut self,
        setting: impl Fn(ClientBuilder) -> ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.settings.push(Box::new(setting));
        self
    }

    /// Reads the answer as a stream of bytes.
    pub(crate) fn streamed(mut self) -> Self {
        self.streamed = true;
        self
    }

    /// The client renews its token, and sends again what the server refused for its sake.
    pub(crate) fn renewing(mut self) -> Self {
        self.renews = true;
        self
    }

    /// The body of a POST is so long.
    pub(crate) fn heavy(mut self, bytes: usize) -> Self {
        self.heavy = bytes;
        self
    }

    /// What is seen of a GET.
    pub(crate) fn get(mut self, sees: Sees) -> Self {
        self.get = Some(sees);
        self
    }

    /// What is seen of a POST without an idempotency key.
    pub(crate) fn post(mut self, sees: Sees) -> Self {
        self.post = Some(sees);
        self
    }

    /// What is seen of either.
    pub(crate) fn both(self, sees: Sees) -> Self {
        self.get(sees).post(sees)
    }
}

/// The answer comes, at the first attempt.
pub(crate) fn answer() -> Sees {
    sees(End::Answer)
}

/// No complete answer comes.
pub(crate) fn transport(kind: TransportErrorKind) -> Sees {
    sees(End::Transport(kind))
}

/// An answer with that status comes.
pub(crate) fn status(status: u16) -> Sees {
    sees(End::Status(status))
}

/// Another error.
pub(crate) fn error(kind: ErrorKind) -> Sees {
    sees(End::Error(kind))
}

/// A stream that begins, and ends in an error.
pub(crate) fn broken() -> Sees {
    sees(End::Broken)
}

fn sees(end: End) -> Sees {
    Sees {
        end,
        attempts: 1,
        sent: true,
        asked: 1,
    }
}

impl Sees {
    /// After so many attempts, each of which the server has seen.
    pub(crate) fn times(self, attempts: u32) -> Self {
        Self {
            attempts,
            asked: attempts as usize,
            ..self
        }
    }

    /// The server was asked so often, whatever the number of attempts.
    pub(crate) fn asked(self, asked: usize) -> Self {
        Self { asked, ..self }
    }

    /// The error knows that the server has not seen it.
    pub(crate) fn unsent(self) -> Self {
        Self {
            sent: false,
            ..self
        }
    }
}

impl fmt::Display for Sees {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.end {
            End::Answer => f.write_str("the answer")?,
            End::Status(status) => write!(f, "status {status}")?,
            End::Transport(kind) => write!(f, "no answer (`{kind:?}`)")?,
            End::Error(kind) => write!(f, "`{kind:?}`")?,
            End::Broken => f.write_str("a stream that ends in an error")?,
        }
        if !self.sent {
            f.write_str(", not sent")?;
        }
        let times = |count: usize| match count {
            1 => "once".to_owned(),
            2 => "twice".to_owned(),
            count => format!("{count} times"),
        };
        let (tried, asked) = (self.attempts as usize, self.asked);
        if tried == asked {
            write!(f, "; asked {}", times(asked))
        } else {
            write!(f, "; tried {}, asked {}", times(tried), times(asked))
        }
    }
}
