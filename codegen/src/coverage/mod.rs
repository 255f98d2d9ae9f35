//! The coverage ledger: everything that a document uses, and what becomes of it in the client.
//!
//! Kinds of things are classified here (words of the specification, formats, media types) and in `codegen.toml` (extensions,
//! and whatever else only the project can know). A kind that nobody has classified is a finding.

mod class;
mod keywords;
mod page;
mod walk;

use std::collections::BTreeMap;

use serde_json::Value;

pub use class::Class;
pub use page::page;

use crate::diagnostic::{Place, Sink, locate};
use crate::{Config, Input, Origins};

const KEYWORDS: &str = "Keywords";
const PARAMETERS: &str = "Parameters";
const ANSWERS: &str = "Answers";
const HEADERS: &str = "Headers of answers";
const MEDIA: &str = "Media types";
const FORMATS: &str = "Formats";
const CREDENTIALS: &str = "Credentials";
const EXTENSIONS: &str = "Extensions";

/// The sections in the order of the page, each with a sentence.
const SECTIONS: &[(&str, &str)] = &[
    (PARAMETERS, "Where they go and how they are written."),
    (MEDIA, "Of bodies that are sent and answers that are read."),
    (
        ANSWERS,
        "By status. An answer with a documented body is typed, be it a success or an error.",
    ),
    (
        HEADERS,
        "Read typed from an answer with its head: `with_response()`.",
    ),
    (CREDENTIALS, "How the client says who it is."),
    (
        FORMATS,
        "Those with a type of their own are typed; the others are in the rustdoc.",
    ),
    (EXTENSIONS, "What `codegen.toml` says of them."),
    (KEYWORDS, "By the kind of object that has them."),
];

/// How a kind of thing is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// How often.
    pub count: usize,
    /// What becomes of it.
    pub class: Class,
    /// Why, where the project says so.
    pub why: Option<String>,
    /// JSON pointer of the first place.
    pub first: String,
}

/// A kind of thing that nobody has classified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclassified {
    /// What it is, with its section: "Formats: `ticket`".
    pub what: String,
    /// The key by which `codegen.toml` classifies it.
    pub key: String,
    /// The first place.
    pub place: Place,
}

/// Everything that a document uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    uses: BTreeMap<(&'static str, String), Use>,
    /// What nobody has classified.
    pub unclassified: Vec<Unclassified>,
    /// Entries of `codegen.toml` about things that the document does not use.
    pub unused: Vec<String>,
}

impl Coverage {
    /// Looks through a document. `None` when it cannot be read.
    #[must_use]
    pub fn of(input: &Input<'_>, config: &Config) -> Option<Self> {
        let mut sink = Sink::default();
        let document = crate::spec::source(input, &config.overlays, &mut sink)?;
        Some(Self::of_value(&document, input, config))
    }

    fn of_value(document: &Value, input: &Input<'_>, config: &Config) -> Self {
        let mut walk = walk::Walk::default();
        walk.document(document);
        let mut uses = walk.uses;
        let mut unused = Vec::new();
        for (name, words) in &config.coverage {
            if !settle(&mut uses, name, words) {
                unused.push(name.clone());
            }
        }
        for name in config.docs.keys() {
            let said = uses.get_mut(&(EXTENSIONS, format!("`{name}`")));
            if let Some(used) = said.filter(|used| used.class == Class::Unclassified) {
                used.class = Class::Documented;
            }
        }
        let mut unclassified: Vec<Unclassified> = uses
            .iter()
            .filter(|(_, used)| used.class == Class::Unclassified)
            .map(|((section, name), used)| Unclassified {
                what: format!("{section}: {name}"),
                key: key(name),
                place: Place {
                    pointer: used.first.clone(),
                    ..Place::default()
                },
            })
            .collect();
        let places = unclassified.iter_mut().map(|kind| &mut kind.place);
        locate(&Origins::default(), input, places);
        Self {
            uses,
            unclassified,
            unused,
        }
    }
}

/// The name by which `codegen.toml` classifies a kind: its first word in code.
fn key(name: &str) -> String {
    name.split('`').nth(1).unwrap_or(name).to_owned()
}

/// Classifies what the project has classified: `x-codeSamples = "left out: made by a machine"`. Whether there is such a thing.
fn settle(uses: &mut BTreeMap<(&'static str, String), Use>, name: &str, words: &str) -> bool {
    let (class, why) = match words.split_once(':') {
        Some((class, why)) => (class.trim(), Some(why.trim().to_owned())),
        None => (words.trim(), None),
    };
    let mut found = false;
    for ((_, known), used) in uses.iter_mut() {
        if key(known) == name {
            used.class = Class::parse(class).unwrap_or(Class::Unclassified);
            used.why.clone_from(&why);
            found = true;
        }
    }
    found
}
