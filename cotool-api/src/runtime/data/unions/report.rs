//! What is said of a value that no branch of its union can read.

use super::decode::Union;
use super::rank::Ranking;
use crate::runtime::data::json::ReadError;

/// How many branches of each sort a message names, and how long each one's reason may be: unions may have hundreds of
/// branches, and a reason may be the message of a union inside.
const NAMED: usize = 8;
const REASON: usize = 600;

/// Names the branches, the places and the reasons.
pub(super) fn report(union: &Union, failures: &[(usize, ReadError)], ranking: &Ranking) -> String {
    let name = |index: usize| union.branches.get(index).map_or("", |branch| branch.name);
    let mut parts: Vec<String> = Vec::new();
    for (index, error) in failures.iter().take(NAMED) {
        let place = match error.path().as_str() {
            "$" => String::new(),
            path => format!(" at `{path}`"),
        };
        let reason = shorten(error.message());
        parts.push(format!("{} failed{place}: {reason}", name(*index)));
    }
    for (index, misfit) in ranking.misfits.iter().take(NAMED) {
        let misfit = misfit.to_string();
        parts.push(format!("{} not tried: {}", name(*index), shorten(&misfit)));
    }
    let more = failures.len().saturating_sub(NAMED) + ranking.misfits.len().saturating_sub(NAMED);
    if more > 0 {
        parts.push(format!("and {more} more"));
    }
    format!(
        "no branch of {} can read it: {}",
        union.name,
        parts.join("; ")
    )
}

fn shorten(reason: &str) -> String {
    match reason.char_indices().nth(REASON) {
        Some((end, _)) => format!("{}...", reason.get(..end).unwrap_or_default()),
        None => reason.to_owned(),
    }
}
