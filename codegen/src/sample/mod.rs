//! Values that a schema allows, as the document shows them: its own examples where they are true, else made of the schema.
//!
//! They are for tests, so each is meant to say much and to be small: everything optional is there down to a depth, and the
//! same document gives the same values on every run.

mod fit;
mod flat;
mod format;
mod make;
mod pattern;
mod scalar;

use std::collections::BTreeSet;

use serde_json::Value;

use flat::Flat;

/// Which way a value travels, and so which of its properties it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// The client sends it: nothing that is `readOnly`.
    Sent,
    /// The server sends it: nothing that is `writeOnly`.
    Read,
}

/// What the text of a value may hold that has no format, pattern or example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Words {
    /// The name of the property that holds it.
    Plain,
    /// What an encoder could trip over.
    Awkward,
}

/// Makes values of the schemas of one document, in the vocabulary of OpenAPI 3.0 with every reference in `components`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sampler<'a> {
    pub(crate) document: &'a Value,
    /// Properties and parameters that are whole numbers, though the document says `number`.
    pub(crate) whole: &'a BTreeSet<String>,
    pub(crate) way: Way,
    pub(crate) words: Words,
}

/// Deeper than this, what is optional is left out.
const DEEP: usize = 4;
/// Deeper than this nothing is made: what is required contains itself.
const DEEPEST: usize = 24;
/// With more values than this, what is optional is left out.
const MANY: usize = 120;

impl<'a> Sampler<'a> {
    /// A value that the schema allows, for something of this name; `None` when none could be made.
    ///
    /// `examples` are those that stand beside the schema; one that the schema does not allow is passed over.
    pub(crate) fn value(
        &self,
        schema: &'a Value,
        name: &str,
        examples: &[&'a Value],
    ) -> Option<Value> {
        let flat = Flat::of(self.document, &[schema])?;
        let mut known = examples.iter();
        known
            .find_map(|example| self.fit(&flat, example, name, 0))
            .or_else(|| self.make(&flat, name, 0, &mut 0))
    }

    /// A value of one property of an object; `None` when none could be made.
    pub(crate) fn property(&self, schema: &'a Value, name: &str) -> Option<Value> {
        let mut flat = Flat::of(self.document, &[schema])?;
        for _ in 0..8 {
            if let Some(schemas) = flat.properties.get(name) {
                let property = Flat::of(self.document, schemas)?;
                return self.make(&property, name, 1, &mut 0);
            }
            let branches = *flat.choices.first()?;
            let found = branches
                .iter()
                .filter_map(|branch| flat.with(self.document, branch));
            flat = found
                .clone()
                .find(|branch| branch.properties.contains_key(name))
                .or_else(|| found.clone().next())?;
        }
        None
    }

    /// What stands behind references in `components`.
    pub(crate) fn resolve(&self, mut value: &'a Value) -> &'a Value {
        for _ in 0..16 {
            match value.get("$ref").and_then(Value::as_str) {
                Some(reference) => match flat::target(self.document, reference) {
                    Some(target) => value = target,
                    None => return value,
                },
                None => return value,
            }
        }
        value
    }
}

#[cfg(test)]
mod tests;
