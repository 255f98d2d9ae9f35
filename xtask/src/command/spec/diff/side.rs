//! One of the two versions: a file, or what git has of it.

use std::path::{Component, Path};
use std::process::{Command, Stdio};

use codegen::config::OverlayFile;
use codegen::{Config, Input};

use crate::error::Error;
use crate::generate;
use crate::reading::Reading;
use crate::source::Source;
use crate::workspace::{self, Workspace, shown};

/// A version of a document, ready to be read by the generator.
#[derive(Debug)]
pub(crate) struct Side {
    /// For messages: the path, or `git:REV:path`.
    pub(crate) name: String,
    /// Names that are settled for it.
    pub(crate) config: Config,
    /// Whether it is the project's own document.
    pub(crate) is_own: bool,
    origin: Origin,
}

#[derive(Debug)]
enum Origin {
    File(Source),
    Git(Revision, String),
    /// Text that lies nowhere yet.
    Text(String),
}

/// A file of a revision.
#[derive(Debug)]
struct Revision {
    root: std::path::PathBuf,
    revision: String,
    path: String,
}

impl Side {
    /// Reads what the command line names.
    pub(crate) fn read(
        word: &str,
        workspace: Option<&Workspace>,
        config: Option<&Path>,
        reading: Reading,
    ) -> Result<Self, Error> {
        match word.strip_prefix("git:") {
            Some(rest) => Self::of_git(rest, workspace, config, reading),
            None => Self::of_file(word, workspace, config, reading),
        }
    }

    /// Text that was fetched, and that is to take the place of the project's document.
    pub(crate) fn of_text(name: &str, text: String, config: Config) -> Self {
        Self {
            name: name.to_owned(),
            config,
            is_own: true,
            origin: Origin::Text(text),
        }
    }

    fn of_file(
        word: &str,
        workspace: Option<&Workspace>,
        config: Option<&Path>,
        reading: Reading,
    ) -> Result<Self, Error> {
        // The project's document by its name, wherever the command runs.
        let path = match workspace {
            Some(workspace) if word == workspace::DOCUMENT && !Path::new(word).exists() => {
                workspace.join(word)
            }
            _ => Path::new(word).to_owned(),
        };
        let source = Source::read_as(&path, reading)?;
        let own = workspace.filter(|workspace| workspace.is_document(&path));
        let config = match (config, own) {
            (Some(path), _) => generate::config(Some(path), reading)?,
            (None, Some(workspace)) => workspace::config(workspace, reading)?,
            (None, None) => Config::default(),
        };
        Ok(Self {
            name: source.name.clone(),
            config,
            is_own: own.is_some(),
            origin: Origin::File(source),
        })
    }

    fn of_git(
        rest: &str,
        workspace: Option<&Workspace>,
        config: Option<&Path>,
        reading: Reading,
    ) -> Result<Self, Error> {
        let workspace = workspace.ok_or_else(|| {
            Error::plain(
                "a revision is looked up in the project's repository, and there is no project here",
            )
        })?;
        let (revision, path) = rest.split_once(':').unwrap_or((rest, workspace::DOCUMENT));
        // A revision that starts with a dash would be an option of git's.
        if revision.is_empty() || revision.starts_with('-') {
            return Err(Error::plain(format!("`git:{rest}` names no revision")));
        }
        let at = |path: &str| Revision {
            root: workspace.root().to_owned(),
            revision: revision.to_owned(),
            path: path.to_owned(),
        };
        let is_own = path == workspace::DOCUMENT;
        let config = match config {
            Some(path) => generate::config(Some(path), reading)?,
            None if is_own => config_of(&at(workspace::CONFIG), workspace, reading)?,
            None => Config::default(),
        };
        let document = at(path);
        let text = document.text().map_err(|reason| Error::Read {
            path: format!("git:{rest}"),
            reason,
        })?;
        Ok(Self {
            name: format!("git:{revision}:{path}"),
            config,
            is_own,
            origin: Origin::Git(document, text),
        })
    }

    /// Hands the document to the generator.
    pub(crate) fn with_input<T>(&self, work: impl FnOnce(&Input<'_>) -> T) -> T {
        let text = match &self.origin {
            Origin::File(source) => return source.with_input(work),
            Origin::Git(_, text) | Origin::Text(text) => text,
        };
        let read = |reference: &str| match &self.origin {
            Origin::Git(revision, _) => revision.neighbour(reference),
            _ => Err("a fetched document has to stand alone".to_owned()),
        };
        work(&Input {
            name: &self.name,
            text,
            read: &read,
        })
    }
}

/// Gives a file that is compared with the project's document the names and corrections of that document: it is taken for
/// another version of it, and would otherwise differ by every settled name.
pub(crate) fn settle_alike(old: &mut Side, new: &mut Side) {
    match (old.is_own, new.is_own) {
        (true, false) => new.config = old.config.clone(),
        (false, true) => old.config = new.config.clone(),
        _ => {}
    }
}

/// The names that a revision had settled (today's, where that revision had none, or none that can be read today), and its
/// own corrections.
fn config_of(
    revision: &Revision,
    workspace: &Workspace,
    reading: Reading,
) -> Result<Config, Error> {
    let mut config = match revision.text().map(|text| Config::parse(&text)) {
        Ok(Ok(config)) => config,
        _ => workspace::config(workspace, reading)?,
    };
    config.overlays = revision
        .files(workspace::OVERLAYS)
        .into_iter()
        .filter(|path| workspace::is_overlay(Path::new(path)))
        .filter_map(|path| {
            let file = revision.other(&path);
            Some(OverlayFile {
                name: format!("git:{}:{path}", revision.revision),
                text: file.text().ok()?,
            })
        })
        .collect();
    Ok(config)
}

impl Revision {
    fn text(&self) -> Result<String, String> {
        // Paths are those of the project, which may be a folder of a larger repository.
        self.git(&["show", &format!("{}:./{}", self.revision, self.path)])
    }

    /// The files of a folder, sorted; none when there is no such folder.
    fn files(&self, folder: &str) -> Vec<String> {
        let folder = format!("{folder}/");
        let names = self.git(&["ls-tree", "--name-only", &self.revision, &folder]);
        let mut names: Vec<String> = names
            .unwrap_or_default()
            .lines()
            .map(str::to_owned)
            .collect();
        names.sort();
        names
    }

    /// Another file of the same revision.
    fn other(&self, path: &str) -> Self {
        Self {
            root: self.root.clone(),
            revision: self.revision.clone(),
            path: path.to_owned(),
        }
    }

    fn git(&self, words: &[&str]) -> Result<String, String> {
        let output = Command::new("git")
            .arg("-C")
            .arg(&self.root)
            .args(words)
            .stdin(Stdio::null())
            .output()
            .map_err(|e| format!("git cannot be run: {e}"))?;
        if output.status.success() {
            return String::from_utf8(output.stdout).map_err(|_| "it is not UTF-8".to_owned());
        }
        let words = String::from_utf8_lossy(&output.stderr);
        let words = words.lines().next().unwrap_or_default();
        Err(words.trim_start_matches("fatal: ").to_owned())
    }

    /// A file beside it, of the same revision.
    fn neighbour(&self, reference: &str) -> Result<String, String> {
        if reference.contains("://") || reference.starts_with("//") {
            return Err("it is not fetched for a revision of git's".to_owned());
        }
        let folder = Path::new(&self.path).parent().unwrap_or(Path::new(""));
        let mut way = Vec::new();
        for part in folder.join(reference).components() {
            match part {
                Component::Normal(name) => way.push(name.to_string_lossy().into_owned()),
                Component::CurDir => {}
                Component::ParentDir if !way.is_empty() => {
                    way.pop();
                }
                _ => return Err("it lies outside of the repository".to_owned()),
            }
        }
        let path = way.join("/");
        if !path.starts_with(&*shown(folder)) {
            return Err("it lies outside of the document's folder".to_owned());
        }
        self.other(&path).text()
    }
}
