//! What goes into the path, the query, headers and cookies: byte for byte.

use shapes::models::{
    SearchFilter, SearchFilterCreated, SearchPacked, SearchParams, SearchRange, SearchWhere,
    TwiceParams,
};

use super::tape::{Sent, Tape};

async fn search(params: SearchParams) -> Sent {
    let tape = Tape::status(204);
    tape.client().parameters().search(params).await.unwrap();
    tape.sent()
}

fn params() -> SearchParams {
    SearchParams::new("t")
}

#[tokio::test]
async fn a_deep_object_has_a_key_for_each_member() {
    let filter = SearchFilter::new()
        .status("open & shut")
        .tags(vec!["a".to_owned(), "b".to_owned()])
        .created(SearchFilterCreated::new().from("2020"));
    let sent = search(params().filter(filter)).await;
    assert_eq!(
        sent.query(),
        "filter%5Bcreated%5D%5Bfrom%5D=2020&filter%5Bstatus%5D=open%20%26%20shut\
         &filter%5Btags%5D%5B0%5D=a&filter%5Btags%5D%5B1%5D=b"
    );
}

#[tokio::test]
async fn lists_are_delimited_as_the_document_says() {
    let piped = vec!["a".to_owned(), "b c".to_owned()];
    let sent = search(params().piped(piped).spaced(vec![1, 2])).await;
    assert_eq!(sent.query(), "piped=a%7Cb%20c&spaced=1%202");
}

#[tokio::test]
async fn an_object_is_no_opaque_text() {
    let sent = search(params().range(SearchRange::new().from(1).to(9))).await;
    assert_eq!(sent.query(), "from=1&to=9");
    let sent = search(params().packed(SearchPacked::new().x(1).y(2))).await;
    assert_eq!(sent.query(), "packed=x,1,y,2");
}

#[tokio::test]
async fn a_parameter_with_content_is_written_as_that_content() {
    let sent = search(params().where_(SearchWhere::new().a("b"))).await;
    assert_eq!(sent.query(), "where=%7B%22a%22%3A%22b%22%7D");
}

#[tokio::test]
async fn a_cookie_is_a_cookie() {
    let sent = search(params().session("abc")).await;
    assert_eq!(sent.header("cookie"), Some("session=abc"));
    assert_eq!(search(params()).await.header("cookie"), None);
    // What is escaped already is not escaped again.
    let sent = search(params().plain(vec!["a%20b".to_owned(), "c".to_owned()])).await;
    assert_eq!(sent.header("cookie"), Some("plain=a%20b; plain=c"));
}

#[tokio::test]
async fn headers_keep_their_names_and_an_absent_one_is_not_sent() {
    let sent = search(params().x_limits(vec![1, 2])).await;
    assert_eq!(sent.header("x-trace"), Some("t"));
    assert_eq!(sent.header("x-limits"), Some("1,2"));
    let sent = search(params()).await;
    assert_eq!(sent.header("x-limits"), None);
    assert_eq!(sent.url, "https://shapes.test/v1/search");
}

#[tokio::test]
async fn a_path_parameter_may_have_dots_and_dashes_in_its_name() {
    let tape = Tape::status(204);
    let month = tape.client().parameters().get_month(2024, "a/b");
    month.await.unwrap();
    assert_eq!(
        tape.sent().url,
        "https://shapes.test/v1/calendar/2024/a%2Fb"
    );
}

#[tokio::test]
async fn a_path_variable_that_nobody_declared_is_an_argument() {
    let tape = Tape::status(204);
    tape.client()
        .parameters()
        .list_members("x y")
        .await
        .unwrap();
    assert!(tape.sent().url.ends_with("/undeclared/x%20y/members"));
}

#[tokio::test]
async fn a_parameter_of_the_operation_replaces_that_of_its_path() {
    let tape = Tape::status(204);
    let params = TwiceParams::new().limit(5_i64);
    tape.client().parameters().twice(params).await.unwrap();
    assert_eq!(tape.sent().query(), "limit=5");
}
