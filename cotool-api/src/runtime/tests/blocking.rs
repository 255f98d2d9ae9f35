//! Calls without an executor, and where they are refused.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::time::Duration;

use super::GET;
use crate::runtime::scripted::{API, FakeClock, Scripted, Step, builder, call};
use crate::runtime::*;

fn scripted(steps: impl IntoIterator<Item = Step>) -> Client {
    let script = Scripted::new(steps);
    builder(&script, &FakeClock::new()).build().unwrap()
}

#[test]
fn a_call_is_made_on_the_thread_that_asks() {
    let client = scripted([Step::status(503), Step::body(200, "7"), Step::status(404)]);
    let response = call(&client, &GET).with_response().block().unwrap();
    assert_eq!((response.body, response.attempts), (7.into(), 2));
    assert!(call(&client, &GET).block().unwrap_err().is_not_found());
}

#[test]
fn streams_are_iterators() {
    let client = scripted([
        Step::body(200, "{\"a\":1}\n{\"a\":2}\n"),
        Step::body(200, "data: 1\n\ndata: 2\n\n"),
        Step::body(200, "abc"),
    ]);
    let request = || Request::new(&client, &GET);
    let lines = request().streaming::<_, Undocumented>(decode::json_lines::<serde_json::Value>);
    let lines: Vec<_> = lines.block().unwrap().blocking().unwrap().collect();
    assert_eq!(lines.len(), 2);
    let events = request().streaming::<_, Undocumented>(decode::events::<u8>);
    let events = events.block().unwrap().blocking().unwrap();
    assert_eq!(
        events.map(|event| event.unwrap().data).collect::<Vec<u8>>(),
        [1, 2]
    );
    let bytes = request().streaming::<_, Undocumented>(decode::byte_stream);
    let bytes = bytes.block().unwrap().blocking().unwrap();
    assert_eq!(
        bytes.map(Result::unwrap).collect::<Vec<_>>().concat(),
        b"abc"
    );
}

/// In every kind of runtime: an error that says what to do, and nothing is sent.
fn refused() {
    let script = Scripted::new([]);
    let client = builder(&script, &FakeClock::new()).build().unwrap();
    let error = call(&client, &GET).block().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(!error.was_sent());
    assert!(error.to_string().contains("await the call"), "{error}");
    let refusal = ByteStream::from(bytes::Bytes::new())
        .blocking()
        .unwrap_err();
    assert!(refusal.to_string().contains("spawn_blocking"));
}

#[tokio::test]
async fn it_is_refused_in_an_async_task() {
    refused();
    tokio::spawn(async { refused() }).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn it_is_allowed_where_an_async_program_may_block() {
    refused();
    tokio::spawn(async { refused() }).await.unwrap();
    let made = || {
        call(&scripted([Step::body(200, "7")]), &GET)
            .block()
            .unwrap()
    };
    assert_eq!(tokio::task::spawn_blocking(made).await.unwrap(), 7);
    assert_eq!(tokio::task::block_in_place(made), 7);
    assert_eq!(std::thread::spawn(made).join().unwrap(), 7);
}

/// Answers so many requests of one connection.
#[cfg(feature = "reqwest")]
fn serve(requests: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let (mut socket, _) = listener.accept().unwrap();
        for number in 0..requests {
            let mut seen = Vec::new();
            while !seen.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                if socket.read(&mut byte).unwrap() == 0 {
                    return;
                }
                seen.extend(byte);
            }
            let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n{number}");
            socket.write_all(answer.as_bytes()).unwrap();
        }
        // Says nothing to the last one.
        std::thread::sleep(Duration::from_secs(30));
    });
    format!("http://{address}")
}

#[cfg(feature = "reqwest")]
#[test]
fn sockets_and_clocks_work_on_any_thread() {
    let client = ClientBuilder::new(&API)
        .base_url(serve(3))
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    assert_eq!(call(&client, &GET).block().unwrap(), 0);
    let other = client.clone();
    let elsewhere = std::thread::spawn(move || call(&other, &GET).block().unwrap());
    assert_eq!(elsewhere.join().unwrap(), 1);
    // The connection is used on in an async program.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    assert_eq!(
        runtime.block_on(call(&client, &GET).into_future()).unwrap(),
        2
    );
    let late = call(&client, &GET)
        .timeout(Duration::from_millis(50))
        .block();
    assert!(late.unwrap_err().is_timeout());
}
