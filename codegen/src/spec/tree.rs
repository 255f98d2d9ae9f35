//! Text into a tree of [`Value`]s, by a visitor of our own: real documents hold integers beyond 64 bits, mapping keys
//! that are numbers or booleans, merge keys, duplicate keys and tags, none of which may cost the document.

use std::cell::RefCell;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::pointer;

/// What a value costs before its text: about what it takes in memory.
const NODE_COST: usize = 8;
/// How much more than its text a document may hold, for aliases that are repeated.
const ALLOWANCE: usize = 16 << 20;
/// How many duplicate keys are worth listing.
const MAX_DUPLICATES: usize = 1000;

/// What the reader of one text keeps count of.
#[derive(Debug)]
pub(crate) struct Reading {
    state: RefCell<State>,
    merge_keys: bool,
}

#[derive(Debug, Default)]
struct State {
    left: usize,
    exhausted: bool,
    duplicates: Vec<String>,
}

impl Reading {
    /// For a text of this length; `merge_keys` says whether `<<` merges (YAML) or is a key like any other (JSON).
    pub(crate) fn new(length: usize, merge_keys: bool) -> Self {
        let budget = length
            .saturating_mul(NODE_COST + 2)
            .saturating_add(ALLOWANCE);
        Self {
            state: RefCell::new(State {
                left: budget,
                ..State::default()
            }),
            merge_keys,
        }
    }

    /// Whether the text was given up because its aliases unfold to too much.
    pub(crate) fn exhausted(&self) -> bool {
        self.state.borrow().exhausted
    }

    /// Pointers of keys that are there twice.
    pub(crate) fn into_duplicates(self) -> Vec<String> {
        self.state.into_inner().duplicates
    }

    fn spend<E: de::Error>(&self, text: usize) -> Result<(), E> {
        let mut state = self.state.borrow_mut();
        match state.left.checked_sub(NODE_COST + text) {
            Some(left) => {
                state.left = left;
                Ok(())
            }
            None => {
                state.exhausted = true;
                Err(E::custom("the document unfolds to too much"))
            }
        }
    }

    fn duplicates(&self) -> usize {
        self.state.borrow().duplicates.len()
    }

    /// Notes a duplicate below the value that is being read; its parents complete the pointer.
    fn duplicate(&self, key: &str) {
        let mut state = self.state.borrow_mut();
        if state.duplicates.len() < MAX_DUPLICATES {
            state.duplicates.push(format!("/{}", pointer::escape(key)));
        }
    }

    /// Puts a segment before every duplicate that was noted since there were `known`.
    fn prefix(&self, known: usize, segment: impl fmt::Display) {
        let mut state = self.state.borrow_mut();
        for duplicate in state.duplicates.iter_mut().skip(known) {
            duplicate.insert_str(0, &format!("/{segment}"));
        }
    }
}

impl<'de> DeserializeSeed<'de> for &Reading {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &Reading {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        self.spend(0)?;
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        self.spend(0)?;
        Ok(value.into())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        self.spend(0)?;
        Ok(value.into())
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "JSON has no wider integers; a bound of this size is a float for every reader of JSON"
    )]
    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "JSON has no wider integers; a bound of this size is a float for every reader of JSON"
    )]
    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        self.spend(0)?;
        Ok(match Number::from_f64(value) {
            Some(number) => Value::Number(number),
            // YAML's `.nan` and `.inf`: JSON has no such numbers, so they stay what they are in the text.
            None if value.is_nan() => Value::from(".nan"),
            None if value > 0.0 => Value::from(".inf"),
            None => Value::from("-.inf"),
        })
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        self.spend(value.len())?;
        Ok(Value::from(value))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Value, E> {
        self.spend(value.len())?;
        Ok(Value::from(value))
    }

    fn visit_bytes<E: de::Error>(self, value: &[u8]) -> Result<Value, E> {
        self.visit_str(&String::from_utf8_lossy(value))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        self.spend(0)?;
        Ok(Value::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    /// A tag of the author's own (`!include x`): the value counts, the tag does not.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        let (_, variant): (String, _) = data.variant()?;
        de::VariantAccess::newtype_variant_seed(variant, self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.spend(0)?;
        let mut items = Vec::new();
        loop {
            let known = self.duplicates();
            let Some(item) = access.next_element_seed(self)? else {
                break;
            };
            self.prefix(known, items.len());
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        self.spend(0)?;
        let mut map = Map::new();
        let mut merged = Vec::new();
        while let Some(key) = access.next_key_seed(Key)? {
            self.spend(key.len())?;
            let known = self.duplicates();
            let value = access.next_value_seed(self)?;
            self.prefix(known, pointer::escape(&key));
            if self.merge_keys && key == "<<" && mergeable(&value) {
                merged.push(value);
            } else if map.contains_key(&key) {
                self.duplicate(&key);
                map.insert(key, value);
            } else {
                map.insert(key, value);
            }
        }
        for value in merged {
            merge(&mut map, value);
        }
        Ok(Value::Object(map))
    }
}

fn mergeable(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Array(items) => !items.is_empty() && items.iter().all(Value::is_object),
        _ => false,
    }
}

/// Adds what a merge key brings; what is there already stays.
fn merge(map: &mut Map<String, Value>, value: Value) {
    match value {
        Value::Object(other) => {
            for (key, value) in other {
                map.entry(key).or_insert(value);
            }
        }
        Value::Array(items) => {
            for item in items {
                merge(map, item);
            }
        }
        _ => {}
    }
}

/// A mapping key, always as its text: `200`, `on` and `1.10` are keys as they stand.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping key that is text")
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<String, E> {
        Ok(value)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<String, E> {
        Ok(value.to_string())
    }

    fn visit_unit<E: de::Error>(self) -> Result<String, E> {
        Ok("null".to_owned())
    }
}
