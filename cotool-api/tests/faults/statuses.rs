//! The server says that it cannot, or that we may not.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cotool_api::runtime::{ClientBuilder, Token};
use cotool_mock::Reply;

use crate::check::{check, thing};
use crate::place::Place;
use crate::row::{Row, answer, row, status};

/// Passing troubles: worth another attempt, where that is safe.
const PASSING: [u16; 11] = [408, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529];
/// The same again would give the same again.
const LASTING: [u16; 10] = [400, 401, 403, 404, 409, 410, 413, 422, 501, 505];

/// A client whose provider has another token each time.
fn renewing(client: ClientBuilder) -> ClientBuilder {
    let number = Arc::new(AtomicUsize::new(1));
    client.token_provider(move || {
        let number = number.fetch_add(1, Ordering::Relaxed);
        async move { Ok(Token::new(format!("token-{number}"))) }
    })
}

/// Takes this token only.
fn takes(token: &'static str) -> Place {
    Place::answering(move |request| match request.header("authorization") {
        Some(given) if given.strip_prefix("Bearer ") == Some(token) => thing(),
        _ => Reply::empty(401),
    })
}

pub(crate) fn rows() -> Vec<Row> {
    let fails = |code: u16| {
        row(format!("status {code}"), move || {
            Place::always(Reply::empty(code))
        })
    };
    let passing = PASSING.map(|code| fails(code).get(status(code).times(3)).post(status(code)));
    let lasting = LASTING.map(|code| fails(code).both(status(code)));
    let mut rows: Vec<Row> = passing.into_iter().chain(lasting).collect();
    rows.extend([
        row("503 twice, then the answer", || {
            Place::script(vec![Reply::empty(503), Reply::empty(503), thing()])
        })
        .get(answer().times(3))
        .post(status(503)),
        row("a broken connection, then 503, then the answer", || {
            Place::script(vec![Reply::reset(), Reply::empty(503), thing()])
        })
        .get(answer().times(3))
        .post(crate::row::transport(
            cotool_api::runtime::TransportErrorKind::Io,
        )),
        row("a token that has run out", || takes("token-2"))
            .with(renewing)
            .renewing()
            .both(answer().times(2)),
        row("a new token that is refused as well", || takes("none"))
            .with(renewing)
            .renewing()
            .both(status(401).times(2)),
        row("a status of the server's own", || {
            Place::always(Reply::empty(599))
        })
        .both(status(599)),
    ]);
    rows
}

#[tokio::test(flavor = "multi_thread")]
async fn a_status_is_told_and_only_passing_ones_are_tried_again() {
    check(rows()).await;
}
