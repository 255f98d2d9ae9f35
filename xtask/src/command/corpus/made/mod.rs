//! Documents of schemas that nobody wrote: random combinations of the keywords, the same on every machine for a seed.
//!
//! They are written as files and then measured like any other document.

mod composed;
mod conditions;
mod families;
mod scalars;
mod schema;
mod versions;

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::documents::Document;
use crate::dice::Dice;
use crate::error::Error;
use schema::Maker;

/// What a document is called: no path begins so.
const MADE: &str = "(made";
/// Schemas of a document.
const SCHEMAS: usize = 100;

/// Makes so many documents below the folder, in turn of OpenAPI 3.0 and 3.1.
pub(super) fn documents(folder: &Path, count: usize, seed: u64) -> Result<Vec<Document>, Error> {
    fs::create_dir_all(folder).map_err(|e| Error::unwritable(folder, e))?;
    (0..count)
        .map(|number| {
            // Far apart, for the next case begins with the second number of this one.
            let case = u64::try_from(number).unwrap_or(u64::MAX);
            let old = number % 2 == 0;
            let document = document(Dice::new(seed, case << 32), old);
            let slug = format!("corpus-made-{seed}-{number}");
            let path = folder.join(format!("{slug}.json"));
            let text =
                serde_json::to_string_pretty(&document).map_err(|e| Error::plain(e.to_string()))?;
            fs::write(&path, text).map_err(|e| Error::unwritable(&path, e))?;
            let version = if old { "3.0" } else { "3.1" };
            Ok(Document {
                spec: format!("{MADE}, seed {seed}, number {number}, OpenAPI {version})"),
                path,
                slug,
            })
        })
        .collect()
}

/// Whether such a document is called so.
pub(super) fn is_made(spec: &str) -> bool {
    spec.starts_with(MADE)
}

/// A document whose operations send and receive each of its schemas.
fn document(dice: Dice, old: bool) -> Value {
    let names: Vec<String> = (0..SCHEMAS).map(|number| format!("S{number}")).collect();
    let mut maker = Maker::new(dice, old, &names);
    let mut components = Vec::with_capacity(SCHEMAS);
    while let Some(names) = names
        .get(components.len()..)
        .filter(|left| !left.is_empty())
    {
        let first = components.len();
        match names.get(..families::MEMBERS) {
            Some(family) if maker.dice.one_in(12) => {
                components.extend(maker.family(first, family));
            }
            _ => components.push(maker.component(first)),
        }
    }
    let schemas: Map<String, Value> = names.iter().cloned().zip(components).collect();
    let paths: Map<String, Value> = names
        .iter()
        .map(|name| (format!("/{name}"), item(name)))
        .collect();
    json!({
        "openapi": if old { "3.0.3" } else { "3.1.0" },
        "info": {"title": "Made", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

fn item(name: &str) -> Value {
    let content =
        json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}});
    json!({
        "post": {
            "operationId": format!("trade-{name}"),
            "requestBody": {"required": true, "content": content.clone()},
            "responses": {"200": {"description": "Traded", "content": content}},
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_makes_the_same_document_every_time() {
        for old in [true, false] {
            let made = document(Dice::new(3, 1), old);
            assert_eq!(made, document(Dice::new(3, 1), old));
            assert_ne!(made, document(Dice::new(4, 1), old));
        }
    }

    #[test]
    fn every_keyword_comes_up_where_its_version_has_it() {
        let texts: Vec<String> = [true, false]
            .iter()
            .map(|old| {
                (0..4)
                    .map(|case| document(Dice::new(1, case), *old).to_string())
                    .collect()
            })
            .collect();
        let [old, new] = &texts[..] else {
            panic!("two texts");
        };
        for word in [
            "nullable",
            "discriminator",
            "oneOf",
            "anyOf",
            "allOf",
            "additionalProperties",
            "enum",
            "format",
        ] {
            assert!(old.contains(&format!("\"{word}\"")), "{word}");
        }
        for word in [
            "const",
            "prefixItems",
            "patternProperties",
            "dependentSchemas",
            "unevaluatedProperties",
            "contains",
            "unevaluatedItems",
            "mapping",
            "if",
            "not",
            "$ref",
        ] {
            assert!(new.contains(&format!("\"{word}\"")), "{word}");
        }
        for word in ["const", "prefixItems", "patternProperties", "\"null\""] {
            assert!(!old.contains(&format!("\"{word}\"")), "{word}");
        }
    }
}
