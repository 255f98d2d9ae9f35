//! Parameters: where each goes and how its value is written.

use openapiv3::{Parameter, ParameterData, ParameterSchemaOrContent};
use serde_json::Value;

use super::at::At;
use super::context::Context;
use super::media::{MediaKind, concrete};
use super::plan::Planned;
use super::schema::Typed;
use super::style::{location, location_word, reserves_everywhere, style};
use super::{docs, extension, read, template};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Docs, FieldName, Location, Param, ParamEncoding, PathSegment, Reason, Scalar, Scope, Style,
    Treatment, Type,
};

/// What an operation takes besides its body.
pub(super) struct Params {
    pub(super) segments: Vec<PathSegment>,
    /// In the order of the template.
    pub(super) path: Vec<Param>,
    /// The others, in the document's order.
    pub(super) other: Vec<Param>,
}

impl<'a> Context<'a> {
    /// The parameters of an operation.
    pub(super) fn params(&mut self, planned: &Planned<'a>) -> Params {
        let found = self.find_params(planned);
        let names = template::params(planned.path);
        let mut declared: Vec<Param> = Vec::new();
        let mut other: Vec<Param> = Vec::new();
        // Path parameters are arguments of the method, beside these.
        let mut arguments = Scope::default();
        for taken in ["body", "params"] {
            let _: Option<FieldName> = arguments.claim(taken);
        }
        let mut fields = Scope::default();
        for found in found {
            let data = found.parameter.parameter_data_ref();
            let location = location(found.parameter);
            if self.is_left_out(location, data, &found.at, &names) {
                continue;
            }
            let scope = if location == Location::Path {
                &mut arguments
            } else {
                &mut fields
            };
            let ident = scope.claim_first(&[
                &data.name,
                &format!("{} {}", data.name, location_word(location)),
            ]);
            let param = self.param(found.parameter, &found.at, ident);
            if location == Location::Path {
                declared.push(param);
            } else {
                other.push(param);
            }
        }
        let mut path = Vec::with_capacity(names.len());
        for name in names {
            match declared.iter().position(|param| param.wire == name) {
                Some(index) => path.push(declared.remove(index)),
                None => path.push(self.undeclared(planned, &name, &mut arguments)),
            }
        }
        Params {
            segments: template::segments(planned.path),
            path,
            other,
        }
    }

    /// Whether a parameter is not one: the specification says so of three headers, and a template of its own path.
    fn is_left_out(
        &mut self,
        location: Location,
        data: &ParameterData,
        at: &At,
        template: &[String],
    ) -> bool {
        let header = data.name.to_ascii_lowercase();
        if location == Location::Header
            && matches!(header.as_str(), "accept" | "content-type" | "authorization")
        {
            self.approximate(
                &at.pointer,
                Reason::Redundant,
                Treatment::LeftOut,
                format!("`{}` follows from the rest of the operation", data.name),
            );
            return true;
        }
        if location == Location::Path && !template.contains(&data.name) {
            self.report(
                Diagnostic::new(
                    Code::PathParameter,
                    at.pointer.clone(),
                    format!("the path has no `{{{}}}`", data.name),
                )
                .done("the parameter is left out"),
            );
            self.approximate(
                &at.pointer,
                Reason::Contradiction,
                Treatment::LeftOut,
                "the path does not name it",
            );
            return true;
        }
        false
    }

    fn param(&mut self, parameter: &Parameter, at: &At, ident: FieldName) -> Param {
        let data = parameter.parameter_data_ref();
        let location = location(parameter);
        let (schema, encoding) = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => (
                Some(read::node(schema, at.within(&["schema"]))),
                style(parameter, reserves_everywhere(&self.api.openapi)),
            ),
            ParameterSchemaOrContent::Content(content) => {
                let mut types: Vec<&String> = content.keys().collect();
                types.sort_by_key(|name| (MediaKind::of(name), name.as_str()));
                let name = types
                    .first()
                    .map_or("application/json", |name| name.as_str());
                let schema = content
                    .get(name)
                    .and_then(|media| media.schema.as_ref())
                    .map(|schema| read::node(schema, at.within(&["content", name, "schema"])));
                (schema, ParamEncoding::Content(concrete(name)))
            }
        };
        let (typed, prose, default) = match &schema {
            Some(node) => {
                let typed = self.counted(&data.name, node);
                let default = node.inline().and_then(|facts| facts.default.clone());
                (typed, self.prose(node), default)
            }
            None => {
                let ty = self.untyped(&at.pointer, Reason::Open, "the document gives no schema");
                (
                    Typed {
                        ty,
                        nullable: false,
                    },
                    Docs::default(),
                    None,
                )
            }
        };
        self.drain();
        Param {
            ident,
            wire: data.name.clone(),
            location,
            encoding,
            required: data.required || location == Location::Path,
            ty: typed.ty,
            docs: param_docs(data, prose),
            default,
        }
    }

    /// A parameter that only the path names.
    fn undeclared(&mut self, planned: &Planned<'_>, name: &str, scope: &mut Scope) -> Param {
        self.report(
            Diagnostic::new(
                Code::PathParameter,
                planned.pointer.clone(),
                format!("the path names `{{{name}}}`, but no parameter describes it"),
            )
            .done("it is a string"),
        );
        Param {
            ident: scope.claim_first(&[name, &format!("{name} in path")]),
            wire: name.to_owned(),
            location: Location::Path,
            encoding: ParamEncoding::Style {
                style: Style::Simple,
                explode: false,
                allow_reserved: false,
            },
            required: true,
            ty: Type::Scalar(Scalar::String),
            docs: Docs::default(),
            default: None,
        }
    }
}

/// Prose of a parameter: its own before that of its schema.
fn param_docs(data: &ParameterData, schema: Docs) -> Docs {
    let mut examples: Vec<Value> = data.example.iter().cloned().collect();
    examples.extend(extension::example_values(&data.examples));
    examples.extend(schema.examples);
    Docs {
        summary: None,
        description: data
            .description
            .as_deref()
            .and_then(docs::text)
            .or(schema.description)
            .or(schema.summary),
        deprecated: data.deprecated.unwrap_or_default() || schema.deprecated,
        notes: schema.notes,
        examples,
        external: schema.external,
    }
}

#[cfg(test)]
mod tests;
