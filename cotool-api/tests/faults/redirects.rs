//! The server sends us elsewhere.

use cotool_api::runtime::ErrorKind::Redirect;
use cotool_mock::tls::Validity;
use cotool_mock::{Reply, Server};

use crate::check::{check, thing};
use crate::place::Place;
use crate::row::{Row, answer, error, row, status};

fn moved(status: u16, to: &str) -> Reply {
    Reply::empty(status).header("location", to)
}

/// Another server, which must not be told the key.
fn elsewhere() -> Server {
    Server::start(|request| match request.header("authorization") {
        None => thing(),
        Some(_) => Reply::empty(418),
    })
    .unwrap()
}

pub(crate) fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = [301, 302, 303, 307, 308].map(same_host).into();
    rows.extend([
        row("sent on to another host, without the key", || {
            let elsewhere = elsewhere();
            let to = format!("{}/there", elsewhere.url());
            Place::always(moved(307, &to)).keep(elsewhere)
        })
        .get(answer())
        .post(status(307)),
        row("sent in a circle", || Place::always(moved(302, "/thing")))
            .get(error(Redirect))
            .post(status(302)),
        row("sent on and on", || {
            Place::answering(|request| {
                let number: u32 = request.path().trim_start_matches('/').parse().unwrap_or(0);
                moved(302, &format!("/{}", number + 1))
            })
        })
        .get(error(Redirect).asked(11))
        .post(status(302)),
        row("sent from https to http", || {
            Place::tls(
                moved(302, "http://127.0.0.1:1/"),
                "127.0.0.1",
                Validity::Now,
            )
        })
        .get(error(Redirect))
        .post(status(302)),
        row(
            "sent to plain http on a host that may not be asked so",
            || Place::always(moved(302, "http://api.example.com/")),
        )
        .get(error(Redirect))
        .post(status(302)),
        row("sent on, but nobody says where", || {
            Place::always(Reply::empty(302))
        })
        .both(status(302)),
        row("sent to what is not on the web", || {
            Place::always(moved(302, "file:///etc/passwd"))
        })
        .both(status(302)),
    ]);
    rows
}

fn same_host(code: u16) -> Row {
    row(format!("sent on to the same host, {code}"), move || {
        Place::answering(move |request| match request.path() {
            "/there" if request.header("authorization").is_some() => thing(),
            "/there" => Reply::empty(401),
            _ => moved(code, "/there"),
        })
    })
    .get(answer().asked(2))
    .post(status(code))
}

#[tokio::test(flavor = "multi_thread")]
async fn only_reads_are_sent_on_and_the_key_stays_at_home() {
    check(rows()).await;
}
