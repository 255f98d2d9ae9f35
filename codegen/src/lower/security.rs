//! Security schemes, and what operations ask of them.

use std::collections::BTreeSet;

use openapiv3::{APIKeyLocation, ReferenceOr, SecurityRequirement, SecurityScheme};

use super::context::Context;
use super::docs::text;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Reason, Requirement, Scheme, SchemeKind, Treatment};

impl Context<'_> {
    /// The schemes of the document, sorted by name.
    pub(super) fn schemes(&mut self) -> Vec<Scheme> {
        let api = self.api;
        let Some(components) = &api.components else {
            return Vec::new();
        };
        let mut schemes: Vec<Scheme> = components
            .security_schemes
            .iter()
            .filter_map(|(name, scheme)| {
                let mut scheme = scheme;
                for _ in 0..16 {
                    match scheme {
                        ReferenceOr::Item(item) => return Some(read(name, item)),
                        ReferenceOr::Reference { reference } => {
                            let target = super::at::reference_name(reference, "securitySchemes")?;
                            scheme = components.security_schemes.get(&target)?;
                        }
                    }
                }
                None
            })
            .collect();
        schemes.sort_by(|a, b| a.name.cmp(&b.name));
        schemes
    }

    /// What an operation asks for: its own requirements, or those of the document.
    pub(super) fn security(
        &mut self,
        own: Option<&Vec<SecurityRequirement>>,
        pointer: &str,
        known: &BTreeSet<String>,
    ) -> Vec<Vec<Requirement>> {
        let api = self.api;
        let (requirements, pointer) = match (own, &api.security) {
            (Some(own), _) => (own, format!("{pointer}/security")),
            (None, Some(usual)) => (usual, "/security".to_owned()),
            (None, None) => return Vec::new(),
        };
        let mut out: Vec<Vec<Requirement>> = Vec::new();
        for (index, alternative) in requirements.iter().enumerate() {
            let mut together: Vec<Requirement> = alternative
                .iter()
                .map(|(scheme, scopes)| Requirement {
                    scheme: scheme.clone(),
                    scopes: scopes.clone(),
                })
                .collect();
            together.sort_by(|a, b| a.scheme.cmp(&b.scheme));
            let unknown: Vec<&Requirement> = together
                .iter()
                .filter(|requirement| !known.contains(&requirement.scheme))
                .collect();
            if let Some(requirement) = unknown.first() {
                let pointer = format!("{pointer}/{index}");
                self.approximate(
                    &pointer,
                    Reason::Contradiction,
                    Treatment::LeftOut,
                    format!("no security scheme is called `{}`", requirement.scheme),
                );
                self.report(
                    Diagnostic::new(
                        Code::UnknownSecurityScheme,
                        pointer,
                        format!("no security scheme is called `{}`", requirement.scheme),
                    )
                    .done("the requirement is left out"),
                );
                continue;
            }
            if !out.contains(&together) {
                out.push(together);
            }
        }
        out
    }
}

fn read(name: &str, scheme: &SecurityScheme) -> Scheme {
    let (kind, description) = match scheme {
        SecurityScheme::APIKey {
            location,
            name,
            description,
            ..
        } => (
            match location {
                APIKeyLocation::Query => SchemeKind::QueryKey(name.clone()),
                APIKeyLocation::Header => SchemeKind::HeaderKey(name.clone()),
                APIKeyLocation::Cookie => SchemeKind::CookieKey(name.clone()),
            },
            description,
        ),
        SecurityScheme::HTTP {
            scheme,
            description,
            ..
        } => (
            match scheme.to_ascii_lowercase().as_str() {
                "bearer" => SchemeKind::Bearer,
                "basic" => SchemeKind::Basic,
                "mutual-tls" => SchemeKind::MutualTls,
                _ => SchemeKind::Http(scheme.clone()),
            },
            description,
        ),
        SecurityScheme::OAuth2 { description, .. }
        | SecurityScheme::OpenIDConnect { description, .. } => (SchemeKind::Bearer, description),
    };
    let token_url = match scheme {
        SecurityScheme::OAuth2 { flows, .. } => flows
            .client_credentials
            .as_ref()
            .map(|flow| flow.token_url.trim().to_owned())
            .filter(|url| !url.is_empty()),
        _ => None,
    };
    Scheme {
        name: name.to_owned(),
        description: description.as_deref().and_then(text),
        kind,
        token_url,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::whole;
    use crate::diagnostic::Code;
    use crate::model::SchemeKind;

    const DOCUMENT: &str = "
security: [{ key: [] }]
paths:
  /usual: { get: { operationId: usual, responses: {} } }
  /none: { get: { operationId: none, security: [], responses: {} } }
  /optional: { get: { operationId: optional, security: [{}, { oauth: [read], key: [] }], responses: {} } }
  /unknown: { get: { operationId: unknown, security: [{ missing: [] }], responses: {} } }
components:
  securitySchemes:
    oauth: { type: oauth2, flows: {} }
    key: { type: apiKey, in: header, name: X-Key }
    basic: { type: http, scheme: Basic }
    bearer: { type: http, scheme: bearer }
    tls: { type: http, scheme: mutual-tls }
    digest: { type: http, scheme: digest }";

    fn names(key: &str) -> Vec<Vec<String>> {
        whole(DOCUMENT)
            .operation(key)
            .security
            .iter()
            .map(|set| set.iter().map(|one| one.scheme.clone()).collect())
            .collect()
    }

    #[test]
    fn schemes_are_read_by_how_they_are_presented() {
        let lowered = whole(DOCUMENT);
        let kinds: Vec<(&str, &SchemeKind)> = lowered
            .api
            .schemes
            .iter()
            .map(|scheme| (scheme.name.as_str(), &scheme.kind))
            .collect();
        assert_eq!(
            kinds,
            [
                ("basic", &SchemeKind::Basic),
                ("bearer", &SchemeKind::Bearer),
                ("digest", &SchemeKind::Http("digest".to_owned())),
                ("key", &SchemeKind::HeaderKey("X-Key".to_owned())),
                ("oauth", &SchemeKind::Bearer),
                ("tls", &SchemeKind::MutualTls),
            ]
        );
    }

    #[test]
    fn the_token_url_of_programs_is_kept() {
        let flow = |name: &str, url: &str| format!("{name}: {{ tokenUrl: '{url}', scopes: {{}} }}");
        let urls = |flows: &str| -> Vec<Option<String>> {
            let schemes = format!("one: {{ type: oauth2, flows: {{ {flows} }} }}");
            let document =
                format!("paths: {{}}\ncomponents: {{ securitySchemes: {{ {schemes} }} }}");
            let schemes = whole(&document).api.schemes;
            schemes.into_iter().map(|scheme| scheme.token_url).collect()
        };
        let there = Some("https://auth.test/token".to_owned());
        assert_eq!(
            urls(&flow("clientCredentials", "https://auth.test/token")),
            [there]
        );
        assert_eq!(urls(&flow("password", "https://auth.test/token")), [None]);
        assert_eq!(urls(""), [None]);
    }

    #[test]
    fn an_operation_has_its_own_requirements_or_those_of_the_document() {
        assert_eq!(names("GET /usual"), [["key"]]);
        assert!(names("GET /none").is_empty());
        assert_eq!(
            names("GET /optional"),
            [vec![], vec!["key".to_owned(), "oauth".to_owned()]]
        );
    }

    #[test]
    fn an_unknown_scheme_is_reported_and_left_out() {
        assert!(names("GET /unknown").is_empty());
        assert_eq!(whole(DOCUMENT).codes(), [Code::UnknownSecurityScheme]);
    }
}
