//! The types that an operation declares beside the document's schemas.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;

use super::context::Context;
use super::references::types_of;
use super::{answer_headers, body_choice, errors, forms, params, responses};
use crate::model::{Content, Operation, ResponseCase, SuccessKind, TypeName};

/// A declared type: its name, its items, and the names of the API's own types in them.
pub(super) struct Declared {
    pub(super) name: String,
    pub(super) items: TokenStream,
    pub(super) references: BTreeSet<String>,
}

/// What is sent: the struct of parameters.
pub(super) fn parameters(context: &Context<'_>, operation: &Operation) -> Option<Declared> {
    let name = operation.params_name.as_ref()?;
    Some(Declared {
        name: name.to_string(),
        items: params::emit(context, operation, name),
        references: context.references_of(operation.params.iter().map(|param| &param.ty)),
    })
}

/// What is sent: forms, and the choice between several bodies.
pub(super) fn bodies(context: &Context<'_>, operation: &Operation) -> Vec<Declared> {
    let Some(body) = &operation.body else {
        return Vec::new();
    };
    let mut declared = Vec::new();
    if let Some(name) = &body.choice {
        let mut references = BTreeSet::new();
        for content in &body.contents {
            match &content.content {
                Content::Multipart { name, .. } => {
                    references.insert(name.to_string());
                }
                content => references.extend(context.references_of(types_of(content))),
            }
        }
        declared.push(Declared {
            name: name.to_string(),
            items: body_choice::emit(context, operation, body, name),
            references,
        });
    }
    for content in &body.contents {
        if let Content::Multipart { name, parts } = &content.content {
            declared.push(Declared {
                name: name.to_string(),
                items: forms::emit(context, operation, name, parts),
                references: context.references_of(types_of(&content.content)),
            });
        }
    }
    declared
}

/// What comes back: the enums of successes and of errors, and the headers.
pub(super) fn answers(context: &Context<'_>, operation: &Operation) -> Vec<Declared> {
    let mut declared = Vec::new();
    if let SuccessKind::Many(name) = &operation.success.kind {
        let items = responses::success(context, operation, name);
        declared.push(cases(context, name, items, &operation.success.cases));
    }
    if let Some(name) = &operation.error_name {
        let items = errors::emit(context, operation, name);
        declared.push(cases(context, name, items, &operation.errors));
    }
    if let Some(headers) = &operation.headers {
        let types = headers.headers.iter().map(|header| &header.ty);
        declared.push(Declared {
            name: headers.name.to_string(),
            items: answer_headers::emit(context, operation, headers),
            references: context.references_of(types),
        });
    }
    declared
}

fn cases(
    context: &Context<'_>,
    name: &TypeName,
    items: TokenStream,
    cases: &[ResponseCase],
) -> Declared {
    // Only JSON is read into a type; the other contents of an enum are text and bytes.
    let types = cases.iter().filter_map(|case| case.content.json());
    Declared {
        name: name.to_string(),
        items,
        references: context.references_of(types),
    }
}
