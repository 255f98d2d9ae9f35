//! What becomes of the document's prose: whatever it is, rustdoc and clippy have no objection to it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod emit_sample;

use codegen::model::Types;
use emit_sample::{api, component, docs, files, handle, object};

/// The documentation lines that a description becomes.
fn lines(text: &str) -> Vec<String> {
    let mut types = Types::default();
    let mut def = component("Thing", object(Vec::new()));
    def.docs = docs(text);
    types.add(def);
    let files = files(&api(vec![handle("a", Vec::new())], types));
    let text = &files["models/a.rs"];
    let start = text.find("///").unwrap_or(text.len());
    text[start..]
        .lines()
        .map_while(|line| line.strip_prefix("///"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned())
        .collect()
}

macro_rules! becomes {
    ($($name:ident: $text:expr => [$($line:expr),* $(,)?];)*) => {
        $(
            #[test]
            fn $name() {
                let expected: Vec<&str> = vec![$($line),*];
                assert_eq!(lines($text), expected);
            }
        )*
    };
}

const FALLBACK: &str = "The `Thing` schema of the document.";

becomes! {
    nothing: "" => [FALLBACK];
    only_space: " \n\t\r\n " => [FALLBACK];
    plain: "One.\nTwo." => ["One. Two."];
    windows_line_ends: "One.\r\n\r\nTwo." => ["One.", "", "Two."];
    shared_indentation: "    One.\n\n    Two." => ["One.", "", "Two."];
    bare_address: "See https://example.com/a?b=c." => ["See <https://example.com/a?b=c>."];
    address_in_brackets: "(https://example.com/a)" => ["(<https://example.com/a>)"];
    template_address: "https://{host}.example.com/x" => ["`https://{host}.example.com/x`"];
    autolink: "<https://example.com> and <a@example.com>" => ["<https://example.com> and <a@example.com>"];
    unknown_tag: "A List<String> and </script> & <x y=\"z\">" => ["A List\\<String> and \\</script> & \\<x y=\"z\">"];
    known_tags: "<p>One <b>two</b>.</p><ul><li>a</li><li>b</li></ul>" => ["One **two**.", "", "* a", "* b"];
    code_tag: "Use <code>a &lt; b</code>." => ["Use `a < b`."];
    link_tag: "<a href=\"https://example.com\">here</a>" => ["[here](https://example.com)"];
    link_tag_to_a_script: "<a href=\"javascript:alert(1)\">here</a>" => ["here"];
    html_comment: "a <!-- b --> c" => ["a c"];
    link: "[text](https://example.com/a_(b))" => ["[text](https://example.com/a_%28b%29)"];
    link_within_the_site: "See [text](#tag/foo) and [more](/docs)." => ["See text and more."];
    link_with_a_title: "[a](https://example.com \"t\")" => ["[a](https://example.com)"];
    link_lookalike: "An array [x] or [`y`] or [a][b]" => ["An array \\[x] or \\[`y`] or \\[a]\\[b]"];
    nested_brackets: "[[x]](https://example.com)" => ["[\\[x]](https://example.com)"];
    footnote: "a[^1]" => ["a\\[\\^1]"];
    image: "![](https://example.com/a.png)" => ["[image](https://example.com/a.png)"];
    reference_definition: "[a]: https://example.com" => ["\\[a]: <https://example.com>"];
    code_span: "`a < b` and `` `x` ``" => ["`a < b` and `` `x` ``"];
    unclosed_code_span: "a ` b" => ["a \\` b"];
    fence_without_language: "```\nlet x = 1;\n```" => ["```text", "let x = 1;", "```"];
    fence_in_rust: "```rust,ignore\nfn main() {}\n```" => ["```text", "fn main() {}", "```"];
    unclosed_fence: "a\n```json\n{" => ["a", "", "```text", "{", "```"];
    fence_in_a_fence: "~~~\n```\n~~~" => ["````text", "```", "````"];
    indented_code: "Like:\n\n    curl x\n    y\n\nEnd." => ["Like:", "", "```text", "curl x", "y", "```", "", "End."];
    tab_indented_code: "Like:\n\n\tcurl x" => ["Like:", "", "```text", "curl x", "```"];
    headings: "# One\n## Two ##\nThree\n===\n" => ["## One", "", "### Two", "", "## Three"];
    not_a_heading: "#one" => ["\\#one"];
    deep_heading: "###### Six" => ["###### Six"];
    list: "- a\n- b\n  more\n* c" => ["* a", "* b more", "* c"];
    lazy_item: "- a\nstill a" => ["* a still a"];
    nested_list: "1. a\n   - b\n\n     c\n2. d" => ["1. a", "   * b", "", "     c", "2. d"];
    overindented_item: "-      a" => ["* a"];
    list_after_text: "Text:\n- a" => ["Text:", "", "* a"];
    number_in_text: "In\n2020. it was" => ["In 2020. it was"];
    starts_like_a_list: "2020.\n\nx" => ["2020\\.", "", "x"];
    quotation: "> a\n> b" => ["> a b"];
    rule: "a\n\n---\n\nb" => ["a", "", "---", "", "b"];
    table: "| a | b |\n|---|:-:|\n| `x` | <y> |" => ["| a | b |", "| --- | :---: |", "| `x` | \\<y> |"];
    not_a_table: "| a | b |" => ["\\| a | b |"];
    hard_break: "a  \nb" => ["a\\", "b"];
    backslash_before_a_space: "C:\\ x" => ["C:\\\\ x"];
    controls: "a\u{0}\u{7}\u{1b}b" => ["ab"];
    bidi: "a\u{202e}b\u{2066}c\u{feff}" => ["abc"];
    doc_attribute_lookalike: "*/ pub fn x() {} /* \" #[doc]" => ["*/ pub fn x() {} /* \" #\\[doc]"];
}

#[test]
fn long_lines_are_wrapped_and_start_with_no_marker() {
    for marker in [
        "-", "+", "*", "#", ">", "1.", "2)", "===", "---", "|---|", "```", "~~~", ":-:",
    ] {
        // Nineteen words leave no room for another, and little enough for none of the markers.
        let lines = lines(&format!("{}lastxx {marker}", "word ".repeat(17)));
        assert!(
            lines.iter().all(|line| line.chars().count() <= 92),
            "{lines:?}"
        );
        let second = lines.get(1).map_or("", String::as_str);
        let escaped = second.starts_with('\\') || second.chars().nth(1) == Some('\\');
        assert!(escaped, "{marker}: {second}");
    }
}

#[test]
fn a_code_span_is_never_broken() {
    let text = format!("{}`a b c d e f`", "word ".repeat(18));
    assert_eq!(lines(&text)[1], "`a b c d e f`");
}

#[test]
fn a_word_without_end_stays_whole() {
    let word = "x".repeat(5000);
    assert_eq!(lines(&word), [word]);
}

#[test]
fn a_long_text_takes_no_longer_than_its_length() {
    for piece in [
        "<", "<code>", "[", "![", "[a](", "`", "` `` ", "\\", "> ", "* ", "\n", "* a\n\n", "|",
        "|-|\n", "<!--", "<a href=",
    ] {
        // In a time that grows with the square, this would take minutes.
        let start = std::time::Instant::now();
        lines(&piece.repeat(50_000));
        assert!(start.elapsed().as_secs() < 60, "{piece}");
    }
}
