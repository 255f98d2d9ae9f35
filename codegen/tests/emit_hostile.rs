//! Text of the document never becomes code: whatever stands in it, the items are those of a harmless document.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod emit_sample;
#[cfg(test)]
mod hostile_text;

use codegen::model::*;
use emit_sample::*;
use hostile_text::{HOSTILE, shape};

/// Documentation with the text in every place.
fn all_docs(text: &str) -> Docs {
    Docs {
        summary: Some(text.to_owned()),
        description: Some(text.to_owned()),
        deprecated: false,
        notes: vec![text.to_owned()],
        examples: vec![text.into()],
        external: Some((text.to_owned(), Some(text.to_owned()))),
    }
}

/// An API with the text in every position that a document's text can get to.
fn everywhere(text: &str) -> Api {
    let mut types = Types::default();
    let values = types.add(TypeDef {
        docs: all_docs(text),
        ..component(
            "Values",
            Shape::Enum(Enum {
                variants: vec![Variant {
                    ident: name("value"),
                    value: EnumValue::Str(text.to_owned()),
                    docs: all_docs(text),
                }],
                open: true,
            }),
        )
    });
    let odd = types.add(component(
        "Odd",
        Shape::Enum(Enum {
            variants: vec![Variant {
                ident: name("value"),
                value: EnumValue::Json(serde_json::json!({ text: [text] })),
                docs: all_docs(text),
            }],
            open: false,
        }),
    ));
    let object = types.add(TypeDef {
        docs: all_docs(text),
        owner: Owner::Component(text.to_owned()),
        pointer: text.to_owned(),
        ..component(
            "Object",
            object(vec![Field {
                ident: name("field"),
                docs: all_docs(text),
                default: Some(text.into()),
                ..field(text, Type::Named(values), Presence::Optional)
            }]),
        )
    });
    let mut branch = branch("object", Type::Named(object));
    branch.docs = all_docs(text);
    branch.discriminator_values = vec![text.to_owned()];
    branch.outline = codegen::model::Outline {
        kinds: vec![JsonKind::Object],
        required: vec![text.to_owned()],
        known: vec![format!("{text}2")],
        constants: vec![(
            text.to_owned(),
            vec![text.into(), serde_json::json!([text])],
        )],
        closed: false,
        holds_others: false,
        drops_null: vec![text.to_owned()],
        impossible: vec![text.to_owned()],
    };
    types.add(component(
        "Union",
        Shape::Union(Union {
            branches: vec![branch, emit_sample::branch("odd", Type::Named(odd))],
            discriminator: Some(text.to_owned()),
        }),
    ));
    let mut api = api(vec![handle("things", vec![call(text, object)])], types);
    api.title = text.to_owned();
    api.version = text.to_owned();
    api.description = Some(text.to_owned());
    api.servers[0].url = text.to_owned();
    api.schemes = vec![Scheme {
        name: text.to_owned(),
        description: Some(text.to_owned()),
        kind: SchemeKind::HeaderKey(text.to_owned()),
        token_url: Some(text.to_owned()),
    }];
    api.handles[0].tag = text.to_owned();
    api.handles[0].docs = all_docs(text);
    api
}

fn call(text: &str, object: TypeId) -> Operation {
    let hostile_param = |ident: &str, location| Param {
        ident: name(ident),
        docs: all_docs(text),
        ..param(text, location, true, string())
    };
    let mut call = operation("call", Method::Other(text.to_owned()), "/x");
    call.path = text.to_owned();
    call.segments = vec![PathSegment::Literal(text.to_owned())];
    call.docs = all_docs(text);
    call.path_params = vec![hostile_param("id", Location::Path)];
    call.params = vec![
        hostile_param("a", Location::Query),
        hostile_param("b", Location::Header),
        hostile_param("c", Location::Cookie),
    ];
    call.params_name = Some(name("CallParams"));
    call.body = Some(RequestBody {
        required: true,
        docs: all_docs(text),
        contents: vec![
            BodyContent {
                media_type: text.to_owned(),
                ident: name("json"),
                content: Content::Json(Type::Named(object)),
            },
            BodyContent {
                media_type: text.to_owned(),
                ident: name("text"),
                content: Content::Text,
            },
            BodyContent {
                media_type: text.to_owned(),
                ident: name("form"),
                content: Content::Multipart {
                    name: name("CallForm"),
                    parts: vec![Part {
                        ident: name("part"),
                        wire: text.to_owned(),
                        required: true,
                        repeated: false,
                        kind: PartKind::Json(string()),
                        content_type: Some(text.to_owned()),
                        docs: all_docs(text),
                    }],
                },
            },
        ],
        choice: Some(name("CallBody")),
    });
    call.success.accept = Some(text.to_owned());
    let hostile_case = |ident: &str, content| ResponseCase {
        description: Some(text.to_owned()),
        media_type: Some(text.to_owned()),
        ..case(StatusSpec::Code(400), ident, content)
    };
    call.errors = vec![
        hostile_case("first", Content::Text),
        hostile_case("second", Content::Json(Type::Named(object))),
    ];
    call.error_name = Some(name("CallError"));
    call.security = vec![vec![Requirement {
        scheme: text.to_owned(),
        scopes: vec![text.to_owned()],
    }]];
    call.server = Some(text.to_owned());
    call
}

#[test]
fn hostile_text_declares_nothing() {
    let harmless = shape(&files(&everywhere("harmless")));
    for text in HOSTILE {
        assert_eq!(shape(&files(&everywhere(text))), harmless, "{text:?}");
    }
}

#[test]
fn the_same_api_becomes_the_same_bytes() {
    let first = files(&everywhere("text"));
    for _ in 0..3 {
        assert_eq!(files(&everywhere("text")), first);
    }
}

#[test]
fn every_line_of_a_comment_is_a_comment() {
    for text in HOSTILE {
        for (path, text) in files(&everywhere(text)) {
            for line in text.lines().filter(|line| line.contains("evil")) {
                let line = line.trim_start();
                assert!(
                    line.starts_with("//") || line.contains('"'),
                    "{path}: {line}"
                );
            }
        }
    }
}
