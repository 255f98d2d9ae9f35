//! A small API, built by hand, that has one of everything.
#![allow(dead_code, reason = "each test file uses what it needs")]

use codegen::model::*;

pub(crate) fn name<I: Ident>(text: &str) -> I {
    Scope::default().claim(text).unwrap()
}

pub(crate) fn docs(text: &str) -> Docs {
    Docs {
        description: Some(text.to_owned()),
        ..Docs::default()
    }
}

pub(crate) fn string() -> Type {
    Type::Scalar(Scalar::String)
}

pub(crate) fn field(wire: &str, ty: Type, presence: Presence) -> Field {
    Field {
        ident: name(wire),
        wire: wire.to_owned(),
        pointer: String::new(),
        docs: Docs::default(),
        ty,
        presence,
        default: None,
        constant: false,
        impossible: false,
        only_absent: false,
        read_only: false,
        write_only: false,
    }
}

pub(crate) fn component(text: &str, shape: Shape) -> TypeDef {
    TypeDef {
        name: name(text),
        owner: Owner::Component(text.to_owned()),
        pointer: format!("/components/schemas/{text}"),
        docs: Docs::default(),
        usage: Usage {
            request: true,
            response: true,
        },
        shape,
        reached_by: vec![0],
        in_union: false,
    }
}

pub(crate) fn object(fields: Vec<Field>) -> Shape {
    Shape::Struct(Struct {
        fields,
        additional: Additional::Ignored,
    })
}

pub(crate) fn text_enum(values: &[&str], open: bool) -> Shape {
    let mut scope = Scope::default();
    Shape::Enum(Enum {
        variants: values
            .iter()
            .map(|value| Variant {
                ident: scope.claim_first(&[value]),
                value: EnumValue::Str((*value).to_owned()),
                docs: Docs::default(),
            })
            .collect(),
        open,
    })
}

pub(crate) fn branch(text: &str, ty: Type) -> Branch {
    Branch {
        ident: name(text),
        ty,
        docs: Docs::default(),
        discriminator_values: Vec::new(),
        otherwise: false,
        outline: Outline::default(),
    }
}

pub(crate) fn param(wire: &str, location: Location, required: bool, ty: Type) -> Param {
    let (style, explode) = match location {
        Location::Path | Location::Header => (Style::Simple, false),
        _ => (Style::Form, true),
    };
    Param {
        ident: name(wire),
        wire: wire.to_owned(),
        location,
        encoding: ParamEncoding::Style {
            style,
            explode,
            allow_reserved: false,
        },
        required,
        ty,
        docs: Docs::default(),
        default: None,
    }
}

pub(crate) fn operation(text: &str, method: Method, path: &str) -> Operation {
    let segments = path.split('/').filter(|part| !part.is_empty());
    Operation {
        name: name(text),
        id: Some(text.to_owned()),
        method,
        path: path.to_owned(),
        segments: segments
            .map(|part| match part.strip_prefix('{') {
                Some(param) => PathSegment::Param(param.trim_end_matches('}').to_owned()),
                None => PathSegment::Literal(part.to_owned()),
            })
            .collect(),
        pointer: format!("/paths/{}", path.replace('/', "~1")),
        docs: Docs::default(),
        path_params: Vec::new(),
        params: Vec::new(),
        params_name: None,
        body: None,
        success: Success {
            kind: SuccessKind::One(Content::Empty),
            cases: Vec::new(),
            stream: None,
            accept: None,
        },
        errors: Vec::new(),
        error_name: None,
        headers: None,
        security: Vec::new(),
        server: None,
        paging: None,
    }
}

pub(crate) fn handle(tag: &str, operations: Vec<Operation>) -> Handle {
    Handle {
        tag: tag.to_owned(),
        module: name(tag),
        name: name(tag),
        docs: Docs::default(),
        operations,
    }
}

pub(crate) fn case(status: StatusSpec, text: &str, content: Content) -> ResponseCase {
    ResponseCase {
        status,
        ident: name(text),
        description: Some(text.to_owned()),
        media_type: Some("application/json".to_owned()),
        content,
    }
}

pub(crate) fn json_body(ty: Type, required: bool) -> RequestBody {
    RequestBody {
        required,
        docs: Docs::default(),
        contents: vec![BodyContent {
            media_type: "application/json".to_owned(),
            ident: name("json"),
            content: Content::Json(ty),
        }],
        choice: None,
    }
}

pub(crate) fn api(handles: Vec<Handle>, types: Types) -> Api {
    Api {
        title: "Sample".to_owned(),
        version: "1.0".to_owned(),
        description: None,
        servers: vec![Server {
            url: "https://example.com".to_owned(),
            description: None,
        }],
        schemes: vec![Scheme {
            name: "key".to_owned(),
            description: None,
            kind: SchemeKind::Bearer,
            token_url: None,
        }],
        handles,
        types,
        approximations: Vec::new(),
    }
}

/// Runs the emitter and the printer; nothing may be reported.
pub(crate) fn files(api: &Api) -> std::collections::BTreeMap<String, String> {
    files_with(api, &codegen::Config::default())
}

pub(crate) fn files_with(
    api: &Api,
    config: &codegen::Config,
) -> std::collections::BTreeMap<String, String> {
    let mut sink = codegen::Sink::default();
    let output = codegen::output::print(&codegen::emit::emit(api, config), &mut sink);
    assert!(!sink.has_errors(), "{sink:?}");
    output.files
}

/// One of everything that is ordinary.
pub(crate) fn sample() -> Api {
    let mut types = Types::default();
    let kind = types.add(component("jobKind", text_enum(&["job"], false)));
    let state = types.add(TypeDef {
        docs: docs("How far a job is."),
        ..component("State", text_enum(&["queued", "running", "done"], true))
    });
    let job = types.add(TypeDef {
        docs: docs("A job."),
        ..component(
            "Job",
            object(vec![
                Field {
                    docs: docs("Unique identifier."),
                    ..field("id", Type::Scalar(Scalar::Uuid), Presence::Required)
                },
                Field {
                    constant: true,
                    ..field("kind", Type::Named(kind), Presence::Required)
                },
                field("displayName", string(), Presence::Required),
                field(
                    "endedAt",
                    Type::Scalar(Scalar::DateTime),
                    Presence::Nullable,
                ),
                field("note", string(), Presence::OptionalNullable),
                field(
                    "parent",
                    Type::Boxed(Box::new(Type::Json)),
                    Presence::Optional,
                ),
                field("state", Type::Named(state), Presence::Optional),
            ]),
        )
    });
    let error = types.add(component(
        "Error",
        object(vec![field("message", string(), Presence::Required)]),
    ));
    let mut job_branch = branch("job", Type::Named(job));
    job_branch.discriminator_values = vec!["job".to_owned()];
    job_branch.outline = Outline {
        kinds: vec![JsonKind::Object],
        required: vec!["displayName".to_owned(), "id".to_owned(), "kind".to_owned()],
        known: vec!["endedAt".to_owned(), "note".to_owned()],
        constants: vec![("kind".to_owned(), vec!["job".into()])],
        closed: true,
        holds_others: false,
        drops_null: Vec::new(),
        impossible: Vec::new(),
    };
    types.add(component(
        "Event",
        Shape::Union(Union {
            branches: vec![job_branch, branch("text", string())],
            discriminator: Some("kind".to_owned()),
        }),
    ));
    types.add(component(
        "Tags",
        Shape::Alias(Type::List(Box::new(string()))),
    ));

    let mut list = operation("listJobs", Method::Get, "/jobs");
    list.docs.summary = Some("List jobs".to_owned());
    list.params = vec![
        param("limit", Location::Query, false, Type::Scalar(Scalar::I64)),
        param("X-Team", Location::Header, true, string()),
    ];
    list.params_name = Some(name("ListJobsParams"));
    list.success.kind = SuccessKind::One(Content::Json(Type::List(Box::new(Type::Named(job)))));
    list.success.accept = Some("application/json".to_owned());
    list.security = vec![vec![Requirement {
        scheme: "key".to_owned(),
        scopes: Vec::new(),
    }]];

    let mut start = operation("startJob", Method::Post, "/jobs/{jobId}/start");
    start.path_params = vec![Param {
        docs: docs("Which job."),
        ..param("jobId", Location::Path, true, Type::Scalar(Scalar::Uuid))
    }];
    start.body = Some(json_body(Type::Named(job), true));
    start.success.kind = SuccessKind::Many(name("StartJobResponse"));
    start.success.cases = vec![
        case(StatusSpec::Code(200), "Ok", Content::Json(Type::Named(job))),
        case(StatusSpec::Code(204), "NoContent", Content::Empty),
    ];
    start.errors = vec![
        case(
            StatusSpec::Code(404),
            "NotFound",
            Content::Json(Type::Named(error)),
        ),
        case(StatusSpec::Range(5), "ServerError", Content::Text),
    ];
    start.error_name = Some(name("StartJobError"));
    let mut upload = operation("upload", Method::Put, "/jobs/{jobId}/files/{name}");
    upload.path_params = vec![
        param("jobId", Location::Path, true, Type::Scalar(Scalar::Uuid)),
        param("name", Location::Path, true, string()),
    ];
    let part = |wire: &str, required, repeated, kind| Part {
        ident: name(wire),
        wire: wire.to_owned(),
        required,
        repeated,
        kind,
        content_type: None,
        docs: Docs::default(),
    };
    upload.body = Some(RequestBody {
        required: true,
        docs: Docs::default(),
        contents: vec![BodyContent {
            media_type: "multipart/form-data".to_owned(),
            ident: name("multipart"),
            content: Content::Multipart {
                name: name("UploadForm"),
                parts: vec![
                    part("file", true, false, PartKind::File),
                    part("comment", false, false, PartKind::Text(string())),
                    part("tags", false, true, PartKind::Json(Type::Json)),
                ],
            },
        }],
        choice: None,
    });
    api(vec![handle("jobs", vec![list, start, upload])], types)
}

/// Some code without white space and without commas before closing brackets, so that line breaks do not matter.
pub(crate) fn tokens(code: &str) -> String {
    let code: String = code.split_whitespace().collect();
    [")", "]", "}", ">"].iter().fold(code, |code, close| {
        code.replace(&format!(",{close}"), close)
    })
}

/// Fails unless `file` has this code in it.
#[track_caller]
pub(crate) fn assert_has(file: &str, code: &str) {
    assert!(
        tokens(file).contains(&tokens(code)),
        "no\n{code}\nin\n{file}"
    );
}
