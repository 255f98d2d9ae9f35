//! What the demo shows: numbered steps, indented text, progress where somebody watches.

use std::cell::Cell;
use std::io::{IsTerminal, Write, stderr};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const RED: &str = "\x1b[1;31m";
const GREEN: &str = "\x1b[1;32m";
const PLAIN: &str = "\x1b[0m";

/// What stands in front of everything below a heading.
pub(super) const INDENT: &str = "   ";
const WIDTH: usize = 76;

/// The two output streams. Colours are left out where they are not wanted.
#[derive(Debug, Default)]
pub(super) struct Screen {
    steps: Cell<usize>,
}

impl Screen {
    /// A heading.
    pub(super) fn step(&self, title: &str) {
        self.steps.set(self.steps.get() + 1);
        let gap = if self.steps.get() == 1 { "" } else { "\n" };
        anstream::println!("{gap}{BOLD}{}. {title}{PLAIN}", self.steps.get());
    }

    /// Text below the heading, wrapped at words.
    pub(super) fn text(&self, text: &str) {
        for line in text.split('\n').flat_map(|line| wrap(line, WIDTH)) {
            anstream::println!("{}", format!("{INDENT}{line}").trim_end());
        }
    }

    /// A line with a word in front that says what it is about.
    pub(super) fn labelled(&self, label: &str, rest: &str) {
        let colour = match label {
            "done" => GREEN,
            "error" | "interrupted" | "refused" => RED,
            _ => DIM,
        };
        let gap = " ".repeat(if rest.is_empty() {
            0
        } else {
            13 - label.len().min(12)
        });
        anstream::println!("{INDENT}{colour}{label}{PLAIN}{gap}{rest}");
    }

    /// The last line.
    pub(super) fn done(&self, took: Duration) {
        anstream::println!("\n{GREEN}Done{PLAIN} in {}.", seconds(took));
    }

    /// What went wrong.
    pub(super) fn error(&self, reason: &str) {
        anstream::eprintln!("{RED}error{PLAIN}: {reason}");
    }

    /// Does something that takes long. Somebody at a terminal sees the seconds pass; elsewhere one line says what
    /// is going on.
    pub(super) fn busy<T>(&self, what: &str, work: impl FnOnce() -> T) -> T {
        let begin = Instant::now();
        let result = if stderr().is_terminal() {
            let (finished, wait) = channel::<()>();
            thread::scope(|scope| {
                scope.spawn(move || {
                    while wait.recv_timeout(Duration::from_millis(100))
                        == Err(RecvTimeoutError::Timeout)
                    {
                        let passed = begin.elapsed().as_secs();
                        let _ = write!(stderr(), "\r{INDENT}{what} ... {passed} s");
                        let _ = stderr().flush();
                    }
                    // Back to the start of the line, and nothing left on it.
                    let _ = write!(stderr(), "\r\x1b[2K");
                    let _ = stderr().flush();
                });
                let result = work();
                drop(finished);
                result
            })
        } else {
            self.text(&format!("{what} ..."));
            work()
        };
        self.text(&format!("took {}", seconds(begin.elapsed())));
        result
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

/// Breaks a line at spaces so that no piece is longer than `width`, unless a word is. An indented line is left alone.
fn wrap(line: &str, width: usize) -> Vec<String> {
    if line.starts_with(' ') {
        return vec![line.to_owned()];
    }
    let mut pieces = vec![String::new()];
    let mut room = width;
    for word in line.split(' ') {
        let length = word.chars().count();
        let Some(piece) = pieces.last_mut() else {
            break;
        };
        if piece.is_empty() {
            piece.push_str(word);
            room = width.saturating_sub(length);
        } else if length < room {
            piece.push(' ');
            piece.push_str(word);
            room -= length + 1;
        } else {
            pieces.push(word.to_owned());
            room = width.saturating_sub(length);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_break_at_words() {
        assert_eq!(wrap("aa bb cc", 5), ["aa bb", "cc"]);
        assert_eq!(wrap("aaaaaaa bb", 5), ["aaaaaaa", "bb"]);
        assert_eq!(wrap("äöü ß", 5), ["äöü ß"]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(wrap("  code here", 5), ["  code here"]);
    }
}
