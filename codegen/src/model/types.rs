//! The types that the generated crate declares.

use super::{Docs, FieldName, Type, TypeName, VariantName};

/// Names one type of [`Types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(usize);

/// All declared types. Ids are handed out by [`Types::add`] and stay valid: nothing is ever removed.
#[derive(Debug, Clone, Default)]
pub struct Types {
    defs: Vec<TypeDef>,
}

impl Types {
    /// Declares a type.
    pub fn add(&mut self, def: TypeDef) -> TypeId {
        self.defs.push(def);
        TypeId(self.defs.len() - 1)
    }

    /// The definition behind an id.
    #[expect(
        clippy::indexing_slicing,
        reason = "only `add` makes ids, and nothing is removed"
    )]
    #[must_use]
    pub fn get(&self, id: TypeId) -> &TypeDef {
        &self.defs[id.0]
    }

    /// The definition behind an id, to complete it.
    #[expect(
        clippy::indexing_slicing,
        reason = "only `add` makes ids, and nothing is removed"
    )]
    pub fn get_mut(&mut self, id: TypeId) -> &mut TypeDef {
        &mut self.defs[id.0]
    }

    /// Every type with its id, in the order of declaration.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        self.defs
            .iter()
            .enumerate()
            .map(|(index, def)| (TypeId(index), def))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.defs.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.defs.is_empty()
    }
}

/// One declared type.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// Its name, unique among all types of the crate.
    pub name: TypeName,
    /// Who it belongs to: decides the file it stands in.
    pub owner: Owner,
    /// JSON pointer of the schema in the lowered document.
    pub pointer: String,
    /// Prose.
    pub docs: Docs,
    /// Which way values of it travel.
    pub usage: Usage,
    /// What it is.
    pub shape: Shape,
    /// Indexes into [`super::Api::handles`] of the tags whose operations reach it, sorted. Empty when none does.
    pub reached_by: Vec<usize>,
    /// Whether it is a branch of a union, or a part of one.
    pub in_union: bool,
}

/// The schema or operation that a type was declared by. Inline types belong to the root they stand under.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// `components/schemas/<name>`, with the name as the document writes it.
    Component(String),
    /// An operation, by method and path: `POST /api/agents/{agentId}/run-async`.
    Operation(String),
}

/// Which way values of a type travel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// The client sends it.
    pub request: bool,
    /// The client reads it.
    pub response: bool,
}

/// What a declared type is.
#[derive(Debug, Clone)]
pub enum Shape {
    /// An object with named properties.
    Struct(Struct),
    /// A fixed list of scalar values.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// Another name for a type.
    Alias(Type),
    /// A wrapper around a type, where an alias would contain itself.
    Newtype(Type),
}

/// An object with named properties.
#[derive(Debug, Clone)]
pub struct Struct {
    /// In the order of the document's property names, sorted.
    pub fields: Vec<Field>,
    /// What happens to keys that are not fields.
    pub additional: Additional,
}

/// What happens to keys that are not fields.
#[derive(Debug, Clone)]
pub enum Additional {
    /// They are read over. `additionalProperties` is absent, or false (then the caller cannot send any either).
    Ignored,
    /// They are kept in this field, a map of this value type.
    Kept {
        /// Name of the field that holds them.
        ident: FieldName,
        /// Type of the values.
        value: Type,
        /// Whether the document speaks of them; where it does not, they are kept because another branch of a union would.
        said: bool,
    },
}

/// A property.
#[derive(Debug, Clone)]
pub struct Field {
    /// Rust name.
    pub ident: FieldName,
    /// JSON key.
    pub wire: String,
    /// JSON pointer of the property's schema in the lowered document.
    pub pointer: String,
    /// Prose.
    pub docs: Docs,
    /// Type of the value when there is one, without the `Option` that `presence` adds.
    pub ty: Type,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// `default`: what an absent value means. Documented, never filled in.
    pub default: Option<serde_json::Value>,
    /// The only value it can have (its type is an [`Enum`] with one value): `new` does not ask for it.
    pub constant: bool,
    /// Whether the document allows no value of it: what it says contradicts itself, or forbids all.
    pub impossible: bool,
    /// Whether it may be absent only because the other side alone sends it: it is never null.
    pub only_absent: bool,
    /// `readOnly`: sent by the server only, so never demanded of the caller.
    pub read_only: bool,
    /// `writeOnly`: sent by the client only, so never demanded of the server.
    pub write_only: bool,
}

impl Field {
    /// Whether only the other side sends it, in a struct that travels so.
    #[must_use]
    pub const fn is_one_way(&self, usage: Usage) -> bool {
        (self.read_only && usage.request) || (self.write_only && usage.response)
    }
}

/// Whether a property may be absent or null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always there: `T`.
    Required,
    /// May be left out: `Option<T>`, left out when `None`.
    Optional,
    /// Always there, may be null: `Option<T>`, written as `null` when `None`.
    Nullable,
    /// May be left out and may be null, which are two different things: `Maybe<T>`.
    OptionalNullable,
}

/// A fixed list of scalar values.
#[derive(Debug, Clone)]
pub struct Enum {
    /// In the document's order, without duplicates, without null.
    pub variants: Vec<Variant>,
    /// A value that is not listed is kept in `Unknown`. A list of one is closed: it is a tag.
    pub open: bool,
}

/// One value of an [`Enum`].
#[derive(Debug, Clone)]
pub struct Variant {
    /// Rust name.
    pub ident: VariantName,
    /// The value on the wire.
    pub value: EnumValue,
    /// Prose.
    pub docs: Docs,
}

/// A value of an [`Enum`]. All variants of one enum have the same kind, unless one is `Json`: then all are.
#[derive(Debug, Clone, PartialEq)]
pub enum EnumValue {
    /// A string.
    Str(String),
    /// An integer.
    Int(i64),
    /// Anything else (mixed kinds, fractions, booleans, arrays, objects).
    Json(serde_json::Value),
}

/// One of several types.
#[derive(Debug, Clone)]
pub struct Union {
    /// In the document's order, without duplicate types, without null.
    pub branches: Vec<Branch>,
    /// `discriminator.propertyName`, when every branch is an object that has it.
    pub discriminator: Option<String>,
}

/// One type of a [`Union`].
#[derive(Debug, Clone)]
pub struct Branch {
    /// Rust name of the variant.
    pub ident: VariantName,
    /// What the variant holds.
    pub ty: Type,
    /// Prose.
    pub docs: Docs,
    /// Values of the discriminator that choose it.
    pub discriminator_values: Vec<String>,
    /// Values whose discriminator is not there, or chooses no branch, are of this one: `discriminator.defaultMapping`.
    pub otherwise: bool,
    /// What can be seen of a value without decoding it.
    pub outline: Outline,
}

/// What a union looks at to choose a branch before it decodes anything.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outline {
    /// JSON kinds that the branch accepts; empty means any.
    pub kinds: Vec<JsonKind>,
    /// For objects: keys that must be there, sorted.
    pub required: Vec<String>,
    /// For objects: keys that are known, required or not, sorted.
    pub known: Vec<String>,
    /// For objects: keys whose value is one of a few constants, sorted by key.
    pub constants: Vec<(String, Vec<serde_json::Value>)>,
    /// For objects: no other keys than the known ones are allowed.
    pub closed: bool,
    /// For objects: keys that are not known are kept, though the document does not speak of any.
    pub holds_others: bool,
    /// For objects: keys whose null is read as their absence, and kept by another branch, sorted.
    pub drops_null: Vec<String>,
    /// For objects: keys that are known, and for which the document allows no value, sorted.
    pub impossible: Vec<String>,
}

/// Kinds of JSON values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JsonKind {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}
