//! Lists in pages: what is asked for, and when, in each style.

use serde::{Deserialize, Serialize};

use super::{GET, POST};
use crate::runtime::scripted::{FakeClock, Scripted, Step, builder};
use crate::runtime::*;

/// A page with a total and a cursor, either of which may be missing.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Page {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) items: Option<Vec<u32>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) total: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) cursor: Option<String>,
}

pub(super) type Listing = Paging<Page, u32>;

pub(super) const OFFSET: PageStyle = PageStyle::offset("offset").limit("limit");
pub(super) const BY_OFFSET: Listing = OFFSET.items_with_total(
    "/items",
    |page| page.items.as_mut(),
    |page| page.total.as_ref().and_then(Count::count),
);
pub(super) const BY_PAGE: Listing = PageStyle::page("page", 0).limit("size").items_with_total(
    "/items",
    |page| page.items.as_mut(),
    |page| page.total.as_ref().and_then(Count::count),
);
pub(super) const FROM_ONE: Listing = PageStyle::page("page", 1)
    .limit("size")
    .items("/items", |page| page.items.as_mut());
pub(super) const BY_CURSOR: Listing = PageStyle::cursor("after").items_with_cursor(
    "/items",
    |page| page.items.as_mut(),
    |page| page.cursor.as_deref(),
);
pub(super) const BY_LINK: Listing = PageStyle::link().items("/items", |page| page.items.as_mut());
const BARE: Paging<Vec<u32>, u32> = OFFSET.items("", |page| Some(page));

/// A page of these items.
pub(super) fn page(items: &[u32], total: Option<i64>) -> Step {
    step(&Page {
        items: Some(items.to_vec()),
        total,
        cursor: None,
    })
}

/// A page of these items that names the next one.
pub(super) fn led(items: &[u32], cursor: Option<&str>) -> Step {
    step(&Page {
        items: Some(items.to_vec()),
        cursor: cursor.map(str::to_owned),
        total: None,
    })
}

pub(super) fn bare(items: &[u32]) -> Step {
    step(&items)
}

pub(super) fn step(body: &impl Serialize) -> Step {
    Step::body(200, serde_json::to_vec(body).unwrap())
}

pub(super) fn client(script: &Scripted) -> Client {
    builder(script, &FakeClock::new()).build().unwrap()
}

/// A call with these query parameters.
pub(super) fn list(
    script: &Scripted,
    paging: Listing,
    query: &[(&str, u64)],
) -> PagedCall<Page, u32> {
    request(script, query).paged(decode::json, paging)
}

fn request(script: &Scripted, query: &[(&str, u64)]) -> Request {
    let request = Request::new(&client(script), &GET);
    query
        .iter()
        .fold(request, |request, (name, value)| request.query(name, value))
}

/// All items, and the error that came last.
pub(super) async fn collect<T, I>(call: PagedCall<T, I>) -> (Vec<I>, Option<Error>) {
    drain(&mut call.items()).await
}

pub(super) async fn drain<T, I>(items: &mut Items<T, I>) -> (Vec<I>, Option<Error>) {
    let mut all = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => all.push(item),
            Err(error) => {
                assert!(items.next().await.is_none(), "an error is the last");
                return (all, Some(error));
            }
        }
    }
    assert!(items.next().await.is_none());
    (all, None)
}

/// What came after `?` in each request.
pub(super) fn queries(script: &Scripted) -> Vec<String> {
    let query = |url: String| {
        url.split_once('?')
            .map_or(String::new(), |(_, query)| query.to_owned())
    };
    script.urls().into_iter().map(query).collect()
}

#[tokio::test]
async fn awaited_it_is_a_call_like_any_other() {
    let script = Scripted::new([page(&[1, 2], Some(9))]);
    let first = list(&script, BY_OFFSET, &[("limit", 2)])
        .with_response()
        .await
        .unwrap();
    assert_eq!((first.status, first.body.items), (200, Some(vec![1, 2])));
    assert_eq!(queries(&script), ["limit=2"]);
}

#[tokio::test]
async fn an_offset_grows_by_what_came_up_to_the_total() {
    let script = Scripted::new([
        page(&[1, 2], Some(5)),
        page(&[3], Some(5)),
        page(&[4, 5], Some(5)),
    ]);
    let (items, error) = collect(list(&script, BY_OFFSET, &[("limit", 2)])).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(items, [1, 2, 3, 4, 5]);
    assert_eq!(
        queries(&script),
        ["limit=2", "limit=2&offset=2", "limit=2&offset=3"]
    );
}

#[tokio::test]
async fn the_callers_offset_is_where_it_begins() {
    let script = Scripted::new([page(&[8, 9], Some(10)), page(&[10], Some(10))]);
    let (items, error) = collect(list(&script, BY_OFFSET, &[("offset", 7)])).await;
    assert!(error.is_none());
    assert_eq!(items, [8, 9, 10]);
    assert_eq!(queries(&script), ["offset=7", "offset=9"]);

    // Behind the end, too.
    let script = Scripted::new([page(&[], Some(10))]);
    let mut pages = list(&script, BY_OFFSET, &[("offset", 70)]).pages();
    assert_eq!(pages.next().await.unwrap().unwrap().total, Some(10));
    assert!(pages.next().await.is_none() && pages.position().is_none());
}

#[tokio::test]
async fn page_numbers_grow_by_one_from_the_callers_or_the_first() {
    let script = Scripted::new([
        page(&[1, 2], Some(5)),
        page(&[3, 4], Some(5)),
        page(&[5], Some(5)),
    ]);
    let (items, error) = collect(list(&script, BY_PAGE, &[])).await;
    assert!(error.is_none());
    assert_eq!(items, [1, 2, 3, 4, 5]);
    assert_eq!(queries(&script), ["", "page=1", "page=2"]);

    // The first page is as long as was asked, so those before it are known to be.
    let script = Scripted::new([page(&[3, 4], Some(5)), page(&[5], Some(5))]);
    let (items, error) = collect(list(&script, BY_PAGE, &[("size", 2), ("page", 1)])).await;
    assert!(error.is_none());
    assert_eq!(items, [3, 4, 5]);
    assert_eq!(queries(&script), ["size=2&page=1", "size=2&page=2"]);

    // The server gives fewer than asked for: how many lie before is not known.
    let script = Scripted::new([
        page(&[3, 4], Some(5)),
        page(&[5], Some(5)),
        page(&[], Some(5)),
    ]);
    let (items, error) = collect(list(&script, BY_PAGE, &[("size", 500), ("page", 1)])).await;
    assert!(error.is_none());
    assert_eq!(items, [3, 4, 5]);

    let script = Scripted::new([page(&[1, 2], None), page(&[], None)]);
    let (items, error) = collect(list(&script, FROM_ONE, &[])).await;
    assert!(error.is_none());
    assert_eq!(items, [1, 2]);
    assert_eq!(queries(&script), ["", "page=2"]);
}

#[tokio::test]
async fn without_a_total_an_empty_page_is_the_end_or_a_short_one_after_a_full_one() {
    let bare_list = |script: &Scripted, query: &[(&str, u64)]| -> PagedCall<Vec<u32>, u32> {
        request(script, query).paged(decode::json, BARE)
    };
    let script = Scripted::new([bare(&[1, 2]), bare(&[3]), bare(&[])]);
    let (items, error) = collect(bare_list(&script, &[])).await;
    assert!(error.is_none());
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(queries(&script), ["", "offset=2", "offset=3"]);

    let script = Scripted::new([bare(&[1, 2]), bare(&[3])]);
    let (items, error) = collect(bare_list(&script, &[("limit", 2)])).await;
    assert!(error.is_none());
    assert_eq!(items, [1, 2, 3]);

    // Less than asked for from the start: the server has a limit of its own.
    let script = Scripted::new([bare(&[1, 2]), bare(&[3, 4]), bare(&[])]);
    let mut pages = bare_list(&script, &[("limit", 500)]).pages();
    let mut all = Vec::new();
    while let Some(page) = pages.next().await {
        all.push(page.unwrap());
    }
    assert_eq!(all, [[1, 2], [3, 4]], "the empty page is not given");
    assert_eq!(pages.page(), 3);

    let script = Scripted::new([bare(&[])]);
    let mut pages = bare_list(&script, &[]).pages();
    assert!(
        pages.next().await.unwrap().unwrap().is_empty(),
        "the first is given"
    );
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn a_cursor_is_followed_until_there_is_none() {
    for end in ["null", "\"\"", "absent"] {
        let last = match end {
            "absent" => "{\"items\": [4]}".to_owned(),
            end => format!("{{\"items\": [4], \"cursor\": {end}}}"),
        };
        let script = Scripted::new([
            led(&[1, 2], Some("a/b c")),
            // Nothing of this page passed the server's filter.
            led(&[], Some("d")),
            Step::body(200, last),
        ]);
        let (items, error) = collect(list(&script, BY_CURSOR, &[])).await;
        assert!(error.is_none());
        assert_eq!(items, [1, 2, 4]);
        assert_eq!(queries(&script), ["", "after=a%2Fb%20c", "after=d"]);
    }
}

#[tokio::test]
async fn a_link_is_followed_on_the_same_origin() {
    let next = |items, link: &str| led(items, None).with("link", format!("<{link}>; rel=\"next\""));
    let script = Scripted::new([
        next(
            &[1],
            "https://api.test/v1/thing?page=2&api_key=echoed&q=a%20b#top",
        ),
        next(&[2], "/v1/thing?page=3"),
        next(&[3], "?page=4"),
        led(&[4], None).with("link", "<https://api.test/v1/thing>; rel=\"first\""),
    ]);
    let client = builder(&script, &FakeClock::new())
        .api_key("k-123456")
        .build()
        .unwrap();
    static KEYED: Operation = Operation::new("test.keyed", "GET", "/thing").security(&[&["query"]]);
    let call: PagedCall<Page, u32> = Request::new(&client, &KEYED)
        .query("q", "a b")
        .header("x-team", "red")
        .paged(decode::json, BY_LINK);
    let mut items = call.items();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    let position = serde_json::to_string(items.position().unwrap()).unwrap();
    assert!(!position.contains("echoed"), "{position}");
    let (rest, error) = drain(&mut items).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(rest, [2, 3, 4]);
    assert_eq!(
        queries(&script),
        [
            "q=a%20b&api_key=k-123456",
            "page=2&q=a%20b&api_key=k-123456",
            "page=3&api_key=k-123456",
            "page=4&api_key=k-123456"
        ]
    );
    assert!(
        script
            .seen()
            .iter()
            .all(|seen| seen.header("x-team") == Some("red"))
    );
}

#[tokio::test]
async fn a_page_is_asked_for_when_it_is_wanted() {
    let script = Scripted::new([page(&[1, 2], Some(3)), page(&[3], Some(3))]);
    let mut items = list(&script, BY_OFFSET, &[]).items();
    assert_eq!(script.seen().len(), 0);
    items.next().await.unwrap().unwrap();
    items.next().await.unwrap().unwrap();
    assert_eq!(script.seen().len(), 1);
    items.next().await.unwrap().unwrap();
    assert_eq!(script.seen().len(), 2);
    assert!(items.next().await.is_none());
    assert_eq!(script.seen().len(), 2);
}

#[tokio::test]
async fn each_page_is_a_call_of_its_own_with_the_options_of_all() {
    let script = Scripted::new([
        Step::status(503),
        page(&[1], Some(2)),
        Step::status(503),
        Step::status(503),
        page(&[2], Some(2)),
    ]);
    let call = list(&script, BY_OFFSET, &[])
        .header("x-team", "red")
        .query_pair("trace", "1");
    let (items, error) = collect(call).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(items, [1, 2]);
    for seen in script.seen() {
        assert_eq!(seen.header("x-team"), Some("red"));
        assert!(seen.url.contains("trace=1"));
    }

    let script = Scripted::new([page(&[1], Some(2)), Step::status(503)]);
    let call = list(&script, BY_OFFSET, &[]).retry(RetryPolicy::none());
    let (items, error) = collect(call).await;
    assert_eq!((items, error.unwrap().status()), (vec![1], Some(503)));

    // A POST is repeated as little as ever, and sends its body with each page.
    let script = Scripted::new([page(&[1], Some(2)), page(&[2], Some(2))]);
    let call: PagedCall<Page, u32> = Request::new(&client(&script), &POST)
        .json(&"filter")
        .paged(decode::json, BY_OFFSET);
    let (items, error) = collect(call).await;
    assert!(error.is_none() && items == [1, 2]);
    for seen in script.seen() {
        assert_eq!(seen.body.as_deref(), Some(&b"\"filter\""[..]));
    }
}

#[tokio::test]
async fn what_failed_can_be_gone_on_with() {
    let steps = || {
        [
            page(&[1, 2], Some(5)),
            Step::status(500),
            page(&[3, 4], Some(5)),
            page(&[5], Some(5)),
        ]
    };
    let script = Scripted::new(steps());
    let list = || list(&script, BY_OFFSET, &[("limit", 2)]).retry(RetryPolicy::none());
    let mut items = list().items();
    assert_eq!(items.position().unwrap().offset(), Some(0));
    items.next().await.unwrap().unwrap();
    assert_eq!(items.position().unwrap().offset(), Some(1), "within a page");
    items.next().await.unwrap().unwrap();
    assert!(items.next().await.unwrap().unwrap_err().is_server_error());
    let position = items.position().unwrap();
    assert_eq!(position.offset(), Some(2));

    // In another process.
    let text = serde_json::to_string(position).unwrap();
    let position: Position = serde_json::from_str(&text).unwrap();
    let (rest, error) = collect(list().starting_at(position)).await;
    assert!(error.is_none());
    assert_eq!(rest, [3, 4, 5]);
    assert_eq!(
        queries(&script),
        [
            "limit=2",
            "limit=2&offset=2",
            "limit=2&offset=2",
            "limit=2&offset=4"
        ]
    );
}

#[tokio::test]
async fn a_walk_can_be_left_and_gone_on_with_within_a_page() {
    for (paging, steps) in [
        (
            BY_PAGE,
            [
                page(&[1, 2, 3], Some(4)),
                page(&[1, 2, 3], Some(4)),
                page(&[4], Some(4)),
            ],
        ),
        (
            BY_CURSOR,
            [
                led(&[1, 2, 3], Some("a")),
                led(&[1, 2, 3], Some("a")),
                led(&[4], None),
            ],
        ),
        (
            BY_LINK,
            [
                led(&[1, 2, 3], None).with("link", "<?b>; rel=next"),
                led(&[1, 2, 3], None).with("link", "<?b>; rel=next"),
                led(&[4], None),
            ],
        ),
    ] {
        let script = Scripted::new(steps);
        let mut items = list(&script, paging, &[]).items();
        items.next().await.unwrap().unwrap();
        items.next().await.unwrap().unwrap();
        let position = items.position().unwrap().clone();
        assert_eq!(position.skipped(), 2);
        let (rest, error) = collect(list(&script, paging, &[]).starting_at(position)).await;
        assert!(error.is_none(), "{error:?}");
        assert_eq!(rest, [3, 4]);
    }
}

#[tokio::test]
async fn what_cannot_be_begun_is_an_error_before_anything_is_sent() {
    let script = Scripted::new([]);
    let page = serde_json::from_str::<Position>("{\"place\": {\"page\": 2}}").unwrap();
    let (items, error) = collect(list(&script, BY_OFFSET, &[]).starting_at(page)).await;
    let error = error.unwrap();
    assert!(items.is_empty() && error.kind() == ErrorKind::Request);
    assert!(error.to_string().contains("another operation"), "{error}");

    let away = serde_json::from_str("{\"place\": {\"link\": \"https://evil.test/\"}}").unwrap();
    let (_, error) = collect(list(&script, BY_LINK, &[]).starting_at(away)).await;
    let error = error.unwrap();
    assert!(error.to_string().contains("another origin"), "{error}");

    let call: PagedCall<Page, u32> = request(&script, &[])
        .query("offset", "-3")
        .paged(decode::json, BY_OFFSET);
    let (_, error) = collect(call).await;
    assert!(error.unwrap().to_string().contains("`offset=-3`"));
    assert!(script.seen().is_empty());
}

#[test]
fn streams_can_be_sent_to_another_thread_and_show_no_cursor() {
    fn send<T: Send + Unpin + 'static>(_: &T) {}
    let script = Scripted::new([]);
    let call = || list(&script, BY_CURSOR, &[]).query_pair("after", "c-secret");
    send(&call());
    let (pages, items) = (call().pages(), call().items());
    send(&pages);
    send(&items);
    let shown = format!("{pages:?} {items:?} {:?}", call());
    assert!(
        !shown.contains("c-secret") && shown.contains("a cursor"),
        "{shown}"
    );
}
