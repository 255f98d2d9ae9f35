//! From anything that serialises to a parameter's value.

use serde::ser::{self, Serialize};

use super::{ParamError, Value, number};

/// The value of a parameter.
pub(crate) fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value, ParamError> {
    value.serialize(Serializer)
}

struct Serializer;

fn scalar(text: impl ToString) -> Result<Value, ParamError> {
    Ok(Value::Scalar(text.to_string()))
}

impl ser::Serializer for Serializer {
    type Ok = Value;
    type Error = ParamError;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = List;
    type SerializeTupleVariant = List;
    type SerializeMap = Object;
    type SerializeStruct = Object;
    type SerializeStructVariant = Object;

    fn serialize_bool(self, value: bool) -> Result<Value, ParamError> {
        scalar(value)
    }
    fn serialize_i8(self, value: i8) -> Result<Value, ParamError> {
        scalar(value)
    }
    fn serialize_i16(self, value: i16) -> Result<Value, ParamError> {
        scalar(value)
    }
    fn serialize_i32(self, value: i32) -> Result<Value, ParamError> {
        scalar(value)
    }
    fn serialize_i64(self, value: i64) -> Result<Value, ParamError> {
        scalar(value)
    }
    fn serialize_i128(self, value: i128) -> Result<Value, ParamError> {
        scalar(value)
    }
    fn serialize_u8(self, value: u8) -> Result<Value, ParamError> {
        scalar(value)
    }
    fn serialize_u16(self, value: u16) -> Result<Value, ParamError> {
        scalar(value)
    }
    fn serialize_u32(self, value: u32) -> Result<Value, ParamError> {
        scalar(value)
    }
    fn serialize_u64(self, value: u64) -> Result<Value, ParamError> {
        scalar(value)
    }
    fn serialize_u128(self, value: u128) -> Result<Value, ParamError> {
        scalar(value)
    }
    fn serialize_f32(self, value: f32) -> Result<Value, ParamError> {
        number::single(value).map(Value::Scalar)
    }
    fn serialize_f64(self, value: f64) -> Result<Value, ParamError> {
        number::double(value).map(Value::Scalar)
    }
    fn serialize_char(self, value: char) -> Result<Value, ParamError> {
        scalar(value)
    }
    fn serialize_str(self, value: &str) -> Result<Value, ParamError> {
        scalar(value)
    }
    fn serialize_bytes(self, _: &[u8]) -> Result<Value, ParamError> {
        Err(ParamError::new(
            "raw bytes have no form as a parameter; encode them first",
        ))
    }
    fn serialize_none(self) -> Result<Value, ParamError> {
        Ok(Value::Null)
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, ParamError> {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Result<Value, ParamError> {
        Ok(Value::Null)
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, ParamError> {
        Ok(Value::Null)
    }
    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Value, ParamError> {
        scalar(variant)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Value, ParamError> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value, ParamError> {
        Ok(Value::Object(vec![(
            variant.to_owned(),
            value.serialize(self)?,
        )]))
    }
    fn serialize_seq(self, length: Option<usize>) -> Result<List, ParamError> {
        Ok(List::new(None, length))
    }
    fn serialize_tuple(self, length: usize) -> Result<List, ParamError> {
        Ok(List::new(None, Some(length)))
    }
    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<List, ParamError> {
        Ok(List::new(None, Some(length)))
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<List, ParamError> {
        Ok(List::new(Some(variant), Some(length)))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Object, ParamError> {
        Ok(Object::new(None))
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Object, ParamError> {
        Ok(Object::new(None))
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Object, ParamError> {
        Ok(Object::new(Some(variant)))
    }
}

/// The value alone, or below the name of its variant.
fn below(variant: Option<&'static str>, value: Value) -> Value {
    match variant {
        Some(name) => Value::Object(vec![(name.to_owned(), value)]),
        None => value,
    }
}

struct List {
    variant: Option<&'static str>,
    items: Vec<Value>,
}

impl List {
    fn new(variant: Option<&'static str>, length: Option<usize>) -> Self {
        // The length is a claim of the value's: it sizes the list only within reason.
        Self {
            variant,
            items: Vec::with_capacity(length.unwrap_or_default().min(64)),
        }
    }

    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ParamError> {
        self.items.push(to_value(value)?);
        Ok(())
    }

    fn finish(self) -> Value {
        below(self.variant, Value::List(self.items))
    }
}

macro_rules! list {
    ($($kind:ident $push:ident),*) => {$(
        impl ser::$kind for List {
            type Ok = Value;
            type Error = ParamError;
            fn $push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ParamError> {
                self.push(value)
            }
            fn end(self) -> Result<Value, ParamError> {
                Ok(self.finish())
            }
        }
    )*};
}
list!(
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
);

struct Object {
    variant: Option<&'static str>,
    members: Vec<(String, Value)>,
    key: Option<String>,
}

impl Object {
    fn new(variant: Option<&'static str>) -> Self {
        Self {
            variant,
            members: Vec::new(),
            key: None,
        }
    }

    fn push<T: Serialize + ?Sized>(&mut self, name: String, value: &T) -> Result<(), ParamError> {
        self.members.push((name, to_value(value)?));
        Ok(())
    }

    fn finish(self) -> Value {
        below(self.variant, Value::Object(self.members))
    }
}

macro_rules! object {
    ($($kind:ident),*) => {$(
        impl ser::$kind for Object {
            type Ok = Value;
            type Error = ParamError;
            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), ParamError> {
                self.push(name.to_owned(), value)
            }
            fn end(self) -> Result<Value, ParamError> {
                Ok(self.finish())
            }
        }
    )*};
}
object!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Object {
    type Ok = Value;
    type Error = ParamError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), ParamError> {
        match to_value(key)? {
            Value::Scalar(name) => self.key = Some(name),
            _ => return Err(ParamError::new("the keys of a map must be text")),
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), ParamError> {
        match self.key.take() {
            Some(name) => self.push(name, value),
            None => Err(ParamError::new("a map gave a value without a key")),
        }
    }

    fn end(self) -> Result<Value, ParamError> {
        Ok(self.finish())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;

    fn text(text: &str) -> Value {
        Value::Scalar(text.to_owned())
    }

    #[derive(serde::Serialize)]
    struct Filter {
        #[serde(rename = "minSize")]
        min_size: Option<u8>,
        kind: Kind,
        #[serde(flatten)]
        more: BTreeMap<u8, bool>,
    }

    #[derive(serde::Serialize)]
    enum Kind {
        #[serde(rename = "a-b")]
        Plain,
        Named {
            x: i8,
        },
        Pair(u8, u8),
        One(char),
    }

    #[test]
    fn values_keep_names_and_order() {
        let filter = Filter {
            min_size: None,
            kind: Kind::Plain,
            more: [(7, true)].into_iter().collect(),
        };
        assert_eq!(
            to_value(&filter).unwrap(),
            Value::Object(vec![
                ("minSize".to_owned(), Value::Null),
                ("kind".to_owned(), text("a-b")),
                ("7".to_owned(), text("true")),
            ])
        );
        assert_eq!(
            to_value(&[Kind::Named { x: -1 }, Kind::Pair(1, 2), Kind::One('c')]).unwrap(),
            Value::List(vec![
                Value::Object(vec![(
                    "Named".to_owned(),
                    Value::Object(vec![("x".to_owned(), text("-1"))])
                )]),
                Value::Object(vec![(
                    "Pair".to_owned(),
                    Value::List(vec![text("1"), text("2")])
                )]),
                Value::Object(vec![("One".to_owned(), text("c"))]),
            ])
        );
        assert_eq!(
            to_value(&json!([0.0, 1, "x", null, {"a": 18446744073709551615_u64}])).unwrap(),
            Value::List(vec![
                text("0"),
                text("1"),
                text("x"),
                Value::Null,
                Value::Object(vec![("a".to_owned(), text("18446744073709551615"))]),
            ])
        );
    }
}
