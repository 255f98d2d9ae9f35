//! Calls without an executor, and where they are refused.

#[cfg(feature = "reqwest")]
use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::Arc,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use super::GET;
#[cfg(feature = "reqwest")]
use crate::runtime::scripted::API;
use crate::runtime::scripted::{FakeClock, Scripted, Step, builder, call};
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

/// A server that numbers the requests that it answers, on however many connections: when a connection goes back to the
/// pool is up to its runtime, so that the next call may find it there or make another. Says nothing to those who ask for
/// `/silence`.
#[cfg(feature = "reqwest")]
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let number = Arc::new(AtomicU32::new(0));
        for socket in listener.incoming() {
            let number = Arc::clone(&number);
            std::thread::spawn(move || answer(&mut socket.unwrap(), &number));
        }
    });
    format!("http://{address}")
}

#[cfg(feature = "reqwest")]
fn answer(socket: &mut TcpStream, number: &AtomicU32) {
    loop {
        let mut seen = Vec::new();
        while !seen.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            if socket.read(&mut byte).unwrap_or_default() == 0 {
                return;
            }
            seen.extend(byte);
        }
        if seen.starts_with(b"GET /silence ") {
            continue;
        }
        let number = number.fetch_add(1, Ordering::Relaxed).to_string();
        let length = number.len();
        let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{number}");
        socket.write_all(answer.as_bytes()).unwrap();
    }
}

#[cfg(feature = "reqwest")]
fn current_thread() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

#[cfg(feature = "reqwest")]
fn socket_client() -> Client {
    ClientBuilder::new(&API)
        .base_url(serve())
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

#[cfg(feature = "reqwest")]
#[test]
fn sockets_and_clocks_work_on_any_thread() {
    static SILENCE: Operation = Operation::new("test.silence", "GET", "/silence");
    let client = socket_client();
    assert_eq!(call(&client, &GET).block().unwrap(), 0);
    let other = client.clone();
    let elsewhere = std::thread::spawn(move || call(&other, &GET).block().unwrap());
    assert_eq!(elsewhere.join().unwrap(), 1);
    let runtime = current_thread();
    let third = runtime.block_on(call(&client, &GET).into_future());
    assert_eq!(third.unwrap(), 2);
    let late = call(&client, &SILENCE)
        .timeout(Duration::from_millis(50))
        .block();
    assert!(late.unwrap_err().is_timeout());
}

/// A connection stands still while nobody drives the runtime that it was made in: it must not be given to others.
#[cfg(feature = "reqwest")]
#[test]
fn no_call_waits_for_a_runtime_that_nobody_drives() {
    let client = socket_client();
    let (first, second) = (current_thread(), current_thread());
    let ask = |runtime: &tokio::runtime::Runtime| {
        let call = async {
            let number = call(&client, &GET).await;
            // Until the connection is back in the pool.
            for _ in 0..100 {
                tokio::task::yield_now().await;
            }
            number
        };
        runtime.block_on(call).unwrap()
    };
    assert_eq!(ask(&first), 0);
    assert_eq!(ask(&second), 1);
    assert_eq!(call(&client, &GET).block().unwrap(), 2);
    assert_eq!(ask(&first), 3);
    drop(first);
    assert_eq!(ask(&second), 4);
    // More runtimes than have a pool at once.
    for number in 5..25 {
        assert_eq!(ask(&current_thread()), number);
    }
    assert_eq!(ask(&second), 25);
}

#[cfg(feature = "reqwest")]
#[test]
fn without_a_runtime_sockets_are_refused() {
    // Its clock needs no runtime.
    let client = ClientBuilder::new(&API)
        .base_url(serve())
        .clock(FakeClock::new())
        .build()
        .unwrap();
    let mut call = std::pin::pin!(call(&client, &GET).into_future());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = call.as_mut().poll(&mut context) else {
        panic!("it was sent")
    };
    assert!(!error.was_sent());
    let reason = std::error::Error::source(&error).unwrap().to_string();
    assert!(reason.contains("tokio runtime"), "{reason}");
}
