//! Reads documents and the files that they refer to.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use codegen::Input;

use crate::error::Error;
use crate::reading::Reading;
use crate::remote::Remote;
use crate::workspace::shown;

/// More than any description of an API; a device that never ends stops here.
const LARGEST: u64 = 256 * 1024 * 1024;

/// A document on disk.
#[derive(Debug)]
pub(crate) struct Source {
    path: PathBuf,
    /// The path as messages show it.
    pub(crate) name: String,
    /// The whole file.
    pub(crate) text: String,
    /// What it refers to on other hosts, when that may be fetched.
    remote: Option<Remote>,
}

impl Source {
    /// Reads a file.
    pub(crate) fn read(path: &Path) -> Result<Self, Error> {
        Ok(Self {
            text: text(path)?,
            name: shown(path),
            path: path.to_owned(),
            remote: None,
        })
    }

    /// Reads a file, and what it refers to as the reader allows.
    pub(crate) fn read_as(path: &Path, reading: Reading) -> Result<Self, Error> {
        Ok(Self {
            remote: reading.allow_remote.then(Remote::default),
            ..Self::read(path)?
        })
    }

    /// Hands the document to the generator.
    pub(crate) fn with_input<T>(&self, work: impl FnOnce(&Input<'_>) -> T) -> T {
        work(&Input {
            name: &self.name,
            text: &self.text,
            read: &|reference| self.neighbour(reference),
        })
    }

    /// Reads a file that the document refers to by a path relative to its own folder, or by an address.
    ///
    /// Only files below that folder are read: a document must not be able to reach for others. Nothing is fetched
    /// unless the person who reads the document asked for it.
    pub(crate) fn neighbour(&self, reference: &str) -> Result<String, String> {
        if has_scheme(reference)
            && let Some(remote) = &self.remote
        {
            return remote.text(reference);
        }
        if has_scheme(reference) || reference.starts_with("//") {
            // The caller names the address.
            return Err("it is not fetched without --allow-remote".to_owned());
        }
        let relative = Path::new(reference);
        let inside = relative.components().all(|part| {
            matches!(
                part,
                Component::Normal(_) | Component::CurDir | Component::ParentDir
            )
        });
        if !inside {
            return Err(format!(
                "{reference} is an absolute path; a document refers to its neighbours by relative ones"
            ));
        }
        let folder = match self.path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        // Both are resolved, so that neither `..` nor a link leads out.
        let resolved = fs::canonicalize(folder.join(relative)).map_err(|e| plain(&e))?;
        let folder = fs::canonicalize(folder).map_err(|e| plain(&e))?;
        if !resolved.starts_with(&folder) {
            return Err(format!(
                "{reference} lies outside of the document's folder, and only files below it are read"
            ));
        }
        contents(&resolved)
    }
}

/// Reads a text file.
pub(crate) fn text(path: &Path) -> Result<String, Error> {
    contents(path).map_err(|reason| Error::Read {
        path: shown(path),
        reason,
    })
}

fn contents(path: &Path) -> Result<String, String> {
    let kind = fs::metadata(path).map_err(|e| plain(&e))?;
    if kind.is_dir() {
        return Err("it is a folder; name a file".to_owned());
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(|e| plain(&e))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LARGEST) {
        return Err(format!("it is larger than {} MiB", LARGEST / 1024 / 1024));
    }
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        let before = e.as_bytes().get(..at).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        if matches!(e.as_bytes(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
            "it is UTF-16; save it as UTF-8".to_owned()
        } else {
            format!("it is not UTF-8: a wrong byte in line {line}")
        }
    })
}

/// The system's words without its error number.
fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" (os error") {
        Some((words, _)) => words.to_lowercase(),
        None => text,
    }
}

/// `https:`, `file:` and their like; one letter is a Windows drive, which is refused as an absolute path.
fn has_scheme(reference: &str) -> bool {
    reference.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(folder: &Path) -> Source {
        let path = folder.join("api/openapi.yaml");
        fs::create_dir_all(folder.join("api/schemas")).unwrap();
        fs::write(&path, "openapi: 3.1.0\n").unwrap();
        fs::write(folder.join("api/schemas/pet.yaml"), "type: object\n").unwrap();
        fs::write(folder.join("secret.yaml"), "type: string\n").unwrap();
        Source::read(&path).unwrap()
    }

    #[test]
    fn a_neighbour_below_the_folder_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let source = document(folder.path());
        assert_eq!(
            source.neighbour("schemas/pet.yaml").unwrap(),
            "type: object\n"
        );
        assert_eq!(
            source.neighbour("./schemas/../schemas/pet.yaml").unwrap(),
            "type: object\n"
        );
    }

    #[test]
    fn nothing_outside_of_the_folder_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let source = document(folder.path());
        let absolute = folder.path().join("secret.yaml");
        for reference in ["../secret.yaml", absolute.to_str().unwrap()] {
            let reason = source.neighbour(reference).unwrap_err();
            assert!(reason.contains(reference), "{reason}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_does_not_lead_out() {
        let folder = tempfile::tempdir().unwrap();
        let source = document(folder.path());
        std::os::unix::fs::symlink("../secret.yaml", folder.path().join("api/link.yaml")).unwrap();
        let reason = source.neighbour("link.yaml").unwrap_err();
        assert!(reason.contains("outside"), "{reason}");
    }

    #[test]
    fn an_address_is_not_fetched() {
        let folder = tempfile::tempdir().unwrap();
        let source = document(folder.path());
        for address in [
            "https://example.com/pet.yaml",
            "//example.com/pet.yaml",
            "file:///etc/passwd",
        ] {
            let reason = source.neighbour(address).unwrap_err();
            assert!(reason.contains("not fetched"), "{reason}");
        }
    }

    #[test]
    fn what_is_not_text_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.yaml");
        let reason = |bytes: &[u8]| {
            fs::write(&path, bytes).unwrap();
            contents(&path).unwrap_err()
        };
        assert_eq!(
            reason(b"a: b\nc: \xff\n"),
            "it is not UTF-8: a wrong byte in line 2"
        );
        assert_eq!(reason(b"\xff\xfea\0"), "it is UTF-16; save it as UTF-8");
        assert_eq!(
            contents(folder.path()).unwrap_err(),
            "it is a folder; name a file"
        );
        assert_eq!(
            contents(&folder.path().join("absent")).unwrap_err(),
            "no such file or directory"
        );
    }
}
