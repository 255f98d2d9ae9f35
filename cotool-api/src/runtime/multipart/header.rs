//! Headers of parts, and what separates them.

use std::fmt;
use std::hash::{BuildHasher as _, RandomState};

use crate::runtime::param::ParamError;

/// A form that cannot be sent.
#[derive(Debug)]
pub struct InvalidForm {
    message: String,
    source: Option<serde_json::Error>,
}

impl InvalidForm {
    pub(super) fn value(part: &str, error: serde_json::Error) -> Self {
        Self {
            message: format!("the value of form part {part:?} cannot be written"),
            source: Some(error),
        }
    }

    pub(super) fn unwritable(part: &str, error: &ParamError) -> Self {
        Self::new(format!(
            "the value of form part {part:?} cannot be written: {error}"
        ))
    }

    const fn new(message: String) -> Self {
        Self {
            message,
            source: None,
        }
    }
}

impl fmt::Display for InvalidForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for InvalidForm {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|error| error as _)
    }
}

/// The header lines of a part, each with its line end.
pub(super) fn part_header(
    name: &str,
    file_name: Option<&str>,
    content_type: Option<&str>,
) -> String {
    let mut header = format!("Content-Disposition: form-data; name=\"{}\"", escape(name));
    if let Some(file_name) = file_name {
        header.push_str("; filename=\"");
        header.push_str(&escape(file_name));
        header.push('"');
    }
    header.push_str("\r\n");
    if let Some(content_type) = content_type {
        header.push_str("Content-Type: ");
        header.push_str(content_type);
        header.push_str("\r\n");
    }
    header
}

/// A name as browsers write it (HTML standard, *Multipart form data*): nothing in it can end the name or the line.
fn escape(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '"' => escaped.push_str("%22"),
            '\r' => escaped.push_str("%0D"),
            '\n' => escaped.push_str("%0A"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A content type must not end its line.
pub(super) fn check_content_type(part: &str, text: &str) -> Result<(), InvalidForm> {
    if !text.is_empty() && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Ok(());
    }
    Err(InvalidForm::new(format!(
        "{text:?} is not a content type for form part {part:?}"
    )))
}

/// A boundary must be what RFC 2046 allows, and need no quotes in the `Content-Type` header.
pub(super) fn check_boundary(text: &str) -> Result<(), InvalidForm> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"'+_-.".contains(&byte);
    if (1..=70).contains(&text.len()) && text.bytes().all(allowed) {
        return Ok(());
    }
    Err(InvalidForm::new(format!(
        "{text:?} is not a boundary: 1 to 70 letters, digits and '+_-. are allowed"
    )))
}

/// A boundary that nobody can guess, so that no content can contain it: 128 bits from the keys that the standard
/// library draws from the operating system.
pub(super) fn random_boundary() -> String {
    let half = |salt: u8| RandomState::new().hash_one(salt);
    format!("{:016x}{:016x}", half(0), half(1))
}
