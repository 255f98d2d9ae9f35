//! Arguments of `cargo xtask fuzz`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args as ClapArgs;

/// Mutates real documents, and holds the generator to its promises on what comes out: no panic, no hang, bounded memory,
/// errors with a place, files that parse.
///
/// Exit codes: 0 nothing was found, 1 something was, 2 unusable arguments.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Args {
    /// The folder of documents to start from; every OpenAPI 3 document below it is taken.
    #[arg(value_name = "DIR", required_unless_present_any = ["replay", "worker"])]
    pub(super) dir: Option<PathBuf>,
    /// Takes only the documents that this file lists, one path below DIR a line.
    #[arg(long, value_name = "FILE")]
    pub(super) list: Option<PathBuf>,
    /// What the mutations follow from. The same seed and documents give the same cases.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// The number of the first case.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) first: u64,
    /// How many mutated documents there are.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 10_000,
        conflicts_with = "minutes"
    )]
    pub(super) iterations: u64,
    /// Goes on for so long instead.
    #[arg(long, value_name = "M")]
    pub(super) minutes: Option<u64>,
    /// How many processes work at a time.
    #[arg(long, value_name = "N", default_value_t = NonZeroUsize::MIN)]
    pub(super) jobs: NonZeroUsize,
    /// Documents above this size are not taken whole, only parts of them.
    #[arg(long, value_name = "N", default_value_t = 4_000_000)]
    pub(super) max_bytes: usize,
    /// Writes the figures and findings as JSON.
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// Where documents are kept that something was found with; by default target/fuzz.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Writes the first N mutated documents that a client comes out of, one every hundred cases, to be compiled with
    /// `cargo xtask corpus OUT/samples --check`.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) samples: u64,
    /// Runs one document again, as it is.
    #[arg(long, value_name = "FILE")]
    pub(super) replay: Option<PathBuf>,
    /// Works on cases whose numbers come in, with the documents of this file.
    #[arg(long, value_name = "FILE", hide = true)]
    pub(super) worker: Option<PathBuf>,
}
