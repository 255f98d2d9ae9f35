//! Makes the calls, and looks at what they leave behind.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};

use cotool_api::runtime::{
    Api, Call, Client, ClientBuilder, Error, ErrorKind, Operation, Request, Scheme, Undocumented,
    decode,
};
use serde::Deserialize;
use tokio::runtime::Handle;
use tokio::task::JoinSet;

use crate::book::{Book, End, is_read};
use crate::server;

static API: Api = Api {
    title: "Soak",
    version: "1",
    servers: &[],
    schemes: &[Scheme::bearer("key")],
};
static GET: Operation = Operation::new("get", "GET", "/thing").security(&[&["key"]]);
static POST: Operation = Operation::new("post", "POST", "/thing").security(&[&["key"]]);

/// How long an attempt may take: what is silent is given up after it.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long to wait for connections and tasks to be gone.
const AFTERWARDS: Duration = Duration::from_secs(60);

/// By how much memory may grow once everything is under way, in bytes.
const GROWTH: usize = 24 << 20;

/// How many calls, and how many of them under way at a time.
#[derive(Clone, Copy)]
pub(crate) struct Load {
    pub(crate) calls: usize,
    pub(crate) at_once: usize,
}

#[derive(Deserialize)]
struct Answer {
    call: usize,
}

impl Load {
    /// Makes the calls; panics when one is not accounted for, or something is left behind.
    pub(crate) async fn run(self) -> Figures {
        let book = Arc::new(Book::new(self.calls));
        let (url, server) = server::start(Arc::clone(&book)).await;
        let tasks = Handle::current().metrics().num_alive_tasks();
        let client = ClientBuilder::new(&API)
            .base_url(url)
            .bearer("ck-4b1d0e77c2f84a9e")
            .attempt_timeout(PATIENCE)
            .chance(|| 0.0)
            .build()
            .unwrap();
        let start = Instant::now();
        let memory = self.call_all(&client, &book).await;
        let elapsed = start.elapsed();
        let connections = book.connections.load(SeqCst);
        drop(client);
        until("connections are closed", || book.open.load(SeqCst) == 0).await;
        until("tasks have ended", || {
            Handle::current().metrics().num_alive_tasks() <= tasks
        })
        .await;
        server.abort();
        book.balance();
        if let (Some(early), Some(late)) = (memory.first(), memory.last()) {
            assert!(
                late.saturating_sub(*early) < GROWTH,
                "memory grows: {memory:?}"
            );
        }
        Figures {
            load: self,
            elapsed,
            connections,
            memory,
            book,
        }
    }

    /// The memory of the process, measured ten times after the first fifth.
    async fn call_all(self, client: &Client, book: &Arc<Book>) -> Vec<usize> {
        let next = Arc::new(AtomicUsize::new(0));
        let mut callers = JoinSet::new();
        for _ in 0..self.at_once {
            let (client, book, next) = (client.clone(), Arc::clone(book), Arc::clone(&next));
            callers.spawn(async move {
                loop {
                    let number = next.fetch_add(1, SeqCst);
                    let Some(entry) = book.calls.get(number) else {
                        return;
                    };
                    let (end, attempts) = outcome(&client, number).await;
                    entry.end.store(end as u8, SeqCst);
                    entry
                        .attempts
                        .store(u8::try_from(attempts).unwrap(), SeqCst);
                    entry.ended.fetch_add(1, SeqCst);
                }
            });
        }
        let mut memory = Vec::new();
        let (first, step) = (self.calls / 5, (self.calls / 12).max(1));
        loop {
            tokio::select! {
                ended = callers.join_next() => match ended {
                    Some(ended) => ended.unwrap(),
                    None => return memory,
                },
                () = tokio::time::sleep(Duration::from_millis(5)) => {
                    if next.load(SeqCst) >= first + memory.len() * step
                        && let Some(bytes) = resident()
                    {
                        memory.push(bytes);
                    }
                }
            }
        }
    }
}

async fn outcome(client: &Client, number: usize) -> (End, u32) {
    let request = if is_read(number) {
        Request::new(client, &GET)
    } else {
        Request::new(client, &POST).json(&number)
    };
    let call: Call<Answer> = request.returning::<_, Undocumented>(decode::json);
    match call
        .header("x-call", &number.to_string())
        .with_response()
        .await
    {
        Ok(response) => {
            assert_eq!(response.body.call, number, "the answer of another call");
            (End::Answer, response.attempts)
        }
        Err(error) => (end(&error), error.attempts()),
    }
}

fn end(error: &Error) -> End {
    match error.kind() {
        _ if !error.was_sent() => End::NotSent,
        ErrorKind::Status => End::Status,
        ErrorKind::Transport => End::Transport,
        ErrorKind::Timeout => End::Timeout,
        other => panic!("{other:?}: {error}"),
    }
}

async fn until(what: &str, done: impl Fn() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < AFTERWARDS, "waited in vain until {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// The memory of this process in bytes, where the system tells it in a file.
fn resident() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: usize = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes << 10)
}

/// What it came to.
pub(crate) struct Figures {
    load: Load,
    elapsed: Duration,
    connections: usize,
    memory: Vec<usize>,
    book: Arc<Book>,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Load { calls, at_once } = self.load;
        let seconds = self.elapsed.as_secs_f64();
        let rate = calls as f64 / seconds;
        writeln!(
            f,
            "{calls} calls, {at_once} at a time, in {seconds:.1} s: {rate:.0} a second"
        )?;
        let faults = self.book.faults.load(SeqCst);
        writeln!(
            f,
            "{faults} faults, {} further attempts",
            self.book.repeats()
        )?;
        for end in End::ALL {
            writeln!(f, "  {end:?}: {}", self.book.ended(end))?;
        }
        writeln!(
            f,
            "{} connections, none left; no task left",
            self.connections
        )?;
        let mebibytes: Vec<String> = (self.memory.iter())
            .map(|bytes| format!("{:.1}", *bytes as f64 / f64::from(1 << 20)))
            .collect();
        write!(f, "memory in MiB on the way: {}", mebibytes.join(", "))
    }
}
