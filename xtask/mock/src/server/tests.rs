use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::{Limits, Place, Reply, Server};

const SOON: Duration = Duration::from_secs(5);

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.address()).unwrap();
    stream.set_read_timeout(Some(SOON)).unwrap();
    stream
}

/// Sends the bytes and reads until the server closes.
fn exchange(server: &Server, request: &[u8]) -> String {
    let mut stream = connect(server);
    stream.write_all(request).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8(answer).unwrap()
}

const CLOSING: &[u8] = b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n";

#[test]
fn records_a_request_to_the_byte() {
    let server = Server::always(Reply::empty(204)).unwrap();
    let answer = exchange(
        &server,
        b"PUT /a%2Fb/?q=%20&q HTTP/1.1\r\nHost:x\r\nX-ODD:   a  b \r\nx-odd: \xff\r\nContent-Length: 5\r\nConnection: close\r\n\r\n\0\r\n\r\n",
    );
    assert_eq!(answer, "HTTP/1.1 204 No Content\r\n\r\n");
    let [request] = &server.requests()[..] else {
        panic!("one request")
    };
    assert_eq!(request.line(), b"PUT /a%2Fb/?q=%20&q HTTP/1.1");
    assert_eq!(request.method(), "PUT");
    assert_eq!(request.path(), "/a%2Fb/");
    assert_eq!(request.query(), Some("q=%20&q"));
    let lines: Vec<_> = request
        .headers()
        .iter()
        .map(|header| header.line())
        .collect();
    let expected: [&[u8]; 5] = [
        b"Host:x",
        b"X-ODD:   a  b ",
        b"x-odd: \xff",
        b"Content-Length: 5",
        b"Connection: close",
    ];
    assert_eq!(lines, expected);
    assert_eq!(request.header("x-Odd"), Some("a  b"));
    assert_eq!(request.header_values("x-odd").len(), 2);
    assert_eq!(request.body(), b"\0\r\n\r\n");
}

#[test]
fn puts_chunks_together() {
    let server = Server::always(Reply::empty(200)).unwrap();
    exchange(
        &server,
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3;x=y\r\nabc\r\n0a\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n",
    );
    assert_eq!(server.requests()[0].body(), b"abc0123456789");
}

#[test]
fn keeps_a_connection_for_the_next_request() {
    let server = Server::start(|request| Reply::text(200, "text/plain", request.target())).unwrap();
    // Two requests in one write, the second in two: the reader takes neither too much nor too little.
    let mut stream = connect(&server);
    stream
        .write_all(b"GET /1 HTTP/1.1\r\n\r\nPOST /2 HTTP/1.1\r\nContent-Length: 3\r\n\r\nab")
        .unwrap();
    assert!(server.wait_for_requests(1, SOON));
    stream.write_all(b"cGET /3 HTTP/1.0\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let bodies: Vec<_> = answer
        .split("HTTP/1.1 200 OK\r\n")
        .skip(1)
        .map(|one| &one[one.len() - 2..])
        .collect();
    assert_eq!(bodies, ["/1", "/2", "/3"]);
    assert_eq!((server.count(), server.connections()), (3, 1));
    assert_eq!(server.requests()[1].body(), b"abc");
}

#[test]
fn reads_a_head_that_comes_byte_by_byte() {
    let server = Server::always(Reply::empty(200)).unwrap();
    let mut stream = connect(&server);
    for byte in CLOSING {
        stream.write_all(&[*byte]).unwrap();
    }
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert_eq!(answer, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
}

#[test]
fn says_that_a_script_has_ended() {
    let server = Server::script(vec![Reply::empty(200)]).unwrap();
    assert!(exchange(&server, CLOSING).starts_with("HTTP/1.1 200 "));
    let answer = exchange(&server, CLOSING);
    assert!(
        answer.starts_with("HTTP/1.1 500 ") && answer.ends_with("no more replies"),
        "{answer}"
    );
}

#[test]
fn frames_bodies_in_each_way() {
    let text = |body: &str| Reply::text(200, "text/plain", body);
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n";
    let cases = [
        (text("abc"), "content-length: 3\r\n\r\nabc"),
        (
            text("abc").chunked(2),
            "transfer-encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
        ),
        (text("abc").until_close(), "\r\nabc"),
        (
            text("abc").declare_length(9),
            "content-length: 9\r\n\r\nabc",
        ),
        (
            text("abc").close_at(Place::AfterHead),
            "content-length: 3\r\n\r\n",
        ),
        (
            text("abc").close_at(Place::Body(2)),
            "content-length: 3\r\n\r\nab",
        ),
        (
            text("abc").drip(7, Duration::from_millis(1)),
            "content-length: 3\r\n\r\nabc",
        ),
    ];
    for (reply, expected) in cases {
        let server = Server::always(reply.clone()).unwrap();
        assert_eq!(
            exchange(&server, CLOSING),
            format!("{head}{expected}"),
            "{reply:?}"
        );
    }
    let head_request = b"HEAD / HTTP/1.1\r\nConnection: close\r\n\r\n";
    let server = Server::always(text("abc")).unwrap();
    assert_eq!(
        exchange(&server, head_request),
        format!("{head}content-length: 3\r\n\r\n")
    );
}

#[test]
fn sends_interim_answers_rubbish_and_nothing() {
    let cases = [
        (
            Reply::empty(204).informational(103).closing(),
            "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n",
        ),
        (Reply::raw("HTTP/9 what\r\n\r\n"), "HTTP/9 what\r\n\r\n"),
        (Reply::close(), ""),
        (Reply::empty(200).close_at(Place::Head(8)), "HTTP/1.1"),
    ];
    for (reply, expected) in cases {
        let server = Server::always(reply.clone()).unwrap();
        assert_eq!(
            exchange(&server, b"GET / HTTP/1.1\r\n\r\n"),
            expected,
            "{reply:?}"
        );
    }
}

#[test]
fn resets_a_connection() {
    let reply = Reply::text(200, "text/plain", "abc");
    for (reply, before) in [(Reply::reset(), ""), (reply.reset_at(Place::Body(1)), "a")] {
        let server = Server::always(reply).unwrap();
        let mut stream = connect(&server);
        stream
            .write_all(b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nab")
            .unwrap();
        let mut answer = Vec::new();
        let error = stream.read_to_end(&mut answer).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionReset);
        assert!(answer.ends_with(before.as_bytes()));
        assert_eq!(
            server.requests()[0].body(),
            b"ab",
            "it was received before the reset"
        );
    }
}

#[test]
fn notices_that_a_client_hangs_up_on_a_hanging_reply() {
    let server = Server::always(Reply::hang()).unwrap();
    let mut stream = connect(&server);
    stream.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
    assert!(server.wait_for_requests(1, SOON));
    assert!(!server.wait_for_hangups(1, Duration::from_millis(1)));
    drop(stream);
    assert!(server.wait_for_hangups(1, SOON));
}

#[test]
fn answers_broken_requests_and_writes_them_down() {
    let limits = Limits {
        head: 5000,
        body: 10,
        ..Limits::default()
    };
    let long = format!("GET / HTTP/1.1\r\nx: {}\r\n\r\n", "y".repeat(20_000));
    let cases: [(&[u8], &str); 7] = [
        (b"nonsense\r\n\r\n", "400"),
        (b"GET / SPDY/3\r\n\r\n", "400"),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", "400"),
        (b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", "400"),
        (
            b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "400",
        ),
        (
            b"POST / HTTP/1.1\r\nContent-Length: 11\r\n\r\n01234567890",
            "413",
        ),
        (long.as_bytes(), "413"),
    ];
    for (request, status) in cases {
        let server = Server::start_with(limits, |_| Reply::empty(200)).unwrap();
        let answer = exchange(&server, request);
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{answer}"
        );
        assert_eq!(
            (server.count(), server.malformed().len()),
            (0, 1),
            "{answer}"
        );
    }
}

#[test]
fn gives_up_on_a_silent_client() {
    let limits = Limits {
        silence: Duration::from_millis(20),
        ..Limits::default()
    };
    let server = Server::start_with(limits, |_| Reply::empty(200)).unwrap();
    assert_eq!(exchange(&server, b"GET / HTTP/1.1\r\n"), "");
    assert_eq!(server.malformed().len(), 1);
}

#[test]
fn stops_at_once_with_connections_open() {
    let server = Server::start(|request| match request.path() {
        "/hang" => Reply::hang(),
        "/later" => Reply::empty(200).after(Duration::from_secs(60)),
        _ => Reply::text(200, "text/plain", "0123456789").drip(1, Duration::from_secs(60)),
    })
    .unwrap();
    let streams: Vec<_> = ["/hang", "/later", "/drip"]
        .map(|path| {
            let mut stream = connect(&server);
            stream
                .write_all(format!("GET {path} HTTP/1.1\r\n\r\n").as_bytes())
                .unwrap();
            stream
        })
        .into();
    let idle = connect(&server);
    assert!(server.wait_for_requests(3, SOON));
    let start = Instant::now();
    drop(server);
    assert!(
        start.elapsed() < Duration::from_secs(2),
        "{:?}",
        start.elapsed()
    );
    drop((streams, idle));
}
