//! A request in the making.

use std::fmt;

use http::header::{ACCEPT, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;

use super::call::Decode;
use super::draft::Draft;
use super::param::{self, Escape, ParamError, Value};
use super::{
    Answer, Body, Call, Client, DecodeError, Form, Operation, Paged, PagedCall, Paging, Streamed,
    Style, form, redact,
};

/// A request in the making: what an operation's method fills in and hands over as a [`Call`].
///
/// What cannot be written (a path parameter that is empty, a body that does not serialise) is kept, and comes out of
/// the call as an error before anything is sent.
#[must_use = "a request is sent by the call that it becomes"]
pub struct Request(Box<Draft>);

impl Request {
    /// A request for this operation.
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        let mut draft = Draft::new(client.clone(), operation);
        if let Some(accept) = operation.accepts() {
            draft.set_header(ACCEPT.as_str(), accept);
        }
        Self(Box::new(draft))
    }

    /// A path parameter in the usual style: text as it is, the items of a list between commas.
    pub fn path<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.path_styled(name, value, Style::Simple, false)
    }

    /// A path parameter.
    pub fn path_styled<T: Serialize + ?Sized>(
        self,
        name: &str,
        value: &T,
        style: Style,
        explode: bool,
    ) -> Self {
        self.path_value(name, param::to_value(value), style, explode, Escape::All)
    }

    /// A path parameter whose value keeps its reserved characters (`allowReserved`, OpenAPI 3.2), but for what ends a
    /// segment: `/`, `?`, `#` and brackets.
    pub fn path_reserved<T: Serialize + ?Sized>(
        self,
        name: &str,
        value: &T,
        style: Style,
        explode: bool,
    ) -> Self {
        let value = param::to_value(value);
        self.path_value(name, value, style, explode, Escape::KeepInPath)
    }

    /// A path parameter that holds JSON text.
    pub fn path_content<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.path_value(name, json_value(value), Style::Simple, false, Escape::All)
    }

    // What does not depend on the type of the value is kept apart from what does: it is compiled once.
    fn path_value(
        self,
        name: &str,
        value: Result<Value, ParamError>,
        style: Style,
        explode: bool,
        escape: Escape,
    ) -> Self {
        self.with("path parameter", name, value, &|draft, value| {
            let text = param::path_text(name, value, style, explode, escape)?;
            draft.path.push((name.to_owned(), text));
            Ok(())
        })
    }

    /// A query parameter in the usual style: a pair for each item of a list, and for each member of an object.
    pub fn query<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.query_styled(name, value, Style::Form, true)
    }

    /// A query parameter.
    pub fn query_styled<T: Serialize + ?Sized>(
        self,
        name: &str,
        value: &T,
        style: Style,
        explode: bool,
    ) -> Self {
        self.query_value(name, param::to_value(value), style, explode, Escape::All)
    }

    /// A query parameter whose value keeps its reserved characters (`allowReserved`), but for `&`, `#` and `+`.
    pub fn query_reserved<T: Serialize + ?Sized>(
        self,
        name: &str,
        value: &T,
        style: Style,
        explode: bool,
    ) -> Self {
        self.query_value(
            name,
            param::to_value(value),
            style,
            explode,
            Escape::KeepReserved,
        )
    }

    /// A query parameter that holds JSON text.
    pub fn query_content<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.query_value(name, json_value(value), Style::Form, true, Escape::All)
    }

    /// The whole query: text as it is, an object like a form.
    pub fn query_string<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        let text = param::to_value(value).and_then(|written| match written {
            Value::Scalar(text) => Ok(text.trim_start_matches('?').to_owned()),
            written => form::encode(&written, &[], &[], &|| serde_json::to_value(value)),
        });
        match text {
            Ok(text) if text.is_empty() => {}
            Ok(text) => self.0.query.push(text),
            Err(error) => self
                .0
                .fault(format!("the query string cannot be written: {error}")),
        }
        self
    }

    fn query_value(
        self,
        name: &str,
        value: Result<Value, ParamError>,
        style: Style,
        explode: bool,
        escape: Escape,
    ) -> Self {
        self.with("query parameter", name, value, &|draft, value| {
            draft.add_query(param::pairs(name, value, style, explode, escape)?);
            Ok(())
        })
    }

    /// A header in the usual style: the items of a list between commas.
    pub fn header<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.header_styled(name, value, false)
    }

    /// A header.
    pub fn header_styled<T: Serialize + ?Sized>(
        self,
        name: &str,
        value: &T,
        explode: bool,
    ) -> Self {
        self.header_value(name, param::to_value(value), explode)
    }

    /// A header that holds JSON text.
    pub fn header_content<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.header_value(name, json_value(value), false)
    }

    fn header_value(self, name: &str, value: Result<Value, ParamError>, explode: bool) -> Self {
        self.with("header", name, value, &|draft, value| {
            if let Some(text) = param::header_text(value, explode)? {
                draft.set_header(name, &text);
            }
            Ok(())
        })
    }

    /// A cookie in the usual style: one for each item of a list, and for each member of an object.
    pub fn cookie<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.cookie_styled(name, value, true)
    }

    /// A cookie.
    pub fn cookie_styled<T: Serialize + ?Sized>(
        self,
        name: &str,
        value: &T,
        explode: bool,
    ) -> Self {
        self.cookie_value(name, param::to_value(value), explode, Escape::Cookie)
    }

    /// A cookie whose value keeps what is percent-encoded already (`allowReserved`, OpenAPI 3.2).
    pub fn cookie_reserved<T: Serialize + ?Sized>(
        self,
        name: &str,
        value: &T,
        explode: bool,
    ) -> Self {
        self.cookie_value(name, param::to_value(value), explode, Escape::KeepInCookie)
    }

    /// A cookie that is sent as it is (`style: cookie`, OpenAPI 3.2). What no cookie can hold has to be given in the form
    /// that the server reads: `;`, line ends and what is not ASCII are an error.
    pub fn cookie_plain<T: Serialize + ?Sized>(self, name: &str, value: &T, explode: bool) -> Self {
        self.with("cookie", name, param::to_value(value), &|draft, value| {
            draft.add_cookies(param::plain_pairs(name, value, explode)?);
            Ok(())
        })
    }

    /// A cookie that holds JSON text.
    pub fn cookie_content<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.cookie_value(name, json_value(value), true, Escape::Cookie)
    }

    fn cookie_value(
        self,
        name: &str,
        value: Result<Value, ParamError>,
        explode: bool,
        escape: Escape,
    ) -> Self {
        self.with("cookie", name, value, &|draft, value| {
            draft.add_cookies(param::pairs(name, value, Style::Form, explode, escape)?);
            Ok(())
        })
    }

    /// A JSON body.
    pub fn json<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.json_as("application/json", body)
    }

    /// A JSON body of this media type.
    pub fn json_as<T: Serialize + ?Sized>(self, media_type: &str, body: &T) -> Self {
        self.json_text(media_type, serde_json::to_vec(body))
    }

    fn json_text(self, media_type: &str, text: serde_json::Result<Vec<u8>>) -> Self {
        match text {
            Ok(text) => self.bytes(media_type, text),
            Err(error) => self.fault(format!("the body cannot be written as JSON: {error}")),
        }
    }

    /// A body of `application/x-www-form-urlencoded`: an object, each of whose members is a pair (a list: a pair an
    /// item; an object: JSON text), but for those whose style is given here by name.
    pub fn form<T: Serialize + ?Sized>(self, body: &T, styles: &[(&str, Style, bool)]) -> Self {
        self.form_as(body, styles, &[])
    }

    /// The same, with these properties as JSON text.
    pub fn form_as<T: Serialize + ?Sized>(
        self,
        body: &T,
        styles: &[(&str, Style, bool)],
        json: &[&str],
    ) -> Self {
        let text = param::to_value(body)
            .and_then(|value| form::encode(&value, styles, json, &|| serde_json::to_value(body)));
        match text {
            Ok(text) => self.bytes("application/x-www-form-urlencoded", text),
            Err(error) => self.fault(format!("the body cannot be written as a form: {error}")),
        }
    }

    /// A body of text.
    pub fn text(self, media_type: &str, body: String) -> Self {
        self.bytes(media_type, body)
    }

    /// A body of bytes or a stream.
    pub fn bytes(self, media_type: &str, body: impl Into<Body>) -> Self {
        self.body(media_type, body.into())
    }

    fn body(mut self, media_type: &str, body: Body) -> Self {
        self.0.body = body;
        self.0.set_header(CONTENT_TYPE.as_str(), media_type);
        self
    }

    /// A body of several parts, of this media type: `multipart/form-data`.
    pub fn multipart(self, media_type: &str, form: Form) -> Self {
        match form.encode() {
            Ok(form) => {
                let kind = format!("{media_type}; boundary={}", form.boundary);
                self.bytes(&kind, Body::from(form))
            }
            Err(error) => {
                let reason = std::error::Error::source(&error)
                    .map(|source| format!(": {source}"))
                    .unwrap_or_default();
                self.fault(format!("{error}{reason}"))
            }
        }
    }

    /// Applies the value, if there is one.
    pub fn optional<V>(self, value: Option<V>, apply: impl FnOnce(Self, V) -> Self) -> Self {
        match value {
            Some(value) => apply(self, value),
            None => self,
        }
    }

    /// The call whose answer is decoded by this function once it is complete.
    pub fn returning<T, E>(self, decode: fn(&Answer) -> Result<T, DecodeError>) -> Call<T, E> {
        Call::new(self.0, Decode::Whole(decode))
    }

    /// The call whose answer is decoded by this function once it is complete, and is a page of a list.
    pub fn paged<T, I, E>(
        self,
        decode: fn(&Answer) -> Result<T, DecodeError>,
        paging: Paging<T, I>,
    ) -> PagedCall<T, I, E> {
        Call::with_paging(self.0, Decode::Whole(decode), Paged::new(decode, paging))
    }

    /// The call whose answer is handed over as soon as its head has come.
    pub fn streaming<T, E>(self, decode: fn(Streamed) -> T) -> Call<T, E> {
        Call::new(self.0, Decode::Stream(decode))
    }

    pub(crate) fn fault(mut self, message: String) -> Self {
        self.0.fault(message);
        self
    }

    /// Applies a value that could be written, or keeps the reason why it could not.
    fn with(
        mut self,
        place: &str,
        name: &str,
        value: Result<Value, ParamError>,
        apply: &dyn Fn(&mut Draft, &Value) -> Result<(), ParamError>,
    ) -> Self {
        if let Err(error) = value.and_then(|value| apply(&mut self.0, &value)) {
            let named = if name.is_empty() {
                String::new()
            } else {
                format!(" `{name}`")
            };
            self.0
                .fault(format!("the {place}{named} cannot be written: {error}"));
        }
        self
    }
}

fn json_value<T: Serialize + ?Sized>(value: &T) -> Result<Value, ParamError> {
    match serde_json::to_string(value) {
        Ok(text) if text == "null" => Ok(Value::Null),
        Ok(text) => Ok(Value::Scalar(text)),
        Err(error) => Err(ParamError::new(error.to_string())),
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Parameters and headers may hold what is not for logs.
        f.debug_struct("Request")
            .field("operation", &self.0.operation.id())
            .field("body", &self.0.body)
            .finish_non_exhaustive()
    }
}

/// The one `Cookie` header of these pairs, after those that are there.
pub(super) fn cookie_header(headers: &HeaderMap, cookies: &[String]) -> Option<HeaderValue> {
    let first = headers.get(COOKIE).and_then(|value| value.to_str().ok());
    let all: Vec<&str> = first
        .into_iter()
        .chain(cookies.iter().map(String::as_str))
        .collect();
    HeaderValue::from_str(&all.join("; ")).ok()
}

/// A header that people named and filled.
pub(super) fn header(name: &str, text: &str) -> Result<(HeaderName, HeaderValue), String> {
    let named = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| format!("`{name}` is not a name for a header"))?;
    // The value may be a secret: it is not quoted.
    let mut value = HeaderValue::from_bytes(text.as_bytes()).map_err(|_| {
        format!("the header `{name}` holds a character that cannot be sent, such as a line end")
    })?;
    value.set_sensitive(redact::is_telling(named.as_str()));
    Ok((named, value))
}
