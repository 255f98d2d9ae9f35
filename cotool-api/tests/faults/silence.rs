//! Nothing comes, or comes too slowly.

use std::io::Read as _;
use std::net::TcpStream;
use std::time::Duration;

use cotool_api::runtime::ErrorKind::Timeout;
use cotool_mock::{Place as At, Reply};

use crate::check::{check, thing};
use crate::place::{Place, hold};
use crate::row::{Row, error, row};

/// Long enough that the server has seen the request, on a machine that has much else to do.
const SHORT: Duration = Duration::from_secs(2);

/// What a body is that no buffer of a system holds.
const HEAVY: usize = 48 << 20;

fn silent(name: &str, reply: Reply) -> Row {
    row(name, move || Place::always(reply.clone()))
        .with(|client| client.attempt_timeout(SHORT))
        .get(error(Timeout).times(3))
        .post(error(Timeout))
}

/// Takes a byte now and then.
fn sip(mut stream: TcpStream) {
    while matches!(stream.read(&mut [0]), Ok(1)) {
        std::thread::sleep(Duration::from_millis(20));
    }
}

pub(crate) fn rows() -> Vec<Row> {
    let slowly = |piece| thing().drip(piece, Duration::from_millis(400));
    let long = Reply::text(200, "application/json", vec![b' '; 400]);
    vec![
        silent("no byte comes", Reply::hang()),
        silent(
            "silence within the status line",
            thing().hang_at(At::Head(5)),
        ),
        silent("silence within the headers", thing().hang_at(At::Head(30))),
        silent("silence after the headers", thing().hang_at(At::AfterHead)),
        silent(
            "silence after half of the body",
            thing().hang_at(At::Body(4)),
        ),
        silent("a head that comes byte by byte", slowly(1)),
        silent(
            "a body that comes byte by byte",
            long.drip(60, Duration::from_millis(800)),
        ),
        row("a body that falls silent, and a limit on that", || {
            Place::always(thing().hang_at(At::Body(4)))
        })
        .with(|client| client.attempt_timeout(None).read_timeout(SHORT))
        .get(error(Timeout).times(3))
        .post(error(Timeout)),
        row("no byte comes, and a limit on the whole call", || {
            Place::always(Reply::hang())
        })
        .with(|client| client.timeout(SHORT))
        .both(error(Timeout)),
        row("nobody reads the request", || Place::raw(hold_unread))
            .heavy(HEAVY)
            .with(|client| client.attempt_timeout(SHORT))
            .get(error(Timeout).times(3))
            .post(error(Timeout)),
        row("a peer that reads byte by byte", || Place::raw(sip))
            .heavy(HEAVY)
            .with(|client| client.attempt_timeout(SHORT))
            .get(error(Timeout).times(3))
            .post(error(Timeout)),
        row(
            "the whole call is over while it waits for another attempt",
            || Place::always(Reply::empty(503).header("retry-after", "30")),
        )
        .with(|client| client.timeout(Duration::from_secs(20)))
        .both(crate::row::status(503)),
        row("nobody answers, and nobody closes", || Place::raw(hold))
            .with(|client| client.attempt_timeout(SHORT))
            .get(error(Timeout).times(3))
            .post(error(Timeout)),
    ]
}

/// Keeps it open until the client has had enough, without a look at what it says.
fn hold_unread(stream: TcpStream) {
    std::thread::sleep(Duration::from_secs(30));
    drop(stream);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_hangs() {
    check(rows()).await;
}
