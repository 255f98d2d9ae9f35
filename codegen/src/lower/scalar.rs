//! Scalars by kind and format.

use super::facts::Kind;
use crate::model::Scalar;

/// The type of a scalar. Formats without a type of their own stay documentation.
pub(super) fn of(kind: Kind, format: Option<&str>) -> Scalar {
    match (kind, format.unwrap_or_default()) {
        (Kind::Boolean, _) => Scalar::Bool,
        (Kind::Integer, "int32") => Scalar::I32,
        (Kind::Integer, "uint64" | "uint32" | "uint") => Scalar::U64,
        (Kind::Integer, _) => Scalar::I64,
        // The usual slip: the format already says that it is whole.
        (Kind::Number, "int32") => Scalar::I32,
        (Kind::Number, "int64") => Scalar::I64,
        (Kind::Number, _) => Scalar::F64,
        (_, "uuid") => Scalar::Uuid,
        (_, "date-time") => Scalar::DateTime,
        (_, "date") => Scalar::Date,
        (_, "byte") => Scalar::Base64,
        (_, "password") => Scalar::Secret,
        _ => Scalar::String,
    }
}

/// Whether a format is a type of its own, and so needs no sentence.
pub(super) fn typed_format(kind: Option<Kind>, format: &str) -> bool {
    match kind {
        Some(Kind::Integer | Kind::Number) => matches!(
            format,
            "int32" | "int64" | "uint32" | "uint64" | "float" | "double"
        ),
        _ => matches!(
            format,
            "uuid" | "date-time" | "date" | "byte" | "password" | "binary"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_with_a_type_of_its_own_gets_it() {
        assert_eq!(of(Kind::String, Some("uuid")), Scalar::Uuid);
        assert_eq!(of(Kind::Integer, Some("int32")), Scalar::I32);
        assert_eq!(of(Kind::Integer, Some("uint64")), Scalar::U64);
        assert_eq!(of(Kind::Number, Some("float")), Scalar::F64);
    }

    #[test]
    fn any_other_format_is_documentation() {
        assert_eq!(of(Kind::String, Some("email")), Scalar::String);
        assert!(!typed_format(Some(Kind::String), "email"));
    }
}
