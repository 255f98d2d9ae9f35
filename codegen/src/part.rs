//! Parts of a crate that are written by hand and need something of the document.

use std::collections::BTreeSet;

use crate::config::PartConfig;
use crate::model::{Handle, Ident as _, Operation, Types};

/// What the part needs and the document does not have, in words.
pub(crate) fn missing(part: &PartConfig, handles: &[Handle], types: &Types) -> Vec<String> {
    let operations: BTreeSet<String> = handles
        .iter()
        .flat_map(|handle| &handle.operations)
        .map(Operation::key)
        .collect();
    let names: BTreeSet<&str> = types.iter().map(|(_, def)| def.name.as_str()).collect();
    let operations = part
        .operations
        .iter()
        .filter(|key| !operations.contains(*key))
        .map(|key| format!("no operation `{key}`"));
    let types = part
        .types
        .iter()
        .filter(|name| !names.contains(name.as_str()))
        .map(|name| format!("no type that is called `{name}`"));
    operations.chain(types).collect()
}
