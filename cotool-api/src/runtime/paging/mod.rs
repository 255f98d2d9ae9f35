//! Lists that come in pages, as streams of pages and of items.
//!
//! The method of an operation that pages gives a [`PagedCall`]. Awaited, it is a call like any other and gives one page.
//! [`pages`](Call::pages) gives the body of every page, [`items`](Call::items) every item:
//!
//! ```ignore
//! let mut notes = client.notes().list(params).items();
//! while let Some(note) = notes.next().await {
//!     println!("{:?}", note?);
//! }
//! ```
//!
//! Every option of a call ([`timeout`](Call::timeout), [`retry`](Call::retry), [`header`](Call::header) ...) holds for
//! each page: each is a call of its own, with its own time and its own attempts. A page is asked for when the consumer
//! wants the first item behind the one before, and not earlier; dropping the stream abandons the page that is on its way.
//! The size of the pages and the place to begin at are those of the caller's parameters.
//!
//! # How it goes on, and when it ends
//!
//! | style | the next page | the end |
//! |---|---|---|
//! | offset | the offset grows by the number of items that came | as many items as the total says; without a total, an empty page, or one that is shorter than the limit after one that was as long as it |
//! | page | the page number grows by one | the same |
//! | cursor | the cursor in the answer is sent | the answer has none: absent, null or empty |
//! | link | the `rel="next"` of the `Link` header is followed (RFC 8288), to the same origin only | the answer has none |
//!
//! * The total of the *latest* page counts: items may be added and deleted meanwhile. An empty page is a clean end when the
//!   total has shrunk to what was given.
//! * A short page alone ends nothing while the limit is the caller's word only: servers cap it.
//! * A page that is longer than the limit is given whole, and the offset moves on by what came.
//! * An empty page that carries a cursor or a link is not the end.
//! * Where a walk begins in the middle by page number, and the first page is not as long as the caller asked, it is not known
//!   how many items lie before it: the total is not used then, and an empty page ends the walk.
//! * The empty page that only says that there is no more is not given, unless it is the first.
//!
//! # What a server may get wrong
//!
//! These end in an error of the kind [`Paging`](super::ErrorKind::Paging), which has the operation, the URL, the number of
//! the page and its [`Position`]; [`Error::paging_error`](super::Error::paging_error) says what it was, as a
//! [`PagingFault`]:
//!
//! * **The same page again.** The items of a page are, byte for byte, those of an earlier one. The page is not given. If the
//!   total has grown since the page before, the list may have moved under the walk, and it goes on.
//! * **Fewer items than said.** A page is empty, and its total says that there are more.
//! * **More items than said.** All are given. One more page is asked for, since an item may have been added between counting
//!   and listing; if its total does not know of what was given either, the walk ends in an error.
//! * **The same cursor or link again.** The page that names it is given, and then the error.
//! * **A link to another origin**, or one that is no URL. The page is given, and then the error.
//! * **No end.** After [`max_pages`](Call::max_pages) pages, or those of [`ClientBuilder::max_pages`](super::ClientBuilder::max_pages), 10,000
//!   unless set, if there may be another one.
//!
//! # Going on after an error
//!
//! Any error ends the stream. [`Items::position`] and [`Pages::position`] say how far it came, and
//! [`starting_at`](Call::starting_at) begins there: at the item after the last that was given, or at the page that failed. Where a page was given and names no usable
//! next one, that is the page itself: there is no other place to go on from.
//! A [`Position`] can be serialised, so that another process can go on:
//!
//! ```ignore
//! let list = client.notes().list(params);
//! let mut notes = match stored_position {
//!     Some(position) => list.starting_at(position).items(),
//!     None => list.items(),
//! };
//! while let Some(note) = notes.next().await {
//!     store(note?, notes.position());
//! }
//! ```

mod call;
mod count;
mod error;
mod items;
mod link;
mod pages;
mod plan;
mod position;
mod prints;
mod walk;

pub use call::{Paged, PagedCall};
pub use count::Count;
pub use error::{PagingError, PagingFault};
pub use items::Items;
pub use pages::Pages;
pub use plan::{PageStyle, Paging};
pub use position::Position;

#[cfg(doc)]
use super::Call;
