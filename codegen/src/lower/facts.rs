//! One view of a schema, whatever way `openapiv3` typed it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::Value;

use super::at::At;
use super::conditions::may_say_others;
use super::keyed::Keyed;
use crate::model::Docs;

/// JSON types as a schema's `type` names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    String,
    Number,
    Integer,
    Boolean,
    Object,
    Array,
}

impl Kind {
    /// The kind that a `type` names.
    pub(super) fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "string" => Self::String,
            "number" => Self::Number,
            "integer" => Self::Integer,
            "boolean" => Self::Boolean,
            "object" => Self::Object,
            "array" => Self::Array,
            _ => return None,
        })
    }

    /// The kind that satisfies both.
    pub(super) fn both(self, other: Self) -> Option<Self> {
        match (self, other) {
            (a, b) if a == b => Some(a),
            (Self::Number, Self::Integer) | (Self::Integer, Self::Number) => Some(Self::Integer),
            _ => None,
        }
    }
}

/// A schema in its place: a reference to a component, or a schema of its own.
#[derive(Debug, Clone)]
pub(super) enum Node {
    /// `$ref` to `components/schemas/<target>`.
    Ref {
        /// Name of the component; empty when the reference leads elsewhere.
        target: String,
        /// Where the reference stands.
        pointer: String,
    },
    /// A schema that stands where it is used.
    Inline(Rc<Facts>),
}

impl Node {
    /// What makes two nodes the same.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Ref { target, .. } => format!("#{target}"),
            Self::Inline(facts) => facts.key.clone(),
        }
    }

    /// Where it stands.
    pub(super) fn pointer(&self) -> &str {
        match self {
            Self::Ref { pointer, .. } => pointer,
            Self::Inline(facts) => &facts.at.pointer,
        }
    }

    /// The schema, unless this is a reference.
    pub(super) fn inline(&self) -> Option<&Rc<Facts>> {
        match self {
            Self::Ref { .. } => None,
            Self::Inline(facts) => Some(facts),
        }
    }

    /// The component referred to, unless this is a schema.
    pub(super) fn target(&self) -> Option<&str> {
        match self {
            Self::Ref { target, .. } => Some(target),
            Self::Inline(_) => None,
        }
    }
}

/// What a schema says of keys that are not properties.
#[derive(Debug, Clone, Default)]
pub(super) enum Extra {
    /// Nothing.
    #[default]
    Unsaid,
    /// `false`.
    Denied,
    /// `true` or `{}`: allowed, and anything.
    Open,
    /// Allowed, of this schema.
    Typed(Node),
}

/// One `oneOf` or `anyOf`.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    /// `oneOf` or `anyOf`.
    pub(super) keyword: &'static str,
    /// The branches.
    pub(super) branches: Vec<Node>,
    /// The `discriminator` beside it. Where several choices come together, it speaks of this one alone.
    pub(super) discriminator: Option<Discriminator>,
}

/// `discriminator`.
#[derive(Debug, Clone)]
pub(super) struct Discriminator {
    /// The property that holds the value.
    pub(super) property: String,
    /// Value -> name of the component.
    pub(super) mapping: BTreeMap<String, String>,
    /// `defaultMapping`: name of the component of all other values.
    pub(super) otherwise: Option<String>,
}

/// Everything a schema says that matters to its type.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    /// Where it stands.
    pub(super) at: At,
    /// What it is known by: its pointer, or for a merged schema those of its parts.
    pub(super) key: String,
    pub(super) kind: Option<Kind>,
    pub(super) nullable: bool,
    pub(super) format: Option<String>,
    /// `enum`, null included.
    pub(super) values: Option<Vec<Value>>,
    /// Names and descriptions for `values`, by position.
    pub(super) value_docs: ValueDocs,
    pub(super) properties: BTreeMap<String, Node>,
    pub(super) required: BTreeSet<String>,
    pub(super) extra: Extra,
    /// What holds for some keys, whether or not they are properties.
    pub(super) keyed: Vec<Keyed>,
    /// `unevaluatedProperties` beside a composition: what it says of keys that no part speaks of.
    pub(super) unevaluated: Extra,
    pub(super) items: Option<Node>,
    /// Schemas of the first items.
    pub(super) leading: Vec<Node>,
    /// `minItems` and `maxItems`.
    pub(super) length: (Option<usize>, Option<usize>),
    pub(super) all_of: Vec<Node>,
    pub(super) choices: Vec<Choice>,
    /// What holds for some values only: `if`, `then`, `else` and `dependentSchemas`.
    pub(super) conditions: Vec<Node>,
    /// `not: {}`: nothing is valid.
    pub(super) never: bool,
    pub(super) discriminator: Option<Discriminator>,
    pub(super) default: Option<Value>,
    pub(super) read_only: bool,
    pub(super) write_only: bool,
    pub(super) docs: Docs,
    /// Keywords that no type expresses.
    pub(super) unexpressed: Vec<String>,
    /// What its parts cannot agree on.
    pub(super) contradiction: Option<String>,
    /// It is a component only because something refers to the middle of a schema; nobody named it.
    pub(super) hoisted: bool,
}

/// `x-enum-varnames` and `x-enum-descriptions`.
#[derive(Debug, Clone, Default)]
pub(super) struct ValueDocs {
    pub(super) names: Vec<String>,
    pub(super) descriptions: Vec<String>,
}

impl Facts {
    /// A schema that says nothing.
    pub(super) fn empty(at: At) -> Self {
        Self {
            key: at.pointer.clone(),
            at,
            kind: None,
            nullable: false,
            format: None,
            values: None,
            value_docs: ValueDocs::default(),
            properties: BTreeMap::new(),
            required: BTreeSet::new(),
            extra: Extra::Unsaid,
            keyed: Vec::new(),
            unevaluated: Extra::Unsaid,
            items: None,
            leading: Vec::new(),
            length: (None, None),
            all_of: Vec::new(),
            choices: Vec::new(),
            conditions: Vec::new(),
            never: false,
            discriminator: None,
            default: None,
            read_only: false,
            write_only: false,
            docs: Docs::default(),
            unexpressed: Vec::new(),
            contradiction: None,
            hoisted: false,
        }
    }

    /// Whether it says nothing about the type: only annotations and constraints.
    pub(super) fn is_bare(&self) -> bool {
        self.kind.is_none() && self.all_of.is_empty() && self.choices.is_empty() && self.is_loose()
    }

    /// Whether it says nothing about the type beyond `type` itself and composition.
    pub(super) fn is_loose(&self) -> bool {
        self.format.is_none()
            && self.values.is_none()
            && self.properties.is_empty()
            && self.required.is_empty()
            && matches!(self.extra, Extra::Unsaid)
            && matches!(self.unevaluated, Extra::Unsaid | Extra::Denied)
            && self.items.is_none()
            && self.leading.is_empty()
            && !self.never
            && self.contradiction.is_none()
            && self.conditions.is_empty()
    }

    /// The kind that it names, or that its keywords only make sense for.
    pub(super) fn effective_kind(&self) -> Option<Kind> {
        if self.kind.is_some() {
            return self.kind;
        }
        if !self.properties.is_empty()
            || !self.required.is_empty()
            || !matches!(self.extra, Extra::Unsaid)
        {
            return Some(Kind::Object);
        }
        if self.items.is_some() || !self.leading.is_empty() {
            return Some(Kind::Array);
        }
        match self.format.as_deref()? {
            "date" | "date-time" | "uuid" | "byte" | "binary" | "password" | "email" | "uri"
            | "hostname" | "ipv4" | "ipv6" => Some(Kind::String),
            "int32" | "int64" | "uint32" | "uint64" => Some(Kind::Integer),
            "float" | "double" => Some(Kind::Number),
            _ => None,
        }
    }

    /// The schema of the item that has this position, from 0.
    pub(super) fn item(&self, index: usize) -> Option<&Node> {
        self.leading.get(index).or(self.items.as_ref())
    }

    /// Takes `unevaluatedProperties` at its word where nothing else speaks of other keys: once all parts are known.
    pub(super) fn close(&mut self) {
        if !matches!(self.extra, Extra::Unsaid) {
            return;
        }
        self.extra = match &self.unevaluated {
            // Keys that a condition speaks of are evaluated, and only where it holds.
            Extra::Typed(_) if self.conditions.iter().any(may_say_others) => Extra::Open,
            unevaluated => unevaluated.clone(),
        };
    }

    /// Whether `null` is one of its values.
    pub(super) fn has_null_value(&self) -> bool {
        self.values
            .as_ref()
            .is_some_and(|values| values.iter().any(Value::is_null))
    }

    /// Whether `null` is its only value.
    pub(super) fn is_null(&self) -> bool {
        self.all_of.is_empty()
            && self.choices.is_empty()
            && self
                .values
                .as_ref()
                .is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_null))
    }
}
