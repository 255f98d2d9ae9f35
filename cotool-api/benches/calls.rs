//! What a call costs beside the same call written by hand: time, and allocations on the calling thread.
//!
//! ```text
//! cargo bench --package cotool-api --bench calls
//! ```
//!
//! `loopback` goes through sockets to a server of this program, `memory` through a transport that has the answer at hand.
//! The hand-written call does the least that anybody would: it sends the key, looks at the status and decodes the body with
//! the same types.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a benchmark may stop at the first surprise"
)]

use divan::{AllocProfiler, Bencher};
use tokio::runtime::{Builder, Runtime};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

fn executor() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// A page of so many alerts.
fn page(alerts: usize) -> Vec<u8> {
    let alert = |number: usize| {
        serde_json::json!({
            "displayId": format!("COT-{number}"),
            "title": "Impossible travel",
            "severity": "high",
            "status": "open",
            "description": "Two logins of one account from places that are 4,000 km apart, 12 minutes apart.",
            "createdAt": "2026-05-04T09:12:44.120Z",
            "dedupeKey": format!("okta:{number}"),
        })
    };
    let alerts: Vec<_> = (0..alerts).map(alert).collect();
    serde_json::to_vec(&serde_json::json!({"totalCount": alerts.len(), "alerts": alerts})).unwrap()
}

const SIZES: [usize; 2] = [1, 100];

#[divan::bench_group(sample_count = 200)]
mod loopback {
    use super::*;

    use cotool_api::Client;
    use cotool_api::models::{ListAlertsParams, ListAlertsResponse};
    use cotool_mock::{Reply, Server};

    fn server(alerts: usize) -> Server {
        let body = page(alerts);
        Server::start(move |_| Reply::text(200, "application/json", body.clone())).unwrap()
    }

    #[divan::bench(args = SIZES)]
    fn by_hand(bencher: Bencher<'_, '_>, alerts: usize) {
        let (server, executor) = (server(alerts), executor());
        let client = reqwest::Client::builder().build().unwrap();
        let url = format!("{}/api/alerts?status=open", server.url());
        bencher.bench_local(|| {
            executor.block_on(async {
                let answer = client
                    .get(&url)
                    .bearer_auth("key")
                    .send()
                    .await
                    .unwrap()
                    .error_for_status()
                    .unwrap();
                let body = answer.bytes().await.unwrap();
                serde_json::from_slice::<ListAlertsResponse>(&body).unwrap()
            })
        });
    }

    #[divan::bench(args = SIZES)]
    fn client(bencher: Bencher<'_, '_>, alerts: usize) {
        let (server, executor) = (server(alerts), executor());
        let cotool = Client::builder()
            .base_url(server.url())
            .bearer("key")
            .build()
            .unwrap();
        bencher.bench_local(|| {
            let params = ListAlertsParams::new().status(vec!["open".to_owned()]);
            executor.block_on(async { cotool.alerts().list(params).await.unwrap() })
        });
    }
}

#[divan::bench_group(sample_count = 200, sample_size = 20)]
mod memory {
    use super::*;

    use bytes::Bytes;
    use cotool_api::Client;
    use cotool_api::models::{ListAlertsParams, ListAlertsResponse};
    use cotool_api::runtime::{Body, BodyStream, Transport, TransportFuture};

    /// Answers every request with the same bytes.
    struct AtHand(Bytes);

    impl Transport for AtHand {
        fn send(&self, _: http::Request<Body>) -> TransportFuture<'_> {
            let body: BodyStream = Box::pin(futures_util::stream::iter([Ok(self.0.clone())]));
            let answer = http::Response::builder()
                .header("content-type", "application/json")
                .body(body)
                .unwrap();
            Box::pin(std::future::ready(Ok(answer)))
        }
    }

    #[divan::bench(args = SIZES)]
    fn decoding_alone(bencher: Bencher<'_, '_>, alerts: usize) {
        let body = page(alerts);
        bencher.bench_local(|| serde_json::from_slice::<ListAlertsResponse>(&body).unwrap());
    }

    #[divan::bench(args = SIZES)]
    fn client(bencher: Bencher<'_, '_>, alerts: usize) {
        let executor = executor();
        let cotool = Client::builder()
            .bearer("key")
            .transport(AtHand(page(alerts).into()))
            .build()
            .unwrap();
        bencher.bench_local(|| {
            let params = ListAlertsParams::new().status(vec!["open".to_owned()]);
            executor.block_on(async { cotool.alerts().list(params).await.unwrap() })
        });
    }
}
