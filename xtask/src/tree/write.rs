//! Carries out a plan: all files are written beside their places first, and moved there only when every one of them
//! is complete.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;

use super::{Action, Plan};
use crate::error::Error;
use crate::report::counted;
use crate::workspace::shown;

const TEMPORARY: &str = ".xtask-tmp";

/// Whether a file is what an interrupted run left behind.
pub(super) fn is_temporary(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(TEMPORARY)
}

/// What was done, in paths as messages show them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) written: Vec<String>,
    pub(crate) deleted: Vec<String>,
}

/// Carries out the plan, or changes nothing.
pub(crate) fn write(plan: &Plan) -> Result<Written, Error> {
    if !plan.refusals.is_empty() {
        return Err(Error::Refused(plan.refusals.clone()));
    }
    let mut stage = Stage::default();
    if let Err((path, source)) = stage.fill(plan) {
        stage.discard();
        return Err(Error::unwritable(&path, source));
    }
    let mut done = Written::default();
    stage.commit(plan, &mut done).map_err(|(path, source)| {
        stage.discard();
        Error::Write {
            path: shown(&path),
            source,
            done: Some(format!(
                "; {} written and {} deleted before that, so run the command again",
                counted(done.written.len(), "file"),
                done.deleted.len()
            )),
        }
    })?;
    Ok(done)
}

type Failure = (PathBuf, io::Error);

/// Files that are complete and not yet in their places.
#[derive(Default)]
struct Stage {
    /// Temporary file, its place, and the place's path below the base; the next one to move stands last.
    files: Vec<(PathBuf, PathBuf, String)>,
    /// Folders made for them, outer ones first.
    folders: Vec<PathBuf>,
}

impl Stage {
    fn fill(&mut self, plan: &Plan) -> Result<(), Failure> {
        for (path, action) in plan.actions.iter().rev() {
            let (Action::Create { new } | Action::Replace { new, .. }) = action else {
                continue;
            };
            let place = plan.base.join(path);
            let folder = place.parent().unwrap_or(&plan.base).to_owned();
            let name = place.file_name().unwrap_or_default().to_string_lossy();
            let temporary = folder.join(format!(".{name}.{}{TEMPORARY}", process::id()));
            self.folder(&folder)?;
            self.files
                .push((temporary.clone(), place.clone(), path.clone()));
            fs::write(&temporary, new).map_err(|e| (place.clone(), e))?;
            if let Ok(old) = fs::metadata(&place) {
                fs::set_permissions(&temporary, old.permissions()).map_err(|e| (place, e))?;
            }
        }
        Ok(())
    }

    /// Makes a folder and those above it, and remembers which were new.
    fn folder(&mut self, folder: &Path) -> Result<(), Failure> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|above| !above.as_os_str().is_empty() && !above.exists())
            .collect();
        for above in missing.into_iter().rev() {
            fs::create_dir(above).map_err(|e| (above.to_owned(), e))?;
            self.folders.push(above.to_owned());
        }
        Ok(())
    }

    fn commit(&mut self, plan: &Plan, done: &mut Written) -> Result<(), Failure> {
        while let Some((temporary, place, path)) = self.files.pop() {
            if let Err(e) = fs::rename(&temporary, &place) {
                self.files.push((temporary, place.clone(), path));
                return Err((place, e));
            }
            done.written.push(plan.shown(&path));
        }
        self.folders.clear();
        for (path, action) in &plan.actions {
            if let Action::Delete { .. } = action {
                let place = plan.base.join(path);
                fs::remove_file(&place).map_err(|e| (place.clone(), e))?;
                done.deleted.push(plan.shown(path));
                remove_empty_folders(plan, &place);
            }
        }
        Ok(())
    }

    /// Takes back what was made so far.
    fn discard(&mut self) {
        for (temporary, ..) in self.files.drain(..) {
            let _ = fs::remove_file(temporary);
        }
        for folder in self.folders.drain(..).rev() {
            // Fails, as it should, when something was moved there.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Removes the folders that a deleted file leaves empty, up to the swept folder or the base.
fn remove_empty_folders(plan: &Plan, place: &Path) {
    let stop = |folder: &Path| {
        folder == plan.base
            || plan
                .swept
                .iter()
                .any(|swept| folder == plan.base.join(swept))
    };
    for folder in place.ancestors().skip(1) {
        if stop(folder) || fs::remove_dir(folder).is_err() {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{HEADER, put, tree};
    use super::super::{Claim, Tree, plan};
    use super::*;

    /// Everything below a folder: path -> (bytes, time of the last change).
    fn snapshot(folder: &Path) -> Vec<(PathBuf, Vec<u8>, std::time::SystemTime)> {
        let mut all = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                all.push((path.clone(), Vec::new(), std::time::UNIX_EPOCH));
                all.extend(snapshot(&path));
            } else {
                let changed = fs::metadata(&path).unwrap().modified().unwrap();
                all.push((path.clone(), fs::read(&path).unwrap(), changed));
            }
        }
        all.sort();
        all
    }

    #[test]
    fn a_second_run_touches_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path().join("new/crate");
        let wanted = tree(&base, &[("a.rs", "a"), ("models/b.rs", "b")]);
        let first = write(&plan(&wanted).unwrap()).unwrap();
        assert_eq!(first.written.len(), 2);
        let before = snapshot(&base);
        assert_eq!(before.len(), 4, "no temporary file is left: {before:?}");
        assert_eq!(write(&plan(&wanted).unwrap()).unwrap(), Written::default());
        assert_eq!(snapshot(&base), before);
    }

    #[test]
    fn strays_go_and_so_do_the_folders_they_leave_empty() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path();
        put(base, "gen/old/er/a.rs", HEADER);
        put(base, "gen/.a.rs.1.xtask-tmp", "half");
        put(base, "gen/kept/.gitkeep", "");
        put(base, "gen/kept/b.rs", HEADER);
        let done = write(&plan(&tree(base, &[])).unwrap()).unwrap();
        assert_eq!(done.deleted.len(), 3);
        assert!(base.join("gen").exists());
        assert!(!base.join("gen/old").exists());
        assert!(base.join("gen/kept/.gitkeep").exists());
    }

    #[test]
    fn one_refusal_stops_everything() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path();
        put(base, "gen/mine.rs", "mine");
        put(base, "gen/stale.rs", HEADER);
        let before = snapshot(base);
        let error = write(&plan(&tree(base, &[("stale.rs", "x"), ("new.rs", "")])).unwrap());
        assert!(error.unwrap_err().to_string().contains("gen/mine.rs"));
        assert_eq!(snapshot(base), before);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_cannot_be_written_leaves_nothing_half_done() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path();
        // A name that is too long for the file system fails for every user, root included.
        let long = format!("b/{}", "x".repeat(300));
        let mut wanted = Tree::new(base);
        wanted.want("a/one.rs", "1", Claim::Ours);
        wanted.want("stale.rs", "new", Claim::Ours);
        wanted.want("c/two.rs", "2", Claim::Ours);
        put(base, "stale.rs", "old");
        fs::set_permissions(base.join("stale.rs"), fs::Permissions::from_mode(0o640)).unwrap();
        let mut made = plan(&wanted).unwrap();
        let before = snapshot(base);
        made.actions.insert(long, Action::Create { new: vec![] });
        let error = write(&made).unwrap_err().to_string();
        assert!(error.ends_with("nothing was changed"), "{error}");
        assert_eq!(snapshot(base), before);

        write(&plan(&wanted).unwrap()).unwrap();
        let mode = fs::metadata(base.join("stale.rs"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o640, "a replaced file keeps its permissions");
    }
}
