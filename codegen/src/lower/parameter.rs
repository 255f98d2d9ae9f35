//! Parameters: where each goes and how its value is written.

use std::collections::BTreeSet;

use openapiv3::{
    CookieStyle, HeaderStyle, Parameter, ParameterData, ParameterSchemaOrContent, PathStyle,
    QueryStyle, ReferenceOr,
};
use serde_json::Value;

use super::at::{At, below, reference_name};
use super::context::Context;
use super::media::{MediaKind, concrete};
use super::plan::Planned;
use super::schema::Typed;
use super::{docs, extension, read, template};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Docs, FieldName, Location, Owner, Param, ParamEncoding, PathSegment, Reason, Scalar, Scope,
    Style, Type,
};

/// What an operation takes besides its body.
pub(super) struct Params {
    pub(super) segments: Vec<PathSegment>,
    /// In the order of the template.
    pub(super) path: Vec<Param>,
    /// The others, in the document's order.
    pub(super) other: Vec<Param>,
}

/// A parameter with its place.
struct Found<'a> {
    parameter: &'a Parameter,
    at: At,
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

    /// Those of the path item and of the operation; the operation's own win.
    fn find_params<'p>(&mut self, planned: &'p Planned<'a>) -> Vec<Found<'p>> {
        let mut out: Vec<Found<'p>> = Vec::new();
        let item_pointer = below("/paths", &[planned.path, "parameters"]);
        let shared = template::literals(planned.path).join(" ");
        self.collect_params(
            &planned.item.parameters,
            &item_pointer,
            &planned.key(),
            &shared,
            &mut out,
        );
        let inherited = out.len();
        let mut own: Vec<Found<'p>> = Vec::new();
        self.collect_params(
            &planned.operation.parameters,
            &below(&planned.pointer, &["parameters"]),
            &planned.key(),
            &planned.prefix,
            &mut own,
        );
        for param in own {
            let key = key(param.parameter);
            let position = out
                .iter()
                .take(inherited)
                .position(|other| self::key(other.parameter) == key);
            match position.and_then(|index| out.get_mut(index)) {
                Some(place) => *place = param,
                None => out.push(param),
            }
        }
        out
    }

    fn collect_params<'p>(
        &mut self,
        parameters: &'p [ReferenceOr<Parameter>],
        pointer: &str,
        owner: &str,
        prefix: &str,
        out: &mut Vec<Found<'p>>,
    ) where
        'a: 'p,
    {
        let mut seen = BTreeSet::new();
        for (index, parameter) in parameters.iter().enumerate() {
            let pointer = below(pointer, &[&index.to_string()]);
            let found = match parameter {
                ReferenceOr::Item(parameter) => Some(Found {
                    parameter,
                    at: At::root(pointer.clone(), Owner::Operation(owner.to_owned()), prefix)
                        .named(&parameter.parameter_data_ref().name),
                }),
                ReferenceOr::Reference { reference } => self.component_param(reference),
            };
            let Some(found) = found else {
                self.report(
                    Diagnostic::new(
                        Code::DanglingReference,
                        pointer,
                        "the reference leads to no parameter",
                    )
                    .done("the parameter is left out"),
                );
                continue;
            };
            if seen.insert(key(found.parameter)) {
                out.push(found);
            } else {
                self.report(
                    Diagnostic::new(
                        Code::DuplicateParameter,
                        pointer,
                        format!(
                            "the parameter `{}` is declared twice",
                            found.parameter.parameter_data_ref().name
                        ),
                    )
                    .done("the first one is used"),
                );
            }
        }
    }

    fn component_param(&self, reference: &str) -> Option<Found<'a>> {
        let api = self.api;
        let components = api.components.as_ref()?;
        let mut name = reference_name(reference, "parameters")?;
        for _ in 0..16 {
            match components.parameters.get(&name)? {
                ReferenceOr::Item(parameter) => {
                    return Some(Found {
                        parameter,
                        at: At::root(
                            below("/components/parameters", &[&name]),
                            Owner::Component(name.clone()),
                            with_suffix(&name, "param", &["param", "parameter"]),
                        ),
                    });
                }
                ReferenceOr::Reference { reference } => {
                    name = reference_name(reference, "parameters")?;
                }
            }
        }
        None
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
                Reason::NotATypeMatter,
                format!(
                    "left out: `{}` follows from the rest of the operation",
                    data.name
                ),
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
                "left out: the path does not name it",
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
                style(parameter, data.explode),
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
                let typed = self.typed(node);
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

/// What makes two parameters the same. Names of headers have no case.
fn key(parameter: &Parameter) -> (Location, String) {
    let name = &parameter.parameter_data_ref().name;
    let location = location(parameter);
    if location == Location::Header {
        (location, name.to_ascii_lowercase())
    } else {
        (location, name.clone())
    }
}

fn location(parameter: &Parameter) -> Location {
    match parameter {
        Parameter::Query { parameter_data, .. }
            if parameter_data.extensions.get(extension::QUERYSTRING)
                == Some(&Value::Bool(true)) =>
        {
            Location::QueryString
        }
        Parameter::Query { .. } => Location::Query,
        Parameter::Header { .. } => Location::Header,
        Parameter::Path { .. } => Location::Path,
        Parameter::Cookie { .. } => Location::Cookie,
    }
}

fn location_word(location: Location) -> &'static str {
    match location {
        Location::Path => "in path",
        Location::Query | Location::QueryString => "in query",
        Location::Header => "in header",
        Location::Cookie => "in cookie",
    }
}

/// `style` and `explode`, with the defaults of the place.
fn style(parameter: &Parameter, explode: Option<bool>) -> ParamEncoding {
    let (style, allow_reserved) = match parameter {
        Parameter::Query {
            style,
            allow_reserved,
            ..
        } => (query_style(style), *allow_reserved),
        Parameter::Header {
            style: HeaderStyle::Simple,
            ..
        } => (Style::Simple, false),
        Parameter::Path { style, .. } => (
            match style {
                PathStyle::Matrix => Style::Matrix,
                PathStyle::Label => Style::Label,
                PathStyle::Simple => Style::Simple,
            },
            false,
        ),
        Parameter::Cookie {
            style: CookieStyle::Form,
            ..
        } => (Style::Form, false),
    };
    ParamEncoding::Style {
        style,
        explode: explode.unwrap_or(style == Style::Form),
        allow_reserved,
    }
}

/// A query style by the name that the model gives it.
pub(super) fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}

/// `name` with a word for what it is, unless it ends in one already.
pub(super) fn with_suffix(name: &str, word: &str, endings: &[&str]) -> String {
    let lower = name.to_ascii_lowercase();
    if endings.iter().any(|ending| lower.ends_with(ending)) {
        name.to_owned()
    } else {
        format!("{name} {word}")
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Lowered, paths, whole};
    use crate::diagnostic::Code;
    use crate::model::{Location, ParamEncoding, Style};

    fn texts(lowered: &Lowered) -> Vec<String> {
        let operation = lowered.only();
        operation
            .path_params
            .iter()
            .chain(&operation.params)
            .map(|param| {
                let mark = if param.required { "" } else { "?" };
                format!("{}{mark}: {}", param.ident, lowered.ty(&param.ty))
            })
            .collect()
    }

    #[test]
    fn path_parameters_follow_the_template_and_the_others_the_document() {
        let lowered = paths(
            "/a/{x}/{y}:
  parameters: [{ in: path, name: y, required: true, schema: { type: integer } }]
  get:
    operationId: a
    parameters:
      - { in: query, name: z, schema: { type: string } }
      - { in: path, name: x, required: true, schema: { type: string, format: uuid } }
      - { in: header, name: X-Key, required: true, schema: { type: string } }
    responses: {}",
        );
        assert_eq!(
            texts(&lowered),
            ["x: Uuid", "y: I64", "z?: String", "x_key: String"]
        );
        assert_eq!(
            lowered.only().params_name.as_ref().unwrap().to_string(),
            "AParams"
        );
    }

    #[test]
    fn the_parameter_of_the_operation_wins() {
        let lowered = paths(
            "/a:
  parameters: [{ in: query, name: n, schema: { type: string } }]
  get: { operationId: a, parameters: [{ in: query, name: n, required: true, schema: { type: integer } }], responses: {} }",
        );
        assert_eq!(texts(&lowered), ["n: I64"]);
        assert!(lowered.diagnostics.is_empty());
    }

    #[test]
    fn a_parameter_that_is_declared_twice_counts_once() {
        let lowered = paths(
            "/a: { get: { operationId: a, parameters: [{ in: query, name: n, schema: { type: string } }, { in: query, name: n, schema: { type: integer } }], responses: {} } }",
        );
        assert_eq!(texts(&lowered), ["n?: String"]);
        assert_eq!(lowered.codes(), [Code::DuplicateParameter]);
    }

    #[test]
    fn template_and_parameters_are_brought_together() {
        let lowered = paths(
            "/a/{x}: { get: { operationId: a, parameters: [{ in: path, name: y, required: true, schema: { type: integer } }], responses: {} } }",
        );
        assert_eq!(texts(&lowered), ["x: String"]);
        assert_eq!(lowered.codes(), [Code::PathParameter, Code::PathParameter]);
    }

    #[test]
    fn headers_that_follow_from_the_rest_are_left_out() {
        let lowered = paths(
            "/a: { get: { operationId: a, parameters: [{ in: header, name: authorization, schema: { type: string } }, { in: header, name: Accept, schema: { type: string } }], responses: {} } }",
        );
        assert!(texts(&lowered).is_empty());
        assert_eq!(lowered.api.approximations.len(), 2);
    }

    #[test]
    fn names_in_two_places_are_told_apart() {
        let lowered = paths(
            "/a/{body}: { get: { operationId: a, parameters: [
                { in: path, name: body, required: true, schema: { type: string } },
                { in: query, name: id, schema: { type: string } }, { in: header, name: id, schema: { type: string } }], responses: {} } }",
        );
        assert_eq!(
            texts(&lowered),
            [
                "body_in_path: String",
                "id?: String",
                "id_in_header?: String"
            ]
        );
    }

    #[test]
    fn style_and_explode_default_by_place() {
        let lowered = paths(
            "/a/{p}: { get: { operationId: a, parameters: [
                { in: path, name: p, required: true, schema: { type: string } },
                { in: query, name: q, schema: { type: array, items: { type: string } } },
                { in: query, name: d, style: deepObject, explode: true, schema: { type: object } },
                { in: query, name: s, style: spaceDelimited, schema: { type: array, items: { type: string } } },
                { in: header, name: h, schema: { type: string } },
                { in: cookie, name: c, schema: { type: string } },
                { in: query, name: j, content: { application/json: { schema: { type: object } } } },
                { in: query, name: w, x-codegen-querystring: true, schema: { type: object } }], responses: {} } }",
        );
        let operation = lowered.only();
        let style = |style, explode| ParamEncoding::Style {
            style,
            explode,
            allow_reserved: false,
        };
        let encodings: Vec<&ParamEncoding> = operation
            .path_params
            .iter()
            .chain(&operation.params)
            .map(|param| &param.encoding)
            .collect();
        assert_eq!(
            encodings,
            [
                &style(Style::Simple, false),
                &style(Style::Form, true),
                &style(Style::DeepObject, true),
                &style(Style::SpaceDelimited, false),
                &style(Style::Simple, false),
                &style(Style::Form, true),
                &ParamEncoding::Content("application/json".to_owned()),
                &style(Style::Form, true),
            ]
        );
        assert_eq!(
            operation.params.last().unwrap().location,
            Location::QueryString
        );
    }

    #[test]
    fn types_of_parameters_are_named_by_operation_or_component() {
        let lowered = whole(
            "paths: { /a: { get: { operationId: list, parameters: [
                { in: query, name: sort, schema: { type: string, enum: [a, b] } },
                { in: query, name: modes, schema: { type: array, items: { type: string, enum: [a, b] } } },
                { $ref: '#/components/parameters/Order' }], responses: {} } } }
components: { parameters: { Order: { in: query, name: order, schema: { type: string, enum: [up, down] } } } }",
        );
        assert_eq!(lowered.names(), ["ListSort", "ListMode", "OrderParam"]);
    }

    #[test]
    fn prose_of_the_parameter_comes_before_that_of_its_schema() {
        let lowered = paths(
            "/a: { get: { operationId: a, parameters: [{ in: query, name: n, description: Mine, deprecated: true, schema: { type: integer, description: Theirs, default: 5 } }], responses: {} } }",
        );
        let param = &lowered.only().params[0];
        assert_eq!(param.docs.description.as_deref(), Some("Mine"));
        assert!(param.docs.deprecated);
        assert_eq!(param.default, Some(serde_json::json!(5)));
    }
}
