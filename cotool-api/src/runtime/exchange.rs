//! One attempt: credentials, redirects, and the body of the answer.

use std::sync::atomic::{AtomicBool, Ordering};

use http::{HeaderMap, StatusCode, Uri};
use url::Url;

use super::api::Scheme;
use super::auth::{Credential, Proof};
use super::client::Inner;
use super::collect::{Collected, collect, guarded};
use super::draft::Prepared;
use super::execute::Delivery;
use super::failure::Fault;
use super::interceptor::Outgoing;
use super::message::message;
use super::redact::Secrets;
use super::redirect::{RedirectError, Trail, harmless, is_redirect, target};
use super::{Answer, Body, BodyStream, Operation, RetryPolicy, Streamed, plain_http};

/// How much of the body of an error is kept, in bytes.
const ERROR_BODY: u64 = 1 << 20;

/// What an attempt is made of.
pub(crate) struct Exchange<'a> {
    pub(crate) client: &'a Inner,
    pub(crate) operation: &'static Operation,
    pub(crate) prepared: &'a Prepared,
    pub(crate) chosen: &'a [(Scheme, Credential)],
    pub(crate) policy: &'a RetryPolicy,
    pub(crate) streaming: bool,
}

/// An attempt that failed.
pub(crate) struct Trouble {
    pub(crate) fault: Fault,
    pub(crate) answer: Option<Answer>,
    /// What the attempt was made with.
    pub(crate) proof: Proof,
    /// The server did not take a token, and another can be had.
    pub(crate) refused: bool,
}

impl Trouble {
    /// Without an answer.
    pub(crate) fn of(fault: Fault) -> Box<Self> {
        Box::new(Self {
            fault,
            answer: None,
            proof: Proof::default(),
            refused: false,
        })
    }

    fn with(fault: Fault, answer: Answer) -> Box<Self> {
        let mut trouble = Self::of(fault);
        trouble.answer = Some(answer);
        trouble
    }
}

impl Exchange<'_> {
    /// Makes the attempt. `sent` becomes true as soon as the server may have seen it.
    pub(crate) async fn run(
        &self,
        body: Body,
        sent: &AtomicBool,
        attempt: u32,
    ) -> Result<(Delivery, Proof), Box<Trouble>> {
        let headers = self
            .client
            .interceptors
            .before(&self.prepared.headers, |headers| Outgoing {
                operation: self.operation,
                attempt,
                method: &self.prepared.method,
                url: self.prepared.url.as_str(),
                body: body.as_bytes(),
                headers,
            })
            .map_err(|refusal| Trouble::of(Fault::Refused(refusal)))?;
        let mut proof = Proof::of(self.chosen, self.client)
            .await
            .map_err(|error| Trouble::of(Fault::Token(error)))?;
        if !self.client.interceptors.is_empty() {
            proof.remember(&headers);
        }
        match self.deliver(body, &headers, &proof, sent).await {
            Ok(delivery) => Ok((delivery, proof)),
            Err(mut trouble) => {
                trouble.refused &= proof.is_renewable();
                trouble.proof = proof;
                Err(trouble)
            }
        }
    }

    async fn deliver(
        &self,
        body: Body,
        own: &HeaderMap,
        proof: &Proof,
        sent: &AtomicBool,
    ) -> Result<Delivery, Box<Trouble>> {
        let (response, at_home) = self.follow(body, own, proof, sent).await?;
        let (head, stream) = response.into_parts();
        let stream = guarded(stream, self.client.read_timeout, &self.client.timer);
        let success = head.status.is_success();
        if success && self.streaming {
            return Ok(Delivery::Stream(Streamed {
                status: head.status,
                headers: head.headers,
                body: stream,
                resume: None,
            }));
        }
        let limit = if success {
            self.client.max_response_bytes
        } else {
            ERROR_BODY
        };
        let collected = collect(stream, limit, &head.headers).await;
        let mut answer = Answer::new(head.status, head.headers, "");
        match collected {
            Collected::All(bytes) if success => {
                answer.body = bytes;
                Ok(Delivery::Whole(answer))
            }
            Collected::TooLong(_) if success => Err(Trouble::with(Fault::TooLarge(limit), answer)),
            Collected::Broken(_, error) if success => {
                Err(Trouble::with(Fault::Transport(error), answer))
            }
            // The status says more than a body that broke off: what came of it is kept.
            Collected::All(bytes) | Collected::TooLong(bytes) | Collected::Broken(bytes, _) => {
                answer.body = bytes;
                Err(self.refusal(answer, proof, at_home))
            }
        }
    }

    /// Sends the request, and sends it on where the server says so. Tells whether the answer is that of the origin
    /// that the request was made for.
    async fn follow(
        &self,
        body: Body,
        own: &HeaderMap,
        proof: &Proof,
        sent: &AtomicBool,
    ) -> Result<(http::Response<BodyStream>, bool), Box<Trouble>> {
        let mut url = self.prepared.url.clone();
        let mut trail = Trail::new(url.clone());
        let mut body = Some(body);
        loop {
            let Some(this) = body.take().filter(|body| trail.at_home || body.is_empty()) else {
                return Err(Trouble::of(Fault::Redirect(RedirectError::Body)));
            };
            body = this.try_clone();
            let request = self.request(url, this, own, proof, trail.at_home)?;
            sent.store(true, Ordering::Relaxed);
            let response = self.client.transport.send(request).await.map_err(|error| {
                sent.store(error.may_have_been_sent(), Ordering::Relaxed);
                Trouble::of(Fault::Transport(error))
            })?;
            let (status, headers) = (response.status(), response.headers());
            let redirected = trail
                .next(&self.prepared.method, status, headers)
                .and_then(|next| match next {
                    Some(next) if !plain_http::is_allowed(&next, &self.client.plain_http_hosts) => {
                        let host = next.host_str().unwrap_or_default().to_owned();
                        Err(RedirectError::PlainHttp(host))
                    }
                    next => Ok(next),
                });
            match redirected {
                Ok(None) => return Ok((response, trail.at_home)),
                Ok(Some(next)) => url = next,
                Err(error) => {
                    let answer = Answer::new(status, headers.clone(), "");
                    return Err(Trouble::with(Fault::Redirect(error), answer));
                }
            }
        }
    }

    /// The request to one place.
    fn request(
        &self,
        mut url: Url,
        body: Body,
        own: &HeaderMap,
        proof: &Proof,
        at_home: bool,
    ) -> Result<http::Request<Body>, Box<Trouble>> {
        let mut headers: HeaderMap;
        if at_home {
            headers = own.clone();
            proof.put_on(&mut headers, &mut url);
        } else {
            headers = harmless(own);
            proof.take_off(&mut url);
        }
        let uri: Uri = url.as_str().parse().map_err(|error| {
            Trouble::of(Fault::Request(format!("the URL cannot be sent: {error}")))
        })?;
        let mut request = http::Request::new(body);
        *request.method_mut() = self.prepared.method.clone();
        *request.uri_mut() = uri;
        #[cfg(feature = "mock")]
        {
            // A recorder has to know what it may not write.
            let mut secrets = Secrets::of(&headers, &url);
            proof.tell(&mut secrets);
            request.extensions_mut().insert(secrets);
        }
        *request.headers_mut() = headers;
        request.extensions_mut().insert(self.operation);
        Ok(request)
    }

    /// The error of an answer that is not a success.
    fn refusal(&self, answer: Answer, proof: &Proof, at_home: bool) -> Box<Trouble> {
        let status = answer.status;
        let message = if is_redirect(status) {
            let place = target(&self.prepared.url, &answer.headers);
            Some(match place {
                Some(mut place) => {
                    place.set_query(None);
                    format!("sent on to {place}, which is done for GET and HEAD only")
                }
                None => "sent on, but not to an http or https URL".to_owned(),
            })
        } else {
            let mut secrets = Secrets::of(&self.prepared.headers, &self.prepared.url);
            proof.tell(&mut secrets);
            message(&answer, &secrets)
        };
        let fault = Fault::Status {
            message,
            transient: self.policy.is_transient(status.as_u16()),
            undecoded: None,
        };
        let mut trouble = Trouble::with(fault, answer);
        // Elsewhere the token was not even sent.
        trouble.refused = at_home && status == StatusCode::UNAUTHORIZED;
        trouble
    }
}
