//! Where things lie.

use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::error::Error;

/// The vendored document, below the root.
pub(crate) const DOCUMENT: &str = "spec/cotool.yaml";
/// Names and groups that people settled, below the root.
pub(crate) const CONFIG: &str = "spec/codegen.toml";
/// The client crate, below the root.
pub(crate) const CLIENT: &str = "cotool-api";

/// The workspace that the command works on.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace of the package that cargo runs; without cargo, the one around the current folder.
    pub(crate) fn find() -> Result<Self, Error> {
        let start = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => env::current_dir()
                .map_err(|e| Error::plain(format!("cannot tell the current folder: {e}")))?,
        };
        Self::around(&start)
    }

    /// The nearest folder, from `start` upwards, whose `Cargo.toml` is a workspace with members.
    pub(crate) fn around(start: &Path) -> Result<Self, Error> {
        start
            .ancestors()
            .find(|folder| is_root(folder))
            .map(|root| Self {
                root: root.to_owned(),
            })
            .ok_or_else(|| {
                Error::plain(
                    "there is no workspace here; run `cargo xtask` inside the project's folder",
                )
            })
    }

    /// The root folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A path below the root, written with `/`.
    pub(crate) fn join(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }
}

fn is_root(folder: &Path) -> bool {
    fs::read_to_string(folder.join("Cargo.toml"))
        .ok()
        .and_then(|text| text.parse::<toml::Table>().ok())
        .and_then(|manifest| manifest.get("workspace")?.get("members").cloned())
        .is_some()
}

/// A path for messages: relative to the current folder, with `/`.
pub(crate) fn shown(path: &Path) -> String {
    let relative = match env::current_dir() {
        Ok(current) if path.is_absolute() => relative_to(path, &current),
        _ => path.to_owned(),
    };
    let text = relative.to_string_lossy();
    let text = if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    };
    let plain = text.strip_prefix("./").unwrap_or(&text);
    if plain.is_empty() {
        ".".to_owned()
    } else {
        plain.to_owned()
    }
}

/// The way from the folder `from` to `path`, both absolute.
fn relative_to(path: &Path, from: &Path) -> PathBuf {
    let (path, from): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (path.components().collect(), from.components().collect());
    let same = path.iter().zip(&from).take_while(|(a, b)| a == b).count();
    let up = from.iter().skip(same).map(|_| Component::ParentDir);
    up.chain(path.iter().skip(same).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_between_two_folders_is_relative() {
        let way = |path: &str, from: &str| relative_to(Path::new(path), Path::new(from));
        assert_eq!(way("/a/b/c", "/a/b"), Path::new("c"));
        assert_eq!(way("/a/x", "/a/b/c"), Path::new("../../x"));
        assert_eq!(way("/a", "/a"), Path::new(""));
    }

    #[test]
    fn the_root_is_the_nearest_workspace_with_members() {
        let folder = tempfile::tempdir().unwrap();
        let member = folder.path().join("member/src");
        fs::create_dir_all(&member).unwrap();
        fs::write(
            folder.path().join("Cargo.toml"),
            "[workspace]\nmembers = [\"member\"]\n",
        )
        .unwrap();
        fs::write(folder.path().join("member/Cargo.toml"), "[package]\n").unwrap();
        assert_eq!(Workspace::around(&member).unwrap().root(), folder.path());
    }
}
