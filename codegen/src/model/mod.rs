//! The resolved API: types, operations and names, with every reference followed and every name settled.
//!
//! This is what the emitter reads. It knows nothing of OpenAPI's dialects (that is [`crate::lower`]'s work)
//! and nothing of Rust syntax beyond "this is a valid identifier" (that is [`crate::emit`]'s).

mod docs;
mod letters;
mod names;
mod operation;
mod paging;
mod security;
mod ty;
mod types;

pub use crate::ledger::{Approximation, Reason, Treatment};
pub use docs::Docs;
pub use names::{FieldName, FnName, Ident, ModuleName, Scope, TypeName, VariantName};
pub use operation::{
    AnswerHeader, AnswerHeaders, BodyContent, Content, Encoding, Handle, HeaderForm, Location,
    Method, Operation, Param, ParamEncoding, Part, PartKind, PathSegment, RequestBody,
    ResponseCase, StatusSpec, StreamSuccess, Style, Success, SuccessKind, is_header_name,
};
pub use paging::{Paging, PagingStyle, Way};
pub use security::{Requirement, Scheme, SchemeKind};
pub use ty::{Scalar, Type};
pub use types::{
    Additional, Branch, Enum, EnumValue, Field, JsonKind, Outline, Owner, Presence, Shape, Struct,
    TypeDef, TypeId, Types, Union, Usage, Variant,
};

/// A server of the document, with its variables already replaced by their defaults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Absolute URL, or a path when the document gives only that.
    pub url: String,
    /// The document's description.
    pub description: Option<String>,
}

/// Everything that the emitter needs to know.
#[derive(Debug, Clone)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.summary` and `info.description`, as Markdown.
    pub description: Option<String>,
    /// In the document's order; the first is the default.
    pub servers: Vec<Server>,
    /// Security schemes, sorted by name.
    pub schemes: Vec<Scheme>,
    /// One for each tag that has operations, sorted by module name.
    pub handles: Vec<Handle>,
    /// All types, by [`TypeId`].
    pub types: Types,
    /// Every place where the document says more than the Rust types do.
    pub approximations: Vec<Approximation>,
}

impl Api {
    /// All operations, handle by handle.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.handles.iter().flat_map(|handle| &handle.operations)
    }
}
