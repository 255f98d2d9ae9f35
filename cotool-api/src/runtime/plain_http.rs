//! Where plain http is allowed.

use url::{Host, Url};

/// Whether requests may go to this URL: `https` anywhere, `http` only to this machine, or to one of these hosts.
pub(crate) fn is_allowed(url: &Url, hosts: &[String]) -> bool {
    url.scheme() == "https"
        || match url.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => {
                address.is_loopback()
                    || address
                        .to_ipv4_mapped()
                        .is_some_and(|address| address.is_loopback())
            }
            Some(Host::Domain(name)) => {
                let name = name.strip_suffix('.').unwrap_or(name);
                name == "localhost" || name.ends_with(".localhost")
            }
            None => false,
        }
        || url.host_str().is_some_and(|host| {
            let bare = host.trim_start_matches('[').trim_end_matches(']');
            hosts.iter().any(|allowed| {
                allowed.eq_ignore_ascii_case(host) || allowed.eq_ignore_ascii_case(bare)
            })
        })
}

/// Why it is not allowed, and what to do.
pub(crate) fn refusal(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    format!(
        "plain http to `{host}` would show credentials to everyone on the way; use https, or allow it with \
         `ClientBuilder::allow_plain_http(\"{host}\")`"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_stays_on_this_machine() {
        let hosts = [
            "api.internal".to_owned(),
            "10.0.0.1".to_owned(),
            "fd00::1".to_owned(),
        ];
        let cases = [
            ("https://example.com", true),
            ("http://example.com", false),
            ("http://127.0.0.1:8080", true),
            ("http://127.9.9.9", true),
            ("http://2130706433", true),
            ("http://128.0.0.1", false),
            ("http://[::1]:1", true),
            ("http://[::ffff:127.0.0.1]", true),
            ("http://[::2]", false),
            ("http://localhost", true),
            ("http://LOCALHOST.", true),
            ("http://a.localhost", true),
            ("http://localhost.example.com", false),
            ("http://127.0.0.1.example.com", false),
            ("http://API.internal:81", true),
            ("http://x.api.internal", false),
            ("http://10.0.0.1", true),
            ("http://10.0.0.2", false),
            ("http://[fd00::1]", true),
        ];
        for (url, allowed) in cases {
            assert_eq!(
                is_allowed(&Url::parse(url).unwrap(), &hosts),
                allowed,
                "{url}"
            );
        }
    }
}
