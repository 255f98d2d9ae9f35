//! Where things lie.

use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf};

use codegen::Config;
use codegen::config::OverlayFile;

use crate::error::Error;
use crate::generate;
use crate::reading::Reading;
use crate::source;

/// The vendored document, below the root.
pub(crate) const DOCUMENT: &str = "spec/cotool.yaml";
/// Names and groups that people settled, below the root.
pub(crate) const CONFIG: &str = "spec/codegen.toml";
/// Corrections on top of the document, below the root.
pub(crate) const OVERLAYS: &str = "spec/overlays";
/// What becomes of everything that the document uses, below the root.
pub(crate) const COVERAGE: &str = "spec/COVERAGE.md";
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

    /// Whether a path leads to the vendored document.
    pub(crate) fn is_document(&self, path: &Path) -> bool {
        let own = fs::canonicalize(self.join(DOCUMENT));
        matches!((own, fs::canonicalize(path)), (Ok(a), Ok(b)) if a == b)
    }

    /// A path below the root, written with `/`.
    pub(crate) fn join(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }
}

/// What is settled about the project's own client: names, and corrections of the document.
pub(crate) fn config(workspace: &Workspace, reading: Reading) -> Result<Config, Error> {
    let mut config = generate::config(Some(&workspace.join(CONFIG)), reading)?;
    config.overlays = overlays(workspace)?;
    Ok(config)
}

/// The corrections on top of the document, in the order of their names.
fn overlays(workspace: &Workspace) -> Result<Vec<OverlayFile>, Error> {
    let folder = workspace.join(OVERLAYS);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => {
            return Err(Error::Read {
                path: shown(&folder),
                reason: e.to_string(),
            });
        }
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| is_overlay(path))
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            Ok(OverlayFile {
                name: shown(path),
                text: source::text(path)?,
            })
        })
        .collect()
}

/// Whether a file of that folder is an overlay, by its name.
pub(crate) fn is_overlay(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| matches!(extension, "yaml" | "yml" | "json"))
}

/// Version of the client crate, its own or that of the workspace.
pub(crate) fn version(workspace: &Workspace) -> Option<String> {
    let manifest = |path: &str| -> Option<toml::Table> {
        fs::read_to_string(workspace.join(path)).ok()?.parse().ok()
    };
    let own = manifest(&format!("{CLIENT}/Cargo.toml"))?;
    let version = own.get("package")?.get("version")?;
    if let Some(version) = version.as_str() {
        return Some(version.to_owned());
    }
    let shared = manifest("Cargo.toml")?;
    let version = shared.get("workspace")?.get("package")?.get("version")?;
    Some(version.as_str()?.to_owned())
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
