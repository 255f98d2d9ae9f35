//! A process that works on cases: when one of them ends it, the others are not lost.
//!
//! Numbers of cases come in (`FROM TO`), one batch a line; what happens goes out, one event a line.

use std::io::{self, BufRead as _, Write as _};
use std::path::Path;

use super::base::Base;
use super::case;
use super::probe::{Finding, probe};
use crate::error::Error;
use crate::generate::apart;

/// One case in so many is run twice.
const TWICE: u64 = 16;

/// What a worker says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Event {
    /// It begins with a case.
    Started(u64),
    /// It found something.
    Found(u64, Finding),
    /// It is done with a case.
    Done {
        case: u64,
        microseconds: u64,
        peak_kib: u64,
        bytes: u64,
        outcome: String,
    },
    /// It is done with a batch.
    Idle,
}

impl Event {
    fn line(&self) -> String {
        match self {
            Self::Started(case) => format!("started {case}"),
            Self::Found(case, finding) => {
                let finding = serde_json::to_string(finding).unwrap_or_default();
                format!("found {case} {finding}")
            }
            Self::Done {
                case,
                microseconds,
                peak_kib,
                bytes,
                outcome,
            } => format!("done {case} {microseconds} {peak_kib} {bytes} {outcome}"),
            Self::Idle => "idle".to_owned(),
        }
    }

    /// Reads what [`Event::line`] wrote.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "started" => Some(Self::Started(rest.parse().ok()?)),
            "found" => {
                let (case, finding) = rest.split_once(' ')?;
                Some(Self::Found(
                    case.parse().ok()?,
                    serde_json::from_str(finding).ok()?,
                ))
            }
            "done" => {
                let mut fields = rest.splitn(5, ' ');
                let mut number = || fields.next()?.parse().ok();
                Some(Self::Done {
                    case: number()?,
                    microseconds: number()?,
                    peak_kib: number()?,
                    bytes: number()?,
                    outcome: fields.next()?.to_owned(),
                })
            }
            "idle" => Some(Self::Idle),
            _ => None,
        }
    }
}

/// Works until nothing comes in any more.
pub(super) fn run(base: &Path, seed: u64) -> Result<(), Error> {
    let base = Base::read(base)?;
    let worked = apart(|| work(&base, seed));
    match worked {
        Some(Ok(())) => Ok(()),
        Some(Err(e)) => Err(Error::plain(format!("nobody listens: {e}"))),
        None => Err(Error::plain("the worker itself failed")),
    }
}

fn work(base: &Base, seed: u64) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let Some((from, to)) = line.split_once(' ') else {
            continue;
        };
        let (Ok(from), Ok(to)) = (from.parse::<u64>(), to.parse::<u64>()) else {
            continue;
        };
        for number in from..to {
            writeln!(out, "{}", Event::Started(number).line())?;
            out.flush()?;
            for event in one(base, seed, number) {
                writeln!(out, "{}", event.line())?;
            }
        }
        writeln!(out, "{}", Event::Idle.line())?;
        out.flush()?;
    }
    Ok(())
}

/// Runs one case.
pub(super) fn one(base: &Base, seed: u64, number: u64) -> Vec<Event> {
    let Some(case) = case::make(base, seed, number) else {
        return Vec::new();
    };
    let probed = probe(&case.text, number.is_multiple_of(TWICE));
    let mut events: Vec<Event> = probed
        .findings
        .into_iter()
        .map(|finding| Event::Found(number, finding))
        .collect();
    events.push(Event::Done {
        case: number,
        microseconds: probed.microseconds,
        peak_kib: probed.peak_kib,
        bytes: u64::try_from(case.text.len()).unwrap_or(u64::MAX),
        outcome: probed.outcome.to_owned(),
    });
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_read_as_they_are_written() {
        let events = [
            Event::Started(3),
            Event::Found(4, Finding::new("panic", "a b\nc")),
            Event::Done {
                case: 1,
                microseconds: 2,
                peak_kib: 3,
                bytes: 4,
                outcome: "generated".to_owned(),
            },
            Event::Idle,
        ];
        for event in events {
            assert_eq!(Event::parse(&event.line()), Some(event));
        }
    }
}
