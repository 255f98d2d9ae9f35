//! Enums of texts.

/// Gives an enum of texts its impls. The enum has one variant more than the list, `Unknown(UnknownString)`.
macro_rules! open_enum {
    ($name:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        #[allow(
            deprecated,
            unreachable_pub,
            reason = "a deprecated value is still read and written; an enum may be private"
        )]
        impl $name {
            /// All values that are known, in the order of the API's document.
            pub const VALUES: &'static [&'static str] = &[$($value),*];

            /// The value as it is on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(other) => other.as_str(),
                }
            }

            fn from_text(text: ::std::borrow::Cow<'_, str>) -> Self {
                match &*text {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown($crate::runtime::UnknownString::new(text)),
                }
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::from_text(::std::borrow::Cow::Borrowed(text))
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self::from_text(::std::borrow::Cow::Owned(text))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok(Self::from(text))
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::enums::read_text(deserializer).map(Self::from_text)
            }
        }

        $crate::runtime::enums::text_enum!($name);
    };
}

/// Gives an enum of texts that has no other values than the listed ones its impls.
macro_rules! closed_enum {
    ($name:ident { $first:ident = $first_value:literal $(, $variant:ident = $value:literal)* $(,)? }) => {
        #[allow(
            deprecated,
            unreachable_pub,
            reason = "a deprecated value is still read and written; an enum may be private"
        )]
        impl $name {
            /// All values, in the order of the API's document.
            pub const VALUES: &'static [&'static str] = &[$first_value $(, $value)*];

            /// The value as it is on the wire.
            #[must_use]
            pub const fn as_str(&self) -> &'static str {
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
        impl ::std::str::FromStr for $name {
            type Err = $crate::runtime::InvalidValue;

            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::runtime::InvalidValue> {
                match text {
                    $first_value => ::std::result::Result::Ok(Self::$first),
                    $($value => ::std::result::Result::Ok(Self::$variant),)*
                    _ => ::std::result::Result::Err($crate::runtime::InvalidValue::new(
                        text,
                        Self::VALUES,
                    )),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let text = $crate::runtime::enums::read_text(deserializer)?;
                text.parse().map_err(::serde::de::Error::custom)
            }
        }

        $crate::runtime::enums::text_enum!($name);
    };
}

/// The impls that follow from `as_str`.
macro_rules! text_enum {
    ($name:ident) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

pub(crate) use {closed_enum, open_enum, text_enum};

#[cfg(test)]
mod tests {
    use crate::runtime;

    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    enum FileType {
        Image,
        #[deprecated]
        Pdf,
        Empty,
        Unknown(runtime::UnknownString),
    }
    runtime::open_enum! { FileType { Image = "image", Pdf = "a \"pdf\"", Empty = "" } }

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    enum Tag {
        Slack,
    }
    runtime::closed_enum! { Tag { Slack = "slack" } }

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    enum Two {
        A,
        B,
    }
    runtime::closed_enum! { Two { A = "a", B = "b" } }

    #[test]
    #[expect(deprecated, reason = "the deprecated value is tested too")]
    fn known_and_unknown_values_survive_a_round_trip() {
        let table = [
            (r#""image""#, Some(FileType::Image)),
            (r#""a \"pdf\"""#, Some(FileType::Pdf)),
            (r#""""#, Some(FileType::Empty)),
            (r#""IMAGE""#, None),
            (r#""vidéo\n""#, None),
        ];
        for (text, known) in table {
            let value: FileType = serde_json::from_str(text).unwrap();
            match known {
                Some(known) => assert_eq!(value, known),
                None => assert!(matches!(value, FileType::Unknown(_)), "{text}"),
            }
            assert_eq!(serde_json::to_string(&value).unwrap(), text);
            assert_eq!(FileType::from(value.as_str()), value);
            assert_eq!(FileType::from(value.to_string()), value);
            assert_eq!(value.as_ref().parse(), Ok(value.clone()));
        }
        assert_eq!(FileType::VALUES, ["image", "a \"pdf\"", ""]);
        assert_eq!(
            format!("{:>7}|{:?}", FileType::Image, FileType::from("x")),
            "  image|Unknown(\"x\")"
        );
    }

    #[test]
    fn a_known_text_never_becomes_unknown() {
        assert_eq!(FileType::from("image"), FileType::Image);
        assert_eq!(FileType::from(String::from("image")), FileType::Image);
        assert_eq!(
            serde_json::from_value::<FileType>("image".into()).unwrap(),
            FileType::Image
        );
        assert_eq!(
            serde_json::from_str::<FileType>(r#""im\u0061ge""#).unwrap(),
            FileType::Image
        );
    }

    #[test]
    fn what_is_not_a_text_is_an_error() {
        for text in ["1", "null", "[]", r#"{"image":1}"#] {
            let error = serde_json::from_str::<FileType>(text)
                .unwrap_err()
                .to_string();
            assert!(error.contains("expected a string"), "{error}");
        }
    }

    #[test]
    fn a_closed_enum_lists_what_is_allowed() {
        assert_eq!(
            serde_json::from_str::<Tag>(r#""slack""#).unwrap(),
            Tag::default()
        );
        assert_eq!(Tag::Slack.as_str(), "slack");
        let error = serde_json::from_str::<Two>(r#""c""#)
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with(r#""c" is not allowed here; allowed: "a", "b""#),
            "{error}"
        );
        assert_eq!("a".parse(), Ok(Two::A));
        assert_eq!("b".parse(), Ok(Two::B));
        assert_eq!(Two::default().to_string() + Two::B.as_ref(), "ab");
        assert_eq!(Two::VALUES, ["a", "b"]);
    }
}
