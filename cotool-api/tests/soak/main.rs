//! Many calls at once, with faults among them. The long run is a benchmark: `cargo bench --package cotool-api --bench soak`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise; clippy knows that of test functions only"
)]

mod book;
mod load;
mod server;

use load::Load;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_call_is_accounted_for_and_nothing_is_left_behind() {
    let load = Load {
        calls: 4_000,
        at_once: 64,
    };
    let figures = load.run().await;
    println!("{figures}");
}
