//! Enums of values of mixed kinds. The list holds them as JSON texts.

use serde_json::Value;

use crate::runtime::data::number::same_json;

/// The value that a JSON text stands for. A text that is not JSON, which no generated list has, stands for itself.
pub(crate) fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

/// The text in the list that stands for this value.
pub(crate) fn find(value: &Value, texts: &[&'static str]) -> Option<&'static str> {
    texts
        .iter()
        .copied()
        .find(|text| same_json(&parse(text), value))
}

/// Gives an enum of JSON values its impls. The enum has one variant more than the list, `Unknown(UnknownJson)`.
macro_rules! open_json_enum {
    ($name:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        #[allow(
            deprecated,
            unreachable_pub,
            reason = "a deprecated value is still read and written; an enum may be private"
        )]
        impl $name {
            /// All values that are known, as JSON texts, in the order of the API's document.
            pub const VALUES: &'static [&'static str] = &[$($value),*];

            /// The value as it is on the wire.
            #[must_use]
            pub fn to_value(&self) -> ::serde_json::Value {
                $crate::runtime::enums::parse_json(match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(other) => return other.as_value().clone(),
                })
            }
        }

        #[allow(deprecated, reason = "a deprecated value is still read and written")]
        impl ::std::convert::From<::serde_json::Value> for $name {
            fn from(value: ::serde_json::Value) -> Self {
                match $crate::runtime::enums::find_json(&value, Self::VALUES) {
                    $(::std::option::Option::Some($value) => Self::$variant,)*
                    _ => Self::Unknown($crate::runtime::UnknownJson::new(value)),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                ::serde_json::Value::deserialize(deserializer).map(Self::from)
            }
        }

        $crate::runtime::enums::json_enum!($name);
    };
}

/// Gives an enum of JSON values that has no other values than the listed ones its impls.
macro_rules! closed_json_enum {
    ($name:ident { $first:ident = $first_value:literal $(, $variant:ident = $value:literal)* $(,)? }) => {
        #[allow(
            deprecated,
            unreachable_pub,
            reason = "a deprecated value is still read and written; an enum may be private"
        )]
        impl $name {
            /// All values, as JSON texts, in the order of the API's document.
            pub const VALUES: &'static [&'static str] = &[$first_value $(, $value)*];

            /// The value as it is on the wire.
            #[must_use]
            pub fn to_value(&self) -> ::serde_json::Value {
                $crate::runtime::enums::parse_json(match self {
                    Self::$first => $first_value,
                    $(Self::$variant => $value,)*
                })
            }
        }

        #[allow(deprecated, reason = "a deprecated value is still read and written")]
        impl ::std::default::Default for $name {
            fn default() -> Self {
                Self::$first
            }
        }

        #[allow(deprecated, reason = "a deprecated value is still read and written")]
        impl ::std::convert::TryFrom<::serde_json::Value> for $name {
            type Error = $crate::runtime::InvalidValue;

            fn try_from(value: ::serde_json::Value) -> ::std::result::Result<Self, $crate::runtime::InvalidValue> {
                match $crate::runtime::enums::find_json(&value, Self::VALUES) {
                    ::std::option::Option::Some($first_value) => {
                        ::std::result::Result::Ok(Self::$first)
                    }
                    $(::std::option::Option::Some($value) => {
                        ::std::result::Result::Ok(Self::$variant)
                    })*
                    _ => ::std::result::Result::Err($crate::runtime::InvalidValue::of_json(
                        &value,
                        Self::VALUES,
                    )),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let value = ::serde_json::Value::deserialize(deserializer)?;
                Self::try_from(value).map_err(::serde::de::Error::custom)
            }
        }

        $crate::runtime::enums::json_enum!($name);
    };
}

/// The impls that follow from `to_value`.
macro_rules! json_enum {
    ($name:ident) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.to_value(), f)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                self.to_value().serialize(serializer)
            }
        }
    };
}

pub(crate) use {closed_json_enum, json_enum, open_json_enum};

#[cfg(test)]
mod tests {
    use crate::runtime;

    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    enum Mixed {
        One,
        A,
        Half,
        Yes,
        Pair,
        Object,
        Unknown(runtime::UnknownJson),
    }
    runtime::open_json_enum! { Mixed {
        One = "1", A = "\"a\"", Half = "0.5", Yes = "true", Pair = "[1,2]", Object = "{\"k\":1}",
    } }

    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    enum True {
        True,
        Null,
    }
    runtime::closed_json_enum! { True { True = "true", Null = "null" } }

    #[test]
    fn known_and_unknown_values_survive_a_round_trip() {
        let table = [
            ("1", Some(Mixed::One)),
            ("\"a\"", Some(Mixed::A)),
            ("0.5", Some(Mixed::Half)),
            ("true", Some(Mixed::Yes)),
            ("[1,2]", Some(Mixed::Pair)),
            (r#"{"k":1}"#, Some(Mixed::Object)),
            ("\"1\"", None),
            ("null", None),
            ("[2,1]", None),
            (r#"{"k":1,"l":2}"#, None),
        ];
        for (text, known) in table {
            let value: Mixed = serde_json::from_str(text).unwrap();
            match known {
                Some(known) => assert_eq!(value, known),
                None => assert!(matches!(value, Mixed::Unknown(_)), "{text}"),
            }
            assert_eq!(serde_json::to_string(&value).unwrap(), text);
            assert_eq!(value.to_string(), text);
            assert_eq!(Mixed::from(value.to_value()), value);
        }
        assert_eq!(serde_json::from_str::<Mixed>("1.0").unwrap(), Mixed::One);
        assert_eq!(
            serde_json::from_str::<Mixed>("[1.0,2]").unwrap(),
            Mixed::Pair
        );
    }

    #[test]
    fn a_closed_enum_lists_what_is_allowed() {
        assert_eq!(
            serde_json::from_str::<True>("true").unwrap(),
            True::default()
        );
        assert_eq!(serde_json::from_str::<True>("null").unwrap(), True::Null);
        let error = serde_json::from_str::<True>("\"x\"")
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("\"x\" is not allowed here; allowed: true, null"),
            "{error}"
        );
    }
}
