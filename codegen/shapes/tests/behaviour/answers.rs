//! What comes back: by status, by media type.

use shapes::models::{GetReportError, GetReportHeaders, MakeReportResponse, Theme};
use shapes::runtime::Error;

use super::tape::Tape;

async fn failed(
    status: u16,
    media_type: &'static str,
    body: &'static str,
) -> Error<GetReportError> {
    let tape = Tape::answering(status, media_type, body);
    tape.client().answers().get_report("1").await.unwrap_err()
}

#[tokio::test]
async fn the_success_is_given_directly_however_many_errors_are_documented() {
    let tape = Tape::answering(200, "application/json", r#"{"id":"1"}"#);
    let report = tape.client().answers().get_report("1").await.unwrap();
    assert_eq!(report.id, "1");
}

#[tokio::test]
async fn documented_headers_are_typed() {
    let tape = Tape::answering(200, "application/json", r#"{"id":"1"}"#)
        .header("x-calls-left", "7")
        .header("x-themes", "dark, sepia")
        .header("x-origin", r#"{"host":"a"}"#);
    let call = tape.client().answers().get_report("1").with_response();
    let headers = GetReportHeaders::from(&call.await.unwrap().headers);
    assert_eq!(headers.x_calls_left, Some(7));
    let themes = headers.x_themes.unwrap();
    assert_eq!(themes[0], Theme::Dark);
    assert_eq!(themes[1].as_str(), "sepia");
    assert_eq!(headers.x_origin.unwrap().host, "a");
}

#[tokio::test]
async fn a_header_that_is_absent_or_something_else_is_none() {
    let tape =
        Tape::answering(200, "application/json", r#"{"id":"1"}"#).header("x-calls-left", "many");
    let answer = tape
        .client()
        .answers()
        .get_report("1")
        .with_response()
        .await
        .unwrap();
    let headers = GetReportHeaders::from(&answer.headers);
    assert_eq!((headers.x_calls_left, headers.x_themes), (None, None));
    assert_eq!(answer.header("x-calls-left"), Some("many"));
}

#[tokio::test]
async fn problem_json_errors_are_typed() {
    let body = r#"{"type":"about:blank","title":"Bad id","status":400}"#;
    let error = failed(400, "application/problem+json", body).await;
    let Some(GetReportError::BadRequest(problem)) = error.api_error() else {
        panic!("{error:?}");
    };
    assert_eq!(problem.title, "Bad id");
}

#[tokio::test]
async fn each_status_has_its_own_error_type() {
    let error = failed(404, "application/json", r#"{"resource":"report"}"#).await;
    assert!(error.is_not_found());
    let Some(GetReportError::NotFound(missing)) = error.api_error() else {
        panic!("{error:?}");
    };
    assert_eq!(missing.resource, "report");
}

#[tokio::test]
async fn a_range_of_statuses_and_the_default_are_documented_errors() {
    let error = failed(501, "text/plain", "later").await;
    let text = error.api_error();
    assert!(matches!(text, Some(GetReportError::ServerError(text)) if text == "later"));
    let media_type = "application/vnd.shapes.v2+json; charset=utf-8";
    let error = failed(418, media_type, r#"{"code":7}"#).await;
    let other = error.api_error();
    assert!(matches!(other, Some(GetReportError::Default(fault)) if fault.code == 7));
}

#[tokio::test]
async fn an_error_of_another_shape_keeps_its_status_and_body() {
    let error = failed(404, "text/html", "<h1>nginx</h1>").await;
    assert!(error.is_not_found() && error.api_error().is_none());
    assert_eq!(error.body().unwrap(), "<h1>nginx</h1>");
    let said = error.to_string();
    assert!(
        said.contains("404") && said.contains("/reports/1"),
        "{said}"
    );
}

#[tokio::test]
async fn successes_of_different_types_are_told_apart_by_their_status() {
    let make = async |status, body| {
        let tape = Tape::answering(status, "application/json", body);
        tape.client().answers().make_report("1").await.unwrap()
    };
    let done = make(200, r#"{"id":"1"}"#).await;
    assert!(matches!(done, MakeReportResponse::Ok(report) if report.id == "1"));
    let started = make(202, r#"{"ticket":"t"}"#).await;
    assert!(matches!(started, MakeReportResponse::Accepted(started) if started.ticket == "t"));
    assert_eq!(make(204, "").await, MakeReportResponse::NoContent);
}

#[tokio::test]
async fn text_is_text_and_not_json() {
    let tape = Tape::answering(200, "text/plain", "no \"json\"");
    let words = tape.client().answers().get_words().await.unwrap();
    assert_eq!(words, "no \"json\"");
}

#[tokio::test]
async fn bytes_come_as_a_stream_and_not_as_text() {
    let png = [0x89, b'P', 0xff, 0x00];
    // The server has not finished, and the first bytes are there.
    let tape = Tape::answering(200, "image/png", png.to_vec()).left_open();
    let mut picture = tape.client().answers().get_picture().await.unwrap();
    assert_eq!(picture.next().await.unwrap().unwrap(), png[..]);
}

#[tokio::test]
async fn a_body_that_cannot_be_read_says_where() {
    let tape = Tape::answering(200, "application/json", r#"{"id":"1","lines":"many"}"#);
    let error = tape.client().answers().get_report("1").await.unwrap_err();
    assert!(error.is_decode());
    let decode = error.decode_error().unwrap();
    assert_eq!(decode.path(), Some("$.lines"));
    assert_eq!(error.body().unwrap(), r#"{"id":"1","lines":"many"}"#);
}
