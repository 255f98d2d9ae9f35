//! The items of arrays and the members of objects.

use std::borrow::Cow;
use std::slice;

use serde::de::{
    DeserializeSeed, Deserializer as _, EnumAccess, Error as _, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};

use super::error::ReadError;
use super::node::Node;
use super::place::{self, Place};
use super::reader::Reader;

/// The items of an array.
pub(super) struct Items<'a, 'de> {
    items: slice::Iter<'a, Node<'de>>,
    index: usize,
    place: Option<Place>,
}

impl<'a, 'de> Items<'a, 'de> {
    pub(super) fn new(items: &'a [Node<'de>], place: Option<Place>) -> Self {
        Self {
            items: items.iter(),
            index: 0,
            place,
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
        let place = self.place.map(|place| place.item(self.index));
        match seed.deserialize(Reader::new(item, place)) {
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
    /// Whether they are read as the fields of a struct, and not as the values of a map.
    are_fields: bool,
    place: Option<Place>,
}

impl<'a, 'de> Members<'a, 'de> {
    pub(super) fn new(members: &'a [(Cow<'de, str>, Node<'de>)], place: Option<Place>) -> Self {
        Self {
            members: members.iter(),
            current: None,
            are_fields: false,
            place,
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
            None => {
                // What is left of the object for a flattened field comes next.
                place::stand(self.place);
                Ok(None)
            }
            Some((text, _)) => {
                let are_fields = &mut self.are_fields;
                seed.deserialize(Key { text, are_fields }).map(Some)
            }
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ReadError> {
        let Some((key, value)) = self.current.take() else {
            return Err(ReadError::custom("a key must be read before its value"));
        };
        let place = self.place.map(|place| place.member(key));
        let reader = match self.are_fields {
            true => Reader::of_field(value, place),
            false => Reader::new(value, place),
        };
        seed.deserialize(reader).map_err(|error| error.in_key(key))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.members.len())
    }
}

/// A key.
struct Key<'k, 'a, 'de> {
    text: &'a Cow<'de, str>,
    are_fields: &'k mut bool,
}

impl<'de> serde::Deserializer<'de> for Key<'_, '_, 'de> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.text {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_str(text),
        }
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        // Only what looks for a field asks for this, also where one of the fields takes all other keys.
        *self.are_fields = true;
        self.deserialize_any(visitor)
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
        seq tuple tuple_struct map struct enum ignored_any
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
        let name = Key {
            text: self.name,
            are_fields: &mut false,
        };
        Ok((seed.deserialize(name)?, Content(self.content)))
    }
}

/// What an enum's variant holds.
pub(super) struct Content<'a, 'de>(Option<&'a Node<'de>>);

impl<'a, 'de> Content<'a, 'de> {
    fn reader(&self) -> Result<Reader<'a, 'de>, ReadError> {
        let missing =
            || ReadError::invalid_type(Unexpected::UnitVariant, &"a variant with content");
        let reader = |node| Reader::new(node, None);
        self.0.map(reader).ok_or_else(missing)
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
