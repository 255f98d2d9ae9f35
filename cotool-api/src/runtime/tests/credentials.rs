//! Which credentials a call carries.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::runtime::scripted::{API, FakeClock, Scripted, Step, builder, call};
use crate::runtime::*;

/// Settings of a client.
type With = fn(ClientBuilder) -> ClientBuilder;

/// What is sent for these alternatives: URL, then the headers that hold credentials.
async fn sent(operation: &'static Operation, with: With) -> Result<Vec<String>, String> {
    let script = Scripted::new([Step::body(200, "1")]);
    let client = with(builder(&script, &FakeClock::new()))
        .build()
        .map_err(|error| error.to_string())?;
    if let Err(error) = call(&client, operation).await {
        assert!(!error.was_sent() && error.attempts() == 0 && script.seen().is_empty());
        assert_eq!(error.kind(), ErrorKind::Request);
        return Err(error.to_string());
    }
    let seen = script.seen();
    let headers = ["authorization", "x-api-key", "cookie"];
    Ok(headers
        .iter()
        .filter_map(|name| Some(format!("{name}: {}", seen[0].header(name)?)))
        .chain(
            seen[0]
                .url
                .split_once('?')
                .map(|(_, query)| format!("?{query}")),
        )
        .collect())
}

macro_rules! operation {
    ($($security:tt)*) => {{
        static OPERATION: Operation = Operation::new("o", "GET", "/").security(&[$($security)*]);
        &OPERATION
    }};
}

#[tokio::test]
async fn every_kind_goes_to_its_place() {
    let rows: [(&'static Operation, With, &[&str]); 9] = [
        (
            operation!(&["bearer"]),
            |b| b.bearer("tok"),
            &["authorization: Bearer tok"],
        ),
        (
            operation!(&["basic"]),
            |b| b.basic("u", "p:q"),
            &["authorization: Basic dTpwOnE="],
        ),
        (
            operation!(&["header"]),
            |b| b.api_key("k"),
            &["x-api-key: k"],
        ),
        (
            operation!(&["query"]),
            |b| b.api_key("k &é"),
            &["?api_key=k%20%26%C3%A9"],
        ),
        (
            operation!(&["cookie"]),
            |b| b.api_key("k"),
            &["cookie: sid=k"],
        ),
        (
            operation!(&["digest"]),
            |b| b.credential("digest", Credential::http("a=b")),
            &["authorization: Digest a=b"],
        ),
        (
            operation!(&["mtls"]),
            |b| b.credential("mtls", Credential::client_certificate()),
            &[],
        ),
        (
            operation!(&["bearer"]),
            |b| {
                b.bearer("general")
                    .credential("bearer", Credential::bearer("named"))
            },
            &["authorization: Bearer named"],
        ),
        (
            operation!(&["header"]),
            |b| {
                b.credential(
                    "header",
                    Credential::tokens(|| async { Ok(Token::new("t")) }),
                )
            },
            &["x-api-key: t"],
        ),
    ];
    for (operation, with, expected) in rows {
        assert_eq!(sent(operation, with).await.unwrap(), expected);
    }
}

#[tokio::test]
async fn the_first_alternative_that_can_be_satisfied_counts() {
    let both = operation!(&["bearer"], &["header", "cookie"], &["basic"]);
    assert_eq!(
        sent(both, |b| b.api_key("k").bearer("t")).await.unwrap(),
        ["authorization: Bearer t"]
    );
    assert_eq!(
        sent(both, |b| b.api_key("k").basic("u", "p"))
            .await
            .unwrap(),
        ["x-api-key: k", "cookie: sid=k"]
    );
    let half: With = |b| b.credential("cookie", Credential::key("k")).basic("u", "p");
    assert_eq!(
        sent(both, half).await.unwrap(),
        ["authorization: Basic dTpw"]
    );

    // Optional ones are used when they are there, whatever the order.
    let optional = operation!(&[], &["bearer"]);
    assert_eq!(
        sent(optional, |b| b.bearer("t")).await.unwrap(),
        ["authorization: Bearer t"]
    );
    assert!(sent(optional, |b| b).await.unwrap().is_empty());

    // An operation that asks for nothing gets nothing.
    assert!(
        sent(operation!(), |b| b.bearer("t").api_key("k"))
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_missing_credential_is_told_before_anything_is_sent() {
    let operation = operation!(&["bearer"], &["header", "query"], &["unheard"]);
    let error = sent(operation, |b| b.basic("u", "p")).await.unwrap_err();
    assert_eq!(
        error,
        "GET https://api.test/v1/: not sent: no credential: the operation asks for `bearer` (a bearer token), or \
         `header` (a key in the header `X-Api-Key`) together with `query` (a key in the query parameter `api_key`), \
         or `unheard`; give it to `ClientBuilder`"
    );
}

#[tokio::test]
async fn headers_set_by_hand_count() {
    let with: With = |b| b.header("Authorization", "Custom x");
    assert_eq!(
        sent(operation!(&["bearer"]), with).await.unwrap(),
        ["authorization: Custom x"]
    );
    let with: With = |b| b.header("x-api-key", "mine").api_key("k");
    assert_eq!(
        sent(operation!(&["header"]), with).await.unwrap(),
        ["x-api-key: mine"]
    );
}

#[tokio::test]
async fn unusable_credentials_are_told_by_the_builder() {
    let rows: [(With, &str); 7] = [
        (
            |b| b.bearer(""),
            "the credential for `bearer` (a bearer token) is empty",
        ),
        (
            |b| b.bearer("a\nb"),
            "holds a character that cannot be sent, such as a line end",
        ),
        (|b| b.api_key("key\n"), "begins or ends with white space"),
        (|b| b.basic("a:b", "c"), "holds a `:` in the user's name"),
        (
            |b| b.credential("bearr", Credential::bearer("secret")),
            "the API has no security scheme `bearr`; it has `bearer` (a bearer token), `basic`",
        ),
        (
            |b| b.credential("header", Credential::bearer("secret")),
            "the security scheme `header` (a key in the header `X-Api-Key`) does not take a bearer token",
        ),
        (
            |b| b.credential("bearer", Credential::basic("u", "secret")),
            "does not take a user and password",
        ),
    ];
    for (with, message) in rows {
        let error = sent(operation!(), with).await.unwrap_err();
        assert!(error.contains(message), "{error}");
        assert!(!error.contains("secret"));
    }
}

#[tokio::test]
async fn an_api_without_schemes_takes_what_it_is_given() {
    static BARE: Api = Api {
        schemes: &[],
        ..API
    };
    let script = Scripted::new([Step::body(200, "1"), Step::body(200, "1")]);
    let bare = || {
        ClientBuilder::new(&BARE)
            .transport(script.clone())
            .clock(FakeClock::new())
    };
    call(&bare().bearer("t").build().unwrap(), &super::GET)
        .await
        .unwrap();
    call(&bare().build().unwrap(), &super::GET).await.unwrap();
    let seen = script.seen();
    assert_eq!(seen[0].header("authorization"), Some("Bearer t"));
    assert_eq!(seen[1].header("authorization"), None);
    assert!(
        bare()
            .api_key("k")
            .build()
            .unwrap_err()
            .to_string()
            .contains("ClientBuilder::header")
    );
}

/// Gives `t1`, `t2`, ... and counts.
fn counting(lifetime: Option<Duration>) -> (Arc<AtomicU32>, impl TokenProvider) {
    let count = Arc::new(AtomicU32::new(0));
    let shared = Arc::clone(&count);
    let provider = move || {
        let number = shared.fetch_add(1, Ordering::SeqCst) + 1;
        async move {
            // Others get to wait for it.
            tokio::task::yield_now().await;
            let token = Token::new(format!("t{number}"));
            Ok(match lifetime {
                Some(lifetime) => token.expires_in(lifetime),
                None => token,
            })
        }
    };
    (count, provider)
}

static SECURED: Operation = Operation::new("o", "POST", "/").security(&[&["bearer"]]);

fn tokens(script: &Scripted) -> Vec<String> {
    let seen = script.seen();
    seen.iter()
        .map(|seen| seen.header("authorization").unwrap().replace("Bearer ", ""))
        .collect()
}

#[tokio::test]
async fn a_refused_token_is_renewed_once() {
    let (count, provider) = counting(None);
    let script = Scripted::new([
        Step::status(401),
        Step::body(200, "1"),
        Step::body(200, "1"),
        Step::status(401),
        Step::status(401),
    ]);
    let client = builder(&script, &FakeClock::new())
        .token_provider(provider)
        .build()
        .unwrap();
    let response = call(&client, &SECURED).with_response().await.unwrap();
    assert_eq!(response.attempts, 2);
    call(&client, &SECURED).await.unwrap();
    let error = call(&client, &SECURED).await.unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!(tokens(&script), ["t1", "t2", "t2", "t2", "t3"]);
    assert_eq!(count.load(Ordering::SeqCst), 3);

    // A fixed token is not sent again, nor is a body that cannot be.
    let script = Scripted::new([Step::status(401)]);
    let client = builder(&script, &FakeClock::new())
        .bearer("t")
        .build()
        .unwrap();
    assert!(call(&client, &SECURED).await.unwrap_err().is_unauthorized());
}

/// Takes no token but the second.
struct Strict;

impl Transport for Strict {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            let known = request.headers()["authorization"] == "Bearer t2";
            let body: BodyStream = Box::pin(futures_util::stream::iter([Ok("1".into())]));
            let mut answer = http::Response::new(body);
            if !known {
                *answer.status_mut() = http::StatusCode::UNAUTHORIZED;
            }
            Ok(answer)
        })
    }
}

#[tokio::test]
async fn calls_share_the_renewal() {
    let (count, provider) = counting(None);
    let client = ClientBuilder::new(&API)
        .transport(Strict)
        .token_provider(provider)
        .build()
        .unwrap();
    let calls = (0..9).map(|_| call(&client, &SECURED).into_future());
    let results = futures_util::future::join_all(calls).await;
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_dropped_call_does_not_keep_the_others_waiting() {
    let (count, provider) = counting(None);
    let script = Scripted::new([Step::body(200, "1")]);
    let client = builder(&script, &FakeClock::new())
        .token_provider(provider)
        .build()
        .unwrap();
    let mut first = call(&client, &SECURED).into_future();
    let mut second = call(&client, &SECURED).into_future();
    assert!(futures_util::FutureExt::now_or_never(&mut first).is_none());
    assert!(futures_util::FutureExt::now_or_never(&mut second).is_none());
    assert_eq!(count.load(Ordering::SeqCst), 1);
    drop(first);
    second.await.unwrap();
    assert_eq!(tokens(&script), ["t2"]);
}

#[tokio::test]
async fn a_token_is_renewed_before_it_ends() {
    let (_, provider) = counting(Some(Duration::from_secs(100)));
    let script = Scripted::new((0..4).map(|_| Step::body(200, "1")));
    let clock = FakeClock::new();
    let client = builder(&script, &clock)
        .token_provider(provider)
        .build()
        .unwrap();
    for _ in 0..4 {
        call(&client, &SECURED).await.unwrap();
        clock.sleep(Duration::from_secs(45)).await;
    }
    // A tenth before the end: at 90 seconds it is not sent any more.
    assert_eq!(tokens(&script), ["t1", "t1", "t2", "t2"]);
}

#[tokio::test]
async fn a_failed_renewal_is_shared_and_tells_why() {
    let count = Arc::new(AtomicU32::new(0));
    let shared = Arc::clone(&count);
    let provider = move || {
        shared.fetch_add(1, Ordering::SeqCst);
        async {
            tokio::task::yield_now().await;
            Err("the vault is sealed".into())
        }
    };
    let script = Scripted::new([]);
    let client = builder(&script, &FakeClock::new())
        .token_provider(provider)
        .build()
        .unwrap();
    let calls = (0..3).map(|_| call(&client, &SECURED).into_future());
    for result in futures_util::future::join_all(calls).await {
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Token);
        assert!(!error.was_sent() && !error.is_retryable());
        assert_eq!(
            error.to_string(),
            "POST https://api.test/v1/: not sent: no token could be had"
        );
        let source = std::error::Error::source(&error).unwrap();
        assert_eq!(source.to_string(), "the vault is sealed");
    }
    assert_eq!(count.load(Ordering::SeqCst), 1);
    // The next call asks again.
    let _ = call(&client, &SECURED).await.unwrap_err();
    assert_eq!(count.load(Ordering::SeqCst), 2);
}
