//! What the server has seen of each call, and what the caller was told.

use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering::SeqCst};

/// Of each call by its number, and of all.
pub(crate) struct Book {
    pub(crate) calls: Vec<Entry>,
    pub(crate) faults: AtomicUsize,
    /// Connections that were made, and those that are open.
    pub(crate) connections: AtomicUsize,
    pub(crate) open: AtomicUsize,
}

#[derive(Default)]
pub(crate) struct Entry {
    /// How often it arrived.
    pub(crate) arrived: AtomicU8,
    /// How often it was answered as it should be.
    pub(crate) served: AtomicU8,
    /// How often its caller was told of an end.
    pub(crate) ended: AtomicU8,
    /// The end.
    pub(crate) end: AtomicU8,
    pub(crate) attempts: AtomicU8,
}

/// How a call ended for its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum End {
    Answer = 1,
    Status,
    Transport,
    Timeout,
    /// Whatever its kind: the error knows that nothing was sent.
    NotSent,
}

impl End {
    pub(crate) const ALL: [Self; 5] = [
        Self::Answer,
        Self::Status,
        Self::Transport,
        Self::Timeout,
        Self::NotSent,
    ];
}

/// Whether the call with this number may be repeated: one in two is a GET.
pub(crate) fn is_read(number: usize) -> bool {
    number.is_multiple_of(2)
}

impl Book {
    pub(crate) fn new(calls: usize) -> Self {
        Self {
            calls: (0..calls).map(|_| Entry::default()).collect(),
            faults: AtomicUsize::new(0),
            connections: AtomicUsize::new(0),
            open: AtomicUsize::new(0),
        }
    }

    /// How many calls ended like this.
    pub(crate) fn ended(&self, end: End) -> usize {
        let ends = self.calls.iter().map(|entry| entry.end.load(SeqCst));
        ends.filter(|code| *code == end as u8).count()
    }

    /// How many attempts were made beyond the first ones.
    pub(crate) fn repeats(&self) -> usize {
        let attempts = self.calls.iter().map(|entry| entry.attempts.load(SeqCst));
        attempts
            .map(|count| usize::from(count).saturating_sub(1))
            .sum()
    }

    /// Holds what the caller was told against what the server has seen.
    pub(crate) fn balance(&self) {
        for (number, entry) in self.calls.iter().enumerate() {
            let load = |count: &AtomicU8| count.load(SeqCst);
            let (arrived, served) = (load(&entry.arrived), load(&entry.served));
            let (ended, end, attempts) =
                (load(&entry.ended), load(&entry.end), load(&entry.attempts));
            let all = format!(
                "call {number}: arrived {arrived}, served {served}, ended {ended} ({end}), attempts {attempts}"
            );
            assert_eq!(ended, 1, "{all}");
            assert!(arrived <= attempts, "{all}");
            assert!(is_read(number) || arrived <= 1, "done twice; {all}");
            if end == End::Answer as u8 {
                assert!(arrived >= 1 && served >= 1, "{all}");
            } else if end == End::NotSent as u8 {
                assert_eq!(arrived, 0, "{all}");
            } else if end != End::Timeout as u8 {
                assert_eq!(served, 0, "the answer was lost; {all}");
            }
            // Served again only because the first answer came too late.
            assert!(served <= arrived, "{all}");
        }
    }
}
