//! Mutated documents that a client comes out of, to be compiled.

use std::fs;
use std::path::Path;

use super::Args;
use super::base::Base;
use super::case;
use super::probe::probe;
use crate::error::Error;
use crate::generate::apart;

/// One case in so many is looked at.
const STRIDE: u64 = 100;

/// Writes as many as asked for.
pub(super) fn write(args: &Args, base: &Base, out: &Path) -> Result<(), Error> {
    if args.samples == 0 {
        return Ok(());
    }
    let folder = out.join("samples");
    let failed = |e| Error::unwritable(&folder, e);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(failed)?;
    }
    fs::create_dir_all(&folder).map_err(failed)?;
    // The neighbour that mutated documents refer to.
    fs::write(folder.join("near.yaml"), super::probe::NEAR).map_err(failed)?;
    let mut written = 0;
    let mut number = args.first;
    while written < args.samples && number < args.first.saturating_add(args.samples * STRIDE * 10) {
        let made = apart(|| {
            let case = case::make(base, args.seed, number)?;
            (probe(&case.text, false).outcome == "generated").then_some(case)
        });
        if let Some(case) = made.flatten() {
            fs::write(folder.join(format!("case-{number}.yaml")), case.text).map_err(failed)?;
            written += 1;
        }
        number += STRIDE;
    }
    Ok(())
}
