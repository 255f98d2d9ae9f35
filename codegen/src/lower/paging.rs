//! What is settled about lists in pages, checked against the document.

mod way;

use std::collections::BTreeMap;

use self::way::{Found, find};
use crate::config::{Config, PagingConfig, PagingStyle as Style};
use crate::diagnostic::{Code, Diagnostic, Sink, suggestion};
use crate::model::{
    Content, Handle, Location, Operation, Paging, PagingStyle, ParamEncoding, Scalar, SuccessKind,
    Type, Types,
};

/// Settles how operations page. What does not fit the document is reported, and the operation does not page.
pub(super) fn settle(handles: &mut [Handle], types: &Types, config: &Config, sink: &mut Sink) {
    let declared: BTreeMap<&str, &PagingConfig> = config
        .operations
        .iter()
        .filter_map(|(key, settled)| Some((key.as_str(), settled.paging.as_ref()?)))
        .collect();
    if declared.is_empty() {
        return;
    }
    let operations = handles.iter_mut().flat_map(|handle| &mut handle.operations);
    for operation in operations {
        let Some(config) = declared.get(operation.key().as_str()) else {
            continue;
        };
        let mut check = Check {
            operation,
            types,
            config,
            sink,
        };
        operation.paging = check.paging();
    }
}

/// One declaration against its operation.
struct Check<'a> {
    operation: &'a Operation,
    types: &'a Types,
    config: &'a PagingConfig,
    sink: &'a mut Sink,
}

/// What has to stand at a pointer.
#[derive(Clone, Copy)]
enum Wanted {
    Items,
    Total,
    Cursor,
}

impl Check<'_> {
    fn paging(&mut self) -> Option<Paging> {
        // All that is wrong is said at once.
        let keys = self.keys();
        let body = self.body();
        let style = self.style(body.as_ref());
        let limit_key = match self.config.style.as_ref() {
            Style::Page => ("size", &self.config.size),
            _ => ("limit", &self.config.limit),
        };
        let limit = self.optional_number(limit_key.0, limit_key.1.as_deref());
        let pages = body.as_ref()?;
        let items = self.at(pages, "items", &self.config.items, Wanted::Items);
        let total = match &self.config.total {
            Some(pointer) => Some(self.at(pages, "total", pointer, Wanted::Total)?.way),
            None => None,
        };
        let items = items?;
        keys?;
        let Type::List(item) = items.ty else {
            return None;
        };
        Some(Paging {
            style: style?,
            limit: limit?,
            items: items.way,
            item: *item,
            total,
            may_repeat: self.config.may_repeat,
        })
    }

    /// The keys are those of the style.
    fn keys(&mut self) -> Option<()> {
        let style = *self.config.style.as_ref();
        let (needed, allowed) = style.keys();
        let given = self.config.given();
        let missing: Vec<&str> = needed
            .iter()
            .copied()
            .filter(|key| !given.contains(key))
            .collect();
        let foreign: Vec<&str> = given
            .into_iter()
            .filter(|key| !needed.contains(key) && !allowed.contains(key))
            .collect();
        for key in &missing {
            self.report(
                &self.operation.pointer,
                &format!("the style `{}` needs `{key}`", style.as_str()),
                Some("add it".to_owned()),
            );
        }
        for key in &foreign {
            self.report(
                &self.operation.pointer,
                &format!("the style `{}` has no `{key}`", style.as_str()),
                Some("remove it, or choose another style".to_owned()),
            );
        }
        (missing.is_empty() && foreign.is_empty()).then_some(())
    }

    fn style(&mut self, body: Option<&Type>) -> Option<PagingStyle> {
        let config = self.config;
        Some(match config.style.as_ref() {
            Style::Offset => PagingStyle::Offset {
                param: self.start("offset", config.offset.as_deref()?, Some(0))?,
            },
            Style::Page => PagingStyle::Page {
                param: self.start("page", config.page.as_deref()?, config.first)?,
                first: config.first?,
            },
            Style::Cursor => {
                let param = self.param("cursor", config.cursor.as_deref()?, false);
                let next = self.at(body?, "next", config.next.as_deref()?, Wanted::Cursor);
                PagingStyle::Cursor {
                    param: param?,
                    next: next?.way,
                }
            }
            Style::Link => PagingStyle::Link,
        })
    }

    /// The type of a page.
    fn body(&mut self) -> Option<Type> {
        let sent_once = self.operation.body.iter().flat_map(|body| &body.contents);
        let sent_once = sent_once.map(|content| &content.content).any(|content| {
            !matches!(
                content,
                Content::Empty | Content::Json(_) | Content::Form { .. } | Content::Text
            )
        });
        if sent_once {
            let why = "its body may be a stream, which cannot be sent with each page";
            self.report(&self.operation.pointer, why, None);
            return None;
        }
        let why = match &self.operation.success.kind {
            SuccessKind::One(Content::Json(ty)) => return Some(ty.clone()),
            SuccessKind::One(_) => "its answer is not JSON with a schema",
            SuccessKind::Many(_) => "its successes differ, so that a page has no one shape",
        };
        self.report(
            &format!("{}/responses", self.operation.pointer),
            why,
            Some("correct the document, or remove the declaration".to_owned()),
        );
        None
    }

    /// Looks for a value in a page.
    fn at(&mut self, body: &Type, key: &str, pointer: &str, wanted: Wanted) -> Option<Found> {
        let found = match find(self.types, body, pointer) {
            Ok(found) => found,
            Err(lost) => {
                let place = lost.place.unwrap_or_else(|| self.answers());
                self.report(&place, &format!("`{key}`: {}", lost.message), lost.help);
                return None;
            }
        };
        let why = match (wanted, &found.ty) {
            (Wanted::Items, Type::List(item)) if **item != Type::Json => return Some(found),
            (Wanted::Total, Type::Scalar(scalar)) if is_number(*scalar) => return Some(found),
            (Wanted::Cursor, Type::Scalar(Scalar::String)) => return Some(found),
            (Wanted::Items, Type::List(_)) => "is a list, but its items have no type",
            (Wanted::Items, _) => "is not a list",
            (Wanted::Total, _) => "is not a number",
            (Wanted::Cursor, _) => "is not a text",
        };
        let place = found.place.unwrap_or_else(|| self.answers());
        let what = match pointer {
            "" => "the answer".to_owned(),
            pointer => format!("what stands at `{pointer}`"),
        };
        self.report(&place, &format!("`{key}`: {what} {why}"), None);
        None
    }

    fn answers(&self) -> String {
        format!("{}/responses", self.operation.pointer)
    }

    /// `Some(None)`: there is none, and that is right.
    fn optional_number(&mut self, key: &str, name: Option<&str>) -> Option<Option<String>> {
        match name {
            Some(name) => self.number(key, name).map(Some),
            None => Some(None),
        }
    }

    /// The parameter that says where a page begins. Without it, the server begins at `first`, or the first page would be asked
    /// for twice or never.
    fn start(&mut self, key: &str, name: &str, first: Option<u64>) -> Option<String> {
        let name = self.number(key, name)?;
        let mut params = self.operation.params.iter();
        let default = params
            .find(|param| param.wire == name && param.location == Location::Query)
            .and_then(|param| param.default.as_ref()?.as_f64());
        let (Some(default), Some(first)) = (default, first) else {
            return Some(name);
        };
        #[expect(
            clippy::cast_precision_loss,
            reason = "lists begin with a small number"
        )]
        if default == first as f64 {
            return Some(name);
        }
        let why = format!(
            "`{key}`: without `{name}` the list begins at {default}, says the document, and not at {first}"
        );
        let help = (key == "page").then(|| format!("write `first = {default}`"));
        self.report(&self.operation.pointer, &why, help);
        None
    }

    fn number(&mut self, key: &str, name: &str) -> Option<String> {
        self.param(key, name, true)
    }

    /// A query parameter of numbers, or of text.
    fn param(&mut self, key: &str, name: &str, number: bool) -> Option<String> {
        let in_query = |location| location == Location::Query;
        let params = &self.operation.params;
        let Some(param) = params
            .iter()
            .find(|param| param.wire == name && in_query(param.location))
        else {
            let known = params
                .iter()
                .filter(|param| in_query(param.location))
                .map(|param| param.wire.as_str());
            let help = suggestion(name, known).map(|known| format!("did you mean `{known}`?"));
            let why = format!("`{key}`: there is no query parameter `{name}`");
            self.report(&self.operation.pointer, &why, help);
            return None;
        };
        let plain = matches!(param.encoding, ParamEncoding::Style { .. });
        let present = match &param.ty {
            Type::Nullable(inner) => inner,
            ty => ty,
        };
        let fits = match way::resolved(self.types, present) {
            Type::Scalar(scalar) if number => is_number(*scalar),
            Type::Scalar(Scalar::String) => !number,
            _ => false,
        };
        if plain && fits {
            return Some(name.to_owned());
        }
        let what = if number { "a number" } else { "a text" };
        let why = format!("`{key}`: the query parameter `{name}` is not {what}");
        self.report(&self.operation.pointer, &why, None);
        None
    }

    fn report(&mut self, place: &str, why: &str, help: Option<String>) {
        let (key, line) = (self.operation.key(), self.config.line);
        let message = format!("codegen.toml:{line}: the paging of `{key}`: {why}");
        let mut diagnostic = Diagnostic::new(Code::Paging, place, message);
        diagnostic.help = help;
        self.sink.report(diagnostic);
    }
}

fn is_number(scalar: Scalar) -> bool {
    matches!(
        scalar,
        Scalar::I32 | Scalar::I64 | Scalar::U64 | Scalar::F64
    )
}

#[cfg(test)]
mod tests;
