//! Two versions of a document: what changed, and whom that breaks.
//!
//! There are two answers. The first is about the wire: what the change does to a client that takes the old document by its
//! word, and to a program that runs with the client that this generator made of it. The second is about Rust: what happens to
//! the public items of the generated client, and which version bump Cargo's rules ask for.
//!
//! It belongs to this library because it stands on its two ends: on the lowered document, in which all dialects read alike, and
//! on the files that come out. Like the rest of it, it touches neither disk nor network.

mod catalogue;
mod change;
mod effect;
pub mod report;
mod rule;
mod rust;
mod whereabouts;
mod wire;

pub use change::Change;
pub use effect::Effect;
pub use rule::Rule;
pub use rust::{Bump, ItemChange, ItemRule, RustApi};

use serde_json::Value;

use crate::diagnostic::{Place, locate};
use crate::spec::Origins;
use crate::{Config, Generated, Input};

/// One version of a document, read and generated from.
#[derive(Debug)]
pub struct Version {
    name: String,
    text: String,
    lowered: Value,
    origins: Origins,
    /// Cargo features of the client.
    features: Vec<String>,
    /// What came out of the generator.
    pub generated: Generated,
}

impl Version {
    /// Reads a version and generates its client.
    #[must_use]
    pub fn read(input: &Input<'_>, config: &Config) -> Self {
        let mut lowered = Value::Null;
        let (generated, origins) = crate::run(input, config, |value| lowered.clone_from(value));
        let features = match &generated.api {
            Some(api) => {
                let parts = crate::emit::parts(api, config).into_iter();
                let tags = crate::emit::features(api, config).into_iter();
                tags.chain(parts.map(|part| part.name)).collect()
            }
            None => Vec::new(),
        };
        Self {
            name: input.name.to_owned(),
            text: input.text.to_owned(),
            lowered,
            origins,
            features,
            generated,
        }
    }

    /// Whether the document could be read at all.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        self.generated.api.is_some()
    }

    fn locate<'p>(&self, places: impl Iterator<Item = &'p mut Place>) {
        let input = Input {
            name: &self.name,
            text: &self.text,
            read: &|_| Err("everything is read".to_owned()),
        };
        locate(&self.origins, &input, places);
    }
}

/// What there is between two versions.
#[derive(Debug)]
pub struct Diff {
    /// Changes of the document, the worst first, then in the order of the document.
    pub changes: Vec<Change>,
    /// What becomes of the Rust API; absent when one of the versions gives no client.
    pub rust: Option<RustApi>,
}

impl Diff {
    /// The worst that it does to a client that takes the old document by its word.
    #[must_use]
    pub fn contract(&self) -> Effect {
        let effects = self.changes.iter().map(|change| change.rule.contract());
        effects.max().unwrap_or_default()
    }

    /// The worst that it does to a program that runs with the old client.
    #[must_use]
    pub fn client(&self) -> Effect {
        let effects = self.changes.iter().map(|change| change.rule.client());
        effects.max().unwrap_or_default()
    }

    /// Which version bump it asks for; none when nothing is known of the Rust API.
    #[must_use]
    pub fn bump(&self) -> Bump {
        self.rust.as_ref().map_or(Bump::None, RustApi::bump)
    }

    /// Whether anything breaks: those who trust the document, those who run, or those who compile.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.contract() == Effect::Breaking || self.bump() == Bump::Breaking
    }

    /// Whether there is anything at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.bump() == Bump::None
    }
}

/// Compares two versions.
#[must_use]
pub fn compare(old: &Version, new: &Version) -> Diff {
    let (found, labels) = wire::compare(&old.lowered, &new.lowered);
    let place = |pointer: String| Place {
        pointer,
        ..Place::default()
    };
    let mut changes: Vec<Change> = found
        .into_iter()
        .map(|found| {
            let pointer = found.new.as_deref().or(found.old.as_deref());
            let (subject, part) = labels.words(pointer.unwrap_or_default());
            Change {
                rule: found.rule,
                subject,
                part,
                detail: found.detail,
                operations: found.operations.into_iter().collect(),
                old: found.old.map(place),
                new: found.new.map(place),
            }
        })
        .collect();
    old.locate(changes.iter_mut().filter_map(|change| change.old.as_mut()));
    new.locate(changes.iter_mut().filter_map(|change| change.new.as_mut()));
    let worst = |change: &Change| (change.rule.contract(), change.rule.client());
    changes.sort_by_key(|change| std::cmp::Reverse(worst(change)));
    let rust = match (&old.generated.output, &new.generated.output) {
        (Some(before), Some(after)) => Some(rust::compare(
            (before, &old.features),
            (after, &new.features),
        )),
        _ => None,
    };
    Diff { changes, rust }
}
