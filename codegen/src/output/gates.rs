//! Which features a file is compiled for.

use std::collections::{BTreeMap, BTreeSet};

use super::print::{Printed, Text};

/// Gates every file below `api` and `models` by the features that need something in it. A file that a gated file refers
/// to is needed whenever that one is.
pub(super) fn gate(root: &mut Printed, all: &BTreeSet<String>) {
    for folder in &mut root.modules {
        let mut files: Vec<File> = folder
            .modules
            .iter()
            .map(|module| File::of(module, all))
            .collect();
        settle(&mut files);
        for (module, file) in folder.modules.iter_mut().zip(files) {
            // What all features need is always there; of a single feature that would be no gate at all.
            let always = file.gate == *all && all.len() > 1;
            module.features = if always { BTreeSet::new() } else { file.gate };
        }
    }
}

/// What decides about the gate of a file.
struct File {
    gate: BTreeSet<String>,
    declares: BTreeSet<String>,
    references: BTreeSet<String>,
}

impl File {
    fn of(module: &Printed, all: &BTreeSet<String>) -> Self {
        let names = |of: fn(&Text) -> &BTreeSet<String>| -> BTreeSet<String> {
            module.chunks.iter().flat_map(of).cloned().collect()
        };
        let mut gate = module.features.clone();
        gate.extend(names(|chunk| &chunk.features));
        if gate.is_empty() {
            gate.clone_from(all);
        }
        Self {
            gate,
            declares: names(|chunk| &chunk.declares),
            references: names(|chunk| &chunk.references),
        }
    }
}

/// Widens gates until every file is there for all that refer to it.
fn settle(files: &mut [File]) {
    let mut holders = BTreeMap::new();
    for (index, file) in files.iter().enumerate() {
        holders.extend(file.declares.iter().map(|name| (name.clone(), index)));
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
            .filter_map(|name| holders.get(name).copied())
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
