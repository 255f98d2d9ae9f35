//! Shows a plan instead of carrying it out.

use serde::Serialize;

use super::diff::{only_line_endings, unified};
use super::{Action, Plan};
use crate::report::Report;

/// Lines of all diffs together that are shown.
const LINES: usize = 600;

/// What is wrong with one file.
#[derive(Debug, Serialize)]
pub(crate) struct Finding {
    pub(crate) path: String,
    pub(crate) state: State,
    /// What to know beside the state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) diff: Option<String>,
}

/// How a file is not what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum State {
    /// It holds something else.
    Stale,
    /// It differs in its line endings alone.
    LineEndings,
    /// It is not there.
    Missing,
    /// It should not be there.
    Stray,
    /// Something that is not ours stands in its place, or beside.
    InTheWay,
}

impl State {
    fn word(self) -> &'static str {
        match self {
            Self::Stale | Self::LineEndings => "stale",
            Self::Missing => "missing",
            Self::Stray => "stray",
            Self::InTheWay => "in the way",
        }
    }
}

impl Plan {
    /// Everything that a run of the command would change, or refuse to.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let actions = self
            .actions
            .iter()
            .map(|(path, action)| finding(self.shown(path), action));
        let refusals = self.refusals.iter().map(|refusal| Finding {
            path: refusal.path.clone(),
            state: State::InTheWay,
            reason: Some(refusal.reason.to_owned()),
            diff: None,
        });
        actions.chain(refusals).collect()
    }
}

fn finding(path: String, action: &Action) -> Finding {
    let (state, reason, diff) = match action {
        Action::Create { .. } => (State::Missing, None, None),
        Action::Delete { .. } => (State::Stray, None, None),
        Action::Replace { old, new } if only_line_endings(old, new) => {
            let reason =
                "differs only in its line endings: CRLF where LF belongs, or the other way round";
            (State::LineEndings, Some(reason.to_owned()), None)
        }
        Action::Replace { old, new } => {
            let diff = unified(old, new, &path, &format!("{path} (as it should be)"));
            (State::Stale, None, Some(diff))
        }
    };
    Finding {
        path,
        state,
        reason,
        diff,
    }
}

/// Names every finding, and shows the diffs as far as they are short enough to be read.
pub(crate) fn show_all(findings: &[Finding], report: &mut Report) {
    let mut left = LINES;
    for finding in findings {
        left = left.saturating_sub(show(finding, report, left));
    }
}

/// Shows one finding, with no more than `left` lines of diff. Answers how many lines there were.
fn show(finding: &Finding, report: &mut Report, left: usize) -> usize {
    let word = finding.state.word();
    match &finding.reason {
        Some(reason) => report.line(&format!("{word} {}: {reason}", finding.path)),
        None => report.line(&format!("{word} {}", finding.path)),
    }
    let Some(diff) = &finding.diff else {
        return 0;
    };
    let lines = diff.lines().count();
    if lines <= left {
        report.diff(diff);
    } else {
        report.line("  (diff left out: there is more above than can be read)");
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::plan;
    use super::super::tests::{HEADER, put, tree};
    use super::*;

    #[test]
    fn every_state_has_a_name() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path();
        put(base, "gen/a.rs", &format!("{HEADER}old\n"));
        put(base, "gen/b.rs", &HEADER.replace('\n', "\r\n"));
        put(base, "gen/c.rs", HEADER);
        put(base, "gen/d.rs", "mine");
        let wanted = tree(base, &[("a.rs", "new\n"), ("b.rs", ""), ("e.rs", "")]);
        let findings = plan(&wanted).unwrap().findings();
        let states: Vec<State> = findings.iter().map(|finding| finding.state).collect();
        assert_eq!(
            states,
            [
                State::Stale,
                State::LineEndings,
                State::Stray,
                State::Missing,
                State::InTheWay
            ]
        );
        let diff = findings.first().unwrap().diff.as_deref().unwrap();
        assert!(diff.contains("-old\n+new\n"), "{diff}");
    }
}
