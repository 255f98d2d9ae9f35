//! Diagnostics as text for a person.

use std::fmt::Write as _;

use super::Diagnostic;

/// One diagnostic with its place.
#[must_use]
pub fn render(diagnostic: &Diagnostic) -> String {
    let mut out = String::new();
    let _ = write!(
        out,
        "{}[{}]: {}",
        diagnostic.severity, diagnostic.code, diagnostic.message
    );
    out
}
