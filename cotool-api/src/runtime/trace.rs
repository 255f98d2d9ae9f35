//! What a call tells of itself while it is under way: the one place from which spans and events are given out.
//!
//! With the feature `tracing`, each call is a span, and each attempt a span in it, named and filled as OpenTelemetry says
//! for HTTP clients. Without it, nothing of this is there.

#[cfg(feature = "tracing")]
pub(crate) use on::CallSpan;

#[cfg(not(feature = "tracing"))]
pub(crate) use off::CallSpan;

#[cfg(feature = "tracing")]
mod on {
    use std::time::Duration;

    use tracing::field::Empty;
    use tracing::instrument::Instrumented;
    use tracing::{Instrument as _, Span};

    use crate::runtime::draft::Prepared;
    use crate::runtime::exchange::Trouble;
    use crate::runtime::execute::{Context, Delivery};
    use crate::runtime::failure::Fault;
    use crate::runtime::{ErrorKind, TransportErrorKind};

    /// A span with the fields of an HTTP client; those that are not known yet are recorded later.
    macro_rules! http_span {
        ($context:ident, $prepared:ident, $(parent: $parent:expr,)? $span:literal, $name:expr, $kind:literal) => {
            tracing::info_span!(
                $(parent: $parent,)?
                $span,
                otel.name = $name,
                otel.kind = $kind,
                otel.status_code = Empty,
                http.request.method = $context.operation.method(),
                url.template = $context.operation.path(),
                url.full = $context.url,
                server.address = $prepared.url.host_str(),
                server.port = $prepared.url.port_or_known_default(),
                http.response.status_code = Empty,
                http.request.resend_count = Empty,
                "error.type" = Empty,
            )
        };
    }

    /// The span of a call: all of its attempts, and the time between them. Of a stream, up to the head of the answer.
    pub(crate) struct CallSpan(Span);

    /// The span of an attempt, the redirects in it included.
    pub(crate) struct AttemptSpan(Span);

    impl CallSpan {
        pub(crate) fn new(context: &Context, prepared: &Prepared) -> Self {
            let span = http_span!(
                context,
                prepared,
                "call",
                context.operation.id(),
                "internal"
            );
            Self(span)
        }

        pub(crate) fn attempt(&self, context: &Context, prepared: &Prepared) -> AttemptSpan {
            let operation = context.operation;
            let name = format!("{} {}", operation.method(), operation.path());
            let span = http_span!(context, prepared, parent: &self.0, "attempt", name, "client");
            record_resends(&span, context);
            AttemptSpan(span)
        }

        /// Runs what belongs to the call.
        pub(crate) fn scope<F: Future>(&self, future: F) -> Instrumented<F> {
            future.instrument(self.0.clone())
        }

        /// The call succeeded.
        pub(crate) fn success(&self, context: &Context, delivery: &Delivery) {
            record_resends(&self.0, context);
            self.0
                .record("http.response.status_code", status_of(delivery));
        }

        /// The call failed.
        pub(crate) fn failure(&self, context: &Context, trouble: &Trouble) {
            record_resends(&self.0, context);
            record_failure(&self.0, trouble);
        }

        /// Another attempt is made after this time.
        pub(crate) fn wait(&self, context: &Context, reason: Option<&Trouble>, delay: Duration) {
            let kind = reason.map_or_else(|| "asked_for".to_owned(), error_type);
            let delay = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
            tracing::info!(
                parent: &self.0,
                http.request.resend_count = context.attempts,
                retry.delay_ms = delay,
                "error.type" = kind,
                "the request is sent again"
            );
        }

        /// The server did not take a token, and another one is fetched.
        pub(crate) fn renewal(&self) {
            tracing::info!(parent: &self.0, "the token was refused, another one is fetched");
        }
    }

    impl AttemptSpan {
        /// Runs what belongs to the attempt.
        pub(crate) fn scope<F: Future>(&self, future: F) -> Instrumented<F> {
            future.instrument(self.0.clone())
        }

        /// The attempt succeeded.
        pub(crate) fn success(&self, delivery: &Delivery) {
            self.0
                .record("http.response.status_code", status_of(delivery));
        }

        /// The attempt failed.
        pub(crate) fn failure(&self, trouble: &Trouble) {
            record_failure(&self.0, trouble);
        }
    }

    fn status_of(delivery: &Delivery) -> u16 {
        match delivery {
            Delivery::Whole(answer) => answer.status(),
            Delivery::Stream(streamed) => streamed.status(),
        }
    }

    /// What is sent for the first time is not sent again: the convention leaves the count out then.
    fn record_resends(span: &Span, context: &Context) {
        if context.attempts > 1 {
            span.record("http.request.resend_count", context.attempts - 1);
        }
    }

    fn record_failure(span: &Span, trouble: &Trouble) {
        if let Some(answer) = &trouble.answer {
            span.record("http.response.status_code", answer.status());
        }
        span.record("otel.status_code", "ERROR");
        span.record("error.type", error_type(trouble));
    }

    /// A word, or the status of an answer.
    fn error_type(trouble: &Trouble) -> String {
        if let (Fault::Status { .. }, Some(answer)) = (&trouble.fault, &trouble.answer) {
            return answer.status().to_string();
        }
        let word = match &trouble.fault {
            Fault::Transport(error) => match error.kind() {
                TransportErrorKind::Dns => "dns",
                TransportErrorKind::Connect => "connect",
                TransportErrorKind::Tls => "tls",
                TransportErrorKind::Timeout => "timeout",
                TransportErrorKind::Io => "io",
                TransportErrorKind::Protocol => "protocol",
                TransportErrorKind::RequestBody => "request_body",
                TransportErrorKind::Other => "_OTHER",
            },
            other => match other.kind() {
                ErrorKind::Request => "request",
                ErrorKind::Refused => "refused",
                ErrorKind::Token => "token",
                ErrorKind::Timeout => "timeout",
                ErrorKind::Redirect => "redirect",
                ErrorKind::TooLarge => "too_large",
                ErrorKind::Decode => "decode",
                ErrorKind::Paging => "paging",
                ErrorKind::Transport | ErrorKind::Status => "_OTHER",
            },
        };
        word.to_owned()
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use std::time::Duration;

    use crate::runtime::draft::Prepared;
    use crate::runtime::exchange::Trouble;
    use crate::runtime::execute::{Context, Delivery};

    /// The span of a call.
    pub(crate) struct CallSpan;

    /// The span of an attempt.
    pub(crate) struct AttemptSpan;

    impl CallSpan {
        pub(crate) fn new(_: &Context, _: &Prepared) -> Self {
            Self
        }

        #[allow(clippy::unused_self, reason = "the same as with the feature")]
        pub(crate) fn attempt(&self, _: &Context, _: &Prepared) -> AttemptSpan {
            AttemptSpan
        }

        #[allow(clippy::unused_self, reason = "the same as with the feature")]
        pub(crate) fn scope<F: Future>(&self, future: F) -> F {
            future
        }

        pub(crate) fn success(&self, _: &Context, _: &Delivery) {}

        pub(crate) fn failure(&self, _: &Context, _: &Trouble) {}

        pub(crate) fn wait(&self, _: &Context, _: Option<&Trouble>, _: Duration) {}

        pub(crate) fn renewal(&self) {}
    }

    impl AttemptSpan {
        #[allow(clippy::unused_self, reason = "the same as with the feature")]
        pub(crate) fn scope<F: Future>(&self, future: F) -> F {
            future
        }

        pub(crate) fn success(&self, _: &Delivery) {}

        pub(crate) fn failure(&self, _: &Trouble) {}
    }
}
