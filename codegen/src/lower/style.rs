//! Where parameters go, and how arrays and objects are laid out there.

use openapiv3::{CookieStyle, HeaderStyle, Parameter, PathStyle, QueryStyle};
use serde_json::Value;

use super::extension;
use crate::model::{Location, ParamEncoding, Style};

/// Where a parameter goes.
pub(super) fn location(parameter: &Parameter) -> Location {
    match parameter {
        Parameter::Query { parameter_data, .. }
            if parameter_data.extensions.get(extension::QUERYSTRING)
                == Some(&Value::Bool(true)) =>
        {
            Location::QueryString
        }
        Parameter::Query { .. } => Location::Query,
        Parameter::Header { .. } => Location::Header,
        Parameter::Path { .. } => Location::Path,
        Parameter::Cookie { .. } => Location::Cookie,
    }
}

/// Tells a parameter from one of the same name elsewhere.
pub(super) fn location_word(location: Location) -> &'static str {
    match location {
        Location::Path => "in path",
        Location::Query | Location::QueryString => "in query",
        Location::Header => "in header",
        Location::Cookie => "in cookie",
    }
}

/// `style` and `explode`, with the defaults of the place.
pub(super) fn style(parameter: &Parameter, explode: Option<bool>) -> ParamEncoding {
    let (style, allow_reserved) = match parameter {
        Parameter::Query {
            style,
            allow_reserved,
            ..
        } => (query_style(style), *allow_reserved),
        Parameter::Header {
            style: HeaderStyle::Simple,
            ..
        } => (Style::Simple, false),
        Parameter::Path { style, .. } => (
            match style {
                PathStyle::Matrix => Style::Matrix,
                PathStyle::Label => Style::Label,
                PathStyle::Simple => Style::Simple,
            },
            false,
        ),
        Parameter::Cookie {
            style: CookieStyle::Form,
            ..
        } => (Style::Form, false),
    };
    ParamEncoding::Style {
        style,
        explode: explode.unwrap_or(style == Style::Form),
        allow_reserved,
    }
}

/// A query style by the name that the model gives it.
pub(super) fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}
