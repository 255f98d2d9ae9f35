//! What stands where in an OpenAPI document: for each kind of object, its keys and what each of them holds.
//!
//! Every walk over a document goes by these tables, so that a property that happens to be called `items` or `$ref` is
//! a property, and what is under `example` or `x-anything` is nobody's business.

mod objects;
mod schema;

use serde_json::{Map, Value};

/// The kinds of objects of OpenAPI 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    SecurityScheme,
    Flows,
    Flow,
    SecurityRequirement,
}

/// What a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Form {
    /// A string.
    Text,
    /// A boolean.
    Flag,
    /// A whole number from 0.
    Count,
    /// A number.
    Number,
    /// A number, or a boolean beside another bound (`exclusiveMinimum` in its two dialects).
    Bound,
    /// A type name or a list of them.
    TypeNames,
    /// Anything; never looked into.
    Data,
    /// A list of anything.
    DataList,
    /// A list of strings.
    Texts,
    /// An object with strings as values.
    TextMap,
    /// An object of this kind.
    One(Kind),
    /// A list of objects of this kind.
    List(Kind),
    /// An object of this kind, or a list of them (`items` in its two dialects).
    OneOrList(Kind),
    /// An object with objects of this kind as values.
    Map(Kind),
    /// An object with objects of this kind or lists of strings as values (`dependencies`).
    MapOrTexts(Kind),
}

/// Where a key goes that the document has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Home {
    /// `openapiv3` has a field for it.
    Typed,
    /// Part of a dialect that we read, without a field in `openapiv3`: kept as `x-codegen-...`.
    Kept,
}

/// A key of an object.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    /// The key.
    pub(crate) name: &'static str,
    /// What it holds.
    pub(crate) form: Form,
    /// Where it goes.
    pub(crate) home: Home,
}

const fn typed(name: &'static str, form: Form) -> Field {
    Field {
        name,
        form,
        home: Home::Typed,
    }
}

const fn kept(name: &'static str, form: Form) -> Field {
    Field {
        name,
        form,
        home: Home::Kept,
    }
}

/// The keys whose names stand in the specification.
pub(crate) fn fields(kind: Kind) -> &'static [Field] {
    if kind == Kind::Schema {
        schema::FIELDS
    } else {
        objects::fields(kind)
    }
}

/// What a key of an object is; `None` for a key that the kind does not have.
pub(crate) fn field(kind: Kind, key: &str) -> Option<Field> {
    if let Some(field) = fields(kind).iter().find(|field| field.name == key) {
        return Some(*field);
    }
    let form = match kind {
        // Extensions first: `x-` is no path, no status and no expression.
        _ if key.starts_with("x-") && kind != Kind::SecurityRequirement => return None,
        Kind::Paths if key.starts_with('/') => Form::One(Kind::PathItem),
        Kind::Callback => Form::One(Kind::PathItem),
        Kind::Responses if is_status(key) => Form::One(Kind::Response),
        Kind::SecurityRequirement => Form::Texts,
        _ => return None,
    };
    Some(typed("", form))
}

/// What a key of an object is, or what it will be taken for: documents are walked for their references before they are
/// repaired.
pub(crate) fn meant(kind: Kind, key: &str) -> Option<Field> {
    if let Some(field) = field(kind, key) {
        return Some(field);
    }
    if key.starts_with("x-") {
        return None;
    }
    match kind {
        // Without the slash; with blanks around it.
        Kind::Paths => Some(typed("", Form::One(Kind::PathItem))),
        Kind::Responses => Some(typed("", Form::One(Kind::Response))),
        // As in OpenAPI 2.
        Kind::Response | Kind::RequestBody if key == "schema" => {
            Some(typed("", Form::One(Kind::Schema)))
        }
        Kind::Parameter | Kind::Header => field(Kind::Schema, key),
        _ => None,
    }
}

/// Whether an object stands for a list of its members, each with its name: `parameters: {limit: {in: query}}`.
pub(crate) fn is_named_list(kind: Kind, map: &Map<String, Value>) -> bool {
    kind == Kind::Parameter && !map.contains_key("name") && map.values().all(Value::is_object)
}

/// Whether a key of a responses object is a status: `404`, `4XX`.
pub(crate) fn is_status(key: &str) -> bool {
    match key.as_bytes() {
        [first, b'X' | b'x', b'X' | b'x'] => first.is_ascii_digit(),
        [first, second, third] => {
            matches!(first, b'1'..=b'9') && second.is_ascii_digit() && third.is_ascii_digit()
        }
        _ => false,
    }
}

impl Kind {
    /// The key under `components` that holds objects of this kind, as far as `openapiv3` has it.
    pub(crate) fn component(self) -> Option<&'static str> {
        Some(match self {
            Self::Schema => "schemas",
            Self::Response => "responses",
            Self::Parameter => "parameters",
            Self::Example => "examples",
            Self::RequestBody => "requestBodies",
            Self::Header => "headers",
            Self::SecurityScheme => "securitySchemes",
            Self::Link => "links",
            _ => return None,
        })
    }

    /// The kind of object that stands under this key of `components`.
    pub(crate) fn of_component(key: &str) -> Option<Self> {
        match field(Self::Components, key)?.form {
            Form::Map(kind) => Some(kind),
            _ => None,
        }
    }

    /// How a person calls it, with its article.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Document => "an OpenAPI document",
            Self::Info => "an info object",
            Self::Contact => "a contact",
            Self::License => "a license",
            Self::Server => "a server",
            Self::ServerVariable => "a server variable",
            Self::Components => "a components object",
            Self::Paths => "a paths object",
            Self::PathItem => "a path item",
            Self::Operation => "an operation",
            Self::ExternalDocs => "a link to documentation",
            Self::Parameter => "a parameter",
            Self::RequestBody => "a request body",
            Self::MediaType => "a media type",
            Self::Encoding => "an encoding",
            Self::Responses => "a responses object",
            Self::Response => "a response",
            Self::Callback => "a callback",
            Self::Example => "an example",
            Self::Link => "a link",
            Self::Header => "a header",
            Self::Tag => "a tag",
            Self::Schema => "a schema",
            Self::Discriminator => "a discriminator",
            Self::SecurityScheme => "a security scheme",
            Self::Flows => "an OAuth flows object",
            Self::Flow => "an OAuth flow",
            Self::SecurityRequirement => "a security requirement",
        }
    }
}

/// The extension under which a keyword travels that 3.0 does not have: `patternProperties` ->
/// `x-codegen-pattern-properties`.
pub(crate) fn extension(keyword: &str) -> String {
    let mut out = String::from("x-codegen-");
    let mut after_word = false;
    for character in keyword.chars() {
        if character.is_ascii_uppercase() {
            if after_word {
                out.push('-');
            }
            out.push(character.to_ascii_lowercase());
            after_word = false;
        } else if character == '$' {
            // `$id` and `id` are different keywords, but never both of interest.
        } else {
            out.push(character);
            after_word = character.is_ascii_alphanumeric();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_listed_twice() {
        for kind in objects::ALL {
            let mut names: Vec<_> = fields(*kind).iter().map(|field| field.name).collect();
            names.sort_unstable();
            let count = names.len();
            names.dedup();
            assert_eq!(names.len(), count, "{kind:?}");
        }
    }

    #[test]
    fn keywords_become_extensions() {
        assert_eq!(
            extension("patternProperties"),
            "x-codegen-pattern-properties"
        );
        assert_eq!(extension("if"), "x-codegen-if");
        assert_eq!(extension("$dynamicRef"), "x-codegen-dynamic-ref");
        assert_eq!(
            extension("oauth2MetadataUrl"),
            "x-codegen-oauth2-metadata-url"
        );
        assert_eq!(extension("READ"), "x-codegen-read");
    }

    #[test]
    fn statuses() {
        for key in ["200", "4XX", "5xx", "999"] {
            assert!(is_status(key), "{key}");
        }
        for key in ["default", "20X", "2000", "20", "x-4XX", "0xx0", "é1"] {
            assert!(!is_status(key), "{key}");
        }
    }
}
