//! Operations: what is sent and what comes back.

use super::{
    Docs, FieldName, FnName, ModuleName, Paging, Requirement, Type, TypeName, VariantName,
};

/// The operations of one tag.
#[derive(Debug, Clone)]
pub struct Handle {
    /// The tag as the document writes it.
    pub tag: String,
    /// Module and accessor name: `client.agents()`.
    pub module: ModuleName,
    /// Type name: `Agents`.
    pub name: TypeName,
    /// The tag's prose.
    pub docs: Docs,
    /// Sorted by path and method.
    pub operations: Vec<Operation>,
}

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Method name, unique in its handle: `run_agent_asynchronously`.
    pub name: FnName,
    /// `operationId`, if the document has one.
    pub id: Option<String>,
    /// HTTP method.
    pub method: Method,
    /// Path template as the document writes it.
    pub path: String,
    /// The path template, taken apart.
    pub segments: Vec<PathSegment>,
    /// JSON pointer in the lowered document.
    pub pointer: String,
    /// Prose.
    pub docs: Docs,
    /// In the order in which the template names them.
    pub path_params: Vec<Param>,
    /// Query, header and cookie parameters, in the document's order.
    pub params: Vec<Param>,
    /// Name of the struct that holds `params`; absent when there are none.
    pub params_name: Option<TypeName>,
    /// What is sent.
    pub body: Option<RequestBody>,
    /// What comes back when the call succeeds.
    pub success: Success,
    /// Documented answers that are errors, sorted: codes, then ranges, then default.
    pub errors: Vec<ResponseCase>,
    /// Name of the enum of `errors`; absent when none of them is documented.
    pub error_name: Option<TypeName>,
    /// What the document says of the headers of answers; absent when it says nothing.
    pub headers: Option<AnswerHeaders>,
    /// Alternatives, each a set of schemes that are needed together. Empty: no credentials. An empty alternative:
    /// credentials are optional.
    pub security: Vec<Vec<Requirement>>,
    /// `servers` of the operation or path item, where they differ from the document's.
    pub server: Option<String>,
    /// How it gives a list in pages, if that is settled.
    pub paging: Option<Paging>,
}

/// HTTP methods: the fixed ones of the path item object, and those of OpenAPI 3.2's `additionalOperations`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// GET.
    Get,
    /// PUT.
    Put,
    /// POST.
    Post,
    /// DELETE.
    Delete,
    /// OPTIONS.
    Options,
    /// HEAD.
    Head,
    /// PATCH.
    Patch,
    /// TRACE.
    Trace,
    /// Another token, in the case in which the document writes it (QUERY included).
    Other(String),
}

impl Method {
    /// The method token as it goes over the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Other(token) => token,
        }
    }
}

/// A piece of a path template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathSegment {
    /// Text, sent as it is.
    Literal(String),
    /// A `{name}` of this path parameter's wire name.
    Param(String),
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Param {
    /// Rust name.
    pub ident: FieldName,
    /// Name on the wire.
    pub wire: String,
    /// Where it goes.
    pub location: Location,
    /// How its value is written.
    pub encoding: ParamEncoding,
    /// Whether the call makes no sense without it.
    pub required: bool,
    /// Type of the value, without the `Option` that an optional parameter adds.
    pub ty: Type,
    /// Prose.
    pub docs: Docs,
    /// `default`: documented, never sent on the caller's behalf.
    pub default: Option<serde_json::Value>,
}

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// The whole query string (OpenAPI 3.2 `in: querystring`).
    QueryString,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

/// How a parameter's value is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParamEncoding {
    /// `style` and `explode`.
    Style {
        /// How arrays and objects are laid out.
        style: Style,
        /// Whether each item is a pair of its own.
        explode: bool,
        /// Reserved characters are sent as they are.
        allow_reserved: bool,
    },
    /// `content`: the value is one text of this media type (JSON in practice).
    Content(String),
}

/// How arrays and objects are laid out in a parameter (OpenAPI 3.1, *Style Values*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// `;color=blue`
    Matrix,
    /// `.blue`
    Label,
    /// `blue,black`
    Simple,
    /// `color=blue`
    Form,
    /// `color=blue` in a cookie, and nothing is escaped (OpenAPI 3.2).
    Cookie,
    /// `blue%20black`
    SpaceDelimited,
    /// `blue|black`
    PipeDelimited,
    /// `color[R]=100`
    DeepObject,
}

/// What is sent as a body.
#[derive(Debug, Clone)]
pub struct RequestBody {
    /// Whether the call makes no sense without it. A body whose schema has required fields counts as required.
    pub required: bool,
    /// Prose.
    pub docs: Docs,
    /// What it may be; never empty. With more than one, the caller chooses by the variants of `choice`.
    pub contents: Vec<BodyContent>,
    /// Name of the enum over `contents`, when there are several.
    pub choice: Option<TypeName>,
}

/// One media type of a request body.
#[derive(Debug, Clone)]
pub struct BodyContent {
    /// `Content-Type` to send.
    pub media_type: String,
    /// Variant name in the choice enum.
    pub ident: VariantName,
    /// What the body holds.
    pub content: Content,
}

/// What a body holds and how it is written.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Nothing.
    Empty,
    /// JSON (`application/json`, `+json`).
    Json(Type),
    /// `application/x-www-form-urlencoded`: the type is a struct, a map or JSON; `encoding` overrides by property.
    Form {
        /// What is encoded.
        ty: Type,
        /// Properties that are not written in the default way (form, explode).
        encoding: Vec<Encoding>,
    },
    /// `multipart/*`. Only sent, never read.
    Multipart {
        /// Name of the struct that holds the parts.
        name: TypeName,
        /// The parts.
        parts: Vec<Part>,
    },
    /// Text: `String`.
    Text,
    /// Anything else: sent from bytes or a stream, read as a stream of bytes.
    Bytes,
    /// `text/event-stream`, read as a stream of events whose data is this JSON type (or text).
    Events(Type),
    /// `application/jsonl`, `application/x-ndjson`, `application/json-seq`: read as a stream of JSON values.
    JsonLines(Type),
}

/// How one property of a form is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoding {
    /// JSON key of the property.
    pub property: String,
    /// How.
    pub encoding: ParamEncoding,
}

/// A part of a multipart body.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Rust name of the field.
    pub ident: FieldName,
    /// Name of the part.
    pub wire: String,
    /// Whether it must be there.
    pub required: bool,
    /// Whether there may be several of that name (the schema is an array).
    pub repeated: bool,
    /// What it holds.
    pub kind: PartKind,
    /// `Content-Type` of the part, where the document's `encoding` gives one.
    pub content_type: Option<String>,
    /// Prose.
    pub docs: Docs,
}

/// What a part holds.
#[derive(Debug, Clone, PartialEq)]
pub enum PartKind {
    /// A file: bytes or a stream with a name and a type.
    File,
    /// A scalar, written as text.
    Text(Type),
    /// Anything else, written as JSON.
    Json(Type),
    /// A list or an object in a style: a part of text for each pair that comes of it. Never repeated: the type is the whole.
    Styled {
        /// What is written.
        ty: Type,
        /// How it is laid out.
        style: Style,
        /// Whether each item is a pair of its own.
        explode: bool,
    },
}

/// What comes back when the call succeeds.
#[derive(Debug, Clone)]
pub struct Success {
    /// How it is given to the caller.
    pub kind: SuccessKind,
    /// Documented successes, sorted: codes, then ranges, then default. Empty when none is documented.
    pub cases: Vec<ResponseCase>,
    /// Another way to read the same success: as a stream, by a second method. For a status that documents an event
    /// stream or JSON lines beside plain JSON.
    pub stream: Option<StreamSuccess>,
    /// The `Accept` header: all media types of the documented successes, in order; absent when there are none.
    pub accept: Option<String>,
}

/// The documented headers of all answers of an operation.
#[derive(Debug, Clone)]
pub struct AnswerHeaders {
    /// Name of the struct that holds them.
    pub name: TypeName,
    /// Sorted by name.
    pub headers: Vec<AnswerHeader>,
}

/// A header of an answer. None of them can be relied on: each status has its own.
#[derive(Debug, Clone)]
pub struct AnswerHeader {
    /// Rust name.
    pub ident: FieldName,
    /// Name on the wire.
    pub wire: String,
    /// What it holds; of a list, one item.
    pub ty: Type,
    /// How it is written.
    pub form: HeaderForm,
    /// Prose.
    pub docs: Docs,
}

/// Whether a name can be that of a header (RFC 9110, *Tokens*).
#[must_use]
pub fn is_header_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// How a header of an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderForm {
    /// One value.
    Value,
    /// Values parted by commas.
    List,
    /// JSON text.
    Json,
}

/// A success read as a stream.
#[derive(Debug, Clone)]
pub struct StreamSuccess {
    /// Name of the second method: `create_chat_stream`.
    pub name: FnName,
    /// What to ask for in `Accept`.
    pub media_type: String,
    /// [`Content::Events`] or [`Content::JsonLines`].
    pub content: Content,
}

/// How a success is given to the caller.
#[derive(Debug, Clone)]
pub enum SuccessKind {
    /// All documented successes hold the same: the caller gets just that.
    One(Content),
    /// They differ: an enum of this name, one variant a case.
    Many(TypeName),
}

/// One documented answer, for one media type. A response with several media types that decode differently gives
/// several cases of one status.
#[derive(Debug, Clone)]
pub struct ResponseCase {
    /// When it applies.
    pub status: StatusSpec,
    /// Variant name in the success or error enum.
    pub ident: VariantName,
    /// The document's description of the response.
    pub description: Option<String>,
    /// Media type, for answers that have content.
    pub media_type: Option<String>,
    /// What it holds.
    pub content: Content,
}

/// Which statuses an answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusSpec {
    /// `404`
    Code(u16),
    /// `4XX`, by its first digit.
    Range(u8),
    /// `default`
    Default,
}

impl Operation {
    /// `POST /api/agents/{agentId}/run-async`: how this operation is named to people and in the configuration.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{} {}", self.method.as_str(), self.path)
    }
}

impl Content {
    /// The type that a JSON body holds.
    #[must_use]
    pub fn json(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) => Some(ty),
            _ => None,
        }
    }
}
