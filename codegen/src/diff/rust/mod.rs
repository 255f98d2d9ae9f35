//! What a change of the document does to the public items of the generated client.
//!
//! The emitted files are read again with `syn`, which is the only way to be sure that what is judged is what callers get.
//! Files that are the same on both sides are not looked into.

mod compare;
mod item;
mod read;
mod rule;

use std::fmt;

pub use rule::ItemRule;

use crate::Output;

/// What becomes of the Rust API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustApi {
    /// Changes of public items, the worst first, then by path.
    pub changes: Vec<ItemChange>,
    /// Whether any file differs, be it only in what nobody can call.
    pub touched: bool,
}

/// One change of a public item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemChange {
    /// Which kind it is.
    pub rule: ItemRule,
    /// The item: `models::Alert::severity`, `Agents::list`.
    pub item: String,
    /// What it was and what it is: `i32 -> i64`.
    pub detail: String,
}

/// How much of the version number has to change, by Cargo's rules.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bump {
    /// Nothing changed.
    #[default]
    None,
    /// Nothing that callers can name changed.
    Patch,
    /// There is more than before.
    Feature,
    /// Code that compiled may not compile any more.
    Breaking,
}

impl Bump {
    /// The stable text form, in the words of Semantic Versioning.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Feature => "minor",
            Self::Breaking => "major",
        }
    }

    /// The version after `version`: below 1.0.0 the second number stands for what breaks, and the third for the rest. `None`
    /// for what is not three numbers.
    #[must_use]
    pub fn after(self, version: &str) -> Option<String> {
        let numbers: Result<Vec<u64>, _> = version.split('.').map(str::parse).collect();
        let [major, minor, patch] = numbers.ok()?.try_into().ok()?;
        let (major, minor, patch) = match (self, major) {
            (Self::None, _) => (major, minor, patch),
            (Self::Breaking, 0) => (0, minor.checked_add(1)?, 0),
            (Self::Breaking, _) => (major.checked_add(1)?, 0, 0),
            (Self::Feature, 1..) => (major, minor.checked_add(1)?, 0),
            _ => (major, minor, patch.checked_add(1)?),
        };
        Some(format!("{major}.{minor}.{patch}"))
    }
}

impl fmt::Display for Bump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl RustApi {
    /// Which version bump it asks for.
    #[must_use]
    pub fn bump(&self) -> Bump {
        let bumps = self.changes.iter().map(|change| change.rule.bump());
        let least = if self.touched {
            Bump::Patch
        } else {
            Bump::None
        };
        bumps.max().unwrap_or_default().max(least)
    }
}

/// Compares the public items of two clients, each given by its files and its cargo features.
pub(super) fn compare(old: (&Output, &[String]), new: (&Output, &[String])) -> RustApi {
    let before = read::items(old.0, new.0);
    let after = read::items(new.0, old.0);
    let mut changes = compare::features(old.1, new.1);
    changes.extend(compare::items(&before, &after));
    changes.sort_by(|a, b| {
        (b.rule.bump().cmp(&a.rule.bump()))
            .then_with(|| a.item.cmp(&b.item))
            .then_with(|| a.rule.cmp(&b.rule))
    });
    RustApi {
        changes,
        touched: old.0 != new.0 || old.1 != new.1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_follow_cargo() {
        for (bump, version, next) in [
            (Bump::Breaking, "0.1.3", "0.2.0"),
            (Bump::Feature, "0.1.3", "0.1.4"),
            (Bump::Patch, "0.1.3", "0.1.4"),
            (Bump::None, "0.1.3", "0.1.3"),
            (Bump::Breaking, "1.2.3", "2.0.0"),
            (Bump::Feature, "1.2.3", "1.3.0"),
            (Bump::Patch, "1.2.3", "1.2.4"),
        ] {
            assert_eq!(bump.after(version).as_deref(), Some(next), "{version}");
        }
        assert_eq!(Bump::Patch.after("1.0.0-rc.1"), None);
    }
}
