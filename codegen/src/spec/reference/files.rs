//! The files of a document: the caller's own and those that its references name, each read once.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use super::dynamic;
use crate::spec::origin::Source;
use crate::spec::pointer::percent_decode;
use crate::spec::{Input, text};

/// How many files one document may draw in.
const MAX_FILES: usize = 4096;

/// Every file that was read so far.
#[derive(Debug)]
pub(crate) struct Files<'a> {
    input: &'a Input<'a>,
    files: Vec<File>,
    known: BTreeMap<String, Result<usize, Refusal>>,
    bytes: usize,
}

/// A file that was read.
#[derive(Debug)]
struct File {
    address: Address,
    tree: Rc<Value>,
    text: Option<String>,
    duplicates: Vec<String>,
    /// Keywords that became plain references.
    followed: Vec<String>,
}

/// Where a file is, so that references in it can be read relative to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Address {
    /// A path below the folder of the document.
    Local(String),
    /// Another host.
    Remote(String),
}

/// Why a file could not be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The path leaves the folder of the document.
    Outside(String),
    /// The path is of a kind that is not read at all.
    NoPath(String),
    /// On another host, and why the caller did not get it.
    Remote(String, String),
    /// Not there, and why.
    Missing(String, String),
    /// There, and not to be read.
    Unreadable(String, String),
    /// More than we are prepared to read.
    TooMuch(String),
}

impl<'a> Files<'a> {
    /// With the caller's document as file 0.
    pub(crate) fn new(input: &'a Input<'a>, tree: Rc<Value>) -> Self {
        let name = file_name(input.name).to_owned();
        Self {
            input,
            known: BTreeMap::from([(name.clone(), Ok(0))]),
            files: vec![File {
                address: Address::Local(name),
                tree,
                text: None,
                duplicates: Vec::new(),
                followed: Vec::new(),
            }],
            bytes: 0,
        }
    }

    /// The content of a file.
    pub(crate) fn tree(&self, file: usize) -> Option<Rc<Value>> {
        self.files.get(file).map(|file| Rc::clone(&file.tree))
    }

    /// How a file is called: its path below the document's folder, or its URL.
    pub(crate) fn name(&self, file: usize) -> &str {
        match self.files.get(file).map(|file| &file.address) {
            Some(Address::Local(name) | Address::Remote(name)) => name,
            None => "",
        }
    }

    /// How a file is called in messages.
    pub(crate) fn title(&self, file: usize) -> String {
        match self.files.get(file).map(|file| &file.address) {
            Some(Address::Local(name)) if file > 0 => beside(self.input.name, name),
            Some(Address::Remote(name)) => name.clone(),
            _ => self.input.name.to_owned(),
        }
    }

    /// Whether the text of a file has a word in it at all.
    pub(crate) fn mentions(&self, file: usize, word: &str) -> bool {
        match self.files.get(file).map(|file| &file.text) {
            Some(Some(text)) => text.contains(word),
            _ => self.input.text.contains(word),
        }
    }

    /// Keys that are twice in a file that was drawn in.
    pub(crate) fn duplicates(&self) -> impl Iterator<Item = (usize, &str)> {
        self.files.iter().enumerate().flat_map(|(index, file)| {
            file.duplicates
                .iter()
                .map(move |pointer| (index, pointer.as_str()))
        })
    }

    /// Dynamic references of files that were drawn in, which became plain ones.
    pub(crate) fn followed(&self) -> impl Iterator<Item = (usize, &str)> {
        self.files.iter().enumerate().flat_map(|(index, file)| {
            file.followed
                .iter()
                .map(move |pointer| (index, pointer.as_str()))
        })
    }

    /// The files with their texts, for whoever looks for positions.
    pub(crate) fn into_sources(self) -> Vec<Source> {
        let titles: Vec<String> = (0..self.files.len()).map(|file| self.title(file)).collect();
        self.files
            .into_iter()
            .zip(titles)
            .map(|(file, name)| Source {
                name,
                text: file.text,
            })
            .collect()
    }

    /// The file that the part of a reference before its `#` names, as seen from `from`.
    pub(crate) fn open(&mut self, from: usize, reference: &str) -> Result<usize, Refusal> {
        if reference.is_empty() {
            return Ok(from);
        }
        let base = self.files.get(from).map(|file| file.address.clone());
        let address = join(base.as_ref(), reference)?;
        let key = match &address {
            Address::Local(name) | Address::Remote(name) => name.clone(),
        };
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let opened = self.read(address);
        self.known.insert(key, opened.clone());
        opened
    }

    fn read(&mut self, address: Address) -> Result<usize, Refusal> {
        let (Address::Local(name) | Address::Remote(name)) = &address;
        if self.files.len() >= MAX_FILES {
            return Err(Refusal::TooMuch(name.clone()));
        }
        let text = (self.input.read)(name).map_err(|reason| match &address {
            Address::Local(name) => Refusal::Missing(name.clone(), reason),
            Address::Remote(url) => Refusal::Remote(url.clone(), reason),
        })?;
        self.bytes = self.bytes.saturating_add(text.len());
        if self.bytes > text::MAX_BYTES {
            return Err(Refusal::TooMuch(name.clone()));
        }
        let mut tree = text::read(&text).map_err(|error| {
            let place = match error.position {
                Some((line, column)) => format!(" (line {line}, column {column})"),
                None => String::new(),
            };
            Refusal::Unreadable(name.clone(), format!("{}{place}", error.message))
        })?;
        let followed = dynamic::follow(&mut tree.value, &text);
        self.files.push(File {
            address,
            tree: Rc::new(tree.value),
            text: Some(text),
            duplicates: tree.duplicates,
            followed,
        });
        Ok(self.files.len() - 1)
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The name of a neighbour of the document, for messages.
fn beside(document: &str, name: &str) -> String {
    let folder = document.len() - file_name(document).len();
    format!("{}{name}", document.get(..folder).unwrap_or_default())
}

/// Whether a reference begins with a scheme (`https:`, `file:`), and which.
fn scheme(reference: &str) -> Option<String> {
    let (scheme, _) = reference.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

/// Reads a reference relative to the file that holds it.
fn join(base: Option<&Address>, reference: &str) -> Result<Address, Refusal> {
    match scheme(reference).as_deref() {
        Some("http" | "https") => return Ok(Address::Remote(reference.to_owned())),
        Some(_) => return Err(Refusal::NoPath(reference.to_owned())),
        None => {}
    }
    match base {
        Some(Address::Remote(url)) => Ok(Address::Remote(join_url(url, reference))),
        Some(Address::Local(file)) => join_path(file, reference),
        None => join_path("", reference),
    }
}

fn join_path(base: &str, reference: &str) -> Result<Address, Refusal> {
    let path = percent_decode(reference).replace('\\', "/");
    if path.starts_with('/') || path.contains('\0') {
        return Err(Refusal::NoPath(reference.to_owned()));
    }
    let mut segments: Vec<&str> = base.split('/').collect();
    segments.pop();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                if segments.pop().is_none() {
                    return Err(Refusal::Outside(reference.to_owned()));
                }
            }
            segment => segments.push(segment),
        }
    }
    Ok(Address::Local(segments.join("/")))
}

pub(super) fn join_url(base: &str, reference: &str) -> String {
    let base = base.split(['?', '#']).next().unwrap_or(base);
    let (scheme, rest) = base.split_once("://").unwrap_or(("https", base));
    if let Some(rest) = reference.strip_prefix("//") {
        return format!("{scheme}://{rest}");
    }
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut segments: Vec<&str> = if reference.starts_with('/') {
        Vec::new()
    } else {
        let mut segments: Vec<&str> = path.split('/').collect();
        segments.pop();
        segments
    };
    for segment in reference.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            segment => segments.push(segment),
        }
    }
    format!("{scheme}://{host}/{}", segments.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(base: &str, reference: &str) -> Result<String, Refusal> {
        match join(Some(&Address::Local(base.to_owned())), reference)? {
            Address::Local(path) => Ok(path),
            Address::Remote(url) => Ok(url),
        }
    }

    #[test]
    fn paths_are_relative_to_the_file_that_holds_them() {
        assert_eq!(
            local("api.yaml", "schemas/pet.yaml").unwrap(),
            "schemas/pet.yaml"
        );
        assert_eq!(
            local("schemas/pet.yaml", "tag.yaml").unwrap(),
            "schemas/tag.yaml"
        );
        assert_eq!(
            local("schemas/pet.yaml", "./../api.yaml").unwrap(),
            "api.yaml"
        );
        assert_eq!(
            local("a.yaml", "my%20pets/x.yaml").unwrap(),
            "my pets/x.yaml"
        );
        assert_eq!(
            local("a.yaml", "https://x.test/y.yaml").unwrap(),
            "https://x.test/y.yaml"
        );
    }

    #[test]
    fn no_path_leaves_the_folder() {
        for path in ["../x.yaml", "a/../../x.yaml", "%2e%2e/x.yaml", "..\\x.yaml"] {
            assert!(
                matches!(local("api.yaml", path), Err(Refusal::Outside(_))),
                "{path}"
            );
        }
        for path in [
            "/etc/passwd",
            "file:///etc/passwd",
            "C:\\x.yaml",
            "%2fetc/passwd",
        ] {
            assert!(
                matches!(local("api.yaml", path), Err(Refusal::NoPath(_))),
                "{path}"
            );
        }
    }

    #[test]
    fn urls_are_joined() {
        let base = "https://x.test/a/b.yaml?q=1";
        assert_eq!(join_url(base, "c.yaml"), "https://x.test/a/c.yaml");
        assert_eq!(join_url(base, "../../c.yaml"), "https://x.test/c.yaml");
        assert_eq!(join_url(base, "/c.yaml"), "https://x.test/c.yaml");
        assert_eq!(join_url(base, "//y.test/c.yaml"), "https://y.test/c.yaml");
    }
}
