//! Changes, each with a program that uses what it is about. `CX` and `cx` stand for the name of the case.

/// `GET /cx`, which answers with the schema `CX`.
macro_rules! read {
    ($schema:literal) => {
        concat!(
            "/cx:\n  get:\n    tags: [CX]\n    operationId: getCx\n    responses: {'200': {description: d, content: {application/json: ",
            "{schema: {$ref: '#/components/schemas/CX'}}}}}\nschemas:\nCX: ",
            $schema,
            "\n"
        )
    };
}

/// `POST /cx`, whose body is the schema `CX`.
macro_rules! send {
    ($schema:literal) => {
        concat!(
            "/cx:\n  post:\n    tags: [CX]\n    operationId: sendCx\n    requestBody: {required: true, content: {application/json: ",
            "{schema: {$ref: '#/components/schemas/CX'}}}}\n    responses: {'204': {description: d}}\nschemas:\nCX: ",
            $schema,
            "\n"
        )
    };
}

/// `GET /cx` and more path, with this tag and this id, and one line more.
macro_rules! operation {
    ($path:literal, $tag:literal, $id:literal, $more:literal) => {
        concat!(
            "/cx",
            $path,
            ":\n  get:\n    tags: [",
            $tag,
            "]\n    operationId: ",
            $id,
            "\n    ",
            $more,
            "\n    responses: {'204': {description: d}}\n"
        )
    };
}

mod operations;
mod types;

/// A change.
#[derive(Clone, Copy)]
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) old: &'static str,
    pub(crate) new: &'static str,
    /// Code that compiles against the client of `old`.
    pub(crate) caller: &'static str,
}

/// All of them.
pub(crate) fn cases() -> Vec<Case> {
    [types::CASES, operations::CASES].concat()
}
