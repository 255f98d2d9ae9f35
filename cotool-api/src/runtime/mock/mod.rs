//! A transport for tests: it answers by operation with typed values, and keeps what was sent. Feature `mock`.
//!
//! A [`Mock`] is told what to answer, gives a client its [`transport`](Mock::transport), and afterwards shows what was
//! [`sent`](Mock::sent_to). Everything above the transport is the real client: credentials, retries, limits, decoding.
//! With `#[tokio::test(start_paused = true)]` (tokio's feature `test-util`) delays, retries and timeouts take no time.
//!
//! A call that nothing was set up for fails, in the code under test with an error that is not repeated, and when the
//! mock is dropped with a panic that says what was called and what was expected; so does a reply that was never asked
//! for. Drop the mock last, or ask [`Mock::check`].
//!
//! Against a real server, a [`Recorder`] writes what goes over the wire to a file, without the secrets, and
//! [`Mock::replay`] answers from it.

mod board;
mod clean;
mod matching;
mod recorder;
mod recording;
mod reply;
mod sent;

#[cfg(test)]
mod tests;

use std::fmt;
use std::fs;
use std::io;
use std::panic::Location;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use board::{Answering, Board, Rule};
use matching::Target;

pub use recorder::Recorder;
pub use reply::Reply;
pub use sent::{Sent, Unreadable};

use super::{Body, Operation, Transport, TransportError, TransportErrorKind, TransportFuture};

/// What is expected of a test's calls, and what they get. See the [module](self).
pub struct Mock {
    board: Arc<Mutex<Board>>,
}

impl Mock {
    /// A mock that expects no call yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            board: Arc::default(),
        }
    }

    /// A mock that answers what a [`Recorder`] has written to this file: each exchange once, those that look alike in
    /// the order in which they were recorded. Method, path, query and a body of JSON or text have to be the same; what
    /// was taken out of the file as a secret may be anything. The host does not matter.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or a line of it is not a recorded exchange: the error says which.
    #[track_caller]
    pub fn replay(path: impl AsRef<Path>) -> io::Result<Self> {
        let place = Location::caller();
        let mock = Self::new();
        for recorded in recording::read(&fs::read_to_string(path)?)? {
            let (target, reply) = recorded.into_rule()?;
            let mut rule = Rule::new(target, place);
            rule.replies.push_back(reply);
            mock.board().rules.push(rule);
        }
        Ok(mock)
    }

    /// Expects calls of this operation, which is a constant beside its method: `api::agents::LIST`. Say with the
    /// methods of [`On`] what they get.
    #[track_caller]
    pub fn on(&self, operation: &'static Operation) -> On<'_> {
        self.expect(Target::Operation(operation), Location::caller())
    }

    /// Expects requests of this method whose path ends with this one; `{name}` stands for anything but a `/`. For
    /// what is not an operation of the API, such as a token endpoint.
    #[track_caller]
    pub fn on_path(&self, method: &str, path: &str) -> On<'_> {
        self.expect(Target::path(method, path), Location::caller())
    }

    fn expect(&self, target: Target, place: &'static Location<'static>) -> On<'_> {
        let mut board = self.board();
        board.rules.push(Rule::new(target, place));
        On {
            mock: self,
            rule: board.rules.len() - 1,
        }
    }

    /// What a client is to be built with: `Client::builder().transport(mock.transport())`.
    #[must_use]
    pub fn transport(&self) -> MockTransport {
        MockTransport(Arc::clone(&self.board))
    }

    /// All requests so far, in order, repeated ones included.
    #[must_use]
    pub fn sent(&self) -> Vec<Sent> {
        self.board().sent.clone()
    }

    /// The requests of this operation so far, in order, repeated ones included.
    #[must_use]
    pub fn sent_to(&self, operation: &Operation) -> Vec<Sent> {
        let mut sent = self.sent();
        sent.retain(|sent| sent.is(operation));
        sent
    }

    /// Whether everything went as set up: no call but those that were expected, and no reply left over. The mock does
    /// not look again when it is dropped.
    ///
    /// # Errors
    ///
    /// All that did not go so.
    pub fn check(&self) -> Result<(), Unmet> {
        let mut board = self.board();
        board.checked = true;
        board.verdict()
    }

    fn board(&self) -> MutexGuard<'_, Board> {
        lock(&self.board)
    }
}

impl Default for Mock {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        let board = self.board();
        if board.checked || std::thread::panicking() {
            return;
        }
        if let Err(unmet) = board.verdict() {
            drop(board);
            #[expect(
                clippy::panic,
                reason = "a mock lives in a test, which is to fail here"
            )]
            {
                panic!("{unmet}");
            }
        }
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let board = self.board();
        f.debug_struct("Mock")
            .field("expected", &board.rules.len())
            .field("sent", &board.sent.len())
            .finish_non_exhaustive()
    }
}

/// What calls that are expected get.
///
/// Replies are given in the order in which they are added, each once; with [`always`](Self::always) and
/// [`reply_with`](Self::reply_with) any number of calls is answered, none included.
#[derive(Debug)]
pub struct On<'m> {
    mock: &'m Mock,
    rule: usize,
}

impl On<'_> {
    /// Expects only those requests for which this is true. The others go to what is set up next for the same operation.
    pub fn when(self, condition: impl Fn(&Sent) -> bool + Send + 'static) -> Self {
        self.change(|rule| rule.conditions.push(Box::new(condition)))
    }

    /// Answers one call.
    pub fn reply(self, reply: Reply) -> Self {
        self.change(|rule| rule.replies.push_back(reply))
    }

    /// Answers one call each.
    pub fn replies(self, replies: impl IntoIterator<Item = Reply>) -> Self {
        self.change(|rule| rule.replies.extend(replies))
    }

    /// Answers all calls that no other reply is left for.
    pub fn always(self, reply: Reply) -> Self {
        self.reply_with(move |_| reply.clone())
    }

    /// Answers all calls that no other reply is left for with what this function makes of them.
    pub fn reply_with(self, answer: impl Fn(&Sent) -> Reply + Send + 'static) -> Self {
        self.change(|rule| rule.always = Some(Box::new(answer)))
    }

    fn change(self, change: impl FnOnce(&mut Rule)) -> Self {
        if let Some(rule) = self.mock.board().rules.get_mut(self.rule) {
            change(rule);
        }
        self
    }
}

/// What did not go as a [`Mock`] was set up.
#[derive(Clone, PartialEq, Eq)]
pub struct Unmet(String);

impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unmet {}

/// The transport of a [`Mock`]. It may outlive it.
#[derive(Clone)]
pub struct MockTransport(Arc<Mutex<Board>>);

impl Transport for MockTransport {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        Box::pin(async move {
            let sent = Sent::read(request).await?;
            let answering = lock(&self.0).answer(sent);
            match answering {
                Answering::Reply(reply) => reply.play().await,
                Answering::Unexpected(message) => {
                    Err(TransportError::new(TransportErrorKind::Other, false).with_source(message))
                }
            }
        })
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MockTransport")
    }
}

fn lock(board: &Mutex<Board>) -> MutexGuard<'_, Board> {
    board.lock().unwrap_or_else(PoisonError::into_inner)
}
