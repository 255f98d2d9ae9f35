//! Public items as a caller sees them.

use std::collections::{BTreeMap, BTreeSet};

/// All public items of a client, by path.
pub(super) type Items = BTreeMap<String, Item>;

/// A public item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) kind: Kind,
    pub(super) deprecated: bool,
    /// Each is a list of features of which one is needed.
    pub(super) gates: BTreeSet<BTreeSet<String>>,
}

/// What it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Struct(Struct),
    Enum(Enum),
    /// What it stands for.
    Alias(String),
    /// Its type.
    Constant(String),
    Function(Function),
    Module,
    /// A trait that a type implements.
    Trait,
    /// The macro that gives an enum its impls.
    Macro(String),
}

impl Kind {
    /// A number that differs for different kinds.
    pub(super) fn noun(&self) -> &'static str {
        match self {
            Self::Struct(_) => "struct",
            Self::Enum(_) => "enum",
            Self::Alias(_) => "alias",
            Self::Constant(_) => "constant",
            Self::Function(_) => "function",
            Self::Module => "module",
            Self::Trait => "trait impl",
            Self::Macro(_) => "enum",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Struct {
    /// Whether callers may list its fields.
    pub(super) exhaustive: bool,
    /// Name -> type, and whether it is deprecated.
    pub(super) fields: BTreeMap<String, (String, bool)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Enum {
    pub(super) exhaustive: bool,
    /// Name -> payload, and whether it is deprecated.
    pub(super) variants: BTreeMap<String, (String, bool)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Function {
    /// Everything but the names of the arguments.
    pub(super) signature: String,
    pub(super) arguments: Vec<String>,
}
