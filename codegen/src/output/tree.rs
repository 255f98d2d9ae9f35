//! Modules before they are printed.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;

/// A module, which becomes a file or a folder.
#[derive(Debug, Clone)]
pub struct Module {
    /// What it is called, as far as files can be called so.
    pub name: String,
    /// Inner documentation and attributes.
    pub attributes: TokenStream,
    /// How its parent shows it.
    pub reexport: Reexport,
    /// Features that need it; empty if it is always there. For the root: all features there are.
    pub features: BTreeSet<String>,
    /// What it holds.
    pub content: Content,
}

/// How a module is shown by its parent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reexport {
    /// `pub mod x;`
    Public,
    /// `pub mod x; pub use x::{A, B};`
    Names(Vec<String>),
    /// `mod x; pub use x::*;`
    All,
}

/// What a module holds.
#[derive(Debug, Clone)]
pub enum Content {
    /// Other modules.
    Modules(Vec<Module>),
    /// Items, in a file or, if they are many, in several.
    Items(Items),
}

/// Items of one module.
#[derive(Debug, Clone)]
pub struct Items {
    /// Where names that chunks declare can be imported from.
    pub home: Home,
    /// What belongs together stays together, in this order.
    pub chunks: Vec<Chunk>,
    /// Inner documentation of a file that holds the chunks of one step of [`Chunk::place`].
    pub part: fn(&str) -> TokenStream,
}

/// The path that every name of a kind can be imported by, whatever file it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Home {
    /// `crate::api`
    Api,
    /// `crate::models`
    Models,
}

/// Items that belong together: one type, or one operation.
#[derive(Debug, Clone, Default)]
pub struct Chunk {
    /// JSON pointer of what they were made of.
    pub pointer: String,
    /// Where they stand once the module is divided: a step leads from a folder to a file in it or to a folder. No steps:
    /// in the module's own file.
    pub place: Vec<String>,
    /// The items.
    pub items: TokenStream,
    /// Names that they declare.
    pub declares: BTreeSet<String>,
    /// Names that they refer to, of those that chunks of the same home declare.
    pub references: BTreeSet<String>,
    /// Features that need them; empty if none does in particular.
    pub features: BTreeSet<String>,
}
