//! Things of one kind, as the API shows them.

use serde_json::Value;

use crate::api::answer::Refusal;
use crate::api::asked::Asked;

/// The names that a thing may be called by.
const IDS: [&str; 2] = ["id", "displayId"];

/// Things of one kind, in the order in which they were made.
#[derive(Debug)]
pub(super) struct Collection {
    what: &'static str,
    items: Vec<Value>,
}

impl Collection {
    /// `what` is what one of them is called where it is missing.
    pub(super) fn new(what: &'static str, items: Vec<Value>) -> Self {
        Self { what, items }
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Value> {
        self.items.iter()
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        self.items.iter_mut()
    }

    /// All of them.
    pub(super) fn all(&self) -> Value {
        self.items.clone().into()
    }

    pub(super) fn find(&self, id: &str) -> Result<&Value, Refusal> {
        self.items
            .iter()
            .find(|item| is(item, id))
            .ok_or_else(|| Refusal::not_found(self.what))
    }

    /// Takes over the members of `changes`, and gives the thing as it is then.
    pub(super) fn change(&mut self, id: &str, changes: &Value) -> Result<Value, Refusal> {
        let item = self
            .items
            .iter_mut()
            .find(|item| is(item, id))
            .ok_or_else(|| Refusal::not_found(self.what))?;
        merge(item, changes);
        Ok(item.clone())
    }

    /// Adds one, and gives it back.
    pub(super) fn add(&mut self, item: Value) -> Value {
        self.items.push(item.clone());
        item
    }

    pub(super) fn remove(&mut self, id: &str) -> Result<Value, Refusal> {
        let found = self.items.iter().position(|item| is(item, id));
        found
            .map(|index| self.items.remove(index))
            .ok_or_else(|| Refusal::not_found(self.what))
    }
}

fn is(item: &Value, id: &str) -> bool {
    IDS.iter()
        .any(|name| text(item, name).is_some_and(|own| own.eq_ignore_ascii_case(id)))
}

/// A member that is text.
pub(super) fn text<'v>(item: &'v Value, name: &str) -> Option<&'v str> {
    item.get(name).and_then(Value::as_str)
}

/// Takes over the members of `changes`.
pub(super) fn merge(item: &mut Value, changes: &Value) {
    if let (Some(item), Some(changes)) = (item.as_object_mut(), changes.as_object()) {
        let changes = changes.iter();
        item.extend(changes.map(|(name, value)| (name.clone(), value.clone())));
    }
}

/// The part of a list that `limit` and `offset` ask for.
pub(super) fn page(items: &[Value], asked: &Asked<'_>) -> Vec<Value> {
    let limit = asked.count("limit").unwrap_or(items.len());
    let offset = asked.count("offset").unwrap_or_default();
    items.iter().skip(offset).take(limit).cloned().collect()
}

/// Whether a list that is asked for with these words, if any, has that one in it.
pub(super) fn chosen(asked: &Asked<'_>, argument: &str, word: Option<&str>) -> bool {
    match asked.argument(argument).as_array() {
        Some(words) => words.iter().any(|wanted| wanted.as_str() == word),
        None => true,
    }
}
