//! An OpenAPI document in, an idiomatic Rust client out.
//!
//! The way of the data is one line, and [`generate`] reads as that line:
//!
//! ```text
//! text -> spec::Document -> model::Api -> emit (tokens) -> Output (path -> text)
//! ```
//!
//! * [`spec`] reads YAML or JSON, rewrites OpenAPI 3.1 and 3.2 to the 3.0 vocabulary and types it with `openapiv3`.
//! * [`lower`] resolves that into the [`model`]: types, operations, names, cycles. It knows no Rust syntax.
//! * [`emit`] turns the model into tokens, one kind of node a file.
//! * [`output`] prints tokens into files.
//!
//! Nothing here touches the disk or the network, and nothing panics on any input: what is wrong with a
//! document is said in [`diagnostic::Diagnostic`]s, all of them, each with its place.

pub mod config;
pub mod coverage;
pub mod diagnostic;
pub mod diff;
pub mod emit;
pub mod ledger;
pub mod lower;
pub mod model;
pub mod output;
mod part;
mod sample;
pub mod spec;
mod tokens;
pub mod why;

pub use config::Config;
pub use diagnostic::{Diagnostic, Severity, Sink};
pub use output::Output;
pub use spec::Input;
use spec::Origins;

/// Stack that [`generate`] needs for a document that nests as deeply as it reads them, in bytes: without optimisation,
/// and with room to spare. Threads have less unless they are told.
pub const STACK: usize = 16 * 1024 * 1024;

/// What came out of [`generate`].
#[derive(Debug)]
pub struct Generated {
    /// The files; absent when an error left nothing worth writing.
    pub output: Option<Output>,
    /// The resolved API that the files were made from; absent when the document could not be read.
    pub api: Option<model::Api>,
    /// Everything there is to say about the document, in the document's order.
    pub diagnostics: Vec<Diagnostic>,
    /// Every place where the client says less than the document, and why, in the document's order.
    pub ledger: Vec<ledger::Entry>,
}

/// Runs the whole pipeline.
///
/// Problems never stop it early: each stage says what it has to say, and the output is withheld only when
/// one of the diagnostics is an error: a warning is one too when the configuration is strict.
///
/// Call it on a thread with [`STACK`] bytes of stack when documents come from others.
#[must_use]
pub fn generate(input: &Input<'_>, config: &Config) -> Generated {
    run(input, config, |_| {}).0
}

/// The pipeline, which shows the lowered document on the way and gives what is needed to find places in the source.
fn run(
    input: &Input<'_>,
    config: &Config,
    show: impl FnOnce(&serde_json::Value),
) -> (Generated, Origins) {
    let mut sink = Sink::strict(config.strict);
    let mut ledger = Vec::new();
    let mut lowered = None;
    let keep = |value: &serde_json::Value| {
        lowered = config.tests_of.as_ref().map(|_| value.clone());
        show(value);
    };
    let api = spec::load_and_show(input, &config.overlays, &mut sink, keep).map(|document| {
        let api = lower::lower(&document, config, &mut sink);
        ledger.extend(document.dropped.iter().map(ledger::Entry::from));
        ledger.extend(api.approximations.iter().map(ledger::Entry::from));
        api
    });
    let output = match &api {
        Some(api) if !sink.has_errors() => {
            let mut output = output::print(&emit::emit(api, config), &mut sink);
            if let (Some(name), Some(lowered)) = (&config.tests_of, &lowered) {
                let tests = emit::wire_tests(api, config, lowered, name);
                output.tests = output::print_tests(&tests, &mut sink);
            }
            Some(output)
        }
        _ => None,
    };
    let output = output.filter(|_| !sink.has_errors());
    let (diagnostics, ledger, origins) = sink.finish(input, ledger);
    let generated = Generated {
        output,
        api,
        diagnostics,
        ledger,
    };
    (generated, origins)
}
