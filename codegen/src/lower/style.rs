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

/// `style` and `explode`, with the defaults of the place. `everywhere`: `allowReserved` is not for queries alone.
pub(super) fn style(parameter: &Parameter, everywhere: bool) -> ParamEncoding {
    let data = parameter.parameter_data_ref();
    let said = |extension: &str| data.extensions.get(extension);
    let reserved = everywhere && said(extension::ALLOW_RESERVED) == Some(&Value::Bool(true));
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
            reserved,
        ),
        Parameter::Cookie { .. } if said(extension::STYLE) == Some(&Value::from("cookie")) => {
            (Style::Cookie, false)
        }
        Parameter::Cookie {
            style: CookieStyle::Form,
            ..
        } => (Style::Form, reserved),
    };
    let explodes = matches!(style, Style::Form | Style::Cookie);
    ParamEncoding::Style {
        style,
        explode: data.explode.unwrap_or(explodes),
        allow_reserved,
    }
}

/// Whether a document of this version may allow reserved characters wherever they are escaped: from OpenAPI 3.2 on (Parameter
/// Object, `allowReserved`). Before, that is for queries.
pub(super) fn reserves_everywhere(version: &str) -> bool {
    let mut parts = version.trim_start_matches('v').split('.').skip(1);
    let minor = parts.next().and_then(|minor| minor.parse::<u32>().ok());
    minor.is_some_and(|minor| minor >= 2)
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
