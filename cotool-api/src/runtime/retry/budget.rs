//! A limit on retries over all calls of a client.

use std::sync::atomic::{AtomicU32, Ordering};

/// What a retry costs.
const RETRY: u32 = 10;
/// What a call that succeeds at once earns.
const SUCCESS: u32 = 1;

/// A bucket of tokens, shared by the clones of a client: each retry takes from it, each success puts a tenth of that
/// back. While a server is down, a client so comes to send little more than its callers ask for.
#[derive(Debug)]
pub(crate) struct Budget {
    /// `None`: no limit.
    limit: Option<u32>,
    left: AtomicU32,
}

impl Budget {
    /// For so many retries in a row. `None`: no limit.
    pub(crate) fn new(retries: Option<u32>) -> Self {
        let limit = retries.map(|retries| retries.saturating_mul(RETRY));
        Self {
            limit,
            left: AtomicU32::new(limit.unwrap_or_default()),
        }
    }

    /// Pays for a retry; `false` when there is not enough left.
    pub(crate) fn withdraw(&self) -> bool {
        self.limit.is_none() || self.change(|left| left.checked_sub(RETRY))
    }

    /// A call succeeded, after a retry or without one. A retry that helped is paid back.
    pub(crate) fn deposit(&self, retried: bool) {
        if let Some(limit) = self.limit {
            let earned = if retried { RETRY } else { SUCCESS };
            self.change(|left| Some(left.saturating_add(earned).min(limit)));
        }
    }

    fn change(&self, change: impl Fn(u32) -> Option<u32>) -> bool {
        let mut left = self.left.load(Ordering::Relaxed);
        while let Some(new) = change(left) {
            match self
                .left
                .compare_exchange_weak(left, new, Ordering::Relaxed, Ordering::Relaxed)
            {
                Ok(_) => return true,
                Err(now) => left = now,
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retries_are_paid_for() {
        let budget = Budget::new(Some(2));
        assert!(budget.withdraw());
        assert!(budget.withdraw());
        assert!(!budget.withdraw());
        budget.deposit(true);
        assert!(budget.withdraw());
        for _ in 0..9 {
            budget.deposit(false);
        }
        assert!(!budget.withdraw());
        budget.deposit(false);
        assert!(budget.withdraw());
        assert!(!budget.withdraw());
    }

    #[test]
    fn the_bucket_does_not_overflow() {
        let budget = Budget::new(Some(1));
        (0..100).for_each(|_| budget.deposit(true));
        assert!(budget.withdraw());
        assert!(!budget.withdraw());
        assert!(!Budget::new(Some(0)).withdraw());
        let unlimited = Budget::new(None);
        assert!((0..1000).all(|_| unlimited.withdraw()));
    }
}
