//! How often, and how long after.

use std::borrow::Cow;
use std::time::Duration;

/// Statuses that tell of a passing trouble.
const TRANSIENT: &[u16] = &[
    408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529,
];

/// How often a failed attempt is made again, and how long after.
///
/// By default: up to 3 attempts, half a second to 8 seconds apart. The time between them is chosen at random between
/// nothing and a limit that doubles each time (*full jitter*), so that many clients do not come back at once; what the
/// server asks for in `Retry-After` is respected.
///
/// Only calls that are safe to repeat are repeated: GET, HEAD, OPTIONS, TRACE, PUT and DELETE after any passing
/// failure, everything else only when the server cannot have seen the request.
/// [`Call::idempotent`](crate::runtime::Call::idempotent) changes that for a call. A DELETE that is repeated because
/// its answer was lost may be answered with 404.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    first_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
    statuses: Cow<'static, [u16]>,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            first_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(8),
            max_retry_after: Duration::from_secs(60),
            statuses: Cow::Borrowed(TRANSIENT),
        }
    }
}

impl RetryPolicy {
    /// One attempt only.
    #[must_use]
    pub fn none() -> Self {
        Self::default().attempts(1)
    }

    /// How many attempts there are in all, the first included. Default: 3.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The longest time before the second attempt; it doubles with each further one. Default: half a second.
    #[must_use]
    pub fn first_delay(mut self, delay: Duration) -> Self {
        self.first_delay = delay;
        self
    }

    /// What that time does not grow beyond. Default: 8 seconds.
    #[must_use]
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The longest `Retry-After` that a call waits for. When the server asks for more, the call fails at once, and the
    /// error tells when to come back. Default: 60 seconds.
    #[must_use]
    pub fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// The statuses that are worth another attempt. Default: 408, 425, 429, 500, 502, 503, 504, 520 to 524 and 529.
    #[must_use]
    pub fn statuses(mut self, statuses: impl Into<Vec<u16>>) -> Self {
        self.statuses = Cow::Owned(statuses.into());
        self
    }

    /// Whether this status is worth another attempt.
    #[must_use]
    pub fn is_transient(&self, status: u16) -> bool {
        self.statuses.contains(&status)
    }

    /// How long to wait after so many attempts, or `None`: no more of them. `asked` is what the server asked for,
    /// `chance` is between 0 and 1.
    pub(crate) fn delay(
        &self,
        attempts: u32,
        asked: Option<Duration>,
        chance: f64,
    ) -> Option<Duration> {
        if attempts >= self.attempts || asked.is_some_and(|asked| asked > self.max_retry_after) {
            return None;
        }
        let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1));
        let limit = self.first_delay.saturating_mul(doubled).min(self.max_delay);
        let delay = limit.mul_f64(chance.clamp(0.0, 1.0));
        Some(asked.map_or(delay, |asked| asked.max(delay)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn delays_double_up_to_the_limit() {
        let policy = RetryPolicy::default().attempts(9);
        let longest: Vec<_> = (1..9)
            .map(|n| policy.delay(n, None, 1.0).unwrap())
            .collect();
        let expected = [500, 1000, 2000, 4000, 8000, 8000, 8000, 8000].map(ms);
        assert_eq!(longest, expected);
        assert_eq!(policy.delay(9, None, 1.0), None);
        assert_eq!(policy.delay(2, None, 0.25), Some(ms(250)));
        assert_eq!(policy.delay(2, None, 0.0), Some(ms(0)));
        assert_eq!(
            policy.attempts(u32::MAX).delay(u32::MAX - 1, None, 1.0),
            Some(ms(8000))
        );
        assert_eq!(RetryPolicy::none().delay(1, None, 1.0), None);
        assert_eq!(RetryPolicy::none().attempts(0).attempts, 1);
    }

    #[test]
    fn what_the_server_asks_for_is_respected_or_refused() {
        let policy = RetryPolicy::default();
        assert_eq!(policy.delay(1, Some(ms(3000)), 1.0), Some(ms(3000)));
        assert_eq!(policy.delay(1, Some(ms(100)), 1.0), Some(ms(500)));
        assert_eq!(policy.delay(1, Some(ms(60_000)), 0.0), Some(ms(60_000)));
        assert_eq!(policy.delay(1, Some(ms(60_001)), 0.0), None);
    }
}
