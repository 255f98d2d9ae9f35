//! When a failed attempt is made again.

mod after;
mod budget;
mod policy;

pub use policy::RetryPolicy;

pub(crate) use after::retry_after;
pub(crate) use budget::Budget;
