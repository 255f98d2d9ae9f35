//! The parameters that the document declares for an operation.

use std::collections::BTreeSet;

use openapiv3::{Parameter, ReferenceOr};

use super::at::{At, below, reference_name};
use super::context::Context;
use super::naming::with_suffix;
use super::plan::Planned;
use super::style::location;
use super::template;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Location, Owner};

/// A parameter with its place.
pub(super) struct Found<'a> {
    pub(super) parameter: &'a Parameter,
    pub(super) at: At,
}

impl<'a> Context<'a> {
    /// Those of the path item and of the operation; the operation's own win.
    pub(super) fn find_params<'p>(&mut self, planned: &'p Planned<'a>) -> Vec<Found<'p>> {
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
