//! Media types: what kind of content each stands for.

pub(super) use crate::spec::essence;

/// What is known of a content from its media type alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MediaKind {
    /// JSON. The first choice wherever there are several.
    Json,
    /// A form in one text.
    Form,
    /// A form in parts.
    Multipart,
    /// Text.
    Text,
    /// Anything else.
    Bytes,
    /// Server-sent events.
    Events,
    /// JSON values one after the other.
    JsonLines,
}

impl MediaKind {
    /// The kind of a media type, parameters and case aside.
    pub(super) fn of(media_type: &str) -> Self {
        let essence = essence(media_type);
        match essence.as_str() {
            "application/json" | "text/json" | "application/x-json" | "application/*" | "*/*"
            | "json" | "" => Self::Json,
            "application/x-www-form-urlencoded" => Self::Form,
            "text/event-stream" => Self::Events,
            "application/jsonl"
            | "application/x-jsonl"
            | "application/jsonlines"
            | "application/x-jsonlines"
            | "application/json-lines"
            | "application/ndjson"
            | "application/x-ndjson"
            | "application/json-seq"
            | "application/geo+json-seq" => Self::JsonLines,
            other if other.ends_with("+json") => Self::Json,
            other if other.ends_with("+json-seq") => Self::JsonLines,
            other if other.starts_with("multipart/") => Self::Multipart,
            other if is_markup(other) => Self::Bytes,
            other if other.starts_with("text/") => Self::Text,
            _ => Self::Bytes,
        }
    }

    /// A word for names.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Form => "form",
            Self::Multipart => "multipart",
            Self::Text => "text",
            Self::Bytes => "bytes",
            Self::Events => "events",
            Self::JsonLines => "lines",
        }
    }
}

/// Another way to write structured data, which is only of use where there is no JSON.
pub(super) fn is_markup(essence: &str) -> bool {
    matches!(
        essence,
        "application/xml"
            | "text/xml"
            | "application/yaml"
            | "application/x-yaml"
            | "text/yaml"
            | "text/x-yaml"
            | "application/cbor"
            | "application/msgpack"
            | "application/x-msgpack"
            | "application/x-protobuf"
            | "application/protobuf"
    ) || essence.ends_with("+xml")
        || essence.ends_with("+yaml")
        || essence.ends_with("+cbor")
}

/// What to send or ask for: a range is no media type.
pub(super) fn concrete(media_type: &str) -> String {
    match essence(media_type).as_str() {
        "*/*" | "application/*" | "json" | "" => "application/json".to_owned(),
        _ => media_type.trim().to_owned(),
    }
}

/// The word that tells a media type from others of its kind: `pdf` of `application/pdf`.
pub(super) fn subtype(media_type: &str) -> String {
    let essence = essence(media_type);
    let subtype = essence.split('/').nth(1).unwrap_or_default();
    let plain = subtype
        .trim_start_matches("x-")
        .trim_start_matches("vnd.")
        .to_owned();
    if plain == "octet-stream" {
        "bytes".to_owned()
    } else {
        plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_json_is_json() {
        for media_type in [
            "application/json",
            "Application/JSON; charset=utf-8",
            "application/problem+json",
            "application/vnd.api+json;version=1",
            "*/*",
        ] {
            assert_eq!(MediaKind::of(media_type), MediaKind::Json, "{media_type}");
        }
    }

    #[test]
    fn streams_forms_text_and_the_rest() {
        for (media_type, kind) in [
            ("text/event-stream", MediaKind::Events),
            ("application/x-ndjson", MediaKind::JsonLines),
            ("application/json-seq", MediaKind::JsonLines),
            ("application/x-www-form-urlencoded", MediaKind::Form),
            ("multipart/form-data", MediaKind::Multipart),
            ("text/csv", MediaKind::Text),
            ("text/xml", MediaKind::Bytes),
            ("application/pdf", MediaKind::Bytes),
        ] {
            assert_eq!(MediaKind::of(media_type), kind, "{media_type}");
        }
    }
}
