//! What is to be asked of one document's crate.

use std::collections::{BTreeMap, BTreeSet};

use codegen::model::Api;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::bundle::{Bundle, Judge};
use super::files::Files;
use super::named::{self, Named};
use super::sample::Sampler;
use crate::source::Source;

/// What is expected of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Kind {
    /// The schema accepts it: it has to come back as it was.
    Valid,
    /// The schema does not accept it: it has to be refused or come back as it was.
    Wrong,
}

/// A value for the type of this index.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Question {
    pub(super) kind: Kind,
    pub(super) index: usize,
    pub(super) value: Value,
}

/// All questions about one crate.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Questions {
    /// What a person calls the schema of each type.
    pub(super) labels: Vec<String>,
    /// The schema of each type in [`Self::whole`].
    pub(super) schemas: Vec<usize>,
    pub(super) questions: Vec<Question>,
    /// Reason -> labels of what is not asked about.
    pub(super) skipped: BTreeMap<String, Vec<String>>,
    /// The schemas, for whoever judges the answers.
    pub(super) whole: Value,
    /// Names of all properties that the schemas speak of.
    pub(super) known: BTreeSet<String>,
}

/// The questions, and the program's types in their order.
pub(super) fn questions(source: &Source, api: &Api) -> (Questions, Vec<Named>) {
    let files = Files::new(source);
    let found = named::all(api, &files);
    let mut asked = Questions::default();
    for (reason, labels) in found.skipped {
        asked.skipped.insert(reason.to_owned(), labels);
    }
    let places: Vec<_> = found
        .named
        .iter()
        .map(|named| named.place.clone())
        .collect();
    let bundle = Bundle::collect(&files, &places);
    asked.whole = bundle.whole();
    asked.known = bundle.property_names();
    let judge = match Judge::new(&asked.whole) {
        Ok(judge) => judge,
        Err(reason) => {
            let labels = found.named.into_iter().map(|named| named.label).collect();
            asked.skipped.insert(
                format!("the validator cannot read the schemas: {reason}"),
                labels,
            );
            return (asked, Vec::new());
        }
    };
    let sampler = Sampler::new(&bundle.schemas);
    let mut types = Vec::new();
    for named in found.named {
        let Some(schema) = bundle.index(&named.place) else {
            continue;
        };
        let reason = match bundle.unfaithful(schema) {
            Some(reason) => Some(reason),
            None => ask(&mut asked, &judge, &sampler, schema, types.len()),
        };
        match reason {
            Some(reason) => asked
                .skipped
                .entry(reason.to_owned())
                .or_default()
                .push(named.label),
            None => {
                asked.labels.push(named.label.clone());
                asked.schemas.push(schema);
                types.push(named);
            }
        }
    }
    (asked, types)
}

/// Adds the questions about one type; or why there are none.
fn ask(
    asked: &mut Questions,
    judge: &Judge,
    sampler: &Sampler<'_>,
    schema: usize,
    index: usize,
) -> Option<&'static str> {
    let before = asked.questions.len();
    let made = sampler.values(schema);
    let none = made.is_empty();
    let mut seen = BTreeSet::new();
    for value in made {
        // What was made to be wrong may be right, and the other way round: an own example of the document, say.
        let kind = if judge.accepts(schema, &value) {
            Kind::Valid
        } else {
            Kind::Wrong
        };
        if seen.insert(value.to_string()) {
            asked.questions.push(Question { kind, index, value });
        }
    }
    let fits = asked
        .questions
        .iter()
        .skip(before)
        .any(|question| question.kind == Kind::Valid);
    if fits {
        return None;
    }
    asked.questions.truncate(before);
    Some(if none {
        "no finite value: what is required contains itself"
    } else {
        "no value was found that the schema accepts"
    })
}
