//! What the document says in prose about a thing.

/// Prose and flags that become rustdoc. All text is raw: the emitter makes it safe for rustdoc.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Docs {
    /// One line: `summary` or `title`.
    pub summary: Option<String>,
    /// Markdown: `description`.
    pub description: Option<String>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// Sentences of ours about limits that a Rust type does not show: bounds, patterns, defaults, what is only
    /// partly known. Each is one line of Markdown.
    pub notes: Vec<String>,
    /// Examples that the document gives, as JSON.
    pub examples: Vec<serde_json::Value>,
    /// `externalDocs`: URL and description.
    pub external: Option<(String, Option<String>)>,
}
