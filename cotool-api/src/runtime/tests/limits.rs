//! How much is read, and how long is waited for it.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{FutureExt, StreamExt};

use super::GET;
use crate::runtime::scripted::{API, FakeClock, Scripted, Step, builder, call};
use crate::runtime::*;

fn chunks(status: u16, chunks: &[&'static [u8]]) -> Step {
    Step::Answer(
        status,
        vec![],
        chunks
            .iter()
            .map(|chunk| Ok(Bytes::from_static(chunk)))
            .collect(),
    )
}

async fn read(step: Step, limit: u64) -> Result<Bytes, Error> {
    let script = Scripted::new([step]);
    let client = builder(&script, &FakeClock::new())
        .max_response_bytes(limit)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    Request::new(&client, &GET).returning(decode::bytes).await
}

#[tokio::test]
async fn bodies_are_bounded() {
    let rows: [(&[&'static [u8]], u64, bool); 7] = [
        (&[], 0, true),
        (&[b"abcd"], 4, true),
        (&[b"abcd"], 3, false),
        (&[b"ab", b"", b"cd"], 4, true),
        (&[b"ab", b"cd"], 3, false),
        (&[b"", b"ab"], 2, true),
        (&[b"ab", b"c", b"d", b"e"], 5, true),
    ];
    for (parts, limit, fits) in rows {
        let result = read(chunks(200, parts), limit).await;
        if fits {
            assert_eq!(result.unwrap(), parts.concat(), "{parts:?} {limit}");
        } else {
            let error = result.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::TooLarge);
            assert!(
                error
                    .to_string()
                    .contains(&format!("longer than the {limit} bytes"))
            );
            assert!(!error.is_retryable());
        }
    }
    // What the server announces sets nothing aside.
    let step = chunks(200, &[b"a", b"b"]).with("content-length", "18446744073709551615");
    assert_eq!(read(step, u64::MAX).await.unwrap(), "ab");
}

#[tokio::test]
async fn bodies_of_errors_are_cut() {
    static BIG: [u8; 1 << 20] = [b'x'; 1 << 20];
    let error = read(chunks(500, &[&BIG, b"yz"]), 10).await.unwrap_err();
    assert_eq!(error.status(), Some(500));
    assert_eq!(error.body().unwrap().len(), 1 << 20);

    let broken = TransportError::new(TransportErrorKind::Io, true);
    let step = Step::Answer(
        500,
        vec![],
        vec![Ok(Bytes::from_static(b"half")), Err(broken)],
    );
    let error = read(step, 10).await.unwrap_err();
    assert_eq!(
        (error.status(), error.body().unwrap().as_ref()),
        (Some(500), &b"half"[..])
    );
}

#[tokio::test]
async fn a_silent_body_is_given_up() {
    let script = Scripted::new([Step::Stall(Bytes::from_static(b"ab"))]);
    let clock = FakeClock::new();
    let client = builder(&script, &clock)
        .read_timeout(Duration::from_secs(5))
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = Request::new(&client, &GET)
        .returning::<_, Undocumented>(decode::bytes)
        .await
        .unwrap_err();
    assert!(error.is_timeout() && error.was_sent() && !error.is_connect());
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        "nothing came for 5s"
    );
    assert_eq!(clock.waits(), [5000]);
}

#[tokio::test]
async fn streams_are_handed_over_with_their_head() {
    let script = Scripted::new([
        Step::Stall(Bytes::from_static(b"ab")),
        Step::body(404, "none"),
    ]);
    let client = builder(&script, &FakeClock::new())
        .max_response_bytes(1)
        .build()
        .unwrap();
    let call = || Request::new(&client, &GET).streaming::<_, Undocumented>(Streamed::into_body);
    let mut body = call().await.unwrap();
    assert_eq!(body.next().await.unwrap().unwrap(), "ab");
    let silence = body.next().await.unwrap().unwrap_err();
    assert_eq!(silence.kind(), TransportErrorKind::Timeout);
    assert!(body.next().await.is_none());
    // An error is read whole.
    let error = call().await.err().unwrap();
    assert_eq!(error.body().unwrap(), "none");
}

#[tokio::test]
async fn a_dropped_call_is_abandoned() {
    let script = Scripted::new([Step::body(200, "1")]);
    let client = builder(&script, &FakeClock::new()).build().unwrap();
    drop(
        Request::new(&client, &GET)
            .returning::<(), Undocumented>(decode::empty)
            .into_future(),
    );
    assert!(script.seen().is_empty());
}

/// No executor of tokio's: nothing drives its clock.
#[test]
fn where_nobody_keeps_time_a_call_fails_and_nothing_is_sent() {
    let script = Scripted::new([Step::body(200, "7")]);
    let client = ClientBuilder::new(&API)
        .transport(script.clone())
        .build()
        .unwrap();
    let error = call(&client, &GET)
        .into_future()
        .now_or_never()
        .unwrap()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(!error.was_sent());
    assert!(error.to_string().contains("tokio runtime"), "{error}");
    assert_eq!(script.seen().len(), 0);
}

#[test]
fn a_stream_that_was_carried_where_nobody_keeps_time_ends_in_an_error() {
    let script = Scripted::new([Step::Stall(Bytes::new())]);
    let executor = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut stream = executor.block_on(async {
        let client = ClientBuilder::new(&API).transport(script).build().unwrap();
        let call: Call<ByteStream> = Request::new(&client, &GET).streaming(decode::byte_stream);
        call.await.unwrap()
    });
    let mut next = || stream.next().now_or_never().unwrap().unwrap();
    assert_eq!(next().unwrap(), "");
    let error = next().unwrap_err();
    assert!(format!("{error:?}").contains("tokio runtime"), "{error:?}");
}
