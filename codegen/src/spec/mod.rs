//! The document as data: read, brought to OpenAPI 3.0's vocabulary, typed with `openapiv3`. Knows no Rust names.
//!
//! ```text
//! text -> tree -> assembled (every `$ref` leads to a component) -> lowered (3.0 vocabulary) -> typed
//! ```

mod grammar;
mod identify;
mod ledger;
#[cfg(test)]
mod ledger_test;
mod lenient;
mod media_type;
mod origin;
mod overlay;
mod pointer;
mod position;
mod reference;
mod rewrite;
mod text;
mod tree;
mod typed;
mod upgrade;

pub(crate) use grammar::{Form, Kind, field as grammar_field};
pub use ledger::{Dropped, Why};
pub(crate) use media_type::essence;
pub(crate) use origin::Origins;
pub(crate) use pointer::{
    escape as pointer_segment, follow as follow_pointer, segments as pointer_segments,
};
pub(crate) use position::positions;
pub(crate) use text::without_bom;

use serde_json::Value;

use crate::config::OverlayFile;
use crate::diagnostic::{Code, Diagnostic, Sink};
use ledger::Ledger;
use pointer::Path;
use rewrite::Context;

/// The text to read, and how to get at its neighbours.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// Name for messages, usually the path as the user gave it.
    pub name: &'a str,
    /// YAML or JSON.
    pub text: &'a str,
    /// Reads another file that a `$ref` names, relative to the folder of `name` (`schemas/pet.yaml`), or by `https`
    /// URL. Answers why not otherwise. The library itself reads nothing.
    pub read: &'a dyn Fn(&str) -> Result<String, String>,
}

impl std::fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Input")
            .field("name", &self.name)
            .field("bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}

/// A document that later stages can rely on: OpenAPI 3.0 vocabulary, every `$ref` is `#/components/<kind>/<name>` (with
/// the name as it stands in the map, not escaped) and leads to a component that is there.
///
/// What 3.0 cannot say stands in extensions. They have these names, and nobody else's text can have them:
///
/// * `x-codegen-<keyword>` with the keyword in kebab case, for keywords of 3.1, 3.2 and JSON Schema: on schemas
///   `x-codegen-prefix-items`, `x-codegen-pattern-properties`, `x-codegen-if` and so on, on media types
///   `x-codegen-item-schema`, on the document `x-codegen-webhooks`, on path items `x-codegen-additional-operations`.
///   Schemas, path items and operations in them are lowered like all others.
/// * `x-codegen-unknown-<keyword>`, as it is written, for keywords that no version has.
/// * `x-codegen-origin` on a component that was hoisted: `<file>#<pointer>`.
/// * `x-codegen-querystring` on a parameter that is the whole query string, `x-codegen-explode` on an encoding that says
///   how it explodes, `x-codegen-style` on a cookie parameter of the style `cookie`, `x-codegen-allow-reserved` on a
///   parameter outside of the query, `x-codegen-default-mapping` on a discriminator.
#[derive(Debug, Clone)]
pub struct Document {
    /// The lowered document.
    pub api: openapiv3::OpenAPI,
    /// Every keyword of the source that is not in it, in any form.
    pub dropped: Vec<Dropped>,
}

/// Reads a document. `None` only when nothing could be read; the sink says why.
pub fn load(input: &Input<'_>, sink: &mut Sink) -> Option<Document> {
    load_and_show(input, &[], sink, |_| {})
}

/// The same with overlays, and shows the lowered document before it is typed.
pub(crate) fn load_and_show(
    input: &Input<'_>,
    overlays: &[OverlayFile],
    sink: &mut Sink,
    show: impl FnOnce(&Value),
) -> Option<Document> {
    let Lowered {
        value,
        origins,
        mut ledger,
    } = lower_with(input, overlays, sink)?;
    show(&value);
    let rewritten = ledger.dropped.len();
    let api = typed::document(value, sink, &mut ledger);
    ledger.settle(rewritten, &origins, |pointer| {
        origins.source(&origins.unmoved(pointer))
    });
    sink.keep_origins(origins);
    Some(Document {
        api,
        dropped: ledger.dropped,
    })
}

/// The document as its text has it, with its overlays, before anything is done to it.
pub(crate) fn source(
    input: &Input<'_>,
    overlays: &[OverlayFile],
    sink: &mut Sink,
) -> Option<Value> {
    let (mut value, _) = read(input.text).ok()?;
    overlay::apply(&mut value, overlays, sink);
    Some(value)
}

/// The keywords that the specification has for a kind of object.
#[cfg(test)]
pub(crate) fn keywords_of(kind: Kind) -> impl Iterator<Item = &'static str> {
    grammar::fields(kind).iter().map(|field| field.name)
}

/// A document in the vocabulary of 3.0, before it is typed.
struct Lowered {
    value: Value,
    origins: Origins,
    ledger: Ledger,
}

#[cfg(test)]
fn lower(input: &Input<'_>, sink: &mut Sink) -> Option<Lowered> {
    lower_with(input, &[], sink)
}

fn lower_with(input: &Input<'_>, overlays: &[OverlayFile], sink: &mut Sink) -> Option<Lowered> {
    let first = sink.len();
    let mut tree = match read(input.text) {
        Ok((tree, notes)) => {
            notes.into_iter().for_each(|note| sink.report(note));
            tree
        }
        Err(error) => {
            sink.report(*error);
            return None;
        }
    };
    overlay::apply(&mut tree, overlays, sink);
    let assembled = reference::assemble(tree, input, sink);
    let mut value = assembled.value;
    let mut cx = Context {
        sink,
        ledger: assembled.ledger,
        origins: assembled.origins,
        null_schemas: reference::null_schemas(&value),
    };
    rewrite::walk(&mut cx, Kind::Document, &mut value, &Path::Root);
    let Context {
        sink,
        mut ledger,
        origins,
        ..
    } = cx;
    sink.settle(first, &origins);
    ledger.settle(0, &origins, |pointer| origins.source(pointer));
    note_origins(&mut value, assembled.hoisted);
    Some(Lowered {
        value,
        origins,
        ledger,
    })
}

/// Reads the text, and sees to it that it is an OpenAPI document.
fn read(text: &str) -> Result<(Value, Vec<Diagnostic>), Box<Diagnostic>> {
    if text::looks_like_markup(text) {
        return Err(Box::new(
            Diagnostic::new(
                Code::Syntax,
                "",
                "the text is HTML or XML, not YAML or JSON",
            )
            .help("give the OpenAPI document itself, not the page that shows it"),
        ));
    }
    let mut tree = text::read(text).map_err(|error| Box::new(read_error(error, text)))?;
    let mut notes = identify::identify(&mut tree.value)?;
    notes.extend(
        tree.duplicates
            .iter()
            .map(|pointer| reference::duplicate(pointer, String::new())),
    );
    if tree.more {
        notes.push(
            Diagnostic::new(
                Code::Unreadable,
                "",
                "the text holds more than one YAML document",
            )
            .done("only the first is read"),
        );
    }
    Ok((tree.value, notes))
}

fn read_error(error: text::ReadError, text: &str) -> Diagnostic {
    let mut diagnostic = if error.too_large {
        Diagnostic::new(Code::TooLarge, "", error.message)
            .help("no real document is like that: look at what made it")
    } else {
        let what = if text::looks_like_json(text) {
            "JSON"
        } else {
            "YAML"
        };
        Diagnostic::new(
            Code::Syntax,
            "",
            format!("the text is not {what}: {}", error.message),
        )
        .help("correct the text there or a little before")
    };
    diagnostic.place.position = error.position;
    diagnostic
}

/// Has each hoisted component say where it comes from.
fn note_origins(value: &mut Value, hoisted: Vec<(&'static str, String, String)>) {
    for (kind, name, origin) in hoisted {
        let component = value
            .get_mut("components")
            .and_then(|components| components.get_mut(kind))
            .and_then(|members| members.get_mut(&name));
        if let Some(Value::Object(map)) = component
            && !map.contains_key("$ref")
        {
            map.insert("x-codegen-origin".into(), Value::from(origin));
        }
    }
}
