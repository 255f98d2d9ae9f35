//! The sources: `spec/pages/*.md` and `spec/reference/*.{yaml,yml,json}`.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use crate::error::Error;
use crate::source;
use crate::workspace::{Workspace, shown};

const PAGES: &str = "spec/pages";
const REFERENCE: &str = "spec/reference";

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Markdown with a document in a fenced block.
    Page,
    /// A document.
    Plain,
}

impl Kind {
    /// By the file's name; `None` when it tells nothing.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "md" | "mdx" | "markdown" => Some(Self::Page),
            "yaml" | "yml" | "json" => Some(Self::Plain),
            _ => None,
        }
    }
}

/// A source's text.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) kind: Kind,
    /// As messages show it.
    pub(crate) shown: String,
    pub(crate) text: String,
}

impl Stored {
    pub(crate) fn new(kind: Kind, shown: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            kind,
            shown: shown.into(),
            text: text.into(),
        }
    }
}

/// All sources, by their paths below the workspace's root: pages sorted, then plain documents sorted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sources {
    by_path: BTreeMap<String, Stored>,
}

impl Sources {
    /// Reads those of the workspace.
    pub(crate) fn read(workspace: &Workspace) -> Result<Self, Error> {
        let mut sources = Self::default();
        for (folder, kind) in [(PAGES, Kind::Page), (REFERENCE, Kind::Plain)] {
            for name in names(&workspace.join(folder))? {
                let path = format!("{folder}/{name}");
                let file = workspace.join(&path);
                if Kind::of(&file) == Some(kind) && name != "README.md" {
                    let stored = Stored::new(kind, shown(&file), source::text(&file)?);
                    sources.put(path, stored);
                }
            }
        }
        Ok(sources)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.by_path.is_empty()
    }

    /// Where they lie, below the workspace's root.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.by_path.keys().map(String::as_str)
    }

    pub(crate) fn get(&self, path: &str) -> Option<&Stored> {
        self.by_path.get(path)
    }

    pub(crate) fn put(&mut self, path: String, source: Stored) {
        self.by_path.insert(path, source);
    }

    /// Pages sorted, then plain documents sorted: the folders' names happen to sort that way.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Stored> {
        self.by_path.values()
    }
}

/// Where a source with this file name is kept, below the workspace's root.
pub(crate) fn path(kind: Kind, file: &Path) -> Result<String, Error> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let slug = slug(&stem);
    if slug.is_empty() {
        return Err(Error::input(
            shown(file),
            "its name has no letter or digit to name the source by; rename it",
        ));
    }
    let json = file
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("json"));
    Ok(match kind {
        Kind::Page => format!("{PAGES}/{slug}.md"),
        Kind::Plain if json => format!("{REFERENCE}/{slug}.json"),
        Kind::Plain => format!("{REFERENCE}/{slug}.yaml"),
    })
}

/// `Run Agent (sync)` -> `run-agent-sync`.
fn slug(name: &str) -> String {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join("-")
}

/// Names of the files in a folder, sorted; none when there is no folder.
fn names(folder: &Path) -> Result<Vec<String>, Error> {
    let unreadable = |e: io::Error| Error::Read {
        path: shown(folder),
        reason: e.to_string(),
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(unreadable(e)),
    };
    let mut names = Vec::new();
    for entry in entries {
        if let Ok(name) = entry.map_err(unreadable)?.file_name().into_string()
            && !name.starts_with('.')
        {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_made_of_the_name() {
        assert_eq!(slug("Run Agent (sync)"), "run-agent-sync");
        assert_eq!(slug("get_run.v2"), "get-run-v2");
        assert_eq!(slug("…"), "");
    }

    #[test]
    fn a_source_keeps_its_kind() {
        let kept = |kind, name: &str| path(kind, Path::new(name)).unwrap();
        assert_eq!(kept(Kind::Page, "/x/A b.MDX"), "spec/pages/a-b.md");
        assert_eq!(kept(Kind::Plain, "users.yml"), "spec/reference/users.yaml");
        assert_eq!(kept(Kind::Plain, "users.json"), "spec/reference/users.json");
    }
}
