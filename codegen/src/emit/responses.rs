//! Answers by status: the enums that hold them, and how an answer is read into one.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::context::{Context, ident};
use super::docs::{Prose, code};
use super::types::Site;
use crate::model::{Content, Operation, ResponseCase, StatusSpec, TypeName};

/// The enum of the different successes of an operation.
pub(super) fn success(
    context: &Context<'_>,
    operation: &Operation,
    name: &TypeName,
) -> TokenStream {
    let docs = Prose::own(&format!("What {} answers.", code(&operation.key())));
    declaration(context, name, &docs, &operation.success.cases)
}

/// An enum with one variant a case.
pub(super) fn declaration(
    context: &Context<'_>,
    name: &TypeName,
    docs: &Prose,
    cases: &[ResponseCase],
) -> TokenStream {
    let name = ident(name);
    let docs = docs.outer();
    let variants = cases.iter().map(|case| {
        let docs = case_docs(case).outer();
        let variant = ident(&case.ident);
        match held(context, &case.content, Site::Models) {
            Some(ty) => quote!(#docs #variant(#ty)),
            None => quote!(#docs #variant),
        }
    });
    quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
    }
}

fn case_docs(case: &ResponseCase) -> Prose {
    let status = match case.status {
        StatusSpec::Code(code) => code.to_string(),
        StatusSpec::Range(digit) => format!("{digit}XX"),
        StatusSpec::Default => "Any other status".to_owned(),
    };
    match case.description.as_deref().map(str::trim) {
        None | Some("") => Prose::own(&format!("{status}.")),
        Some(text) => Prose::default().markdown(&format!("{status}: {text}")),
    }
}

/// What a variant holds; nothing for an answer without content.
pub(super) fn held(context: &Context<'_>, content: &Content, site: Site) -> Option<TokenStream> {
    match content {
        Content::Empty => None,
        Content::Json(ty) => Some(context.ty(ty, site)),
        Content::Bytes => Some(quote!(bytes::Bytes)),
        Content::Text
        | Content::Form { .. }
        | Content::Multipart { .. }
        | Content::Events(_)
        | Content::JsonLines(_) => Some(quote!(String)),
    }
}

/// Whether every case is told by its status alone.
fn is_only_default(cases: &[ResponseCase]) -> bool {
    matches!(cases, [case] if case.status == StatusSpec::Default)
}

/// An expression of type `Result<_, DecodeError>` that reads `answer`. `of` wraps what a case gives, `other` is for an
/// answer that is no case.
pub(super) fn decoded(
    cases: &[ResponseCase],
    variant: &dyn Fn(&ResponseCase) -> TokenStream,
    wrap: &dyn Fn(TokenStream) -> TokenStream,
    other: &TokenStream,
) -> TokenStream {
    let value = |case: &ResponseCase| wrap(read(case, &variant(case)));
    if let [case] = cases
        && is_only_default(cases)
    {
        return value(case);
    }
    let mut arms = Vec::new();
    let mut covered = false;
    for group in cases.chunk_by(|a, b| a.status == b.status) {
        let plain = fallback(group);
        for (index, case) in group.iter().enumerate() {
            if index != plain {
                let pattern = pattern(case.status, cases);
                let media_type = case.media_type.as_deref().unwrap_or_default();
                let value = value(case);
                arms.push(quote!(#pattern if answer.is(#media_type) => #value));
            }
        }
        if let Some(case) = group.get(plain) {
            let pattern = pattern(case.status, cases);
            let value = value(case);
            arms.push(quote!(#pattern => #value));
            covered |= case.status == StatusSpec::Default;
        }
    }
    if !covered {
        arms.push(quote!(_ => #other));
    }
    if arms.len() == 1 {
        return quote!(#other);
    }
    quote!(match answer.status() { #(#arms,)* })
}

/// Of several media types for one status, the one that an answer has whose type is none of them: JSON if there is one.
fn fallback(cases: &[ResponseCase]) -> usize {
    cases
        .iter()
        .position(|case| matches!(case.content, Content::Json(_)))
        .unwrap_or(0)
}

/// Statuses of a range without those at its ends that have an arm of their own: clippy takes them for a mistake.
fn pattern(status: StatusSpec, cases: &[ResponseCase]) -> TokenStream {
    let alone = |code: u16| {
        cases
            .iter()
            .any(|case| case.status == StatusSpec::Code(code))
    };
    match status {
        StatusSpec::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        StatusSpec::Range(digit) => {
            let start = u16::from(digit) * 100;
            let mut codes = (start..start + 100).filter(|code| !alone(*code));
            let first = codes.next().unwrap_or(start);
            let last = codes.next_back().unwrap_or(first);
            let first = Literal::u16_unsuffixed(first);
            let last = Literal::u16_unsuffixed(last);
            quote!(#first..=#last)
        }
        StatusSpec::Default => quote!(_),
    }
}

fn read(case: &ResponseCase, variant: &TokenStream) -> TokenStream {
    match &case.content {
        Content::Empty => quote!(Ok(#variant)),
        Content::Json(_) => quote!(answer.json().map(#variant)),
        Content::Bytes => quote!(Ok(#variant(answer.bytes()))),
        Content::Text
        | Content::Form { .. }
        | Content::Multipart { .. }
        | Content::Events(_)
        | Content::JsonLines(_) => quote!(Ok(#variant(answer.text()))),
    }
}
