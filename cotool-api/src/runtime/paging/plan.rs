//! How an operation pages.

use std::fmt;

/// How an operation pages: a constant that its method hands to [`Request::paged`](crate::runtime::Request::paged).
///
/// `T` is a page, `I` an item. It is made by a [`PageStyle`], which is told where the items are.
pub struct Paging<T, I> {
    pub(super) plan: PageStyle,
    items: fn(&mut T) -> Option<&mut Vec<I>>,
    total: Option<fn(&T) -> Option<u64>>,
    cursor: Option<fn(&T) -> Option<&str>>,
}

/// How the next page is found: the part of a [`Paging`] that does not depend on types.
#[derive(Debug, Clone, Copy)]
pub struct PageStyle {
    pub(super) style: Style,
    /// Where the items are: a JSON pointer into the page.
    pub(super) items: &'static str,
    /// The parameter that says how many items a page has.
    pub(super) limit: Option<&'static str>,
    /// Pages may be alike without being the same.
    pub(super) may_repeat: bool,
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

impl PageStyle {
    /// By the number of items to leave out, in this query parameter.
    #[must_use]
    pub const fn offset(param: &'static str) -> Self {
        Self::of(Style::Offset(param))
    }

    /// By page number, in this query parameter; `first` is the number of the first page.
    #[must_use]
    pub const fn page(param: &'static str, first: u64) -> Self {
        Self::of(Style::Page { param, first })
    }

    /// By a text from the page before, in this query parameter.
    #[must_use]
    pub const fn cursor(param: &'static str) -> Self {
        Self::of(Style::Cursor(param))
    }

    /// By the `rel="next"` of the `Link` header.
    #[must_use]
    pub const fn link() -> Self {
        Self::of(Style::Link)
    }

    const fn of(style: Style) -> Self {
        Self {
            style,
            items: "",
            limit: None,
            may_repeat: false,
        }
    }

    /// The query parameter that says how many items a page may have.
    #[must_use]
    pub const fn limit(mut self, param: &'static str) -> Self {
        self.limit = Some(param);
        self
    }

    /// Two pages may be alike without being the same: items have nothing that tells them apart.
    #[must_use]
    pub const fn may_repeat(mut self) -> Self {
        self.may_repeat = true;
        self
    }

    /// The items are at this JSON pointer in a page, and found by this function.
    #[must_use]
    pub const fn items<T, I>(
        mut self,
        at: &'static str,
        items: fn(&mut T) -> Option<&mut Vec<I>>,
    ) -> Paging<T, I> {
        self.items = at;
        Paging {
            plan: self,
            items,
            total: None,
            cursor: None,
        }
    }

    /// The same, and a page says how many items there are in all.
    #[must_use]
    pub const fn items_with_total<T, I>(
        self,
        at: &'static str,
        items: fn(&mut T) -> Option<&mut Vec<I>>,
        total: fn(&T) -> Option<u64>,
    ) -> Paging<T, I> {
        let mut paging = self.items(at, items);
        paging.total = Some(total);
        paging
    }

    /// The same, and a page has the text that leads to the next one.
    #[must_use]
    pub const fn items_with_cursor<T, I>(
        self,
        at: &'static str,
        items: fn(&mut T) -> Option<&mut Vec<I>>,
        cursor: fn(&T) -> Option<&str>,
    ) -> Paging<T, I> {
        let mut paging = self.items(at, items);
        paging.cursor = Some(cursor);
        paging
    }
}

impl<T, I> Paging<T, I> {
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
