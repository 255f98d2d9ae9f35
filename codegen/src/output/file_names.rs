//! Names of modules, which are names of files.

use std::collections::BTreeSet;

use crate::model::{Ident as _, ModuleName};

/// Longest name, so that a path stays within what file systems take.
const LONGEST: usize = 80;

/// Names that a file system or the compiler gives a meaning.
const RESERVED: [&str; 24] = [
    "aux", "con", "nul", "prn", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "mod", "lib",
];

/// A name for `text` that is no other file's in the folder and not the folder's own. ASCII only: the compiler finds the
/// file of another module only by an attribute.
pub(super) fn file_name(text: &str, folder: &str, taken: &mut BTreeSet<String>) -> String {
    let cased = cased(text);
    let mut name = if cased.is_ascii() {
        cased.clone()
    } else {
        let words = cased.split(|c: char| c == '_' || !c.is_ascii());
        words
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join("_")
    };
    let cut = name.len() > LONGEST;
    if cut || name.len() < cased.len() || name.is_empty() {
        name.truncate(LONGEST - 9);
        name = format!("{}_{:08x}", name.trim_end_matches('_'), hash(text));
        if name.starts_with(|c: char| c == '_' || c.is_ascii_digit()) {
            name.insert_str(0, "part");
        }
    }
    if RESERVED.contains(&name.as_str()) {
        name.push('_');
    }
    if name == folder || taken.contains(&name.to_lowercase()) {
        name = format!("{}_{:08x}", name.trim_end_matches('_'), hash(text));
    }
    while !taken.insert(name.to_lowercase()) {
        name.push('_');
    }
    name
}

/// The name that `text` makes.
pub(super) fn cased(text: &str) -> String {
    let mut name = ModuleName::cased(text);
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert_str(0, "part_");
    }
    if !name.is_empty() && syn::parse_str::<syn::Ident>(&name).is_err() {
        name.push('_');
    }
    name
}

/// FNV-1a: the same on every machine and in every version.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
