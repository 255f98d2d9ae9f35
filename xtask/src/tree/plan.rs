//! What would have to change.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::look::{Found, LINK, look, unreadable};
use super::{Claim, Tree, Wanted, is_marked};
use crate::error::Error;
use crate::report::counted;
use crate::workspace::shown;

/// What is to be done with one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Action {
    /// It is missing.
    Create { new: Vec<u8> },
    /// It holds something else.
    Replace { old: Vec<u8>, new: Vec<u8> },
    /// It should not be there.
    Delete { old: Vec<u8> },
}

/// Something in the way that is not ours to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// As messages show it.
    pub(crate) path: String,
    /// Why it is left alone, and what to do.
    pub(crate) reason: &'static str,
}

impl Refusal {
    /// All of them in one sentence.
    pub(crate) fn list(refusals: &[Self]) -> String {
        let all: Vec<String> = refusals
            .iter()
            .map(|refusal| format!("{} {}", refusal.path, refusal.reason))
            .collect();
        all.join("\n  ")
    }
}

const UNMARKED: &str = "is not marked @generated, so it is left alone: move it away";
const FOREIGN: &str =
    "was not written by this command, so it is left alone: move it away, or choose another folder";

/// The difference between what is there and what should be.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) base: PathBuf,
    pub(crate) swept: Vec<String>,
    /// By path below the base.
    pub(crate) actions: BTreeMap<String, Action>,
    pub(crate) unchanged: usize,
    /// Files that somebody took over.
    pub(crate) kept: Vec<String>,
    pub(crate) refusals: Vec<Refusal>,
}

impl Plan {
    /// Whether everything is as it should be.
    pub(crate) fn is_empty(&self) -> bool {
        self.actions.is_empty() && self.refusals.is_empty()
    }

    /// Whether there is something to do with a file.
    pub(crate) fn is_changed(&self, path: &str) -> bool {
        self.actions.contains_key(path)
    }

    /// A path below the base, as messages show it.
    pub(crate) fn shown(&self, path: &str) -> String {
        shown(&self.base.join(path))
    }

    /// "3 files written, 1 deleted, 41 unchanged" of what was done.
    pub(crate) fn summary(&self) -> String {
        let deleted = self
            .actions
            .values()
            .filter(|action| matches!(action, Action::Delete { .. }))
            .count();
        let written = self.actions.len() - deleted;
        let mut parts = vec![format!("{} written", counted(written, "file"))];
        if deleted > 0 {
            parts.push(format!("{deleted} deleted"));
        }
        parts.push(format!("{} unchanged", self.unchanged));
        parts.join(", ")
    }

    fn refuse(&mut self, path: &Path, reason: &'static str) {
        let path = shown(path);
        if !self.refusals.iter().any(|refusal| refusal.path == path) {
            self.refusals.push(Refusal { path, reason });
        }
    }
}

/// Compares the disk with the tree. Reads only.
pub(crate) fn plan(tree: &Tree) -> Result<Plan, Error> {
    let mut plan = Plan {
        base: tree.base.clone(),
        swept: tree.swept.clone(),
        ..Plan::default()
    };
    for (path, wanted) in &tree.files {
        place(&mut plan, path, wanted)?;
    }
    for folder in &tree.swept {
        sweep(&mut plan, tree, folder)?;
    }
    for path in &tree.earlier {
        let swept = tree.swept.iter().any(|folder| below(path, folder));
        if !swept
            && !tree.files.contains_key(path)
            && let Found::File(old) = look(&tree.base, path)?
        {
            plan.actions.insert(path.clone(), Action::Delete { old });
        }
    }
    Ok(plan)
}

/// What is to be done so that a file holds what it should.
fn place(plan: &mut Plan, path: &str, wanted: &Wanted) -> Result<(), Error> {
    let new = || wanted.bytes.clone();
    let old = match look(&plan.base, path)? {
        Found::Nothing => {
            let action = Action::Create { new: new() };
            plan.actions.insert(path.to_owned(), action);
            return Ok(());
        }
        Found::Blocked(at, reason) => {
            plan.refuse(&at, reason);
            return Ok(());
        }
        Found::File(old) => old,
    };
    if old == wanted.bytes {
        plan.unchanged += 1;
        return Ok(());
    }
    let ours = wanted.claim == Claim::Ours
        || (matches!(wanted.claim, Claim::Marked | Claim::Yielding) && is_marked(&old));
    if ours {
        let action = Action::Replace { old, new: new() };
        plan.actions.insert(path.to_owned(), action);
    } else if wanted.claim == Claim::Yielding {
        plan.kept.push(path.to_owned());
    } else {
        let reason = if wanted.claim == Claim::New {
            FOREIGN
        } else {
            UNMARKED
        };
        plan.refuse(&plan.base.join(path), reason);
    }
    Ok(())
}

/// Deletes what is marked and not wanted in a folder of ours.
fn sweep(plan: &mut Plan, tree: &Tree, folder: &str) -> Result<(), Error> {
    let at = tree.base.join(folder);
    let entries = match fs::read_dir(&at) {
        Ok(entries) => entries,
        Err(e)
            if matches!(
                e.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            return Ok(());
        }
        Err(e) => return Err(unreadable(&at, &e)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|e| unreadable(&at, &e))?;
        let kind = entry
            .file_type()
            .map_err(|e| unreadable(&entry.path(), &e))?;
        names.push((entry.file_name(), kind));
    }
    names.sort_by(|a, b| a.0.cmp(&b.0));
    for (name, kind) in names {
        let Some(text) = name.to_str() else {
            plan.refuse(&at.join(&name), UNMARKED);
            continue;
        };
        let path = format!("{folder}/{text}");
        if kind.is_dir() {
            sweep(plan, tree, &path)?;
        } else if !tree.files.contains_key(&path) {
            stray(plan, tree, path, kind.is_file())?;
        }
    }
    Ok(())
}

/// A file in a folder of ours that is not wanted.
fn stray(plan: &mut Plan, tree: &Tree, path: String, regular: bool) -> Result<(), Error> {
    let at = tree.base.join(&path);
    let name = path.rsplit('/').next().unwrap_or_default();
    let leftover = super::write::is_temporary(name);
    // Editors and file managers leave files with a dot; they are nobody's source.
    if name.starts_with('.') && !leftover {
        return Ok(());
    }
    if !regular {
        plan.refuse(&at, LINK);
        return Ok(());
    }
    let old = fs::read(&at).map_err(|e| unreadable(&at, &e))?;
    if leftover || is_marked(&old) {
        plan.actions.insert(path, Action::Delete { old });
    } else {
        plan.refuse(&at, UNMARKED);
    }
    Ok(())
}

fn below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::super::look::{FILE, FOLDER};
    use super::super::tests::{HEADER, put, tree};
    use super::*;

    fn refusals(plan: &Plan) -> Vec<&'static str> {
        plan.refusals.iter().map(|refusal| refusal.reason).collect()
    }

    #[test]
    fn each_file_gets_what_it_needs() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path();
        put(base, "gen/same.rs", &format!("{HEADER}same"));
        put(base, "gen/stale.rs", &format!("{HEADER}old"));
        put(base, "gen/deep/er/stray.rs", HEADER);
        put(base, "gen/.DS_Store", "");
        let plan = plan(&tree(
            base,
            &[("same.rs", "same"), ("stale.rs", "new"), ("missing.rs", "")],
        ))
        .unwrap();
        assert_eq!(plan.unchanged, 1);
        assert!(plan.refusals.is_empty());
        let kinds: Vec<(&str, &str)> = plan
            .actions
            .iter()
            .map(|(path, action)| {
                let kind = match action {
                    Action::Create { .. } => "create",
                    Action::Replace { .. } => "replace",
                    Action::Delete { .. } => "delete",
                };
                (path.as_str(), kind)
            })
            .collect();
        assert_eq!(
            kinds,
            [
                ("gen/deep/er/stray.rs", "delete"),
                ("gen/missing.rs", "create"),
                ("gen/stale.rs", "replace")
            ]
        );
        assert_eq!(plan.summary(), "2 files written, 1 deleted, 1 unchanged");
    }

    #[test]
    fn what_carries_no_mark_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path();
        put(base, "gen/mine.rs", "fn mine() {}");
        put(base, "gen/wanted.rs", "fn mine() {}");
        let plan = plan(&tree(base, &[("wanted.rs", "")])).unwrap();
        assert!(plan.actions.is_empty());
        assert_eq!(refusals(&plan), [UNMARKED, UNMARKED]);
    }

    #[test]
    fn a_folder_and_a_file_in_each_others_place_are_in_the_way() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path();
        put(base, "gen/a.rs/x.rs", HEADER);
        put(base, "gen/models", "text");
        let plan = plan(&tree(base, &[("a.rs", ""), ("models/b.rs", "")])).unwrap();
        assert_eq!(refusals(&plan), [FOLDER, FILE]);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_or_deleted_through_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path();
        put(base, "elsewhere/a.rs", HEADER);
        fs::create_dir_all(base.join("gen")).unwrap();
        std::os::unix::fs::symlink("../elsewhere", base.join("gen/models")).unwrap();
        let plan = plan(&tree(base, &[("models/a.rs", "new")])).unwrap();
        assert!(plan.actions.is_empty());
        assert_eq!(refusals(&plan), [LINK]);
    }

    #[test]
    fn a_claim_decides_what_may_be_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path();
        let mut wanted = Tree::new(base);
        for (name, claim) in [
            ("ours", Claim::Ours),
            ("yielding", Claim::Yielding),
            ("new", Claim::New),
        ] {
            put(base, name, "theirs");
            wanted.want(name, "ours", claim);
        }
        let plan = plan(&wanted).unwrap();
        assert_eq!(plan.actions.keys().collect::<Vec<_>>(), ["ours"]);
        assert_eq!(plan.kept, ["yielding"]);
        assert_eq!(refusals(&plan), [FOREIGN]);
    }

    #[test]
    fn an_earlier_file_that_is_not_wanted_any_more_goes() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path();
        put(base, "src/runtime/old.rs", "");
        put(base, "src/mine.rs", "");
        let mut wanted = Tree::new(base);
        wanted.earlier.insert("src/runtime/old.rs".to_owned());
        wanted.earlier.insert("src/gone.rs".to_owned());
        let plan = plan(&wanted).unwrap();
        assert_eq!(
            plan.actions.keys().collect::<Vec<_>>(),
            ["src/runtime/old.rs"]
        );
    }

    #[test]
    fn a_path_that_leads_out_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut wanted = Tree::new(folder.path());
        wanted.want("../x.rs", "", Claim::Ours);
        assert!(plan(&wanted).is_err());
    }
}
