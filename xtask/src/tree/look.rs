//! What lies at a path.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::error::Error;
use crate::workspace::shown;

pub(super) const LINK: &str =
    "is a symbolic link, and nothing is written through links: replace it by a folder or file";
pub(super) const FOLDER: &str = "is a folder where a file belongs: move it away";
pub(super) const FILE: &str = "is a file where a folder belongs: move it away";
const SPECIAL: &str = "is neither a file nor a folder: move it away";

pub(super) enum Found {
    Nothing,
    File(Vec<u8>),
    Blocked(PathBuf, &'static str),
}

/// What lies at a path. Every folder on the way is looked at, so that no link leads out of the base.
pub(super) fn look(base: &Path, path: &str) -> Result<Found, Error> {
    let mut at = base.to_owned();
    let parts: Vec<Component<'_>> = Path::new(path).components().collect();
    if parts.is_empty()
        || !parts
            .iter()
            .all(|part| matches!(part, Component::Normal(_)))
    {
        return Err(Error::plain(format!(
            "`{path}` is no path below a folder: a defect of ours, please report it"
        )));
    }
    let last = parts.len() - 1;
    for (index, part) in parts.iter().enumerate() {
        at.push(part);
        let kind = match fs::symlink_metadata(&at) {
            Ok(kind) => kind.file_type(),
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(e) if e.kind() == io::ErrorKind::NotADirectory => {
                let parent = at.parent().unwrap_or(base).to_owned();
                return Ok(Found::Blocked(parent, FILE));
            }
            Err(e) => return Err(unreadable(&at, &e)),
        };
        let blocked = match (kind, index == last) {
            (kind, _) if kind.is_symlink() => Some(LINK),
            (kind, true) if kind.is_dir() => Some(FOLDER),
            (kind, true) if !kind.is_file() => Some(SPECIAL),
            (kind, false) if !kind.is_dir() => Some(FILE),
            _ => None,
        };
        if let Some(reason) = blocked {
            return Ok(Found::Blocked(at, reason));
        }
    }
    let bytes = fs::read(&at).map_err(|e| unreadable(&at, &e))?;
    Ok(Found::File(bytes))
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> Error {
    Error::Read {
        path: shown(path),
        reason: error.to_string(),
    }
}
