//! The server says when to come back.

use std::time::Duration;

use cotool_api::runtime::RetryPolicy;
use cotool_mock::Reply;

use crate::check::{check, thing};
use crate::place::Place;
use crate::row::{Row, answer, row, status};

/// What is waited for, each with a word on what it is.
const SOON: [(&str, &str); 8] = [
    ("retry-after", "0"),
    ("retry-after", "0.05"),
    ("retry-after", "1"),
    ("retry-after-ms", "20"),
    // The three forms of a date.
    ("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"),
    ("retry-after", "Sunday, 06-Nov-20 08:49:37 GMT"),
    ("retry-after", "Sun Nov  6 08:49:37 1994"),
    // Not a time: as if it were not there.
    ("retry-after", "-5"),
];

/// More than a call is ready to wait.
const LATE: [(&str, &str); 6] = [
    ("retry-after", "3600"),
    ("retry-after", "99999999999999999999999"),
    ("retry-after-ms", "3600000"),
    ("retry-after", "Sun, 06 Nov 2094 08:49:37 GMT"),
    ("retry-after", "Sunday, 06-Nov-94 08:49:37 GMT"),
    ("retry-after", "Sun Nov  6 08:49:37 2094"),
];

pub(crate) fn rows() -> Vec<Row> {
    let busy = |name: &str, value: &str| Reply::empty(429).header(name, value);
    let soon = SOON.map(|(name, value)| {
        row(
            format!("429, `{name}: {value}`, then the answer"),
            move || Place::script(vec![busy(name, value), thing()]),
        )
        .get(answer().times(2))
        .post(status(429))
    });
    let late = LATE.map(|(name, value)| {
        row(format!("429, `{name}: {value}`"), move || {
            Place::always(busy(name, value))
        })
        .both(status(429))
    });
    let capped = row(
        "429, `retry-after: 30`, and a cap of 10 seconds",
        move || Place::always(busy("retry-after", "30")),
    )
    .with(|client| client.retry(RetryPolicy::default().max_retry_after(Duration::from_secs(10))))
    .both(status(429));
    soon.into_iter().chain(late).chain([capped]).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_waited_for_or_told_at_once() {
    check(rows()).await;
}
