//! Reference pages: Markdown with an OpenAPI document in a fenced block.

/// A fenced block whose info string starts with `yaml` or `json`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Lines of the page before the block's first.
    pub(super) before: usize,
    /// The block's text.
    pub(super) text: String,
    /// Whether the fence is closed; a page that was cut off has an open one.
    pub(super) closed: bool,
}

/// A fence as CommonMark has it: three or more backticks or tildes, indented by at most three spaces.
struct Fence<'a> {
    character: char,
    length: usize,
    indent: usize,
    info: &'a str,
}

/// All such blocks of a page.
pub(super) fn blocks(page: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut lines = page.split_inclusive('\n').enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(fence) = opening(line) else { continue };
        let mut block = Block {
            before: number + 1,
            text: String::new(),
            closed: false,
        };
        for (_, line) in lines.by_ref() {
            if closes(&fence, line) {
                block.closed = true;
                break;
            }
            block.text.push_str(outdented(line, fence.indent));
        }
        if is_document(fence.info) {
            found.push(block);
        }
    }
    found
}

fn is_document(info: &str) -> bool {
    let language = info
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    matches!(language.as_str(), "yaml" | "yml" | "json")
}

fn opening(line: &str) -> Option<Fence<'_>> {
    let (indent, character, length, info) = run(line)?;
    // An info string after backticks holds none: that would be code within a line.
    (length >= 3 && !(character == '`' && info.contains('`'))).then_some(Fence {
        character,
        length,
        indent,
        info,
    })
}

fn closes(fence: &Fence<'_>, line: &str) -> bool {
    run(line).is_some_and(|(_, character, length, rest)| {
        character == fence.character && length >= fence.length && rest.is_empty()
    })
}

/// Indentation, character and length of the backticks or tildes that a line starts with, and what follows.
fn run(line: &str) -> Option<(usize, char, usize, &str)> {
    let text = line.trim_start_matches(' ');
    let indent = line.len() - text.len();
    let character = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = text.trim_start_matches(character);
    (indent <= 3).then(|| (indent, character, text.len() - rest.len(), rest.trim()))
}

/// The line without the fence's indentation.
fn outdented(line: &str, indent: usize) -> &str {
    let spaces = line.len() - line.trim_start_matches(' ').len();
    line.get(spaces.min(indent)..).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(page: &str) -> Vec<(usize, String)> {
        blocks(page)
            .into_iter()
            .map(|block| (block.before, block.text))
            .collect()
    }

    #[test]
    fn a_block_ends_at_a_fence_as_long_as_its_own() {
        let page =
            "# T\n\n````yaml https://x post /a\nopenapi: 3.1.0\n```sh\nx\n```\n````\n\nend\n";
        assert_eq!(
            texts(page),
            [(3, "openapi: 3.1.0\n```sh\nx\n```\n".to_owned())]
        );
    }

    #[test]
    fn other_languages_hide_what_is_in_them() {
        let page = "~~~markdown\n```yaml\na: 1\n```\n~~~\n```JSON\n{}\n```\n```yamlish\nx\n```\n";
        assert_eq!(texts(page), [(6, "{}\n".to_owned())]);
    }

    #[test]
    fn indentation_of_the_fence_is_not_the_blocks() {
        assert_eq!(
            texts("  ```yaml\n  a:\n    b: 1\n c: 2\n  ```\n"),
            [(1, "a:\n  b: 1\nc: 2\n".to_owned())]
        );
        assert!(texts("    ```yaml\n    a: 1\n    ```\n").is_empty());
    }

    #[test]
    fn a_page_that_was_cut_off_has_an_open_block() {
        let found = blocks("```yaml\r\na: 1\r\n");
        assert_eq!(found.len(), 1);
        assert!(found.iter().all(|block| !block.closed));
        assert!(
            blocks("```yaml\r\na: 1\r\n```\r\n")
                .iter()
                .all(|block| block.closed)
        );
    }
}
