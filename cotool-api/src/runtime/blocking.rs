//! Calls for programs that are not async. Feature `blocking`.
//!
//! Whatever is awaited can be blocked on instead: [`Call::block`](super::Call::block),
//! [`WithResponse::block`](super::WithResponse::block). Whatever is a stream becomes an iterator with `blocking`:
//! [`ByteStream`](super::ByteStream::blocking), [`EventStream`](super::EventStream::blocking),
//! [`JsonLines`](super::JsonLines::blocking), and the [`Items`](super::Items::blocking) and
//! [`Pages`](super::Pages::blocking) of a list. Options, errors and behaviour are the same.
//!
//! One thread in the background keeps time and reads sockets for all of them; it is started by the first call, and the
//! calling thread makes the call itself. A client may be used both ways. So may a stream, as long as the runtime that it was
//! opened in goes on: one that was opened in an async program is read by that program's sockets.
//!
//! In an async task, blocking would stop everything else that runs on its thread: it is an error there, never a panic, and
//! nothing is sent. Await the call instead, or block within `tokio::task::spawn_blocking`.

use std::fmt;
use std::io;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use futures_core::Stream;
use futures_util::StreamExt as _;
use tokio::runtime::{Builder, Handle};
use tokio::task::coop;

use super::{Call, Error, ErrorBody, Response, WithResponse};

/// Why a call cannot be blocked on here, and what to do. Nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CannotBlock(String);

impl fmt::Display for CannotBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CannotBlock {}

/// A stream that is read without an executor. Dropping it does what dropping the stream does.
pub struct Blocking<S> {
    stream: S,
    executor: Executor,
}

impl<S: Stream + Unpin> Blocking<S> {
    pub(crate) fn new(stream: S) -> Result<Self, CannotBlock> {
        Ok(Self {
            stream,
            executor: Executor::get()?,
        })
    }

    /// The stream, where it stands.
    #[must_use]
    pub fn get_ref(&self) -> &S {
        &self.stream
    }

    /// The stream, to be read on in async code.
    #[must_use]
    pub fn into_inner(self) -> S {
        self.stream
    }
}

impl<S: Stream + Unpin> Iterator for Blocking<S> {
    type Item = S::Item;

    fn next(&mut self) -> Option<S::Item> {
        self.executor.run(self.stream.next())
    }
}

impl<S: fmt::Debug> fmt::Debug for Blocking<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Blocking").field(&self.stream).finish()
    }
}

/// What drives futures: the thread in the background for time and sockets, and the one that waits for all else.
pub(crate) struct Executor(Handle);

static BACKGROUND: Mutex<Option<Handle>> = Mutex::new(None);

impl Executor {
    /// The one that all calls share.
    pub(crate) fn get() -> Result<Self, CannotBlock> {
        if is_in_task() {
            return Err(CannotBlock(
                "a blocking call in an async task would stop everything else on its thread; await the call, or make it \
                 within `tokio::task::spawn_blocking`"
                    .to_owned(),
            ));
        }
        let mut background = BACKGROUND.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(handle) = &*background {
            return Ok(Self(handle.clone()));
        }
        let handle = start().map_err(|error| {
            CannotBlock(format!(
                "the thread behind blocking calls could not be started: {error}"
            ))
        })?;
        *background = Some(handle.clone());
        Ok(Self(handle))
    }

    /// Makes the future on this thread.
    pub(crate) fn run<F: Future>(&self, future: F) -> F::Output {
        let _inside = self.0.enter();
        // The budget of an async task that this thread may be in would never be refilled here.
        let mut future = pin!(coop::unconstrained(future));
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        let mut context = Context::from_waker(&waker);
        loop {
            match future.as_mut().poll(&mut context) {
                Poll::Ready(output) => return output,
                Poll::Pending => thread::park(),
            }
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Starts the thread in the background. It ends with the process.
fn start() -> io::Result<Handle> {
    let (tell, told) = mpsc::channel();
    let work = move || match Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => {
            let _ = tell.send(Ok(runtime.handle().clone()));
            runtime.block_on(std::future::pending::<()>());
        }
        Err(error) => {
            let _ = tell.send(Err(error));
        }
    };
    thread::Builder::new()
        .name("blocking-calls".to_owned())
        .spawn(work)?;
    told.recv().map_err(io::Error::other)?
}

/// Whether this thread runs an async task right now, and may not be stopped.
///
/// Only then a budget is kept that says when the task has to let others run; it is not in `spawn_blocking` and
/// `block_in_place`, where blocking is what they are for. The largest budget there is is 128.
fn is_in_task() -> bool {
    let mut context = Context::from_waker(Waker::noop());
    (0..1024).any(|_| pin!(coop::consume_budget()).poll(&mut context).is_pending())
}

impl super::ByteStream {
    /// The same as an iterator, without an executor.
    ///
    /// # Errors
    ///
    /// In an async task: see [`blocking`](super::blocking).
    pub fn blocking(self) -> Result<Blocking<Self>, CannotBlock> {
        Blocking::new(self)
    }
}

impl<T> super::EventStream<T> {
    /// The same as an iterator, without an executor.
    ///
    /// # Errors
    ///
    /// In an async task: see [`blocking`](super::blocking).
    pub fn blocking(self) -> Result<Blocking<Self>, CannotBlock> {
        Blocking::new(self)
    }
}

impl<T> super::JsonLines<T> {
    /// The same as an iterator, without an executor.
    ///
    /// # Errors
    ///
    /// In an async task: see [`blocking`](super::blocking).
    pub fn blocking(self) -> Result<Blocking<Self>, CannotBlock> {
        Blocking::new(self)
    }
}

impl<T, I, E: ErrorBody> super::Pages<T, I, E> {
    /// The same as an iterator, without an executor.
    ///
    /// # Errors
    ///
    /// In an async task: see [`blocking`](super::blocking).
    pub fn blocking(self) -> Result<Blocking<Self>, CannotBlock> {
        Blocking::new(self)
    }
}

impl<T, I, E: ErrorBody> super::Items<T, I, E> {
    /// The same as an iterator, without an executor.
    ///
    /// # Errors
    ///
    /// In an async task: see [`blocking`](super::blocking).
    pub fn blocking(self) -> Result<Blocking<Self>, CannotBlock> {
        Blocking::new(self)
    }
}

impl<T, E: ErrorBody, P> Call<T, E, P> {
    /// Makes the call without an executor: the calling thread waits for it.
    ///
    /// # Errors
    ///
    /// Those of the call; and, before anything is sent, that it is made in an async task: see
    /// [`blocking`](super::blocking).
    pub fn block(self) -> Result<T, Error<E>> {
        self.with_response().block().map(|response| response.body)
    }
}

impl<T, E: ErrorBody> WithResponse<T, E> {
    /// Makes the call without an executor: the calling thread waits for it.
    ///
    /// # Errors
    ///
    /// Those of the call; and, before anything is sent, that it is made in an async task: see
    /// [`blocking`](super::blocking).
    pub fn block(self) -> Result<Response<T>, Error<E>> {
        match Executor::get() {
            Ok(executor) => executor.run(self),
            Err(refusal) => Err(Error::not_sent(self.operation, refusal.to_string())),
        }
    }
}
