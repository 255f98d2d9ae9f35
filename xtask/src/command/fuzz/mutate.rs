//! Changes to a document's tree.

use serde_json::{Map, Value};

use super::hostile::{NUMBERS, RAW, RAW_END, TEXTS};
use super::keywords::KEYWORDS;
use super::tree;
use crate::dice::Dice;

/// A change; `None` when there was nothing to apply it to.
type Change = fn(&mut Value, &Value, &mut Dice) -> Option<()>;

/// Every change, by name. The second value is another document, to take parts from.
pub(super) const CHANGES: &[(&str, Change)] = &[
    ("delete", delete),
    ("duplicate", duplicate),
    ("rename", rename),
    ("move", relocate),
    ("swap", swap),
    ("transplant", transplant),
    ("retype", retype),
    ("splice", splice),
    ("splice", splice),
    ("splice", splice),
    ("misshape", misshape),
    ("redirect", redirect),
    ("redirect", redirect),
    ("refer", refer),
    ("number", number),
    ("text", text),
    ("text", text),
    ("key", key),
    ("nest", nest),
    ("null", null),
    ("wrap", wrap),
    ("empty", empty),
    ("collide", collide),
    ("lengthen", lengthen),
];

/// Keeps documents from growing without end.
const MOST: usize = 20_000;
/// No text becomes longer, for it would say nothing new.
const LONGEST: usize = 100_000;

fn any<'v>(value: &'v mut Value, dice: &mut Dice) -> Option<&'v mut Value> {
    let index = dice.below(tree::count(value));
    tree::at_mut(value, index)
}

/// A container that has members.
fn filled<'v>(value: &'v mut Value, dice: &mut Dice) -> Option<&'v mut Value> {
    search(value, dice, |value| match value {
        Value::Array(items) => !items.is_empty(),
        Value::Object(map) => !map.is_empty(),
        _ => false,
    })
}

fn map<'v>(value: &'v mut Value, dice: &mut Dice) -> Option<&'v mut Map<String, Value>> {
    search(value, dice, Value::is_object)?.as_object_mut()
}

/// A value of a kind, from a random place on.
fn search<'v>(
    value: &'v mut Value,
    dice: &mut Dice,
    fits: impl Fn(&Value) -> bool,
) -> Option<&'v mut Value> {
    let count = tree::count(value);
    let start = dice.below(count);
    let tries = 64.min(count);
    let index = (0..tries)
        .map(|more| (start + more) % count)
        .find(|index| tree::at(value, *index).is_some_and(|(_, found)| fits(found)))?;
    tree::at_mut(value, index)
}

fn some_key(map: &Map<String, Value>, dice: &mut Dice) -> Option<String> {
    map.keys().nth(dice.below(map.len())).cloned()
}

/// A part that is not too large, from anywhere in a document.
fn part(value: &Value, dice: &mut Dice) -> Option<Value> {
    let count = tree::count(value);
    (0..8).find_map(|_| {
        let (_, part) = tree::at(value, dice.below(count))?;
        (tree::count(part) < MOST / 10).then(|| part.clone())
    })
}

fn name(dice: &mut Dice) -> String {
    let text = match dice.below(3) {
        0 => KEYWORDS
            .get(dice.below(KEYWORDS.len()))
            .map(|known| known.0),
        _ => dice.pick(TEXTS).copied(),
    };
    text.unwrap_or_default().to_owned()
}

fn take(container: &mut Value, dice: &mut Dice) -> Option<Value> {
    match container {
        Value::Array(items) if !items.is_empty() => Some(items.remove(dice.below(items.len()))),
        Value::Object(map) => {
            let key = some_key(map, dice)?;
            map.remove(&key)
        }
        _ => None,
    }
}

fn give(container: &mut Value, value: Value, dice: &mut Dice) -> Option<()> {
    match container {
        Value::Array(items) => items.insert(dice.below(items.len() + 1), value),
        Value::Object(map) => {
            let key = match some_key(map, dice) {
                Some(key) if dice.one_in(2) => key,
                _ => name(dice),
            };
            map.insert(key, value);
        }
        other => *other = value,
    }
    Some(())
}

fn delete(value: &mut Value, _: &Value, dice: &mut Dice) -> Option<()> {
    take(filled(value, dice)?, dice).map(drop)
}

fn duplicate(value: &mut Value, _: &Value, dice: &mut Dice) -> Option<()> {
    if tree::count(value) > MOST {
        return None;
    }
    match filled(value, dice)? {
        Value::Array(items) => {
            let copy = dice.pick(items)?.clone();
            items.insert(dice.below(items.len() + 1), copy);
        }
        Value::Object(map) => {
            let key = some_key(map, dice)?;
            let copy = map.get(&key)?.clone();
            map.insert(format!("{key}2"), copy);
        }
        _ => {}
    }
    Some(())
}

fn rename(value: &mut Value, _: &Value, dice: &mut Dice) -> Option<()> {
    let map = map(value, dice)?;
    let key = some_key(map, dice)?;
    let member = map.remove(&key)?;
    map.insert(name(dice), member);
    Some(())
}

fn relocate(value: &mut Value, _: &Value, dice: &mut Dice) -> Option<()> {
    let part = take(filled(value, dice)?, dice)?;
    give(filled(value, dice)?, part, dice)
}

fn swap(value: &mut Value, _: &Value, dice: &mut Dice) -> Option<()> {
    let one = any(value, dice)?.take();
    let place = any(value, dice)?;
    let other = std::mem::replace(place, one);
    // The first place is a null now, unless it went away with the other.
    let hole = search(value, dice, Value::is_null)?;
    *hole = other;
    Some(())
}

fn transplant(value: &mut Value, other: &Value, dice: &mut Dice) -> Option<()> {
    if tree::count(value) > MOST {
        return None;
    }
    let part = part(other, dice)?;
    if dice.one_in(2) {
        *any(value, dice)? = part;
        return Some(());
    }
    give(filled(value, dice)?, part, dice)
}

fn retype(value: &mut Value, _: &Value, dice: &mut Dice) -> Option<()> {
    let leaf = search(value, dice, |value| !value.is_object() && !value.is_array())?;
    *leaf = match (&*leaf, dice.below(6)) {
        (Value::String(text), 0) => Value::Array(vec![Value::from(text.as_str())]),
        (Value::Number(number), 0) => Value::from(number.to_string()),
        (Value::Bool(flag), 0) => Value::from(flag.to_string()),
        (_, 1) => Value::from(dice.one_in(2)),
        (_, 2) => Value::from(dice.below(1000)),
        (_, 3) => Value::Array(Vec::new()),
        (_, 4) => Value::Object(Map::new()),
        _ => Value::from("text"),
    };
    Some(())
}

/// A keyword with a value of its own.
fn splice(value: &mut Value, _: &Value, dice: &mut Dice) -> Option<()> {
    let (keyword, values) = dice.pick(KEYWORDS)?;
    let spliced = parsed(dice.pick(values)?);
    map(value, dice)?.insert((*keyword).to_owned(), spliced);
    Some(())
}

/// A keyword, mostly one that is there, with a value of another.
fn misshape(value: &mut Value, _: &Value, dice: &mut Dice) -> Option<()> {
    let (keyword, _) = dice.pick(KEYWORDS)?;
    let (_, values) = dice.pick(KEYWORDS)?;
    let wrong = parsed(dice.pick(values)?);
    let map = map(value, dice)?;
    let key = match some_key(map, dice) {
        Some(key) if !dice.one_in(3) => key,
        _ => (*keyword).to_owned(),
    };
    map.insert(key, wrong);
    Some(())
}

fn parsed(json: &str) -> Value {
    serde_json::from_str(json).unwrap_or(Value::Null)
}

fn target(value: &Value, dice: &mut Dice) -> String {
    let count = tree::count(value);
    let mut inside = || tree::at(value, dice.below(count)).map(|(pointer, _)| pointer);
    let pointer = inside().unwrap_or_default();
    match dice.below(16) {
        0 => format!("#{pointer}/absent"),
        1 => "#/components/schemas/Absent".to_owned(),
        2 => "https://x.test/openapi.yaml#/components/schemas/A".to_owned(),
        3 => "near.yaml#/Thing".to_owned(),
        4 => format!("near.yaml#{pointer}"),
        5 => "absent.yaml".to_owned(),
        6 => "#".to_owned(),
        7 => dice
            .pick(TEXTS)
            .map(|text| format!("#/{text}"))
            .unwrap_or_default(),
        8 => dice.pick(TEXTS).copied().unwrap_or_default().to_owned(),
        9 => pointer
            .rsplit_once('/')
            .map(|(parent, _)| format!("#{parent}"))
            .unwrap_or_default(),
        10 => format!("#{}", pointer.replace('/', "%2F")),
        _ => format!("#{pointer}"),
    }
}

/// A reference that is there, to somewhere else; sometimes to itself.
fn redirect(value: &mut Value, _: &Value, dice: &mut Dice) -> Option<()> {
    let count = tree::count(value);
    let start = dice.below(count);
    let refers = |index: &usize| {
        tree::at(value, *index).is_some_and(|(_, found)| found.get("$ref").is_some())
    };
    let index = (0..count.min(256))
        .map(|more| (start + more) % count)
        .find(refers)?;
    let goal = if dice.one_in(6) {
        let (pointer, _) = tree::at(value, index)?;
        let ancestors = pointer.matches('/').count();
        let up = dice.below(ancestors + 1);
        let kept: Vec<&str> = pointer.split('/').take(ancestors + 1 - up).collect();
        format!("#{}", kept.join("/"))
    } else {
        target(value, dice)
    };
    let map = tree::at_mut(value, index)?.as_object_mut()?;
    map.insert("$ref".to_owned(), Value::from(goal));
    Some(())
}

/// A reference where there was none.
fn refer(value: &mut Value, _: &Value, dice: &mut Dice) -> Option<()> {
    let goal = Value::from(target(value, dice));
    let place = any(value, dice)?;
    match place {
        Value::Object(map) if dice.one_in(3) => {
            map.insert("$ref".to_owned(), goal);
        }
        other => *other = Value::Object(Map::from_iter([("$ref".to_owned(), goal)])),
    }
    Some(())
}

fn number(value: &mut Value, _: &Value, dice: &mut Dice) -> Option<()> {
    let number = dice.pick(NUMBERS)?;
    let place = match search(value, dice, Value::is_number) {
        Some(_) if dice.one_in(4) => any(value, dice)?,
        Some(_) => search(value, dice, Value::is_number)?,
        None => any(value, dice)?,
    };
    *place = raw(number);
    Some(())
}

fn raw(text: &str) -> Value {
    Value::from(format!("{RAW}{text}{RAW_END}"))
}

fn text(value: &mut Value, _: &Value, dice: &mut Dice) -> Option<()> {
    let hostile = *dice.pick(TEXTS)?;
    let place = search(value, dice, Value::is_string)?;
    *place = match place.as_str() {
        Some(old) if dice.one_in(3) => Value::from(format!("{old}{hostile}{old}")),
        _ => Value::from(hostile),
    };
    Some(())
}

fn key(value: &mut Value, _: &Value, dice: &mut Dice) -> Option<()> {
    let hostile = *dice.pick(TEXTS)?;
    let map = map(value, dice)?;
    let key = some_key(map, dice)?;
    let member = map.get(&key)?.clone();
    let new = match dice.below(3) {
        0 => format!("{key}{hostile}"),
        1 => format!("{hostile}{key}"),
        _ => hostile.to_owned(),
    };
    map.insert(new, member);
    Some(())
}

/// Deep nesting: as deep as readers go, or far deeper.
fn nest(value: &mut Value, _: &Value, dice: &mut Dice) -> Option<()> {
    let shapes = [
        ("[", "]"),
        ("{\"items\":", "}"),
        ("{\"allOf\":[", "]}"),
        ("{\"properties\":{\"a\":", "}}"),
        ("{\"anyOf\":[{\"type\":\"null\"},", "]}"),
        ("{\"additionalProperties\":", "}"),
        ("{\"not\":", "}"),
    ];
    let (open, close) = dice.pick(&shapes)?;
    let deepest = if dice.one_in(4) { 1200 } else { 60 };
    let levels = dice.below(deepest) + 1;
    let inner = "{\"type\":\"string\"}";
    *any(value, dice)? = raw(&format!(
        "{}{inner}{}",
        open.repeat(levels),
        close.repeat(levels)
    ));
    Some(())
}

fn null(value: &mut Value, _: &Value, dice: &mut Dice) -> Option<()> {
    match filled(value, dice)? {
        // Now and then all of them.
        Value::Object(map) if dice.one_in(4) => map.values_mut().for_each(|v| *v = Value::Null),
        Value::Array(items) if dice.one_in(4) => items.iter_mut().for_each(|v| *v = Value::Null),
        _ => *any(value, dice)? = Value::Null,
    }
    Some(())
}

/// A schema becomes part of another.
fn wrap(value: &mut Value, _: &Value, dice: &mut Dice) -> Option<()> {
    if tree::depth(value) > 100 {
        return None;
    }
    let inner = search(value, dice, Value::is_object)?;
    let (keyword, list, more) = *dice.pick(&[
        ("allOf", true, "{}"),
        ("allOf", true, "{\"type\":\"object\",\"required\":[\"a\"]}"),
        ("oneOf", true, "{\"type\":\"string\"}"),
        ("anyOf", true, "{\"type\":\"null\"}"),
        (
            "anyOf",
            true,
            "{\"type\":\"object\",\"properties\":{\"a\":{\"const\":1}}}",
        ),
        ("items", false, ""),
        ("additionalProperties", false, ""),
        ("not", false, ""),
        ("prefixItems", true, "{\"type\":\"integer\"}"),
        ("schema", false, ""),
        ("content", false, ""),
    ])?;
    let taken = inner.take();
    let member = if list {
        Value::Array(vec![taken, parsed(more)])
    } else {
        taken
    };
    *inner = Value::Object(Map::from_iter([(keyword.to_owned(), member)]));
    Some(())
}

fn empty(value: &mut Value, _: &Value, dice: &mut Dice) -> Option<()> {
    match filled(value, dice)? {
        Value::Array(items) => items.clear(),
        Value::Object(map) => map.clear(),
        _ => {}
    }
    Some(())
}

/// A member again, under a name that is the same once it is cased.
fn collide(value: &mut Value, _: &Value, dice: &mut Dice) -> Option<()> {
    if tree::count(value) > MOST {
        return None;
    }
    let map = map(value, dice)?;
    let key = some_key(map, dice)?;
    let member = map.get(&key)?.clone();
    let alike = match dice.below(7) {
        0 => key.to_uppercase(),
        1 => key.to_lowercase(),
        2 => key.replace(['_', '-', '.', ' '], ""),
        3 => format!("{key}_"),
        4 => format!("_{key}"),
        5 => key.replace('_', "-"),
        _ => format!("{key}!"),
    };
    map.insert(alike, member);
    Some(())
}

/// Names and texts that are very long, and lists of very many.
fn lengthen(value: &mut Value, _: &Value, dice: &mut Dice) -> Option<()> {
    // Long ones are slow, and say no more than some of them do.
    let times = *dice.pick(&[50, 200, 1000])?;
    match dice.below(3) {
        0 => {
            let map = map(value, dice)?;
            let key = some_key(map, dice)?;
            let member = map.remove(&key)?;
            let times = times.min(LONGEST / (key.len() + 1));
            map.insert(format!("{key}x").repeat(times), member);
        }
        1 => {
            let place = search(value, dice, Value::is_string)?;
            let old = place.as_str().unwrap_or("x");
            *place = Value::from(format!("{old} ").repeat(times.min(LONGEST / (old.len() + 1))));
        }
        _ => {
            let Value::Array(items) = search(value, dice, Value::is_array)? else {
                return None;
            };
            let item = items.first().cloned().unwrap_or_default();
            if tree::count(&item) < 20 {
                items.extend(std::iter::repeat_n(item, times.min(200)));
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_value_of_every_keyword_is_json() {
        for (keyword, values) in KEYWORDS {
            for value in *values {
                assert!(
                    serde_json::from_str::<Value>(value).is_ok(),
                    "{keyword}: {value}"
                );
            }
        }
    }

    #[test]
    fn every_change_changes_something_now_and_then() {
        let document = json!({
            "openapi": "3.1.0", "info": {"title": "T", "version": "1"},
            "paths": {"/a": {"get": {"parameters": [{"$ref": "#/components/parameters/P"}]}}},
            "components": {"parameters": {"P": {"name": "p", "in": "query", "schema": {"maximum": 3}}}},
        });
        for (name, change) in CHANGES {
            let changed = (0..40).any(|case| {
                let mut changed = document.clone();
                let done = change(&mut changed, &document, &mut Dice::new(1, case));
                done.is_some() && changed != document
            });
            assert!(changed, "{name}");
        }
    }
}
