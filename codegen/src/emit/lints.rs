//! Lints that generated code is excepted from, each for a reason, and only where the document gives cause.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::structs;
use crate::model::{
    Additional, Field, Ident as _, Operation, Param, Shape, SuccessKind, Type, TypeDef,
};

/// More arguments than these need an exception.
const ARGUMENTS: usize = 7;

/// Types within types, beyond which the whole counts as complex.
const NESTING: usize = 3;

/// Inner attributes of the root.
pub(super) fn exceptions(context: &Context<'_>) -> TokenStream {
    let causes = Causes::of(context);
    let mut attributes = TokenStream::new();
    if causes.deprecated {
        let reason = "what the document deprecates is still sent and read";
        attributes.extend(quote!(#![allow(deprecated, reason = #reason)]));
    }
    if causes.placeholder {
        let reason = "names are the document's";
        attributes.extend(quote!(#![allow(clippy::disallowed_names, reason = #reason)]));
    }
    if causes.variants {
        let reason = "a variant is as large as the document makes it";
        attributes.extend(quote!(#![allow(clippy::large_enum_variant, reason = #reason)]));
    }
    if causes.arguments {
        let reason = "the document requires that many values";
        attributes.extend(quote!(#![allow(clippy::too_many_arguments, reason = #reason)]));
    }
    if causes.nesting {
        let reason = "the document nests its types that deep";
        attributes.extend(quote!(#![allow(clippy::type_complexity, reason = #reason)]));
    }
    attributes
}

/// What the document has that a lint objects to.
#[derive(Debug, Default)]
struct Causes {
    deprecated: bool,
    placeholder: bool,
    variants: bool,
    arguments: bool,
    nesting: bool,
}

impl Causes {
    fn of(context: &Context<'_>) -> Self {
        let mut causes = Self::default();
        for (_, def) in context.api.types.iter() {
            causes.add_def(context, def);
        }
        for handle in &context.api.handles {
            causes.deprecated |= handle.docs.deprecated;
        }
        for operation in context.api.operations() {
            causes.add_operation(operation);
        }
        causes
    }

    fn add_def(&mut self, context: &Context<'_>, def: &TypeDef) {
        self.deprecated |= def.docs.deprecated;
        match &def.shape {
            Shape::Struct(it) => {
                for field in &it.fields {
                    self.add_field(field);
                }
                if let Additional::Kept { value, .. } = &it.additional {
                    self.add_type(value, 1);
                }
                self.arguments |= def.usage.request && structs::asked(context, it) > ARGUMENTS;
            }
            Shape::Enum(it) => {
                self.deprecated |= it.variants.iter().any(|variant| variant.docs.deprecated);
            }
            Shape::Union(it) => {
                self.variants = true;
                for branch in &it.branches {
                    self.deprecated |= branch.docs.deprecated;
                    self.add_type(&branch.ty, 0);
                }
            }
            Shape::Alias(ty) | Shape::Newtype(ty) => self.add_type(ty, 0),
        }
    }

    fn add_field(&mut self, field: &Field) {
        self.deprecated |= field.docs.deprecated;
        self.add_name(field.ident.as_str());
        self.add_type(&field.ty, 1);
    }

    fn add_operation(&mut self, operation: &Operation) {
        self.deprecated |= operation.docs.deprecated;
        let choice = operation
            .body
            .as_ref()
            .is_some_and(|body| body.choice.is_some());
        let many = matches!(operation.success.kind, SuccessKind::Many(_));
        self.variants |= choice || many || operation.error_name.is_some();
        let count = |params: &[Param]| params.iter().filter(|param| param.required).count();
        // `self`, the body and the struct of parameters.
        self.arguments |= operation.path_params.len() + 3 > ARGUMENTS;
        self.arguments |= count(&operation.params) > ARGUMENTS;
        for param in operation.path_params.iter().chain(&operation.params) {
            self.deprecated |= param.docs.deprecated;
            self.add_name(param.ident.as_str());
            self.add_type(&param.ty, 1);
        }
        for content in operation.body.iter().flat_map(|body| &body.contents) {
            if let crate::model::Content::Multipart { parts, .. } = &content.content {
                self.arguments |= parts.iter().filter(|part| part.required).count() > ARGUMENTS;
                for part in parts {
                    self.deprecated |= part.docs.deprecated;
                    self.add_name(part.ident.as_str());
                }
            }
        }
        // The answer of a call stands beside its errors.
        for case in &operation.success.cases {
            if let Some(ty) = case.content.json() {
                self.add_type(ty, 1);
            }
        }
    }

    fn add_name(&mut self, name: &str) {
        self.placeholder |= matches!(name, "foo" | "baz" | "quux");
    }

    fn add_type(&mut self, ty: &Type, depth: usize) {
        self.nesting |= depth > NESTING;
        match ty {
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
                self.add_type(inner, depth + 1);
            }
            Type::Tuple(items) => {
                for item in items {
                    self.add_type(item, depth + 2);
                }
            }
            Type::JsonObject => self.nesting |= depth + 1 > NESTING,
            Type::Named(_) | Type::Scalar(_) | Type::Json | Type::Null => {}
        }
    }
}
