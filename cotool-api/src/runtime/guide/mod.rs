//! How a client behaves and how it is told to behave otherwise: a page for each subject.
//!
//! | | |
//! |---|---|
//! | [`errors`] | what a call can fail with, and what to do about it |
//! | [`retries`] | what is sent again, when, and how long a call can take |
//! | [`streaming`] | bodies that are read and sent piece by piece |
//! | [`observing`] | spans, interceptors, and what is never shown |
//! | [`testing`] | tests of your own code, without a server |
//!
//! Lists that come in pages are told of at [`Pages`](super::Pages) and [`Items`](super::Items). In the examples, `client` is
//! a [`Client`](super::Client) and `call` the [`Call`](super::Call) that a method of it gives.

pub mod errors;
pub mod observing;
pub mod retries;
pub mod streaming;
pub mod testing;
