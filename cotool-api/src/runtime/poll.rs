//! Asking again and again until something is done.

use std::fmt;
use std::time::{Duration, Instant};

use super::clock::Timer;
use super::{Client, Error, Undocumented};

/// What a question that is on its way at the deadline still gets, so that the last one can be answered at all.
const GRACE: Duration = Duration::from_secs(1);

/// How often to ask, and how long.
///
/// By default: at once, then after 1 second, then after half as much again each time up to 15 seconds, each of them up to
/// a fifth shorter by chance; up to 5 passing failures in a row are put up with; there is no deadline.
#[derive(Debug, Clone, PartialEq)]
pub struct PollPolicy {
    first_delay: Duration,
    growth: f64,
    max_delay: Duration,
    jitter: f64,
    deadline: Option<Duration>,
    tolerated_failures: u32,
}

impl Default for PollPolicy {
    fn default() -> Self {
        Self {
            first_delay: Duration::from_secs(1),
            growth: 1.5,
            max_delay: Duration::from_secs(15),
            jitter: 0.2,
            deadline: None,
            tolerated_failures: 5,
        }
    }
}

impl PollPolicy {
    /// The time between the first question and the second. Default: 1 second.
    #[must_use]
    pub fn first_delay(mut self, delay: Duration) -> Self {
        self.first_delay = delay;
        self
    }

    /// What each further time is longer by, as a factor; less than 1 counts as 1. Default: 1.5.
    #[must_use]
    pub fn growth(mut self, factor: f64) -> Self {
        self.growth = if factor.is_finite() {
            factor.max(1.0)
        } else {
            1.0
        };
        self
    }

    /// What that time does not grow beyond. Default: 15 seconds.
    #[must_use]
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// How much shorter a time may be by chance, as a share from 0 to 1. Default: 0.2.
    #[must_use]
    pub fn jitter(mut self, share: f64) -> Self {
        self.jitter = if share.is_finite() {
            share.clamp(0.0, 1.0)
        } else {
            0.0
        };
        self
    }

    /// How long to go on asking. The last question is asked when it is over; a question that is not answered then is given
    /// up a second later. Default: no end.
    #[must_use]
    pub fn deadline(mut self, deadline: impl Into<Option<Duration>>) -> Self {
        self.deadline = deadline.into();
        self
    }

    /// How many passing failures in a row are put up with; each call makes its own retries before it fails. Default: 5.
    #[must_use]
    pub fn tolerated_failures(mut self, failures: u32) -> Self {
        self.tolerated_failures = failures;
        self
    }

    /// The time after so many questions, without chance.
    fn delay(&self, asked: u32) -> Duration {
        let exponent = i32::try_from(asked.saturating_sub(1)).unwrap_or(i32::MAX);
        let seconds = self.first_delay.as_secs_f64() * self.growth.powi(exponent);
        Duration::try_from_secs_f64(seconds)
            .unwrap_or(Duration::MAX)
            .min(self.max_delay)
    }
}

/// The answer to "is it done?".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress<T> {
    /// It is.
    Done(T),
    /// Not yet.
    Pending,
}

/// Why asking ended without a result.
#[non_exhaustive]
pub enum PollError<E = Undocumented> {
    /// A question failed for good, or too many in a row did.
    Failed(Error<E>),
    /// It was not done before the deadline.
    Expired {
        /// How long it was waited for.
        waited: Duration,
        /// How often it was asked.
        asked: u32,
        /// The last question's failure, if it failed.
        last: Option<Error<E>>,
    },
}

impl<E> PollError<E> {
    /// Whether the deadline passed.
    #[must_use]
    pub fn is_expired(&self) -> bool {
        matches!(self, Self::Expired { .. })
    }

    /// The failure of a question that ended it, or of the last one before the deadline.
    #[must_use]
    pub fn error(&self) -> Option<&Error<E>> {
        match self {
            Self::Failed(error) => Some(error),
            Self::Expired { last, .. } => last.as_ref(),
        }
    }
}

impl<E> From<Error<E>> for PollError<E> {
    fn from(error: Error<E>) -> Self {
        Self::Failed(error)
    }
}

impl<E> fmt::Display for PollError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(error) => fmt::Display::fmt(error, f),
            Self::Expired { waited, asked, .. } => {
                write!(f, "not done after {waited:?}, asked {asked} times")
            }
        }
    }
}

impl<E: fmt::Debug> fmt::Debug for PollError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(error) => f.debug_tuple("Failed").field(error).finish(),
            Self::Expired {
                waited,
                asked,
                last,
            } => f
                .debug_struct("Expired")
                .field("waited", waited)
                .field("asked", asked)
                .field("last", last)
                .finish(),
        }
    }
}

impl<E: fmt::Debug + 'static> std::error::Error for PollError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // Shown as itself: what follows is its own source.
            Self::Failed(error) => error.source(),
            Self::Expired { last, .. } => last
                .as_ref()
                .map(|error| error as &(dyn std::error::Error + 'static)),
        }
    }
}

/// Asks until it is done. Waits on the clock of the client.
///
/// # Errors
///
/// A question failed with something that does not pass, or too often in a row; or the deadline of the policy passed.
pub async fn poll_until<T, E, Ask, Answer>(
    client: &Client,
    policy: &PollPolicy,
    mut ask: Ask,
) -> Result<T, PollError<E>>
where
    Ask: FnMut() -> Answer,
    Answer: Future<Output = Result<Progress<T>, Error<E>>>,
{
    let mut pace = Pace::new(policy, &client.inner().timer);
    loop {
        let (pause, last) = match pace.timer.within(pace.patience(), ask()).await {
            None => (pace.unanswered(), None),
            Some(Ok(Progress::Done(value))) => return Ok(value),
            Some(Ok(Progress::Pending)) => (pace.pending(), None),
            Some(Err(error)) => {
                if !(error.is_transient() && pace.tolerates()) {
                    return Err(PollError::Failed(error));
                }
                (pace.failed(error.retry_after()), Some(error))
            }
        };
        let Some(pause) = pause else {
            return Err(PollError::Expired {
                waited: pace.waited(),
                asked: pace.asked,
                last,
            });
        };
        client.inner().timer.sleep(pause).await;
    }
}

/// When to ask next.
struct Pace<'p> {
    policy: &'p PollPolicy,
    timer: &'p Timer,
    start: Instant,
    asked: u32,
    failures: u32,
}

impl<'p> Pace<'p> {
    fn new(policy: &'p PollPolicy, timer: &'p Timer) -> Self {
        Self {
            policy,
            timer,
            start: timer.now(),
            asked: 0,
            failures: 0,
        }
    }

    fn waited(&self) -> Duration {
        self.timer.now().saturating_duration_since(self.start)
    }

    /// How long to wait for one answer; `None`: as long as the call may take.
    fn patience(&self) -> Option<Duration> {
        let deadline = self.policy.deadline?;
        Some(deadline.saturating_sub(self.waited()).saturating_add(GRACE))
    }

    /// The time ran out while a question was on its way.
    fn unanswered(&mut self) -> Option<Duration> {
        self.asked = self.asked.saturating_add(1);
        None
    }

    /// Whether one more failure is put up with.
    fn tolerates(&self) -> bool {
        self.failures < self.policy.tolerated_failures
    }

    /// Until the next question; `None`: the time is over.
    fn pending(&mut self) -> Option<Duration> {
        self.failures = 0;
        self.next(None)
    }

    fn failed(&mut self, asked_for: Option<Duration>) -> Option<Duration> {
        self.failures = self.failures.saturating_add(1);
        self.next(asked_for)
    }

    fn next(&mut self, asked_for: Option<Duration>) -> Option<Duration> {
        self.asked = self.asked.saturating_add(1);
        let spread = 1.0 - self.policy.jitter * self.timer.chance();
        let delay = self
            .policy
            .delay(self.asked)
            .mul_f64(spread.clamp(0.0, 1.0));
        let delay = asked_for.map_or(delay, |asked_for| asked_for.max(delay));
        let Some(deadline) = self.policy.deadline else {
            return Some(delay);
        };
        let left = deadline.saturating_sub(self.waited());
        // What is left of the time is used up before the last question.
        (!left.is_zero()).then(|| delay.min(left))
    }
}
