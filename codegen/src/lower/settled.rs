//! What people settled in the configuration has to fit the document.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::plan::Planned;
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::model::{FnName, Handle, Ident, ModuleName, Operation, Scope, TypeName};
use crate::part;

impl Context<'_> {
    /// Reports every key of the configuration that the document does not have, and every name that is not one.
    pub(super) fn check_config(&mut self, handles: &[Handle]) {
        let config = self.config;
        let tags = self.known_tags(handles);
        let operations: BTreeSet<String> = handles
            .iter()
            .flat_map(|handle| &handle.operations)
            .map(Operation::key)
            .collect();
        let components: BTreeSet<String> = self.components.keys().cloned().collect();
        let pointers: BTreeSet<String> = self
            .types
            .iter()
            .map(|(_, def)| def.pointer.clone())
            .collect();
        self.known(
            "operations",
            "operation",
            config.operations.keys(),
            &operations,
        );
        self.known("tags", "tag", config.tags.keys(), &tags);
        self.known(
            "groups",
            "component schema",
            config.groups.keys(),
            &components,
        );
        let (inline, named): (Vec<&String>, Vec<&String>) =
            config.types.keys().partition(|key| key.starts_with('/'));
        self.known("types", "component schema", named.into_iter(), &components);
        self.known("types", "type of its own at", inline.into_iter(), &pointers);

        for (key, settled) in &config.operations {
            self.valid::<FnName>("operations", key, settled.name.as_deref());
            self.valid::<TypeName>("operations", key, settled.types.as_deref());
        }
        for (key, settled) in &config.tags {
            self.valid::<ModuleName>("tags", key, settled.name.as_deref());
        }
        for (key, settled) in &config.types {
            self.valid::<TypeName>("types", key, settled.name.as_deref());
        }
        let counts = std::mem::take(&mut self.counts);
        self.known(
            "numbers",
            "number called",
            config.numbers.whole.iter(),
            &counts,
        );
        for (feature, part) in &config.parts {
            let missing = part::missing(part, handles, &self.types);
            if !missing.is_empty() {
                self.report(
                    Diagnostic::new(
                        Code::UnusedConfig,
                        "",
                        format!(
                            "the part `{feature}` cannot be built: the document has {}",
                            missing.join(", ")
                        ),
                    )
                    .done("the crate has no such cargo feature")
                    .help("correct or remove the entry of `[parts]`, or live without the part"),
                );
            }
        }
        for (key, sentence) in &config.docs {
            if !key.starts_with("x-") || !sentence.contains("{}") {
                self.report(
                    Diagnostic::new(
                        Code::Config,
                        "",
                        format!("`[docs]` cannot make prose of `{key}` by `{sentence}`"),
                    )
                    .help("name an extension, which begins with `x-`, and put `{}` where its text is to stand"),
                );
            }
        }
    }

    /// Gives the methods their settled names, which have to differ within a handle. Answers with the indices of those
    /// that have one.
    pub(super) fn settle_methods(
        &mut self,
        operations: &mut [Planned<'_>],
        scopes: &mut BTreeMap<usize, Scope>,
    ) -> BTreeSet<usize> {
        let mut named = BTreeSet::new();
        let mut takers: BTreeMap<(usize, FnName), String> = BTreeMap::new();
        for (index, operation) in operations.iter_mut().enumerate() {
            let key = operation.key();
            let settled = self.config.operations.get(&key);
            let Some(name) = settled.and_then(|settled| settled.name.clone()) else {
                continue;
            };
            let scope = scopes.entry(operation.handle).or_default();
            operation.name = scope.claim_first(&[&name]);
            named.insert(index);
            let Some(wanted) = Scope::default().claim::<FnName>(&name) else {
                continue;
            };
            let taker = (operation.handle, wanted);
            if let Some(first) = takers.get(&taker) {
                self.report(
                    Diagnostic::new(
                        Code::Config,
                        operation.pointer.clone(),
                        format!("`[operations]` names `{key}` `{name}`, and `{first}` of the same tag too"),
                    )
                    .help("settle another name for one of them"),
                );
            } else {
                takers.insert(taker, key);
            }
        }
        named
    }

    fn known<'k>(
        &mut self,
        table: &str,
        what: &str,
        keys: impl Iterator<Item = &'k String>,
        known: &BTreeSet<String>,
    ) {
        for key in keys.filter(|key| !known.contains(*key)) {
            let mut diagnostic = Diagnostic::new(
                Code::UnusedConfig,
                "",
                format!("`[{table}]` settles `{key}`, but the document has no {what} `{key}`"),
            )
            .done("the entry does nothing");
            if let Some(meant) = suggestion(key, known.iter().map(String::as_str)) {
                diagnostic = diagnostic.help(format!("write `{meant}`, or remove the entry"));
            } else {
                diagnostic = diagnostic.help("remove the entry");
            }
            self.report(diagnostic);
        }
    }

    fn valid<I: Ident>(&mut self, table: &str, key: &str, name: Option<&str>) {
        let Some(name) = name else { return };
        let Some(made) = Scope::default().claim::<I>(name) else {
            return;
        };
        if made.as_str() != name {
            self.report(
                Diagnostic::new(
                    Code::Config,
                    "",
                    format!("`[{table}]` names `{key}` `{name}`, which is no name for it in Rust"),
                )
                .help(format!("write `{made}`")),
            );
        }
    }

    /// The tags of the document: those it declares and those that operations have.
    fn known_tags(&self, handles: &[Handle]) -> BTreeSet<String> {
        self.api
            .tags
            .iter()
            .map(|tag| tag.name.trim().to_owned())
            .chain(handles.iter().map(|handle| handle.tag.clone()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::settled;
    use crate::diagnostic::Code;
    use crate::model::{Scalar, Type};

    const DOCUMENT: &str = "
paths: { /agents: { get: { tags: [Agents], operationId: list, responses: {} } } }
components: { schemas: { Agent: { type: object, properties: { mode: { type: string, enum: [a, b] } } } } }";

    #[test]
    fn a_key_that_the_document_does_not_have_is_an_error_with_a_suggestion() {
        let lowered = settled(
            DOCUMENT,
            "[operations.\"GET /agent\"]\nname = \"x\"\n[tags.Agnets]\nname = \"x\"\n[types.Agents]\nname = \"X\"\n[groups]\nNothing = \"x\"",
        );
        let mut help: Vec<&str> = lowered
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.help.as_deref().unwrap())
            .collect();
        help.sort_unstable();
        assert_eq!(
            help,
            [
                "remove the entry",
                "write `Agent`, or remove the entry",
                "write `Agents`, or remove the entry",
                "write `GET /agents`, or remove the entry",
            ]
        );
        assert!(
            lowered
                .codes()
                .iter()
                .all(|code| *code == Code::UnusedConfig)
        );
    }

    #[test]
    fn a_number_that_counts_is_whole_whatever_the_document_says() {
        let document = "
paths: { /a: { get: { operationId: a, responses: {}, parameters: [
  { in: query, name: page, schema: { type: number } }, { in: query, name: score, schema: { type: number } } ] } } }
components: { schemas: { A: { type: object, required: [count], properties: {
  count: { type: number }, score: { type: number }, totals: { type: number, nullable: true } } } } }";
        let lowered = settled(
            document,
            "[numbers]\nwhole = [\"count\", \"page\", \"totals\", \"typo\"]",
        );
        assert_eq!(lowered.field("A", "count").ty, Type::Scalar(Scalar::I64));
        assert_eq!(lowered.field("A", "score").ty, Type::Scalar(Scalar::F64));
        let params: Vec<&Type> = lowered
            .only()
            .params
            .iter()
            .map(|param| &param.ty)
            .collect();
        assert_eq!(
            params,
            [&Type::Scalar(Scalar::I64), &Type::Scalar(Scalar::F64)]
        );
        let unused: Vec<&str> = lowered
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.code == Code::UnusedConfig)
            .map(|diagnostic| &*diagnostic.message)
            .collect();
        assert!(
            matches!(unused[..], [one] if one.contains("`typo`")),
            "{unused:?}"
        );
    }

    #[test]
    fn an_extension_becomes_a_sentence_of_the_operation() {
        let document = "
paths: { /a: { get: { operationId: a, responses: {}, x-known: the path } }, /b: { get: { operationId: b, responses: {} } } }";
        let lowered = settled(document, "[docs]\nx-known = \"Known: {}.\"");
        assert_eq!(lowered.operation("GET /a").docs.notes, ["Known: the path."]);
        assert!(lowered.operation("GET /b").docs.notes.is_empty());
        let lowered = settled(document, "[docs]\nx-known = \"Known\"");
        assert_eq!(lowered.codes(), [Code::Config]);
    }

    #[test]
    fn a_name_that_is_none_is_an_error() {
        let lowered = settled(DOCUMENT, "[types.Agent]\nname = \"my agent\"");
        assert_eq!(lowered.codes(), [Code::Config]);
        assert_eq!(
            lowered.diagnostics[0].help.as_deref(),
            Some("write `MyAgent`")
        );
    }

    #[test]
    fn two_methods_of_a_handle_with_one_settled_name_are_an_error() {
        let document = "
paths:
  /a: { get: { tags: [T], operationId: a, responses: {} } }
  /b: { get: { tags: [T], operationId: b, responses: {} } }
  /c: { get: { tags: [U], operationId: c, responses: {} } }";
        let names = |b: &str| {
            format!(
                "[operations.\"GET /a\"]\nname = \"list\"\n[operations.\"GET /b\"]\nname = \"{b}\"\n[operations.\"GET /c\"]\nname = \"list\""
            )
        };
        assert!(settled(document, &names("search")).diagnostics.is_empty());
        let lowered = settled(document, &names("list"));
        assert_eq!(lowered.codes(), [Code::Config]);
        assert!(lowered.diagnostics[0].message.contains("`GET /a`"));
    }

    #[test]
    fn types_are_renamed_by_component_and_by_pointer() {
        let lowered = settled(
            DOCUMENT,
            "[types.Agent]\nname = \"Robot\"\n[types.\"/components/schemas/Agent/properties/mode\"]\nname = \"Gear\"",
        );
        assert_eq!(lowered.names(), ["Robot", "Gear"]);
        assert!(lowered.diagnostics.is_empty());
    }
}
