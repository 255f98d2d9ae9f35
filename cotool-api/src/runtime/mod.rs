//! What generated code calls: it knows no API.

mod data;
mod multipart;
mod stream;

pub(crate) use data::json;
pub use data::{
    Base64, Constant, Date, DateTime, InvalidBase64, InvalidTime, InvalidValue, Kind, Maybe,
    Outline, SecretString, UnknownInt, UnknownJson, UnknownString,
};
#[allow(
    unused_imports,
    reason = "which of these an API needs depends on its document"
)]
pub(crate) use data::{
    closed_enum, closed_int_enum, closed_json_enum, enums, open_enum, open_int_enum,
    open_json_enum, union, unions,
};
pub use multipart::{Chunk, EncodedForm, FilePart, Form, InvalidForm};
pub use stream::{ByteStream, Event, EventStream, JsonLines, StreamError};
