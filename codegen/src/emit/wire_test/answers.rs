//! The documented answers of an operation: each is given to the call, and what comes out of it is held to it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::exchange::Source;
use super::literal;
use crate::emit::context::ident;
use crate::model::{Content, Operation, ResponseCase, StatusSpec, StreamSuccess, SuccessKind};

/// The statements that try all answers, and a line for each that is not tried.
pub(super) struct Tried {
    pub(super) statements: Vec<TokenStream>,
    pub(super) left_out: Vec<String>,
}

/// The answer that is not documented, of an operation that documents no success.
fn undocumented() -> TokenStream {
    quote!(wire::accepted(&request, wire::Answer::empty(204), call).await;)
}

/// All answers of the plain call.
pub(super) fn all(source: &Source<'_>, operation: &Operation) -> Tried {
    let mut tried = Tried {
        statements: Vec::new(),
        left_out: Vec::new(),
    };
    for case in &operation.success.cases {
        let status = match case.status {
            StatusSpec::Default => Some(200),
            status => code(status, &operation.success.cases),
        };
        tried.add(case, status, source, &|answer| {
            success(operation, case, answer)
        });
    }
    if operation.success.cases.is_empty() {
        tried.statements.push(undocumented());
    }
    for case in &operation.errors {
        let status = code(case.status, &operation.errors);
        tried.add(case, status, source, &|answer| {
            error(operation, case, answer)
        });
    }
    tried
}

impl Tried {
    fn add(
        &mut self,
        case: &ResponseCase,
        status: Option<u16>,
        source: &Source<'_>,
        check: &dyn Fn(&Given) -> TokenStream,
    ) {
        let Some(status) = status else {
            self.left_out.push(format!(
                "The answer {} is not tried: no status is left for it.",
                name(case)
            ));
            return;
        };
        match Given::of(case, status, source.answer(case)) {
            Some(given) => self.statements.push(check(&given)),
            None => self.left_out.push(format!(
                "The answer {} is not tried: no value of its schema could be made.",
                name(case)
            )),
        }
    }
}

fn name(case: &ResponseCase) -> String {
    match case.status {
        StatusSpec::Code(code) => code.to_string(),
        StatusSpec::Range(digit) => format!("{digit}XX"),
        StatusSpec::Default => "by default".to_owned(),
    }
}

/// A status that only this case is for.
fn code(status: StatusSpec, cases: &[ResponseCase]) -> Option<u16> {
    let alone = |code: &u16| {
        !cases
            .iter()
            .any(|case| case.status == StatusSpec::Code(*code))
    };
    let outside = |code: &u16| {
        let digit = u8::try_from(code / 100).unwrap_or_default();
        !cases
            .iter()
            .any(|case| case.status == StatusSpec::Range(digit))
    };
    match status {
        // What is informal is no answer to a transport.
        StatusSpec::Code(code) => Some(code).filter(|code| *code >= 200),
        StatusSpec::Range(digit) if digit >= 2 => {
            let start = u16::from(digit) * 100;
            (start..start + 100).find(alone)
        }
        StatusSpec::Range(_) => None,
        StatusSpec::Default => {
            let mut usual = [500, 400, 404, 418, 503].into_iter().chain(400..600);
            usual.find(|code| alone(code) && outside(code))
        }
    }
}

/// An answer that is given.
struct Given {
    /// Declares the text that answer and check share.
    declared: TokenStream,
    /// `wire::Answer::new(…)`
    answer: TokenStream,
    content: Content,
    /// What a stream has to give, as a JSON list.
    items: TokenStream,
}

impl Given {
    fn of(case: &ResponseCase, status: u16, value: Option<Value>) -> Option<Self> {
        let media_type = case.media_type.as_deref().unwrap_or_default();
        Self::new(status, media_type, &case.content, value)
    }

    fn new(status: u16, media_type: &str, content: &Content, value: Option<Value>) -> Option<Self> {
        let media_type = concrete(media_type, content);
        let status = Literal::u16_unsuffixed(status);
        let mut items = TokenStream::new();
        let text = match content {
            Content::Empty => {
                return Some(Self {
                    declared: TokenStream::new(),
                    answer: quote!(wire::Answer::empty(#status)),
                    content: content.clone(),
                    items,
                });
            }
            Content::Json(_) => literal::json(&value?),
            Content::Events(_) => {
                let value = value?;
                items = literal::json(&Value::Array(vec![value.clone()]));
                let data = match &value {
                    Value::String(text) if is_text(content) => text.clone(),
                    value => value.to_string(),
                };
                literal::string(&format!("data: {data}\n\n"))
            }
            Content::JsonLines(_) => {
                let value = value?;
                items = literal::json(&Value::Array(vec![value.clone(), value.clone()]));
                let mark = if media_type.contains("json-seq") {
                    "\u{1e}"
                } else {
                    ""
                };
                literal::string(&format!("{mark}{value}\n{mark}{value}\n"))
            }
            Content::Text | Content::Form { .. } | Content::Multipart { .. } => {
                let text = value.as_ref().and_then(super::style::text);
                literal::string(&text.unwrap_or_else(|| "text".to_owned()))
            }
            Content::Bytes => literal::string("bytes"),
        };
        let media_type = literal::string(&media_type);
        Some(Self {
            declared: quote!(let answer = #text;),
            answer: quote!(wire::Answer::new(#status, #media_type, answer)),
            content: content.clone(),
            items,
        })
    }
}

/// Whether events hold text and no JSON.
fn is_text(content: &Content) -> bool {
    use crate::model::{Scalar, Type};
    matches!(content, Content::Events(Type::Scalar(Scalar::String)))
}

/// A range is no media type.
fn concrete(media_type: &str, content: &Content) -> String {
    if !media_type.contains('*') && media_type.contains('/') {
        return media_type.to_owned();
    }
    let any = match content {
        Content::Json(_) => "application/json",
        Content::Text => "text/plain",
        _ => "application/octet-stream",
    };
    any.to_owned()
}

fn success(operation: &Operation, case: &ResponseCase, given: &Given) -> TokenStream {
    let (declared, answer) = (&given.declared, &given.answer);
    let result = quote!(wire::accepted(&request, #answer, call).await);
    let SuccessKind::Many(name) = &operation.success.kind else {
        return plain(given, &result);
    };
    let (name, variant) = (ident(name), ident(&case.ident));
    let check = held(given, &quote!(&found));
    let pattern = match given.content {
        Content::Empty => quote!(models::#name::#variant),
        _ => quote!(models::#name::#variant(found)),
    };
    quote! {
        #declared
        let #pattern = #result else {
            panic!("another answer");
        };
        #check
    }
}

/// What the one kind of success gives.
fn plain(given: &Given, result: &TokenStream) -> TokenStream {
    let declared = &given.declared;
    let items = &given.items;
    let check = match given.content {
        Content::Empty => return quote!(#result;),
        Content::Bytes => quote!(assert_eq!(wire::bytes(found).await, answer.as_bytes());),
        Content::Events(_) => quote!(wire::assert_json(&wire::events(found).await, #items);),
        Content::JsonLines(_) => quote!(wire::assert_json(&wire::lines(found).await, #items);),
        _ => held(given, &quote!(&found)),
    };
    quote! {
        #declared
        let found = #result;
        #check
    }
}

/// What a variant holds; `found` is how a reference to it is written.
fn held(given: &Given, found: &TokenStream) -> TokenStream {
    match given.content {
        Content::Empty => TokenStream::new(),
        Content::Json(_) => quote!(wire::assert_json(#found, answer);),
        Content::Bytes => quote!(assert_eq!(&found[..], answer.as_bytes());),
        _ => quote!(assert_eq!(found, answer);),
    }
}

fn error(operation: &Operation, case: &ResponseCase, given: &Given) -> TokenStream {
    let Some(name) = &operation.error_name else {
        return TokenStream::new();
    };
    let (declared, answer) = (&given.declared, &given.answer);
    let (name, variant) = (ident(name), ident(&case.ident));
    let check = held(given, &quote!(found));
    let pattern = match given.content {
        Content::Empty => quote!(models::#name::#variant),
        _ => quote!(models::#name::#variant(found)),
    };
    quote! {
        #declared
        let error = wire::refused(&request, #answer, call).await;
        let Some(#pattern) = error.api_error() else {
            panic!("{error:?}");
        };
        #check
    }
}

/// The answer of the call that reads the success as a stream.
pub(super) fn streamed(
    source: &Source<'_>,
    operation: &Operation,
    stream: &StreamSuccess,
) -> Option<TokenStream> {
    let mut statuses: Vec<StatusSpec> = operation
        .success
        .cases
        .iter()
        .map(|case| case.status)
        .collect();
    statuses.push(StatusSpec::Code(200));
    let found = statuses.into_iter().find_map(|status| {
        let value = source.answer_as(status, &stream.media_type, &stream.content)?;
        let code = match status {
            StatusSpec::Code(code) => code,
            _ => 200,
        };
        Given::new(code, &stream.media_type, &stream.content, Some(value))
    })?;
    let answer = &found.answer;
    let result = quote!(wire::accepted(&request, #answer, call).await);
    Some(plain(&found, &result))
}
