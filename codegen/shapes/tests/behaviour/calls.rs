//! What callers can set and replace.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use shapes::runtime::{Body, Client, Transport, TransportFuture};

use super::tape::Tape;

/// Signs every request, with the transport of somebody else.
struct Signing {
    inner: Tape,
    signed: Arc<AtomicU32>,
}

impl Transport for Signing {
    fn send(&self, mut request: http::Request<Body>) -> TransportFuture<'_> {
        let number = self.signed.fetch_add(1, Ordering::SeqCst);
        let headers = request.headers_mut();
        headers.insert("x-signature", number.into());
        self.inner.send(request)
    }
}

#[tokio::test]
async fn a_transport_around_another_sees_and_changes_every_request() {
    let tape = Tape::status(204);
    let signed = Arc::new(AtomicU32::new(0));
    let signing = Signing {
        inner: tape.clone(),
        signed: Arc::clone(&signed),
    };
    let client = Client::builder().transport(signing).build().unwrap();
    client.names().list_things().await.unwrap();
    assert_eq!(signed.load(Ordering::SeqCst), 1);
    assert_eq!(tape.sent().header("x-signature"), Some("0"));
}

#[tokio::test]
async fn a_base_url_that_is_set_comes_before_the_server_of_the_document() {
    let tape = Tape::status(204);
    let client = Client::builder()
        .transport(tape.clone())
        .base_url("https://elsewhere.test/v2/")
        .build()
        .unwrap();
    client.names().list_things().await.unwrap();
    assert_eq!(tape.sent().url, "https://elsewhere.test/v2/new/things");
}

#[tokio::test(start_paused = true)]
async fn a_long_download_does_not_die_of_the_timeout_of_its_call() {
    let tape = Tape::answering(200, "image/png", "abc").each_after(Duration::from_secs(60));
    let mut picture = tape
        .client()
        .answers()
        .get_picture()
        .timeout(Duration::from_secs(5))
        .attempt_timeout(Duration::from_secs(5))
        .await
        .unwrap();
    let mut bytes = Vec::new();
    while let Some(chunk) = picture.next().await {
        bytes.extend(chunk.unwrap());
    }
    assert_eq!(bytes, b"abc");
}

#[tokio::test(start_paused = true)]
async fn a_download_that_falls_silent_is_given_up() {
    let tape = Tape::answering(200, "image/png", "abc").each_after(Duration::from_secs(3600));
    let mut picture = tape.client().answers().get_picture().await.unwrap();
    let error = picture.next().await.unwrap().unwrap_err();
    assert!(error.is_transport(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_call_has_a_timeout_of_its_own() {
    let tape = Tape::answering(200, "text/plain", "abc").each_after(Duration::from_secs(60));
    let words = tape.client().answers().get_words();
    let error = words.timeout(Duration::from_secs(5)).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    let words = tape.client().answers().get_words();
    let words = words
        .attempt_timeout(Duration::from_secs(300))
        .timeout(Duration::from_secs(300));
    assert_eq!(words.await.unwrap(), "abc");
}
