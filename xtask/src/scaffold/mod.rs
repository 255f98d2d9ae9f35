//! A complete crate for another document: manifest, root, and a copy of the runtime.

mod manifest;
mod name;
mod record;
mod root;

use std::fs;
use std::path::Path;

use codegen::Config;
use codegen::model::Api;

use crate::error::Error;
use crate::source;
use crate::tree::{Claim, Tree};
use crate::workspace::{self, Workspace, shown};
pub(crate) use name::CrateName;

/// What every crate is made of beside its generated files.
pub(crate) struct Scaffold<'a> {
    name: &'a CrateName,
    /// The client's own `Cargo.toml`, and the workspace's.
    client: String,
    workspace: String,
    /// Path below `src/runtime` -> bytes.
    runtime: Vec<(String, Vec<u8>)>,
}

impl<'a> Scaffold<'a> {
    /// Reads the client crate that the new one is modelled on.
    pub(crate) fn read(workspace: &Workspace, name: &'a CrateName) -> Result<Self, Error> {
        let client = workspace.join(workspace::CLIENT);
        let folder = client.join("src/runtime");
        let mut runtime = Vec::new();
        collect(&folder, "", &mut runtime)?;
        runtime.sort();
        Ok(Self {
            name,
            client: source::text(&client.join("Cargo.toml"))?,
            workspace: source::text(&workspace.join("Cargo.toml"))?,
            runtime,
        })
    }

    /// The crate in `out`, still without its generated files.
    pub(crate) fn tree(&self, out: &Path, api: &Api, config: &Config) -> Result<Tree, Error> {
        let mut tree = Tree::new(out);
        tree.earlier = record::read(out)?;
        let tags = codegen::emit::features(api, config);
        let manifest = manifest::text(
            &manifest::Made {
                name: self.name,
                title: &api.title,
                tags: &tags,
                names: &|name| self.names(name),
            },
            &self.client,
            &self.workspace,
        )
        .map_err(Error::plain)?;
        // Somebody may take these two over by removing their mark.
        for (path, text) in [
            ("Cargo.toml", manifest),
            ("src/lib.rs", root::text(&codegen::emit::documentation(api))),
        ] {
            let claim = if tree.earlier.contains(path) {
                Claim::Yielding
            } else {
                Claim::Marked
            };
            tree.want(path, text, claim);
        }
        for (path, bytes) in &self.runtime {
            let path = format!("src/runtime/{path}");
            let claim = if tree.earlier.contains(&path) {
                Claim::Ours
            } else {
                Claim::New
            };
            tree.want(path, bytes.clone(), claim);
        }
        Ok(tree)
    }

    /// Whether the runtime names that crate.
    fn names(&self, name: &str) -> bool {
        let path = format!("{name}::");
        let mut texts = self
            .runtime
            .iter()
            .filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok());
        texts.any(|text| text.contains(&path))
    }

    /// Wants the list of all files that the crate is to have.
    pub(crate) fn record(&self, tree: &mut Tree) {
        let text = record::text(tree.files.keys().map(String::as_str));
        tree.want(record::NAME, text, Claim::Marked);
    }
}

/// All files below a folder, hidden ones left out.
fn collect(folder: &Path, below: &str, files: &mut Vec<(String, Vec<u8>)>) -> Result<(), Error> {
    let unreadable = |path: &Path, e: &std::io::Error| Error::Read {
        path: shown(path),
        reason: e.to_string(),
    };
    for entry in fs::read_dir(folder).map_err(|e| unreadable(folder, &e))? {
        let path = entry.map_err(|e| unreadable(folder, &e))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            collect(&path, &format!("{below}{name}/"), files)?;
        } else {
            let bytes = fs::read(&path).map_err(|e| unreadable(&path, &e))?;
            files.push((format!("{below}{name}"), bytes));
        }
    }
    Ok(())
}
