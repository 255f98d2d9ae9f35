//! From a draft to an answer: attempts, and the time between them.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::auth::Proof;
use super::client::Inner;
use super::draft::Draft;
use super::exchange::{Exchange, Trouble};
use super::failure::{Failure, Fault};
use super::interceptor::{Attempted, Verdict};
use super::redact::Secrets;
use super::resume::Resume;
use super::retry::retry_after;
use super::{Answer, Body, DecodeError, ErrorKind, Operation, Streamed, redact, trace};

/// What a call gave.
pub(crate) struct Delivered {
    pub(crate) delivery: Delivery,
    pub(crate) context: Context,
}

/// An answer that is a success.
pub(crate) enum Delivery {
    Whole(Answer),
    Stream(Streamed),
}

/// What is known of a call, however it ends.
pub(crate) struct Context {
    pub(crate) operation: &'static Operation,
    /// Secrets blotted out.
    pub(crate) url: String,
    pub(crate) idempotent: bool,
    pub(crate) attempts: u32,
    /// Whether any attempt may have reached the server.
    pub(crate) was_sent: bool,
    /// What an answer may quote and must not be shown.
    pub(crate) secrets: Secrets,
}

impl Context {
    pub(crate) fn failure(
        self,
        fault: Fault,
        answer: Option<Answer>,
        retry_after: Option<Duration>,
    ) -> Box<Failure> {
        Box::new(Failure {
            operation: self.operation,
            url: self.url,
            idempotent: self.idempotent,
            attempts: self.attempts,
            was_sent: self.was_sent,
            fault: fault.blotted(&self.secrets),
            answer,
            retry_after,
            secrets: self.secrets,
        })
    }

    pub(crate) fn undecodable(self, answer: Answer, error: DecodeError) -> Box<Failure> {
        self.failure(Fault::Decode(error), Some(answer), None)
    }
}

/// Makes the call. `streaming`: a success is handed over as soon as its head has come.
pub(crate) async fn execute(
    mut draft: Box<Draft>,
    streaming: bool,
) -> Result<Delivered, Box<Failure>> {
    // Before the call takes out of the draft what it is made of.
    let resume = (streaming && draft.options.reconnect).then(|| Resume::of(&draft));
    let mut context = Context {
        operation: draft.operation,
        url: String::new(),
        idempotent: draft.is_idempotent(),
        attempts: 0,
        was_sent: false,
        secrets: Secrets::default(),
    };
    let prepared = match draft.prepare() {
        Ok(prepared) => prepared,
        Err(message) => return Err(context.failure(Fault::Request(message), None, None)),
    };
    let client = draft.client.clone();
    let client = client.inner();
    context.secrets = Secrets::of(&prepared.headers, &prepared.url);
    context.url = redact::url(&prepared.url, &client.keyring.query_keys());
    let alternatives = draft.operation.security_alternatives();
    if let Err(message) = client.timer.available() {
        return Err(context.failure(Fault::Request(message), None, None));
    }
    let chosen = match client.keyring.choose(alternatives, &prepared.headers) {
        Ok(chosen) => chosen,
        Err(missing) => {
            return Err(context.failure(Fault::Request(missing.to_string()), None, None));
        }
    };
    let options = std::mem::take(&mut draft.options);
    let policy = options.retry.as_ref().unwrap_or(&client.retry);
    let limits = Limits::new(
        client,
        options.timeout.or(client.timeout),
        options.attempt_timeout.or(client.attempt_timeout),
    );
    let exchange = Exchange {
        client,
        operation: context.operation,
        prepared: &prepared,
        chosen: &chosen,
        policy,
        streaming,
    };
    let body = std::mem::take(&mut draft.body);
    drop(draft);
    let span = trace::CallSpan::new(&context, &prepared);
    let mut delivered = span
        .scope(attempts(&exchange, body, &limits, &span, context))
        .await?;
    if let Delivery::Stream(streamed) = &mut delivered.delivery {
        streamed.resume = resume;
    }
    Ok(delivered)
}

async fn attempts(
    exchange: &Exchange<'_>,
    body: Body,
    limits: &Limits<'_>,
    span: &trace::CallSpan,
    mut context: Context,
) -> Result<Delivered, Box<Failure>> {
    let client = exchange.client;
    let mut body = Some(body);
    // A token is renewed once; that is not a retry and costs none.
    let mut renewed = false;
    let mut repeats = 0;
    loop {
        let Some(this) = body.take() else {
            let fault = Fault::Request("the body was sent and cannot be sent again".to_owned());
            return Err(context.failure(fault, None, None));
        };
        body = this.try_clone();
        context.attempts += 1;
        let Attempt {
            outcome,
            was_sent,
            verdict,
        } = attempt(exchange, this, limits, span, &context).await;
        context.was_sent |= was_sent;
        let repeatable = body.is_some() && (context.idempotent || !was_sent);
        let trouble = match outcome {
            Ok((delivery, proof)) => {
                proof.tell(&mut context.secrets);
                let delay = (verdict.is_retry() && repeatable)
                    .then(|| wait(exchange, limits, verdict.pause(), repeats + 1))
                    .flatten();
                let Some(delay) = delay else {
                    client.budget.deposit(repeats > 0);
                    span.success(&context, &delivery);
                    return Ok(Delivered { delivery, context });
                };
                // Closes its connection before the wait.
                drop(delivery);
                repeats += 1;
                span.wait(&context, None, delay);
                client.timer.sleep(delay).await;
                continue;
            }
            Err(trouble) => trouble,
        };
        trouble.proof.tell(&mut context.secrets);
        let asked = trouble
            .answer
            .as_ref()
            .and_then(|answer| retry_after(&answer.headers, client.timer.wall()));
        if trouble.refused && !renewed && body.is_some() {
            trouble.proof.refuse();
            renewed = true;
            span.renewal();
            continue;
        }
        let wanted = trouble.fault.is_transient() || verdict.is_retry();
        let delay = (wanted && repeatable)
            .then(|| wait(exchange, limits, asked.max(verdict.pause()), repeats + 1))
            .flatten();
        let Some(delay) = delay else {
            span.failure(&context, &trouble);
            return Err(context.failure(trouble.fault, trouble.answer, asked));
        };
        repeats += 1;
        span.wait(&context, Some(&trouble), delay);
        client.timer.sleep(delay).await;
    }
}

/// What came of an attempt.
struct Attempt {
    outcome: Result<(Delivery, Proof), Box<Trouble>>,
    was_sent: bool,
    /// What the interceptors say about it.
    verdict: Verdict,
}

async fn attempt(
    exchange: &Exchange<'_>,
    body: Body,
    limits: &Limits<'_>,
    call: &trace::CallSpan,
    context: &Context,
) -> Attempt {
    let client = exchange.client;
    let span = call.attempt(context, exchange.prepared);
    let start = client.timer.now();
    let sent = AtomicBool::new(false);
    let run = exchange.run(body, &sent, context.attempts);
    let outcome = match span.scope(client.timer.within(limits.now(), run)).await {
        Some(outcome) => outcome,
        None => Err(limits.expired()),
    };
    let answer = match &outcome {
        Ok((Delivery::Whole(answer), _)) => Some((answer.status, &answer.headers)),
        Ok((Delivery::Stream(streamed), _)) => Some((streamed.status, &streamed.headers)),
        Err(trouble) => trouble
            .answer
            .as_ref()
            .map(|answer| (answer.status, &answer.headers)),
    };
    let error = outcome.as_ref().err().map(|trouble| trouble.fault.kind());
    match &outcome {
        Ok((delivery, _)) => span.success(delivery),
        Err(trouble) => span.failure(trouble),
    }
    // What was not even sent for their sake is not an attempt that they are told of.
    let verdict = if error == Some(ErrorKind::Refused) || client.interceptors.is_empty() {
        Verdict::Keep
    } else {
        client.interceptors.after(&Attempted {
            operation: context.operation,
            attempt: context.attempts,
            elapsed: client.timer.now().saturating_duration_since(start),
            answer,
            error,
        })
    };
    Attempt {
        was_sent: sent.load(Ordering::Relaxed),
        outcome,
        verdict,
    }
}

/// How long to wait before the next attempt; `None`: there is none.
fn wait(
    exchange: &Exchange<'_>,
    limits: &Limits<'_>,
    asked: Option<Duration>,
    done: u32,
) -> Option<Duration> {
    let client = exchange.client;
    let delay = exchange.policy.delay(done, asked, client.timer.chance())?;
    // An answer that is known is worth more than a timeout later.
    if limits.left().is_some_and(|left| delay >= left) {
        return None;
    }
    client.budget.withdraw().then_some(delay)
}

/// How long things may take.
struct Limits<'c> {
    client: &'c Inner,
    whole: Option<Duration>,
    deadline: Option<Instant>,
    attempt: Option<Duration>,
}

impl<'c> Limits<'c> {
    fn new(client: &'c Inner, whole: Option<Duration>, attempt: Option<Duration>) -> Self {
        let deadline = whole.and_then(|whole| client.timer.now().checked_add(whole));
        Self {
            client,
            whole,
            deadline,
            attempt,
        }
    }

    /// Until the end of the whole call.
    fn left(&self) -> Option<Duration> {
        self.deadline
            .map(|deadline| deadline.saturating_duration_since(self.client.timer.now()))
    }

    /// For an attempt that begins now.
    fn now(&self) -> Option<Duration> {
        match (self.left(), self.attempt) {
            (Some(left), Some(attempt)) => Some(left.min(attempt)),
            (left, attempt) => left.or(attempt),
        }
    }

    /// The attempt that ends now took too long, or the whole call did.
    fn expired(&self) -> Box<Trouble> {
        let whole = self.left().is_some_and(|left| left.is_zero());
        let limit = if whole { self.whole } else { self.attempt };
        Trouble::of(Fault::Timeout {
            limit: limit.unwrap_or_default(),
            whole,
        })
    }
}
