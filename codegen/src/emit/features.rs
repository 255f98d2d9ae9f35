//! Cargo features: one a tag, and one for each part that is written by hand and can be built.

use std::collections::BTreeSet;

use crate::config::Config;
use crate::model::{Api, Handle, Ident as _};
use crate::part;

/// Features that mean something else: those of the runtime, which the client's `Cargo.toml` has outside of the marked block.
const RESERVED: [&str; 5] = ["blocking", "default", "mock", "reqwest", "tracing"];

/// A cargo feature, and the features that it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feature {
    /// Its name.
    pub name: String,
    /// Features that it switches on.
    pub needs: Vec<String>,
}

/// The feature of each handle, in their order.
pub(super) fn of_handles(api: &Api, config: &Config) -> Vec<String> {
    let mut taken: BTreeSet<String> = config.parts.keys().cloned().collect();
    api.handles
        .iter()
        .map(|handle| claim(handle, &mut taken))
        .collect()
}

/// The features of the parts that can be built, in the order of their names.
pub(super) fn of_parts(api: &Api, config: &Config) -> Vec<Feature> {
    let tags = of_handles(api, config);
    let mut features = Vec::new();
    for (name, part) in &config.parts {
        if !part::missing(part, &api.handles, &api.types).is_empty() {
            continue;
        }
        let needed = api.handles.iter().zip(&tags).filter(|(handle, _)| {
            let mut operations = handle.operations.iter();
            operations.any(|operation| part.operations.contains(&operation.key()))
        });
        features.push(Feature {
            name: name.clone(),
            needs: needed.map(|(_, tag)| tag.clone()).collect(),
        });
    }
    features
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
