//! From a pointer into the lowered document back to a place in a source file.

use std::collections::BTreeMap;

/// One file that was read.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// Name for messages.
    pub(crate) name: String,
    /// Its text; the caller's own text is not copied.
    pub(crate) text: Option<String>,
}

/// Where the parts of the lowered document come from.
#[derive(Debug, Default)]
pub(crate) struct Origins {
    /// The files; the first is the caller's.
    pub(crate) sources: Vec<Source>,
    /// Pointer in the assembled document -> index of the file and pointer in it, for parts that stood elsewhere.
    pub(crate) placed: BTreeMap<String, (usize, String)>,
    /// Rewrites that put a part in another place, by the pointer of the object (as it was before any rewrite), in the
    /// order in which they were made.
    pub(crate) moves: BTreeMap<String, Vec<Move>>,
}

/// A part of an object that a rewrite put in another place below the same object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Move {
    /// Where it was: `/prefixItems`.
    pub(crate) from: String,
    /// Where it is: `/x-codegen-prefix-items`.
    pub(crate) to: String,
}

impl Origins {
    /// The place of a pointer of the lowered document in the assembled one: every rewrite undone.
    pub(crate) fn unmoved(&self, lowered: &str) -> String {
        let mut done = String::new();
        let mut rest = lowered.to_owned();
        loop {
            if let Some(moves) = self.moves.get(&done) {
                for step in moves.iter().rev() {
                    if let Some(tail) = below(&rest, &step.to) {
                        rest = format!("{}{tail}", step.from);
                    }
                }
            }
            let Some(tail) = rest.strip_prefix('/') else {
                done.push_str(&rest);
                return done;
            };
            let end = tail.find('/').unwrap_or(tail.len());
            let (segment, remaining) = tail.split_at(end);
            done.push('/');
            done.push_str(segment);
            if remaining.is_empty() {
                return done;
            }
            rest = remaining.to_owned();
        }
    }

    /// The file and the place in it of a pointer of the assembled document.
    pub(crate) fn source(&self, assembled: &str) -> (usize, String) {
        let mut prefix = assembled;
        loop {
            if let Some((file, pointer)) = self.placed.get(prefix) {
                let rest = assembled.get(prefix.len()..).unwrap_or_default();
                return (*file, format!("{pointer}{rest}"));
            }
            match prefix.rfind('/') {
                Some(end) => prefix = prefix.get(..end).unwrap_or_default(),
                None => return (0, assembled.to_owned()),
            }
        }
    }
}

/// What is left of `pointer` after `prefix`, when that ends at the end of a segment.
fn below<'p>(pointer: &'p str, prefix: &str) -> Option<&'p str> {
    let rest = pointer.strip_prefix(prefix)?;
    (rest.is_empty() || rest.starts_with('/')).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(from: &str, to: &str) -> Move {
        Move {
            from: from.to_owned(),
            to: to.to_owned(),
        }
    }

    #[test]
    fn rewrites_are_undone_from_the_outside_in() {
        let mut origins = Origins::default();
        origins
            .moves
            .insert("/a".into(), vec![step("/items", "/anyOf/1/items")]);
        origins.moves.insert(
            "/a/items".into(),
            vec![step("", "/allOf/0"), step("/allOf/0/x", "/allOf/1/x")],
        );
        assert_eq!(origins.unmoved("/a/anyOf/1/items/allOf/0/y"), "/a/items/y");
        assert_eq!(origins.unmoved("/a/anyOf/1/items/allOf/1/x"), "/a/items/x");
        assert_eq!(origins.unmoved("/a/anyOf/0"), "/a/anyOf/0");
        assert_eq!(origins.unmoved(""), "");
    }

    #[test]
    fn parts_of_other_files_lead_there() {
        let mut origins = Origins::default();
        origins
            .placed
            .insert("/components/schemas/Pet".into(), (1, "/Pet".into()));
        assert_eq!(
            origins.source("/components/schemas/Pet/properties/id"),
            (1, "/Pet/properties/id".into())
        );
        assert_eq!(
            origins.source("/components/schemas/Pets"),
            (0, "/components/schemas/Pets".into())
        );
    }
}
