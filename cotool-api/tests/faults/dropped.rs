//! Calls that are dropped, at each of their awaits: nothing is sent after that, and the client goes on.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use cotool_api::runtime::{
    Client, ClientBuilder, Operation, ReqwestTransport, Token, Undocumented, decode,
};
use cotool_mock::tls::{Authority, TlsFront, Validity};
use cotool_mock::{Recorded, Reply, Server};

use crate::check::{GET, POST, Thing, builder, request, thing};

/// The longest that anything here may take.
const LIMIT: Duration = Duration::from_secs(60);

/// More awaits than a call has.
const MANY: usize = 2000;

/// The number that a call was sent with.
fn number(request: &Recorded) -> Option<usize> {
    request.header("x-call")?.parse().ok()
}

/// How often each call has arrived.
fn arrived(server: &Server) -> BTreeMap<usize, usize> {
    let mut counts = BTreeMap::new();
    for number in server.requests().iter().filter_map(number) {
        *counts.entry(number).or_default() += 1;
    }
    counts
}

/// Polls the future so many times, each time when it asks for it, then drops it. Whether it ended before.
async fn poll_times<F: Future>(future: F, times: usize) -> bool {
    let mut future = pin!(future);
    let mut left = times;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        future.as_mut().poll(context).map(|_| true)
    })
    .await
}

async fn call(client: &Client, operation: &'static Operation, number: usize) {
    let call = request(client, operation, 0).returning::<Thing, Undocumented>(decode::json);
    let _ = call.header("x-call", &number.to_string()).await;
}

async fn stream(client: &Client, operation: &'static Operation, number: usize) {
    let call = request(client, operation, 0).streaming::<_, Undocumented>(decode::byte_stream);
    if let Ok(mut stream) = call.header("x-call", &number.to_string()).await {
        while let Some(Ok(_)) = stream.next().await {}
    }
}

/// Drops calls later and later, until one comes to its end; how often each arrived.
async fn drop_at_each_await(
    server: Server,
    client: impl Fn() -> Client,
    call: impl AsyncFn(&Client, usize),
) -> BTreeMap<usize, usize> {
    let mut dropped = 0;
    loop {
        let client = client();
        let run = poll_times(call(&client, dropped), dropped);
        let ended = tokio::time::timeout(LIMIT, run).await.expect("it hangs");
        let before = arrived(&server).get(&dropped).copied().unwrap_or_default();
        // The client, its pool and its tokens are as good as before.
        let after = request(&client, &GET, 0).returning::<Thing, Undocumented>(decode::json);
        let after = tokio::time::timeout(LIMIT, after.into_future())
            .await
            .expect("it hangs");
        assert_eq!(after.unwrap().id, 1, "after call {dropped}");
        let now = arrived(&server).get(&dropped).copied().unwrap_or_default();
        // What was on its way when it was dropped may still arrive; another attempt may not.
        assert!(
            now <= before + 1,
            "call {dropped} goes on after it was dropped"
        );
        if ended {
            break;
        }
        dropped += 1;
        assert!(dropped < MANY, "it does not end");
    }
    assert!(dropped > 1, "there was nothing to drop it at");
    arrived(&server)
}

fn client(server: &Server, settings: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    let transport = ReqwestTransport::builder().no_proxy().build().unwrap();
    settings(builder(&server.url()).transport(transport))
        .build()
        .unwrap()
}

/// Answers calls with a number at the third attempt, others at once.
fn failing_twice() -> Server {
    let attempts = std::sync::Mutex::new(BTreeMap::new());
    Server::start(move |request| {
        let Some(number) = number(request) else {
            return thing();
        };
        let mut attempts = attempts.lock().unwrap();
        let attempt = attempts.entry(number).or_insert(0);
        *attempt += 1;
        match *attempt {
            1 => Reply::empty(503),
            2 => Reply::reset(),
            _ => thing(),
        }
    })
    .unwrap()
}

#[tokio::test]
async fn a_call_that_is_answered() {
    for operation in [&GET, &POST] {
        let server = Server::always(thing()).unwrap();
        let client = client(&server, |client| client);
        let seen = drop_at_each_await(
            server,
            || client.clone(),
            async |client, number| {
                call(client, operation, number).await;
            },
        )
        .await;
        assert!(seen.values().all(|times| *times == 1), "{seen:?}");
    }
}

#[tokio::test]
async fn a_call_that_is_tried_again() {
    let server = failing_twice();
    let client = client(&server, |client| client.retry_budget(None));
    let seen = drop_at_each_await(
        server,
        || client.clone(),
        async |client, number| {
            call(client, &GET, number).await;
        },
    )
    .await;
    assert!(seen.values().all(|times| *times <= 3), "{seen:?}");
}

#[tokio::test]
async fn a_call_that_waits_for_a_token() {
    // Each token is taken once: every call has to renew it, and may be dropped while it does.
    let server = Server::start(|request| match number(request) {
        Some(_) if request.header("authorization") == Some("Bearer stale") => Reply::empty(401),
        _ => thing(),
    })
    .unwrap();
    let turn = std::sync::atomic::AtomicUsize::new(0);
    let provider = move || {
        let turn = turn.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        async move {
            tokio::task::yield_now().await;
            let token = if turn.is_multiple_of(2) {
                "stale"
            } else {
                "fresh"
            };
            Ok(Token::new(token).expires_in(Duration::ZERO))
        }
    };
    let client = client(&server, |client| client.token_provider(provider));
    let seen = drop_at_each_await(
        server,
        || client.clone(),
        async |client, number| {
            call(client, &POST, number).await;
        },
    )
    .await;
    assert!(seen.values().all(|times| *times <= 2), "{seen:?}");
}

#[tokio::test]
async fn a_stream_that_is_read() {
    let long = Reply::text(200, "application/octet-stream", vec![b'x'; 200_000]).chunked(10_000);
    let server = Server::start(move |request| match number(request) {
        Some(_) => long.clone(),
        None => thing(),
    })
    .unwrap();
    let client = client(&server, |client| client);
    let seen = drop_at_each_await(
        server,
        || client.clone(),
        async |client, number| {
            stream(client, &POST, number).await;
        },
    )
    .await;
    assert!(seen.values().all(|times| *times == 1), "{seen:?}");
}

/// Each call makes its own connection, over TLS.
#[tokio::test]
async fn a_call_that_connects() {
    let server = Server::always(thing()).unwrap();
    let authority = Authority::new().unwrap();
    let front = TlsFront::start(&authority, "127.0.0.1", Validity::Now, server.address()).unwrap();
    let connecting = || {
        let transport = ReqwestTransport::builder()
            .no_proxy()
            .root_certificates(authority.pem());
        builder(&front.url())
            .transport(transport.build().unwrap())
            .build()
            .unwrap()
    };
    let seen = drop_at_each_await(server, connecting, async |client, number| {
        call(client, &POST, number).await;
    })
    .await;
    assert!(seen.values().all(|times| *times == 1), "{seen:?}");
}
