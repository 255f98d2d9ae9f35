//! What is to be asked of one crate.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use crate::judge::{Judge, without_foreign_patterns};
use crate::sample::Sampler;

/// What `cargo xtask corpus --examples` knows about a crate.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    /// The types of the program, in its order.
    pub(crate) named: Vec<Named>,
    /// All schemas that these reach.
    pub(crate) schemas: Vec<Value>,
    /// Reason -> schemas of which the program has no type.
    pub(crate) skipped: BTreeMap<String, Vec<String>>,
}

/// A type of the program.
#[derive(Debug, Deserialize)]
pub(crate) struct Named {
    /// What a person calls its schema.
    pub(crate) label: String,
    /// The index of its schema.
    pub(crate) schema: usize,
    /// Why no judgement about it would be one.
    pub(crate) unfaithful: Option<String>,
}

/// A value for the type of this index.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) index: usize,
    pub(crate) value: Value,
    /// Whether the schema accepts it: it has to come back as it was. If not, it has to be refused or come back as it was.
    pub(crate) valid: bool,
}

/// All questions about one crate.
pub(crate) struct Questions {
    pub(crate) questions: Vec<Question>,
    /// Reason -> labels of what is not asked about.
    pub(crate) skipped: BTreeMap<String, Vec<String>>,
    /// How many types are asked about.
    pub(crate) tested: usize,
    pub(crate) judge: Option<Judge>,
}

impl Questions {
    /// Makes values of every schema.
    pub(crate) fn of(asked: &mut Asked) -> Self {
        asked.schemas.iter_mut().for_each(without_foreign_patterns);
        let mut questions = Self {
            questions: Vec::new(),
            skipped: asked.skipped.clone(),
            tested: 0,
            judge: None,
        };
        let judge = match Judge::new(&asked.schemas) {
            Ok(judge) => judge,
            Err(reason) => {
                let reason = format!("the validator cannot read the schemas: {reason}");
                let labels = asked.named.iter().map(|named| named.label.clone());
                questions.skipped.insert(reason, labels.collect());
                return questions;
            }
        };
        let sampler = Sampler::new(&asked.schemas);
        for (index, named) in asked.named.iter().enumerate() {
            let reason = match &named.unfaithful {
                Some(reason) => Some(reason.as_str()),
                None => questions.ask(&judge, &sampler, named.schema, index),
            };
            match reason {
                Some(reason) => questions
                    .skipped
                    .entry(reason.to_owned())
                    .or_default()
                    .push(named.label.clone()),
                None => questions.tested += 1,
            }
        }
        questions.judge = Some(judge);
        questions
    }

    /// Adds the questions about one type; or why there are none.
    fn ask(
        &mut self,
        judge: &Judge,
        sampler: &Sampler<'_>,
        schema: usize,
        index: usize,
    ) -> Option<&'static str> {
        let before = self.questions.len();
        let made = sampler.values(schema);
        let none = made.is_empty();
        let mut seen = BTreeSet::new();
        for value in made {
            if seen.insert(value.to_string()) {
                // What was made to be wrong may be right, and the other way round: an own example of the document, say.
                let valid = judge.accepts(schema, &value);
                self.questions.push(Question {
                    index,
                    value,
                    valid,
                });
            }
        }
        if self
            .questions
            .iter()
            .skip(before)
            .any(|question| question.valid)
        {
            return None;
        }
        self.questions.truncate(before);
        Some(if none {
            "no value that could be made: it requires itself, or its parts contradict each other"
        } else {
            "no value was found that the schema accepts"
        })
    }
}
