//! What the threads of one server share.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::{Limits, Recorded, Reply};

/// Says what to answer.
pub(super) type Handler = Box<dyn Fn(&Recorded) -> Reply + Send + Sync>;

/// A lock that a panicking handler cannot take from the others.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What has happened so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) requests: Vec<Recorded>,
    pub(super) connections: usize,
    pub(super) hangups: usize,
    pub(super) malformed: Vec<String>,
}

/// The state of one server.
pub(super) struct Shared {
    pub(super) limits: Limits,
    pub(super) handler: Handler,
    stopping: AtomicBool,
    seen: Mutex<Seen>,
    changed: Condvar,
    streams: Mutex<BTreeMap<usize, TcpStream>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

impl Shared {
    pub(super) fn new(limits: Limits, handler: Handler) -> Self {
        Self {
            limits,
            handler,
            stopping: AtomicBool::new(false),
            seen: Mutex::default(),
            changed: Condvar::new(),
            streams: Mutex::default(),
            threads: Mutex::default(),
        }
    }

    pub(super) fn requests(&self) -> Vec<Recorded> {
        lock(&self.seen).requests.clone()
    }

    pub(super) fn take_requests(&self) -> Vec<Recorded> {
        std::mem::take(&mut lock(&self.seen).requests)
    }

    pub(super) fn seen<T>(&self, read: impl FnOnce(&Seen) -> T) -> T {
        read(&lock(&self.seen))
    }

    /// Writes something down and wakes those who wait for it.
    pub(super) fn note(&self, write: impl FnOnce(&mut Seen)) {
        write(&mut lock(&self.seen));
        self.changed.notify_all();
    }

    /// Waits until `done` holds; `false` when `limit` passes first or the server stops.
    pub(super) fn wait_until(&self, limit: Duration, done: impl Fn(&Seen) -> bool) -> bool {
        let end = Instant::now() + limit;
        let mut seen = lock(&self.seen);
        loop {
            if done(&seen) {
                return true;
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || self.stopping() {
                return false;
            }
            seen = match self.changed.wait_timeout(seen, left) {
                Ok((seen, _)) => seen,
                Err(poisoned) => poisoned.into_inner().0,
            };
        }
    }

    /// Waits for `duration`; `false` when the server stops meanwhile.
    pub(super) fn pause(&self, duration: Duration) -> bool {
        self.wait_until(duration, |_| false);
        !self.stopping()
    }

    pub(super) fn stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }

    pub(super) fn stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
        self.note(|_| ());
    }

    /// Keeps a second handle of the connection, so that [`Shared::cut_all`] can end a blocked read.
    pub(super) fn register(&self, number: usize, stream: &TcpStream) -> io::Result<()> {
        let handle = stream.try_clone()?;
        lock(&self.streams).insert(number, handle);
        self.note(|seen| seen.connections += 1);
        Ok(())
    }

    /// How many connections are registered.
    pub(super) fn open(&self) -> usize {
        lock(&self.streams).len()
    }

    pub(super) fn forget(&self, number: usize) {
        lock(&self.streams).remove(&number);
    }

    /// Keeps a thread to be joined at the end, and lets go of those that are through.
    pub(super) fn keep(&self, thread: JoinHandle<()>) {
        let mut threads = lock(&self.threads);
        threads.retain(|thread| !thread.is_finished());
        threads.push(thread);
    }

    /// Cuts the open connections and waits for their threads.
    pub(super) fn cut_all(&self) {
        for stream in lock(&self.streams).values() {
            let _ = stream.shutdown(Shutdown::Both);
        }
        let threads = std::mem::take(&mut *lock(&self.threads));
        for thread in threads {
            let _ = thread.join();
        }
    }
}
