//! Bodies: the argument that is given, and the bytes that have to come of it.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::exchange::Source;
use super::style::{self, Place};
use super::{arguments, literal};
use crate::emit::context::{Context, ident};
use crate::model::{
    BodyContent, Content, Encoding, Operation, ParamEncoding, Part, PartKind, Style,
};

/// A body of a request.
pub(super) struct Body {
    /// Declares the text that argument and expectation share.
    pub(super) declared: TokenStream,
    /// What the method is given; nothing for a body that is always empty.
    pub(super) argument: Option<TokenStream>,
    /// `.json(body)` and the like.
    pub(super) expected: TokenStream,
    /// The `Content-Type`.
    pub(super) media_type: Option<String>,
}

/// The body of that media type; `None` when the document allows no value for it.
pub(super) fn sent(
    context: &Context<'_>,
    source: &Source<'_>,
    operation: &Operation,
    content: &BodyContent,
) -> Option<Body> {
    let mut body = of(context, source, content)?;
    let declared = operation.body.as_ref()?;
    let chosen = declared.choice.as_ref().map(|choice| {
        let (choice, variant) = (ident(choice), ident(&content.ident));
        match &body.argument {
            Some(value) => {
                let value = converted(&content.content, value);
                quote!(models::#choice::#variant(#value))
            }
            None => quote!(models::#choice::#variant),
        }
    });
    let value = chosen.or_else(|| match (&body.argument, declared.required) {
        (Some(value), false) => Some(converted(&content.content, value)),
        (value, _) => value.clone(),
    });
    body.argument = match (value, declared.required) {
        (Some(value), false) => Some(quote!(Some(#value))),
        (value, _) => value,
    };
    Some(body)
}

/// No body, where none is needed.
pub(super) fn absent(operation: &Operation) -> Option<Body> {
    let declared = operation.body.as_ref()?;
    (!declared.required).then(|| Body {
        declared: TokenStream::new(),
        argument: Some(quote!(None)),
        expected: TokenStream::new(),
        media_type: None,
    })
}

/// Where nothing is converted on the way.
fn converted(content: &Content, value: &TokenStream) -> TokenStream {
    match content {
        Content::Text | Content::Bytes | Content::Events(_) | Content::JsonLines(_) => {
            quote!(#value.into())
        }
        _ => value.clone(),
    }
}

fn of(context: &Context<'_>, source: &Source<'_>, content: &BodyContent) -> Option<Body> {
    let media_type = &content.media_type;
    let plain = |text: &str| {
        let text = literal::string(text);
        Body {
            declared: quote!(let body = #text;),
            argument: Some(quote!(body)),
            expected: quote!(.text(body)),
            media_type: Some(media_type.clone()),
        }
    };
    Some(match &content.content {
        Content::Empty => Body {
            declared: TokenStream::new(),
            argument: None,
            expected: TokenStream::new(),
            media_type: None,
        },
        Content::Json(_) => {
            let value = source.body(media_type, &content.content)?;
            let json = literal::json(&value);
            Body {
                declared: quote!(let body = #json;),
                argument: Some(quote!(wire::value(body))),
                expected: quote!(.json(body)),
                media_type: Some(media_type.clone()),
            }
        }
        Content::Form { encoding, .. } => {
            let value = source.body(media_type, &content.content)?;
            let value = writable(value, encoding);
            let text = literal::string(&form(&value, encoding)?);
            let json = literal::json(&value);
            Body {
                declared: quote!(let body = #json;),
                argument: Some(quote!(wire::value(body))),
                expected: quote!(.text(#text)),
                media_type: Some("application/x-www-form-urlencoded".to_owned()),
            }
        }
        Content::Multipart { name, parts } => {
            let values: Vec<Option<Value>> = parts
                .iter()
                .map(|part| part_value(source, media_type, part))
                .collect();
            let text: String = parts
                .iter()
                .zip(&values)
                .map(|(part, value)| written(part, value.as_ref()))
                .collect();
            let text = literal::string(&format!("{text}--{{boundary}}--\r\n"));
            Body {
                declared: TokenStream::new(),
                argument: Some(arguments::parts(context, name, parts, &values)?),
                expected: quote!(.text(#text)),
                media_type: Some(format!("{media_type}; boundary={{boundary}}")),
            }
        }
        Content::Text => {
            let value = source.body(media_type, &content.content);
            let text = value.as_ref().and_then(style::text);
            plain(&text.unwrap_or_else(|| "text".to_owned()))
        }
        Content::Events(_) => plain("data: text\n\n"),
        Content::JsonLines(_) => plain("{\"line\":1}\n"),
        Content::Bytes => plain("bytes"),
    })
}

/// Without members that a flat style is asked to write, and that are not flat.
fn writable(value: Value, encoding: &[Encoding]) -> Value {
    let Value::Object(members) = value else {
        return value;
    };
    let members = members.into_iter().map(|(name, member)| {
        let styled = encoding.iter().any(|encoding| {
            encoding.property == name
                && matches!(&encoding.encoding, ParamEncoding::Style { style, .. } if *style != Style::DeepObject)
        });
        let member = if styled { style::flattened(member) } else { member };
        (name, member)
    });
    Value::Object(members.collect())
}

/// `application/x-www-form-urlencoded`: a pair a member, a list as a pair an item, anything deeper as JSON.
pub(super) fn form(value: &Value, encoding: &[Encoding]) -> Option<String> {
    let mut pairs = Vec::new();
    for (name, member) in value.as_object()? {
        let quoted = |text: &str| {
            format!(
                "{}={}",
                style::escaped(name, Place::Form),
                style::escaped(text, Place::Form)
            )
        };
        let own = encoding.iter().find(|encoding| encoding.property == *name);
        match (own.map(|own| &own.encoding), member) {
            (Some(ParamEncoding::Content(_)), member) => pairs.push(quoted(&member.to_string())),
            (Some(ParamEncoding::Style { style, explode, .. }), member) => {
                pairs.extend(style::pairs(name, member, *style, *explode, Place::Form)?);
            }
            (None, Value::Null) => {}
            (None, Value::Array(items)) => {
                let items = items.iter().filter(|item| !item.is_null());
                pairs.extend(items.map(|item| quoted(&plain_or_json(item))));
            }
            (None, member) => pairs.push(quoted(&plain_or_json(member))),
        }
    }
    Some(pairs.join("&"))
}

fn plain_or_json(value: &Value) -> String {
    style::text(value).unwrap_or_else(|| value.to_string())
}

fn part_value(source: &Source<'_>, media_type: &str, part: &Part) -> Option<Value> {
    if part.kind == PartKind::File {
        return None;
    }
    let value = source.part(media_type, &part.wire)?;
    Some(match value {
        Value::Array(_) => value,
        value if part.repeated => Value::Array(vec![value]),
        value => value,
    })
}

/// A part as RFC 7578 writes it, with a place for the boundary; one for each item of a list.
fn written(part: &Part, value: Option<&Value>) -> String {
    let one = |head: &str, content: &str| piece(&part.wire, head, content);
    let (text, json) = match &part.kind {
        PartKind::File => {
            let (file, media_type, content) = arguments::file(part);
            let file = quoted(file);
            return one(
                &format!("; filename=\"{file}\"\r\nContent-Type: {media_type}"),
                content,
            );
        }
        PartKind::Styled { style, explode, .. } => {
            let value = value.unwrap_or(&Value::Null);
            let pairs = style::plain_pairs(&part.wire, value, *style, *explode);
            return pairs
                .iter()
                .map(|(name, text)| piece(name, "", text))
                .collect();
        }
        PartKind::Text(_) => (true, None),
        PartKind::Json(_) => (false, Some("application/json")),
    };
    let head = match part.content_type.as_deref().or(json) {
        Some(media_type) => format!("\r\nContent-Type: {media_type}"),
        None => String::new(),
    };
    let content = |value: &Value| match value {
        Value::String(content) if text => content.clone(),
        value => value.to_string(),
    };
    match value {
        Some(Value::Array(items)) if part.repeated => items
            .iter()
            .map(|item| one(&head, &content(item)))
            .collect(),
        Some(value) => one(&head, &content(value)),
        None => String::new(),
    }
}

/// One part, with these further headers.
fn piece(name: &str, head: &str, content: &str) -> String {
    let name = quoted(name);
    format!(
        "--{{boundary}}\r\nContent-Disposition: form-data; name=\"{name}\"{head}\r\n\r\n{content}\r\n"
    )
}

/// A name in quotes, as browsers write it.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}
