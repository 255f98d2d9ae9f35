//! The default transport on real sockets.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;
use std::time::Duration;

use bytes::Bytes;
use serde_json::json;

use super::{GET, POST};
use crate::runtime::scripted::{API, call};
use crate::runtime::*;

/// Answers each connection with one of these texts, closes it, and gives back what it was sent.
fn serve(answers: Vec<String>) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let mut requests = Vec::new();
        for answer in answers {
            let (mut connection, _) = listener.accept().unwrap();
            requests.push(request(&mut connection));
            connection.write_all(answer.as_bytes()).unwrap();
        }
        requests
    });
    (url, server)
}

/// Reads head and body, of a known length or in chunks.
fn request(connection: &mut TcpStream) -> String {
    let mut text = String::new();
    loop {
        let mut buffer = [0; 4096];
        let read = connection.read(&mut buffer).unwrap();
        text.push_str(std::str::from_utf8(&buffer[..read]).unwrap());
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let length = length.map_or(0, |length| length.parse().unwrap());
        let chunked = head.contains("transfer-encoding: chunked");
        if read == 0 || (!chunked && body.len() >= length) || body.ends_with("0\r\n\r\n") {
            return text;
        }
    }
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}"
    )
}

fn client(url: &str) -> Client {
    ClientBuilder::new(&API)
        .base_url(url)
        .chance(|| 0.0)
        .build()
        .unwrap()
}

#[tokio::test]
async fn requests_and_answers_cross_a_socket() {
    let (url, server) = serve(vec![answer(
        "201 Created",
        "x-request-id: r1\r\n",
        "{\"a\":1}",
    )]);
    let response = Request::new(&client(&url), &POST)
        .query("q", "a b")
        .json(&json!({"b": 2}))
        .returning::<serde_json::Value, Undocumented>(decode::json)
        .header("X-Mine", "yes")
        .with_response()
        .await
        .unwrap();
    assert_eq!((response.status, response.request_id()), (201, Some("r1")));
    assert_eq!(response.body, json!({"a": 1}));
    let request = server.join().unwrap().remove(0);
    assert!(
        request.starts_with("POST /thing?q=a%20b HTTP/1.1\r\n"),
        "{request}"
    );
    assert!(request.contains("x-mine: yes\r\n"));
    assert!(request.contains("content-type: application/json\r\n"));
    assert!(request.contains("content-length: 7\r\n"));
    assert!(request.ends_with("\r\n\r\n{\"b\":2}"), "{request}");
}

#[tokio::test]
async fn failures_are_repeated_and_redirects_followed_by_the_client_alone() {
    let (url, server) = serve(vec![
        answer("503 Service Unavailable", "", ""),
        answer("302 Found", "location: /other\r\n", ""),
        answer("200 OK", "", "[1]"),
    ]);
    let response = call(&client(&url), &GET).with_response().await.unwrap();
    assert_eq!((response.attempts, response.body), (2, json!([1])));
    let requests = server.join().unwrap();
    let lines: Vec<_> = requests
        .iter()
        .map(|request| request.lines().next().unwrap())
        .collect();
    assert_eq!(
        lines,
        [
            "GET /thing HTTP/1.1",
            "GET /thing HTTP/1.1",
            "GET /other HTTP/1.1"
        ]
    );
}

#[tokio::test]
async fn bodies_are_streamed_both_ways() {
    let (url, server) = serve(vec![answer("200 OK", "", "abc"), answer("200 OK", "", "")]);
    let stream = || {
        let chunks = ["x", "yz"].map(|text| Ok::<_, std::io::Error>(Bytes::from(text)));
        futures_util::stream::iter(chunks)
    };
    let client = client(&url);
    let mut body = Request::new(&client, &POST)
        .bytes("text/plain", Body::stream(stream(), None))
        .streaming::<_, Undocumented>(Streamed::into_body)
        .await
        .unwrap();
    let chunk = futures_util::StreamExt::next(&mut body)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(chunk, "abc");
    Request::new(&client, &POST)
        .bytes("text/plain", Body::stream(stream(), Some(3)))
        .returning::<_, Undocumented>(decode::empty)
        .await
        .unwrap();
    let requests = server.join().unwrap();
    assert!(
        requests[0].contains("transfer-encoding: chunked\r\n"),
        "{}",
        requests[0]
    );
    assert!(
        requests[0].ends_with("1\r\nx\r\n2\r\nyz\r\n0\r\n\r\n"),
        "{}",
        requests[0]
    );
    assert!(
        requests[1].contains("content-length: 3\r\n"),
        "{}",
        requests[1]
    );
    assert!(requests[1].ends_with("\r\n\r\nxyz"), "{}", requests[1]);
}

#[tokio::test]
async fn an_empty_post_says_that_it_is_empty() {
    let (url, server) = serve(vec![answer("204 No Content", "", "")]);
    Request::new(&client(&url), &POST)
        .returning::<(), Undocumented>(decode::empty)
        .await
        .unwrap();
    let request = server.join().unwrap().remove(0);
    assert!(request.contains("content-length: 0\r\n"), "{request}");
}

#[tokio::test]
async fn a_refused_connection_was_not_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = call(&client(&url), &POST).await.unwrap_err();
    assert!(error.is_connect() && !error.was_sent() && error.is_retryable());
    assert_eq!(error.attempts(), 3);
    assert_eq!(
        error.transport_error().unwrap().kind(),
        TransportErrorKind::Connect
    );
    let mut causes = Vec::new();
    let mut cause = std::error::Error::source(&error);
    while let Some(this) = cause {
        causes.push(this.to_string());
        cause = this.source();
    }
    assert!(
        causes
            .iter()
            .any(|cause| cause.to_lowercase().contains("refused")),
        "{causes:?}"
    );
}

#[tokio::test]
async fn a_broken_connection_may_have_been_sent() {
    // Head and body each break off.
    for answer in ["", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n[1"] {
        let (url, server) = serve(vec![answer.to_owned()]);
        let error = call(&client(&url), &POST).await.unwrap_err();
        assert!(
            error.was_sent() && !error.is_connect() && !error.is_retryable(),
            "{error:?}"
        );
        assert_eq!(error.attempts(), 1);
        assert_eq!(
            error.transport_error().unwrap().kind(),
            TransportErrorKind::Io
        );
        server.join().unwrap();
    }
}

#[tokio::test]
async fn a_slow_answer_times_out() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let error = call(&client(&url), &POST)
        .attempt_timeout(Duration::from_millis(50))
        .await
        .unwrap_err();
    assert!(error.is_timeout() && error.was_sent());
}

#[tokio::test]
async fn a_body_that_fails_is_told_with_its_reason() {
    let (url, server) = serve(vec![String::new()]);
    let chunks = [
        Ok(Bytes::from_static(b"x")),
        Err(std::io::Error::other("the file is gone")),
    ];
    let error = Request::new(&client(&url), &POST)
        .bytes(
            "text/plain",
            Body::stream(futures_util::stream::iter(chunks), None),
        )
        .returning::<(), Undocumented>(decode::empty)
        .await
        .unwrap_err();
    assert_eq!(
        error.transport_error().unwrap().kind(),
        TransportErrorKind::RequestBody
    );
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        "the file is gone"
    );
    drop(server);
}

#[tokio::test]
async fn a_peer_that_speaks_no_tls_is_told_as_such() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        connection
            .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .unwrap();
    });
    let error = call(&client(&url), &POST)
        .retry(RetryPolicy::none())
        .await
        .unwrap_err();
    assert_eq!(
        error.transport_error().unwrap().kind(),
        TransportErrorKind::Tls,
        "{error:?}"
    );
    assert!(!error.was_sent() && error.is_connect() && !error.is_retryable());
    server.join().unwrap();
}
