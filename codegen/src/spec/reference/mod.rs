//! References: every one of them leads to a component in the end.
//!
//! [`collect`] walks everything that can be reached and decides what becomes of each reference; [`build`] makes the
//! one tree of it. A document that needs nothing done is not built again.

mod build;
mod collect;
mod cycle;
mod dynamic;
mod files;
mod home;
mod index;
mod inline;
mod name;
mod problem;
mod resolve;
mod scope;

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use serde_json::Value;

use super::Input;
use super::grammar::{Form, Kind};
use super::ledger::{Ledger, Why};
use super::origin::{Origins, Source};
use crate::diagnostic::{Code, Diagnostic, Sink};

pub(crate) use cycle::null_schemas;

/// One document in which every reference leads to one of its own components.
#[derive(Debug)]
pub(crate) struct Assembled {
    /// The document.
    pub(crate) value: Value,
    /// Where its parts come from.
    pub(crate) origins: Origins,
    /// References that are not there any more.
    pub(crate) ledger: Ledger,
    /// Components that were hoisted, with what to say of where they come from: kind, name, `<file>#<pointer>`.
    pub(crate) hoisted: Vec<(&'static str, String, String)>,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Location {
    pub(crate) file: usize,
    pub(crate) pointer: String,
}

/// A part that is to be a component.
type Target = (Kind, Location);

/// What becomes of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Plan {
    /// It leads to this component of its kind.
    Component(String),
    /// It leads to a part that becomes a component.
    Hoisted(Location),
    /// It is replaced by what it leads to.
    Inline(Location),
    /// It leads to a schema where a body is expected: the schema is the body's, as JSON.
    BodyOf(Box<Plan>),
    /// It leads nowhere, which was said.
    Nothing,
}

/// What [`collect`] found out.
#[derive(Debug, Default)]
struct Plans {
    /// By the address of the object that holds the reference (the trees do not move while this lives) and by what is
    /// expected there.
    references: HashMap<(usize, Form), Plan>,
    /// By the address of the discriminator and the name of the mapping's entry; without one for `defaultMapping`.
    mappings: HashMap<(usize, Option<String>), Plan>,
    /// Every part that is to be a component.
    targets: BTreeMap<Target, usize>,
    /// Whether the document is not as it should be yet.
    dirty: bool,
}

/// The identity of a value in a tree that does not move.
fn address(value: &Value) -> usize {
    std::ptr::from_ref(value).addr()
}

/// Draws in what the document refers to, and points every reference at a component.
pub(crate) fn assemble(mut value: Value, input: &Input<'_>, sink: &mut Sink) -> Assembled {
    let followed = dynamic::follow(&mut value, input.text);
    let tree = Rc::new(value);
    let mut collector = collect::Collector::new(input, Rc::clone(&tree), sink);
    collector.run();
    let (plans, files) = collector.finish();
    for (file, pointer) in files.duplicates() {
        sink.report(duplicate(pointer, files.title(file)));
    }
    let mut assembled = if plans.dirty {
        build::build(&tree, plans, &files, sink)
    } else {
        drop(plans);
        Assembled {
            value: Value::Null,
            origins: Origins::default(),
            ledger: Ledger::default(),
            hoisted: Vec::new(),
        }
    };
    let neighbours = files
        .followed()
        .map(|(file, pointer)| (files.title(file), pointer));
    for (file, pointer) in followed
        .iter()
        .map(|pointer| (input.name.to_owned(), pointer.as_str()))
        .chain(neighbours)
    {
        let (place, keyword) = pointer.rsplit_once('/').unwrap_or_default();
        assembled
            .ledger
            .dropped_in(file, place.to_owned(), keyword, Why::Followed);
    }
    let sources = files.into_sources();
    if assembled.value.is_null() {
        assembled.value = Rc::try_unwrap(tree).unwrap_or_else(|tree| (*tree).clone());
    }
    cycle::break_cycles(&mut assembled.value, sink, &assembled.origins, &sources);
    assembled.origins.sources = sources;
    assembled
}

/// Says that a key is there twice.
pub(crate) fn duplicate(pointer: &str, file: String) -> Diagnostic {
    let key = pointer.rsplit('/').next().unwrap_or_default();
    let mut diagnostic = Diagnostic::new(
        Code::DuplicateKey,
        pointer,
        format!("the key `{}` is there twice", super::pointer::unescape(key)),
    )
    .done("the last one counts")
    .help("remove one of them");
    diagnostic.place.file = file;
    diagnostic
}

/// A diagnostic with its place in a source file, which needs no translation any more.
fn at(sources: &[Source], file: usize, mut diagnostic: Diagnostic) -> Diagnostic {
    if let Some(source) = sources.get(file) {
        diagnostic.place.file.clone_from(&source.name);
    }
    diagnostic
}
