//! Lists in pages: what the declared styles send, and what they read, in types of each presence.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures_util::{TryStreamExt, stream};
use shapes::api::Lists;
use shapes::models::{
    FindWordsBody, FindWordsParams, ListByCursorError, ListByCursorParams, ListByDeepCursorParams,
    ListByNumberParams, Note,
};
use shapes::runtime::{Body, BodyStream, Client, Error, Transport, TransportFuture};

/// A body, and what the `Link` header says.
type Page = (&'static str, &'static str);

/// Answers with one page after another.
#[derive(Clone)]
struct Book {
    pages: Arc<Mutex<VecDeque<Page>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Book {
    fn of(pages: &[Page]) -> Self {
        Self {
            pages: Arc::new(Mutex::new(pages.iter().copied().collect())),
            asked: Arc::default(),
        }
    }

    fn lists(&self) -> Lists {
        let client = Client::builder().transport(self.clone());
        client.build().unwrap().lists()
    }

    /// What came after the host in each request.
    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Transport for Book {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        let target = request.uri().path_and_query().unwrap().to_string();
        self.asked.lock().unwrap().push(target);
        let (body, link) = self.pages.lock().unwrap().pop_front().unwrap();
        let status = if body.contains("title") { 403 } else { 200 };
        let body: BodyStream = Box::pin(stream::iter([Ok(Bytes::from(body))]));
        let answer = http::Response::builder()
            .status(status)
            .header("content-type", "application/json")
            .header("link", link)
            .body(body)
            .unwrap();
        Box::pin(async { Ok(answer) })
    }
}

fn ids(notes: &[Note]) -> Vec<i64> {
    notes.iter().map(|note| note.id).collect()
}

#[tokio::test]
async fn by_a_cursor_that_becomes_null() {
    let book = Book::of(&[
        (r#"{"notes":[{"id":1},{"id":2}],"next":"a b"}"#, ""),
        (r#"{"notes":[{"id":3}],"next":null}"#, ""),
    ]);
    let notes = book
        .lists()
        .list_by_cursor(ListByCursorParams::new())
        .items();
    let notes: Vec<Note> = notes.try_collect().await.unwrap();
    assert_eq!(ids(&notes), [1, 2, 3]);
    assert_eq!(
        book.asked(),
        ["/v1/notes/by-cursor", "/v1/notes/by-cursor?after=a%20b"]
    );
}

#[tokio::test]
async fn by_a_cursor_deep_in_what_may_be_missing() {
    let book = Book::of(&[
        (
            r#"{"page":{"notes":[{"id":1}],"cursors":{"next":"a"}}}"#,
            "",
        ),
        (r#"{"page":{"notes":null,"cursors":{"next":"b"}}}"#, ""),
        (r#"{"page":{"notes":[{"id":2}]}}"#, ""),
    ]);
    let params = ListByDeepCursorParams::new().after("start");
    let notes: Vec<Note> = book
        .lists()
        .list_by_deep_cursor(params)
        .items()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(ids(&notes), [1, 2]);
    assert_eq!(
        book.asked(),
        ["start", "a", "b"].map(|cursor| format!("/v1/notes/by-deep-cursor?after={cursor}"))
    );
}

#[tokio::test]
async fn by_the_link_header() {
    let book = Book::of(&[
        (
            r#"[{"id":1}]"#,
            "<https://shapes.test/v1/notes/by-link?at=2>; rel=\"next\", </v1/notes/by-link>; rel=first",
        ),
        (r#"[{"id":2}]"#, "<?at=1>; rel=prev"),
    ]);
    let pages: Vec<Vec<Note>> = book
        .lists()
        .list_by_link()
        .pages()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(
        pages.iter().map(|page| ids(page)).collect::<Vec<_>>(),
        [[1], [2]]
    );
    assert_eq!(
        book.asked(),
        ["/v1/notes/by-link", "/v1/notes/by-link?at=2"]
    );
}

#[tokio::test]
async fn by_page_number_from_one_with_a_total_that_may_be_null() {
    let book = Book::of(&[
        (
            r#"{"result":{"notes":[{"id":1},{"id":2}]},"counts":{"all":3.0}}"#,
            "",
        ),
        (
            r#"{"result":{"notes":[{"id":3}]},"counts":{"all":null}}"#,
            "",
        ),
    ]);
    let params = ListByNumberParams::new().per_page(2.0);
    let notes: Vec<Note> = book
        .lists()
        .list_by_number(params)
        .items()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(ids(&notes), [1, 2, 3]);
    assert_eq!(
        book.asked(),
        [
            "/v1/notes/by-number?per%20page=2",
            "/v1/notes/by-number?per%20page=2&page=2"
        ]
    );
}

#[tokio::test]
async fn words_that_are_alike_are_not_taken_for_a_page_that_came_before() {
    let page = (r#"{"words":["a"],"all":12}"#, "");
    let book = Book::of(&[page, (r#"{"words":["a"],"all":12}"#, "")]);
    let body = FindWordsBody::new().like("a%");
    let words = book
        .lists()
        .find_words(body, FindWordsParams::new(10))
        .items();
    let words: Vec<String> = words.try_collect().await.unwrap();
    assert_eq!(words, ["a", "a"]);
    assert_eq!(
        book.asked(),
        [
            "/v1/words/by-offset?start=10",
            "/v1/words/by-offset?start=11"
        ]
    );
}

#[tokio::test]
async fn an_error_of_a_page_is_the_documented_one() {
    let book = Book::of(&[
        (r#"{"notes":[],"next":"a"}"#, ""),
        (r#"{"title":"No"}"#, ""),
    ]);
    let mut notes = book
        .lists()
        .list_by_cursor(ListByCursorParams::new())
        .items();
    let error: Error<ListByCursorError> = notes.next().await.unwrap().unwrap_err();
    assert!(
        matches!(error.api_error(), Some(ListByCursorError::Forbidden(problem)) if problem.title == "No")
    );
    assert_eq!(notes.position().unwrap().cursor(), Some("a"));
}
