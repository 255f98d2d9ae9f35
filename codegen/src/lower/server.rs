//! Servers, with their variables replaced.

use openapiv3::Server;

use super::docs::text;
use crate::model;

/// The servers of a document.
pub(super) fn all(servers: &[Server]) -> Vec<model::Server> {
    servers
        .iter()
        .map(|server| model::Server {
            url: url(server),
            description: server.description.as_deref().and_then(text),
        })
        .collect()
}

/// The URL of the first server that differs from what the document says for all operations.
pub(super) fn own(operation: &[Server], item: &[Server], document: &[Server]) -> Option<String> {
    let own = operation.first().or_else(|| item.first())?;
    let url = url(own);
    let usual = document.first().map(self::url);
    (Some(&url) != usual.as_ref()).then_some(url)
}

fn url(server: &Server) -> String {
    let mut url = server.url.trim().to_owned();
    for (name, variable) in server.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn servers(yaml: &str) -> Vec<Server> {
        serde_yaml::from_str(yaml).unwrap()
    }

    #[test]
    fn variables_are_replaced_by_their_defaults() {
        let servers = servers(
            "[{ url: 'https://{region}.example.com/{v}', variables: { region: { default: eu }, v: { default: v2 } } }]",
        );
        assert_eq!(all(&servers)[0].url, "https://eu.example.com/v2");
    }

    #[test]
    fn an_operation_has_a_server_only_where_it_differs() {
        let usual = servers("[{ url: 'https://a.example' }]");
        let other = servers("[{ url: 'https://b.example' }]");
        assert_eq!(own(&usual, &[], &usual), None);
        assert_eq!(
            own(&[], &other, &usual).as_deref(),
            Some("https://b.example")
        );
    }
}
