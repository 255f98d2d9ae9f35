//! A client of a document that has every shape there is.
//!
//! `openapi.yaml` is a document of this project's own, `codegen.toml` says how its lists come in pages; `src/generated` is what the generator makes of it, checked in and
//! held to it by `codegen`'s golden test. The runtime is the one of `cotool-api`. What the types do with real JSON, and
//! what the operations send, is tried in `tests/behaviour`.

#[rustfmt::skip] // Formatted by the generator, the same on every machine.
mod generated;
#[path = "../../../cotool-api/src/runtime/mod.rs"]
pub mod runtime;

pub use generated::{api, meta, models};
