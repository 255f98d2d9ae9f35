//! The request that the document describes for an operation, and the call that has to send it.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::exchange::Source;
use super::style::{self, Place};
use super::{arguments, body, credentials, literal};
use crate::emit::context::{Context, ident};
use crate::emit::params::is_optional;
use crate::model::{
    BodyContent, Location, Operation, Param, ParamEncoding, PathSegment, Style, is_header_name,
};

/// One way to call an operation.
pub(super) struct Sent {
    /// Declarations that the others refer to.
    pub(super) declared: TokenStream,
    /// Of the method, in their order.
    pub(super) arguments: Vec<TokenStream>,
    /// The request that is expected.
    pub(super) expected: TokenStream,
}

/// A request that is being put together.
#[derive(Default)]
struct Head {
    path: String,
    query: Vec<String>,
    headers: Vec<(String, String)>,
    cookies: Vec<String>,
}

/// The call with that body; `None` when the document allows no value for something that is needed.
pub(super) fn sent(
    context: &Context<'_>,
    source: &Source<'_>,
    operation: &Operation,
    content: Option<&BodyContent>,
    accept: Option<&str>,
) -> Option<Sent> {
    let mut head = Head::default();
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    for param in &operation.path_params {
        let value = source
            .parameter(param)
            .map(|value| writable(param, value))?;
        arguments.push(arguments::path(context, param, &value));
        values.push((param, in_path(param, &value)?));
    }
    head.path = filled(operation, &values);
    let body = match content {
        Some(content) => Some(
            body::sent(context, source, operation, content).or_else(|| body::absent(operation))?,
        ),
        None => None,
    };
    if let Some(body) = &body {
        arguments.extend(body.argument.clone());
    }
    if let Some(name) = &operation.params_name {
        let mut given = Vec::with_capacity(operation.params.len());
        for param in &operation.params {
            let value = source.parameter(param).map(|value| writable(param, value));
            let value = value.filter(|value| head.add(param, value).is_some());
            if value.is_none() && !is_optional(param) {
                return None;
            }
            given.push(value);
        }
        arguments.push(arguments::params(context, operation, name, &given)?);
    }
    if let Some(accept) = accept {
        head.headers.push(("accept".to_owned(), accept.to_owned()));
    }
    let proof = credentials::proof(context.api, operation)?;
    head.query.extend(proof.query);
    head.headers.extend(proof.headers);
    head.cookies.extend(proof.cookies);
    if let Some(media_type) = body.as_ref().and_then(|body| body.media_type.clone()) {
        head.headers.push(("content-type".to_owned(), media_type));
    }
    let written = body.as_ref().map(|body| &body.expected);
    Some(Sent {
        declared: body
            .as_ref()
            .map(|body| body.declared.clone())
            .unwrap_or_default(),
        arguments,
        expected: head.expected(operation, written),
    })
}

/// What the parameter's way of writing has a form for.
fn writable(param: &Param, value: Value) -> Value {
    match &param.encoding {
        ParamEncoding::Style { style, .. }
            if *style != Style::DeepObject && param.location != Location::QueryString =>
        {
            let flat = style::flattened(value);
            if *style == Style::Cookie {
                sendable(flat)
            } else {
                flat
            }
        }
        _ => value,
    }
}

/// A value whose texts a cookie can hold as they are: callers give others in the form that the server reads.
fn sendable(value: Value) -> Value {
    match value {
        Value::String(text) if !is_cookie(&text) => style::escaped(&text, Place::Url).into(),
        Value::Array(items) => items.into_iter().map(sendable).collect(),
        Value::Object(members) => {
            let members = members.into_iter();
            let members = members.map(|(name, member)| (name, sendable(member)));
            Value::Object(members.collect())
        }
        other => other,
    }
}

fn in_path(param: &Param, value: &Value) -> Option<String> {
    match &param.encoding {
        ParamEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => {
            let place = if *allow_reserved {
                Place::Segment
            } else {
                Place::Url
            };
            style::path(&param.wire, value, *style, *explode, place)
        }
        ParamEncoding::Content(_) => Some(style::escaped(&value.to_string(), Place::Url)),
    }
}

/// Whether a cookie can be sent as it is.
fn is_cookie(pair: &str) -> bool {
    pair.bytes()
        .all(|byte| matches!(byte, b' '..=b'~') && byte != b';')
}

/// The path with its parameters put in; a fragment is not sent.
fn filled(operation: &Operation, values: &[(&Param, String)]) -> String {
    let mut path = String::new();
    for segment in &operation.segments {
        match segment {
            PathSegment::Literal(text) => {
                for c in text.chars() {
                    if c.is_ascii_graphic() && !"\"<>`{}^".contains(c) {
                        path.push(c);
                    } else {
                        path.push_str(&style::escaped(&c.to_string(), Place::Url));
                    }
                }
            }
            PathSegment::Param(name) => {
                let value = values.iter().find(|(param, _)| param.wire == *name);
                path.push_str(value.map_or("", |(_, text)| text));
            }
        }
    }
    match path.split_once('#') {
        Some((path, _)) => path.to_owned(),
        None => path,
    }
}

impl Head {
    /// Adds a parameter; `None` when it cannot be written.
    fn add(&mut self, param: &Param, value: &Value) -> Option<()> {
        let name = &param.wire;
        let (style, explode, reserved) = match &param.encoding {
            ParamEncoding::Style {
                style,
                explode,
                allow_reserved,
            } => (*style, *explode, *allow_reserved),
            ParamEncoding::Content(_) if param.location != Location::QueryString => {
                return self.add_text(param, &value.to_string());
            }
            ParamEncoding::Content(_) => (Style::Form, true, false),
        };
        match param.location {
            Location::Path => {}
            Location::Query => {
                let place = if reserved {
                    Place::Reserved
                } else {
                    Place::Url
                };
                self.query
                    .extend(style::pairs(name, value, style, explode, place)?);
            }
            Location::QueryString => match value {
                Value::String(text) => self.query.push(text.clone()),
                value => self.query.push(body::form(value, &[])?),
            },
            Location::Header => self.add_header(name, style::header(value, explode)?)?,
            Location::Cookie => {
                let place = match style {
                    Style::Cookie => Place::Plain,
                    _ => Place::Cookie,
                };
                let pairs = style::pairs(name, value, Style::Form, explode, place)?;
                if place == Place::Plain && pairs.iter().any(|pair| !is_cookie(pair)) {
                    return None;
                }
                self.cookies.extend(pairs);
            }
        }
        Some(())
    }

    /// Adds a parameter that is one text.
    fn add_text(&mut self, param: &Param, text: &str) -> Option<()> {
        let name = &param.wire;
        let pair = |place| {
            format!(
                "{}={}",
                style::escaped(name, place),
                style::escaped(text, place)
            )
        };
        match param.location {
            Location::Header => self.add_header(name, text.to_owned())?,
            Location::Cookie => self.cookies.push(pair(Place::Cookie)),
            _ => self.query.push(pair(Place::Url)),
        }
        Some(())
    }

    /// Adds a header; `None` when it has no name or value that a header can have.
    fn add_header(&mut self, name: &str, text: String) -> Option<()> {
        let plain = text.trim() == text && text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if !is_header_name(name) || !plain {
            return None;
        }
        let name = name.to_ascii_lowercase();
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, text));
        Some(())
    }

    fn expected(self, operation: &Operation, body: Option<&TokenStream>) -> TokenStream {
        let method = operation.method.as_str();
        let mut target = self.path;
        for (index, pair) in self.query.iter().enumerate() {
            let separator = if index == 0 && !target.contains('?') {
                '?'
            } else {
                '&'
            };
            target.push(separator);
            target.push_str(pair);
        }
        let target = literal::string(&target);
        let mut headers = self.headers;
        if !self.cookies.is_empty() {
            headers.push(("cookie".to_owned(), self.cookies.join("; ")));
        }
        headers.sort();
        let headers = headers.iter().map(|(name, value)| {
            let (name, value) = (literal::string(name), literal::string(value));
            quote!(.header(#name, #value))
        });
        quote!(wire::Request::new(#method, #target) #(#headers)* #body)
    }
}

/// `client.agents().create(…)`
pub(super) fn call(
    handle: &crate::model::Handle,
    method: &crate::model::FnName,
    arguments: &[TokenStream],
) -> TokenStream {
    let accessor = ident(&handle.module);
    let method = ident(method);
    quote!(client.#accessor().#method(#(#arguments),*))
}
