//! The items of arrays and the members of objects.

use std::borrow::Cow;
use std::slice;

use serde::de::{
    DeserializeSeed, Deserializer as _, EnumAccess, Error as _, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};

use super::error::ReadError;
use super::node::Node;
use super::reader::Reader;

/// The items of an array.
pub(super) struct Items<'a, 'de> {
    items: slice::Iter<'a, Node<'de>>,
    index: usize,
}

impl<'a, 'de> Items<'a, 'de> {
    pub(super) fn new(items: &'a [Node<'de>]) -> Self {
        Self {
            items: items.iter(),
            index: 0,
        }
    }

    /// A type that takes fewer items than there are is not the array's.
    pub(super) fn finish(self, length: usize) -> Result<(), ReadError> {
        match self.items.len() {
            0 => Ok(()),
            _ => Err(ReadError::invalid_length(length, &"fewer items")),
        }
    }
}

impl<'de> SeqAccess<'de> for &mut Items<'_, 'de> {
    type Error = ReadError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ReadError> {
        let Some(item) = self.items.next() else {
            return Ok(None);
        };
        match seed.deserialize(Reader::new(item)) {
            Ok(value) => {
                self.index += 1;
                Ok(Some(value))
            }
            Err(error) => Err(error.in_item(self.index)),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The members of an object.
pub(super) struct Members<'a, 'de> {
    members: slice::Iter<'a, (Cow<'de, str>, Node<'de>)>,
    current: Option<&'a (Cow<'de, str>, Node<'de>)>,
}

impl<'a, 'de> Members<'a, 'de> {
    pub(super) fn new(members: &'a [(Cow<'de, str>, Node<'de>)]) -> Self {
        Self {
            members: members.iter(),
            current: None,
        }
    }
}

impl<'de> MapAccess<'de> for Members<'_, 'de> {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, ReadError> {
        self.current = self.members.next();
        match self.current {
            None => Ok(None),
            Some((key, _)) => seed.deserialize(Key(key)).map(Some),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ReadError> {
        let Some((key, value)) = self.current.take() else {
            return Err(ReadError::custom("a key must be read before its value"));
        };
        seed.deserialize(Reader::of_member(value))
            .map_err(|error| error.in_key(key))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.members.len())
    }
}

/// A key.
struct Key<'a, 'de>(&'a Cow<'de, str>);

impl<'de> serde::Deserializer<'de> for Key<'_, 'de> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.0 {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_str(text),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The name of an enum's variant, and what it holds.
pub(super) struct Alone<'a, 'de> {
    pub(super) name: &'a Cow<'de, str>,
    pub(super) content: Option<&'a Node<'de>>,
}

impl<'a, 'de> EnumAccess<'de> for Alone<'a, 'de> {
    type Error = ReadError;
    type Variant = Content<'a, 'de>;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Self::Variant), ReadError> {
        Ok((seed.deserialize(Key(self.name))?, Content(self.content)))
    }
}

/// What an enum's variant holds.
pub(super) struct Content<'a, 'de>(Option<&'a Node<'de>>);

impl<'a, 'de> Content<'a, 'de> {
    fn reader(&self) -> Result<Reader<'a, 'de>, ReadError> {
        let missing =
            || ReadError::invalid_type(Unexpected::UnitVariant, &"a variant with content");
        self.0.map(Reader::new).ok_or_else(missing)
    }
}

impl<'de> VariantAccess<'de> for Content<'_, 'de> {
    type Error = ReadError;

    fn unit_variant(self) -> Result<(), ReadError> {
        match self.0 {
            None | Some(Node::Null) => Ok(()),
            Some(_) => Err(ReadError::invalid_type(
                Unexpected::NewtypeVariant,
                &"a variant without content",
            )),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, ReadError> {
        seed.deserialize(self.reader()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, ReadError> {
        self.reader()?.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        self.reader()?.deserialize_map(visitor)
    }
}
