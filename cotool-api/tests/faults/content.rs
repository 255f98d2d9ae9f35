//! The answer comes, and is not what it should be.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use cotool_api::runtime::ErrorKind::{Decode, TooLarge};
use cotool_mock::Reply;

use crate::check::check;
use crate::place::Place;
use crate::row::{Row, answer, error, row, status};

/// Ten megabytes of zeros, compressed.
const BOMB: &[u8] = include_bytes!("bomb.gz");

fn unreadable(name: &str, reply: Reply) -> Row {
    row(name, move || Place::always(reply.clone())).both(error(Decode))
}

fn json(body: impl Into<Vec<u8>>) -> Reply {
    Reply::text(200, "application/json", body)
}

/// A body without end.
fn endless(mut stream: TcpStream) {
    let _ = stream.read(&mut [0; 1024]);
    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
    while stream.write_all(&[b' '; 4096]).is_ok() {}
}

pub(crate) fn rows() -> Vec<Row> {
    let deep = format!(
        "{{\"id\":1,\"rest\":{}{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let long = format!("{{\"id\":1,\"rest\":\"{}\"}}", "x".repeat(100_000));
    let large = |name: &str, reply: Reply| {
        row(name, move || Place::always(reply.clone()))
            .with(|client| client.max_response_bytes(50_000))
            .both(error(TooLarge))
    };
    vec![
        unreadable("200 without a body", Reply::empty(200)),
        unreadable("204 where there should be a body", Reply::empty(204)),
        unreadable(
            "a page of HTML",
            Reply::text(200, "text/html", "<html>Welcome</html>"),
        ),
        unreadable("JSON that breaks off", json("{\"id\":")),
        unreadable("JSON of another shape", json("{\"id\":\"one\"}")),
        unreadable(
            "JSON that is not UTF-8",
            json(b"{\"id\":1,\"rest\":\"\xff\xfe\"}".to_vec()),
        ),
        unreadable("JSON with something after it", json("{\"id\":1} trailing")),
        unreadable("JSON nested a hundred thousand levels deep", json(deep)),
        unreadable(
            "ten megabytes in ten kilobytes of gzip, which nobody asked for",
            json(BOMB).header("content-encoding", "gzip"),
        ),
        row("JSON that says that it is text", || {
            Place::always(Reply::text(200, "text/plain", "{\"id\":1}"))
        })
        .both(answer()),
        large("too long, with its length", json(long.clone())),
        large("too long, in chunks", json(long.clone()).chunked(1000)),
        large(
            "too long, until the connection is closed",
            json(long).until_close(),
        ),
        row("a body without end", || Place::raw(endless))
            .with(|client| client.max_response_bytes(50_000))
            .both(error(TooLarge)),
        row("an error that is too long", || {
            Place::always(Reply::text(500, "text/plain", vec![b'x'; 3 << 20]))
        })
        .get(status(500).times(3))
        .post(status(500)),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_read_within_limits_and_never_asked_for_again() {
    check(rows()).await;
}
