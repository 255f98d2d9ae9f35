//! A body of bytes that come one chunk after another.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use ::bytes::{Bytes, BytesMut};
use futures_core::Stream;
use futures_util::{StreamExt as _, TryStreamExt as _};

use super::StreamError;

/// A body of bytes that come one chunk after another. Where one chunk ends and the next begins has no meaning.
///
/// It is a [`Stream`]; [`ByteStream::next`] reads it without further crates. Dropping it closes the connection.
pub struct ByteStream(Pin<Box<dyn Stream<Item = Result<Bytes, StreamError>> + Send>>);

impl ByteStream {
    /// Makes one from any stream of bytes. Nothing is read after an error.
    pub fn new<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn Error + Send + Sync>> + 'static,
    {
        Self(Box::pin(stream.map_err(StreamError::transport)))
    }

    /// The next chunk; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, StreamError>> {
        self.0.next().await
    }

    /// All that is left, if it is not more than `limit` bytes.
    ///
    /// # Errors
    ///
    /// If the connection fails, or if there is more: reading stops as soon as that is known.
    pub async fn bytes(mut self, limit: usize) -> Result<Bytes, StreamError> {
        let mut whole = BytesMut::new();
        let mut only = None;
        while let Some(chunk) = self.0.next().await {
            let chunk = chunk?;
            let before = whole.len() + only.as_ref().map_or(0, Bytes::len);
            if chunk.len() > limit.saturating_sub(before) {
                return Err(StreamError::too_large("the body", limit));
            }
            if whole.is_empty() && only.as_ref().is_none_or(Bytes::is_empty) {
                // The usual short body is one chunk, and needs no copy.
                only = Some(chunk);
                continue;
            }
            if let Some(first) = only.take() {
                whole.extend_from_slice(&first);
            }
            whole.extend_from_slice(&chunk);
        }
        Ok(only.unwrap_or_else(|| whole.freeze()))
    }
}

impl From<Bytes> for ByteStream {
    fn from(bytes: Bytes) -> Self {
        Self(Box::pin(futures_util::stream::iter([Ok(bytes)])))
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ByteStream(..)")
    }
}

#[cfg(test)]
pub(super) mod tests {
    use ::bytes::Bytes;
    use futures_util::stream;

    use super::ByteStream;

    /// A stream of these chunks, and then of this error.
    pub(in crate::runtime::stream) fn chunks(
        chunks: impl IntoIterator<Item = Vec<u8>>,
        error: Option<&'static str>,
    ) -> ByteStream {
        let chunks = chunks.into_iter().map(|chunk| Ok(Bytes::from(chunk)));
        let items: Vec<Result<Bytes, &'static str>> = chunks.chain(error.map(Err)).collect();
        ByteStream::new(stream::iter(items))
    }

    fn parts(parts: &[&str]) -> ByteStream {
        chunks(parts.iter().map(|part| part.as_bytes().to_vec()), None)
    }

    #[tokio::test]
    async fn chunks_are_joined_up_to_the_limit() {
        for (body, limit, expected) in [
            (&[][..], 0, Some("")),
            (&["abc"], 3, Some("abc")),
            (&["", "abc", "", "de"], 5, Some("abcde")),
            (&["ab", "c", "de"], 5, Some("abcde")),
            (&["ab", "c", "de"], 4, None),
            (&["abc"], 2, None),
        ] {
            let read = parts(body).bytes(limit).await;
            match expected {
                Some(expected) => assert_eq!(read.unwrap(), expected),
                None => {
                    let error = read.unwrap_err();
                    assert!(error.is_too_large());
                    assert_eq!(
                        error.to_string(),
                        format!("the body is longer than the limit of {limit} bytes")
                    );
                }
            }
        }
    }

    #[tokio::test]
    async fn an_error_of_the_connection_is_passed_on() {
        let mut stream = chunks([b"ab".to_vec()], Some("reset"));
        assert_eq!(stream.next().await.unwrap().unwrap(), "ab");
        let error = stream.next().await.unwrap().unwrap_err();
        assert!(error.is_transport());
        assert_eq!(
            std::error::Error::source(&error).unwrap().to_string(),
            "reset"
        );
        assert!(stream.next().await.is_none());
        assert!(
            chunks([], Some("reset"))
                .bytes(9)
                .await
                .unwrap_err()
                .is_transport()
        );
    }

    #[test]
    fn it_can_be_sent_to_another_thread() {
        fn send<T: Send + Unpin + 'static>(_: T) {}
        send(parts(&[]));
        assert_eq!(
            format!("{:?}", ByteStream::from(Bytes::new())),
            "ByteStream(..)"
        );
    }
}
