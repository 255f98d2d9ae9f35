//! Says what is going on while it takes its time.

use std::io::{self, IsTerminal as _, Write as _};

/// On a terminal one line that is replaced and goes away at the end; elsewhere a plain line for each step. Both go to
/// the standard error stream, and failing to write there stops nothing.
#[derive(Debug)]
pub(crate) struct Progress {
    terminal: bool,
    shown: bool,
}

impl Progress {
    pub(crate) fn start() -> Self {
        Self {
            terminal: io::stderr().is_terminal(),
            shown: false,
        }
    }

    /// The next step: "reading spec/cotool.yaml".
    pub(crate) fn step(&mut self, what: &str) {
        let mut stderr = io::stderr().lock();
        let _ = if self.terminal {
            write!(stderr, "\r\x1b[2K{what} ...").and_then(|()| stderr.flush())
        } else {
            writeln!(stderr, "{what}")
        };
        self.shown = true;
    }

    /// How far it is: on a terminal every time, elsewhere at each tenth.
    pub(crate) fn count(&mut self, what: &str, done: usize, total: usize) {
        let tenth = |done: usize| done * 10 / total.max(1);
        if self.terminal || tenth(done) > tenth(done.saturating_sub(1)) {
            self.step(&format!("{what}: {done} of {total}"));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.terminal && self.shown {
            let mut stderr = io::stderr().lock();
            let _ = write!(stderr, "\r\x1b[2K").and_then(|()| stderr.flush());
        }
    }
}
