//! Answers: successes, errors and streams.

use openapiv3::Response;

use super::at::below;
use super::context::Context;
use super::media::{MediaKind, essence, is_markup, subtype};
use super::plan::Planned;
use super::response::{Case, is_stream};
use super::status;
use crate::model::{
    AnswerHeaders, Content, FnName, ResponseCase, Scope, StatusSpec, StreamSuccess, Success,
    SuccessKind, TypeName, VariantName,
};

/// What comes back.
pub(super) struct Answers {
    pub(super) success: Success,
    pub(super) errors: Vec<ResponseCase>,
    pub(super) error_name: Option<TypeName>,
    pub(super) headers: Option<AnswerHeaders>,
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
            headers: self.answer_headers(planned, &found),
        }
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

    pub(super) fn claim_answer(&mut self, planned: &Planned<'_>, role: &str) -> TypeName {
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

#[cfg(test)]
mod tests;
