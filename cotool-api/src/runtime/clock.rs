//! Time and chance, both of which tests bring their own.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

/// Tells the time and waits.
pub trait Clock: Send + Sync + 'static {
    /// Now, on a clock that only goes forward.
    fn now(&self) -> Instant;

    /// Now, by the calendar: to understand the dates that servers send.
    fn wall(&self) -> SystemTime;

    /// Ends after this time.
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + 'static>>;

    /// Whether [`sleep`](Self::sleep) works on this thread. A call asks before it sends anything.
    ///
    /// # Errors
    ///
    /// Why not, and what to do.
    fn available(&self) -> Result<(), String> {
        Ok(())
    }
}

/// The clock of the tokio runtime, which must have its time driver enabled.
#[derive(Debug, Clone, Copy, Default)]
pub struct TokioClock;

impl Clock for TokioClock {
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + 'static>> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn available(&self) -> Result<(), String> {
        let here = tokio::runtime::Handle::try_current();
        here.map(drop).map_err(|_| {
            "timeouts and retries need a tokio runtime, and this thread is in none: await the call within one, block on it \
             (feature `blocking`), or give the client a `Clock` of your own"
                .to_owned()
        })
    }
}

/// A clock and a source of chance.
#[derive(Clone)]
pub(crate) struct Timer {
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Fn() -> f64 + Send + Sync>,
}

impl Timer {
    pub(crate) fn new(clock: Arc<dyn Clock>, chance: Arc<dyn Fn() -> f64 + Send + Sync>) -> Self {
        Self { clock, chance }
    }

    pub(crate) fn now(&self) -> Instant {
        self.clock.now()
    }

    pub(crate) fn wall(&self) -> SystemTime {
        self.clock.wall()
    }

    pub(crate) fn available(&self) -> Result<(), String> {
        self.clock.available()
    }

    pub(crate) fn sleep(
        &self,
        duration: Duration,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + 'static>> {
        self.clock.sleep(duration)
    }

    /// A number from 0 up to, but not including, 1.
    pub(crate) fn chance(&self) -> f64 {
        let chance = (self.chance)();
        if chance.is_finite() {
            chance.clamp(0.0, 1.0)
        } else {
            0.0
        }
    }

    /// Waits for the future, but no longer than `limit`: `None` when it took longer.
    pub(crate) async fn within<F: Future>(
        &self,
        limit: Option<Duration>,
        future: F,
    ) -> Option<F::Output> {
        let Some(limit) = limit else {
            return Some(future.await);
        };
        let mut future = std::pin::pin!(future);
        let mut alarm = self.sleep(limit);
        std::future::poll_fn(|context| {
            if let std::task::Poll::Ready(output) = future.as_mut().poll(context) {
                return std::task::Poll::Ready(Some(output));
            }
            alarm.as_mut().poll(context).map(|()| None)
        })
        .await
    }
}

impl Default for Timer {
    fn default() -> Self {
        Self::new(Arc::new(TokioClock), Arc::new(fastrand::f64))
    }
}

impl fmt::Debug for Timer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Timer")
    }
}
