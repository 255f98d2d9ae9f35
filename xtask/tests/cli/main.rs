//! The command as people run it: its exit codes, its words, and what it leaves on disk.

mod codegen;
mod import;
#[cfg(test)]
mod project;
mod scaffold;
mod vendored;
