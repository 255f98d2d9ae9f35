//! The expression that makes a call: what is sent, and how the answer is read.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::{Context, ident};
use super::operations::Arguments;
use super::{paging, successes};
use crate::model::{
    Content, Encoding, Location, Operation, Paging, Param, ParamEncoding, RequestBody, Style,
};

/// One method's call.
pub(super) struct Call<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) operation: &'a Operation,
    /// Name of the constant that describes the operation.
    pub(super) constant: &'a Ident,
    pub(super) arguments: &'a Arguments,
    /// Whether the success is read as a stream although it need not be.
    pub(super) streaming: bool,
    /// How it pages, and the name of the constant that says so.
    pub(super) paging: Option<(&'a Paging, &'a Ident)>,
}

impl Call<'_> {
    /// The return type.
    pub(super) fn returns(&self) -> TokenStream {
        let call = match self.paging {
            Some((paging, _)) => {
                let (page, item) = paging::types(self.context, self.operation, paging);
                quote!(runtime::PagedCall<#page, #item)
            }
            None => {
                let success = successes::ty(self.context, self.operation, self.streaming);
                quote!(runtime::Call<#success)
            }
        };
        match &self.operation.error_name {
            Some(name) => {
                let error = ident(name);
                quote!(#call, models::#error>)
            }
            None => quote!(#call>),
        }
    }

    /// The body of the method.
    pub(super) fn request(&self) -> TokenStream {
        let constant = self.constant;
        let mut request = quote!(runtime::Request::new(&self.client, &#constant));
        for param in &self.operation.path_params {
            let name = ident(&param.ident);
            let step = param_step(param, &quote!(&#name));
            request = quote!(#request #step);
        }
        for param in &self.operation.params {
            let params = &self.arguments.params;
            let name = ident(&param.ident);
            let step = param_step(param, &quote!(&#params.#name));
            request = quote!(#request #step);
        }
        let end = match self.paging {
            Some((_, pages)) => quote!(.paged(runtime::decode::json, #pages)),
            None => successes::end(self.context, self.operation, self.streaming),
        };
        match &self.operation.body {
            Some(body) => self.with_body(&request, body, &end),
            None => quote!(#request #end),
        }
    }

    fn with_body(
        &self,
        request: &TokenStream,
        body: &RequestBody,
        end: &TokenStream,
    ) -> TokenStream {
        let argument = &self.arguments.body;
        match (&body.choice, body.contents.as_slice()) {
            (Some(choice), contents) => {
                let choice = ident(choice);
                let arms = contents.iter().map(|content| {
                    let variant = ident(&content.ident);
                    let step =
                        body_step(&content.content, &content.media_type, &quote!(body), false);
                    match content.content {
                        Content::Empty => quote!(models::#choice::#variant => request),
                        _ => quote!(models::#choice::#variant(body) => request #step),
                    }
                });
                let choose = quote!(match #argument { #(#arms,)* });
                if body.required {
                    quote! {
                        let request = #request;
                        let request = #choose;
                        request #end
                    }
                } else {
                    quote!(#request.optional(#argument, |request, #argument| #choose) #end)
                }
            }
            (None, [only, ..]) if matches!(only.content, Content::Empty) => quote!(#request #end),
            (None, [only, ..]) if body.required => {
                let step = body_step(&only.content, &only.media_type, &quote!(#argument), true);
                quote!(#request #step #end)
            }
            (None, [only, ..]) => {
                let step = body_step(&only.content, &only.media_type, &quote!(body), false);
                quote!(#request.optional(#argument, |request, body| request #step) #end)
            }
            (None, []) => quote!(#request #end),
        }
    }
}

/// `.query("name", &value)` and the like.
fn param_step(param: &Param, value: &TokenStream) -> TokenStream {
    let wire = &param.wire;
    let ParamEncoding::Style {
        style,
        explode,
        allow_reserved,
    } = param.encoding
    else {
        return match param.location {
            Location::Path => quote!(.path_content(#wire, #value)),
            Location::Query => quote!(.query_content(#wire, #value)),
            Location::QueryString => quote!(.query_string(#value)),
            Location::Header => quote!(.header_content(#wire, #value)),
            Location::Cookie => quote!(.cookie_content(#wire, #value)),
        };
    };
    let layout = style_path(style);
    match (param.location, style, explode) {
        (Location::Path, _, _) if allow_reserved => {
            quote!(.path_reserved(#wire, #value, #layout, #explode))
        }
        (Location::Path, Style::Simple, false) => quote!(.path(#wire, #value)),
        (Location::Path, _, _) => quote!(.path_styled(#wire, #value, #layout, #explode)),
        (Location::QueryString, _, _) => quote!(.query_string(#value)),
        (Location::Query, _, _) if allow_reserved => {
            quote!(.query_reserved(#wire, #value, #layout, #explode))
        }
        (Location::Query, Style::Form, true) => quote!(.query(#wire, #value)),
        (Location::Query, _, _) => quote!(.query_styled(#wire, #value, #layout, #explode)),
        (Location::Header, _, false) => quote!(.header(#wire, #value)),
        (Location::Header, _, true) => quote!(.header_styled(#wire, #value, true)),
        (Location::Cookie, Style::Cookie, _) => quote!(.cookie_plain(#wire, #value, #explode)),
        (Location::Cookie, _, _) if allow_reserved => {
            quote!(.cookie_reserved(#wire, #value, #explode))
        }
        (Location::Cookie, _, true) => quote!(.cookie(#wire, #value)),
        (Location::Cookie, _, false) => quote!(.cookie_styled(#wire, #value, false)),
    }
}

/// The runtime's style of that name.
pub(super) fn style_path(style: Style) -> TokenStream {
    let style = match style {
        Style::Matrix => quote!(Matrix),
        Style::Label => quote!(Label),
        Style::Simple => quote!(Simple),
        // It is a form that is escaped in no way, which the call says.
        Style::Form | Style::Cookie => quote!(Form),
        Style::SpaceDelimited => quote!(SpaceDelimited),
        Style::PipeDelimited => quote!(PipeDelimited),
        Style::DeepObject => quote!(DeepObject),
    };
    quote!(runtime::Style::#style)
}

/// `.json(&body)` and the like. `into`: the value is yet to be converted.
fn body_step(content: &Content, media_type: &str, value: &TokenStream, into: bool) -> TokenStream {
    match content {
        Content::Empty => TokenStream::new(),
        Content::Json(_) if media_type == "application/json" => quote!(.json(&#value)),
        Content::Json(_) => quote!(.json_as(#media_type, &#value)),
        Content::Form { encoding, .. } => {
            let styles = encoding.iter().filter_map(form_style);
            let json: Vec<&String> = encoding.iter().filter_map(form_json).collect();
            if json.is_empty() {
                quote!(.form(&#value, &[#(#styles),*]))
            } else {
                quote!(.form_as(&#value, &[#(#styles),*], &[#(#json),*]))
            }
        }
        Content::Multipart { .. } => quote!(.multipart(#media_type, #value.into())),
        Content::Text if into => quote!(.text(#media_type, #value.into())),
        Content::Text => quote!(.text(#media_type, #value)),
        Content::Bytes | Content::Events(_) | Content::JsonLines(_) => {
            quote!(.bytes(#media_type, #value))
        }
    }
}

/// A property that is laid out in a style.
fn form_style(encoding: &Encoding) -> Option<TokenStream> {
    let property = &encoding.property;
    match encoding.encoding {
        ParamEncoding::Style { style, explode, .. } => {
            let style = style_path(style);
            Some(quote!((#property, #style, #explode)))
        }
        ParamEncoding::Content(_) => None,
    }
}

/// A property that is one text of JSON.
fn form_json(encoding: &Encoding) -> Option<&String> {
    matches!(encoding.encoding, ParamEncoding::Content(_)).then_some(&encoding.property)
}
