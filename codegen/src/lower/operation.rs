//! Operations.

use std::collections::BTreeSet;

use super::context::Context;
use super::docs::{external, text};
use super::plan::{Plan, Planned};
use super::server;
use crate::model::{Docs, Handle, Operation, Scheme, Scope};

impl<'a> Context<'a> {
    /// Lowers every operation into its handle.
    pub(super) fn operations(&mut self, plan: Plan<'a>, schemes: &[Scheme]) -> Vec<Handle> {
        let known: BTreeSet<String> = schemes.iter().map(|scheme| scheme.name.clone()).collect();
        let Plan {
            operations,
            handles,
            mut scopes,
        } = plan;
        let mut list = handles.list;
        for planned in operations {
            let scope = scopes.entry(planned.handle).or_default();
            let operation = self.operation(&planned, &known, scope);
            if let Some(handle) = list.get_mut(planned.handle) {
                handle.operations.push(operation);
            }
        }
        list
    }

    fn operation(
        &mut self,
        planned: &Planned<'a>,
        known: &BTreeSet<String>,
        scope: &mut Scope,
    ) -> Operation {
        let declared = &planned.operation;
        let params = self.params(planned);
        let params_name = (!params.other.is_empty()).then(|| self.claim_params(planned));
        let body = self.body(planned);
        let answers = self.answers(planned, scope);
        self.callbacks(planned);
        Operation {
            name: planned.name.clone(),
            id: declared.operation_id.clone(),
            method: planned.method.clone(),
            path: planned.path.to_owned(),
            segments: params.segments,
            pointer: planned.pointer.clone(),
            docs: self.operation_docs(planned),
            path_params: params.path,
            params: params.other,
            params_name,
            body,
            success: answers.success,
            errors: answers.errors,
            error_name: answers.error_name,
            headers: answers.headers,
            security: self.security(declared.security.as_ref(), &planned.pointer, known),
            server: server::own(&declared.servers, &planned.item.servers, &self.api.servers),
            paging: None,
        }
    }

    fn claim_params(&mut self, planned: &Planned<'_>) -> crate::model::TypeName {
        self.claim_type(
            &planned.pointer,
            &[
                format!("{} params", planned.prefix),
                format!("{} call params", planned.prefix),
            ],
        )
    }

    fn operation_docs(&self, planned: &Planned<'_>) -> Docs {
        let operation = &planned.operation;
        let notes = self.config.docs.iter().filter_map(|(key, sentence)| {
            let said = operation.extensions.get(key)?.as_str().and_then(text)?;
            Some(sentence.replace("{}", &said))
        });
        Docs {
            summary: operation
                .summary
                .as_deref()
                .or(planned.item.summary.as_deref())
                .and_then(text),
            description: operation
                .description
                .as_deref()
                .or(planned.item.description.as_deref())
                .and_then(text),
            deprecated: operation.deprecated,
            notes: notes.collect(),
            examples: Vec::new(),
            external: operation.external_docs.as_ref().map(external),
        }
    }
}
