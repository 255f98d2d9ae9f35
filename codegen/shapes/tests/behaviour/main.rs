//! What generated code does: its types with real JSON, its operations with a transport that writes down what is sent.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod absence;
#[cfg(test)]
mod answers;
#[cfg(test)]
mod bodies;
#[cfg(test)]
mod calls;
#[cfg(test)]
mod choices;
#[cfg(test)]
mod compositions;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod lists_of_values;
#[cfg(test)]
mod names;
#[cfg(test)]
mod parameters;
#[cfg(test)]
mod recursion;
#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod scalars;
#[cfg(test)]
mod streams;
#[cfg(test)]
mod tape;
#[cfg(test)]
mod version_3_1;
