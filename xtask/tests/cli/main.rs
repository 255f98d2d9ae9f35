//! The command as people run it: its exit codes, its words, and what it leaves on disk.

#[cfg(test)]
mod codegen;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod coverage;
#[cfg(test)]
mod diff;
#[cfg(test)]
mod fetch;
#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod import;
#[cfg(test)]
mod overlays;
#[cfg(test)]
mod project;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod replaced;
#[cfg(test)]
mod scaffold;
#[cfg(test)]
mod vendored;
#[cfg(test)]
mod why;
