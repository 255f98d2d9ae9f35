//! Cargo features: one a tag.

use std::collections::BTreeSet;

use crate::model::{Api, Handle, Ident as _};

/// Features that mean something else.
const RESERVED: [&str; 2] = ["default", "reqwest"];

/// The feature of each handle, in their order.
pub(super) fn of_handles(api: &Api) -> Vec<String> {
    let mut taken = BTreeSet::new();
    api.handles
        .iter()
        .map(|handle| claim(handle, &mut taken))
        .collect()
}

fn claim(handle: &Handle, taken: &mut BTreeSet<String>) -> String {
    let mut name = handle.module.as_str().replace('_', "-");
    let trimmed = name.trim_end_matches('-').len();
    if trimmed > 0 {
        name.truncate(trimmed);
    }
    if RESERVED.contains(&name.as_str()) {
        name.push_str("-api");
    }
    while !taken.insert(name.clone()) {
        name.push_str("-api");
    }
    name
}
