//! Tags as handles.

use std::collections::BTreeMap;

use super::context::Context;
use super::template::literals;
use super::{docs, extension};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Docs, Handle, Ident as _, ModuleName, Scope, TypeName};

/// The handles of a document, and which tag leads to which.
#[derive(Debug, Default)]
pub(super) struct Handles {
    /// Sorted by module name.
    pub(super) list: Vec<Handle>,
    by_tag: BTreeMap<String, usize>,
}

impl Handles {
    /// The handle of a tag.
    pub(super) fn of(&self, tag: &str) -> usize {
        self.by_tag.get(tag).copied().unwrap_or_default()
    }
}

/// The tag that an operation belongs to: its first, or else the first word of its path that says something.
pub(super) fn tag_of(tags: &[String], path: &str) -> String {
    if let Some(tag) = tags
        .iter()
        .map(|tag| tag.trim())
        .find(|tag| !tag.is_empty())
    {
        return tag.to_owned();
    }
    let literals = literals(path);
    literals
        .iter()
        .find(|text| !is_prefix(text))
        .or_else(|| literals.first())
        .cloned()
        .unwrap_or_else(|| "default".to_owned())
}

/// Path segments that all operations share as a rule.
fn is_prefix(segment: &str) -> bool {
    let lower = segment.to_ascii_lowercase();
    let version = lower
        .strip_prefix('v')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    version || matches!(lower.as_str(), "api" | "apis" | "rest")
}

impl Context<'_> {
    /// Makes the handles of these tags. Tags that come to the same module are one handle.
    pub(super) fn handles<'t>(&mut self, tags: impl IntoIterator<Item = &'t str>) -> Handles {
        let mut modules: BTreeMap<ModuleName, Vec<String>> = BTreeMap::new();
        for tag in tags {
            let text = self.accessor_text(tag);
            if let Some(module) = Scope::default().claim::<ModuleName>(&text) {
                let tags = modules.entry(module).or_default();
                if !tags.iter().any(|known| known == tag) {
                    tags.push(tag.to_owned());
                }
            }
        }
        let mut scope = Scope::default();
        let mut handles = Handles::default();
        for (module, mut tags) in modules {
            tags.sort_unstable();
            let Some(first) = tags.first().cloned() else {
                continue;
            };
            for other in tags.iter().skip(1) {
                self.report(
                    Diagnostic::new(
                        Code::NameCollision,
                        "/tags",
                        format!("the tags `{first}` and `{other}` have one name"),
                    )
                    .done(format!("their operations share the handle `{module}`"))
                    .help("settle a name under `[tags]` in the configuration"),
                );
            }
            let text = self.accessor_text(&first);
            let name: TypeName = scope.claim_first(&[&text, module.as_str()]);
            for tag in &tags {
                handles.by_tag.insert(tag.clone(), handles.list.len());
            }
            handles.list.push(Handle {
                docs: self.tag_docs(&tags),
                tag: first,
                module,
                name,
                operations: Vec::new(),
            });
        }
        handles
    }

    fn accessor_text(&self, tag: &str) -> String {
        let settled = self.config.tags.get(tag).and_then(|tag| tag.name.clone());
        let text = settled.unwrap_or_else(|| tag.to_owned());
        // Cargo features are named as the modules, and `default` is one already.
        if text.trim().eq_ignore_ascii_case("default") {
            "default api".to_owned()
        } else {
            text
        }
    }

    fn tag_docs(&self, tags: &[String]) -> Docs {
        let Some(tag) = tags
            .iter()
            .find_map(|name| self.api.tags.iter().find(|tag| tag.name.trim() == name))
        else {
            return Docs::default();
        };
        Docs {
            summary: extension::text(&tag.extensions, extension::SUMMARY),
            description: tag.description.as_deref().and_then(docs::text),
            external: tag.external_docs.as_ref().map(docs::external),
            ..Docs::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{paths, settled};
    use super::*;

    #[test]
    fn an_operation_without_tags_belongs_to_what_its_path_begins_with() {
        assert_eq!(tag_of(&[], "/api/v1/agents/{id}"), "agents");
        assert_eq!(tag_of(&[], "/api"), "api");
        assert_eq!(tag_of(&[], "/{id}"), "default");
        assert_eq!(tag_of(&["Runs".to_owned()], "/agents"), "Runs");
    }

    #[test]
    fn the_first_tag_owns_an_operation() {
        let lowered =
            paths("/a: { get: { tags: [Agent Runs, Other], operationId: a, responses: {} } }");
        let handle = &lowered.api.handles[0];
        assert_eq!(lowered.api.handles.len(), 1);
        assert_eq!(handle.tag, "Agent Runs");
        assert_eq!(handle.module.to_string(), "agent_runs");
        assert_eq!(handle.name.to_string(), "AgentRuns");
    }

    #[test]
    fn tags_with_one_name_share_a_handle() {
        let lowered = paths(
            "/a: { get: { tags: [Users], operationId: a, responses: {} }, put: { tags: [users], operationId: b, responses: {} } }",
        );
        assert_eq!(lowered.api.handles.len(), 1);
        assert_eq!(lowered.api.handles[0].operations.len(), 2);
        assert_eq!(lowered.codes(), [Code::NameCollision]);
    }

    #[test]
    fn the_tag_default_does_not_take_the_name_of_a_cargo_feature() {
        let lowered = paths("/a: { get: { tags: [default], operationId: a, responses: {} } }");
        assert_eq!(lowered.api.handles[0].module.to_string(), "default_api");
    }

    #[test]
    fn a_tag_may_be_renamed() {
        let lowered = settled(
            "paths: { /a: { get: { tags: [Agents API], operationId: a, responses: {} } } }",
            "[tags.\"Agents API\"]\nname = \"agents\"",
        );
        assert_eq!(lowered.api.handles[0].module.to_string(), "agents");
        assert!(lowered.diagnostics.is_empty());
    }
}
