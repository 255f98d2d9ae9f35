//! The deserializer over a JSON value.

use std::borrow::Cow;

use serde::de::{Deserializer, Error as _, Unexpected, Visitor};

use super::access::{Alone, Items, Members};
use super::error::ReadError;
use super::node::Node;
use super::place::{self, Place};
use crate::runtime::data::number::is_exact;

/// Reads a JSON value.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a, 'de> {
    node: &'a Node<'de>,
    /// Whether `null` would be taken for the absence of the field whose value this is.
    is_field: bool,
    /// Where it is in the value of a union, if it is in one.
    place: Option<Place>,
}

impl<'a, 'de> Reader<'a, 'de> {
    /// Reads a value that stands alone, in an array or in a map.
    pub(super) const fn new(node: &'a Node<'de>, place: Option<Place>) -> Self {
        Self {
            node,
            is_field: false,
            place,
        }
    }

    /// Reads the value of a struct's field.
    pub(super) const fn of_field(node: &'a Node<'de>, place: Option<Place>) -> Self {
        Self {
            node,
            is_field: true,
            place,
        }
    }
}

/// Integers: `3.0` is one too.
macro_rules! integers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
            match self.node {
                Node::Float(number) => match self.node.integer() {
                    Some(number) => visitor.visit_i64(number),
                    None if number.fract() == 0.0 => Err(ReadError::invalid_value(
                        Unexpected::Float(*number),
                        &"an integer that is not as large",
                    )),
                    None => self.deserialize_any(visitor),
                },
                Node::Large(digits) => Err(ReadError::too_large(digits)),
                _ => self.deserialize_any(visitor),
            }
        })*
    };
}

/// Numbers that are read as a double: an integer that it would round is refused, rather than changed.
macro_rules! doubles {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
            match self.node {
                Node::Signed(number) if !is_exact(*number) => Err(ReadError::invalid_value(
                    Unexpected::Signed(*number),
                    &"a number that a double holds exactly",
                )),
                Node::Unsigned(number) if !is_exact(*number) => Err(ReadError::invalid_value(
                    Unexpected::Unsigned(*number),
                    &"a number that a double holds exactly",
                )),
                Node::Large(digits) => Err(ReadError::too_large(digits)),
                _ => self.deserialize_any(visitor),
            }
        })*
    };
}

/// What is text may be bytes as well, and the digits of a large integer must not be taken for some.
macro_rules! texts {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
            match self.node {
                Node::Large(_) => {
                    Err(ReadError::invalid_type(Unexpected::Other("a large integer"), &visitor))
                }
                _ => self.deserialize_any(visitor),
            }
        })*
    };
}

impl<'de> Deserializer<'de> for Reader<'_, 'de> {
    type Error = ReadError;

    doubles! { deserialize_f32 deserialize_f64 }

    integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
    }

    texts! {
        deserialize_char deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf
    }

    serde::forward_to_deserialize_any! {
        bool unit unit_struct seq tuple tuple_struct identifier
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.node {
            Node::Null => visitor.visit_unit(),
            Node::Bool(yes) => visitor.visit_bool(*yes),
            Node::Signed(number) => visitor.visit_i64(*number),
            Node::Unsigned(number) => visitor.visit_u64(*number),
            Node::Float(number) => visitor.visit_f64(*number),
            Node::Large(Cow::Borrowed(digits)) => visitor.visit_borrowed_bytes(digits.as_bytes()),
            Node::Large(Cow::Owned(digits)) => visitor.visit_bytes(digits.as_bytes()),
            Node::Text(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Node::Text(Cow::Owned(text)) => visitor.visit_str(text),
            Node::Array(items) => {
                let mut access = Items::new(items, self.place);
                let value = visitor.visit_seq(&mut access)?;
                access.finish(items.len())?;
                Ok(value)
            }
            Node::Object(members) => visitor.visit_map(Members::new(members, self.place)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.node {
            Node::Null => {
                if self.is_field {
                    super::loss::drop_null(self.place);
                }
                visitor.visit_none()
            }
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        // Types to which `null` is a value ask for this, and unions.
        place::stand(self.place);
        visitor.visit_newtype_struct(Self::new(self.node, self.place))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.node {
            // Maps of JSON values would take it for an empty one.
            Node::Null => Err(ReadError::invalid_type(Unexpected::Unit, &visitor)),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        match self.node {
            // Derived impls would take an array for a struct, by the order of its fields.
            Node::Array(_) => Err(ReadError::invalid_type(Unexpected::Seq, &visitor)),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        // No generated type asks for this; types of users may.
        match self.node {
            Node::Text(name) => visitor.visit_enum(Alone {
                name,
                content: None,
            }),
            Node::Object(members) => match members.as_slice() {
                [(name, content)] => visitor.visit_enum(Alone {
                    name,
                    content: Some(content),
                }),
                _ => Err(ReadError::invalid_value(
                    Unexpected::Map,
                    &"an object with one key",
                )),
            },
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        // A struct that has no field for a key asks for this.
        super::loss::drop_value(self.node, self.place);
        visitor.visit_unit()
    }
}
