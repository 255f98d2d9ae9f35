//! Letters that an identifier can be read by, and that the compiler has nothing against.
//!
//! rustc compares identifiers after normalisation (Unicode Standard Annex 31) and warns of letters that are meant for
//! no identifier, or that only look like others (Unicode Technical Standard 39). The same tables decide here.

use unicode_normalization::UnicodeNormalization as _;
use unicode_script::{Script, UnicodeScript as _};
use unicode_security::GeneralSecurityProfile as _;
use unicode_security::confusable_detection::skeleton;
use unicode_security::is_potential_mixed_script_confusable_char as imitates;

/// `text` in compatibility normal form (`ﬁ` is `fi`), with letters that no identifier should have as words that give
/// their code points.
pub(super) fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let text: String = text.nfkc().collect();
    let genuine: Vec<Script> = text
        .chars()
        .filter(|c| !c.is_ascii() && !is_lookalike(*c))
        .map(|c| c.script())
        .collect();
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let odd = unicode_ident::is_xid_continue(c) && !c.identifier_allowed();
        if odd || (is_lookalike(c) && !genuine.contains(&c.script())) {
            out.push_str(&format!(" u{:x} ", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether a letter can be taken for one of ASCII, or for one of another script.
fn is_lookalike(c: char) -> bool {
    !c.is_ascii()
        && c.is_alphanumeric()
        && ((c.script() != Script::Latin && imitates(c))
            || skeleton(c.encode_utf8(&mut [0; 4])).all(|plain| plain.is_ascii()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compatibility_forms_are_what_they_stand_for() {
        assert_eq!(plain("ﬁle"), "file");
        assert_eq!(plain("Ｎａｍｅ"), "Name");
        assert_eq!(plain("Ⅷ"), "VIII");
        assert_eq!(plain("e\u{301}"), "\u{e9}");
    }

    #[test]
    fn words_of_any_script_stay_words() {
        for word in ["größe", "straße", "имя", "日本", "名前", "שם", "कख"] {
            assert_eq!(plain(word), word);
        }
    }

    #[test]
    fn letters_that_only_look_like_others_are_spelled() {
        // Cyrillic through and through, and to the eye `copy`.
        assert_eq!(plain("со"), " u441  u43e ");
        assert_eq!(plain("pаy"), "p u430 y");
    }

    #[test]
    fn letters_of_no_identifier_are_spelled() {
        assert_eq!(plain("a\u{10400}"), "a u10400 ");
    }
}
