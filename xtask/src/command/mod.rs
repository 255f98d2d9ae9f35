//! The commands, one a file.

pub(crate) mod codegen;
pub(crate) mod spec;
