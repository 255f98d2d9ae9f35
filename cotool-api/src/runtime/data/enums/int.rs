//! Enums of integers.

use std::fmt;

use serde::de::{Deserializer, Error, Unexpected, Visitor};

use crate::runtime::data::number::whole;

/// Reads an integer. `3.0` is one too.
pub(crate) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    deserializer.deserialize_i64(IntVisitor)
}

struct IntVisitor;

impl Visitor<'_> for IntVisitor {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<i64, E> {
        Ok(number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<i64, E> {
        i64::try_from(number).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<i64, E> {
        whole(number).ok_or_else(|| E::invalid_value(Unexpected::Float(number), &self))
    }
}

/// Gives an enum of integers its impls. The enum has one variant more than the list, `Unknown(UnknownInt)`.
macro_rules! open_int_enum {
    ($name:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        #[allow(
            deprecated,
            unreachable_pub,
            reason = "a deprecated value is still read and written; an enum may be private"
        )]
        impl $name {
            /// All values that are known, in the order of the API's document.
            pub const VALUES: &'static [i64] = &[$($value),*];

            /// The value as it is on the wire.
            #[must_use]
            pub const fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(other) => other.as_i64(),
                }
            }
        }

        #[allow(deprecated, reason = "a deprecated value is still read and written")]
        impl ::std::convert::From<i64> for $name {
            fn from(number: i64) -> Self {
                match number {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown($crate::runtime::UnknownInt::new(number)),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::enums::read_int(deserializer).map(Self::from)
            }
        }

        $crate::runtime::enums::int_enum!($name);
    };
}

/// Gives an enum of integers that has no other values than the listed ones its impls.
macro_rules! closed_int_enum {
    ($name:ident { $first:ident = $first_value:literal $(, $variant:ident = $value:literal)* $(,)? }) => {
        #[allow(
            deprecated,
            unreachable_pub,
            reason = "a deprecated value is still read and written; an enum may be private"
        )]
        impl $name {
            /// All values, in the order of the API's document.
            pub const VALUES: &'static [i64] = &[$first_value $(, $value)*];

            /// The value as it is on the wire.
            #[must_use]
            pub const fn as_i64(&self) -> i64 {
                match self {
                    Self::$first => $first_value,
                    $(Self::$variant => $value,)*
                }
            }
        }

        #[allow(deprecated, reason = "a deprecated value is still read and written")]
        impl ::std::default::Default for $name {
            fn default() -> Self {
                Self::$first
            }
        }

        #[allow(deprecated, reason = "a deprecated value is still read and written")]
        impl ::std::convert::TryFrom<i64> for $name {
            type Error = $crate::runtime::InvalidValue;

            fn try_from(number: i64) -> ::std::result::Result<Self, $crate::runtime::InvalidValue> {
                match number {
                    $first_value => ::std::result::Result::Ok(Self::$first),
                    $($value => ::std::result::Result::Ok(Self::$variant),)*
                    _ => ::std::result::Result::Err($crate::runtime::InvalidValue::new(
                        number,
                        Self::VALUES,
                    )),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let number = $crate::runtime::enums::read_int(deserializer)?;
                Self::try_from(number).map_err(::serde::de::Error::custom)
            }
        }

        $crate::runtime::enums::int_enum!($name);
    };
}

/// The impls that follow from `as_i64`.
macro_rules! int_enum {
    ($name:ident) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }
    };
}

pub(crate) use {closed_int_enum, int_enum, open_int_enum};

#[cfg(test)]
mod tests {
    use crate::runtime;

    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    enum Level {
        Low,
        One,
        Max,
        Unknown(runtime::UnknownInt),
    }
    runtime::open_int_enum! { Level { Low = -1, One = 1, Max = 9223372036854775807 } }

    #[derive(Debug, Clone, PartialEq, Eq)]
    enum Version {
        Two,
    }
    runtime::closed_int_enum! { Version { Two = 2 } }

    #[test]
    fn known_and_unknown_values_survive_a_round_trip() {
        let table = [
            ("-1", Level::Low),
            ("1", Level::One),
            ("9223372036854775807", Level::Max),
            ("7", Level::from(7)),
            ("-9223372036854775808", Level::from(i64::MIN)),
        ];
        for (text, level) in table {
            assert_eq!(serde_json::from_str::<Level>(text).unwrap(), level);
            assert_eq!(serde_json::to_string(&level).unwrap(), text);
            assert_eq!(level.to_string(), text);
            assert_eq!(Level::from(level.as_i64()), level);
        }
        assert!(matches!(Level::from(7), Level::Unknown(other) if other.as_i64() == 7));
        assert_eq!(Level::VALUES, [-1, 1, i64::MAX]);
    }

    #[test]
    fn a_fraction_of_zero_is_no_fraction() {
        for text in ["1.0", "1e0", "10e-1"] {
            assert_eq!(
                serde_json::from_str::<Level>(text).unwrap(),
                Level::One,
                "{text}"
            );
        }
        for text in [
            "1.5",
            "1e300",
            "9223372036854775808",
            "\"1\"",
            "null",
            "true",
        ] {
            let error = serde_json::from_str::<Level>(text).unwrap_err().to_string();
            assert!(error.contains("expected an integer"), "{error}");
        }
    }

    #[test]
    fn a_closed_enum_lists_what_is_allowed() {
        assert_eq!(
            serde_json::from_str::<Version>("2.0").unwrap(),
            Version::default()
        );
        let error = serde_json::from_str::<Version>("3")
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("3 is not allowed here; allowed: 2"),
            "{error}"
        );
        assert_eq!(Version::Two.as_i64(), Version::VALUES[0]);
    }
}
