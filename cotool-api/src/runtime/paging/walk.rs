//! The rules by which a walk goes on from page to page, and by which it ends.

use percent_encoding::percent_decode_str;
use url::Url;

use super::PageStyle;
use super::plan::{Sight, Style};
use super::position::Place;
use super::prints::{Prints, part};
use super::{PagingFault, link};
use crate::runtime::Answer;

/// A walk over the pages of a list: where it is, and what it knows.
#[derive(Debug)]
pub(super) struct Walk {
    plan: PageStyle,
    /// Where the next page to be asked for begins.
    pub(super) at: Place,
    /// How many items a page may have, as the caller asked.
    limit: Option<u64>,
    /// How many pages there may be.
    max: u64,
    /// How many have come.
    pub(super) pages: u64,
    /// How many items lie before the next page, if that is known.
    before: Option<u64>,
    /// The total of the last page.
    total: Option<u64>,
    /// A page was as long as the limit: it is the server's limit too.
    had_full: bool,
    /// There were more items than the total said.
    had_excess: bool,
    contents: Prints,
    places: Prints,
    /// Query parameters that hold credentials, and are not for links.
    pub(super) secrets: Vec<&'static str>,
}

/// What becomes of a page, and what comes after it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    /// It is given to the caller.
    pub(super) given: bool,
    pub(super) next: Next,
}

/// What comes after a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Another one, which begins here.
    Page(Place),
    /// Nothing.
    End,
    /// An error.
    Fault(PagingFault),
}

impl Walk {
    pub(super) fn new(plan: PageStyle, at: Place, limit: Option<u64>, max: u64) -> Self {
        let before = match (plan.style, &at) {
            (_, Place::Offset(offset)) => Some(*offset),
            (Style::Page { first, .. }, Place::Page(page)) if page == &first => Some(0),
            _ => None,
        };
        let mut places = Prints::default();
        places.has_seen(place_text(&at));
        Self {
            plan,
            at,
            limit,
            max,
            pages: 0,
            before,
            total: None,
            had_full: false,
            had_excess: false,
            contents: Prints::default(),
            places,
            secrets: Vec::new(),
        }
    }

    /// Takes notice of the page that has come. `url` is where it was asked for.
    pub(super) fn take(&mut self, sight: &Sight, answer: &Answer, url: Option<&Url>) -> Verdict {
        self.pages = self.pages.saturating_add(1);
        if self.is_repeated(sight, answer) {
            return Verdict {
                given: false,
                next: Next::Fault(PagingFault::Repeated),
            };
        }
        let next = match self.plan.style {
            Style::Offset(_) | Style::Page { .. } => self.counted(sight),
            Style::Cursor(_) => match &sight.cursor {
                Some(cursor) => self.led(Place::Cursor(cursor.clone())),
                None => Next::End,
            },
            Style::Link => match link::next(&answer.headers) {
                Some(target) => match resolve(url, target, &self.secrets) {
                    Ok(url) => self.led(Place::Link(url.into())),
                    Err(fault) => Next::Fault(fault),
                },
                None => Next::End,
            },
        };
        self.total = sight.total;
        let first = self.pages == 1;
        let next = match next {
            Next::Page(place) => {
                self.at = place;
                if self.pages >= self.max {
                    Next::Fault(PagingFault::TooManyPages { max: self.max })
                } else {
                    Next::Page(self.at.clone())
                }
            }
            next => next,
        };
        let given = sight.count > 0 || first || matches!(next, Next::Page(_));
        Verdict { given, next }
    }

    fn is_repeated(&mut self, sight: &Sight, answer: &Answer) -> bool {
        if sight.count == 0 || self.plan.may_repeat {
            return false;
        }
        let grown = matches!((self.total, sight.total), (Some(then), Some(now)) if now > then);
        let items = part(&answer.body, self.plan.items);
        self.contents.has_seen(items) && !grown
    }

    /// After a page that is found by counting.
    fn counted(&mut self, sight: &Sight) -> Next {
        let full = self.limit == Some(sight.count);
        if self.before.is_none()
            && let (Style::Page { first, .. }, Place::Page(page), 1, true) =
                (self.plan.style, &self.at, self.pages, full)
        {
            // The pages before this one are as long as it is.
            self.before = Some(page.saturating_sub(first).saturating_mul(sight.count));
        }
        let given = self.before.map(|before| before.saturating_add(sight.count));
        self.before = given;
        let ended = match (sight.total, given) {
            (Some(total), Some(given)) => self.compared(sight.count, total, given),
            _ => {
                let short = self.limit.is_some_and(|limit| sight.count < limit);
                (sight.count == 0 || (short && self.had_full)).then_some(Next::End)
            }
        };
        self.had_full |= full;
        if sight.count > 0 && matches!(ended, Some(Next::Fault(_))) {
            self.at = self.after(sight.count);
        }
        ended.unwrap_or_else(|| Next::Page(self.after(sight.count)))
    }

    /// What the total says: `None` if it goes on.
    fn compared(&mut self, count: u64, total: u64, given: u64) -> Option<Next> {
        if self.had_excess && total < given {
            return Some(Next::Fault(PagingFault::Excess { total, given }));
        }
        self.had_excess = false;
        if count == 0 {
            return Some(match total > given {
                true => Next::Fault(PagingFault::Missing { total, given }),
                false => Next::End,
            });
        }
        self.had_excess = given > total;
        (given == total).then_some(Next::End)
    }

    /// Where the page after one of so many items begins.
    fn after(&self, count: u64) -> Place {
        match &self.at {
            Place::Page(page) => Place::Page(page.saturating_add(1)),
            Place::Offset(offset) => Place::Offset(offset.saturating_add(count)),
            other => other.clone(),
        }
    }

    /// After a page that names the next one.
    fn led(&mut self, place: Place) -> Next {
        if self.places.has_seen(place_text(&place)) {
            return Next::Fault(PagingFault::Circle);
        }
        Next::Page(place)
    }
}

fn place_text(place: &Place) -> &[u8] {
    match place {
        Place::Cursor(text) | Place::Link(text) => text.as_bytes(),
        Place::Start | Place::Offset(_) | Place::Page(_) => &[],
    }
}

/// The URL that a link leads to, which has to be on the origin of the page that has it. Credentials are put into each
/// request anew.
fn resolve(url: Option<&Url>, target: &str, secrets: &[&str]) -> Result<Url, PagingFault> {
    let (Some(base), false) = (url, target.is_empty()) else {
        return Err(PagingFault::InvalidLink);
    };
    let mut next = base.join(target).map_err(|_| PagingFault::InvalidLink)?;
    if next.origin() != base.origin() {
        return Err(PagingFault::ForeignLink {
            origin: next.origin().ascii_serialization(),
        });
    }
    next.set_fragment(None);
    // These fail only on URLs that cannot hold a user anyway.
    let _ = next.set_username(base.username());
    let _ = next.set_password(base.password());
    if let Some(query) = next.query() {
        let pairs = query.split('&').filter(|pair| {
            let name = pair.split('=').next().unwrap_or_default();
            let name = percent_decode_str(name).decode_utf8_lossy();
            !secrets.contains(&name.as_ref())
        });
        let pairs: Vec<&str> = pairs.collect();
        let query = pairs.join("&");
        next.set_query((!query.is_empty()).then_some(&query));
    }
    Ok(next)
}
