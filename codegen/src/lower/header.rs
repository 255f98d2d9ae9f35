//! Documented headers of answers.

use std::collections::BTreeSet;

use openapiv3::{Header, ParameterSchemaOrContent, ReferenceOr};

use super::at::{At, below, reference_name};
use super::context::Context;
use super::facts::Kind;
use super::media::{MediaKind, concrete};
use super::naming::candidates;
use super::plan::Planned;
use super::response::Found;
use super::{docs, read};
use crate::model::{
    AnswerHeader, AnswerHeaders, Docs, HeaderForm, Reason, Scalar, Scope, Treatment, Type,
    is_header_name,
};

impl<'a> Context<'a> {
    /// The headers of all answers of an operation. Of two with one name, that of the lower status counts.
    pub(super) fn answer_headers(
        &mut self,
        planned: &Planned<'a>,
        found: &[Found<'_>],
    ) -> Option<AnswerHeaders> {
        let mut seen = BTreeSet::new();
        let mut listed: Vec<(&str, &Header, At)> = Vec::new();
        for found in found {
            let mut own: Vec<_> = found.response.headers.iter().collect();
            own.sort_by_key(|(name, _)| *name);
            for (name, header) in own {
                // The specification has it ignored: the media types say it.
                if name.eq_ignore_ascii_case("content-type") || !is_header_name(name) {
                    continue;
                }
                let at = found
                    .at
                    .below(&["headers", name], &format!("header {name}"));
                if let Some((header, at)) = self.find_header(header, at)
                    && seen.insert(name.to_ascii_lowercase())
                {
                    listed.push((name, header, at));
                }
            }
        }
        if listed.is_empty() {
            return None;
        }
        listed.sort_by_key(|(name, ..)| name.to_ascii_lowercase());
        let mut scope = Scope::default();
        let headers = listed
            .into_iter()
            .map(|(name, header, at)| {
                let [plain, spelled, cased] = candidates(name);
                let ident = scope.claim_first(&[&plain, &spelled, &cased]);
                let (ty, form) = self.header_type(header, &at);
                AnswerHeader {
                    ident,
                    wire: name.to_owned(),
                    ty,
                    form,
                    docs: Docs {
                        description: header.description.as_deref().and_then(docs::text),
                        deprecated: header.deprecated.unwrap_or_default(),
                        ..Docs::default()
                    },
                }
            })
            .collect();
        Some(AnswerHeaders {
            name: self.claim_answer(planned, "headers"),
            headers,
        })
    }

    fn find_header<'h>(
        &self,
        declared: &'h ReferenceOr<Header>,
        own: At,
    ) -> Option<(&'h Header, At)>
    where
        'a: 'h,
    {
        let api = self.api;
        let (mut found, mut at) = (declared, own);
        for _ in 0..16 {
            match found {
                ReferenceOr::Item(header) => return Some((header, at)),
                ReferenceOr::Reference { reference } => {
                    let name = reference_name(reference, "headers")?;
                    found = api.components.as_ref()?.headers.get(&name)?;
                    at = At::root(
                        below("/components/headers", &[&name]),
                        at.owner().clone(),
                        at.name(),
                    );
                }
            }
        }
        None
    }

    /// What a header holds, and how it is written.
    fn header_type(&mut self, header: &Header, at: &At) -> (Type, HeaderForm) {
        let text = (Type::Scalar(Scalar::String), HeaderForm::Value);
        let schema = match &header.format {
            ParameterSchemaOrContent::Schema(schema) => schema,
            ParameterSchemaOrContent::Content(content) => {
                let Some((name, media)) = content.first() else {
                    return text;
                };
                let Some(schema) = &media.schema else {
                    return text;
                };
                if MediaKind::of(&concrete(name)) != MediaKind::Json {
                    return text;
                }
                let node = read::node(schema, at.within(&["content", name, "schema"]));
                let ty = self.typed(&node).ty;
                self.drain();
                return (ty, HeaderForm::Json);
            }
        };
        let node = read::node(schema, at.within(&["schema"]));
        let Some(facts) = self.resolve(&node) else {
            return text;
        };
        match facts.effective_kind() {
            Some(Kind::Object) => {
                self.unsupported(
                    &at.pointer,
                    Treatment::Loose,
                    "a header that holds an object is not taken apart",
                    "the header is read as text",
                );
                text
            }
            Some(Kind::Array) => match &facts.items {
                Some(items) => {
                    let ty = self.typed(items).ty;
                    self.drain();
                    if self.is_scalar(&ty) {
                        (ty, HeaderForm::List)
                    } else {
                        (Type::Scalar(Scalar::String), HeaderForm::List)
                    }
                }
                None => (Type::Scalar(Scalar::String), HeaderForm::List),
            },
            _ => {
                let ty = self.typed(&node).ty;
                self.drain();
                match ty {
                    Type::Json | Type::Null | Type::Scalar(Scalar::Bytes) => {
                        let detail = "a header is text";
                        self.approximate(&at.pointer, Reason::Open, Treatment::Loose, detail);
                        text
                    }
                    ty => (ty, HeaderForm::Value),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Lowered, whole};
    use crate::model::{HeaderForm, Ident as _};

    fn headers(lowered: &Lowered) -> Vec<String> {
        let answer = lowered.only().headers.as_ref();
        let headers = answer.iter().flat_map(|answer| &answer.headers);
        headers
            .map(|header| {
                let form = match header.form {
                    HeaderForm::Value => "",
                    HeaderForm::List => "list of ",
                    HeaderForm::Json => "json ",
                };
                let ty = lowered.ty(&header.ty);
                format!("{}/{}: {form}{ty}", header.wire, header.ident.as_str())
            })
            .collect()
    }

    #[test]
    fn every_documented_header_is_typed_once() {
        let lowered = whole(
            "
paths:
  /a:
    get:
      operationId: list things
      responses:
        '200':
          description: ''
          headers:
            X-Rate-Limit: { schema: { type: integer } }
            Tags: { schema: { type: array, items: { type: string } } }
            Meta: { content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } } }
            Kind: { schema: { type: string, enum: [a, b] } }
            Any: { schema: {} }
            Content-Type: { schema: { type: string } }
            'no token': { schema: { type: string } }
        '429':
          description: ''
          headers:
            x-rate-limit: { schema: { type: string } }
            Retry-After: { $ref: '#/components/headers/Retry' }
components:
  headers: { Retry: { description: When, schema: { type: integer } } }
",
        );
        assert_eq!(
            headers(&lowered),
            [
                "Any/any: String",
                "Kind/kind: ListThingsHeaderKind",
                "Meta/meta: json ListThingsHeaderMeta",
                "Retry-After/retry_after: I64",
                "Tags/tags: list of String",
                "X-Rate-Limit/x_rate_limit: I64",
            ]
        );
        let answer = lowered.only().headers.as_ref().unwrap();
        assert_eq!(answer.name.as_str(), "ListThingsHeaders");
        assert!(lowered.def("ListThingsHeaderKind").usage.response);
        assert_eq!(lowered.codes(), []);
    }

    #[test]
    fn an_operation_without_headers_has_none() {
        let lowered =
            whole("paths: { /a: { get: { responses: { '204': { description: '' } } } } }");
        assert!(lowered.only().headers.is_none());
    }
}
