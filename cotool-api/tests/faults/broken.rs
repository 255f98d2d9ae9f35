//! The connection breaks.

use std::net::TcpStream;

use cotool_api::runtime::ErrorKind;
use cotool_api::runtime::TransportErrorKind::Io;
use cotool_mock::{Place as At, Reply};

use crate::check::{check, thing};
use crate::place::Place;
use crate::row::{Row, error, row, transport};

/// Closes it while there is something unread in it, which resets it.
fn reset(stream: TcpStream) {
    let _ = stream.peek(&mut [0]);
}

fn breaks(name: &str, reply: Reply) -> Row {
    row(name, move || Place::always(reply.clone()))
        .get(transport(Io).times(3))
        .post(transport(Io))
}

pub(crate) fn rows() -> Vec<Row> {
    let parts = thing().chunked(4);
    vec![
        row("reset before the request is read", || Place::raw(reset))
            .get(transport(Io).times(3))
            .post(transport(Io)),
        breaks("closed without an answer", Reply::close()),
        breaks("reset without an answer", Reply::reset()),
        breaks(
            "closed within the status line",
            thing().close_at(At::Head(5)),
        ),
        breaks(
            "reset within the status line",
            thing().reset_at(At::Head(5)),
        ),
        breaks("closed within the headers", thing().close_at(At::Head(30))),
        breaks("reset within the headers", thing().reset_at(At::Head(30))),
        breaks("closed after the headers", thing().close_at(At::AfterHead)),
        breaks("reset after the headers", thing().reset_at(At::AfterHead)),
        breaks(
            "closed after half of the body",
            thing().close_at(At::Body(4)),
        ),
        breaks(
            "reset after half of the body",
            thing().reset_at(At::Body(4)),
        ),
        breaks(
            "a body shorter than its length",
            thing().declare_length(500),
        ),
        breaks("closed within a chunk", parts.clone().close_at(At::Body(5))),
        breaks("closed between two chunks", parts.close_at(At::Body(9))),
        row("a body longer than its length", || {
            Place::always(thing().declare_length(5))
        })
        .both(error(ErrorKind::Decode)),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_have_been_done_is_not_done_again() {
    check(rows()).await;
}
