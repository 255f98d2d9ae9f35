//! No connection comes about.

use std::time::Duration;

use cotool_api::runtime::ErrorKind;
use cotool_api::runtime::TransportErrorKind::{Connect, Dns};

use crate::check::check;
use crate::place::{Place, closed_port, hold};
use crate::row::{Row, error, row, transport};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        row("nobody listens", Place::refused).both(transport(Connect).times(3).asked(0).unsent()),
        row("nobody listens, over TLS", || {
            Place::unreachable(closed_port("https"))
        })
        .both(transport(Connect).times(3).asked(0).unsent()),
        row("the host name has no address", || {
            Place::unreachable("http://nowhere.invalid")
        })
        .with(|client| client.allow_plain_http("nowhere.invalid"))
        .both(transport(Dns).times(3).asked(0).unsent()),
        row("a peer that is silent while TLS is agreed on", || {
            let mut place = Place::raw(hold);
            place.url = place.url.replace("http:", "https:");
            place.connecting_within(Duration::from_secs(1))
        })
        .both(error(ErrorKind::Timeout).times(3).unsent()),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_was_not_made_is_tried_again_for_either() {
    check(rows()).await;
}
