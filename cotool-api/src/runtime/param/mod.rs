//! Values of parameters, and how they are written into a path, a query, a header or a cookie.

mod encode;
mod number;
mod serializer;
mod style;
mod value;

#[cfg(test)]
mod style_tests;

pub use style::Style;

pub(crate) use encode::{Escape, escape};
pub(crate) use serializer::to_value;
pub(crate) use style::{Pairs, header_text, pairs, path_text, plain_pairs};
pub(crate) use value::{ParamError, Value};
