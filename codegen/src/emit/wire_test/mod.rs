//! Tests of the client, one an operation: what is sent, to the byte, and what becomes of each documented answer.
//!
//! The expected requests are written here, after the specification and with values of the document; the client's own encoder has
//! no part in them. So a test fails where client and document differ, whichever of them changed.

mod answers;
mod arguments;
mod body;
mod credentials;
mod exchange;
mod literal;
mod request;
mod style;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::context::{Context, ident};
use super::docs::{Prose, code};
use super::features;
use crate::config::Config;
use crate::model::{Api, BodyContent, Handle, Ident as _, Operation};
use crate::output::{TestFile, Tests};
use exchange::Source;

/// What every test is made of, below the line that names the crate.
const WIRE: &str = include_str!("support.txt");

/// The tests of a client whose crate has this name. `document` is the lowered one that the model was made from.
#[must_use]
pub fn tests(api: &Api, config: &Config, document: &Value, name: &str) -> Tests {
    let context = Context { api };
    let features = features::of_handles(api, config);
    let files = api
        .handles
        .iter()
        .zip(features)
        .map(|(handle, feature)| TestFile {
            name: handle.module.as_str().to_owned(),
            feature,
            docs: Prose::own(&format!("Operations of the tag {}.", code(&handle.tag))).inner(),
            items: handle
                .operations
                .iter()
                .map(|operation| {
                    let source = Source::of(document, &config.numbers.whole, operation);
                    (
                        operation.pointer.clone(),
                        test(&context, &source, handle, operation),
                    )
                })
                .collect(),
        });
    let credentials = credentials::given(api);
    Tests {
        crate_name: name.to_owned(),
        support: WIRE.to_owned(),
        client: quote!(#(#credentials)*),
        files: files.collect(),
    }
}

/// The test of one operation.
fn test(
    context: &Context<'_>,
    source: &Source<'_>,
    handle: &Handle,
    operation: &Operation,
) -> TokenStream {
    let contents: &[BodyContent] = operation.body.as_ref().map_or(&[], |body| &body.contents);
    let name = ident(&operation.name);
    let prose = Prose::own(&code(&operation.key()));
    let accept = operation.success.accept.as_deref();
    let plain = request::sent(context, source, operation, contents.first(), accept);
    let Some(plain) = plain else {
        let docs = prose
            .line("It is not tried: the document allows no value for something that it asks for.")
            .outer();
        return quote!(#docs #[test] #[ignore = "the document allows no value for something that it asks for"] fn #name() {});
    };
    let tried = answers::all(source, operation);
    let first = tried.statements.first().cloned().unwrap_or_default();
    let mut ways = vec![way(
        &plain,
        &request::call(handle, &operation.name, &plain.arguments),
        &tried.statements,
    )];
    for content in contents.iter().skip(1) {
        if let Some(sent) = request::sent(context, source, operation, Some(content), accept) {
            let call = request::call(handle, &operation.name, &sent.arguments);
            ways.push(way(&sent, &call, std::slice::from_ref(&first)));
        }
    }
    if let Some(stream) = &operation.success.stream {
        let accept = Some(stream.media_type.as_str());
        let sent = request::sent(context, source, operation, contents.first(), accept);
        let answer = answers::streamed(source, operation, stream);
        if let (Some(sent), Some(answer)) = (sent, answer) {
            let call = request::call(handle, &stream.name, &sent.arguments);
            ways.push(way(&sent, &call, &[answer]));
        }
    }
    let docs = tried
        .left_out
        .iter()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .fold(prose, |prose, line| prose.line(line))
        .outer();
    quote! {
        #docs
        #[tokio::test]
        async fn #name() {
            #(#ways)*
        }
    }
}

/// One way to call the operation, and the answers that it is given.
fn way(sent: &request::Sent, call: &TokenStream, answers: &[TokenStream]) -> TokenStream {
    let (declared, expected) = (&sent.declared, &sent.expected);
    quote! {
        #declared
        let call = |client: &Client| #call;
        let request = #expected;
        #(#answers)*
    }
}
