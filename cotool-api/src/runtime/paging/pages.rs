//! A stream of pages.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_util::StreamExt;
use url::Url;

use super::PageStyle;
use super::call::begin_at;
use super::plan::Sight;
use super::position::Place;
use super::walk::{Next, Verdict, Walk};
use super::{Paging, PagingError, Position};
use crate::runtime::draft::Draft;
use crate::runtime::execute::{self, Delivered, Delivery, execute};
use crate::runtime::failure::{Failure, Fault};
use crate::runtime::{Answer, DecodeError, Error, ErrorBody, Undocumented};

/// The pages of a list, each asked for when the consumer wants it. An error is the last that it gives.
///
/// It is a [`Stream`]; [`Pages::next`] reads it without further crates. Dropping it abandons the page that is on its way.
#[must_use = "no page is asked for until the stream is read"]
pub struct Pages<T, I, E = Undocumented> {
    asker: Asker,
    paging: Paging<T, I>,
    decode: fn(&Answer) -> Result<T, DecodeError>,
    error: PhantomData<fn() -> E>,
}

/// What does not depend on the type of the pages.
struct Asker {
    draft: Box<Draft>,
    walk: Walk,
    plan: PageStyle,
    state: State,
    /// Where the page begins that was given last.
    last: Place,
    /// Where the one that is on its way is asked for.
    url: Option<Url>,
    position: Option<Position>,
}

enum State {
    /// There is another page.
    Open,
    /// It is on its way.
    Asked(Pin<Box<dyn Future<Output = Result<Delivered, Box<Failure>>> + Send>>),
    /// An error comes next.
    Failed(Box<Failure>),
    /// Nothing comes any more.
    Over,
}

impl<T, I, E> Pages<T, I, E> {
    pub(super) fn new(
        draft: Box<Draft>,
        walk: Walk,
        paging: Paging<T, I>,
        decode: fn(&Answer) -> Result<T, DecodeError>,
    ) -> Self {
        Self {
            asker: Asker {
                draft,
                plan: paging.plan,
                state: State::Open,
                last: walk.at.clone(),
                url: None,
                position: Some(Position::of(walk.at.clone())),
                walk,
            },
            paging,
            decode,
            error: PhantomData,
        }
    }

    /// Where the next page begins; after an error, the one that was not given. `None`: there is no further page.
    #[must_use]
    pub fn position(&self) -> Option<&Position> {
        self.asker.position.as_ref()
    }

    /// How many pages the server has given, an empty one at the end included.
    #[must_use]
    pub fn page(&self) -> u64 {
        self.asker.walk.pages
    }

    /// Where the page begins that was given last.
    pub(super) fn last(&self) -> Position {
        Position::of(self.asker.last.clone())
    }
}

impl<T, I, E: ErrorBody> Pages<T, I, E> {
    /// The next page; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error<E>>> {
        StreamExt::next(self).await
    }

    fn answered(&mut self, delivered: Delivered) -> Option<Result<T, Error<E>>> {
        let Delivered { delivery, context } = delivered;
        let answer = match delivery {
            Delivery::Whole(answer) => answer,
            // The delivery is the one that was asked for.
            Delivery::Stream(streamed) => Answer::new(streamed.status, streamed.headers, ""),
        };
        match (self.decode)(&answer) {
            Ok(mut page) => {
                let sight = self.paging.look(&mut page);
                self.asker
                    .answered(&sight, answer, context)
                    .then_some(Ok(page))
            }
            Err(error) => Some(Err(Error::new(context.undecodable(answer, error)))),
        }
    }
}

impl Asker {
    fn ask(&mut self) -> State {
        let mut draft = Box::new(self.draft.again());
        // The first page is the one that the caller's parameters name.
        if self.walk.pages > 0
            && let Err(message) = begin_at(&mut draft, self.plan.style, &self.walk.at)
        {
            draft.fault(message);
        }
        self.url = draft.url().ok();
        State::Asked(Box::pin(execute(draft, false)))
    }

    /// Whether the page is given to the caller.
    fn answered(&mut self, sight: &Sight, answer: Answer, context: execute::Context) -> bool {
        let place = self.walk.at.clone();
        let Verdict { given, next } = self.walk.take(sight, &answer, self.url.as_ref());
        if given {
            self.last = place.clone();
        }
        self.position = Some(Position::of(self.walk.at.clone()));
        self.state = match next {
            Next::Page(_) => State::Open,
            Next::End => {
                self.position = None;
                State::Over
            }
            Next::Fault(fault) => {
                let error = PagingError {
                    fault,
                    page: self.walk.pages,
                    position: Position::of(place),
                };
                State::Failed(context.failure(Fault::Paging(error), Some(answer), None))
            }
        };
        given
    }
}

impl<T, I, E: ErrorBody> Stream for Pages<T, I, E> {
    type Item = Result<T, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            match &mut this.asker.state {
                State::Open => this.asker.state = this.asker.ask(),
                State::Asked(answer) => {
                    let answer = ready!(answer.as_mut().poll(context));
                    this.asker.state = State::Over;
                    let page = match answer {
                        Ok(delivered) => this.answered(delivered),
                        Err(failure) => Some(Err(Error::new(failure))),
                    };
                    if page.is_some() {
                        return Poll::Ready(page);
                    }
                }
                State::Failed(_) | State::Over => {
                    let state = std::mem::replace(&mut this.asker.state, State::Over);
                    return Poll::Ready(match state {
                        State::Failed(failure) => Some(Err(Error::new(failure))),
                        _ => None,
                    });
                }
            }
        }
    }
}

impl<T, I, E> fmt::Debug for Pages<T, I, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &self.asker.draft.operation.id())
            .field("pages", &self.page())
            .field("position", &self.position())
            .finish_non_exhaustive()
    }
}
