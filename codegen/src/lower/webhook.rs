//! Webhooks and callbacks: calls that the server makes. Only their types are of use here.

use openapiv3::{Operation, PathItem};

use super::at::{At, below, reference_name};
use super::context::Context;
use super::media::MediaKind;
use super::plan::{Planned, methods};
use super::{extension, read, status};
use crate::model::Owner;

impl<'a> Context<'a> {
    /// Declares what webhooks send and take.
    pub(super) fn webhooks(&mut self) {
        let api = self.api;
        for (name, item) in extension::webhooks(&api.extensions) {
            let pointer = below("", &[extension::WEBHOOKS, &name]);
            let Some(item) = item else {
                self.unreadable(&pointer, "the webhook is no path item");
                continue;
            };
            let owner = Owner::Component(name.clone());
            self.calls_in(&item, &pointer, &owner, &format!("{name} webhook"));
        }
    }

    /// Declares what the callbacks of an operation send and take.
    pub(super) fn callbacks(&mut self, planned: &Planned<'a>) {
        let mut callbacks: Vec<_> = planned.operation.callbacks.iter().collect();
        callbacks.sort_by(|a, b| a.0.cmp(b.0));
        for (name, callback) in callbacks {
            let mut items: Vec<_> = callback.iter().collect();
            items.sort_by(|a, b| a.0.cmp(b.0));
            for (expression, item) in items {
                let pointer = below(&planned.pointer, &["callbacks", name, expression]);
                let owner = Owner::Operation(planned.key());
                let prefix = format!("{} {name} callback", planned.prefix);
                self.calls_in(item, &pointer, &owner, &prefix);
            }
        }
    }

    fn calls_in(&mut self, item: &PathItem, pointer: &str, owner: &Owner, prefix: &str) {
        for (method, operation) in methods(item) {
            let method = method.as_str().to_ascii_lowercase();
            let at = At::root(below(pointer, &[&method]), owner.clone(), prefix);
            self.call(operation, &at);
        }
    }

    fn call(&mut self, operation: &Operation, at: &At) {
        if let Some(body) = &operation.request_body {
            let component = match body {
                openapiv3::ReferenceOr::Reference { reference } => {
                    reference_name(reference, "requestBodies")
                }
                openapiv3::ReferenceOr::Item(_) => None,
            };
            let place = at.below(&["requestBody"], "body");
            if let (Some((body, _)), None) = (self.find_body(body, place.clone()), component) {
                let types = self.json_types(&body.content, &place);
                self.taken.extend(types);
            }
        }
        let mut responses: Vec<_> = operation.responses.responses.iter().collect();
        responses.sort_by(|a, b| a.0.cmp(b.0));
        for (code, response) in responses {
            if let Some(response) = response.as_item() {
                let spec = status::spec(code);
                let place = at.below(
                    &["responses", &status::key(spec)],
                    &format!("response {}", status::words(spec)),
                );
                let types = self.json_types(&response.content, &place);
                self.given.extend(types);
            }
        }
    }

    fn json_types(
        &mut self,
        content: &indexmap::IndexMap<String, openapiv3::MediaType>,
        at: &At,
    ) -> Vec<crate::model::Type> {
        let mut all: Vec<_> = content
            .iter()
            .filter(|(name, _)| MediaKind::of(name) == MediaKind::Json)
            .collect();
        all.sort_by(|a, b| a.0.cmp(b.0));
        let mut types = Vec::new();
        for (name, media) in all {
            if let Some(schema) = &media.schema {
                let node = read::node(schema, at.below(&["content", name, "schema"], ""));
                types.push(self.ty(&node));
                self.drain();
            }
        }
        types
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::whole;

    #[test]
    fn webhooks_and_callbacks_declare_types_that_travel_the_other_way() {
        let lowered = whole(
            "x-codegen-webhooks:
  newPet: { post: { requestBody: { content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } } }, responses: { '200': { description: '', content: { application/json: { schema: { type: object, properties: { b: { type: string } } } } } } } } }
paths:
  /a:
    post:
      operationId: subscribe
      responses: {}
      callbacks: { onEvent: { '{$request.body#/url}': { post: { requestBody: { content: { application/json: { schema: { type: object, properties: { c: { type: string } } } } } }, responses: {} } } } }",
        );
        assert_eq!(
            lowered.names(),
            [
                "SubscribeOnEventCallbackBody",
                "NewPetWebhookBody",
                "NewPetWebhookResponseOk"
            ]
        );
        assert!(lowered.def("NewPetWebhookBody").usage.response);
        assert!(lowered.def("NewPetWebhookResponseOk").usage.request);
        assert_eq!(lowered.api.operations().count(), 1);
    }
}
