//! Writes the clients as members of one workspace below `target/corpus`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use codegen::Output;
use codegen::model::Api;

use super::documents::Document;
use super::fidelity::Program;
use crate::command::codegen::want_generated;
use crate::error::Error;
use crate::scaffold::{CrateName, Scaffold};
use crate::tree::{self, Claim};
use crate::workspace::{Workspace, shown};

/// The line that makes a crate a workspace of its own, which a member must not be.
const OWN_WORKSPACE: &str = "[workspace]";

/// The workspace of the corpus.
pub(super) struct Crates<'a> {
    project: &'a Workspace,
    folder: PathBuf,
}

impl<'a> Crates<'a> {
    pub(super) fn new(project: &'a Workspace) -> Self {
        Self {
            project,
            folder: project.join("target/corpus"),
        }
    }

    /// The workspace's folder.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes the crate of a document; files that hold the right bytes already stay untouched.
    pub(super) fn write(
        &self,
        document: &Document,
        output: &Output,
        api: &Api,
        program: Option<Program>,
    ) -> Result<(), Error> {
        let out = self.crates().join(&document.slug);
        let name: CrateName = document.slug.parse().map_err(Error::plain)?;
        let scaffold = Scaffold::read(self.project, &name)?;
        let mut wanted = scaffold.tree(&out, api, &codegen::Config::default())?;
        want_generated(&mut wanted, "src/generated", &output.files)?;
        if let Some(program) = program {
            wanted.want(program.path, program.text, Claim::Ours);
        }
        scaffold.record(&mut wanted);
        if let Some(manifest) = wanted.files.get_mut("Cargo.toml") {
            let text = String::from_utf8_lossy(&manifest.bytes);
            manifest.bytes = member(&text).into_bytes();
        }
        // Nobody else writes here, and an interrupted run may have left anything.
        for file in wanted.files.values_mut() {
            file.claim = Claim::Ours;
        }
        tree::write(&tree::plan(&wanted)?).map(|_| ())
    }

    /// Makes a workspace of these crates, and removes all others.
    pub(super) fn unite(&self, slugs: &BTreeSet<&str>) -> Result<(), Error> {
        let crates = self.crates();
        create(&crates)?;
        for entry in fs::read_dir(&crates).map_err(|e| unwritable(&crates, e))? {
            let entry = entry.map_err(|e| unwritable(&crates, e))?;
            let name = entry.file_name();
            if !name.to_str().is_some_and(|name| slugs.contains(name)) {
                remove(&entry.path())?;
            }
        }
        self.put("Cargo.toml", &manifest(slugs))?;
        let lock = self.folder.join("Cargo.lock");
        if !lock.exists() {
            // The versions that the project has tested, and that lie in cargo's cache already.
            let tested = self.project.join("Cargo.lock");
            fs::copy(&tested, &lock).map_err(|e| unwritable(&lock, e))?;
        }
        Ok(())
    }

    fn crates(&self) -> PathBuf {
        self.folder.join("crates")
    }

    fn put(&self, name: &str, text: &str) -> Result<(), Error> {
        let path = self.folder.join(name);
        if fs::read_to_string(&path).is_ok_and(|there| there == text) {
            return Ok(());
        }
        fs::write(&path, text).map_err(|e| unwritable(&path, e))
    }
}

/// The manifest of a crate that is a member of our workspace.
fn member(manifest: &str) -> String {
    manifest
        .split_inclusive('\n')
        .filter(|line| line.trim_end() != OWN_WORKSPACE)
        .collect()
}

fn manifest(slugs: &BTreeSet<&str>) -> String {
    let mut text = "[workspace]\nresolver = \"3\"\nmembers = [\n".to_owned();
    for slug in slugs {
        let _ = writeln!(text, "    \"crates/{slug}\",");
    }
    // The programs are run once: what a debugger, or a panic that is caught, would need is not worth building.
    text.push_str(
        "]\n\n[profile.dev]\ndebug = 0\nincremental = false\npanic = \"abort\"\ncodegen-units = 1\ndebug-assertions = false\n",
    );
    text
}

fn create(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(|e| unwritable(folder, e))
}

fn remove(path: &Path) -> Result<(), Error> {
    let removed = if path.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    };
    removed.map_err(|e| unwritable(path, e))
}

fn unwritable(path: &Path, source: io::Error) -> Error {
    Error::Write {
        path: shown(path),
        source,
        done: Some("; the clients before it were written".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_no_workspace_of_its_own() {
        let manifest = "[package]\ndescription = \"[workspace]\"\n\n[workspace]\n\n[features]\n";
        let expected = "[package]\ndescription = \"[workspace]\"\n\n\n[features]\n";
        assert_eq!(member(manifest), expected);
    }

    #[test]
    fn the_manifest_names_every_crate() {
        let text = manifest(&BTreeSet::from(["corpus-a", "corpus-b"]));
        let table: toml::Table = text.parse().unwrap();
        let members: Vec<&str> = table["workspace"]["members"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(toml::Value::as_str)
            .collect();
        assert_eq!(members, ["crates/corpus-a", "crates/corpus-b"]);
    }

    #[test]
    fn only_the_crates_of_this_run_stay() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(
            folder.path().join("Cargo.toml"),
            "[workspace]\nmembers = []\n",
        )
        .unwrap();
        fs::write(folder.path().join("Cargo.lock"), "version = 4\n").unwrap();
        let project = Workspace::around(folder.path()).unwrap();
        let crates = Crates::new(&project);
        for slug in ["corpus-a", "corpus-old"] {
            fs::create_dir_all(crates.crates().join(slug).join("src")).unwrap();
        }
        crates.unite(&BTreeSet::from(["corpus-a"])).unwrap();
        assert!(crates.crates().join("corpus-a").exists());
        assert!(!crates.crates().join("corpus-old").exists());
        assert!(crates.folder().join("Cargo.lock").exists());
    }
}
