//! A hundred thousand calls, 256 at a time, one answer in twenty a fault; then everything is accounted for.
//!
//! ```text
//! cargo bench --package cotool-api --bench soak [-- CALLS AT_ONCE]
//! ```
//!
//! What it came to is in `cotool-api/MEASUREMENTS.md`.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "it stops at the first surprise"
)]

#[path = "../tests/soak/book.rs"]
mod book;
#[path = "../tests/soak/load.rs"]
mod load;
#[path = "../tests/soak/server.rs"]
mod server;

fn main() {
    // Cargo adds an argument of its own.
    let numbers: Vec<usize> = std::env::args()
        .filter_map(|text| text.parse().ok())
        .collect();
    let load = load::Load {
        calls: numbers.first().copied().unwrap_or(100_000),
        at_once: numbers.get(1).copied().unwrap_or(256),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    println!("{}", runtime.block_on(load.run()));
}
