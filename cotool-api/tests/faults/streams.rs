//! An answer that is read as it comes.

use std::time::Duration;

use cotool_api::runtime::ErrorKind;
use cotool_api::runtime::TransportErrorKind::Io;
use cotool_mock::{Place as At, Reply};

use crate::check::check;
use crate::place::Place;
use crate::row::{Row, answer, broken, error, row, status, transport};

fn long() -> Reply {
    Reply::text(200, "application/octet-stream", vec![b'x'; 100_000]).chunked(10_000)
}

fn breaks(name: &str, reply: Reply) -> Row {
    row(name, move || Place::always(reply.clone()))
        .streamed()
        .both(broken())
}

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("a stream that comes to its end", || Place::always(long()))
            .streamed()
            .both(answer()),
        row("a stream that is longer than other answers may be", || {
            Place::always(long())
        })
        .with(|client| client.max_response_bytes(1000))
        .streamed()
        .both(answer()),
        breaks(
            "a stream that ends early",
            long().close_at(At::Body(50_000)),
        ),
        breaks(
            "a stream that ends between two chunks",
            long().close_at(At::Body(10_008)),
        ),
        breaks("a stream that is reset", long().reset_at(At::Body(50_000))),
        breaks("a stream that stalls", long().hang_at(At::Body(50_000)))
            .with(|client| client.read_timeout(Duration::from_millis(500))),
        breaks(
            "a stream that stalls at once",
            long().hang_at(At::AfterHead),
        )
        .with(|client| client.read_timeout(Duration::from_millis(500))),
        row(
            "a stream slower than an attempt may be, but never silent for long",
            || Place::always(long().drip(12_500, Duration::from_millis(500))),
        )
        .with(|client| client.attempt_timeout(Duration::from_secs(2)))
        .streamed()
        .both(answer()),
        row("a stream that does not begin", || {
            Place::always(Reply::hang())
        })
        .with(|client| client.attempt_timeout(Duration::from_secs(2)))
        .streamed()
        .get(error(ErrorKind::Timeout).times(3))
        .post(error(ErrorKind::Timeout)),
        row("503 in the place of a stream", || {
            Place::always(Reply::empty(503))
        })
        .streamed()
        .get(status(503).times(3))
        .post(status(503)),
        row("closed before the stream begins", || {
            Place::always(Reply::close())
        })
        .streamed()
        .get(transport(Io).times(3))
        .post(transport(Io)),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_that_began_is_not_begun_again() {
    check(rows()).await;
}
