//! What a run came to.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Instant;

use serde::Serialize;

use super::probe::Finding;
use super::worker::Event;
use crate::error::Error;

/// Figures of a run.
#[derive(Debug, Serialize)]
pub(super) struct Summary {
    pub(super) seed: u64,
    pub(super) first: u64,
    /// How many cases were run.
    pub(super) cases: u64,
    pub(super) seconds: f64,
    pub(super) bytes: u64,
    pub(super) processor_seconds: f64,
    /// The most memory that a worker had, in KiB, and for which case.
    pub(super) peak_kib: u64,
    pub(super) largest: u64,
    /// The longest time for a case, in microseconds of the processor, and for which.
    pub(super) longest_microseconds: u64,
    pub(super) slowest: u64,
    /// Whether a client came out, or the first error -> how often.
    pub(super) outcomes: BTreeMap<String, u64>,
    pub(super) findings: Vec<Kept>,
}

/// Findings of one signature.
#[derive(Debug, Serialize)]
pub(super) struct Kept {
    pub(super) signature: String,
    pub(super) times: u64,
    /// The first ones.
    pub(super) cases: Vec<u64>,
    pub(super) first: Finding,
    /// Where the document lies.
    pub(super) file: Option<String>,
}

impl Summary {
    pub(super) fn new(seed: u64, first: u64) -> Self {
        Self {
            seed,
            first,
            cases: 0,
            seconds: 0.0,
            bytes: 0,
            processor_seconds: 0.0,
            peak_kib: 0,
            largest: 0,
            longest_microseconds: 0,
            slowest: 0,
            outcomes: BTreeMap::new(),
            findings: Vec::new(),
        }
    }

    /// Takes an event in; the index of a finding that is the first of its kind comes back.
    #[expect(clippy::cast_precision_loss, reason = "seconds of one case are few")]
    pub(super) fn hear(&mut self, event: Event) -> Option<usize> {
        match event {
            Event::Found(case, finding) => {
                let signature = finding.signature();
                if let Some(kept) = self
                    .findings
                    .iter_mut()
                    .find(|kept| kept.signature == signature)
                {
                    kept.times += 1;
                    if kept.cases.len() < 10 {
                        kept.cases.push(case);
                    }
                    return None;
                }
                self.findings.push(Kept {
                    signature,
                    times: 1,
                    cases: vec![case],
                    first: finding,
                    file: None,
                });
                Some(self.findings.len() - 1)
            }
            Event::Done {
                case,
                microseconds,
                peak_kib,
                bytes,
                outcome,
            } => {
                self.cases += 1;
                self.bytes += bytes;
                self.processor_seconds += microseconds as f64 / 1e6;
                if peak_kib > self.peak_kib {
                    (self.peak_kib, self.largest) = (peak_kib, case);
                }
                if microseconds > self.longest_microseconds {
                    (self.longest_microseconds, self.slowest) = (microseconds, case);
                }
                *self.outcomes.entry(outcome).or_default() += 1;
                None
            }
            Event::Started(_) | Event::Idle => None,
        }
    }

    pub(super) fn finish(&mut self, started: Instant) {
        self.seconds = started.elapsed().as_secs_f64();
    }

    /// For a person.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut outcomes: Vec<_> = self.outcomes.iter().collect();
        outcomes.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), name.as_str()));
        for (outcome, count) in outcomes {
            lines.push(format!("{count:>9}  {outcome}"));
        }
        lines.push(String::new());
        for kept in &self.findings {
            let cases: Vec<String> = kept.cases.iter().map(ToString::to_string).collect();
            lines.push(format!(
                "{} times: {}: {}",
                kept.times, kept.first.kind, kept.first.detail
            ));
            lines.push(format!("    cases {}", cases.join(", ")));
            lines.extend(kept.file.iter().map(|file| format!("    {file}")));
        }
        lines.push(format!(
            "{} cases with seed {} from {} on, {} bytes, in {:.0} s ({:.0} s of the processor)",
            self.cases, self.seed, self.first, self.bytes, self.seconds, self.processor_seconds
        ));
        lines.push(format!(
            "the slowest took {:.3} s (case {}); the most memory was {} MiB (case {})",
            std::time::Duration::from_micros(self.longest_microseconds).as_secs_f64(),
            self.slowest,
            self.peak_kib / 1024,
            self.largest
        ));
        lines.push(match self.findings.len() {
            0 => "nothing was found".to_owned(),
            1 => "1 kind of finding".to_owned(),
            several => format!("{several} kinds of findings"),
        });
        lines
    }

    /// For a program.
    pub(super) fn write(&self, path: &Path) -> Result<(), Error> {
        let text = serde_json::to_string_pretty(self)
            .map_err(|e| Error::plain(format!("cannot write the report as JSON: {e}")))?;
        fs::write(path, format!("{text}\n")).map_err(|e| Error::unwritable(path, e))
    }
}
