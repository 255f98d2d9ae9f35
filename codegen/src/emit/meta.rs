//! What is known of the API as a whole.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Prose;
use crate::model::{Api, Scheme, SchemeKind};

/// The constants, and the client's builder.
pub(super) fn emit(api: &Api) -> TokenStream {
    let title = &api.title;
    let version = &api.version;
    let servers = api.servers.iter().map(|server| &server.url);
    let schemes = api.schemes.iter().map(scheme);
    let docs = |text: &str| Prose::own(text).outer();
    let (title_docs, version_docs) = (
        docs("Title of the document."),
        docs("Version of the document, which is not that of this crate."),
    );
    let api_docs = docs("What a client has to know of the API.");
    let builder_docs = docs("Starts a client of this API.");
    quote! {
        #title_docs
        pub const TITLE: &str = #title;
        #version_docs
        pub const VERSION: &str = #version;
        #api_docs
        pub const API: runtime::Api = runtime::Api {
            title: TITLE,
            version: VERSION,
            servers: &[#(#servers),*],
            schemes: &[#(#schemes),*],
        };
        impl runtime::Client {
            #builder_docs
            pub fn builder() -> runtime::ClientBuilder {
                runtime::ClientBuilder::new(&API)
            }
        }
    }
}

fn scheme(scheme: &Scheme) -> TokenStream {
    let name = &scheme.name;
    let made = match &scheme.kind {
        SchemeKind::Bearer => quote!(runtime::Scheme::bearer(#name)),
        SchemeKind::Basic => quote!(runtime::Scheme::basic(#name)),
        SchemeKind::HeaderKey(key) => quote!(runtime::Scheme::header_key(#name, #key)),
        SchemeKind::QueryKey(key) => quote!(runtime::Scheme::query_key(#name, #key)),
        SchemeKind::CookieKey(key) => quote!(runtime::Scheme::cookie_key(#name, #key)),
        SchemeKind::Http(scheme) => quote!(runtime::Scheme::http(#name, #scheme)),
        SchemeKind::MutualTls => quote!(runtime::Scheme::mutual_tls(#name)),
    };
    match &scheme.token_url {
        Some(url) => quote!(#made.token_url(#url)),
        None => made,
    }
}
