//! Answers: successes, errors and streams.

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr, Response};

use super::at::{At, below, reference_name};
use super::body::item_node;
use super::context::Context;
use super::facts::{Kind, Node};
use super::media::{MediaKind, concrete, essence, is_markup, subtype};
use super::parameter::with_suffix;
use super::plan::Planned;
use super::{docs, read, status};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Content, FnName, Method, Owner, Reason, ResponseCase, Scalar, Scope, StatusSpec, StreamSuccess,
    Success, SuccessKind, Type, TypeName, VariantName,
};

/// What comes back.
pub(super) struct Answers {
    pub(super) success: Success,
    pub(super) errors: Vec<ResponseCase>,
    pub(super) error_name: Option<TypeName>,
}

/// A documented response with its status.
struct Found<'a> {
    status: StatusSpec,
    response: &'a Response,
    /// Where it stands, and what its types are called when it is the only success.
    at: At,
    /// Whether it is a component.
    shared: bool,
}

/// One content of a response, before it has a name.
struct Case {
    status: StatusSpec,
    description: Option<String>,
    media_type: Option<String>,
    content: Content,
}

impl<'a> Context<'a> {
    /// What an operation answers.
    pub(super) fn answers(&mut self, planned: &Planned<'a>, scope: &mut Scope) -> Answers {
        let found = self.find_responses(planned);
        let documented = found.iter().any(|found| status::is_success(found.status));
        let succeeds = |status: StatusSpec| {
            status::is_success(status) || (!documented && status == StatusSpec::Default)
        };
        let fails = |status: StatusSpec| !status::is_success(status);

        let successes: usize = found
            .iter()
            .filter(|found| succeeds(found.status))
            .map(|found| plain_contents(found.response).max(1))
            .sum();
        let mut stream = None;
        let mut cases = Vec::new();
        for found in found.iter().filter(|found| succeeds(found.status)) {
            let role = if successes > 1 {
                format!("response {}", status::words(found.status))
            } else {
                "response".to_owned()
            };
            let own = self.cases(planned, found, &role, Some(&mut stream));
            cases.extend(own);
        }
        let mut failures = Vec::new();
        for found in found.iter().filter(|found| fails(found.status)) {
            let role = format!("error {}", status::words(found.status));
            failures.extend(self.cases(planned, found, &role, None));
        }
        self.drain();

        let success = self.success(planned, cases, stream, scope);
        let errors = named(failures);
        let error_name = (!errors.is_empty()).then(|| self.claim_answer(planned, "error"));
        Answers {
            success,
            errors,
            error_name,
        }
    }

    fn find_responses<'p>(&mut self, planned: &'p Planned<'a>) -> Vec<Found<'p>> {
        let responses = &planned.operation.responses;
        let mut listed: Vec<(StatusSpec, &ReferenceOr<Response>)> = responses
            .responses
            .iter()
            .map(|(code, response)| (status::spec(code), response))
            .collect();
        listed.extend(
            responses
                .default
                .iter()
                .map(|response| (StatusSpec::Default, response)),
        );
        listed.sort_by_key(|(status, _)| *status);
        let mut out = Vec::with_capacity(listed.len());
        for (status, response) in listed {
            let pointer = below(&planned.pointer, &["responses", &status::key(status)]);
            let own = At::root(
                pointer.clone(),
                Owner::Operation(planned.key()),
                planned.prefix.clone(),
            );
            match self.find_response(response, own) {
                Some((response, at, shared)) => out.push(Found {
                    status,
                    response,
                    at,
                    shared,
                }),
                None => self.report(
                    Diagnostic::new(
                        Code::DanglingReference,
                        pointer,
                        "the reference leads to no response",
                    )
                    .done("the response is left out"),
                ),
            }
        }
        out
    }

    fn find_response<'r>(
        &self,
        declared: &'r ReferenceOr<Response>,
        own: At,
    ) -> Option<(&'r Response, At, bool)>
    where
        'a: 'r,
    {
        let api = self.api;
        let mut found = declared;
        let mut at = own;
        let mut shared = false;
        for _ in 0..16 {
            match found {
                ReferenceOr::Item(response) => return Some((response, at, shared)),
                ReferenceOr::Reference { reference } => {
                    let name = reference_name(reference, "responses")?;
                    found = api.components.as_ref()?.responses.get(&name)?;
                    shared = true;
                    at = At::root(
                        below("/components/responses", &[&name]),
                        Owner::Component(name.clone()),
                        with_suffix(&name, "response", &["response", "result", "reply", "error"]),
                    );
                }
            }
        }
        None
    }

    /// One case for each content that decodes differently.
    fn cases(
        &mut self,
        planned: &Planned<'_>,
        found: &Found<'_>,
        role: &str,
        stream: Option<&mut Option<(String, Content)>>,
    ) -> Vec<Case> {
        let description = docs::text(&found.response.description);
        let case = |media_type: Option<String>, content: Content| Case {
            status: found.status,
            description: description.clone(),
            media_type,
            content,
        };
        let media = self.readable(&found.response.content, &found.at);
        if media.is_empty() || planned.method == Method::Head || status::is_empty(found.status) {
            return vec![case(None, Content::Empty)];
        }
        let plain = media
            .iter()
            .filter(|(name, _)| !is_stream(MediaKind::of(name)))
            .count();
        let mut out: Vec<Case> = Vec::new();
        let mut streams: Vec<(String, Content)> = Vec::new();
        for (index, (media_type, media)) in media.into_iter().enumerate() {
            let kind = MediaKind::of(media_type);
            let role = if found.shared { "" } else { role };
            let words = if index == 0 {
                role.to_owned()
            } else {
                format!("{role} {}", kind.word())
            };
            let place = found.at.below(&["content", media_type, "schema"], &words);
            let content = self.received(media_type, media, &place);
            if is_stream(kind) {
                streams.push((media_type.clone(), content));
            } else if !out.iter().any(|known| known.content == content) {
                out.push(case(Some(asked(media_type, kind)), content));
            }
        }
        let mut streams = streams.into_iter();
        match (streams.next(), stream) {
            (Some(first), Some(place)) if plain > 0 => {
                place.get_or_insert(first);
            }
            (Some((media_type, content)), _) if plain == 0 => {
                out.push(case(Some(media_type), content));
            }
            _ => {}
        }
        for (media_type, _) in streams {
            self.approximate(
                &below(&found.at.pointer, &["content", &media_type]),
                Reason::NotATypeMatter,
                "left out: the same comes as another kind of stream",
            );
        }
        out
    }

    /// The media types of a response, the usual ones first, without those that only say the same in another language.
    fn readable<'r>(
        &mut self,
        content: &'r IndexMap<String, MediaType>,
        at: &At,
    ) -> Vec<(&'r String, &'r MediaType)> {
        let mut all: Vec<(&String, &MediaType)> = content.iter().collect();
        all.sort_by_key(|(name, _)| {
            (
                MediaKind::of(name),
                essence(name) != "application/json",
                *name,
            )
        });
        let json = all
            .iter()
            .any(|(name, _)| MediaKind::of(name) == MediaKind::Json);
        all.retain(|(name, _)| {
            let repeats = json && is_markup(&essence(name));
            if repeats {
                self.approximate(
                    &below(&at.pointer, &["content", name]),
                    Reason::NotATypeMatter,
                    "left out: the same comes as JSON",
                );
            }
            !repeats
        });
        all
    }

    fn received(&mut self, media_type: &str, media: &MediaType, at: &At) -> Content {
        let node = media
            .schema
            .as_ref()
            .map(|schema| read::node(schema, at.clone()));
        let node = node.as_ref();
        let content = match self.media_kind(media_type, node, at) {
            MediaKind::Json => Content::Json(self.json(node, at)),
            MediaKind::Text => Content::Text,
            MediaKind::Events => Content::Events(self.stream_item(media, node, at)),
            MediaKind::JsonLines => Content::JsonLines(self.stream_item(media, node, at)),
            MediaKind::Form | MediaKind::Multipart | MediaKind::Bytes => Content::Bytes,
        };
        self.drain();
        content
    }

    /// The type of one item of a stream: text when the document does not say.
    fn stream_item(&mut self, media: &MediaType, node: Option<&Node>, at: &At) -> Type {
        if let Some(item) = item_node(media, at) {
            return self.event_data(&item);
        }
        let Some(node) = node else {
            return Type::Scalar(Scalar::String);
        };
        let items = self
            .resolve(node)
            .filter(|facts| facts.effective_kind() == Some(Kind::Array))
            .and_then(|facts| facts.items.clone());
        self.typed(&items.unwrap_or_else(|| node.clone())).whole()
    }

    /// What an item says of an event as a whole holds for its `data`.
    fn event_data(&mut self, item: &Node) -> Type {
        let data = self
            .resolve(item)
            .filter(|facts| facts.properties.keys().all(|key| is_event_field(key)))
            .and_then(|facts| facts.properties.get("data").cloned());
        self.typed(&data.unwrap_or_else(|| item.clone())).whole()
    }

    fn success(
        &mut self,
        planned: &Planned<'_>,
        cases: Vec<Case>,
        stream: Option<(String, Content)>,
        scope: &mut Scope,
    ) -> Success {
        let mut accepted: Vec<&str> = Vec::new();
        for media_type in cases.iter().filter_map(|case| case.media_type.as_deref()) {
            if !accepted.contains(&media_type) {
                accepted.push(media_type);
            }
        }
        let accept = (!accepted.is_empty()).then(|| accepted.join(", "));
        let cases = named(cases);
        let kind = match cases.first() {
            None => SuccessKind::One(Content::Empty),
            Some(first) if cases.iter().all(|case| case.content == first.content) => {
                SuccessKind::One(first.content.clone())
            }
            Some(_) => SuccessKind::Many(self.claim_answer(planned, "response")),
        };
        let stream = stream.map(|(media_type, content)| StreamSuccess {
            name: scope.claim_first::<FnName>(&[
                &format!("{} stream", planned.name),
                &format!("{} as stream", planned.name),
            ]),
            media_type,
            content,
        });
        Success {
            kind,
            cases,
            stream,
            accept,
        }
    }

    fn claim_answer(&mut self, planned: &Planned<'_>, role: &str) -> TypeName {
        self.claim_type(
            &below(&planned.pointer, &["responses"]),
            &[
                format!("{} {role}", planned.prefix),
                format!("{} {role} answer", planned.prefix),
            ],
        )
    }
}

/// How many contents of a response are not just another way to write the first or to stream it.
fn plain_contents(response: &Response) -> usize {
    let is_plain = |name: &&String| !is_stream(MediaKind::of(name)) && !is_markup(&essence(name));
    response.content.keys().filter(is_plain).count()
}

/// Gives every case a variant name: its status, and where one status has several contents, their kind.
fn named(cases: Vec<Case>) -> Vec<ResponseCase> {
    let mut scope = Scope::default();
    cases
        .into_iter()
        .map(|case| {
            let words = status::words(case.status);
            let media_type = case.media_type.as_deref().unwrap_or("empty");
            let kind = MediaKind::of(media_type).word();
            let ident: VariantName = scope.claim_first(&[
                &words,
                &format!("{words} {kind}"),
                &format!("{words} {}", subtype(media_type)),
                &format!("{words} {}", essence(media_type)),
            ]);
            ResponseCase {
                status: case.status,
                ident,
                description: case.description,
                media_type: case.media_type,
                content: case.content,
            }
        })
        .collect()
}

/// What to ask for: a range of JSON stands for JSON.
fn asked(media_type: &str, kind: MediaKind) -> String {
    if kind == MediaKind::Json {
        concrete(media_type)
    } else {
        media_type.trim().to_owned()
    }
}

fn is_stream(kind: MediaKind) -> bool {
    matches!(kind, MediaKind::Events | MediaKind::JsonLines)
}

/// Fields of a server-sent event.
fn is_event_field(key: &str) -> bool {
    matches!(key, "data" | "event" | "id" | "retry")
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Lowered, paths, whole};
    use crate::model::{ResponseCase, SuccessKind};

    fn answered(responses: &str) -> Lowered {
        paths(&format!(
            "/a: {{ get: {{ operationId: get, responses: {{ {responses} }} }} }}"
        ))
    }

    fn success(lowered: &Lowered) -> String {
        match &lowered.only().success.kind {
            SuccessKind::One(content) => lowered.content(content),
            SuccessKind::Many(name) => {
                format!("{name} {}", cases(lowered, &lowered.only().success.cases))
            }
        }
    }

    fn errors(lowered: &Lowered) -> String {
        cases(lowered, &lowered.only().errors)
    }

    fn cases(lowered: &Lowered, cases: &[ResponseCase]) -> String {
        let cases: Vec<String> = cases
            .iter()
            .map(|case| format!("{}({})", case.ident, lowered.content(&case.content)))
            .collect();
        cases.join(" | ")
    }

    #[test]
    fn one_success_is_given_directly_and_errors_are_cases() {
        let lowered = answered(
            "'200': { description: '', content: { application/json: { schema: { type: object, properties: { x: { type: string } } } } } },
             '404': { description: gone }, 5XX: { description: '', content: { application/problem+json: { schema: { type: object } } } }, default: { description: '' }",
        );
        assert_eq!(success(&lowered), "json GetResponse");
        assert_eq!(
            errors(&lowered),
            "NotFound(empty) | ServerError(json JsonObject) | Default(empty)"
        );
        assert_eq!(
            lowered.only().error_name.as_ref().unwrap().to_string(),
            "GetError"
        );
    }

    #[test]
    fn different_successes_are_an_enum_and_equal_ones_are_not() {
        let lowered = answered(
            "'200': { description: '', content: { application/json: { schema: { type: object, properties: { x: { type: string } } } } } }, '204': { description: '' }",
        );
        assert_eq!(
            success(&lowered),
            "GetResponse Ok(json GetResponseOk) | NoContent(empty)"
        );
        let same = answered(
            "'200': { description: '', content: { application/json: { schema: { type: string } } } }, '201': { description: '', content: { application/json: { schema: { type: string } } } }",
        );
        assert_eq!(success(&same), "json String");
    }

    #[test]
    fn default_is_the_success_where_no_other_is_documented() {
        let lowered = answered(
            "'400': { description: '' }, default: { description: '', content: { application/json: { schema: { type: integer } } } }",
        );
        assert_eq!(success(&lowered), "json I64");
        assert_eq!(errors(&lowered), "BadRequest(empty) | Default(json I64)");
    }

    #[test]
    fn nothing_documented_is_an_empty_success() {
        let lowered = answered("'302': { description: '' }");
        assert_eq!(success(&lowered), "empty");
        assert_eq!(errors(&lowered), "Found(empty)");
        assert_eq!(lowered.only().success.accept, None);
    }

    #[test]
    fn the_answer_to_head_has_no_content() {
        let lowered = paths(
            "/a: { head: { operationId: head, responses: { '200': { description: '', content: { application/json: { schema: { type: string } } } } } } }",
        );
        assert_eq!(success(&lowered), "empty");
    }

    #[test]
    fn kinds_of_content_that_decode_differently_are_cases() {
        let lowered = answered(
            "'200': { description: '', content: { text/csv: {}, application/pdf: {}, application/xml: { schema: { type: object } },
                application/json: { schema: { type: string } }, application/vnd.acme+json: { schema: { type: string } } } }",
        );
        assert_eq!(
            success(&lowered),
            "GetResponse Ok(json String) | OkText(text) | OkBytes(bytes)"
        );
        assert_eq!(
            lowered.only().success.accept.as_deref(),
            Some("application/json, text/csv, application/pdf")
        );
    }

    #[test]
    fn a_stream_alone_is_the_success_and_beside_json_another_way() {
        let alone = answered(
            "'200': { description: '', content: { text/event-stream: { schema: { type: object, properties: { x: { type: string } } } } } }",
        );
        assert_eq!(success(&alone), "events GetResponse");
        let beside = answered(
            "'200': { description: '', content: { application/json: { schema: { type: string } }, application/x-ndjson: { schema: { type: array, items: { type: integer } } } } }",
        );
        assert_eq!(success(&beside), "json String");
        let stream = beside.only().success.stream.as_ref().unwrap();
        assert_eq!(stream.name.to_string(), "get_stream");
        assert_eq!(beside.content(&stream.content), "lines I64");
    }

    #[test]
    fn the_schema_of_an_item_is_that_of_the_data_of_an_event() {
        let lowered = answered(
            "'200': { description: '', content: { text/event-stream: { x-codegen-item-schema: { type: object, properties: { event: { type: string }, data: { type: integer } } } } } }",
        );
        assert_eq!(success(&lowered), "events I64");
    }

    #[test]
    fn a_shared_response_names_its_type_once() {
        let lowered = whole(
            "paths: { /a: { get: { operationId: a, responses: { '404': { $ref: '#/components/responses/NotFound' } } }, put: { operationId: b, responses: { '404': { $ref: '#/components/responses/NotFound' } } } } }
components: { responses: { NotFound: { description: '', content: { application/json: { schema: { type: object, properties: { x: { type: string } } } } } } } }",
        );
        assert_eq!(lowered.names(), ["NotFoundResponse"]);
    }

    #[test]
    fn a_status_without_a_name_has_its_number() {
        assert_eq!(
            errors(&answered("'499': { description: '' }")),
            "Status499(empty)"
        );
    }

    #[test]
    fn binary_content_is_bytes_even_under_json() {
        let lowered = answered(
            "'200': { description: '', content: { application/json: { schema: { type: string, format: binary } } } }",
        );
        assert_eq!(success(&lowered), "bytes");
    }
}
