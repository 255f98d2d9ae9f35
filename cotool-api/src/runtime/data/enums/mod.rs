//! Enums whose values are listed by an API's document.
//!
//! An open enum keeps a value that is not in the list as `Unknown`, so that an answer from a newer server is not lost.
//! A closed one refuses it: a list of one value is a tag, and tags tell the branches of unions apart.

mod int;
mod json;
mod text;

use std::fmt;

pub(crate) use super::text::read as read_text;
pub(crate) use {
    int::{closed_int_enum, int_enum, open_int_enum, read as read_int},
    json::{closed_json_enum, find as find_json, json_enum, open_json_enum, parse as parse_json},
    text::{closed_enum, open_enum, text_enum},
};

/// A value that is not in the list of a closed enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidValue(Box<str>);

impl InvalidValue {
    pub(crate) fn new(value: impl fmt::Debug, allowed: &[impl fmt::Debug]) -> Self {
        let allowed = allowed.iter().map(|value| format!("{value:?}"));
        Self::listing(&format!("{value:?}"), &allowed.collect::<Vec<_>>())
    }

    pub(crate) fn of_json(value: &serde_json::Value, allowed: &[&str]) -> Self {
        let allowed = allowed.iter().map(|&text| text.to_owned());
        Self::listing(&value.to_string(), &allowed.collect::<Vec<_>>())
    }

    fn listing(value: &str, allowed: &[String]) -> Self {
        let value: String = value.chars().take(64).collect();
        let allowed = allowed.join(", ");
        Self(format!("{value} is not allowed here; allowed: {allowed}").into())
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidValue {}

#[cfg(test)]
mod tests {
    //! Variants may be called as the associated types of the traits that the macros implement.

    use crate::runtime;

    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    enum Outcome {
        Err,
        Error,
        Unknown(runtime::UnknownString),
    }
    runtime::open_enum! { Outcome { Err = "err", Error = "error" } }

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    enum Tag {
        Err,
    }
    runtime::closed_enum! { Tag { Err = "err" } }

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    enum Code {
        Error,
    }
    runtime::closed_int_enum! { Code { Error = 7 } }

    #[derive(Debug, Clone, PartialEq, Eq)]
    enum Flag {
        Error,
    }
    runtime::closed_json_enum! { Flag { Error = "false" } }

    #[test]
    fn a_variant_may_be_called_err_or_error() {
        assert_eq!("err".parse::<Outcome>(), Ok(Outcome::Err));
        assert_eq!(Outcome::from("error"), Outcome::Error);
        assert_eq!("err".parse::<Tag>().unwrap(), Tag::Err);
        assert!("other".parse::<Tag>().is_err());
        assert_eq!(Code::try_from(7).unwrap(), Code::Error);
        assert!(Code::try_from(8).is_err());
        assert_eq!(
            Flag::try_from(serde_json::Value::Bool(false)).unwrap(),
            Flag::Error
        );
    }
}
