//! Arguments of `cargo xtask corpus`.

use std::convert::Infallible;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args as ClapArgs;

use crate::reading::Reading;

/// Generates a client from every document of a folder, and measures what comes out.
///
/// Exit codes: 0 nothing to act on, 1 something failed, is missing or warns, 2 unusable arguments.
#[derive(Debug, ClapArgs)]
pub(crate) struct Args {
    /// The folder; every OpenAPI 3 document below it is taken.
    #[arg(value_name = "DIR")]
    pub(super) dir: PathBuf,
    /// Takes only the documents that this file lists, one path below DIR a line.
    #[arg(long, value_name = "FILE")]
    pub(super) list: Option<PathBuf>,
    /// Compiles all clients, as one workspace below target/corpus.
    #[arg(long)]
    pub(super) check: bool,
    /// Asks the types of every client to read and write values made from the document's schemas: each has to come back
    /// as it was, or be refused where the document refuses it.
    #[arg(long)]
    pub(super) examples: bool,
    /// Writes what --examples found as a table, in Markdown.
    #[arg(long, value_name = "FILE", requires = "examples")]
    pub(super) fidelity: Option<PathBuf>,
    /// Measures this document too; may be given more than once.
    #[arg(long, value_name = "FILE")]
    pub(super) also: Vec<PathBuf>,
    /// Measures so many documents too, of a hundred random schemas each.
    #[arg(long, value_name = "N", default_value_t = 0, requires = "examples")]
    pub(super) made: usize,
    /// What the random schemas follow from.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// How many documents, and then crates, are worked on at a time; by default as many as there are processors.
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(super) reading: Reading,
    /// Writes one JSON object a document.
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// Runs clippy with warnings denied: on the N clients with the most operations, or on the documents that a file
    /// lists.
    #[arg(long, value_name = "N|LIST", requires = "check")]
    pub(super) clippy: Option<Selection>,
    /// Runs rustdoc with warnings denied, on as many clients, or on the documents that a file lists.
    #[arg(long, value_name = "N|LIST", requires = "check")]
    pub(super) doc: Option<Selection>,
}

/// Which of the clients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Selection {
    /// Those with the most operations.
    Largest(usize),
    /// Those of the documents that a file lists.
    Listed(PathBuf),
}

impl FromStr for Selection {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text.parse() {
            Ok(count) => Self::Largest(count),
            Err(_) => Self::Listed(PathBuf::from(text)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_is_a_number_or_a_file() {
        assert_eq!("20".parse(), Ok(Selection::Largest(20)));
        assert_eq!(
            "some.txt".parse(),
            Ok(Selection::Listed(PathBuf::from("some.txt")))
        );
    }
}
