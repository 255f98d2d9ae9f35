//! Statuses: which of them an answer is documented for, and what they are called.

use openapiv3::StatusCode;

use crate::model::StatusSpec;

/// The status of a response in the document.
pub(super) fn spec(code: &StatusCode) -> StatusSpec {
    match code {
        StatusCode::Code(code) => StatusSpec::Code(*code),
        StatusCode::Range(digit) => StatusSpec::Range(u8::try_from(*digit).unwrap_or_default()),
    }
}

/// Whether answers of this status are successes.
pub(super) fn is_success(status: StatusSpec) -> bool {
    match status {
        StatusSpec::Code(code) => (200..300).contains(&code),
        StatusSpec::Range(digit) => digit == 2,
        StatusSpec::Default => false,
    }
}

/// Whether answers of this status never have content.
pub(super) fn is_empty(status: StatusSpec) -> bool {
    matches!(status, StatusSpec::Code(204 | 205 | 304))
}

/// Words for a status: its standard reason phrase.
pub(super) fn words(status: StatusSpec) -> String {
    match status {
        StatusSpec::Default => "default".to_owned(),
        StatusSpec::Range(1) => "informational".to_owned(),
        StatusSpec::Range(2) => "success".to_owned(),
        StatusSpec::Range(3) => "redirection".to_owned(),
        StatusSpec::Range(4) => "client error".to_owned(),
        StatusSpec::Range(5) => "server error".to_owned(),
        StatusSpec::Range(digit) => format!("status {digit}xx"),
        StatusSpec::Code(code) => {
            reason(code).map_or_else(|| format!("status {code}"), str::to_owned)
        }
    }
}

/// How the document writes it.
pub(super) fn key(status: StatusSpec) -> String {
    match status {
        StatusSpec::Default => "default".to_owned(),
        StatusSpec::Range(digit) => format!("{digit}XX"),
        StatusSpec::Code(code) => code.to_string(),
    }
}

/// The IANA registry of reason phrases.
fn reason(code: u16) -> Option<&'static str> {
    Some(match code {
        100 => "continue",
        101 => "switching protocols",
        102 => "processing",
        103 => "early hints",
        200 => "ok",
        201 => "created",
        202 => "accepted",
        203 => "non authoritative information",
        204 => "no content",
        205 => "reset content",
        206 => "partial content",
        207 => "multi status",
        208 => "already reported",
        226 => "im used",
        300 => "multiple choices",
        301 => "moved permanently",
        302 => "found",
        303 => "see other",
        304 => "not modified",
        305 => "use proxy",
        307 => "temporary redirect",
        308 => "permanent redirect",
        400 => "bad request",
        401 => "unauthorized",
        402 => "payment required",
        403 => "forbidden",
        404 => "not found",
        405 => "method not allowed",
        406 => "not acceptable",
        407 => "proxy authentication required",
        408 => "request timeout",
        409 => "conflict",
        410 => "gone",
        411 => "length required",
        412 => "precondition failed",
        413 => "payload too large",
        414 => "uri too long",
        415 => "unsupported media type",
        416 => "range not satisfiable",
        417 => "expectation failed",
        418 => "im a teapot",
        421 => "misdirected request",
        422 => "unprocessable entity",
        423 => "locked",
        424 => "failed dependency",
        425 => "too early",
        426 => "upgrade required",
        428 => "precondition required",
        429 => "too many requests",
        431 => "request header fields too large",
        451 => "unavailable for legal reasons",
        500 => "internal server error",
        501 => "not implemented",
        502 => "bad gateway",
        503 => "service unavailable",
        504 => "gateway timeout",
        505 => "http version not supported",
        506 => "variant also negotiates",
        507 => "insufficient storage",
        508 => "loop detected",
        510 => "not extended",
        511 => "network authentication required",
        _ => return None,
    })
}
