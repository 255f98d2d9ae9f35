//! `$dynamicRef` and `$recursiveRef` where they say no more than `$ref` (JSON Schema 2020-12, section 8.2.3.2; 2019-09,
//! section 8.2.4.2).
//!
//! What such a reference leads to depends on the way by which its schema is reached. Where there is but one anchor of
//! the name, it does not; and a schema that refers to itself in this way holds values of its own kind, or narrower ones.
//! Both become plain references. Any other is a template to be filled in elsewhere: it stays, and its values are open.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::spec::grammar::{self, Form, Kind};
use crate::spec::pointer::Path;

const DYNAMIC: &str = "$dynamicRef";
const RECURSIVE: &str = "$recursiveRef";

/// Makes references of those that can be, and gives the pointers of the keywords that are not there any more.
pub(super) fn follow(tree: &mut Value, text: &str) -> Vec<String> {
    if !text.contains(DYNAMIC) && !text.contains(RECURSIVE) {
        return Vec::new();
    }
    let form = if tree.get("openapi").is_some() {
        Form::One(Kind::Document)
    } else {
        Form::One(Kind::Schema)
    };
    let mut anchors: BTreeMap<String, Vec<String>> = BTreeMap::new();
    visit(form, tree, &Path::Root, None, &mut |map, path, _| {
        if let Some(Value::String(name)) = map.get("$dynamicAnchor") {
            let places = anchors.entry(name.clone()).or_default();
            places.push(path.to_string());
        }
    });
    let mut followed = Vec::new();
    visit(
        form,
        tree,
        &Path::Root,
        None,
        &mut |map, path, outermost| {
            if map.contains_key("$ref") {
                return;
            }
            let target = match (map.get(DYNAMIC), map.get(RECURSIVE)) {
                (Some(Value::String(reference)), None) => {
                    dynamic(reference, &path.to_string(), &anchors).map(|target| (DYNAMIC, target))
                }
                (None, Some(Value::String(reference))) if reference == "#" => {
                    Some((RECURSIVE, format!("#{}", escaped(outermost))))
                }
                _ => None,
            };
            if let Some((keyword, target)) = target {
                map.remove(keyword);
                map.insert("$ref".to_owned(), Value::from(target));
                followed.push(path.key(keyword).to_string());
            }
        },
    );
    followed
}

/// The plain reference that says the same.
fn dynamic(reference: &str, from: &str, anchors: &BTreeMap<String, Vec<String>>) -> Option<String> {
    let name = reference.strip_prefix('#')?;
    let places = anchors.get(name)?;
    let around = |place: &&String| {
        from.strip_prefix(place.as_str())
            .is_some_and(|rest| rest.starts_with('/'))
    };
    match places.as_slice() {
        [_] => Some(reference.to_owned()),
        places => places
            .iter()
            .filter(around)
            .max_by_key(|place| place.len())
            .map(|_| reference.to_owned()),
    }
}

/// A pointer as a fragment.
fn escaped(pointer: &str) -> String {
    pointer.replace('%', "%25")
}

/// Is shown a schema, its place, and the pointer that `#` means in it.
type Show<'s> = dyn FnMut(&mut Map<String, Value>, &Path<'_>, &str) + 's;

/// Shows every schema, with the pointer that `#` means in it: that of the schema around it that has a URI, which such a
/// pointer is relative to, or else of the outermost.
fn visit(
    form: Form,
    value: &mut Value,
    path: &Path<'_>,
    outermost: Option<&str>,
    show: &mut Show<'_>,
) {
    match (form, value) {
        (Form::One(kind) | Form::OneOrList(kind), Value::Object(map)) => {
            let own;
            let mut outermost = outermost;
            if kind == Kind::Schema {
                if map.contains_key("$id") {
                    outermost = Some("");
                } else if outermost.is_none() {
                    own = path.to_string();
                    outermost = Some(&own);
                }
                show(map, path, outermost.unwrap_or_default());
            }
            for (key, member) in map.iter_mut() {
                if let Some(field) = grammar::meant(kind, key) {
                    visit(field.form, member, &path.key(key), outermost, show);
                }
            }
        }
        (Form::List(kind) | Form::OneOrList(kind), Value::Array(items)) => {
            for (index, item) in items.iter_mut().enumerate() {
                visit(Form::One(kind), item, &path.index(index), outermost, show);
            }
        }
        (Form::Map(kind) | Form::MapOrTexts(kind), Value::Object(map)) => {
            for (key, item) in map.iter_mut() {
                visit(Form::One(kind), item, &path.key(key), outermost, show);
            }
        }
        _ => {}
    }
}
