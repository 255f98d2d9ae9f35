//! How a client behaves and how it is told to behave otherwise: a page for each subject.
//!
//! | | |
//! |---|---|
//! | [`errors`] | what a call can fail with, and what to do about it |
//! | [`retries`] | what is sent again, when, and how long a call can take |
//! | [`paging`] | lists that come in pages, as streams of items |
//! | [`streaming`] | bodies that are read and sent piece by piece |
//! | [`credentials`] | keys, passwords, and tokens that change |
//! | [`observing`] | spans, interceptors, and what is never shown |
//! | [`testing`] | tests of your own code, without a server |
//!
//! In the examples, `client` is a [`Client`](super::Client), and `call` or `list` is what a method of it gives: a
//! [`Call`](super::Call) or a [`PagedCall`](super::PagedCall).

pub mod credentials;
pub mod errors;
pub mod observing;
pub mod paging;
pub mod retries;
pub mod streaming;
pub mod testing;
