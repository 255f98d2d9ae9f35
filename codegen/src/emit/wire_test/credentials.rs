//! Credentials: what the tests' client is given, and where the document wants it.

use proc_macro2::TokenStream;
use quote::quote;

use super::literal;
use super::style::{Place, escaped};
use crate::model::{Api, Operation, SchemeKind};

/// What a request has because of the credentials.
#[derive(Default)]
pub(super) struct Proof {
    pub(super) query: Vec<String>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) cookies: Vec<String>,
}

/// One credential a scheme, for the client's builder.
pub(super) fn given(api: &Api) -> Vec<TokenStream> {
    let credential = |kind: &SchemeKind| match kind {
        SchemeKind::Bearer => quote!(runtime::Credential::bearer("token")),
        SchemeKind::Basic => quote!(runtime::Credential::basic("user", "password")),
        SchemeKind::HeaderKey(_) | SchemeKind::QueryKey(_) | SchemeKind::CookieKey(_) => {
            quote!(runtime::Credential::key("key"))
        }
        SchemeKind::Http(_) => quote!(runtime::Credential::http("proof")),
        SchemeKind::MutualTls => quote!(runtime::Credential::client_certificate()),
    };
    api.schemes
        .iter()
        .map(|scheme| {
            let name = literal::string(&scheme.name);
            let credential = credential(&scheme.kind);
            quote!(.credential(#name, #credential))
        })
        .collect()
}

/// What an operation's first alternative asks for; `None` when none of them can be satisfied.
pub(super) fn proof(api: &Api, operation: &Operation) -> Option<Proof> {
    let scheme = |name: &str| api.schemes.iter().find(|scheme| scheme.name == name);
    let mut proof = Proof::default();
    if api.schemes.is_empty() {
        return Some(proof);
    }
    let mut alternatives = operation.security.iter().filter(|names| !names.is_empty());
    let known = alternatives.find_map(|alternative| {
        let schemes = alternative.iter().map(|asked| scheme(&asked.scheme));
        schemes.collect::<Option<Vec<_>>>()
    });
    let Some(schemes) = known else {
        let free = operation.security.is_empty() || operation.security.iter().any(Vec::is_empty);
        return free.then_some(proof);
    };
    for scheme in schemes {
        let authorization = |value: String| ("authorization".to_owned(), value);
        match &scheme.kind {
            SchemeKind::Bearer => proof.headers.push(authorization("Bearer token".to_owned())),
            SchemeKind::Basic => {
                // `user:password`
                proof
                    .headers
                    .push(authorization("Basic dXNlcjpwYXNzd29yZA==".to_owned()));
            }
            SchemeKind::HeaderKey(name) => {
                proof
                    .headers
                    .push((name.to_ascii_lowercase(), "key".to_owned()));
            }
            SchemeKind::QueryKey(name) => {
                proof
                    .query
                    .push(format!("{}=key", escaped(name, Place::Url)));
            }
            SchemeKind::CookieKey(name) => proof.cookies.push(format!("{name}=key")),
            SchemeKind::Http(name) => proof.headers.push(authorization(format!("{name} proof"))),
            SchemeKind::MutualTls => {}
        }
    }
    Some(proof)
}
