//! What it costs to read a union by its best branch, beside the ways of reading that may lose something.
//!
//! ```text
//! cargo bench --package shapes --bench unions
//! ```
//!
//! `best_branch` is what is generated. `first_fit` is serde's `untagged` over the same structs, which takes the first branch that
//! can read a value and drops what that one does not know. `one_struct` has the fields of all branches, each optional: no
//! branch is chosen at all. All three read the same text.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark may stop at the first surprise"
)]

use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use shapes::models::{Bank, Card, Message, Payment, SystemMessage, UserMessage};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// Reads so many values of a union, made by their number.
fn read<T: DeserializeOwned>(bencher: Bencher<'_, '_>, value: impl Fn(usize) -> Value) {
    let text = serde_json::to_string(&(0..1000).map(value).collect::<Vec<_>>()).unwrap();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| serde_json::from_str::<Vec<T>>(divan::black_box(&text)).unwrap());
}

/// Branches that required keys tell apart.
mod by_keys {
    use super::*;

    #[derive(Deserialize)]
    #[serde(untagged)]
    #[expect(dead_code, reason = "it is only read")]
    enum FirstFit {
        Card(Card),
        Bank(Bank),
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "it is only read")]
    struct OneStruct {
        card: Option<String>,
        iban: Option<String>,
        holder: Option<String>,
    }

    fn payment(number: usize) -> Value {
        if number.is_multiple_of(2) {
            json!({"card": format!("4242 4242 4242 {number:04}")})
        } else {
            json!({"iban": format!("DE00 1000 0000 0000 {number:04}"), "holder": "A. Holder"})
        }
    }

    #[divan::bench]
    fn best_branch(bencher: Bencher<'_, '_>) {
        read::<Payment>(bencher, payment);
    }

    #[divan::bench]
    fn first_fit(bencher: Bencher<'_, '_>) {
        read::<FirstFit>(bencher, payment);
    }

    #[divan::bench]
    fn one_struct(bencher: Bencher<'_, '_>) {
        read::<OneStruct>(bencher, payment);
    }
}

/// Branches that a constant tells apart.
mod by_constant {
    use super::*;

    #[derive(Deserialize)]
    #[serde(untagged)]
    #[expect(dead_code, reason = "it is only read")]
    enum FirstFit {
        System(SystemMessage),
        User(UserMessage),
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "it is only read")]
    struct OneStruct {
        role: String,
        content: String,
        name: Option<String>,
    }

    fn message(number: usize) -> Value {
        let content = format!("Message {number} says that somebody logged in from two places.");
        if number.is_multiple_of(2) {
            json!({"role": "system", "content": content})
        } else {
            json!({"role": "user", "content": content, "name": "a.holder"})
        }
    }

    #[divan::bench]
    fn best_branch(bencher: Bencher<'_, '_>) {
        read::<Message>(bencher, message);
    }

    #[divan::bench]
    fn first_fit(bencher: Bencher<'_, '_>) {
        read::<FirstFit>(bencher, message);
    }

    #[divan::bench]
    fn one_struct(bencher: Bencher<'_, '_>) {
        read::<OneStruct>(bencher, message);
    }
}
