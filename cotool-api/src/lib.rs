//! Client.

pub mod runtime;
