//! Repairs of security schemes.

use serde_json::{Value, json};

use crate::spec::grammar::Kind;
use crate::spec::ledger::Why;
use crate::spec::rewrite::{Node, Row};

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "security scheme by another name",
        kind: Some(Kind::SecurityScheme),
        apply: scheme_type,
    },
    Row {
        name: "http scheme without a scheme",
        kind: Some(Kind::SecurityScheme),
        apply: http_scheme,
    },
    Row {
        name: "key without a location",
        kind: Some(Kind::SecurityScheme),
        apply: key_location,
    },
    Row {
        name: "OAuth without flows",
        kind: Some(Kind::SecurityScheme),
        apply: flows,
    },
    Row {
        name: "OpenID Connect without a url",
        kind: Some(Kind::SecurityScheme),
        apply: open_id_url,
    },
    Row {
        name: "flow by its name in OpenAPI 2",
        kind: Some(Kind::Flows),
        apply: flow_names,
    },
    Row {
        name: "flow without its urls",
        kind: Some(Kind::Flows),
        apply: flow_urls,
    },
    Row {
        name: "scheme with what others have",
        kind: Some(Kind::SecurityScheme),
        apply: foreign_keys,
    },
];

fn scheme_type(node: &mut Node<'_, '_>) {
    let Some(written) = node.text("type").map(str::to_owned) else {
        return;
    };
    let meant = match written.to_ascii_lowercase().as_str() {
        "apikey" | "api_key" | "api-key" => "apiKey",
        "oauth2" | "oauth" => "oauth2",
        "openidconnect" | "oidc" => "openIdConnect",
        "mutualtls" => "mutualTLS",
        "http" => "http",
        scheme @ ("basic" | "bearer" | "digest") => {
            node.map
                .insert("scheme".into(), Value::from(scheme.to_owned()));
            "http"
        }
        _ => return,
    };
    if written != meant {
        node.map.insert("type".into(), Value::from(meant));
        node.lenient(
            "type",
            format!("there is no type of security scheme `{written}`"),
            format!("read as `{meant}`"),
        );
    }
}

fn http_scheme(node: &mut Node<'_, '_>) {
    if node.text("type") == Some("http") && node.text("scheme").is_none() {
        let scheme = if node.map.contains_key("bearerFormat") {
            "bearer"
        } else {
            "basic"
        };
        node.map.insert("scheme".into(), Value::from(scheme));
        node.lenient(
            "",
            "the http security scheme has no `scheme`",
            format!("read as `{scheme}`"),
        );
    }
}

fn key_location(node: &mut Node<'_, '_>) {
    if node.text("type") != Some("apiKey") {
        return;
    }
    let written = node.text("in").map(str::to_owned);
    let lower = written.as_deref().map(str::to_ascii_lowercase);
    let meant = match lower.as_deref() {
        Some("query") => "query",
        Some("cookie") => "cookie",
        Some("header") | None => "header",
        Some(_) => return,
    };
    if written.as_deref() != Some(meant) {
        node.map.insert("in".into(), Value::from(meant));
        node.lenient(
            "",
            "the key has no location that is known",
            format!("read as `in: {meant}`"),
        );
    }
}

fn flows(node: &mut Node<'_, '_>) {
    if node.text("type") == Some("oauth2") && !node.map.get("flows").is_some_and(Value::is_object) {
        node.map.insert("flows".into(), json!({}));
        node.lenient(
            "",
            "the OAuth security scheme has no `flows`",
            "read as having none",
        );
    }
}

fn open_id_url(node: &mut Node<'_, '_>) {
    if node.text("type") == Some("openIdConnect") && !node.map.contains_key("openIdConnectUrl") {
        node.map.insert("openIdConnectUrl".into(), Value::from(""));
        node.lenient(
            "",
            "the security scheme has no `openIdConnectUrl`",
            "left empty",
        );
    }
}

fn flow_names(node: &mut Node<'_, '_>) {
    for (old, new) in [
        ("application", "clientCredentials"),
        ("accessCode", "authorizationCode"),
    ] {
        if node.map.contains_key(new) {
            continue;
        }
        if let Some(flow) = node.map.remove(old) {
            node.map.insert(new.into(), flow);
            node.relocated(&format!("/{old}"), &format!("/{new}"));
            node.lenient(
                new,
                format!("`{old}` is the flow's name in OpenAPI 2"),
                format!("read as `{new}`"),
            );
        }
    }
}

fn flow_urls(node: &mut Node<'_, '_>) {
    const NEEDED: &[(&str, &[&str])] = &[
        ("implicit", &["authorizationUrl"]),
        ("password", &["tokenUrl"]),
        ("clientCredentials", &["tokenUrl"]),
        ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
    ];
    let mut missing = Vec::new();
    for (name, urls) in NEEDED {
        let Some(Value::Object(flow)) = node.map.get_mut(*name) else {
            continue;
        };
        if !flow.contains_key("scopes") || flow.get("scopes").is_some_and(Value::is_null) {
            flow.insert("scopes".into(), json!({}));
        }
        for url in *urls {
            if !flow.get(*url).is_some_and(Value::is_string) {
                flow.insert((*url).into(), Value::from(""));
                missing.push((*name, *url));
            }
        }
    }
    for (name, url) in missing {
        node.lenient(name, format!("the flow has no `{url}`"), "left empty");
    }
}

/// Members that belong to another type of scheme.
fn foreign_keys(node: &mut Node<'_, '_>) {
    const MEMBERS: &[(&str, &[&str])] = &[
        ("apiKey", &["name", "in"]),
        ("http", &["scheme", "bearerFormat"]),
        ("oauth2", &["flows"]),
        ("openIdConnect", &["openIdConnectUrl"]),
    ];
    let Some(kind) = node.text("type").map(str::to_owned) else {
        return;
    };
    for (other, members) in MEMBERS {
        if *other == kind {
            continue;
        }
        for member in *members {
            if node.map.remove(*member).is_some() {
                node.dropped(member, Why::NoSuchMember);
            }
        }
    }
}
