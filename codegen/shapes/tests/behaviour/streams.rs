//! Server-sent events.

use shapes::models::{CompleteBody, FollowError};

use super::tape::Tape;

#[tokio::test]
async fn events_arrive_one_by_one_while_the_answer_is_still_open() {
    let text = "id: 1\ndata: {\"id\":\"a\"}\n\ndata: {\"id\":\"b\",\ndata: \"lines\":2}\n\n";
    let tape = Tape::answering(200, "text/event-stream", text).left_open();
    let mut events = tape.client().streams().follow().await.unwrap();
    // Whoever collects the whole body first waits here for ever.
    let first = events.next().await.unwrap().unwrap();
    assert_eq!(
        (first.id.as_deref(), first.data.id.as_str()),
        (Some("1"), "a")
    );
    let second = events.next().await.unwrap().unwrap();
    assert_eq!(second.data.lines, Some(2));
    assert_eq!(events.last_event_id(), Some("1"));
    assert_eq!(tape.sent().header("accept"), Some("text/event-stream"));
}

#[tokio::test]
async fn an_operation_that_streams_has_typed_errors_too() {
    let tape = Tape::answering(403, "application/json", r#"{"title":"No"}"#);
    let error = tape.client().streams().follow().await.unwrap_err();
    let denied = error.api_error();
    assert!(matches!(denied, Some(FollowError::Forbidden(problem)) if problem.title == "No"));
}

#[tokio::test]
async fn an_answer_at_once_or_bit_by_bit_has_a_method_for_each() {
    let tape = Tape::answering(200, "application/json", r#"{"id":"a"}"#);
    let streams = tape.client().streams();
    let whole = streams.complete(CompleteBody::new()).await.unwrap();
    assert_eq!(whole.id, "a");
    assert_eq!(tape.sent().header("accept"), Some("application/json"));
    let tape = Tape::answering(200, "text/event-stream", "data: {\"ticket\":\"t\"}\n\n");
    let streams = tape.client().streams();
    let mut bits = streams
        .complete_stream(CompleteBody::new().stream(true))
        .await
        .unwrap();
    assert_eq!(bits.next().await.unwrap().unwrap().data.ticket, "t");
    assert_eq!(tape.sent().header("accept"), Some("text/event-stream"));
    assert_eq!(tape.sent().text(), r#"{"stream":true}"#);
}
