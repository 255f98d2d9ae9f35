//! Schemas that are called by a name of their own: `$anchor`, `$dynamicAnchor`, `$id`.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::Location;
use super::files::{Files, join_url};
use crate::spec::grammar::{self, Form, Kind};
use crate::spec::pointer::Path;

/// What schemas call themselves, file by file as far as asked for.
#[derive(Debug, Default)]
pub(super) struct Index {
    known: HashSet<usize>,
    /// All of one name, since each schema has anchors of its own.
    anchors: HashMap<(usize, String), Vec<String>>,
    ids: HashMap<String, Location>,
}

impl Index {
    /// Where an anchor of a file is. Of several, it is the one that shares most of the way with `from`.
    pub(super) fn anchor(
        &mut self,
        files: &Files<'_>,
        file: usize,
        name: &str,
        from: &str,
    ) -> Option<String> {
        self.read(files, file);
        let places = self.anchors.get(&(file, name.to_owned()))?;
        let shared = |place: &&String| {
            let steps = place.split('/').zip(from.split('/'));
            steps.take_while(|(left, right)| left == right).count()
        };
        // The first of the best.
        places.iter().rev().max_by_key(shared).cloned()
    }

    /// The schema that calls itself by a URI.
    pub(super) fn id(&mut self, files: &Files<'_>, file: usize, uri: &str) -> Option<Location> {
        self.read(files, file);
        self.ids.get(uri).cloned()
    }

    fn read(&mut self, files: &Files<'_>, file: usize) {
        if !self.known.insert(file) {
            return;
        }
        if !["nchor", "$id", "\"id\"", "id:"]
            .iter()
            .any(|word| files.mentions(file, word))
        {
            return;
        }
        let Some(tree) = files.tree(file) else {
            return;
        };
        let form = if tree.get("openapi").is_some() {
            Form::One(Kind::Document)
        } else {
            Form::One(Kind::Schema)
        };
        self.visit(file, form, &tree, &Path::Root, "");
    }

    fn visit(&mut self, file: usize, form: Form, value: &Value, path: &Path<'_>, base: &str) {
        match (form, value) {
            (Form::One(kind) | Form::OneOrList(kind), Value::Object(map)) => {
                self.node(file, kind, map, path, base);
            }
            (Form::List(kind) | Form::OneOrList(kind), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.visit(file, Form::One(kind), item, &path.index(index), base);
                }
            }
            (Form::Map(kind) | Form::MapOrTexts(kind), Value::Object(map)) => {
                for (key, item) in map {
                    self.visit(file, Form::One(kind), item, &path.key(key), base);
                }
            }
            _ => {}
        }
    }

    fn node(
        &mut self,
        file: usize,
        kind: Kind,
        map: &Map<String, Value>,
        path: &Path<'_>,
        base: &str,
    ) {
        let mut base = base.to_owned();
        if kind == Kind::Schema {
            for key in ["$anchor", "$dynamicAnchor"] {
                if let Some(Value::String(name)) = map.get(key) {
                    self.anchors
                        .entry((file, name.clone()))
                        .or_default()
                        .push(path.to_string());
                }
            }
            // Draft 4 has `id` without the sign.
            for key in ["$id", "id"] {
                let Some(Value::String(id)) = map.get(key) else {
                    continue;
                };
                if let Some(name) = id.strip_prefix('#') {
                    self.anchors
                        .entry((file, name.to_owned()))
                        .or_default()
                        .push(path.to_string());
                    continue;
                }
                if key == "id" && !id.contains("://") {
                    continue;
                }
                let id = id.trim_end_matches('#');
                let full = if base.is_empty() || id.contains("://") {
                    id.to_owned()
                } else {
                    join_url(&base, id)
                };
                let location = Location {
                    file,
                    pointer: path.to_string(),
                };
                self.ids
                    .entry(full.clone())
                    .or_insert_with(|| location.clone());
                self.ids.entry(id.to_owned()).or_insert(location);
                base = full;
            }
        }
        for (key, member) in map {
            if let Some(field) = grammar::meant(kind, key) {
                self.visit(file, field.form, member, &path.key(key), &base);
            }
        }
    }
}
