//! A proxy is on the way.

use std::time::Duration;

use cotool_api::runtime::ErrorKind;
use cotool_api::runtime::TransportErrorKind::{Connect, Io};
use cotool_mock::Reply;

use crate::check::{check, thing};
use crate::place::Place;
use crate::row::{Row, answer, error, row, status, transport};

const PLAIN: &str = "http://api.example.com";
const SECURED: &str = "https://api.example.com";

/// The proxy gives this answer when it is asked for a tunnel: nothing has been sent to the server.
fn no_tunnel(name: &str, reply: Reply) -> Row {
    row(name, move || {
        Place::always(reply.clone()).on_the_way_to(SECURED)
    })
    .both(transport(Connect).times(3).unsent())
}

fn plain(name: &str, reply: Reply) -> Row {
    row(name, move || {
        Place::always(reply.clone()).on_the_way_to(PLAIN)
    })
    .with(|client| client.allow_plain_http("api.example.com"))
}

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("nobody listens where the proxy should be", || {
            Place::refused().on_the_way_to(SECURED)
        })
        .both(transport(Connect).times(3).asked(0).unsent()),
        no_tunnel("the proxy cannot reach the server", Reply::empty(502)),
        no_tunnel("the proxy wants a password", Reply::empty(407)),
        no_tunnel("the proxy closes the connection", Reply::close()),
        no_tunnel(
            "the proxy speaks no HTTP",
            Reply::raw("what is this?\r\n\r\n"),
        ),
        row("the proxy is silent", || {
            Place::always(Reply::hang())
                .on_the_way_to(SECURED)
                .connecting_within(Duration::from_secs(2))
        })
        .both(error(ErrorKind::Timeout).times(3).unsent()),
        plain("a proxy for plain http that passes it on", thing()).both(answer()),
        plain(
            "a proxy for plain http that cannot reach the server",
            Reply::empty(502),
        )
        .get(status(502).times(3))
        .post(status(502)),
        plain(
            "a proxy for plain http that wants a password",
            Reply::empty(407),
        )
        .both(status(407)),
        plain(
            "a proxy for plain http that closes the connection",
            Reply::close(),
        )
        .get(transport(Io).times(3))
        .post(transport(Io)),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn what_did_not_pass_the_proxy_was_not_sent() {
    check(rows()).await;
}
