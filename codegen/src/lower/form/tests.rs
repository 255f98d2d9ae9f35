use super::super::fixture::{Lowered, paths};
use crate::model::{Content, ParamEncoding, Part, PartKind, Reason, Style};

fn sent(content: &str) -> Lowered {
    paths(&format!(
        "/a: {{ post: {{ operationId: send, requestBody: {{ content: {{ {content} }} }}, responses: {{}} }} }}"
    ))
}

fn part(lowered: &Lowered, part: &Part) -> String {
    let kind = match &part.kind {
        PartKind::File => "file".to_owned(),
        PartKind::Text(ty) => format!("text {}", lowered.ty(ty)),
        PartKind::Json(ty) => format!("json {}", lowered.ty(ty)),
        PartKind::Styled { ty, style, explode } => {
            format!("{style:?} {explode} {}", lowered.ty(ty))
        }
    };
    let mark = if part.required { "" } else { "?" };
    let many = if part.repeated { "[]" } else { "" };
    format!("{}{mark}{many}: {kind}", part.wire)
}

fn parts(lowered: &Lowered) -> Vec<String> {
    let body = lowered.only().body.as_ref().unwrap();
    let Content::Multipart { parts, .. } = &body.contents[0].content else {
        panic!("{:?}", body.contents)
    };
    parts.iter().map(|one| part(lowered, one)).collect()
}

#[test]
fn parts_are_files_text_or_json() {
    let lowered = sent(
        "multipart/form-data: { schema: { type: object, required: [file], properties: {
            file: { type: string, format: binary }, files: { type: array, items: { type: string, format: binary } },
            name: { type: string }, mode: { type: string, enum: [a, b] }, tags: { type: array, items: { type: string } },
            meta: { type: object, properties: { x: { type: string } } }, any: {} } } }",
    );
    assert_eq!(
        parts(&lowered),
        [
            "any?: json Json",
            "file: file",
            "files?[]: file",
            "meta?: json SendBodyMeta",
            "mode?: text SendBodyMode",
            "name?: text String",
            "tags?[]: text String",
        ]
    );
}

#[test]
fn the_encoding_says_what_a_part_is() {
    let lowered = sent(
        "multipart/form-data: { schema: { type: object, properties: { a: { type: string }, b: { type: string } } },
            encoding: { a: { contentType: image/png } } }",
    );
    assert_eq!(parts(&lowered), ["a?: file", "b?: text String"]);
}

#[test]
fn a_style_lays_out_lists_and_flat_objects_in_parts() {
    let lowered = sent(
        "multipart/form-data: { schema: { type: object, properties: {
            deep: { type: object, properties: { x: { type: array, items: { type: string } } } },
            files: { type: array, items: { type: string, format: binary } }, list: { type: array, items: { type: string } },
            nested: { type: object, properties: { x: { type: array, items: { type: string } } } },
            object: { type: object, properties: { x: { type: integer } } }, text: { type: string } } },
            encoding: { deep: { style: deepObject }, files: { style: form }, list: { style: pipeDelimited }, nested: { style: form },
                object: { style: form, contentType: application/json }, text: { style: form } } }",
    );
    assert_eq!(
        parts(&lowered),
        [
            "deep?: DeepObject false SendBodyDeep",
            "files?[]: file",
            "list?: PipeDelimited false Vec<String>",
            "nested?: json SendBodyNested",
            "object?: Form true SendBodyObject",
            "text?: text String",
        ]
    );
}

#[test]
fn a_multipart_body_without_parts_is_bytes() {
    let lowered = sent("multipart/mixed: { schema: { type: string, format: binary } }");
    let body = lowered.only().body.as_ref().unwrap();
    assert_eq!(body.contents[0].content, Content::Bytes);
    assert_eq!(body.contents[0].media_type, "multipart/mixed");
}

#[test]
fn properties_of_a_form_that_are_written_otherwise_are_listed() {
    let lowered = sent(
        "application/x-www-form-urlencoded: { schema: { type: object, properties: { a: { type: array, items: { type: string } } } },
            encoding: { a: { style: deepObject, explode: true, x-codegen-explode: true }, b: { contentType: application/json }, c: { contentType: text/plain } } }",
    );
    let body = lowered.only().body.as_ref().unwrap();
    let Content::Form { encoding, .. } = &body.contents[0].content else {
        panic!()
    };
    let list: Vec<(&str, &ParamEncoding)> = encoding
        .iter()
        .map(|one| (one.property.as_str(), &one.encoding))
        .collect();
    assert_eq!(
        list,
        [
            (
                "a",
                &ParamEncoding::Style {
                    style: Style::DeepObject,
                    explode: true,
                    allow_reserved: false
                }
            ),
            ("b", &ParamEncoding::Content("application/json".to_owned())),
        ]
    );
}

#[test]
fn a_form_that_is_no_object_is_any_json() {
    let lowered = sent("application/x-www-form-urlencoded: { schema: { type: string } }");
    let body = lowered.only().body.as_ref().unwrap();
    assert_eq!(lowered.content(&body.contents[0].content), "form Json");
}

#[test]
fn parts_by_position_are_bytes_and_that_is_said() {
    for (what, reason) in [
        (
            "x-codegen-prefix-encoding: [{ contentType: image/png }]",
            Reason::Unsupported,
        ),
        (
            "x-codegen-item-schema: { type: string }",
            Reason::Unsupported,
        ),
        (
            "schema: { type: array, items: { type: string } }",
            Reason::Open,
        ),
    ] {
        let lowered = paths(&format!(
            "/a: {{ post: {{ operationId: a, requestBody: {{ content: {{ multipart/mixed: {{ {what} }} }} }}, responses: {{}} }} }}"
        ));
        assert_eq!(
            lowered.only().body.as_ref().unwrap().contents[0].content,
            Content::Bytes
        );
        let said = lowered.api.approximations.iter().map(|it| it.reason);
        assert_eq!(said.collect::<Vec<_>>(), [reason], "{what}");
    }
}
