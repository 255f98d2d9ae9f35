//! Calls that give one page when they are awaited, and all pages as a stream.

use std::fmt;

use super::plan::Style;
use super::position::Place;
use super::walk::Walk;
use super::{Items, Pages, Paging, Position, count};
use crate::runtime::draft::Draft;
use crate::runtime::{Answer, Call, DecodeError, ErrorBody, Undocumented};

/// A call to an operation that pages: `T` is a page, `I` an item, `E` the documented errors.
///
/// Awaited, it gives one page. [`items`](Call::items) and [`pages`](Call::pages) give all of them, as
/// [`paging`](crate::runtime::paging) tells.
pub type PagedCall<T, I, E = Undocumented> = Call<T, E, Paged<T, I>>;

/// What a [`PagedCall`] knows about pages.
pub struct Paged<T, I> {
    paging: Paging<T, I>,
    decode: fn(&Answer) -> Result<T, DecodeError>,
    /// So many items of the first page were given before.
    skip: u64,
    /// `None`: as many as the client says.
    max_pages: Option<u64>,
}

impl<T, I> Paged<T, I> {
    pub(in crate::runtime) fn new(
        decode: fn(&Answer) -> Result<T, DecodeError>,
        paging: Paging<T, I>,
    ) -> Self {
        Self {
            paging,
            decode,
            skip: 0,
            max_pages: None,
        }
    }
}

impl<T, I, E> Call<T, E, Paged<T, I>> {
    /// Begins where a walk over the same list ended: see [`Items::position`].
    pub fn starting_at(mut self, position: Position) -> Self {
        self.paging.skip = position.skip;
        let style = self.paging.paging.plan.style;
        if let Err(message) = begin_at(&mut self.draft, style, &position.place) {
            self.draft.fault(message);
        }
        self
    }

    /// How many pages [`pages`](Self::pages) and [`items`](Self::items) ask for at most; that there is another one is an
    /// error then. As [`ClientBuilder::max_pages`](crate::runtime::ClientBuilder::max_pages) says, unless set; at least 1.
    pub fn max_pages(mut self, max: u64) -> Self {
        self.paging.max_pages = Some(max.max(1));
        self
    }
}

impl<T, I, E: ErrorBody> Call<T, E, Paged<T, I>> {
    /// The body of every page, from the one that the parameters name to the last.
    pub fn pages(mut self) -> Pages<T, I, E> {
        let Paged {
            paging,
            decode,
            max_pages,
            ..
        } = self.paging;
        let draft = &mut self.draft;
        let limit = paging.plan.limit.and_then(|name| draft.query_value(name));
        let limit = limit.and_then(|text| count::parse(&text));
        let at = match beginning(draft, paging.plan.style) {
            Ok(place) => place,
            Err(message) => {
                draft.fault(message);
                Place::Start
            }
        };
        let max_pages = max_pages.unwrap_or(draft.client.inner().max_pages);
        let mut walk = Walk::new(paging.plan, at, limit, max_pages);
        walk.secrets = draft.client.inner().keyring.query_keys();
        Pages::new(self.draft, walk, paging, decode)
    }

    /// Every item, from the first of the page that the parameters name to the last of all.
    pub fn items(self) -> Items<T, I, E> {
        let (paging, skip) = (self.paging.paging, self.paging.skip);
        Items::new(self.pages(), paging, skip)
    }
}

/// Makes the request ask for the page at this place.
pub(super) fn begin_at(draft: &mut Draft, style: Style, place: &Place) -> Result<(), String> {
    match (style, place) {
        (_, Place::Start) => {}
        (Style::Offset(param), Place::Offset(number))
        | (Style::Page { param, .. }, Place::Page(number)) => {
            draft.replace_query(param, &number.to_string());
        }
        (Style::Cursor(param), Place::Cursor(cursor)) => draft.replace_query(param, cursor),
        (Style::Link, Place::Link(url)) => return draft.follow(url),
        _ => return Err("the position is one of another operation".to_owned()),
    }
    Ok(())
}

/// The place of the page that the request asks for.
fn beginning(draft: &Draft, style: Style) -> Result<Place, String> {
    let number = |param: &str, default: u64| match draft.query_value(param) {
        None => Ok(default),
        Some(text) => count::parse(&text)
            .ok_or_else(|| format!("the pages cannot be counted from `{param}={text}` on")),
    };
    Ok(match style {
        Style::Offset(param) => Place::Offset(number(param, 0)?),
        Style::Page { param, first } => Place::Page(number(param, first)?),
        Style::Cursor(param) => match draft.query_value(param) {
            Some(cursor) if !cursor.is_empty() => Place::Cursor(cursor),
            _ => Place::Start,
        },
        Style::Link => match draft.followed() {
            Some(url) => Place::Link(url.as_str().to_owned()),
            None => Place::Start,
        },
    })
}

impl<T, I> fmt::Debug for Paged<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Paged")
            .field("plan", &self.paging.plan)
            .field("skip", &self.skip)
            .field("max_pages", &self.max_pages)
            .finish_non_exhaustive()
    }
}
