//! Everything that this process tells anyone, and the secrets that may not be in it.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::{Debug, Write as _};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// The key: long and odd enough to be found wherever it leaks, and another text in a URL.
pub(crate) const KEY: &str = "ck-9f4e/1c77+d2b8&4a0e=do~not~print";
/// The token that is got for it.
pub(crate) const TOKEN: &str = "tk-77d2/b84a+0e9f&4e1c=do~not~show";

/// What is not escaped in a URL.
const URL: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What a secret may look like: in a header, a URL, a form, base64.
pub(crate) fn forms_of(secret: &str) -> Vec<String> {
    let in_url = percent_encode(secret.as_bytes(), URL).to_string();
    let form: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    vec![
        secret.to_owned(),
        in_url.to_lowercase(),
        in_url,
        form,
        STANDARD_NO_PAD.encode(secret),
        URL_SAFE_NO_PAD.encode(secret),
        STANDARD.encode(format!("user:{secret}")),
    ]
}

/// What either secret may look like.
pub(crate) fn forms() -> Vec<String> {
    [forms_of(KEY), forms_of(TOKEN)].concat()
}

/// Fails when one of the secrets is in the text.
#[track_caller]
pub(crate) fn is_free(text: &str) {
    // A good part of it is none the better.
    for form in forms()
        .iter()
        .map(String::as_str)
        .chain([&KEY[3..19], &TOKEN[3..19]])
    {
        assert!(!text.contains(form), "{form} is in: {text}");
    }
}

/// Everything that a program prints of a value.
#[track_caller]
pub(crate) fn debug_is_free(value: &dyn Debug) {
    is_free(&format!("{value:?}"));
    is_free(&format!("{value:#?}"));
}

/// Everything that a program prints of an error, its causes included.
#[track_caller]
pub(crate) fn error_is_free(error: &(dyn Error + 'static)) {
    let mut next = Some(error);
    while let Some(error) = next {
        is_free(&error.to_string());
        debug_is_free(&error);
        next = error.source();
    }
}

/// All that was logged and traced so far, by this crate and those below it, at every level.
static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Which crates have said something.
static ORIGINS: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

fn lines() -> MutexGuard<'static, Vec<String>> {
    LINES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Begins to listen, to everything.
pub(crate) fn listen() {
    static START: Once = Once::new();
    START.call_once(|| {
        log::set_logger(&Listener).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
        tracing::subscriber::set_global_default(Listener).unwrap();
    });
}

/// Fails when one of the secrets is in a line that was heard since this was asked last.
#[track_caller]
pub(crate) fn lines_are_free() {
    let heard = std::mem::take(&mut *lines());
    for line in &heard {
        is_free(line);
    }
}

/// Keeps a line, and the crate that it is from.
fn hear(target: &str, line: String) {
    let origin = target.split("::").next().unwrap_or_default();
    let mut origins = ORIGINS.lock().unwrap_or_else(PoisonError::into_inner);
    if !origins.contains(origin) {
        origins.insert(origin.to_owned());
    }
    lines().push(line);
}

struct Listener;

impl log::Log for Listener {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let line = format!("{} {}: {}", record.level(), record.target(), record.args());
        hear(record.target(), line);
    }

    fn flush(&self) {}
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }
}

fn told(metadata: &Metadata<'_>, fill: impl FnOnce(&mut Line)) {
    let mut line = Line(format!("{} {}", metadata.target(), metadata.name()));
    fill(&mut line);
    hear(metadata.target(), line.0);
}

impl Subscriber for Listener {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        told(span.metadata(), |line| span.record(line));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut line = Line(String::new());
        values.record(&mut line);
        lines().push(line.0);
    }

    fn event(&self, event: &Event<'_>) {
        told(event.metadata(), |line| event.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// Whether that crate has said something.
pub(crate) fn heard_of(origin: &str) -> bool {
    let origins = ORIGINS.lock().unwrap_or_else(PoisonError::into_inner);
    origins.contains(origin)
}
