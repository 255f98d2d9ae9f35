//! What the names of an operation's types begin with.

use super::context::Context;
use super::handle::Handles;
use super::plan::{Planned, natural_texts};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Ident as _, Scope, TypeName};

/// The types that an operation may come to have.
const ROLES: [&str; 4] = ["body", "response", "error", "params"];

impl Context<'_> {
    /// Types are named by what is settled for them, or as the document calls the operation; where that is taken, by
    /// handle and operation. A method that was settled a short name, such as `list`, does not shorten its types:
    /// they have no handle around them that would say of what.
    pub(super) fn prefix_types(&mut self, operations: &mut [Planned<'_>], handles: &Handles) {
        let mut scope = Scope::default();
        for operation in &mut *operations {
            if let Some(types) = self.settled_types(operation) {
                operation.prefix = self.settled_prefix(&types, operation, &mut scope);
            }
        }
        for operation in operations {
            if !operation.prefix.is_empty() {
                continue;
            }
            let plain = self.plain_prefix(operation);
            let module = handles
                .list
                .get(operation.handle)
                .map(|handle| handle.name.as_str().to_owned())
                .unwrap_or_default();
            let full = format!("{module} {plain}");
            let texts: Vec<&str> = [plain.as_str(), full.as_str()]
                .into_iter()
                .filter(|text| self.leaves_room(text))
                .chain([full.as_str()])
                .collect();
            let prefix: TypeName = scope.claim_first(&texts);
            prefix.as_str().clone_into(&mut operation.prefix);
        }
    }

    fn settled_types(&self, operation: &Planned<'_>) -> Option<String> {
        self.config.operations.get(&operation.key())?.types.clone()
    }

    fn settled_prefix(&mut self, text: &str, operation: &Planned<'_>, scope: &mut Scope) -> String {
        if self.leaves_room(text)
            && let Some(prefix) = scope.claim::<TypeName>(text)
        {
            return prefix.as_str().to_owned();
        }
        self.report(
            Diagnostic::new(
                Code::Config,
                operation.pointer.clone(),
                format!(
                    "`[operations]` has the types of `{}` begin with `{text}`, which other types do already",
                    operation.key()
                ),
            )
            .help("settle another `types`, or rename the other types"),
        );
        text.to_owned()
    }

    fn plain_prefix(&self, operation: &Planned<'_>) -> String {
        let settled = self.config.operations.get(&operation.key());
        if settled.is_some_and(|settled| settled.name.is_some())
            && let Some(text) = natural_texts(operation).first()
        {
            return text.clone();
        }
        operation.name.as_str().trim_end_matches('_').to_owned()
    }

    /// Whether no component is called as a type of the operation would be.
    fn leaves_room(&self, prefix: &str) -> bool {
        ROLES
            .iter()
            .all(|role| self.names.is_free::<TypeName>(&format!("{prefix} {role}")))
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::settled;
    use crate::diagnostic::Code;

    const LISTS: &str = "
paths:
  /a: { get: { tags: [A], summary: List all of A, responses: { '200': { description: '', content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } } } } } }
  /b: { get: { tags: [B], summary: List B, responses: { '200': { description: '', content: { application/json: { schema: { type: object, properties: { b: { type: string } } } } } } } } }
components: { schemas: { ThingBody: { type: string } } }";

    #[test]
    fn a_settled_method_leaves_its_types_what_the_document_calls_them() {
        let lowered = settled(
            LISTS,
            "[operations.\"GET /a\"]\nname = \"list\"\n[operations.\"GET /b\"]\nname = \"list\"",
        );
        assert_eq!(
            lowered.names(),
            ["ThingBody", "ListAllOfAResponse", "ListBResponse"]
        );
        assert!(lowered.diagnostics.is_empty());
    }

    #[test]
    fn what_types_begin_with_can_be_settled() {
        let lowered = settled(LISTS, "[operations.\"GET /a\"]\ntypes = \"ListA\"");
        assert_eq!(
            lowered.names(),
            ["ThingBody", "ListAResponse", "ListBResponse"]
        );
        assert_eq!(
            lowered.operation("GET /a").name.to_string(),
            "list_all_of_a"
        );
    }

    #[test]
    fn types_that_would_be_called_alike_are_an_error() {
        for config in [
            "[operations.\"GET /a\"]\ntypes = \"Things\"\n[operations.\"GET /b\"]\ntypes = \"Things\"",
            "[operations.\"GET /b\"]\ntypes = \"Thing\"",
        ] {
            let lowered = settled(LISTS, config);
            let said: Vec<&str> = lowered
                .diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.code == Code::Config)
                .map(|diagnostic| &*diagnostic.message)
                .collect();
            assert!(
                matches!(said[..], [one] if one.contains("`GET /b`")),
                "{said:?}"
            );
        }
    }
}
