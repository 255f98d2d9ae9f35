//! The cargo features of a client crate: one a tag and one a part that is written by hand, kept between two marker lines of its `Cargo.toml`.

use std::fmt::Write as _;

use codegen::emit::Feature;
use toml::{Table, Value};

const BEGIN: &str = "# @generated features: begin";
const END: &str = "# @generated features: end";

/// The `Cargo.toml` with the block between the markers brought to the tags and parts. Everything else stays as it is.
pub(crate) fn splice(manifest: &str, tags: &[String], parts: &[Feature]) -> Result<String, String> {
    let (before, _, after) = around(manifest)?;
    let kept = kept_defaults(manifest)?;
    let ending = if manifest.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let block = block(&kept, tags, parts)?.replace('\n', ending);
    Ok(format!("{before}{block}{after}"))
}

/// The lines between the markers.
pub(crate) fn block(kept: &Kept, tags: &[String], parts: &[Feature]) -> Result<String, String> {
    if let Some(tag) = tags.iter().find(|tag| kept.defined.contains(tag)) {
        return Err(format!(
            "the tag feature `{tag}` is a feature of the runtime already; give the tag another name in codegen.toml"
        ));
    }
    if let Some(part) = parts.iter().find(|part| kept.defined.contains(&part.name)) {
        return Err(format!(
            "the part `{}` is a feature of the runtime already; give it another name in codegen.toml",
            part.name
        ));
    }
    let mut out = String::new();
    let names: Vec<String> = kept
        .defaults
        .iter()
        .chain(tags)
        .chain(parts.iter().map(|part| &part.name))
        .map(|name| quoted(name))
        .collect();
    let line = format!("default = [{}]\n", names.join(", "));
    if line.len() <= 100 {
        out.push_str(&line);
    } else {
        let _ = writeln!(out, "default = [");
        for name in &names {
            let _ = writeln!(out, "    {name},");
        }
        let _ = writeln!(out, "]");
    }
    for tag in tags {
        let _ = writeln!(out, "{} = []", key(tag));
    }
    for part in parts {
        let needs: Vec<String> = part.needs.iter().map(|name| quoted(name)).collect();
        let _ = writeln!(out, "{} = [{}]", key(&part.name), needs.join(", "));
    }
    Ok(out)
}

/// The features that are not the tags'.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Those that `default` names.
    pub(crate) defaults: Vec<String>,
    /// All of them.
    pub(crate) defined: Vec<String>,
}

/// The features outside of the block, and which of them are defaults.
pub(crate) fn kept_defaults(manifest: &str) -> Result<Kept, String> {
    let (before, _, after) = around(manifest)?;
    let features = |text: &str| -> Result<Table, String> {
        let table: Table = text.parse().map_err(|e| format!("not TOML: {e}"))?;
        Ok(match table.get("features") {
            Some(Value::Table(features)) => features.clone(),
            _ => Table::new(),
        })
    };
    let defined: Vec<String> = features(&format!("{before}{after}"))?
        .keys()
        .filter(|name| *name != "default")
        .cloned()
        .collect();
    let defaults = match features(manifest)?.get("default") {
        Some(Value::Array(names)) => names
            .iter()
            .filter_map(Value::as_str)
            .filter(|name| defined.iter().any(|known| known == name))
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    };
    Ok(Kept { defaults, defined })
}

/// The text up to and with the first marker, between them, and from the second on.
fn around(manifest: &str) -> Result<(&str, &str, &str), String> {
    let missing = || {
        format!(
            "it needs the two lines `{BEGIN}` and `{END}` in its [features] table: the list of features is kept \
             between them"
        )
    };
    let (start, stop) = (line(manifest, BEGIN), line(manifest, END));
    let (Some((_, begin)), Some((end, _))) = (start, stop) else {
        return Err(missing());
    };
    match (
        manifest.get(..begin),
        manifest.get(begin..end),
        manifest.get(end..),
    ) {
        (Some(before), Some(block), Some(after)) => Ok((before, block, after)),
        _ => Err(missing()),
    }
}

/// Where a line starts, and where the next one does.
fn line(text: &str, wanted: &str) -> Option<(usize, usize)> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let next = start + line.len();
        if line.trim() == wanted {
            return Some((start, next));
        }
        start = next;
    }
    None
}

/// Text as a TOML string.
pub(crate) fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

/// A name as a TOML key.
pub(crate) fn key(name: &str) -> String {
    let bare = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if bare { name.to_owned() } else { quoted(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "[package]\nname = \"x\"\n\n[features]\n# @generated features: begin\n\
        default = [\"reqwest\", \"old\"]\nold = []\n# @generated features: end\nreqwest = [\"dep:reqwest\"]\n";

    fn tags(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn only_the_block_changes_and_the_runtimes_defaults_stay() {
        let spliced = splice(MANIFEST, &tags(&["agents", "users"]), &[]).unwrap();
        assert_eq!(
            spliced,
            "[package]\nname = \"x\"\n\n[features]\n# @generated features: begin\n\
             default = [\"reqwest\", \"agents\", \"users\"]\nagents = []\nusers = []\n\
             # @generated features: end\nreqwest = [\"dep:reqwest\"]\n"
        );
        assert_eq!(
            splice(&spliced, &tags(&["agents", "users"]), &[]).unwrap(),
            spliced
        );
    }

    #[test]
    fn a_part_switches_on_the_tags_that_it_needs() {
        let part = Feature {
            name: "run".to_owned(),
            needs: tags(&["agents", "users"]),
        };
        let spliced = splice(MANIFEST, &tags(&["agents", "users"]), &[part]).unwrap();
        assert!(
            spliced.contains(
                "default = [\"reqwest\", \"agents\", \"users\", \"run\"]\nagents = []\nusers = []\nrun = [\"agents\", \"users\"]\n"
            ),
            "{spliced}"
        );
        // A part that cannot be built any more leaves nothing behind.
        assert!(
            !splice(&spliced, &tags(&["agents"]), &[])
                .unwrap()
                .contains("run")
        );
    }

    #[test]
    fn line_endings_stay_as_they_are() {
        let spliced = splice(&MANIFEST.replace('\n', "\r\n"), &tags(&["a"]), &[]).unwrap();
        assert_eq!(
            spliced.matches("\r\n").count(),
            spliced.matches('\n').count()
        );
    }

    #[test]
    fn a_name_that_toml_would_not_take_bare_is_quoted() {
        let spliced = splice(MANIFEST, &tags(&["мир"]), &[]).unwrap();
        assert!(spliced.contains("\n\"мир\" = []\n"), "{spliced}");
        spliced.parse::<Table>().unwrap();
    }

    #[test]
    fn a_long_list_is_broken_into_lines() {
        let long: Vec<String> = (0..20).map(|n| format!("tag-number-{n}")).collect();
        let spliced = splice(MANIFEST, &long, &[]).unwrap();
        assert!(spliced.contains("default = [\n    \"reqwest\",\n    \"tag-number-0\",\n"));
        spliced.parse::<Table>().unwrap();
    }

    #[test]
    fn what_is_missing_or_taken_is_said() {
        let error = splice("[features]\n", &[], &[]).unwrap_err();
        assert!(error.contains("# @generated features: begin"), "{error}");
        let error = splice(MANIFEST, &tags(&["reqwest"]), &[]).unwrap_err();
        assert!(error.contains("`reqwest`"), "{error}");
    }
}
