//! How an operation pages: a constant, in which functions of a line find items, total and cursor in a page.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::context::{Context, ident};
use super::docs::{Prose, code};
use super::types::Site;
use crate::model::{
    Content, FieldName, Operation, Paging, PagingStyle, Presence, SuccessKind, Way,
};

/// What a function gives of the value that it finds.
#[derive(Clone, Copy, PartialEq)]
enum Access {
    /// `&mut`
    Mutable,
    /// `&`
    Shared,
    /// `&str`
    Text,
}

/// The types of a page and of an item.
pub(super) fn types(
    context: &Context<'_>,
    operation: &Operation,
    paging: &Paging,
) -> (TokenStream, TokenStream) {
    let page = match &operation.success.kind {
        SuccessKind::One(Content::Json(ty)) => context.ty(ty, Site::Api),
        // The lower stage lets no other page.
        SuccessKind::One(_) | SuccessKind::Many(_) => quote!(()),
    };
    (page, context.ty(&paging.item, Site::Api))
}

/// The constant.
pub(super) fn constant(
    context: &Context<'_>,
    operation: &Operation,
    paging: &Paging,
    name: &Ident,
) -> TokenStream {
    let docs = Prose::own(&format!("The pages of {}.", code(&operation.key()))).outer();
    let (page, item) = types(context, operation, paging);
    let at = &paging.items.pointer;
    let items = found(&quote!(page), &paging.items.steps, Access::Mutable);
    let mut style = match &paging.style {
        PagingStyle::Offset { param } => quote!(offset(#param)),
        PagingStyle::Page { param, first } => {
            let first = Literal::u64_unsuffixed(*first);
            quote!(page(#param, #first))
        }
        PagingStyle::Cursor { param, .. } => quote!(cursor(#param)),
        PagingStyle::Link => quote!(link()),
    };
    if let Some(limit) = &paging.limit {
        style = quote!(#style.limit(#limit));
    }
    if paging.may_repeat {
        style = quote!(#style.may_repeat());
    }
    let items = quote!(#at, |page| #items);
    let value = match (&paging.style, &paging.total) {
        (PagingStyle::Cursor { next, .. }, _) => {
            let next = found(&quote!(page), &next.steps, Access::Text);
            quote!(items_with_cursor(#items, |page| #next))
        }
        (_, Some(total)) => {
            let total = count(total);
            quote!(items_with_total(#items, |page| #total))
        }
        (_, None) => quote!(items(#items)),
    };
    quote! {
        #docs
        const #name: runtime::Paging<#page, #item> = runtime::PageStyle::#style.#value;
    }
}

/// The number at the end of a way.
fn count(way: &Way) -> TokenStream {
    let page = quote!(page);
    if let Some(place) = always(&page, &way.steps) {
        return quote!(runtime::Count::count(&#place));
    }
    let found = found(&page, &way.steps, Access::Shared);
    quote!(#found.and_then(runtime::Count::count))
}

/// The value at the end of a way, as an `Option`.
fn found(place: &TokenStream, steps: &[(FieldName, Presence)], access: Access) -> TokenStream {
    if steps.is_empty() && access == Access::Mutable {
        return quote!(Some(#place));
    }
    if let Some(place) = always(place, steps) {
        let value = given(&place, access);
        return quote!(Some(#value));
    }
    let mut place = place.clone();
    for (index, (name, presence)) in steps.iter().enumerate() {
        let field = ident(name);
        place = quote!(#place.#field);
        if *presence == Presence::Required {
            continue;
        }
        let rest = steps.get(index + 1..).unwrap_or_default();
        let maybe = *presence == Presence::OptionalNullable;
        if rest.is_empty() && access == Access::Text && !maybe {
            return quote!(#place.as_deref());
        }
        let there = match (access, maybe) {
            (Access::Mutable, false) => quote!(#place.as_mut()),
            (Access::Mutable, true) => quote!(#place.as_mut().into_option()),
            (_, false) => quote!(#place.as_ref()),
            (_, true) => quote!(#place.value()),
        };
        if rest.is_empty() {
            return match access {
                Access::Text => quote!(#there.map(String::as_str)),
                _ => there,
            };
        }
        let at = quote!(at);
        if let Some(inner) = always(&at, rest) {
            let value = given(&inner, access);
            return quote!(#there.map(|at| #value));
        }
        let inner = found(&at, rest, access);
        return quote!(#there.and_then(|at| #inner));
    }
    quote!(Some(#place))
}

/// The place at the end of a way on which nothing can be missing.
fn always(place: &TokenStream, steps: &[(FieldName, Presence)]) -> Option<TokenStream> {
    steps.iter().try_fold(place.clone(), |place, step| {
        let field = ident(&step.0);
        (step.1 == Presence::Required).then(|| quote!(#place.#field))
    })
}

fn given(place: &TokenStream, access: Access) -> TokenStream {
    match access {
        Access::Mutable => quote!(&mut #place),
        Access::Shared => quote!(&#place),
        Access::Text => quote!(#place.as_str()),
    }
}
