//! What a schema holds, whichever way `openapiv3` typed it, without a copy.

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, IntegerFormat, IntegerType, NumberFormat, NumberType,
    ReferenceOr, Schema, SchemaKind, StringFormat, Type, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

/// Properties by name.
pub(super) type Properties = IndexMap<String, ReferenceOr<Box<Schema>>>;

/// The keywords of a schema.
#[derive(Debug, Default)]
pub(super) struct View<'a> {
    pub(super) kind: Option<&'a str>,
    pub(super) format: Option<&'a str>,
    pub(super) values: Vec<Value>,
    pub(super) properties: Option<&'a Properties>,
    pub(super) required: &'a [String],
    pub(super) additional: Option<&'a AdditionalProperties>,
    pub(super) items: Option<&'a ReferenceOr<Box<Schema>>>,
    pub(super) one_of: &'a [ReferenceOr<Schema>],
    pub(super) any_of: &'a [ReferenceOr<Schema>],
    pub(super) all_of: &'a [ReferenceOr<Schema>],
    pub(super) not: Option<&'a ReferenceOr<Schema>>,
    pub(super) pattern: Option<&'a str>,
    pub(super) length: Range,
    pub(super) item_count: Range,
    pub(super) property_count: Range,
    pub(super) unique_items: bool,
    pub(super) minimum: Option<Bound>,
    pub(super) maximum: Option<Bound>,
    pub(super) multiple_of: Option<Number>,
}

/// How few and how many.
pub(super) type Range = (Option<usize>, Option<usize>);

/// A number as exact as it comes: not every integer of 64 bits is a float.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Number {
    Integer(i64),
    Float(f64),
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<f64> for Number {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

/// A bound of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bound {
    pub(super) value: Number,
    /// The bound itself is not allowed.
    pub(super) exclusive: bool,
}

impl<'a> View<'a> {
    /// The keywords of a schema.
    pub(super) fn of(schema: &'a Schema) -> Self {
        let mut view = Self::default();
        match &schema.schema_kind {
            SchemaKind::Type(ty) => view.read_type(ty),
            SchemaKind::OneOf { one_of } => view.one_of = one_of,
            SchemaKind::AllOf { all_of } => view.all_of = all_of,
            SchemaKind::AnyOf { any_of } => view.any_of = any_of,
            SchemaKind::Not { not } => view.not = Some(not),
            SchemaKind::Any(any) => view.read_any(any),
        }
        view
    }

    fn read_type(&mut self, ty: &'a Type) {
        match ty {
            Type::String(string) => {
                self.kind = Some("string");
                self.format = format(&string.format, |format| match format {
                    StringFormat::Date => "date",
                    StringFormat::DateTime => "date-time",
                    StringFormat::Password => "password",
                    StringFormat::Byte => "byte",
                    StringFormat::Binary => "binary",
                });
                self.pattern = string.pattern.as_deref();
                self.length = (string.min_length, string.max_length);
                self.values = values(&string.enumeration, |text| Value::from(text.as_str()));
            }
            Type::Number(number) => self.read_number(number),
            Type::Integer(integer) => self.read_integer(integer),
            Type::Object(object) => {
                self.kind = Some("object");
                self.properties = Some(&object.properties);
                self.required = &object.required;
                self.additional = object.additional_properties.as_ref();
                self.property_count = (object.min_properties, object.max_properties);
            }
            Type::Array(array) => {
                self.kind = Some("array");
                self.items = array.items.as_ref();
                self.item_count = (array.min_items, array.max_items);
                self.unique_items = array.unique_items;
            }
            Type::Boolean(boolean) => {
                self.kind = Some("boolean");
                self.values = values(&boolean.enumeration, |value| Value::from(*value));
            }
        }
    }

    fn read_number(&mut self, number: &'a NumberType) {
        self.kind = Some("number");
        self.format = format(&number.format, |format| match format {
            NumberFormat::Float => "float",
            NumberFormat::Double => "double",
        });
        self.minimum = bound(number.minimum, Some(number.exclusive_minimum));
        self.maximum = bound(number.maximum, Some(number.exclusive_maximum));
        self.multiple_of = number.multiple_of.map(Number::from);
        self.values = values(&number.enumeration, |value| Value::from(*value));
    }

    fn read_integer(&mut self, integer: &'a IntegerType) {
        self.kind = Some("integer");
        self.format = format(&integer.format, |format| match format {
            IntegerFormat::Int32 => "int32",
            IntegerFormat::Int64 => "int64",
        });
        self.minimum = bound(integer.minimum, Some(integer.exclusive_minimum));
        self.maximum = bound(integer.maximum, Some(integer.exclusive_maximum));
        self.multiple_of = integer.multiple_of.map(Number::from);
        self.values = values(&integer.enumeration, |value| Value::from(*value));
    }

    fn read_any(&mut self, any: &'a AnySchema) {
        self.kind = any.typ.as_deref();
        self.format = any.format.as_deref();
        self.values.clone_from(&any.enumeration);
        self.properties = Some(&any.properties);
        self.required = &any.required;
        self.additional = any.additional_properties.as_ref();
        self.items = any.items.as_ref();
        self.one_of = &any.one_of;
        self.any_of = &any.any_of;
        self.all_of = &any.all_of;
        self.not = any.not.as_deref();
        self.pattern = any.pattern.as_deref();
        self.length = (any.min_length, any.max_length);
        self.item_count = (any.min_items, any.max_items);
        self.property_count = (any.min_properties, any.max_properties);
        self.unique_items = any.unique_items.unwrap_or_default();
        self.minimum = bound(any.minimum, any.exclusive_minimum);
        self.maximum = bound(any.maximum, any.exclusive_maximum);
        self.multiple_of = any.multiple_of.map(Number::from);
    }

    /// Whether it says nothing of its values at all.
    pub(super) fn is_empty(&self) -> bool {
        self.kind.is_none()
            && self.format.is_none()
            && self.values.is_empty()
            && self.properties.is_none_or(IndexMap::is_empty)
            && self.required.is_empty()
            && self.additional.is_none()
            && self.items.is_none()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
            && self.all_of.is_empty()
            && self.not.is_none()
            && self.pattern.is_none()
            && self.minimum.is_none()
            && self.maximum.is_none()
            && self.multiple_of.is_none()
            && !self.unique_items
            && [self.length, self.item_count, self.property_count] == [(None, None); 3]
    }
}

fn bound(value: Option<impl Into<Number>>, exclusive: Option<bool>) -> Option<Bound> {
    Some(Bound {
        value: value?.into(),
        exclusive: exclusive.unwrap_or_default(),
    })
}

fn values<T>(values: &[Option<T>], json: impl Fn(&T) -> Value) -> Vec<Value> {
    values
        .iter()
        .map(|value| value.as_ref().map_or(Value::Null, &json))
        .collect()
}

fn format<T>(
    format: &VariantOrUnknownOrEmpty<T>,
    name: impl Fn(&T) -> &'static str,
) -> Option<&str> {
    match format {
        VariantOrUnknownOrEmpty::Item(format) => Some(name(format)),
        VariantOrUnknownOrEmpty::Unknown(format) => Some(format),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}
