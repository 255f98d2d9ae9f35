//! What a call tells of itself while it is under way: the one place from which spans and events are given out.

use std::time::Duration;

use super::execute::{Context, Delivery};
use super::failure::Fault;

/// An attempt begins.
pub(crate) fn attempt(_: &Context) {}

/// The call succeeded.
pub(crate) fn success(_: &Context, _: &Delivery) {}

/// An attempt failed.
pub(crate) fn failure(_: &Context, _: &Fault) {}

/// Another attempt is made after this time.
pub(crate) fn wait(_: &Context, _: Duration) {}
