//! A small project in a temporary folder, and the command run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use tempfile::TempDir;

pub(crate) struct Project {
    folder: TempDir,
}

/// How a run of the command ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    /// Asserts the exit code, and shows everything when it is another.
    #[track_caller]
    pub(crate) fn code(self, expected: i32) -> Self {
        assert_eq!(self.code, expected, "{self:#?}");
        self
    }

    /// Asserts that one of the streams has this.
    #[track_caller]
    pub(crate) fn says(self, expected: &str) -> Self {
        assert!(
            self.out.contains(expected) || self.err.contains(expected),
            "{expected:?} is missing in {self:#?}"
        );
        self
    }
}

/// Every file and folder: path, bytes, and time of the last change.
pub(crate) type Snapshot = Vec<(PathBuf, Vec<u8>, SystemTime)>;

impl Project {
    /// A workspace without anything in it.
    pub(crate) fn new() -> Self {
        let project = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        project.put("Cargo.toml", "[workspace]\nmembers = []\n");
        project
    }

    /// A workspace with a client crate, and a document made of one source.
    pub(crate) fn with_client(api: &str) -> Self {
        let project = Self::new();
        project.put(
            "Cargo.toml",
            "[workspace]\nmembers = [\"cotool-api\"]\n\n[workspace.package]\nedition = \"2024\"\n\n\
             [workspace.dependencies]\nserde = \"1\"\n",
        );
        project.put(
            "cotool-api/Cargo.toml",
            "[package]\nname = \"cotool-api\"\n\n[features]\n# @generated features: begin\ndefault = [\"reqwest\"]\n\
             # @generated features: end\nreqwest = []\n\n[dependencies]\nserde.workspace = true\n",
        );
        project.put("cotool-api/src/runtime/mod.rs", "//! Runtime.\r\n");
        project.put("cotool-api/src/runtime/deep/er.rs", "//! Deeper.\n");
        project.put("spec/codegen.toml", "");
        project.put("spec/reference/api.yaml", api);
        project.run(&["spec", "import"]).code(0);
        project
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn put(&self, path: &str, text: &str) {
        self.put_bytes(path, text.as_bytes());
    }

    pub(crate) fn put_bytes(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Runs `cargo xtask` with these words.
    pub(crate) fn run(&self, words: &[&str]) -> Run {
        self.run_in("", words)
    }

    /// Runs it in a folder of the project.
    pub(crate) fn run_in(&self, folder: &str, words: &[&str]) -> Run {
        self.run_as(self.folder.path(), folder, words)
    }

    /// Runs it with the workspace that this test belongs to.
    pub(crate) fn run_for_real(&self, words: &[&str]) -> Run {
        self.run_as(Path::new(env!("CARGO_MANIFEST_DIR")), "", words)
    }

    /// No run may show where the project lies.
    fn run_as(&self, manifest: &Path, folder: &str, words: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(words)
            .current_dir(self.path(folder))
            .env("CARGO_MANIFEST_DIR", manifest)
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let run = Run {
            code: output.status.code().unwrap(),
            out: text(output.stdout),
            err: text(output.stderr),
        };
        let place = self.folder.path().to_str().unwrap();
        assert!(!run.out.contains(place), "{run:#?}");
        assert!(!run.err.contains(place), "{run:#?}");
        run
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        let mut all = Vec::new();
        collect(self.folder.path(), &mut all);
        all.sort();
        all
    }
}

fn collect(folder: &Path, all: &mut Snapshot) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.push((path.clone(), Vec::new(), SystemTime::UNIX_EPOCH));
            collect(&path, all);
        } else {
            let changed = fs::metadata(&path).unwrap().modified().unwrap();
            all.push((path.clone(), fs::read(&path).unwrap(), changed));
        }
    }
}
