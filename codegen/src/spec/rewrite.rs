//! The walk that brings a document to OpenAPI 3.0's vocabulary: at each object the repairs first, then its children,
//! then the rewrites, which so find children that are lowered already.

use serde_json::{Map, Value};

use super::grammar::{self, Field, Form, Kind};
use super::ledger::{Ledger, Why};
use super::lenient;
use super::origin::{Move, Origins};
use super::pointer::{self, Path};
use super::upgrade;
use crate::diagnostic::{Code, Diagnostic, Sink};

/// What every step of the walk can reach.
#[derive(Debug)]
pub(crate) struct Context<'s> {
    pub(crate) sink: &'s mut Sink,
    pub(crate) ledger: Ledger,
    pub(crate) origins: Origins,
    /// Names of component schemas that allow nothing but null.
    pub(crate) null_schemas: std::collections::BTreeSet<String>,
}

/// One object, as a row of the tables sees it.
#[derive(Debug)]
pub(crate) struct Node<'n, 's> {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its keys.
    pub(crate) map: &'n mut Map<String, Value>,
    /// Its place in the document before the rewrites.
    pub(crate) path: &'n Path<'n>,
    /// The rest.
    pub(crate) cx: &'n mut Context<'s>,
}

/// A step of the walk at objects of one kind.
#[derive(Debug)]
pub(crate) struct Row {
    /// The construct, in words.
    #[cfg_attr(
        not(test),
        expect(
            dead_code,
            reason = "it is there to be read, and for the tests to name a row"
        )
    )]
    pub(crate) name: &'static str,
    /// At which objects; all of them when absent.
    pub(crate) kind: Option<Kind>,
    /// What it does.
    pub(crate) apply: fn(&mut Node<'_, '_>),
}

impl Node<'_, '_> {
    /// The pointer of a member, or of the object for the empty key.
    pub(crate) fn at(&self, key: &str) -> String {
        if key.is_empty() {
            self.path.to_string()
        } else {
            self.path.key(key).to_string()
        }
    }

    /// Says that a member was read as what was meant.
    pub(crate) fn lenient(
        &mut self,
        key: &str,
        message: impl Into<String>,
        done: impl Into<String>,
    ) {
        let diagnostic = Diagnostic::new(Code::Lenient, self.at(key), message).done(done);
        self.cx.sink.report(diagnostic);
    }

    /// Takes out a member that cannot be read, and says so.
    pub(crate) fn unreadable(&mut self, key: &str, message: impl Into<String>) {
        self.misspelt(key, message, None);
    }

    /// The same, with what was probably meant.
    pub(crate) fn misspelt(&mut self, key: &str, message: impl Into<String>, meant: Option<&str>) {
        let mut diagnostic =
            Diagnostic::new(Code::Unreadable, self.at(key), message).done("left out");
        diagnostic.help = meant.map(|meant| format!("did you mean `{meant}`?"));
        self.cx.sink.report(diagnostic);
        self.map.remove(key);
        self.cx
            .ledger
            .dropped(self.path.to_string(), key, Why::NotToBeRead);
    }

    /// Notes that a member is left out; nothing is lost that a reader of the document would miss.
    pub(crate) fn dropped(&mut self, key: &str, why: Why) {
        self.cx.ledger.dropped(self.path.to_string(), key, why);
    }

    /// Notes that a part is left out. The pointer starts at this object.
    pub(crate) fn dropped_part(&mut self, part: &str, why: Why) {
        self.cx
            .ledger
            .dropped(format!("{}{part}", self.path), "", why);
    }

    /// Notes that a part is in another place now. Both pointers start at this object.
    pub(crate) fn moved(&mut self, from: impl Into<String>, to: impl Into<String>) {
        self.cx
            .origins
            .moves
            .entry(self.path.to_string())
            .or_default()
            .push(Move {
                from: from.into(),
                to: to.into(),
            });
    }

    /// Notes that a repair, which is made before the children are walked, has put a part in another place. Both
    /// pointers start at this object.
    pub(crate) fn relocated(&mut self, from: &str, to: &str) {
        let source = self.cx.origins.source(&format!("{}{from}", self.path));
        self.cx
            .origins
            .placed
            .insert(format!("{}{to}", self.path), source);
    }

    /// Gives a member another key.
    pub(crate) fn rename(&mut self, from: &str, to: &str) {
        if self.map.contains_key(to) {
            self.map.remove(from);
            self.dropped(from, Why::Displaced);
        }
        if let Some(value) = self.map.remove(from) {
            self.map.insert(to.to_owned(), value);
            self.moved(
                format!("/{}", pointer::escape(from)),
                format!("/{}", pointer::escape(to)),
            );
        }
    }

    /// Keeps a keyword that 3.0 does not have as an extension.
    pub(crate) fn keep(&mut self, keyword: &str) {
        self.rename(keyword, &grammar::extension(keyword));
    }

    /// A string member.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.map.get(key).and_then(Value::as_str)
    }
}

/// Lowers what stands at `path`.
pub(crate) fn walk(cx: &mut Context<'_>, kind: Kind, value: &mut Value, path: &Path<'_>) {
    if kind == Kind::Schema
        && let Value::Bool(anything) = value
    {
        *value = upgrade::boolean_schema(*anything);
        return;
    }
    if let Value::Object(map) = value {
        object(cx, kind, map, path);
    }
}

fn object(cx: &mut Context<'_>, kind: Kind, map: &mut Map<String, Value>, path: &Path<'_>) {
    let mut node = Node {
        kind,
        map,
        path,
        cx,
    };
    reserved(&mut node, kind);
    if kind != Kind::Schema && kind.component().is_some() && node.text("$ref").is_some() {
        lone_reference(&mut node);
        return;
    }
    for row in lenient::rows(kind) {
        (row.apply)(&mut node);
    }
    children(node.cx, kind, node.map, path);
    for row in upgrade::rows(kind) {
        (row.apply)(&mut node);
    }
}

/// Takes out extensions that only we may write.
fn reserved(node: &mut Node<'_, '_>, kind: Kind) {
    if kind == Kind::SecurityRequirement {
        return;
    }
    let keys: Vec<String> = node
        .map
        .keys()
        .filter(|key| key.starts_with("x-codegen-"))
        .cloned()
        .collect();
    for key in keys {
        node.unreadable(&key, format!("`{key}` is a name of the generator's own"));
    }
}

/// A reference to a component: `openapiv3` has no room for anything beside it.
fn lone_reference(node: &mut Node<'_, '_>) {
    let keys: Vec<String> = node
        .map
        .keys()
        .filter(|key| *key != "$ref")
        .cloned()
        .collect();
    for key in keys {
        node.map.remove(&key);
        node.dropped(&key, Why::BesideReference);
    }
}

/// Repairs and walks every member that the kind has.
fn children(cx: &mut Context<'_>, kind: Kind, map: &mut Map<String, Value>, path: &Path<'_>) {
    map.retain(|key, value| match grammar::field(kind, key) {
        Some(field) => {
            let place = path.key(key);
            let why = if value.is_null() {
                Why::Null
            } else {
                Why::NotToBeRead
            };
            if lenient::repair(cx, field, value, &place) {
                descend(cx, field, value, &place);
                true
            } else {
                cx.ledger.dropped(path.to_string(), key.clone(), why);
                false
            }
        }
        None => true,
    });
}

const KEEP_FLAGS: &[&str] = &[
    "additionalProperties",
    "unevaluatedProperties",
    "additionalItems",
    "unevaluatedItems",
];

fn descend(cx: &mut Context<'_>, field: Field, value: &mut Value, path: &Path<'_>) {
    match (field.form, value) {
        // `additionalProperties` and its like: the boolean is all there is to say.
        (Form::One(Kind::Schema), Value::Bool(_)) if KEEP_FLAGS.contains(&field.name) => {}
        (Form::One(kind), value) => walk(cx, kind, value, path),
        (Form::List(kind) | Form::OneOrList(kind), Value::Array(items)) => {
            for (index, item) in items.iter_mut().enumerate() {
                walk(cx, kind, item, &path.index(index));
            }
        }
        (Form::OneOrList(kind), value) => walk(cx, kind, value, path),
        (Form::Map(kind) | Form::MapOrTexts(kind), Value::Object(map)) => {
            for (key, item) in map.iter_mut() {
                walk(cx, kind, item, &path.key(key));
            }
        }
        _ => {}
    }
}

/// For the tests of the tables: what an object becomes, with the diagnostics on the way, and the keywords that are
/// neither there nor recorded as dropped.
#[cfg(test)]
pub(crate) fn rewritten(
    kind: Kind,
    source: &Value,
) -> (Value, Vec<crate::Diagnostic>, Vec<String>) {
    let mut value = source.clone();
    let mut sink = Sink::default();
    let mut cx = Context {
        sink: &mut sink,
        ledger: Ledger::default(),
        origins: Origins::default(),
        null_schemas: ["Null".to_owned()].into(),
    };
    walk(&mut cx, kind, &mut value, &Path::Root);
    let (ledger, origins) = (cx.ledger, cx.origins);
    let missing = super::ledger_test::missing(kind, source, &value, &origins, &ledger);
    let input = super::Input {
        name: "test.yaml",
        text: "",
        read: &|_| Err("nothing to read".to_owned()),
    };
    (value, sink.into_diagnostics(&input), missing)
}
