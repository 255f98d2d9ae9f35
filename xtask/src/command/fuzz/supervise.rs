//! Keeps worker processes at work, watches over them, and replaces those that a document ends.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::measure;
use super::probe::{Finding, LONGEST_MICROSECONDS, MOST_KIB};
use super::worker::Event;
use crate::error::Error;

/// How many cases a worker gets at a time.
const BATCH: u64 = 200;
/// How often workers are looked at while they say nothing.
const GLANCE: Duration = Duration::from_millis(200);

/// What is to be done.
#[derive(Debug, Clone)]
pub(super) struct Orders {
    pub(super) program: PathBuf,
    pub(super) base: PathBuf,
    pub(super) seed: u64,
    pub(super) first: u64,
    /// The number after that of the last case.
    pub(super) end: u64,
    pub(super) until: Option<Instant>,
    pub(super) jobs: usize,
}

/// Runs all cases; every event is handed over as it comes.
pub(super) fn run(orders: &Orders, mut heard: impl FnMut(Event)) -> Result<(), Error> {
    let next = AtomicU64::new(orders.first);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        let jobs: Vec<_> = (0..orders.jobs)
            .map(|_| {
                let (sender, next) = (sender.clone(), &next);
                scope.spawn(move || Job::new(orders, next, sender).run())
            })
            .collect();
        drop(sender);
        for event in receiver {
            heard(event);
        }
        for job in jobs {
            job.join().map_err(|_| Error::plain("a job failed"))??;
        }
        Ok(())
    })
}

struct Job<'a> {
    orders: &'a Orders,
    next: &'a AtomicU64,
    heard: Sender<Event>,
}

/// A worker process.
struct Worker {
    child: Child,
    orders: ChildStdin,
    lines: Receiver<String>,
}

/// How a batch ended.
enum End {
    Finished,
    /// The process ended at this case.
    Lost(u64),
}

impl<'a> Job<'a> {
    fn new(orders: &'a Orders, next: &'a AtomicU64, heard: Sender<Event>) -> Self {
        Self {
            orders,
            next,
            heard,
        }
    }

    fn run(&self) -> Result<(), Error> {
        let mut worker = self.start()?;
        while self.orders.until.is_none_or(|until| Instant::now() < until) {
            let from = self.next.fetch_add(BATCH, Ordering::Relaxed);
            if from >= self.orders.end {
                break;
            }
            let to = from.saturating_add(BATCH).min(self.orders.end);
            let mut from = from;
            while from < to {
                // A worker that is gone says nothing, and that is noticed.
                let _ = writeln!(worker.orders, "{from} {to}");
                match self.watch(&mut worker, from) {
                    End::Finished => break,
                    End::Lost(case) => {
                        from = case + 1;
                        worker = self.start()?;
                    }
                }
            }
        }
        drop(worker.orders);
        let _ = worker.child.wait();
        Ok(())
    }

    fn start(&self) -> Result<Worker, Error> {
        let failed = |e: std::io::Error| Error::plain(format!("cannot start a worker: {e}"));
        let mut child = Command::new(&self.orders.program)
            .arg("fuzz")
            .args(["--seed", &self.orders.seed.to_string(), "--worker"])
            .arg(&self.orders.base)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(failed)?;
        let (Some(orders), Some(out)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Error::plain("cannot talk to a worker"));
        };
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Ok(Worker {
            child,
            orders,
            lines,
        })
    }

    fn watch(&self, worker: &mut Worker, first: u64) -> End {
        let mut watch = Watch::new(first);
        loop {
            match worker.lines.recv_timeout(GLANCE) {
                Ok(line) => match Event::parse(&line) {
                    Some(Event::Idle) => return End::Finished,
                    Some(event) => {
                        if let Event::Started(case) = event {
                            watch = Watch::new(case);
                        }
                        let _ = self.heard.send(event);
                    }
                    None => {}
                },
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(finding) = watch.look(worker.child.id()) {
                        let _ = worker.child.kill();
                        let _ = worker.child.wait();
                        return self.lost(watch.case, finding);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => {
                    let how = worker.child.wait().map_or_else(|e| e.to_string(), how);
                    return self.lost(watch.case, Finding::new("abort", how));
                }
            }
        }
    }

    fn lost(&self, case: u64, finding: Finding) -> End {
        let outcome = finding.kind.clone();
        let _ = self.heard.send(Event::Found(case, finding));
        let _ = self.heard.send(Event::Done {
            case,
            microseconds: 0,
            peak_kib: 0,
            bytes: 0,
            outcome,
        });
        End::Lost(case)
    }
}

/// How a process ended that was to go on.
pub(super) fn how(status: ExitStatus) -> String {
    format!("the process ended: {status}")
}

/// An eye on one case.
pub(super) struct Watch {
    case: u64,
    since: Instant,
    /// The processor time that the process had when it was first looked at.
    ticks: Option<u64>,
}

impl Watch {
    pub(super) fn new(case: u64) -> Self {
        Self {
            case,
            since: Instant::now(),
            ticks: None,
        }
    }

    /// Whether the process takes too much.
    pub(super) fn look(&mut self, process: u32) -> Option<Finding> {
        let Some((memory, ticks)) = measure::of_process(process) else {
            let silent = self.since.elapsed();
            let late = silent > Duration::from_micros(LONGEST_MICROSECONDS);
            return late
                .then(|| Finding::new("hang", format!("no answer within {} s", silent.as_secs())));
        };
        let busy = ticks.saturating_sub(*self.ticks.get_or_insert(ticks));
        if memory > MOST_KIB {
            return Some(Finding::new("memory", format!("{memory} KiB, and growing")));
        }
        // Time on the processor is what counts: the machine has others to serve, and may stop for a while.
        (busy * 10_000 > LONGEST_MICROSECONDS).then(|| {
            Finding::new(
                "hang",
                format!("no answer within {} s of processor time", busy / 100),
            )
        })
    }
}
