//! How the one document is written: the same content always gives the same bytes.

use serde_yaml::{Mapping, Value};

use super::part::METHODS;
use crate::error::Error;
use crate::yaml;

const HEADER: &str = "# Made of spec/pages and spec/reference by `cargo xtask spec import`; edit those, and run it again.\n";

/// What comes first in a document; everything else follows in the order of the sources.
const ROOT: [&str; 10] = [
    "openapi",
    "info",
    "jsonSchemaDialect",
    "servers",
    "tags",
    "security",
    "externalDocs",
    "paths",
    "webhooks",
    "components",
];

/// What comes before the methods in a path item.
const PATH_ITEM: [&str; 5] = ["$ref", "summary", "description", "servers", "parameters"];

/// The document as YAML.
pub(super) fn text(root: &Mapping) -> Result<String, Error> {
    let mut root = first(root, &ROOT);
    for (key, value) in &mut root {
        let (Some(key), Value::Mapping(below)) = (key.as_str(), value) else {
            continue;
        };
        match key {
            "paths" | "webhooks" => {
                *below = sorted(below);
                each(below, |item| {
                    let order: Vec<&str> = PATH_ITEM.into_iter().chain(METHODS).collect();
                    first(item, &order)
                });
            }
            "components" => {
                *below = sorted(below);
                each(below, sorted);
            }
            _ => {}
        }
    }
    let value = Value::Mapping(root);
    Ok(format!("{HEADER}{}", yaml::text(&value)?))
}

/// These keys first, in this order.
fn first(mapping: &Mapping, order: &[&str]) -> Mapping {
    let ahead = order
        .iter()
        .filter_map(|key| Some((Value::from(*key), mapping.get(*key)?.clone())));
    let rest = mapping
        .iter()
        .filter(|(key, _)| !key.as_str().is_some_and(|key| order.contains(&key)))
        .map(|(key, value)| (key.clone(), value.clone()));
    ahead.chain(rest).collect()
}

fn sorted(mapping: &Mapping) -> Mapping {
    let mut entries: Vec<(&Value, &Value)> = mapping.iter().collect();
    entries.sort_by(|(a, _), (b, _)| a.as_str().cmp(&b.as_str()));
    entries
        .into_iter()
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

fn each(mapping: &mut Mapping, change: impl Fn(&Mapping) -> Mapping) {
    for (_, value) in mapping {
        if let Value::Mapping(below) = value {
            *below = change(below);
        }
    }
}
