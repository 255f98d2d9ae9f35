//! A JSON value that borrows its texts from where it was parsed.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::place::Place;
use crate::runtime::data::number::whole;

/// A JSON value. Unlike [`Value`] it borrows texts and keys, and keeps members in the order they came in: it is made to be
/// read from, once.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node<'de> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer that fits.
    Signed(i64),
    /// An integer that is too large for the other.
    Unsigned(u64),
    /// Any other number.
    Float(f64),
    /// An integer that would become another one as any of these.
    Large(Cow<'de, str>),
    /// A string.
    Text(Cow<'de, str>),
    /// An array.
    Array(Vec<Node<'de>>),
    /// An object.
    Object(Vec<(Cow<'de, str>, Node<'de>)>),
}

impl Node<'_> {
    /// The member of this key, if this is an object that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Object(members) = self else {
            return None;
        };
        members
            .iter()
            .find_map(|(name, value)| (name == key).then_some(value))
    }

    /// The integer that this is. `3.0` is one too.
    pub(crate) fn integer(&self) -> Option<i64> {
        match self {
            Self::Signed(number) => Some(*number),
            Self::Float(number) => whole(*number),
            _ => None,
        }
    }

    /// How many values it is made of, itself included.
    pub(crate) fn parts(&self) -> usize {
        match self {
            Self::Array(items) => 1 + items.iter().map(Self::parts).sum::<usize>(),
            Self::Object(members) => {
                1 + members
                    .iter()
                    .map(|(_, value)| value.parts())
                    .sum::<usize>()
            }
            _ => 1,
        }
    }

    /// Adds the places of all values that it is made of, if this is its own.
    pub(super) fn places(&self, own: Place, places: &mut Vec<Place>) {
        places.push(own);
        match self {
            Self::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    item.places(own.item(index), places);
                }
            }
            Self::Object(members) => {
                for (key, value) in members {
                    value.places(own.member(key), places);
                }
            }
            _ => {}
        }
    }

    /// The value in a form that can be kept.
    ///
    /// # Errors
    ///
    /// There is an integer that would become another one; this is its digits.
    pub(crate) fn to_value(&self) -> Result<Value, &str> {
        Ok(match self {
            Self::Null => Value::Null,
            Self::Bool(yes) => Value::from(*yes),
            Self::Signed(number) => Value::from(*number),
            Self::Unsigned(number) => Value::from(*number),
            Self::Float(number) => Value::from(*number),
            Self::Large(digits) => return Err(digits),
            Self::Text(text) => Value::from(&**text),
            Self::Array(items) => {
                let items = items.iter().map(Self::to_value);
                Value::Array(items.collect::<Result<_, _>>()?)
            }
            Self::Object(members) => {
                let members = members.iter();
                let members = members.map(|(key, value)| {
                    let value = value.to_value()?;
                    Ok::<_, &str>((key.clone().into_owned(), value))
                });
                Value::Object(members.collect::<Result<_, _>>()?)
            }
        })
    }
}

impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The reader of JSON says where the value is when it is asked in this way.
        deserializer.deserialize_newtype_struct("Node", NodeVisitor)
    }
}

/// A node inside of another one.
struct Part<'de>(Node<'de>);

impl<'de> Deserialize<'de> for Part<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor).map(Self)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E: Error>(self, yes: bool) -> Result<Node<'de>, E> {
        Ok(Node::Bool(yes))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Node<'de>, E> {
        Ok(Node::Signed(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Node<'de>, E> {
        Ok(i64::try_from(number).map_or(Node::Unsigned(number), Node::Signed))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Node<'de>, E> {
        Ok(Node::Float(number))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Node<'de>, E> {
        Ok(Node::Text(Cow::Owned(text)))
    }

    fn visit_unit<E: Error>(self) -> Result<Node<'de>, E> {
        Ok(Node::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Node<'de>, E> {
        Ok(Node::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Node<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(Part(item)) = access.next_element()? {
            items.push(item);
        }
        Ok(Node::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Node<'de>, A::Error> {
        pairs(access, |Part(value)| value).map(Node::Object)
    }

    // The reader of JSON gives the digits of an integer that is too large in this way, for nothing else in JSON has it.
    fn visit_borrowed_bytes<E: Error>(self, digits: &'de [u8]) -> Result<Node<'de>, E> {
        Ok(Node::Large(String::from_utf8_lossy(digits)))
    }

    fn visit_bytes<E: Error>(self, digits: &[u8]) -> Result<Node<'de>, E> {
        let digits = String::from_utf8_lossy(digits).into_owned();
        Ok(Node::Large(Cow::Owned(digits)))
    }
}

/// The members of an object, in their order.
pub(super) struct Pairs<'de, V>(pub(super) Vec<(Cow<'de, str>, V)>);

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Pairs<'de, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PairsVisitor(PhantomData))
    }
}

struct PairsVisitor<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for PairsVisitor<V> {
    type Value = Pairs<'de, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Self::Value, A::Error> {
        pairs(access, |value| value).map(Pairs)
    }
}

/// The members of an object, each made of what was read.
fn pairs<'de, A: MapAccess<'de>, V: Deserialize<'de>, T>(
    mut access: A,
    make: impl Fn(V) -> T,
) -> Result<Vec<(Cow<'de, str>, T)>, A::Error> {
    let mut members = Vec::new();
    while let Some(Key(key)) = access.next_key()? {
        members.push((key, make(access.next_value()?)));
    }
    Ok(members)
}

struct Key<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::runtime::data::text::read(deserializer).map(Self)
    }
}
