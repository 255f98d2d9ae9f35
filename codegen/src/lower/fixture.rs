//! Small documents for the tests of this module, and a short notation for what becomes of them.

use serde_json::{Value, json};

use super::lower;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::model::{
    Additional, Api, Content, EnumValue, Field, Operation, Presence, Shape, Type, TypeDef, Union,
};
use crate::spec::{Document, Input};

/// What came out of a document.
pub(super) struct Lowered {
    pub(super) api: Api,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Lowers a document of these component schemas (YAML).
pub(super) fn schemas(yaml: &str) -> Lowered {
    let schemas: Value = serde_yaml::from_str(yaml).unwrap();
    document(&json!({ "components": { "schemas": schemas } }), "")
}

/// Lowers a document with these paths (YAML).
pub(super) fn paths(yaml: &str) -> Lowered {
    let paths: Value = serde_yaml::from_str(yaml).unwrap();
    document(&json!({ "paths": paths }), "")
}

/// Lowers a whole document (YAML) without its frame.
pub(super) fn whole(yaml: &str) -> Lowered {
    document(&serde_yaml::from_str(yaml).unwrap(), "")
}

/// Lowers a whole document with a configuration (TOML).
pub(super) fn settled(yaml: &str, config: &str) -> Lowered {
    document(&serde_yaml::from_str(yaml).unwrap(), config)
}

fn document(parts: &Value, config: &str) -> Lowered {
    let mut whole = json!({
        "openapi": "3.0.3",
        "info": { "title": "Test", "version": "1" },
        "paths": {},
    });
    for (key, value) in parts.as_object().unwrap() {
        whole[key] = value.clone();
    }
    let document = Document {
        api: serde_json::from_value(whole).unwrap(),
        dropped: Vec::new(),
    };
    let mut sink = Sink::default();
    let api = lower(&document, &Config::parse(config).unwrap(), &mut sink);
    let input = Input {
        name: "test",
        text: "",
        read: &|_| Err(String::new()),
    };
    Lowered {
        api,
        diagnostics: sink.into_diagnostics(&input),
    }
}

impl Lowered {
    /// The definition of a type.
    pub(super) fn def(&self, name: &str) -> &TypeDef {
        self.api
            .types
            .iter()
            .map(|(_, def)| def)
            .find(|def| def.name.to_string() == name)
            .unwrap_or_else(|| panic!("no `{name}` among {:?}", self.names()))
    }

    /// The names of all types.
    pub(super) fn names(&self) -> Vec<String> {
        self.api
            .types
            .iter()
            .map(|(_, def)| def.name.to_string())
            .collect()
    }

    /// A type in short: `Vec<Pet>`, `{id: String, tag?: String}`, `enum(a | b | _)`, `union(Cat(Cat) | Dog(Dog))`.
    pub(super) fn shape(&self, name: &str) -> String {
        match &self.def(name).shape {
            Shape::Alias(ty) => self.ty(ty),
            Shape::Newtype(ty) => format!("new({})", self.ty(ty)),
            Shape::Struct(object) => {
                let mut parts: Vec<String> = object
                    .fields
                    .iter()
                    .map(|field| self.field_text(field))
                    .collect();
                if let Additional::Kept { value, .. } = &object.additional {
                    parts.push(format!("..{}", self.ty(value)));
                }
                format!("{{{}}}", parts.join(", "))
            }
            Shape::Enum(list) => {
                let mut parts: Vec<String> = list
                    .variants
                    .iter()
                    .map(|variant| match &variant.value {
                        EnumValue::Str(text) => text.clone(),
                        EnumValue::Int(number) => number.to_string(),
                        EnumValue::Json(value) => format!("json {value}"),
                    })
                    .collect();
                if list.open {
                    parts.push("_".to_owned());
                }
                format!("enum({})", parts.join(" | "))
            }
            Shape::Union(union) => {
                let parts: Vec<String> = union
                    .branches
                    .iter()
                    .map(|branch| format!("{}({})", branch.ident, self.ty(&branch.ty)))
                    .collect();
                format!("union({})", parts.join(" | "))
            }
        }
    }

    fn field_text(&self, field: &Field) -> String {
        let mark = match field.presence {
            Presence::Required => "",
            Presence::Optional => "?",
            Presence::Nullable => "!",
            Presence::OptionalNullable => "?!",
        };
        format!("{}{mark}: {}", field.wire, self.ty(&field.ty))
    }

    /// A type expression in short.
    pub(super) fn ty(&self, ty: &Type) -> String {
        match ty {
            Type::Named(id) => self.api.types.get(*id).name.to_string(),
            Type::Scalar(scalar) => format!("{scalar:?}"),
            Type::List(item) => format!("Vec<{}>", self.ty(item)),
            Type::Map(value) => format!("Map<{}>", self.ty(value)),
            Type::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.ty(item)).collect();
                format!("({})", items.join(", "))
            }
            Type::Nullable(inner) => format!("Option<{}>", self.ty(inner)),
            Type::Boxed(inner) => format!("Box<{}>", self.ty(inner)),
            other => format!("{other:?}"),
        }
    }

    /// A field of a struct.
    pub(super) fn field(&self, name: &str, wire: &str) -> &Field {
        let Shape::Struct(object) = &self.def(name).shape else {
            panic!("`{name}` is no struct");
        };
        object
            .fields
            .iter()
            .find(|field| field.wire == wire)
            .unwrap()
    }

    /// The Rust names of a struct's fields or of an enum's or union's variants.
    pub(super) fn idents(&self, name: &str) -> Vec<String> {
        match &self.def(name).shape {
            Shape::Struct(object) => object.fields.iter().map(|f| f.ident.to_string()).collect(),
            Shape::Enum(list) => list.variants.iter().map(|v| v.ident.to_string()).collect(),
            Shape::Union(union) => union.branches.iter().map(|b| b.ident.to_string()).collect(),
            Shape::Alias(_) | Shape::Newtype(_) => Vec::new(),
        }
    }

    /// The discriminator values of each branch of a union.
    pub(super) fn tags(&self, name: &str) -> Vec<Vec<String>> {
        let branches = self.union(name).branches.iter();
        branches
            .map(|branch| branch.discriminator_values.clone())
            .collect()
    }

    /// A type that is a union.
    pub(super) fn union(&self, name: &str) -> &Union {
        match &self.def(name).shape {
            Shape::Union(union) => union,
            other => panic!("`{name}` is no union but {other:?}"),
        }
    }

    /// The operation of `METHOD /path`.
    pub(super) fn operation(&self, key: &str) -> &Operation {
        self.api
            .operations()
            .find(|operation| operation.key() == key)
            .unwrap()
    }

    /// The only operation.
    pub(super) fn only(&self) -> &Operation {
        let mut operations = self.api.operations();
        let only = operations.next().unwrap();
        assert!(operations.next().is_none());
        only
    }

    /// A content in short.
    pub(super) fn content(&self, content: &Content) -> String {
        match content {
            Content::Json(ty) => format!("json {}", self.ty(ty)),
            Content::Form { ty, .. } => format!("form {}", self.ty(ty)),
            Content::Events(ty) => format!("events {}", self.ty(ty)),
            Content::JsonLines(ty) => format!("lines {}", self.ty(ty)),
            Content::Multipart { name, .. } => format!("multipart {name}"),
            other => format!("{other:?}").to_lowercase(),
        }
    }

    /// The codes of the diagnostics.
    pub(super) fn codes(&self) -> Vec<Code> {
        self.diagnostics
            .iter()
            .map(|diagnostic| diagnostic.code)
            .collect()
    }
}
