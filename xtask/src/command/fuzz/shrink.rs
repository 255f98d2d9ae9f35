//! Makes a document smaller as long as the same is found with it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::probe::Finding;
use super::supervise::{Watch, how};
use super::tree;
use crate::command::corpus::parse;
use crate::error::Error;
use crate::pointer;

/// How long one document is made smaller.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs documents in processes of their own.
pub(super) struct Shrinker<'a> {
    pub(super) program: &'a Path,
    /// Where the document lies that is tried.
    pub(super) scratch: PathBuf,
}

impl Shrinker<'_> {
    /// A smaller document with the same finding, or the document itself.
    pub(super) fn shrink(&self, text: &str, finding: &Finding) -> String {
        let signature = finding.signature();
        let start = Instant::now();
        let mut fits = |text: &str| {
            start.elapsed() < PATIENCE
                && self
                    .findings(text)
                    .is_ok_and(|found| found.iter().any(|found| found.signature() == signature))
        };
        if let Some(value) = parse(text)
            && fits(&value.to_string())
        {
            return smaller_tree(value, &mut fits).to_string();
        }
        smaller_text(text, &mut fits)
    }

    fn findings(&self, text: &str) -> Result<Vec<Finding>, Error> {
        fs::write(&self.scratch, text).map_err(|e| Error::unwritable(&self.scratch, e))?;
        replay(self.program, &self.scratch)
    }
}

/// What is found with a document, in a process of its own.
pub(super) fn replay(program: &Path, document: &Path) -> Result<Vec<Finding>, Error> {
    let failed = |e: std::io::Error| Error::plain(format!("cannot start a worker: {e}"));
    let mut child = Command::new(program)
        .args(["fuzz", "--worker"])
        .arg(document)
        .arg("--replay")
        .arg(document)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(failed)?;
    let mut watch = Watch::new(0);
    loop {
        if child.try_wait().map_err(failed)?.is_some() {
            break;
        }
        if let Some(finding) = watch.look(child.id()) {
            let _ = child.kill();
            let _ = child.wait();
            return Ok(vec![finding]);
        }
        thread::sleep(Duration::from_millis(5));
    }
    let output = child.wait_with_output().map_err(failed)?;
    match serde_json::from_slice(&output.stdout) {
        Ok(findings) => Ok(findings),
        Err(_) => Ok(vec![Finding::new("abort", how(output.status))]),
    }
}

/// Leaves out values, the large ones first, and empties what cannot be left out.
fn smaller_tree(mut value: Value, fits: &mut impl FnMut(&str) -> bool) -> Value {
    loop {
        let before = tree::count(&value);
        let mut index = 1;
        while index < tree::count(&value) {
            let without = without(&value, index);
            if without.as_ref().is_some_and(|less| fits(&less.to_string())) {
                value = without.unwrap_or(value);
            } else {
                index += 1;
            }
        }
        if tree::count(&value) == before {
            return value;
        }
    }
}

/// The same without the value of this number.
fn without(value: &Value, index: usize) -> Option<Value> {
    let (place, _) = tree::at(value, index)?;
    let (parent, last) = place.rsplit_once('/')?;
    let mut less = value.clone();
    match less.pointer_mut(parent)? {
        Value::Object(map) => drop(map.remove(&pointer::unescaped(last))),
        Value::Array(items) => drop(items.remove(last.parse().ok()?)),
        _ => return None,
    }
    Some(less)
}

/// Leaves out stretches of a text, the long ones first.
fn smaller_text(text: &str, fits: &mut impl FnMut(&str) -> bool) -> String {
    let mut kept: Vec<char> = text.chars().collect();
    let mut stretch = kept.len() / 2;
    while stretch > 0 {
        let mut from = 0;
        while from < kept.len() {
            let less: Vec<char> = kept
                .iter()
                .take(from)
                .chain(kept.iter().skip(from + stretch))
                .copied()
                .collect();
            if fits(&less.iter().collect::<String>()) {
                kept = less;
            } else {
                from += stretch;
            }
        }
        stretch /= 2;
    }
    kept.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_is_needed_stays() {
        let value = json!({"a": [1, 2, {"b": "x", "c": 3}], "d": {}});
        let less = smaller_tree(value, &mut |text| text.contains("\"b\""));
        assert_eq!(less, json!({"a": [{"b": "x"}]}));
        let less = smaller_text("abcdefgh", &mut |text| {
            text.contains('c') && text.contains('g')
        });
        assert_eq!(less, "cg");
    }
}
