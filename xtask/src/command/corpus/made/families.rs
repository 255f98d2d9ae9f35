//! Components that build on a component, which tells them apart by a property: inheritance as OpenAPI has it.

use serde_json::{Map, Value, json};

use super::composed::{TAGS, with_tag};
use super::schema::{Maker, reference};

/// How many components a family has: the parent, its children behind it, and a choice among those.
pub(super) const MEMBERS: usize = 5;

impl Maker<'_> {
    /// A parent, children that are composed of it, and a choice among them. `names` are theirs.
    pub(super) fn family(&mut self, first: usize, names: &[String]) -> Vec<Value> {
        let [parent, children @ .., _] = names else {
            return Vec::new();
        };
        let discriminator = self.discriminator(children);
        let mut made = vec![self.parent(first, &discriminator)];
        for number in 1..=children.len() {
            self.begin(first + number);
            let part = reference(parent);
            let mut own = self.object(1);
            // What both speak of, they seldom agree on.
            if !self.dice.one_in(6) {
                leave_to(&made, &mut own);
            }
            // What a child adds stands in a part of its own, or beside them.
            made.push(match own {
                Value::Object(mut own) if self.dice.one_in(3) => {
                    own.insert("allOf".to_owned(), json!([part]));
                    Value::Object(own)
                }
                own => json!({"allOf": [part, own]}),
            });
        }
        made.push(self.choice_among(children, discriminator));
        made
    }

    fn parent(&mut self, first: usize, discriminator: &Value) -> Value {
        self.begin(first);
        let mut parent = if self.dice.one_in(3) {
            self.object(1)
        } else {
            self.flat()
        };
        with_tag(&mut parent, &json!({"type": "string"}));
        if let Value::Object(parent) = &mut parent {
            parent.insert("discriminator".to_owned(), discriminator.clone());
            // A closed parent has no children.
            if parent.get("additionalProperties") == Some(&json!(false)) {
                parent.remove("additionalProperties");
            }
        }
        parent
    }

    /// By values of its own, or by the names of the children.
    fn discriminator(&mut self, children: &[String]) -> Value {
        let mut discriminator = Map::new();
        discriminator.insert("propertyName".to_owned(), json!("type"));
        if self.dice.one_in(2) {
            // The last value has no child of its own.
            let last = children.first().into_iter();
            let mapping: Map<String, Value> = TAGS
                .iter()
                .zip(children.iter().chain(last))
                .map(|(tag, child)| {
                    // By reference or by name.
                    let target = if self.dice.one_in(2) {
                        format!("#/components/schemas/{child}")
                    } else {
                        child.clone()
                    };
                    ((*tag).to_owned(), json!(target))
                })
                .collect();
            discriminator.insert("mapping".to_owned(), Value::Object(mapping));
        }
        Value::Object(discriminator)
    }

    fn choice_among(&mut self, children: &[String], discriminator: Value) -> Value {
        let branches: Vec<Value> = children.iter().map(|child| reference(child)).collect();
        let word = self.choice_word();
        json!({ word: branches, "discriminator": discriminator })
    }
}

/// Takes from a child what its parent, the first that was made, speaks of as well.
fn leave_to(made: &[Value], child: &mut Value) {
    let theirs = made.first().and_then(|parent| parent.get("properties"));
    let (Some(Value::Object(theirs)), Value::Object(child)) = (theirs, child) else {
        return;
    };
    if let Some(Value::Object(properties)) = child.get_mut("properties") {
        properties.retain(|name, _| !theirs.contains_key(name));
    }
    if let Some(Value::Array(required)) = child.get_mut("required") {
        required.retain(|name| name.as_str().is_none_or(|name| !theirs.contains_key(name)));
    }
    for others in [
        "additionalProperties",
        "unevaluatedProperties",
        "patternProperties",
    ] {
        child.remove(others);
    }
}
