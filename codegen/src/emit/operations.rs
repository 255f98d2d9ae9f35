//! Operations: a constant that describes one, and the method that calls it.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::body_choice::body_ty;
use super::calls::Call;
use super::constructor::deprecated;
use super::context::{Context, ident, ident_of};
use super::docs::{Prose, code};
use super::paging;
use super::params::present;
use super::types::Site;
use crate::model::{Content, Handle, Ident as _, Operation, Param, RequestBody, Scalar, Type};

/// Names of the arguments that are not path parameters.
pub(super) struct Arguments {
    /// The body.
    pub(super) body: Ident,
    /// The struct of parameters.
    pub(super) params: Ident,
}

impl Arguments {
    fn of(operation: &Operation) -> Self {
        let taken: BTreeSet<&str> = operation
            .path_params
            .iter()
            .map(|param| param.ident.as_str())
            .collect();
        let free = |names: [&str; 3]| {
            let name = names.into_iter().find(|name| !taken.contains(name));
            ident_of(name.unwrap_or("the_argument"))
        };
        Self {
            body: free(["body", "request_body", "the_body"]),
            params: free(["params", "request_params", "the_params"]),
        }
    }
}

/// The constant and the methods of an operation. `constants` are the names that the handle's constants have so far.
pub(super) fn emit(
    context: &Context<'_>,
    handle: &Handle,
    operation: &Operation,
    constants: &mut BTreeSet<String>,
) -> TokenStream {
    let plain = variant(context, handle, operation, false, constants);
    let stream = operation
        .success
        .stream
        .as_ref()
        .map(|_| variant(context, handle, operation, true, constants));
    let decoder = super::successes::decoder(operation);
    let (constant, method) = plain;
    let (stream_constant, stream_method) = stream.unwrap_or_default();
    let name = ident(&handle.name);
    quote! {
        #constant
        #stream_constant
        impl #name {
            #method
            #stream_method
        }
        #decoder
    }
}

/// One way to call the operation: its constant and its method.
fn variant(
    context: &Context<'_>,
    handle: &Handle,
    operation: &Operation,
    streaming: bool,
    constants: &mut BTreeSet<String>,
) -> (TokenStream, TokenStream) {
    let stream = operation.success.stream.as_ref().filter(|_| streaming);
    let name = stream.map_or(&operation.name, |stream| &stream.name);
    let mut text = name.as_str().to_uppercase();
    if text == name.as_str() {
        // A script without capitals: an argument of that name would be taken for the constant.
        text = format!("CALL_{text}");
    }
    while !constants.insert(text.clone()) {
        text.push('_');
    }
    let constant = ident_of(&text);
    let pages = operation.paging.as_ref().filter(|_| !streaming);
    let pages = pages.map(|paging| (paging, pages_name(&text, constants)));
    let accept = match stream {
        Some(stream) => Some(stream.media_type.as_str()),
        None => operation.success.accept.as_deref(),
    };
    let id = format!("{}.{}", handle.module, name);
    let description = description(operation, &constant, &id, accept);
    let arguments = Arguments::of(operation);
    let call = Call {
        context,
        operation,
        constant: &constant,
        arguments: &arguments,
        streaming,
        paging: pages.as_ref().map(|(paging, name)| (*paging, name)),
    };
    let docs = docs(operation, streaming).outer();
    let deprecated = deprecated(operation.docs.deprecated);
    let name = ident(name);
    let parameters = parameters(context, operation, &arguments);
    let returns = call.returns();
    let request = call.request();
    let method = quote! {
        #docs
        #deprecated
        pub fn #name(&self, #(#parameters),*) -> #returns {
            #request
        }
    };
    let pages = pages
        .as_ref()
        .map(|(paging, name)| paging::constant(context, operation, paging, name));
    (quote!(#description #pages), method)
}

/// Name of the constant that says how an operation pages.
fn pages_name(constant: &str, constants: &mut BTreeSet<String>) -> Ident {
    let mut text = format!("{constant}_PAGES");
    while !constants.insert(text.clone()) {
        text.push('_');
    }
    ident_of(&text)
}

fn description(
    operation: &Operation,
    constant: &Ident,
    id: &str,
    accept: Option<&str>,
) -> TokenStream {
    let docs = Prose::own(&code(&operation.key())).outer();
    let method = operation.method.as_str();
    let path = &operation.path;
    let mut value = quote!(runtime::Operation::new(#id, #method, #path));
    if let Some(accept) = accept {
        value = quote!(#value.accept(#accept));
    }
    if !operation.security.is_empty() {
        let alternatives = operation.security.iter().map(|alternative| {
            let schemes = alternative.iter().map(|requirement| &requirement.scheme);
            quote!(&[#(#schemes),*])
        });
        value = quote!(#value.security(&[#(#alternatives),*]));
    }
    if let Some(server) = &operation.server {
        value = quote!(#value.server(#server));
    }
    quote! {
        #docs
        pub const #constant: runtime::Operation = #value;
    }
}

fn parameters(
    context: &Context<'_>,
    operation: &Operation,
    arguments: &Arguments,
) -> Vec<TokenStream> {
    let mut parameters: Vec<TokenStream> = operation
        .path_params
        .iter()
        .map(|param| {
            let name = ident(&param.ident);
            let ty = path_ty(context, param);
            quote!(#name: #ty)
        })
        .collect();
    if let Some(body) = &operation.body {
        let name = &arguments.body;
        parameters.extend(body_parameter(context, body).map(|ty| quote!(#name: #ty)));
    }
    if let Some(params) = &operation.params_name {
        let name = &arguments.params;
        let ty = ident(params);
        parameters.push(quote!(#name: models::#ty));
    }
    parameters
}

/// Text by `&str`, small values as they are, all else by reference.
fn path_ty(context: &Context<'_>, param: &Param) -> TokenStream {
    let ty = present(&param.ty);
    match context.resolved(ty) {
        Type::Scalar(Scalar::String) => quote!(&str),
        Type::Scalar(
            Scalar::Bool | Scalar::I32 | Scalar::I64 | Scalar::U64 | Scalar::F64 | Scalar::Uuid,
        ) => context.ty(ty, Site::Api),
        Type::List(item) => {
            let item = context.ty(item, Site::Api);
            quote!(&[#item])
        }
        _ => {
            let ty = context.ty(ty, Site::Api);
            quote!(&#ty)
        }
    }
}

/// The body as an argument; none if there is nothing to give.
fn body_parameter(context: &Context<'_>, body: &RequestBody) -> Option<TokenStream> {
    let (ty, into) = match (&body.choice, body.contents.as_slice()) {
        (Some(name), _) => {
            let name = ident(name);
            (quote!(models::#name), false)
        }
        (None, [only, ..]) => {
            let into = matches!(
                only.content,
                Content::Text | Content::Bytes | Content::Events(_) | Content::JsonLines(_)
            );
            (body_ty(context, &only.content, Site::Api)?, into)
        }
        (None, []) => return None,
    };
    Some(match (body.required, into) {
        (true, true) => quote!(impl Into<#ty>),
        (true, false) => ty,
        (false, _) => quote!(Option<#ty>),
    })
}

fn docs(operation: &Operation, streaming: bool) -> Prose {
    let key = code(&operation.key());
    let fallback = format!("Calls {key}.");
    let mut prose = Prose::of(&operation.docs, &fallback);
    let named = prose.starts_with(&fallback);
    if streaming {
        prose = prose.line("Reads the answer piece by piece, as the server sends it.");
    }
    if operation.paging.is_some() && !streaming {
        prose = prose.line(
            "Awaited, it gives one page; [`items`](runtime::Call::items) and [`pages`](runtime::Call::pages) give all.",
        );
    }
    if !named {
        prose = prose.line(&key);
    }
    let scopes: BTreeSet<String> = operation
        .security
        .iter()
        .flatten()
        .flat_map(|requirement| requirement.scopes.iter().map(|scope| code(scope)))
        .collect();
    if !scopes.is_empty() {
        let scopes: Vec<String> = scopes.into_iter().collect();
        prose = prose.line(&format!("Scopes: {}.", scopes.join(", ")));
    }
    let bullets: Vec<(String, Option<&str>)> = operation
        .path_params
        .iter()
        .map(|param| {
            let text = param
                .docs
                .description
                .as_deref()
                .or(param.docs.summary.as_deref());
            (format!("`{}`", param.ident), text)
        })
        .collect();
    prose = prose.bullets(&bullets);
    if let Some(headers) = &operation.headers {
        let name = &headers.name;
        prose = prose.section("Headers").line(&format!(
            "[`{name}`](models::{name}) reads the headers that the document describes."
        ));
    }
    if let Some(name) = &operation.error_name {
        prose = prose.section("Errors").line(&format!(
            "[`{name}`](models::{name}) has the errors that the document describes."
        ));
    }
    prose
}
