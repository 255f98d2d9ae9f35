//! What is said about references that lead nowhere.

use serde_json::Value;

use super::Location;
use super::collect::{Collector, Here, component};
use super::files::Refusal;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::spec::grammar::{Form, Kind};
use crate::spec::pointer;

/// Why a reference could not be followed.
#[derive(Debug)]
pub(super) enum Problem {
    /// Its file could not be had.
    Refused(Refusal),
    /// Its file has no such place.
    Dangling {
        /// The last place on the way that there is.
        at: Location,
        /// The key that is missing there.
        missing: String,
    },
}

impl Collector<'_, '_> {
    /// Says what a reference ran into.
    pub(super) fn report(&mut self, problem: Problem, reference: &str, form: Form, here: Here<'_>) {
        let (code, message, help) = match problem {
            Problem::Refused(refusal) => refused(refusal),
            Problem::Dangling { at, missing } => {
                let file = if at.file == here.file {
                    "the file".to_owned()
                } else {
                    format!("`{}`", self.files.name(at.file))
                };
                let message = format!("`{reference}` leads nowhere: {file} has no such place");
                let help = self.suggest(&at, &missing, form);
                (Code::DanglingReference, message, help)
            }
        };
        let done = match form {
            Form::One(Kind::Schema) | Form::OneOrList(Kind::Schema) => "read as any value",
            _ => "left out",
        };
        self.say(
            Diagnostic::new(code, "", message).done(done).help(help),
            here,
        );
    }

    /// Says that a discriminator's value leads nowhere, which costs only that value.
    pub(super) fn report_mapping(&mut self, target: &str, here: Here<'_>) {
        let last = target.rsplit('/').next().unwrap_or(target).to_owned();
        let at = Location {
            file: 0,
            pointer: "/components/schemas".to_owned(),
        };
        let help = self.suggest(&at, &pointer::unescape(&last), Form::One(Kind::Schema));
        let mut diagnostic = Diagnostic::new(
            Code::DanglingReference,
            "",
            format!("the discriminator's value leads to `{target}`, and there is no such schema"),
        )
        .done("left out of the mapping")
        .help(help);
        diagnostic.severity = Severity::Warning;
        let pointer = here.path.to_string();
        diagnostic.place.pointer = pointer;
        diagnostic.place.file = self.files.title(here.file);
        self.sink.report(diagnostic);
    }

    /// Says that a reference leads to a component of another kind.
    pub(super) fn report_kind(&mut self, reference: &str, kind: &str, form: Form, here: Here<'_>) {
        let found = format!("one of the components' `{kind}`");
        self.report_misfit(reference, &found, form, here);
    }

    /// Says that a reference leads to something else than what is expected.
    pub(super) fn report_misfit(
        &mut self,
        reference: &str,
        found: &str,
        form: Form,
        here: Here<'_>,
    ) {
        let expected = match form {
            Form::One(kind) | Form::OneOrList(kind) => kind.noun(),
            Form::List(_) => "a list",
            _ => "an object",
        };
        let message = format!("`{reference}` is {found}, and {expected} is expected");
        self.say(
            Diagnostic::new(Code::Unreadable, "", message).done("left out"),
            here,
        );
    }

    /// Says that a reference was read as what was meant.
    pub(super) fn lenient(&mut self, reference: &str, done: &str, here: Here<'_>) {
        self.lenient_at(
            format!("`{reference}` leads nowhere as it stands"),
            done,
            here,
        );
    }

    /// Says that something was read as what was meant.
    pub(super) fn lenient_at(&mut self, message: String, done: &str, here: Here<'_>) {
        self.say(Diagnostic::new(Code::Lenient, "", message).done(done), here);
    }

    fn say(&mut self, mut diagnostic: Diagnostic, here: Here<'_>) {
        diagnostic.place.pointer = here.path.key("$ref").to_string();
        diagnostic.place.file = self.files.title(here.file);
        self.sink.report(diagnostic);
    }

    /// What might be meant by a key that is missing.
    fn suggest(&mut self, at: &Location, missing: &str, form: Form) -> String {
        let Some(tree) = self.files.tree(at.file) else {
            return "correct the reference".to_owned();
        };
        if let Some(Value::Object(map)) = pointer::follow(&tree, &at.pointer)
            && let Some(near) = self
                .suggester
                .nearest(missing, map.keys().map(String::as_str))
        {
            return format!("did you mean `#{}/{}`?", at.pointer, pointer::escape(near));
        }
        let wanted = component(form);
        let other = [
            "schemas",
            "responses",
            "parameters",
            "requestBodies",
            "headers",
        ]
        .into_iter()
        .find(|kind| Some(*kind) != wanted && self.has_component(kind, missing));
        match other {
            Some(kind) => format!("there is a component of that name among the `{kind}`"),
            None => "add what it should lead to, or correct the reference".to_owned(),
        }
    }
}

fn refused(refusal: Refusal) -> (Code, String, String) {
    match refusal {
        Refusal::Outside(path) => (
            Code::DanglingReference,
            format!("`{path}` leads out of the document's folder"),
            "move the file below the folder of the document".to_owned(),
        ),
        Refusal::NoPath(path) => (
            Code::DanglingReference,
            format!("`{path}` is no path relative to the file that holds it"),
            "use a relative path below the document's folder".to_owned(),
        ),
        Refusal::Remote(url, reason) => (
            Code::RemoteReference,
            format!("`{url}` is on another host: {reason}"),
            "copy the file beside the document, and refer to the copy".to_owned(),
        ),
        Refusal::Missing(path, reason) => (
            Code::DanglingReference,
            format!("the file `{path}` cannot be read: {reason}"),
            "add the file, or correct the reference".to_owned(),
        ),
        Refusal::Unreadable(path, reason) => (
            Code::Syntax,
            format!("the file `{path}` is neither YAML nor JSON: {reason}"),
            "correct the file".to_owned(),
        ),
        Refusal::TooMuch(path) => (
            Code::TooLarge,
            format!("the file `{path}` is one too many, or too large"),
            "bundle the document into one file".to_owned(),
        ),
    }
}
