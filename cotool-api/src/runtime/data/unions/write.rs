//! Writing a branch of a union whose discriminator the branch may lack.

use serde::ser::{Error, Serialize, Serializer};
use serde_json::Value;

use super::decode::Union;

impl Union {
    /// The key and value that a branch of this name needs where it does not write the key itself: its only tag, unless it
    /// may go without one.
    pub(crate) const fn tag_of(&self, name: &str) -> Option<(&'static str, &'static str)> {
        let Some(key) = self.discriminator else {
            return None;
        };
        let mut rest = self.branches;
        while let [branch, others @ ..] = rest {
            if same(branch.name, name) {
                return match branch.outline.tags {
                    [tag]
                        if !branch.outline.otherwise && !contains(branch.outline.required, key) =>
                    {
                        Some((key, tag))
                    }
                    _ => None,
                };
            }
            rest = others;
        }
        None
    }
}

const fn contains(mut list: &[&str], text: &str) -> bool {
    while let [first, rest @ ..] = list {
        if same(first, text) {
            return true;
        }
        list = rest;
    }
    false
}

/// Equality of texts, for constants.
const fn same(left: &str, right: &str) -> bool {
    let (mut left, mut right) = (left.as_bytes(), right.as_bytes());
    while let ([l, left_rest @ ..], [r, right_rest @ ..]) = (left, right) {
        if *l != *r {
            return false;
        }
        (left, right) = (left_rest, right_rest);
    }
    left.is_empty() && right.is_empty()
}

/// Writes a branch; if a tag is given and the branch writes an object without it, with the tag.
pub(crate) fn write<T: Serialize, S: Serializer>(
    branch: &T,
    tag: Option<(&'static str, &'static str)>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let Some((key, tag)) = tag else {
        return branch.serialize(serializer);
    };
    let mut value = serde_json::to_value(branch).map_err(S::Error::custom)?;
    if let Value::Object(object) = &mut value {
        object.entry(key).or_insert_with(|| Value::from(tag));
    }
    value.serialize(serializer)
}
