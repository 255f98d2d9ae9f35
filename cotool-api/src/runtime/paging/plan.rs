//! How an operation pages.

use std::fmt;

/// How an operation pages: a constant that its method hands to [`Request::paged`](crate::runtime::Request::paged).
///
/// `T` is a page, `I` an item.
pub struct Paging<T, I> {
    pub(super) plan: Plan,
    items: fn(&mut T) -> Option<&mut Vec<I>>,
    total: Option<fn(&T) -> Option<u64>>,
    cursor: Option<fn(&T) -> Option<&str>>,
}

// Not derived: that would ask the same of the types of pages and items.
impl<T, I> Copy for Paging<T, I> {}

impl<T, I> Clone for Paging<T, I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, I> fmt::Debug for Paging<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.plan, f)
    }
}

/// The part that does not depend on types.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    pub(super) style: Style,
    /// Where the items are: a JSON pointer into the page.
    pub(super) items: &'static str,
    /// The parameter that says how many items a page has.
    pub(super) limit: Option<&'static str>,
    /// Pages may be alike without being the same.
    pub(super) may_repeat: bool,
}

/// How the next page is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// By the number of items before it, in this parameter.
    Offset(&'static str),
    /// By its number, in this parameter; the first page has the number `first`.
    Page { param: &'static str, first: u64 },
    /// By a text of the page before, in this parameter.
    Cursor(&'static str),
    /// By the `Link` header of the page before.
    Link,
}

/// What can be seen of a page without knowing its type.
#[derive(Debug, Clone, Default)]
pub(super) struct Sight {
    pub(super) count: u64,
    pub(super) total: Option<u64>,
    pub(super) cursor: Option<String>,
}

impl<T, I> Paging<T, I> {
    /// By the number of items to leave out, in the query parameter `param`. `at` is the JSON pointer of the items in a page,
    /// `items` gives them.
    #[must_use]
    pub const fn by_offset(
        param: &'static str,
        at: &'static str,
        items: fn(&mut T) -> Option<&mut Vec<I>>,
    ) -> Self {
        Self::new(Style::Offset(param), at, items)
    }

    /// By page number, in the query parameter `param`; `first` is the number of the first page.
    #[must_use]
    pub const fn by_page(
        param: &'static str,
        first: u64,
        at: &'static str,
        items: fn(&mut T) -> Option<&mut Vec<I>>,
    ) -> Self {
        Self::new(Style::Page { param, first }, at, items)
    }

    /// By a text that `cursor` finds in the page before, in the query parameter `param`.
    #[must_use]
    pub const fn by_cursor(
        param: &'static str,
        cursor: fn(&T) -> Option<&str>,
        at: &'static str,
        items: fn(&mut T) -> Option<&mut Vec<I>>,
    ) -> Self {
        let mut paging = Self::new(Style::Cursor(param), at, items);
        paging.cursor = Some(cursor);
        paging
    }

    /// By the `rel="next"` of the `Link` header.
    #[must_use]
    pub const fn by_link(at: &'static str, items: fn(&mut T) -> Option<&mut Vec<I>>) -> Self {
        Self::new(Style::Link, at, items)
    }

    const fn new(style: Style, at: &'static str, items: fn(&mut T) -> Option<&mut Vec<I>>) -> Self {
        Self {
            plan: Plan {
                style,
                items: at,
                limit: None,
                may_repeat: false,
            },
            items,
            total: None,
            cursor: None,
        }
    }

    /// The query parameter that says how many items a page may have.
    #[must_use]
    pub const fn limit(mut self, param: &'static str) -> Self {
        self.plan.limit = Some(param);
        self
    }

    /// How to find the number of all items in a page.
    #[must_use]
    pub const fn total(mut self, total: fn(&T) -> Option<u64>) -> Self {
        self.total = Some(total);
        self
    }

    /// Two pages may be alike without being the same: items have nothing that tells them apart.
    #[must_use]
    pub const fn may_repeat(mut self) -> Self {
        self.plan.may_repeat = true;
        self
    }

    /// Takes the items out of a page.
    pub(super) fn take(&self, mut page: T) -> Vec<I> {
        (self.items)(&mut page)
            .map(std::mem::take)
            .unwrap_or_default()
    }

    pub(super) fn look(&self, page: &mut T) -> Sight {
        let count = (self.items)(page).map_or(0, |items| items.len());
        let cursor = self.cursor.and_then(|cursor| cursor(page));
        Sight {
            count: u64::try_from(count).unwrap_or(u64::MAX),
            total: self.total.and_then(|total| total(page)),
            cursor: cursor.filter(|text| !text.is_empty()).map(str::to_owned),
        }
    }
}
