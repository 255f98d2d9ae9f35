//! Lists that come in pages.
//!
//! A list gives one page when it is awaited, like any call. `items` gives every item and `pages` every page, as streams that ask
//! for a page when it is needed:
//!
//! ```
#![doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::{Error, PagedCall};")]
//!
//! async fn all_names(list: PagedCall<Vec<String>, String>) -> Result<Vec<String>, Error> {
//!     let mut names = Vec::new();
//!     let mut items = list.items();
//!     while let Some(name) = items.next().await {
//!         names.push(name?);
//!     }
//!     Ok(names)
//! }
//! ```
//!
//! * **Where it begins, and how large pages are**, is what the parameters of the call say.
//! * **Options** of the call hold for each page: each is a call of its own, with its own time and its own attempts.
//! * **Stopping** is dropping the stream: nothing more is asked for.
//! * **Endless lists** end in an error, after 10,000 pages unless [`ClientBuilder::max_pages`] or [`Call::max_pages`] says otherwise.
//! * **Servers that lie** about a total, or give the same page, cursor or link again, end in an error of the kind
//!   [`ErrorKind::Paging`], never in a loop.
//!
//! # Going on later
//!
//! An error ends the stream. [`Items::position`] says how far it came, and [`Call::starting_at`] begins there, in this process or in
//! another: a [`Position`] can be serialised.
//!
//! ```
#![doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::runtime::{Error, PagedCall, Position};")]
//!
//! /// Gives the position to go on from, if it was cut short.
//! async fn export(list: PagedCall<Vec<String>, String>, from: Option<Position>) -> Option<Position> {
//!     let list = match from {
//!         Some(position) => list.starting_at(position),
//!         None => list,
//!     };
//!     let mut items = list.items();
//!     while let Some(item) = items.next().await {
//!         match item {
//!             Ok(name) => println!("{name}"),
//!             Err(error) => {
//!                 eprintln!("{error}");
//!                 return items.position().cloned();
//!             }
//!         }
//!     }
//!     None
//! }
//! ```
//!
//! How each style of paging goes on and ends, and what counts as a contradiction, is told in full by the module
//! [`paging`](crate::runtime::paging).

#[allow(unused_imports, reason = "the text leads to them")]
use super::super::{Call, ClientBuilder, ErrorKind, Items, Position};
