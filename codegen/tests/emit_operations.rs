//! What operations become: arguments, how each is written, and how the answer is read.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod emit_sample;

use codegen::model::*;
use emit_sample::*;

/// The file of a handle with one operation.
fn api_of(operation: Operation) -> String {
    let mut files = files(&api(
        vec![handle("things", vec![operation])],
        Types::default(),
    ));
    files.remove("api/things.rs").unwrap()
}

/// The file of types of such a handle.
fn models_of(operation: Operation) -> String {
    let mut files = files(&api(
        vec![handle("things", vec![operation])],
        Types::default(),
    ));
    files.remove("models/things.rs").unwrap()
}

fn styled(mut param: Param, style: Style, explode: bool, allow_reserved: bool) -> Param {
    param.encoding = ParamEncoding::Style {
        style,
        explode,
        allow_reserved,
    };
    param
}

fn content(media_type: &str, ident: &str, content: Content) -> BodyContent {
    BodyContent {
        media_type: media_type.to_owned(),
        ident: name(ident),
        content,
    }
}

fn body(contents: Vec<BodyContent>, required: bool) -> Option<RequestBody> {
    Some(RequestBody {
        required,
        docs: Docs::default(),
        choice: (contents.len() > 1).then(|| name("CallBody")),
        contents,
    })
}

#[test]
fn a_path_argument_is_taken_as_cheaply_as_its_type_allows() {
    let mut call = operation("call", Method::Get, "/{a}/{b}/{c}/{d}");
    call.path_params = vec![
        param("a", Location::Path, true, string()),
        param("b", Location::Path, true, Type::Scalar(Scalar::I64)),
        param("c", Location::Path, true, Type::Scalar(Scalar::Date)),
        param("d", Location::Path, true, Type::List(Box::new(string()))),
    ];
    assert_has(
        &api_of(call),
        "pub fn call(&self, a: &str, b: i64, c: &runtime::Date, d: &[String]) -> runtime::Call<()> {
            runtime::Request::new(&self.client, &CALL)
                .path(\"a\", &a).path(\"b\", &b).path(\"c\", &c).path(\"d\", &d)
                .returning(runtime::decode::empty)
        }",
    );
}

#[test]
fn a_path_argument_called_body_or_params_gives_way_to_nobody() {
    let mut call = operation("call", Method::Post, "/{body}/{params}");
    call.path_params = vec![
        param("body", Location::Path, true, string()),
        param("params", Location::Path, true, string()),
    ];
    call.params = vec![param("q", Location::Query, false, string())];
    call.params_name = Some(name("CallParams"));
    call.body = body(
        vec![content(
            "application/json",
            "json",
            Content::Json(Type::Json),
        )],
        true,
    );
    assert_has(
        &api_of(call),
        "pub fn call(&self, body: &str, params: &str, request_body: serde_json::Value,
            request_params: models::CallParams) -> runtime::Call<()> {
            runtime::Request::new(&self.client, &CALL)
                .path(\"body\", &body).path(\"params\", &params)
                .query(\"q\", &request_params.q)
                .json(&request_body)",
    );
}

#[test]
fn each_place_and_style_has_its_step() {
    let mut call = operation("call", Method::Get, "/{p}");
    let query = |wire: &str| param(wire, Location::Query, true, string());
    let header = |wire: &str| param(wire, Location::Header, true, string());
    let cookie = |wire: &str| param(wire, Location::Cookie, true, string());
    let json = |mut param: Param| {
        param.encoding = ParamEncoding::Content("application/json".to_owned());
        param
    };
    call.path_params = vec![styled(
        param("p", Location::Path, true, string()),
        Style::Matrix,
        true,
        false,
    )];
    let mut free = call.clone();
    if let [p] = free.path_params.as_mut_slice() {
        *p = styled(p.clone(), Style::Simple, false, true);
    }
    assert_has(
        &api_of(free),
        ".path_reserved(\"p\", &p, runtime::Style::Simple, false)",
    );
    call.params = vec![
        query("a"),
        styled(query("b"), Style::Form, false, false),
        styled(query("c"), Style::DeepObject, true, false),
        styled(query("d"), Style::Form, true, true),
        json(query("e")),
        param("f", Location::QueryString, true, string()),
        header("g"),
        styled(header("h"), Style::Simple, true, false),
        json(header("i")),
        cookie("j"),
        styled(cookie("k"), Style::Form, false, false),
        json(cookie("l")),
        styled(cookie("m"), Style::Cookie, true, false),
        styled(cookie("n"), Style::Form, true, true),
    ];
    call.params_name = Some(name("CallParams"));
    assert_has(
        &api_of(call),
        ".path_styled(\"p\", &p, runtime::Style::Matrix, true)
        .query(\"a\", &params.a)
        .query_styled(\"b\", &params.b, runtime::Style::Form, false)
        .query_styled(\"c\", &params.c, runtime::Style::DeepObject, true)
        .query_reserved(\"d\", &params.d, runtime::Style::Form, true)
        .query_content(\"e\", &params.e)
        .query_string(&params.f)
        .header(\"g\", &params.g)
        .header_styled(\"h\", &params.h, true)
        .header_content(\"i\", &params.i)
        .cookie(\"j\", &params.j)
        .cookie_styled(\"k\", &params.k, false)
        .cookie_content(\"l\", &params.l)
        .cookie_plain(\"m\", &params.m, true)
        .cookie_reserved(\"n\", &params.n, true)",
    );
}

#[test]
fn each_kind_of_body_has_its_step() {
    let encoding = vec![Encoding {
        property: "tags".to_owned(),
        encoding: ParamEncoding::Style {
            style: Style::PipeDelimited,
            explode: false,
            allow_reserved: false,
        },
    }];
    let form = Content::Form {
        ty: Type::Json,
        encoding,
    };
    for (media_type, held, argument, step) in [
        (
            "application/json",
            Content::Json(Type::Json),
            "body: serde_json::Value",
            ".json(&body)",
        ),
        (
            "application/a+json",
            Content::Json(Type::Json),
            "body: serde_json::Value",
            ".json_as(\"application/a+json\", &body)",
        ),
        (
            "application/x-www-form-urlencoded",
            form,
            "body: serde_json::Value",
            ".form(&body, &[(\"tags\", runtime::Style::PipeDelimited, false)])",
        ),
        (
            "text/csv",
            Content::Text,
            "body: impl Into<String>",
            ".text(\"text/csv\", body.into())",
        ),
        (
            "image/png",
            Content::Bytes,
            "body: impl Into<runtime::Body>",
            ".bytes(\"image/png\", body)",
        ),
    ] {
        let mut call = operation("call", Method::Post, "/");
        call.body = body(vec![content(media_type, "it", held)], true);
        let file = api_of(call);
        assert_has(
            &file,
            &format!("pub fn call(&self, {argument}) -> runtime::Call<()>"),
        );
        assert_has(&file, &format!("&CALL){step}.returning"));
    }
}

#[test]
fn an_optional_body_is_an_option() {
    let mut call = operation("call", Method::Post, "/");
    call.body = body(vec![content("text/plain", "it", Content::Text)], false);
    assert_has(
        &api_of(call),
        "pub fn call(&self, body: Option<String>) -> runtime::Call<()> {
            runtime::Request::new(&self.client, &CALL)
                .optional(body, |request, body| request.text(\"text/plain\", body))",
    );
}

#[test]
fn several_bodies_are_a_choice() {
    let contents = || {
        vec![
            content("application/json", "json", Content::Json(string())),
            content("image/png", "png", Content::Bytes),
        ]
    };
    let mut call = operation("call", Method::Post, "/");
    call.body = body(contents(), true);
    assert_has(
        &models_of(call.clone()),
        "#[derive(Debug)] #[non_exhaustive] pub enum CallBody {
            /// As `application/json`.
            Json(String),
            /// As `image/png`.
            Png(runtime::Body)
        }",
    );
    assert_has(
        &api_of(call.clone()),
        "let request = match body {
            models::CallBody::Json(body) => request.json(&body),
            models::CallBody::Png(body) => request.bytes(\"image/png\", body)
        };",
    );
    call.body = body(contents(), false);
    assert_has(
        &api_of(call),
        ".optional(body, |request, body| match body {",
    );
}

#[test]
fn a_success_that_is_also_a_stream_has_a_second_method() {
    let mut call = operation("call", Method::Post, "/");
    call.success = Success {
        kind: SuccessKind::One(Content::Json(Type::Json)),
        cases: Vec::new(),
        stream: Some(StreamSuccess {
            name: name("callStream"),
            media_type: "text/event-stream".to_owned(),
            content: Content::Events(Type::Json),
        }),
        accept: Some("application/json".to_owned()),
    };
    let file = api_of(call);
    assert_has(
        &file,
        "\"things.call\", \"POST\", \"/\").accept(\"application/json\");",
    );
    assert_has(
        &file,
        "\"things.call_stream\", \"POST\", \"/\").accept(\"text/event-stream\");",
    );
    assert_has(
        &file,
        "pub fn call_stream(&self) -> runtime::Call<runtime::EventStream<serde_json::Value>> {
            runtime::Request::new(&self.client, &CALL_STREAM).streaming(runtime::decode::events)
        }",
    );
}

#[test]
fn each_kind_of_success_has_its_end() {
    for (held, ty, end) in [
        (
            Content::Json(string()),
            "String",
            "returning(runtime::decode::json)",
        ),
        (Content::Text, "String", "returning(runtime::decode::text)"),
        (
            Content::Bytes,
            "runtime::ByteStream",
            "streaming(runtime::decode::byte_stream)",
        ),
        (
            Content::Events(string()),
            "runtime::EventStream<String>",
            "streaming(runtime::decode::text_events)",
        ),
        (
            Content::JsonLines(Type::Json),
            "runtime::JsonLines<serde_json::Value>",
            "streaming(runtime::decode::json_lines)",
        ),
    ] {
        let mut call = operation("call", Method::Get, "/");
        call.success.kind = SuccessKind::One(held);
        let file = api_of(call);
        assert_has(&file, &format!("-> runtime::Call<{ty}> {{"));
        assert_has(&file, &format!(".{end} }}"));
    }
}

#[test]
fn answers_are_told_by_status_then_media_type_then_range_then_default() {
    let typed = |status, ident: &str, media_type: &str, content| ResponseCase {
        media_type: Some(media_type.to_owned()),
        ..case(status, ident, content)
    };
    let mut call = operation("call", Method::Get, "/");
    call.error_name = Some(name("CallError"));
    call.errors = vec![
        typed(
            StatusSpec::Code(400),
            "BadText",
            "text/plain",
            Content::Text,
        ),
        typed(
            StatusSpec::Code(400),
            "BadJson",
            "application/json",
            Content::Json(Type::Json),
        ),
        case(StatusSpec::Code(404), "NotFound", Content::Empty),
        case(StatusSpec::Range(5), "Server", Content::Bytes),
        case(StatusSpec::Default, "Other", Content::Json(string())),
    ];
    assert_has(
        &models_of(call),
        "let decoded = match answer.status() {
            400 if answer.is(\"text/plain\") => Ok(Self::BadText(answer.text())),
            400 => answer.json().map(Self::BadJson),
            404 => Ok(Self::NotFound),
            500..=599 => Ok(Self::Server(answer.bytes())),
            _ => answer.json().map(Self::Other)
        };",
    );
}

#[test]
fn a_default_alone_needs_no_status() {
    let mut call = operation("call", Method::Get, "/");
    call.error_name = Some(name("CallError"));
    call.errors = vec![case(StatusSpec::Default, "Other", Content::Empty)];
    assert_has(
        &models_of(call),
        "fn decode(_: &runtime::Answer) -> Option<Result<Self, runtime::DecodeError>> { Some(Ok(Self::Other)) }",
    );
}

#[test]
fn names_that_differ_only_as_constants_get_constants_that_differ() {
    // Capitals of both are the same.
    let operations = ["straße", "strasse"].map(|text| operation(text, Method::Get, "/"));
    let mut files = files(&api(
        vec![handle("things", operations.to_vec())],
        Types::default(),
    ));
    let file = files.remove("api/things.rs").unwrap();
    assert_has(&file, "pub const STRASSE: runtime::Operation");
    assert_has(&file, "pub const STRASSE_: runtime::Operation");
}

#[test]
fn documented_headers_are_read_into_a_struct() {
    let mut call = operation("call", Method::Get, "/");
    let header = |wire: &str, ident: &str, ty, form| AnswerHeader {
        ident: name(ident),
        wire: wire.to_owned(),
        ty,
        form,
        docs: Docs::default(),
    };
    call.headers = Some(AnswerHeaders {
        name: name("CallHeaders"),
        headers: vec![
            header(
                "X-Left",
                "x_left",
                Type::Scalar(Scalar::I64),
                HeaderForm::Value,
            ),
            header("Tags", "tags", string(), HeaderForm::List),
            header("Meta", "meta", Type::Json, HeaderForm::Json),
        ],
    });
    let models = models_of(call.clone());
    assert_has(
        &models,
        "pub struct CallHeaders {
            /// The `X-Left` header.
            pub x_left: Option<i64>,
            /// The `Tags` header.
            pub tags: Option<Vec<String>>,
            /// The `Meta` header.
            pub meta: Option<serde_json::Value>,
        }
        impl From<&http::HeaderMap> for CallHeaders {
            fn from(headers: &http::HeaderMap) -> Self {
                Self {
                    x_left: runtime::header::value(headers, \"X-Left\"),
                    tags: runtime::header::list(headers, \"Tags\"),
                    meta: runtime::header::json(headers, \"Meta\"),
                }
            }
        }",
    );
    assert_has(
        &api_of(call),
        "/// [`CallHeaders`](models::CallHeaders) reads the headers that the document describes.",
    );
}

#[test]
fn a_property_of_a_form_can_be_json() {
    let mut call = operation("call", Method::Post, "/");
    let form = Content::Form {
        ty: Type::JsonObject,
        encoding: vec![Encoding {
            property: "filter".to_owned(),
            encoding: ParamEncoding::Content("application/json".to_owned()),
        }],
    };
    call.body = body(
        vec![content("application/x-www-form-urlencoded", "Form", form)],
        true,
    );
    assert_has(&api_of(call), ".form_as(&body, &[], &[\"filter\"])");
}

#[test]
fn a_range_leaves_out_codes_at_its_ends_that_have_arms_of_their_own() {
    let mut call = operation("call", Method::Get, "/");
    let case = |status, ident: &str, content| ResponseCase {
        status,
        ident: name(ident),
        description: None,
        media_type: None,
        content,
    };
    call.success.kind = SuccessKind::Many(name("CallResponse"));
    call.success.cases = vec![
        case(StatusSpec::Code(200), "Ok", Content::Text),
        case(StatusSpec::Code(201), "Created", Content::Empty),
        case(StatusSpec::Range(2), "Success", Content::Bytes),
    ];
    assert_has(&api_of(call), "202..=299 => ");
}
