//! From what stages know of a place to what a person needs: file, line, column and the line itself.

use std::collections::BTreeMap;

use super::Place;
use super::excerpt::Excerpt;
use crate::spec::{Input, Origins, positions, without_bom};

/// Fills in files, pointers, lines and columns. Each text is looked through once.
pub(crate) fn locate<'p>(
    origins: &Origins,
    input: &Input<'_>,
    places: impl Iterator<Item = &'p mut Place>,
) {
    let mut places: Vec<&mut Place> = places.collect();
    for place in &mut places {
        in_source(origins, input, place);
    }
    for (text, places) in by_text(origins, input, places.into_iter()) {
        let mut places: Vec<&mut Place> = places
            .into_iter()
            .filter(|place| place.position.is_none())
            .collect();
        let pointers: Vec<String> = places.iter().map(|place| place.pointer.clone()).collect();
        let found = positions(text, pointers.iter().map(String::as_str));
        for (place, position) in places.iter_mut().zip(found) {
            place.pointer.truncate(position.length);
            place.position = Some(position.at);
        }
    }
}

/// Fills in the lines of places that were found.
pub(crate) fn excerpts<'p>(
    origins: &Origins,
    input: &Input<'_>,
    places: impl Iterator<Item = &'p mut Place>,
) {
    for (text, places) in by_text(origins, input, places) {
        let lines: Vec<&str> = text.lines().collect();
        for place in places {
            place.excerpt = place.position.and_then(|(line, column)| {
                let line = lines.get(line.saturating_sub(1))?;
                Some(Excerpt::around(line, column))
            });
        }
    }
}

/// The order in which places are shown: the document itself first, its neighbours by name, each from top to bottom.
pub(crate) fn order<'p>(
    place: &'p Place,
    document: &str,
) -> (bool, &'p str, Option<(usize, usize)>) {
    (place.file != document, &place.file, place.position)
}

/// From the lowered document back to a source file.
fn in_source(origins: &Origins, input: &Input<'_>, place: &mut Place) {
    if place.file.is_empty() {
        let (file, pointer) = origins.source(&origins.unmoved(&place.pointer));
        place.pointer = pointer;
        place.file = match origins.sources.get(file) {
            Some(source) => source.name.clone(),
            None => input.name.to_owned(),
        };
    }
}

/// Places with the text that they are in, for each file that there is a text of.
fn by_text<'t, 'p>(
    origins: &'t Origins,
    input: &Input<'t>,
    places: impl Iterator<Item = &'p mut Place>,
) -> Vec<(&'t str, Vec<&'p mut Place>)> {
    let mut texts: BTreeMap<&str, &str> = BTreeMap::from([(input.name, input.text)]);
    for source in &origins.sources {
        // The document's own text is the caller's.
        if let Some(text) = &source.text {
            texts.entry(&source.name).or_insert(text);
        }
    }
    let mut by_file: BTreeMap<String, Vec<&'p mut Place>> = BTreeMap::new();
    for place in places {
        by_file.entry(place.file.clone()).or_default().push(place);
    }
    by_file
        .into_iter()
        .filter_map(|(file, places)| Some((without_bom(texts.get(file.as_str())?), places)))
        .collect()
}
