//! How documents are read.

use clap::Args;

/// Arguments of every command that makes a client, or could make one, of a document.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(crate) struct Reading {
    /// Takes warnings for errors: nothing is written for a document with one.
    #[arg(long)]
    pub(crate) strict: bool,
    /// Fetches what the document refers to on other hosts: over https, from the hosts that it names and no other.
    #[arg(long)]
    pub(crate) allow_remote: bool,
}
