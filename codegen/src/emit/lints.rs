//! Lints that generated code is excepted from, each for a reason.

use proc_macro2::TokenStream;
use quote::quote;

/// Inner attributes of the root.
pub(super) fn exceptions() -> TokenStream {
    let deprecated = "what the document deprecates is still sent and read";
    let size = "a variant is as large as the document makes it, and boxes are for types that contain themselves";
    let arguments = "a path and a schema may require many values";
    quote! {
        #![allow(deprecated, reason = #deprecated)]
        #![allow(clippy::large_enum_variant, reason = #size)]
        #![allow(clippy::too_many_arguments, reason = #arguments)]
    }
}
