//! What no other row knows better: keywords without a field in `openapiv3` become extensions.

use crate::diagnostic::{Code, Diagnostic};
use crate::spec::grammar::{self, Home};
use crate::spec::rewrite::{Node, Row};

pub(super) const ROWS: &[Row] = &[Row {
    name: "what 3.0 cannot say",
    kind: None,
    apply: keep,
}];

fn keep(node: &mut Node<'_, '_>) {
    let kind = node.kind;
    let keys: Vec<(String, bool)> = node
        .map
        .keys()
        .filter(|key| !key.starts_with("x-") && *key != "$ref")
        .filter_map(|key| match grammar::field(kind, key) {
            Some(field) => (field.home == Home::Kept).then(|| (key.clone(), true)),
            None => Some((key.clone(), false)),
        })
        .collect();
    for (key, known) in keys {
        if known {
            node.keep(&key);
            continue;
        }
        // As it is written and apart from the known ones: it must not pass for one of them.
        let kept = format!("x-codegen-unknown-{key}");
        let message = format!("{} has no `{key}`", kind.noun());
        let diagnostic = Diagnostic::new(Code::UnknownKeyword, node.at(&key), message)
            .done(format!("kept as `{kept}`"));
        node.cx.sink.report(diagnostic);
        node.rename(&key, &kept);
    }
}
