//! The connection cannot be secured.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use cotool_api::runtime::TransportErrorKind::{Connect, Tls};
use cotool_mock::tls::Validity;

use crate::check::{check, thing};
use crate::place::Place;
use crate::row::{Row, answer, row, transport};

/// Takes a connection for TLS, and says this in its place.
fn says(words: &'static [u8]) -> Place {
    let mut place = Place::raw(move |mut stream: TcpStream| {
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(words);
        // Until the client has read it and gone.
        let _ = std::io::copy(&mut stream, &mut std::io::sink());
    });
    place.url = place.url.replace("http:", "https:");
    place
}

pub(crate) fn rows() -> Vec<Row> {
    let unsafe_peer = || transport(Tls).unsent();
    vec![
        row("a certificate that is right", || {
            Place::tls(thing(), "127.0.0.1", Validity::Now)
        })
        .both(answer()),
        row("a certificate for another name", || {
            Place::tls(thing(), "api.example.com", Validity::Now)
        })
        .both(unsafe_peer().asked(0)),
        row("a certificate that has expired", || {
            Place::tls(thing(), "127.0.0.1", Validity::Expired)
        })
        .both(unsafe_peer().asked(0)),
        row("a certificate that is not valid yet", || {
            Place::tls(thing(), "127.0.0.1", Validity::NotYet)
        })
        .both(unsafe_peer().asked(0)),
        row("a certificate by someone whom nobody knows", || {
            Place::tls_of_a_stranger(thing())
        })
        .both(unsafe_peer().asked(0)),
        row("a peer that speaks no TLS", || {
            says(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        })
        .both(unsafe_peer()),
        row("a peer that refuses every version of TLS", || {
            // Alert: fatal, protocol version.
            says(&[21, 3, 3, 0, 2, 2, 70])
        })
        .both(unsafe_peer()),
        row("closed while TLS is agreed on", || {
            let mut place = Place::raw(|mut stream: TcpStream| {
                let _ = stream.read(&mut [0; 4096]);
            });
            place.url = place.url.replace("http:", "https:");
            place
        })
        .both(transport(Connect).times(3).unsent()),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_on_a_connection_that_is_not_safe() {
    check(rows()).await;
}
