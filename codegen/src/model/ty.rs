//! A type expression: what stands behind a field's colon.

use super::TypeId;

/// A type expression.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// One of the API's own types.
    Named(TypeId),
    /// A type that is ready made.
    Scalar(Scalar),
    /// JSON array, `Vec<T>`.
    List(Box<Type>),
    /// JSON object with free keys, `BTreeMap<String, T>`.
    Map(Box<Type>),
    /// JSON array of fixed length, a Rust tuple.
    Tuple(Vec<Type>),
    /// The value may be `null`: `Option<T>`. Never nested, and never directly a field's type: a field says so by
    /// its [`super::Presence`].
    Nullable(Box<Type>),
    /// The value is on the heap because the type contains itself.
    Boxed(Box<Type>),
    /// Any JSON value, `serde_json::Value`.
    Json,
    /// Any JSON object, `serde_json::Map<String, Value>`.
    JsonObject,
    /// Only `null` is allowed: `()`.
    Null,
}

/// A ready-made type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scalar {
    /// `String`.
    String,
    /// `bool`.
    Bool,
    /// `i32`, for `format: int32`.
    I32,
    /// `i64`, for any other integer.
    I64,
    /// `u64`, for `format: uint64`.
    U64,
    /// `f64`, for every number: `f32` would change the digits that the document's author wrote.
    F64,
    /// `uuid::Uuid`, for `format: uuid`.
    Uuid,
    /// `runtime::DateTime`, for `format: date-time`; keeps the text it was read from.
    DateTime,
    /// `runtime::Date`, for `format: date`.
    Date,
    /// `runtime::Base64`, for `format: byte` (base64 inside JSON text).
    Base64,
    /// `bytes::Bytes`, for `format: binary` outside JSON.
    Bytes,
    /// `runtime::SecretString`, for `format: password`: cannot be printed by accident.
    Secret,
}
