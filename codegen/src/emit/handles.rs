//! Handles: what `client.agents()` gives, with the operations of one tag.

use proc_macro2::TokenStream;
use quote::quote;

use super::constructor::deprecated;
use super::context::ident;
use super::docs::{Prose, code};
use crate::model::{Handle, Ident as _};

/// The type, and how a client gives it.
pub(super) fn emit(handle: &Handle) -> TokenStream {
    let name = ident(&handle.name);
    let accessor = ident(&handle.module);
    let docs = Prose::of(
        &handle.docs,
        &format!("Operations of the tag {}.", code(&handle.tag)),
    )
    .outer();
    let deprecated = deprecated(handle.docs.deprecated);
    let accessor_docs =
        Prose::own(&format!("The operations of [`{}`].", handle.name.as_str())).outer();
    quote! {
        #docs
        #deprecated
        #[derive(Debug, Clone)]
        pub struct #name {
            client: runtime::Client,
        }
        impl #name {
            /// The client that calls are made with.
            #[must_use]
            pub fn client(&self) -> &runtime::Client {
                &self.client
            }
        }
        impl runtime::Client {
            #accessor_docs
            pub fn #accessor(&self) -> #name {
                #name { client: self.clone() }
            }
        }
    }
}
