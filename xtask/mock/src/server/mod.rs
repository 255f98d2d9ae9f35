//! The server: accepts connections, records requests, sends replies.

mod connection;
mod incoming;
mod recorded;
mod reply;
mod shared;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::Mutex;
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

pub use recorded::{Header, Recorded};
pub use reply::{Place, Reply};
use shared::{Shared, lock};

/// What the server accepts from a client before it gives up on it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Limits {
    /// The longest request line and headers together, in bytes.
    pub head: usize,
    /// The longest body, in bytes.
    pub body: usize,
    /// The longest silence of a client, and the longest that a hanging reply hangs.
    pub silence: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: 64 << 10,
            body: 16 << 20,
            silence: Duration::from_secs(20),
        }
    }
}

/// A running server. It stops when it is dropped: open connections are cut, threads are joined.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server that asks `handler` for the reply to each request.
    ///
    /// A handler that panics takes its connection with it: the client sees it cut.
    ///
    /// # Errors
    /// When no port can be bound on the loopback address or no thread can be started.
    pub fn start(handler: impl Fn(&Recorded) -> Reply + Send + Sync + 'static) -> io::Result<Self> {
        Self::start_with(Limits::default(), handler)
    }

    /// Starts a server with limits of its own.
    ///
    /// # Errors
    /// When no port can be bound on the loopback address or no thread can be started.
    pub fn start_with(
        limits: Limits,
        handler: impl Fn(&Recorded) -> Reply + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::new(limits, Box::new(handler)));
        let theirs = Arc::clone(&shared);
        let acceptor = Builder::new()
            .name("mock-accept".to_owned())
            .spawn(move || accept(&listener, &theirs))?;
        Ok(Self {
            address,
            shared,
            acceptor: Some(acceptor),
        })
    }

    /// Starts a server that gives `replies` in order, one a request, whichever connection asks.
    /// A request after the last one is answered with a 500 that says so.
    ///
    /// # Errors
    /// When no port can be bound on the loopback address or no thread can be started.
    pub fn script(replies: Vec<Reply>) -> io::Result<Self> {
        let replies = Mutex::new(replies.into_iter());
        Self::start(move |_| {
            lock(&replies).next().unwrap_or_else(|| {
                Reply::text(
                    500,
                    "text/plain",
                    "the script of this mock server has no more replies",
                )
            })
        })
    }

    /// Starts a server that gives the same reply to each request.
    ///
    /// # Errors
    /// When no port can be bound on the loopback address or no thread can be started.
    pub fn always(reply: Reply) -> io::Result<Self> {
        Self::start(move |_| reply.clone())
    }

    /// `http://127.0.0.1:<port>`, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address that the server listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The requests so far, in the order in which they were complete.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.shared.requests()
    }

    /// The requests since this was called last, which are forgotten with that.
    #[must_use]
    pub fn take_requests(&self) -> Vec<Recorded> {
        self.shared.take_requests()
    }

    /// How many requests have been received in full.
    #[must_use]
    pub fn count(&self) -> usize {
        self.shared.seen(|seen| seen.requests.len())
    }

    /// How many connections have been accepted.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.shared.seen(|seen| seen.connections)
    }

    /// How many connections are open.
    #[must_use]
    pub fn open_connections(&self) -> usize {
        self.shared.open()
    }

    /// What was wrong with the requests that could not be read: broken, too large, cut short.
    #[must_use]
    pub fn malformed(&self) -> Vec<String> {
        self.shared.seen(|seen| seen.malformed.clone())
    }

    /// Waits until `count` requests have been received, and says whether they have been.
    #[must_use]
    pub fn wait_for_requests(&self, count: usize, limit: Duration) -> bool {
        self.shared
            .wait_until(limit, |seen| seen.requests.len() >= count)
    }

    /// Waits until `count` clients have closed a connection on which they still had a reply to get,
    /// and says whether they have.
    #[must_use]
    pub fn wait_for_hangups(&self, count: usize, limit: Duration) -> bool {
        self.shared.wait_until(limit, |seen| seen.hangups >= count)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stop();
        // The acceptor sits in `accept`: a connection makes it look at the flag.
        drop(TcpStream::connect_timeout(
            &self.address,
            Duration::from_secs(1),
        ));
        if let Some(acceptor) = self.acceptor.take() {
            let _ = acceptor.join();
        }
        self.shared.cut_all();
    }
}

/// Accepts until the server stops; one thread a connection.
fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for (number, stream) in listener.incoming().enumerate() {
        if shared.stopping() {
            return;
        }
        let Ok(stream) = stream else { continue };
        if shared.register(number, &stream).is_err() {
            continue;
        }
        let theirs = Arc::clone(shared);
        let thread = Builder::new()
            .name(format!("mock-{number}"))
            .spawn(move || {
                connection::serve(stream, number, &theirs);
            });
        match thread {
            Ok(thread) => shared.keep(thread),
            Err(_) => shared.forget(number),
        }
    }
}

#[cfg(test)]
mod tests;
