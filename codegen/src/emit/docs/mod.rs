//! Documentation comments.

mod blocks;
mod clean;
mod code;
mod html;
mod inline;
mod lines;
mod links;
mod markdown;
mod prose;
mod table;
mod wrap;

pub(crate) use code::code;
pub(crate) use prose::Prose;
