//! Lists in pages: what servers get wrong. Each ends, in an error that says what it was, or cleanly where that is right.

use super::GET;
use super::paging::{
    BY_CURSOR, BY_LINK, BY_OFFSET, BY_PAGE, FROM_ONE, Listing, OFFSET, Page, collect, drain, led,
    list, page, queries,
};
use crate::runtime::scripted::{FakeClock, Scripted, Step, builder};
use crate::runtime::*;

/// A walk that ends in this fault.
struct Lie {
    name: &'static str,
    paging: Listing,
    query: &'static [(&'static str, u64)],
    steps: Vec<Step>,
    items: &'static [u32],
    fault: Option<PagingFault>,
    /// What the error says of the place.
    place: &'static str,
}

fn link(items: &[u32], target: &str) -> Step {
    led(items, None).with("link", format!("<{target}>; rel=\"next\""))
}

fn lies() -> Vec<Lie> {
    let lie = |name, paging, steps, items, fault, place| Lie {
        name,
        paging,
        query: &[],
        steps,
        items,
        fault,
        place,
    };
    vec![
        lie(
            "the same page again",
            BY_OFFSET,
            vec![page(&[1, 2], Some(9)), page(&[1, 2], Some(9))],
            &[1, 2],
            Some(PagingFault::Repeated),
            "page 2 (offset 2)",
        ),
        lie(
            "the same page again, the total apart",
            BY_OFFSET,
            vec![
                page(&[1, 2], Some(9)),
                page(&[3, 4], Some(9)),
                page(&[1, 2], Some(8)),
            ],
            &[1, 2, 3, 4],
            Some(PagingFault::Repeated),
            "page 3 (offset 4)",
        ),
        lie(
            "the same page again, by number",
            FROM_ONE,
            vec![page(&[1, 2], None), page(&[1, 2], None)],
            &[1, 2],
            Some(PagingFault::Repeated),
            "page 2 (page number 2)",
        ),
        lie(
            "the same page again because there are new items before it",
            BY_OFFSET,
            vec![
                page(&[1, 2], Some(3)),
                page(&[1, 2], Some(5)),
                page(&[3], Some(5)),
            ],
            &[1, 2, 1, 2, 3],
            None,
            "",
        ),
        lie(
            "fewer items than said",
            BY_OFFSET,
            vec![page(&[1, 2], Some(9)), page(&[], Some(9))],
            &[1, 2],
            Some(PagingFault::Missing { total: 9, given: 2 }),
            "page 2 (offset 2)",
        ),
        lie(
            "none at all, with a total",
            BY_PAGE,
            vec![page(&[], Some(9))],
            &[],
            Some(PagingFault::Missing { total: 9, given: 0 }),
            "page 1 (page number 0)",
        ),
        lie(
            "items deleted meanwhile",
            BY_OFFSET,
            vec![page(&[1, 2], Some(4)), page(&[], Some(2))],
            &[1, 2],
            None,
            "",
        ),
        lie(
            "items deleted meanwhile, by number",
            BY_PAGE,
            vec![page(&[1, 2], Some(4)), page(&[], Some(1))],
            &[1, 2],
            None,
            "",
        ),
        lie(
            "more items than said",
            BY_OFFSET,
            vec![page(&[1, 2], Some(1)), page(&[3], Some(1))],
            &[1, 2, 3],
            Some(PagingFault::Excess { total: 1, given: 3 }),
            "page 2 (offset 2)",
        ),
        lie(
            "more items than said, and that was all",
            BY_PAGE,
            vec![page(&[1, 2], Some(1)), page(&[], Some(1))],
            &[1, 2],
            Some(PagingFault::Excess { total: 1, given: 2 }),
            "page 2 (page number 1)",
        ),
        lie(
            "an item added between counting and listing",
            BY_OFFSET,
            vec![page(&[1, 2], Some(1)), page(&[], Some(2))],
            &[1, 2],
            None,
            "",
        ),
        lie(
            "less than nothing in all",
            BY_OFFSET,
            vec![page(&[1, 2], Some(-1)), page(&[], Some(-1))],
            &[1, 2],
            None,
            "",
        ),
        Lie {
            query: &[("limit", 2)],
            ..lie(
                "more items than the limit",
                BY_OFFSET,
                vec![page(&[1, 2, 3], Some(5)), page(&[4, 5], Some(5))],
                &[1, 2, 3, 4, 5],
                None,
                "",
            )
        },
        lie(
            "no list at all",
            BY_OFFSET,
            vec![Step::body(200, "{}")],
            &[],
            None,
            "",
        ),
        lie(
            "the same cursor again",
            BY_CURSOR,
            vec![led(&[1], Some("a")), led(&[2], Some("a"))],
            &[1, 2],
            Some(PagingFault::Circle),
            "page 2 (a cursor)",
        ),
        lie(
            "a circle of cursors",
            BY_CURSOR,
            vec![
                led(&[1], Some("a")),
                led(&[], Some("b")),
                led(&[], Some("a")),
            ],
            &[1],
            Some(PagingFault::Circle),
            "page 3 (a cursor)",
        ),
        lie(
            "the same page under new cursors",
            BY_CURSOR,
            vec![led(&[1], Some("a")), led(&[1], Some("b"))],
            &[1],
            Some(PagingFault::Repeated),
            "page 2 (a cursor)",
        ),
        lie(
            "the same link again",
            BY_LINK,
            vec![link(&[1], "?p=2"), link(&[2], "?p=2")],
            &[1, 2],
            Some(PagingFault::Circle),
            "page 2 (a link)",
        ),
        lie(
            "a link to another host",
            BY_LINK,
            vec![link(&[1], "https://evil.test/v1/thing?p=2")],
            &[1],
            Some(PagingFault::ForeignLink {
                origin: "https://evil.test".to_owned(),
            }),
            "page 1 (the beginning)",
        ),
        lie(
            "a link to plain http",
            BY_LINK,
            vec![link(&[1], "http://api.test/v1/thing?p=2")],
            &[1],
            Some(PagingFault::ForeignLink {
                origin: "http://api.test".to_owned(),
            }),
            "page 1 (the beginning)",
        ),
        lie(
            "a link to another port",
            BY_LINK,
            vec![link(&[1], "//api.test:8443/v1/thing?p=2")],
            &[1],
            Some(PagingFault::ForeignLink {
                origin: "https://api.test:8443".to_owned(),
            }),
            "page 1 (the beginning)",
        ),
        lie(
            "a link that is none",
            BY_LINK,
            vec![link(&[1], "https://[")],
            &[1],
            Some(PagingFault::InvalidLink),
            "page 1 (the beginning)",
        ),
    ]
}

#[tokio::test]
async fn each_lie_ends_in_its_error_or_cleanly() {
    for lie in lies() {
        let name = lie.name;
        let count = lie.steps.len();
        let script = Scripted::new(lie.steps);
        let (items, error) = collect(list(&script, lie.paging, lie.query)).await;
        assert_eq!(items, lie.items, "{name}: {error:?}");
        assert_eq!(script.seen().len(), count, "{name}");
        let fault = error.as_ref().and_then(Error::paging_error);
        assert_eq!(
            fault.map(PagingError::fault),
            lie.fault.as_ref(),
            "{name}: {error:?}"
        );
        let Some(error) = error else { continue };
        assert_eq!(error.kind(), ErrorKind::Paging, "{name}");
        assert_eq!(error.operation().id(), "test.get");
        assert!(!error.is_transient() && error.was_sent() && error.status() == Some(200));
        let text = error.to_string();
        assert!(
            text.starts_with("GET https://api.test/v1/thing: ") && text.contains(lie.place),
            "{name}: {text}"
        );
    }
}

#[tokio::test]
async fn a_list_without_end_has_so_many_pages_and_can_be_gone_on_with() {
    let script = Scripted::new((0..5).map(|n| page(&[2 * n, 2 * n + 1], None)));
    let mut items = list(&script, BY_OFFSET, &[]).max_pages(3).items();
    let (given, error) = drain(&mut items).await;
    let error = error.unwrap();
    assert_eq!(given, [0, 1, 2, 3, 4, 5]);
    let fault = error.paging_error().unwrap().fault();
    assert_eq!(fault, &PagingFault::TooManyPages { max: 3 });
    assert_eq!(script.seen().len(), 3);
    let position = items.position().unwrap().clone();
    assert_eq!(position.offset(), Some(6));
    let mut items = list(&script, BY_OFFSET, &[])
        .starting_at(position)
        .max_pages(1)
        .items();
    let (given, _) = drain(&mut items).await;
    assert_eq!(given, [6, 7]);

    // The limit of the client, and that of the call before it.
    let limited = |script: &Scripted| {
        let client = builder(script, &FakeClock::new()).max_pages(2);
        Request::new(&client.build().unwrap(), &GET).paged(decode::json, BY_OFFSET)
    };
    for (max, calls) in [(None, 2), (Some(4), 4)] {
        let script = Scripted::new((0..5).map(|n| page(&[2 * n, 2 * n + 1], None)));
        let list: PagedCall<_, _> = limited(&script);
        let list = match max {
            Some(max) => list.max_pages(max),
            None => list,
        };
        let (_, error) = collect(list).await;
        assert!(error.is_some_and(|error| error.paging_error().is_some()));
        assert_eq!(script.seen().len(), calls);
    }

    // The last page that is allowed may be the last there is.
    let script = Scripted::new([page(&[1], Some(1))]);
    let (_, error) = collect(list(&script, BY_OFFSET, &[]).max_pages(1)).await;
    assert!(error.is_none());
}

#[tokio::test]
async fn there_is_a_limit_unless_one_is_set() {
    let script = Scripted::new((0..10_001).map(|n| led(&[n], Some(&format!("c{n}")))));
    let (items, error) = collect(list(&script, BY_CURSOR, &[])).await;
    assert_eq!(items.len(), 10_000);
    let fault = error
        .as_ref()
        .and_then(Error::paging_error)
        .map(PagingError::fault);
    assert_eq!(fault, Some(&PagingFault::TooManyPages { max: 10_000 }));
}

#[tokio::test]
async fn pages_that_are_alike_are_no_repetition_where_items_have_no_identity() {
    const ALIKE: Listing = OFFSET.may_repeat().items_with_total(
        "/items",
        |page| page.items.as_mut(),
        |page| page.total.as_ref().and_then(Count::count),
    );
    let steps = || {
        [
            page(&[7], Some(3)),
            page(&[7], Some(3)),
            page(&[7], Some(3)),
        ]
    };
    let (items, error) = collect(list(&Scripted::new(steps()), ALIKE, &[])).await;
    assert!(error.is_none());
    assert_eq!(items, [7, 7, 7]);
}

#[tokio::test]
async fn what_surrounds_the_items_does_not_hide_a_repetition() {
    let body = |at: u32| Step::body(200, format!("{{\"at\": {at}, \"items\": [1, 2]}}"));
    let script = Scripted::new([body(1), body(2)]);
    let (_, error) = collect(list(&script, FROM_ONE, &[])).await;
    let fault = error
        .as_ref()
        .and_then(Error::paging_error)
        .map(PagingError::fault);
    assert_eq!(fault, Some(&PagingFault::Repeated));
    assert_eq!(queries(&script), ["", "page=2"]);
}

#[tokio::test]
async fn a_page_that_cannot_be_decoded_or_had_ends_the_walk() {
    for (last, is_decode) in [
        (Step::body(200, "[]"), true),
        (Step::Fail(TransportErrorKind::Tls, false), false),
    ] {
        let script = Scripted::new([page(&[1], Some(2)), last]);
        let mut items = list(&script, BY_OFFSET, &[]).items();
        let (given, error) = drain(&mut items).await;
        assert_eq!(given, [1]);
        assert_eq!(error.unwrap().is_decode(), is_decode);
        assert_eq!(items.position().unwrap().offset(), Some(1));
    }
}

#[tokio::test]
async fn a_body_that_is_a_stream_cannot_be_sent_with_each_page() {
    let script = Scripted::new([]);
    let body = Body::stream(
        futures_util::stream::empty::<Result<bytes::Bytes, std::io::Error>>(),
        None,
    );
    let call: PagedCall<Page, u32> = Request::new(&super::paging::client(&script), &GET)
        .bytes("text/plain", body)
        .paged(decode::json, BY_OFFSET);
    let (_, error) = collect(call).await;
    assert_eq!(error.unwrap().kind(), ErrorKind::Request);
}
