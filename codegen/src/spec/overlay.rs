//! Corrections on top of a document: OpenAPI Overlays 1.0 and 1.1, applied when it is read.
//!
//! An overlay that no longer fits is an error, and so is an action that does not say why it is there: a correction outlives
//! whoever knew the reason.

use roas_overlay::apply::{Apply as _, ApplyErrorKind, ApplyOptions};
use roas_overlay::v1_1::{Action, Overlay};
use roas_overlay::validation::Validate as _;
use roas_overlay::{v1_0, v1_1};
use serde_json::Value;

use super::{positions, read_error, text};
use crate::config::OverlayFile;
use crate::diagnostic::{Code, Diagnostic, Excerpt, Sink};

/// Applies all overlays, one after the other.
pub(crate) fn apply(document: &mut Value, overlays: &[OverlayFile], sink: &mut Sink) {
    for file in overlays {
        match parse(file) {
            Ok(overlay) => apply_one(document, file, &overlay, sink),
            Err(diagnostic) => sink.report(*diagnostic),
        }
    }
}

fn apply_one(document: &mut Value, file: &OverlayFile, overlay: &Overlay, sink: &mut Sink) {
    for (index, action) in overlay.actions.iter().enumerate() {
        let said = match (
            reason(action),
            alone(overlay, action).apply(document, ApplyOptions::ErrorOnZeroMatch.into()),
        ) {
            (_, Err(error)) => refused(&action.target, &error.kind),
            (None, Ok(_)) => Diagnostic::new(
                Code::Overlay,
                "",
                format!(
                    "the action on `{}` does not say why it is there",
                    action.target
                ),
            )
            .help("give it a `description`"),
            (Some(_), Ok(_)) => continue,
        };
        sink.report(placed(said, file, &format!("/actions/{index}")));
    }
}

fn refused(target: &str, kind: &ApplyErrorKind) -> Diagnostic {
    match kind {
        ApplyErrorKind::ZeroMatch => Diagnostic::new(
            Code::Overlay,
            "",
            format!("`{target}` matches nothing in the document any more"),
        )
        .help("take the action out, or have it say what it is about today"),
        other => Diagnostic::new(Code::Overlay, "", format!("`{target}`: {other}"))
            .help("correct the action"),
    }
}

/// Why an action is there.
fn reason(action: &Action) -> Option<&str> {
    let own = action
        .extensions
        .as_ref()
        .and_then(|all| all.get("x-reason")?.as_str());
    let text = action.description.as_deref().or(own)?;
    (!text.trim().is_empty()).then_some(text)
}

/// The overlay with one of its actions: what one action cannot do must not keep the others from being looked at.
fn alone(overlay: &Overlay, action: &Action) -> Overlay {
    Overlay {
        actions: vec![action.clone()],
        ..overlay.clone()
    }
}

fn parse(file: &OverlayFile) -> Result<Overlay, Box<Diagnostic>> {
    let wrong = |message: String| {
        let said = Diagnostic::new(Code::Overlay, "", message)
            .help("the format is that of the OpenAPI Overlay Specification, 1.0 or 1.1");
        Box::new(placed(said, file, ""))
    };
    let tree = text::read(&file.text).map_err(|error| {
        let mut said = read_error(error, &file.text);
        said.place.file.clone_from(&file.name);
        Box::new(said)
    })?;
    let version = tree.value.get("overlay").and_then(Value::as_str);
    let overlay = match version {
        Some(version) if version.starts_with("1.0.") => {
            serde_json::from_value::<v1_0::Overlay>(tree.value).map(Into::into)
        }
        Some(version) if version.starts_with("1.1.") => {
            serde_json::from_value::<v1_1::Overlay>(tree.value)
        }
        Some(other) => return Err(wrong(format!("overlay {other} is not known here"))),
        None => {
            return Err(wrong(
                "it does not say `overlay: 1.0.0` or `1.1.0`".to_owned(),
            ));
        }
    };
    let overlay: Overlay = overlay.map_err(|error| wrong(format!("it is no overlay: {error}")))?;
    overlay
        .validate(Default::default())
        .map_err(|error| wrong(format!("it is no overlay: {error}")))?;
    Ok(overlay)
}

/// A diagnostic with its place in the overlay, which needs no translation.
fn placed(mut said: Diagnostic, file: &OverlayFile, pointer: &str) -> Diagnostic {
    said.place.file.clone_from(&file.name);
    pointer.clone_into(&mut said.place.pointer);
    let found = positions(&file.text, std::iter::once(pointer));
    if let Some(position) = found.first() {
        let (line, column) = position.at;
        said.place.position = Some(position.at);
        let text = file.text.lines().nth(line.saturating_sub(1));
        said.place.excerpt = text.map(|text| Excerpt::around(text, column));
    }
    said
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn overlay(actions: &str) -> OverlayFile {
        OverlayFile {
            name: "o.yaml".to_owned(),
            text: format!("overlay: 1.1.0\ninfo: {{title: T, version: '1'}}\nactions:\n{actions}"),
        }
    }

    fn applied(actions: &str) -> (Value, Vec<Diagnostic>) {
        let mut document = json!({"paths": {"/a": {"get": {"summary": "A"}}}});
        let mut sink = Sink::default();
        apply(&mut document, &[overlay(actions)], &mut sink);
        let input = super::super::Input {
            name: "d.yaml",
            text: "",
            read: &|_| Err(String::new()),
        };
        (document, sink.into_diagnostics(&input))
    }

    #[test]
    fn an_action_with_a_reason_is_carried_out() {
        let (document, said) = applied(
            "- target: $.paths['/a'].get\n  description: The page forgets it.\n  update: {operationId: a}\n\
             - target: $.paths['/a'].get\n  x-reason: Wrong.\n  update: {deprecated: true}\n",
        );
        assert_eq!(said, []);
        assert_eq!(document["paths"]["/a"]["get"]["operationId"], "a");
        assert_eq!(document["paths"]["/a"]["get"]["deprecated"], true);
    }

    #[test]
    fn an_action_that_matches_nothing_is_an_error_with_its_place() {
        let (_, said) = applied(
            "- target: $.paths['/a'].get\n  description: d\n  remove: true\n\
             - target: $.paths['/b']\n  description: d\n  update: {x: 1}\n",
        );
        assert_eq!(said.len(), 1, "{said:#?}");
        assert!(said[0].message.contains("$.paths['/b']"));
        assert_eq!(said[0].place.file, "o.yaml");
        assert_eq!(said[0].place.position, Some((7, 3)));
    }

    #[test]
    fn an_action_without_a_reason_is_an_error() {
        let (_, said) = applied("- target: $.paths\n  update: {x-a: 1}\n");
        assert!(said[0].message.contains("does not say why"), "{said:#?}");
    }

    #[test]
    fn what_is_no_overlay_is_said() {
        for (text, words) in [
            ("overlay: 2.0.0", "2.0.0 is not known"),
            ("actions: []", "does not say"),
            (
                "overlay: 1.0.0\ninfo: {title: T, version: '1'}\nactions: []",
                "no overlay",
            ),
            ("overlay: [", "not YAML"),
        ] {
            let file = OverlayFile {
                name: "o.yaml".to_owned(),
                text: text.to_owned(),
            };
            let said = parse(&file).unwrap_err();
            assert!(said.message.contains(words), "{said:#?}");
        }
    }
}
