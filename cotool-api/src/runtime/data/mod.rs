//! The data types of generated models: values that JSON has and Rust does not.

mod base64;
mod calendar;
mod date;
mod date_time;
#[allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "which enums an API has depends on its document"
)]
pub(crate) mod enums;
pub(crate) mod json;
mod maybe;
mod nullable;
mod number;
mod secret;
mod text;
#[allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "an API may have no unions"
)]
pub(crate) mod unions;
mod unknown;

pub use self::base64::{Base64, InvalidBase64};
pub use calendar::InvalidTime;
pub use date::Date;
pub use date_time::DateTime;
pub use enums::InvalidValue;
#[allow(
    unused_imports,
    reason = "which enums an API has depends on its document"
)]
pub(crate) use enums::{
    closed_enum, closed_int_enum, closed_json_enum, open_enum, open_int_enum, open_json_enum,
};
pub use json::remaining;
pub use maybe::{Maybe, present};
pub use nullable::{absent, not_null, nullable};
pub use secret::SecretString;
#[allow(unused_imports, reason = "an API may have no unions")]
pub(crate) use unions::union;
pub use unions::{Constant, Kind, Outline};
pub use unknown::{UnknownInt, UnknownJson, UnknownString};
