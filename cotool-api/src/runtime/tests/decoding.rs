//! What becomes of answers.

use http::{HeaderMap, StatusCode};
use serde::Deserialize;

use super::GET;
use crate::runtime::scripted::{FakeClock, Scripted, Step, builder};
use crate::runtime::*;

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only read")]
struct Thing {
    items: Vec<Item>,
}

#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "only read")]
struct Item {
    id: u8,
}

#[derive(Debug)]
#[allow(dead_code, reason = "only read")]
enum ThingError {
    Bad(serde_json::Value),
    Gone,
    Typed(Item),
}

impl Documented for ThingError {
    fn decode(answer: &Answer) -> Option<Result<Self, DecodeError>> {
        Some(match answer.status() {
            400 if answer.is("application/problem+json") => answer.json().map(Self::Bad),
            404 => Ok(Self::Gone),
            422 => answer.json().map(Self::Typed),
            _ => return None,
        })
    }
}

async fn get(step: Step) -> Result<Response<Thing>, Error<ThingError>> {
    let script = Scripted::new([step]);
    let client = builder(&script, &FakeClock::new())
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    Request::new(&client, &GET)
        .returning::<Thing, ThingError>(decode::json)
        .with_response()
        .await
}

#[tokio::test]
async fn a_success_comes_with_what_was_beside_it() {
    let response = get(Step::body(201, r#"{"items":[{"id":1}]}"#).with("x-request-id", "r1"))
        .await
        .unwrap();
    assert_eq!((response.status, response.attempts), (201, 1));
    assert_eq!(response.request_id(), Some("r1"));
    assert_eq!(response.header("x-request-id"), Some("r1"));
    assert_eq!(response.map(|thing| thing.items.len()).body, 1);
    assert!(get(Step::body(200, "\u{feff}{\"items\":[]}")).await.is_ok());
    let whole = get(Step::body(200, "{\"items\":[{\"id\":3.0}]}")).await;
    assert_eq!(whole.unwrap().body.items.len(), 1);
}

#[tokio::test]
async fn a_body_of_another_shape_keeps_its_bytes_and_says_where() {
    let step =
        Step::body(200, "{\"items\":[{\"id\":1},\n{\"id\":\"x\"}]}").with("request-id", "r2");
    let error = get(step).await.unwrap_err();
    assert!(error.is_decode() && error.was_sent() && !error.is_retryable());
    assert_eq!(error.status(), Some(200));
    assert_eq!(error.request_id(), Some("r2"));
    assert_eq!(
        error.body().unwrap(),
        "{\"items\":[{\"id\":1},\n{\"id\":\"x\"}]}"
    );
    let decode = error.decode_error().unwrap();
    assert_eq!(decode.path(), Some("$.items[1].id"));
    assert_eq!(decode.position(), None);
    assert_eq!(
        error.to_string(),
        "GET https://api.test/v1/thing: 200 OK, but the body could not be decoded: $.items[1].id: invalid type: \
         string \"x\", expected u8"
    );
}

#[tokio::test]
async fn what_is_no_json_is_told_as_such() {
    let html = Step::body(200, "<html>").with("content-type", "text/html; charset=utf-8");
    let error = get(html).await.unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("JSON was expected, and the body is `text/html`"),
        "{error}"
    );
    let gzip = Step::body(200, "\u{1f}\u{8b}").with("content-encoding", "gzip");
    let error = get(gzip).await.unwrap_err();
    assert!(error.to_string().contains("compressed (`gzip`)"), "{error}");
    let error = get(Step::status(204)).await.unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("JSON was expected, and the body is empty"),
        "{error}"
    );
}

#[tokio::test]
async fn documented_errors_are_typed() {
    let bad =
        Step::body(400, r#"{"title":"no"}"#).with("content-type", "Application/Problem+JSON;x=y");
    let error = get(bad).await.unwrap_err();
    assert!(error.is_bad_request() && error.is_client_error());
    assert!(matches!(error.api_error(), Some(ThingError::Bad(value)) if value["title"] == "no"));
    assert_eq!(
        error.to_string(),
        "GET https://api.test/v1/thing: 400 Bad Request: no"
    );
    let erased: Error = error.into();
    assert_eq!(erased.body().unwrap(), r#"{"title":"no"}"#);

    let error = get(Step::status(404)).await.unwrap_err();
    assert!(error.is_not_found() && matches!(error.into_api_error(), Some(ThingError::Gone)));

    // Not documented: another media type, another status.
    for step in [Step::body(400, "{}"), Step::body(403, "no")] {
        let error = get(step).await.unwrap_err();
        assert!(error.api_error().is_none() && error.decode_error().is_none());
    }

    // Documented, and of another shape: still an error of that status.
    let error = get(Step::body(422, r#"{"id":300}"#)).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Status, Some(422))
    );
    assert!(!error.is_decode() && error.api_error().is_none());
    assert_eq!(error.decode_error().unwrap().path(), Some("$.id"));
}

#[derive(Debug, PartialEq)]
enum Several {
    Ok(u8),
    NoContent,
}

impl Several {
    fn decode(answer: &Answer) -> Result<Self, DecodeError> {
        match answer.status() {
            200 => answer.json().map(Self::Ok),
            204 => Ok(Self::NoContent),
            _ => Err(answer.unexpected()),
        }
    }
}

#[tokio::test]
async fn several_successes_are_told_apart() {
    let steps = [Step::body(200, "7"), Step::status(204), Step::status(202)];
    let script = Scripted::new(steps);
    let client = builder(&script, &FakeClock::new()).build().unwrap();
    let call = || Request::new(&client, &GET).returning::<_, Undocumented>(Several::decode);
    assert_eq!(call().await.unwrap(), Several::Ok(7));
    assert_eq!(call().await.unwrap(), Several::NoContent);
    let error = call().await.unwrap_err();
    assert!(error.is_decode());
    assert!(
        error
            .to_string()
            .ends_with("the status 202 Accepted is not documented")
    );
}

#[tokio::test]
async fn question_marks_work_across_error_types() {
    async fn erased() -> Result<Thing, Error> {
        Ok(get(Step::status(500)).await?.body)
    }
    async fn boxed() -> Result<Thing, Box<dyn std::error::Error + Send + Sync>> {
        Ok(get(Step::status(500)).await?.body)
    }
    assert!(erased().await.unwrap_err().is_server_error());
    assert!(boxed().await.is_err());
    fn is_small<T: Send + Sync + 'static>() -> usize {
        size_of::<T>()
    }
    assert_eq!(is_small::<Error<ThingError>>(), size_of::<usize>());
    assert_eq!(is_small::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<DecodeError>(), size_of::<usize>());
}

#[test]
fn answers_know_their_media_type() {
    let answer = |kind: &str| {
        let headers = HeaderMap::from_iter([(http::header::CONTENT_TYPE, kind.parse().unwrap())]);
        Answer::new(StatusCode::OK, headers, &b"\xE9"[..])
    };
    let rows = [
        ("application/json", "application/json", true),
        ("APPLICATION/JSON; charset=x", "application/json", true),
        ("application/json", "application/*", true),
        ("application/json", "text/*", false),
        ("application/json", "*/*", true),
        ("application/problem+json", "application/json", false),
        ("text/plain ; q=1", "text/plain;charset=utf-8", true),
    ];
    for (given, wanted, is) in rows {
        assert_eq!(answer(given).is(wanted), is, "{given} {wanted}");
    }
    assert_eq!(answer("text/plain").text(), "\u{fffd}");
    assert_eq!(answer("text/plain; charset=ISO-8859-1").text(), "é");
    let none = Answer::new(StatusCode::OK, HeaderMap::new(), "");
    assert!(none.is("*/*") && !none.is("text/*"));
}
