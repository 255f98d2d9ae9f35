//! A file that is too long becomes a folder.

use std::collections::{BTreeMap, BTreeSet};

use super::compose::text;
use super::file_names::{cased, file_name};
use super::print::{Printed, Text};
use super::tree::Reexport;
use crate::diagnostic::Sink;

/// Longest file, in lines.
const LONGEST: usize = 800;

/// Divides every module that is too long, and settles what all modules are called.
pub(super) fn split(module: &mut Printed, sink: &mut Sink) {
    if !module.chunks.is_empty() && text(module, sink).lines().count() > LONGEST {
        divide(module);
    }
    let mut taken = BTreeSet::new();
    for child in &mut module.modules {
        child.name = file_name(&child.name, &module.name, &mut taken);
        split(child, sink);
    }
    module.modules.sort_by(|a, b| a.name.cmp(&b.name));
}

/// Moves chunks into modules by the first step of their places in which they differ. Chunks whose place ends before
/// that stay.
fn divide(module: &mut Printed) {
    let placed = || {
        module
            .chunks
            .iter()
            .map(|chunk| &chunk.place)
            .filter(|place| !place.is_empty())
    };
    let Some(first) = placed().next() else {
        return;
    };
    let shared = placed().fold(first.len(), |shared, place| {
        let same = first.iter().zip(place).take_while(|(a, b)| a == b).count();
        shared.min(same)
    });
    let mut parts: BTreeMap<String, Vec<Text>> = BTreeMap::new();
    let mut stay = Vec::new();
    for mut chunk in std::mem::take(&mut module.chunks) {
        match chunk.place.get(shared).cloned() {
            // What the folder is called after stands in the folder's own file.
            Some(step) if chunk.place.len() > shared + 1 || cased(&step) != module.name => {
                chunk.place.drain(..=shared);
                parts.entry(step).or_default().push(chunk);
            }
            _ => stay.push(chunk),
        }
    }
    module.chunks = stay;
    module.modules = parts
        .into_iter()
        .map(|(step, chunks)| Printed {
            attributes: module.part.map(|part| part(&step)).unwrap_or_default(),
            name: step,
            reexport: Reexport::All,
            features: module.features.clone(),
            folder: false,
            home: module.home,
            part: module.part,
            chunks,
            modules: Vec::new(),
        })
        .collect();
}
