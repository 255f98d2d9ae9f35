//! How an operation gives a list in pages.

use serde::Deserialize;
use toml::Spanned;

/// How an operation gives a list in pages. Which keys there are depends on the style:
///
/// | style | needs | may have |
/// |---|---|---|
/// | `offset` | `offset` | `limit`, `total` |
/// | `page` | `page`, `first` | `size`, `total` |
/// | `cursor` | `cursor`, `next` | |
/// | `link` | | |
///
/// and each may have `items` and `may-repeat`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PagingConfig {
    /// How the next page is found.
    pub style: Spanned<PagingStyle>,
    /// Query parameter: how many items to leave out.
    pub offset: Option<String>,
    /// Query parameter: how many items to answer with.
    pub limit: Option<String>,
    /// Query parameter: which page.
    pub page: Option<String>,
    /// Query parameter: how many items a page has.
    pub size: Option<String>,
    /// The number of the first page.
    pub first: Option<u64>,
    /// Query parameter: where to go on, a text from the page before.
    pub cursor: Option<String>,
    /// JSON pointer of that text in a page.
    pub next: Option<String>,
    /// JSON pointer of the items in a page. Empty: the page is the list.
    #[serde(default)]
    pub items: String,
    /// JSON pointer of the number of all items in a page.
    pub total: Option<String>,
    /// Two pages may be alike without being the same: the items have nothing that tells them apart.
    #[serde(default)]
    pub may_repeat: bool,
    /// The line that it begins at, from 1.
    #[serde(skip)]
    pub line: usize,
}

/// How the next page is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PagingStyle {
    /// By the number of items before it.
    Offset,
    /// By its number.
    Page,
    /// By a text in the page before.
    Cursor,
    /// By the `Link` header of the page before.
    Link,
}

impl PagingStyle {
    /// The keys that it needs, and those that it may have.
    #[must_use]
    pub fn keys(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Offset => (&["offset"], &["limit", "total"]),
            Self::Page => (&["page", "first"], &["size", "total"]),
            Self::Cursor => (&["cursor", "next"], &[]),
            Self::Link => (&[], &[]),
        }
    }

    /// As the configuration writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Offset => "offset",
            Self::Page => "page",
            Self::Cursor => "cursor",
            Self::Link => "link",
        }
    }
}

impl PagingConfig {
    /// The keys that only some styles have and that are here, by name.
    #[must_use]
    pub fn given(&self) -> Vec<&'static str> {
        let keys = [
            ("offset", self.offset.is_some()),
            ("limit", self.limit.is_some()),
            ("page", self.page.is_some()),
            ("size", self.size.is_some()),
            ("first", self.first.is_some()),
            ("cursor", self.cursor.is_some()),
            ("next", self.next.is_some()),
            ("total", self.total.is_some()),
        ];
        keys.into_iter()
            .filter_map(|(key, given)| given.then_some(key))
            .collect()
    }

    /// Finds the line in the text that it was read from.
    pub(super) fn find_line(&mut self, text: &str) {
        let before = text.get(..self.style.span().start).unwrap_or(text);
        self.line = before.matches('\n').count() + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::PagingStyle;

    #[test]
    fn a_declaration_is_read_with_its_line() {
        let config = Config::parse(
            "[operations.\"GET /a\"]\nname = \"list\"\npaging = { style = \"offset\", offset = \"o\", items = \"/a\" }\n\
             [operations.\"GET /b\".paging]\nitems = \"/b\"\nstyle = \"link\"\nmay-repeat = true\n",
        )
        .unwrap();
        let paging = |key: &str| config.operations[key].paging.clone().unwrap();
        let first = paging("GET /a");
        assert_eq!((first.line, first.offset.as_deref()), (3, Some("o")));
        assert_eq!(first.style.as_ref(), &PagingStyle::Offset);
        let second = paging("GET /b");
        assert_eq!((second.line, second.may_repeat), (6, true));
    }

    #[test]
    fn a_key_or_a_style_that_does_not_exist_is_an_error_that_names_it() {
        for (text, name) in [
            ("style = \"offset\", ofset = \"o\"", "ofset"),
            ("style = \"pages\"", "pages"),
        ] {
            let error = Config::parse(&format!("[operations.\"GET /a\"]\npaging = {{ {text} }}"));
            let error = error.unwrap_err().to_string();
            assert!(error.contains(name) && error.contains('2'), "{error}");
        }
    }
}
