//! The commands, one a file.

pub(crate) mod codegen;
pub(crate) mod corpus;
pub(crate) mod fuzz;
pub(crate) mod spec;
