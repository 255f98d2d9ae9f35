//! The project's command line: the one crate that touches the disk.
//!
//! ```text
//! cargo xtask codegen            spec/ -> cotool-api/src/generated
//! cargo xtask codegen --check    is the tree what the document asks for?
//! cargo xtask corpus DIR         a client from every document of a folder, measured
//! cargo xtask fuzz DIR          mutated documents, and what the generator makes of them
//! cargo xtask demo               from the document to a finished agent run
//! cargo xtask spec diff OLD NEW  what changed, what breaks callers, which version bump it asks for
//! cargo xtask spec fetch         the document from where it is published
//! cargo xtask spec import PAGE   a reference page into the vendored document
//! cargo xtask spec lint FILE     every diagnostic, nothing generated
//! cargo xtask spec why ITEM      where a Rust item comes from, or what became of a place
//! ```
//!
//! Exit codes: 0 done, 1 findings (a stale tree, warnings of a document), 2 unusable input or arguments.

mod assembly;
mod cli;
mod command;
mod demo;
mod dice;
mod error;
mod features;
mod generate;
mod panics;
mod pointer;
mod progress;
mod reading;
mod remote;
mod report;
mod scaffold;
mod source;
mod tree;
mod workspace;
mod yaml;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
