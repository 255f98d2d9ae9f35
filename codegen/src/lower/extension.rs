//! What stands in `x-codegen-*` extensions because OpenAPI 3.0 has no word for it.

use indexmap::IndexMap;
use openapiv3::{Example, Operation, PathItem, ReferenceOr, Schema};
use serde_json::Value;

type Extensions = IndexMap<String, Value>;

/// Schemas of the first items of an array.
pub(super) const PREFIX_ITEMS: &str = "x-codegen-prefix-items";
/// Schemas of properties by pattern.
pub(super) const PATTERN_PROPERTIES: &str = "x-codegen-pattern-properties";
/// Schemas that hold, or are asked about, for some values only.
pub(super) const CONDITIONS: &[&str] = &["x-codegen-if", "x-codegen-then", "x-codegen-else"];
/// Schemas that hold where a property is there, by its name.
pub(super) const DEPENDENT_SCHEMAS: &str = "x-codegen-dependent-schemas";
/// Schemas of items of which only some need be.
pub(super) const OF_SOME_ITEMS: &[&str] = &["x-codegen-contains", "x-codegen-unevaluated-items"];
/// Properties that must be there where another is, by its name.
pub(super) const DEPENDENT_REQUIRED: &str = "x-codegen-dependent-required";
/// What is allowed beside a composition.
pub(super) const UNEVALUATED_PROPERTIES: &str = "x-codegen-unevaluated-properties";
/// The branch of objects whose discriminator is not there, or is a value that no branch has.
pub(super) const DEFAULT_MAPPING: &str = "x-codegen-default-mapping";
/// What a media type says of parts that have no names.
pub(super) const BY_POSITION: &[&str] = &[
    ITEM_SCHEMA,
    "x-codegen-item-encoding",
    "x-codegen-prefix-encoding",
];
/// Schema of the items of a stream.
pub(super) const ITEM_SCHEMA: &str = "x-codegen-item-schema";
/// A style that OpenAPI 3.0 does not have.
pub(super) const STYLE: &str = "x-codegen-style";
/// `allowReserved` of a parameter outside of the query.
pub(super) const ALLOW_RESERVED: &str = "x-codegen-allow-reserved";
/// A parameter that is the whole query string.
pub(super) const QUERYSTRING: &str = "x-codegen-querystring";
/// Path items by name, for calls that the server makes.
pub(super) const WEBHOOKS: &str = "x-codegen-webhooks";
/// Operations by method token.
pub(super) const ADDITIONAL_OPERATIONS: &str = "x-codegen-additional-operations";

/// Where a component comes from that nobody named.
pub(super) const ORIGIN: &str = "x-codegen-origin";
/// Whether a property of a form explodes, where the document says so.
pub(super) const EXPLODE: &str = "x-codegen-explode";
/// `summary`, of objects that have none in 3.0.
pub(super) const SUMMARY: &str = "x-codegen-summary";
/// The value of a 3.2 example.
pub(super) const DATA_VALUE: &str = "x-codegen-data-value";

/// Constraints that no type expresses.
const UNEXPRESSED: &[&str] = &[
    "if",
    "then",
    "else",
    "enum",
    "contains",
    "min-contains",
    "max-contains",
    "content-schema",
    "dependencies",
    "dependent-required",
    "dependent-schemas",
    "dynamic-ref",
    "property-names",
    "recursive-ref",
    "unevaluated-items",
];

/// Keywords of a schema that no type expresses, in kebab case.
pub(super) fn unexpressed(extensions: &Extensions) -> Vec<String> {
    let mut keywords: Vec<String> = extensions
        .iter()
        .filter_map(|(key, _)| key.strip_prefix("x-codegen-"))
        .filter(|keyword| UNEXPRESSED.contains(keyword))
        .map(str::to_owned)
        .collect();
    keywords.sort_unstable();
    keywords
}

/// A schema that stands in an extension.
pub(super) fn schema(value: &Value) -> Option<ReferenceOr<Schema>> {
    serde_json::from_value(value.clone()).ok()
}

/// Path items by name. `None` stands for one that cannot be read.
pub(super) fn webhooks(extensions: &Extensions) -> Vec<(String, Option<PathItem>)> {
    entries(extensions, WEBHOOKS)
}

/// Operations by method. `None` stands for one that cannot be read.
pub(super) fn operations(extensions: &Extensions) -> Vec<(String, Option<Operation>)> {
    entries(extensions, ADDITIONAL_OPERATIONS)
}

fn entries<T: serde::de::DeserializeOwned>(
    extensions: &Extensions,
    key: &str,
) -> Vec<(String, Option<T>)> {
    let mut out: Vec<(String, Option<T>)> = extensions
        .get(key)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.clone(), serde_json::from_value(value.clone()).ok()))
        .collect();
    out.sort_by(|a, b| a.0.cmp(&b.0));
    out
}

/// The texts of an extension that is a list of texts, or an object with texts for the given keys.
pub(super) fn texts(extensions: &Extensions, keys: &[&str], by: &[Value]) -> Vec<String> {
    let Some(value) = keys.iter().find_map(|key| extensions.get(*key)) else {
        return Vec::new();
    };
    match value {
        Value::Array(list) if list.len() == by.len() => list
            .iter()
            .map(|text| text.as_str().unwrap_or_default().to_owned())
            .collect(),
        Value::Object(map) => by
            .iter()
            .map(|value| {
                let key = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                map.get(&key)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned()
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// A text that stands in an extension.
pub(super) fn text(extensions: &Extensions, key: &str) -> Option<String> {
    extensions
        .get(key)
        .and_then(Value::as_str)
        .and_then(super::docs::text)
}

/// The values of named examples, sorted by name.
pub(super) fn example_values(examples: &IndexMap<String, ReferenceOr<Example>>) -> Vec<Value> {
    let mut named: Vec<_> = examples.iter().collect();
    named.sort_by(|a, b| a.0.cmp(b.0));
    named
        .into_iter()
        .filter_map(|(_, example)| {
            let example = example.as_item()?;
            example
                .value
                .clone()
                .or_else(|| example.extensions.get(DATA_VALUE).cloned())
        })
        .collect()
}
