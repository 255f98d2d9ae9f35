//! Which documents there are, and what their crates are called.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::source;
use crate::workspace::shown;

/// Longest part of a crate's name that is made from a document's path: with the prefix and what tells two crates apart
/// it stays below the 64 characters of a crate's name.
const LONGEST: usize = 44;

/// A document of the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::command) struct Document {
    /// Path below the corpus' folder, with `/`.
    pub(in crate::command) spec: String,
    /// Where it lies.
    pub(in crate::command) path: PathBuf,
    /// Name of its crate.
    pub(super) slug: String,
}

impl Document {
    /// A document beside those of the corpus, under the path that it was asked for by.
    pub(super) fn also(path: &Path) -> Self {
        let spec = path.to_string_lossy().replace('\\', "/");
        let slug = format!(
            "corpus-also-{}-{:08x}",
            ending(&slug(&spec)),
            fingerprint(&spec)
        );
        Self {
            spec,
            path: path.to_owned(),
            slug,
        }
    }
}

/// The documents that a list names, or else all of them below the folder, in the order of their paths.
pub(in crate::command) fn find(dir: &Path, list: Option<&Path>) -> Result<Vec<Document>, Error> {
    let specs = match list {
        Some(list) => listed(dir, list)?,
        None => below(dir)?,
    };
    if specs.is_empty() {
        let place = list.unwrap_or(dir);
        return Err(Error::input(
            shown(place),
            "there is no OpenAPI 3 document here (a .json, .yaml or .yml file that says `openapi: 3...`)",
        ));
    }
    Ok(named(dir, &specs))
}

/// The paths that a file lists, one a line; empty lines and lines that start with `#` are left out.
pub(super) fn lines(list: &Path) -> Result<BTreeSet<String>, Error> {
    let text = source::text(list)?;
    Ok(text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect())
}

fn listed(dir: &Path, list: &Path) -> Result<BTreeSet<String>, Error> {
    let specs = lines(list)?;
    match specs.iter().find(|spec| !dir.join(spec).is_file()) {
        Some(missing) => Err(Error::input(
            shown(list),
            format!(
                "it lists {missing}, and there is no such file in {}",
                shown(dir)
            ),
        )),
        None => Ok(specs),
    }
}

/// Every file below the folder that looks like an OpenAPI 3 document. Links to folders are not followed.
fn below(dir: &Path) -> Result<BTreeSet<String>, Error> {
    let mut specs = BTreeSet::new();
    let mut open = vec![(dir.to_owned(), String::new())];
    while let Some((folder, prefix)) = open.pop() {
        let unreadable = |e: std::io::Error| Error::Read {
            path: shown(&folder),
            reason: e.to_string(),
        };
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = entry.file_name();
            let Some(name) = name.to_str().filter(|name| !name.starts_with('.')) else {
                continue;
            };
            let spec = format!("{prefix}{name}");
            if entry.file_type().map_err(unreadable)?.is_dir() {
                open.push((entry.path(), format!("{spec}/")));
            } else if has_extension(name) && looks_right(&entry.path()) {
                specs.insert(spec);
            }
        }
    }
    Ok(specs)
}

fn has_extension(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["json", "yaml", "yml"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

/// Whether a file says that it is OpenAPI 3. The text is not parsed: one with a syntax error is a document all the same.
fn looks_right(path: &Path) -> bool {
    source::text(path).is_ok_and(|text| says_openapi_3(&text))
}

fn says_openapi_3(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    let json = text.trim_start().starts_with('{');
    text.match_indices("openapi").any(|(at, word)| {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + word.len()..).unwrap_or_default();
        let quote = before
            .chars()
            .next_back()
            .filter(|c| matches!(c, '"' | '\''));
        let (before, after) = match quote {
            Some(quote) => match (before.strip_suffix(quote), after.strip_prefix(quote)) {
                (Some(before), Some(after)) => (before, after),
                _ => return false,
            },
            None => (before, after),
        };
        let placed = (json && quote == Some('"')) || before.is_empty() || before.ends_with('\n');
        let value = after.trim_start().strip_prefix(':').unwrap_or_default();
        placed
            && value
                .trim_start()
                .trim_start_matches(['"', '\''])
                .starts_with('3')
    })
}

/// Gives each document a crate name that says which one it is, and that no other has.
fn named(dir: &Path, specs: &BTreeSet<String>) -> Vec<Document> {
    let mut sharing: BTreeMap<String, usize> = BTreeMap::new();
    for spec in specs {
        *sharing.entry(slug(spec)).or_default() += 1;
    }
    specs
        .iter()
        .map(|spec| {
            let slug = slug(spec);
            let alone = sharing.get(&slug) == Some(&1) && slug.len() <= LONGEST;
            let slug = if alone {
                format!("corpus-{slug}")
            } else {
                format!("corpus-{}-{:08x}", ending(&slug), fingerprint(spec))
            };
            Document {
                spec: spec.clone(),
                path: dir.join(spec),
                slug,
            }
        })
        .collect()
}

/// The last words of a crate's name, as many as there is room for.
fn ending(slug: &str) -> &str {
    let Some(start) = slug.len().checked_sub(LONGEST) else {
        return slug;
    };
    let cut = slug.get(start..).unwrap_or(slug);
    cut.split_once('-').map_or(cut, |(_, words)| words)
}

/// A path in lower-case ASCII letters, digits and single hyphens.
fn slug(spec: &str) -> String {
    let words: Vec<String> = spec
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    words.join("-")
}

/// FNV-1a: the same on every machine and in every version.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_openapi_3_is_a_document() {
        for text in [
            "openapi: 3.0.0\n",
            "\u{feff}# x\nopenapi: \"3.1.0\"\n",
            "{\"info\": {}, \"openapi\" : \"3.0.3\"}",
            "'openapi': '3.2.0'",
        ] {
            assert!(says_openapi_3(text), "{text}");
        }
        for text in [
            "swagger: '2.0'\n",
            "openapi: 4.0.0\n",
            "x:\n  openapi: 3.0.0\n",
            "type: object\ndescription: openapi 3\n",
            "{\"title\": \"openapi: 3\"}",
        ] {
            assert!(!says_openapi_3(text), "{text}");
        }
    }

    #[test]
    fn crate_names_are_short_readable_and_distinct() {
        let long = format!("{}/x.json", "folder-".repeat(12));
        let specs = ["a/B.yaml", "a/b.yaml", "pets+x/v1.json", &long];
        let specs: BTreeSet<String> = specs.iter().map(|spec| (*spec).to_owned()).collect();
        let slugs: BTreeSet<String> = named(Path::new("c"), &specs)
            .into_iter()
            .map(|document| document.slug)
            .collect();
        assert_eq!(slugs.len(), 4);
        assert!(slugs.contains("corpus-pets-x-v1-json"));
        assert!(slugs.iter().all(|slug| slug.len() <= 64), "{slugs:?}");
        let shortened = slugs.iter().find(|slug| slug.len() > 50).unwrap();
        assert!(
            shortened.starts_with("corpus-folder-folder-"),
            "{shortened}"
        );
    }
}
