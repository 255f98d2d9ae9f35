//! Which features a file is compiled for.

use std::collections::{BTreeMap, BTreeSet};

use super::print::Printed;

/// Gates every module by the features that need something in it. A file that a gated file refers to is needed whenever
/// that one is.
pub(super) fn gate(root: &mut Printed, all: &BTreeSet<String>) {
    let mut files = Vec::new();
    collect(root, all, &mut files);
    settle(&mut files);
    let mut gates = files.into_iter().map(|file| file.gate);
    apply(root, all, &mut gates);
}

/// A module with chunks.
struct File {
    /// Features; all of them where it is always needed.
    gate: BTreeSet<String>,
    declares: BTreeSet<String>,
    references: BTreeSet<String>,
}

fn collect(module: &Printed, all: &BTreeSet<String>, files: &mut Vec<File>) {
    let mut gate: BTreeSet<String> = module.features.clone();
    gate.extend(
        module
            .chunks
            .iter()
            .flat_map(|chunk| chunk.features.iter().cloned()),
    );
    if gate.is_empty() {
        gate.clone_from(all);
    }
    let home = format!("{:?} ", module.home);
    let names = |of: fn(&super::print::Text) -> &BTreeSet<String>| {
        let chunks = module.chunks.iter();
        chunks
            .flat_map(of)
            .map(|name| format!("{home}{name}"))
            .collect()
    };
    files.push(File {
        gate,
        declares: names(|chunk| &chunk.declares),
        references: names(|chunk| &chunk.references),
    });
    for child in &module.modules {
        collect(child, all, files);
    }
}

/// Widens gates until every file is there for all that refer to it.
fn settle(files: &mut [File]) {
    let mut holder = BTreeMap::new();
    for (index, file) in files.iter().enumerate() {
        for name in &file.declares {
            holder.insert(name.clone(), index);
        }
    }
    let mut open: Vec<usize> = (0..files.len()).collect();
    while let Some(index) = open.pop() {
        let Some(file) = files.get(index) else {
            continue;
        };
        let gate = file.gate.clone();
        let targets: BTreeSet<usize> = file
            .references
            .iter()
            .filter_map(|name| holder.get(name).copied())
            .collect();
        for target in targets {
            if let Some(file) = files.get_mut(target)
                && !gate.is_subset(&file.gate)
            {
                file.gate.extend(gate.iter().cloned());
                open.push(target);
            }
        }
    }
}

/// Writes the gates back: a folder is needed for all that is in it, and what is needed always has none.
fn apply(
    module: &mut Printed,
    all: &BTreeSet<String>,
    gates: &mut impl Iterator<Item = BTreeSet<String>>,
) -> BTreeSet<String> {
    let own = gates.next().unwrap_or_default();
    let mut gate = if module.chunks.is_empty() {
        module.features.clone()
    } else {
        own
    };
    for child in &mut module.modules {
        gate.extend(apply(child, all, gates));
    }
    if module.chunks.is_empty() && module.modules.is_empty() {
        gate = BTreeSet::new();
    }
    let always = gate == *all && all.len() > 1;
    module.features = if always {
        BTreeSet::new()
    } else {
        gate.clone()
    };
    gate
}
