//! Damage to a text, after the tree was written.

use crate::dice::Dice;

/// What is put in.
const PIECES: [&str; 30] = [
    "\n", "\n  ", "\t", " ", ":", ": ", "-", "- ", "{", "}", "[", "]", ",", "&a ", "*a", "! ",
    "!!str ", "|", ">-\n", "'", "\"", "#", "%", "@", "?", "\u{0}", "\r", "\u{85}", "\u{feff}",
    "\n---\n",
];

/// Damages the text a few times.
pub(super) fn damage(text: &mut String, dice: &mut Dice) {
    for _ in 0..=dice.below(4) {
        once(text, dice);
    }
}

fn once(text: &mut String, dice: &mut Dice) {
    let from = boundary(text, dice);
    let to = boundary(text, dice);
    let (from, to) = (from.min(to), from.max(to));
    let near = boundary_before(text, from.saturating_add(dice.below(40)));
    match dice.below(7) {
        0 => text.truncate(to),
        1 => text.replace_range(from..near, ""),
        2 => {
            let copy = text
                .get(from..near)
                .unwrap_or_default()
                .repeat(1 + dice.below(3));
            text.insert_str(to, &copy);
        }
        3 => {
            // Bytes that are no text, as far as a text can have them.
            let mut bytes = std::mem::take(text).into_bytes();
            if let Some(byte) = bytes.get_mut(from) {
                *byte = u8::try_from(dice.below(256)).unwrap_or(0);
            }
            *text = String::from_utf8_lossy(&bytes).into_owned();
        }
        4 => {
            let line = text.get(from..).and_then(|rest| rest.find('\n'));
            if let Some(line) = line {
                text.insert_str(from + line + 1, &" ".repeat(1 + dice.below(3)));
            }
        }
        _ => text.insert_str(from, dice.pick(&PIECES).copied().unwrap_or_default()),
    }
}

fn boundary(text: &str, dice: &mut Dice) -> usize {
    boundary_before(text, dice.below(text.len() + 1))
}

fn boundary_before(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_can_be_damaged() {
        for case in 0..500 {
            let mut text = ["", "é", "openapi: 3.1.0\ninfo: {title: é}\n"][case % 3].to_owned();
            damage(&mut text, &mut Dice::new(1, u64::try_from(case).unwrap()));
        }
    }
}
