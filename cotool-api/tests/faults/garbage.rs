//! What comes is not HTTP, or odd.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use cotool_api::runtime::ErrorKind;
use cotool_api::runtime::TransportErrorKind::Protocol;
use cotool_mock::Reply;

use crate::check::{check, thing};
use crate::place::Place;
use crate::row::{Row, answer, error, row, status, transport};

fn garbled(name: &str, bytes: impl Into<Vec<u8>>) -> Row {
    let reply = Reply::raw(bytes);
    row(name, move || Place::always(reply.clone()))
        .get(transport(Protocol).times(3))
        .post(transport(Protocol))
}

/// Interim answers, for as long as anyone listens.
fn endless(mut stream: TcpStream) {
    let _ = stream.read(&mut [0; 1024]);
    while stream
        .write_all(b"HTTP/1.1 103 Early Hints\r\n\r\n")
        .is_ok()
    {
        std::thread::sleep(Duration::from_millis(1));
    }
}

pub(crate) fn rows() -> Vec<Row> {
    let many = "x-filler: 0123456789\r\n".repeat(40_000);
    vec![
        garbled("a status line that is none", "what is this?\r\n\r\n"),
        garbled("a body without a head", "{\"id\": 1}\r\n\r\n"),
        garbled(
            "a version of HTTP that there is not",
            "HTTP/9.9 200 OK\r\n\r\n",
        ),
        garbled("a status of two digits", "HTTP/1.1 99 Low\r\n\r\n"),
        garbled(
            "a header without a colon",
            "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n{}",
        ),
        garbled(
            "a header with a zero byte",
            b"HTTP/1.1 200 OK\r\nx: a\0b\r\n\r\n{}".to_vec(),
        ),
        garbled(
            "headers without end",
            format!("HTTP/1.1 200 OK\r\n{many}\r\n"),
        ),
        garbled(
            "two lengths",
            "HTTP/1.1 200 OK\r\ncontent-length: 8\r\ncontent-length: 9\r\n\r\n{\"id\":1}",
        ),
        garbled(
            "a chunk whose size is not a number",
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        ),
        row("100 before the answer", || {
            Place::always(thing().informational(100))
        })
        .both(answer()),
        row("103 before the answer", || {
            Place::always(thing().informational(103))
        })
        .both(answer()),
        row("103 without end", || Place::raw(endless))
            .with(|client| client.attempt_timeout(Duration::from_secs(2)))
            .get(error(ErrorKind::Timeout).times(3))
            .post(error(ErrorKind::Timeout)),
        row("101, which was not asked for", || {
            Place::always(Reply::raw(
                "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n",
            ))
        })
        .both(status(101)),
        row("an answer of HTTP/1.0", || {
            Place::always(Reply::raw("HTTP/1.0 200 OK\r\n\r\n{\"id\": 1}"))
        })
        .both(answer()),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_http_is_told_as_such() {
    check(rows()).await;
}
