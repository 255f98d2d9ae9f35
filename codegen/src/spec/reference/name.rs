//! Names for parts that become components: made of their path, never of a counter, unless nothing else tells them
//! apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::spec::grammar::Kind;
use crate::spec::pointer;

/// How often names may get longer before numbers have to do.
const ROUNDS: usize = 16;

/// Chooses a name for each part, given the names that are taken. The parts come with the name of their file (empty for
/// the document itself) and their pointer.
pub(super) fn names(parts: &[(String, String)], taken: &BTreeSet<String>) -> Vec<String> {
    let candidates: Vec<Vec<String>> = parts
        .iter()
        .map(|(file, pointer)| candidates(file, pointer))
        .collect();
    let mut levels = vec![0usize; parts.len()];
    for _ in 0..ROUNDS {
        let chosen: Vec<&str> = candidates
            .iter()
            .zip(&levels)
            .map(|(names, level)| names.get(*level).map_or("", String::as_str))
            .collect();
        let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
        for name in &chosen {
            *uses.entry(name).or_default() += 1;
        }
        let mut longer = false;
        for ((level, names), name) in levels.iter_mut().zip(&candidates).zip(&chosen) {
            let clashes = taken.contains(*name) || uses.get(name).is_some_and(|uses| *uses > 1);
            if clashes && *level + 1 < names.len() {
                *level += 1;
                longer = true;
            }
        }
        if !longer {
            break;
        }
    }
    settle(&candidates, &levels, taken)
}

/// The name that a part has where it stands: its last key, or that of its file.
pub(super) fn own(file: &str, pointer: &str) -> String {
    candidates(file, pointer)
        .into_iter()
        .next()
        .unwrap_or_default()
}

/// Numbers what still clashes: paths that differ in nothing but signs that no name can have.
fn settle(candidates: &[Vec<String>], levels: &[usize], taken: &BTreeSet<String>) -> Vec<String> {
    let mut used = taken.clone();
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    candidates
        .iter()
        .zip(levels)
        .map(|(names, level)| {
            let name = names.get(*level).map_or("", String::as_str);
            let mut free = name.to_owned();
            while used.contains(&free) {
                let number = numbers.entry(name).or_insert(1);
                *number += 1;
                free = format!("{name}_{number}");
            }
            used.insert(free.clone());
            free
        })
        .collect()
}

/// Names for a part, the shortest first.
fn candidates(file: &str, pointer: &str) -> Vec<String> {
    let keys: Vec<String> = pointer::segments(pointer)
        .map(|key| key.into_owned())
        .collect();
    let short = meaningful(&keys);
    let path: Vec<String> = file
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .split('/')
        .map(|part| part.to_owned())
        .collect();
    let mut candidates = Vec::new();
    if let Some((name, folders)) = path.split_last().filter(|(name, _)| !name.is_empty()) {
        let stem = name.split('.').next().unwrap_or(name).to_owned();
        let mut within = vec![stem.clone()];
        within.extend(short.iter().cloned());
        match short.last() {
            Some(last) if last.bytes().any(|byte| byte.is_ascii_alphabetic()) => {
                candidates.push(join([last]));
            }
            Some(_) => {}
            None => candidates.push(join([&stem])),
        }
        candidates.push(join(&within));
        let everything: Vec<&String> = folders.iter().chain(&within).collect();
        candidates.push(join(everything));
        let everything: Vec<&String> = folders.iter().chain([&stem]).chain(&keys).collect();
        candidates.push(join(everything));
    } else {
        candidates.push(join(&short));
        candidates.push(join(&keys));
    }
    candidates.retain(|name| !name.is_empty());
    candidates.dedup();
    if candidates.is_empty() {
        candidates.push("Part".to_owned());
    }
    candidates
}

/// The keys of a pointer without those that every pointer of the sort has.
fn meaningful(keys: &[String]) -> Vec<String> {
    let mut out = Vec::new();
    let mut keys = keys.iter().map(String::as_str).peekable();
    while let Some(key) = keys.next() {
        match key {
            "components" if out.is_empty() => {
                if keys
                    .peek()
                    .is_some_and(|kind| Kind::of_component(kind).is_some())
                {
                    keys.next();
                }
            }
            "paths" | "definitions" | "schemas" if out.is_empty() => {}
            "properties" | "$defs" | "definitions" | "schema" => {}
            "content" => {
                // And the media type, where there is one to tell apart.
                if keys.peek().is_some_and(|key| key.contains('/')) {
                    keys.next();
                }
            }
            "responses" => out.push("response".to_owned()),
            "requestBody" => out.push("body".to_owned()),
            key => out.push(key.to_owned()),
        }
    }
    out
}

fn join<S: AsRef<str>>(parts: impl IntoIterator<Item = S>) -> String {
    let mut name = String::new();
    for part in parts {
        let mut clean = String::new();
        for character in part.as_ref().chars() {
            if character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_') {
                clean.push(character);
            } else if !clean.ends_with('_') && !clean.is_empty() {
                clean.push('_');
            }
        }
        let clean = clean.trim_matches(['_', '.', '-']);
        if clean.is_empty() {
            continue;
        }
        if !name.is_empty() {
            name.push('_');
        }
        name.push_str(clean);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(file: &str, pointer: &str) -> String {
        names(&[(file.into(), pointer.into())], &BTreeSet::new()).remove(0)
    }

    #[test]
    fn names_come_from_paths() {
        assert_eq!(one("", "/components/schemas/Pet/properties/tag"), "Pet_tag");
        assert_eq!(one("", "/components/schemas/Tag/allOf/0"), "Tag_allOf_0");
        assert_eq!(one("", "/definitions/Pet"), "Pet");
        assert_eq!(
            one(
                "",
                "/paths/~1users~1{id}/get/responses/200/content/application~1json/schema"
            ),
            "users_id_get_response_200"
        );
        assert_eq!(one("schemas/pet.yaml", ""), "pet");
        assert_eq!(one("schemas/all.yaml", "/components/schemas/Pet"), "Pet");
        assert_eq!(one("https://x.test/a/pet.schema.json", ""), "pet");
        assert_eq!(one("", "/"), "Part");
    }

    #[test]
    fn clashes_are_settled_by_the_longer_path() {
        let parts = [
            ("a/pet.yaml".to_owned(), String::new()),
            ("b/pet.yaml".to_owned(), String::new()),
            ("c.yaml".to_owned(), "/Owner".to_owned()),
            (String::new(), "/definitions/Pet".to_owned()),
        ];
        let taken = BTreeSet::from(["Owner".to_owned(), "Pet".to_owned()]);
        assert_eq!(
            names(&parts, &taken),
            ["a_pet", "b_pet", "c_Owner", "definitions_Pet"]
        );
    }

    #[test]
    fn what_no_name_can_tell_apart_is_numbered() {
        let parts = [
            (String::new(), "/x/a b".to_owned()),
            (String::new(), "/x/a+b".to_owned()),
        ];
        assert_eq!(names(&parts, &BTreeSet::new()), ["x_a_b", "x_a_b_2"]);
    }
}
