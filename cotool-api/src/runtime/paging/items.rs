//! A stream of items.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;
use futures_util::StreamExt;

use super::{Pages, Paging, Position};
use crate::runtime::{Error, ErrorBody, Undocumented};

/// The items of a list; a page is asked for when those of the one before are used up. An error is the last that it gives.
///
/// It is a [`Stream`]; [`Items::next`] reads it without further crates. Dropping it abandons the page that is on its way.
#[must_use = "no page is asked for until the stream is read"]
pub struct Items<T, I, E = Undocumented> {
    pages: Pages<T, I, E>,
    paging: Paging<T, I>,
    /// What is left of the page at hand.
    left: vec::IntoIter<I>,
    /// So many items of the next page are left out.
    skip: u64,
    /// Where the next item is.
    position: Option<Position>,
}

// Nothing is pinned inside: items are held by value.
impl<T, I, E> Unpin for Items<T, I, E> {}

impl<T, I, E> Items<T, I, E> {
    pub(super) fn new(pages: Pages<T, I, E>, paging: Paging<T, I>, skip: u64) -> Self {
        let position = pages.position().cloned();
        Self {
            position: position.map(|position| position.further(skip)),
            pages,
            paging,
            left: Vec::new().into_iter(),
            skip,
        }
    }

    /// Where the next item is: what [`starting_at`](crate::runtime::Call::starting_at) takes to go on from here. `None`: there
    /// is no further item.
    #[must_use]
    pub fn position(&self) -> Option<&Position> {
        self.position.as_ref()
    }

    /// How many pages the server has given, an empty one at the end included.
    #[must_use]
    pub fn page(&self) -> u64 {
        self.pages.page()
    }

    fn turn_to(&mut self, page: T) {
        self.left = self.paging.take(page).into_iter();
        let skip = std::mem::take(&mut self.skip);
        let mut skipped = 0;
        while skipped < skip && self.left.next().is_some() {
            skipped += 1;
        }
        self.position = Some(self.pages.last().further(skipped));
        self.settle();
    }

    /// Behind the last item of a page, the next one is where the next page begins.
    fn settle(&mut self) {
        if self.left.as_slice().is_empty() {
            self.position = self.pages.position().cloned();
        }
    }
}

impl<T, I, E: ErrorBody> Items<T, I, E> {
    /// The next item; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<I, Error<E>>> {
        StreamExt::next(self).await
    }
}

impl<T, I, E: ErrorBody> Stream for Items<T, I, E> {
    type Item = Result<I, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(item) = this.left.next() {
                this.position = this.position.take().map(|position| position.further(1));
                this.settle();
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(context)) {
                Some(Ok(page)) => this.turn_to(page),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => {
                    this.settle();
                    return Poll::Ready(None);
                }
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left.len(), None)
    }
}

impl<T, I, E> fmt::Debug for Items<T, I, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("left", &self.left.len())
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}
