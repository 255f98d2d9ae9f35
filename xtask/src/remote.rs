//! Fetches documents from other hosts, for those who asked for it.
//!
//! Over https only (plain http to this machine, for tests), without credentials, to the host that was named and no
//! other, and never more than a limit of size, time and number.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use reqwest::Url;
use reqwest::blocking::{Client, Response};
use reqwest::redirect::Policy;

/// What may be fetched at most.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Bytes of one answer.
    pub(crate) bytes: u64,
    /// From the request to the last byte of one answer.
    pub(crate) time: Duration,
    /// For everything that one document leads to.
    pub(crate) whole: Duration,
    /// Answers for one document; a chain of references cannot be longer either.
    pub(crate) count: usize,
    /// Redirects for one answer.
    pub(crate) redirects: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 * 1024 * 1024,
            time: Duration::from_secs(30),
            whole: Duration::from_secs(300),
            count: 256,
            redirects: 5,
        }
    }
}

/// Fetches what one document leads to, each address once.
#[derive(Debug)]
pub(crate) struct Remote {
    limits: Limits,
    fetched: Mutex<Fetched>,
}

#[derive(Debug, Default)]
struct Fetched {
    client: Option<Client>,
    since: Option<Instant>,
    answers: BTreeMap<String, Result<Answer, String>>,
}

/// What was found at an address.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// The body.
    pub(crate) text: String,
    /// `Content-Type` without its parameters, in lower case; empty when the answer did not say.
    pub(crate) media: String,
}

impl Default for Remote {
    fn default() -> Self {
        Self::new(Limits::default())
    }
}

impl Remote {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            fetched: Mutex::default(),
        }
    }

    /// The text at an address, or why it is not to be had, in words that follow the address.
    pub(crate) fn text(&self, address: &str) -> Result<String, String> {
        self.answer(address).map(|answer| answer.text)
    }

    /// The same, with what the answer says of it.
    pub(crate) fn answer(&self, address: &str) -> Result<Answer, String> {
        let url = allowed(address)?;
        let mut fetched = self
            .fetched
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(known) = fetched.answers.get(url.as_str()) {
            return known.clone();
        }
        if fetched.answers.len() >= self.limits.count {
            return Err(format!(
                "the document leads to more than {} addresses",
                self.limits.count
            ));
        }
        let since = *fetched.since.get_or_insert_with(Instant::now);
        if since.elapsed() > self.limits.whole {
            return Err(format!(
                "fetching what the document leads to took longer than {} s",
                self.limits.whole.as_secs()
            ));
        }
        let client = match &fetched.client {
            Some(client) => client.clone(),
            None => fetched.client.insert(client(self.limits)?).clone(),
        };
        let answer = fetch(&client, url.clone(), self.limits);
        fetched.answers.insert(url.into(), answer.clone());
        answer
    }
}

/// The address, when it is one that is fetched at all.
fn allowed(address: &str) -> Result<Url, String> {
    let mut url = Url::parse(address).map_err(|e| format!("it is no address: {e}"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err("it holds credentials, and none are sent".to_owned());
    }
    match url.scheme() {
        "https" => {}
        "http" if is_loopback(&url) => {}
        _ => return Err("only https is fetched".to_owned()),
    }
    url.set_fragment(None);
    Ok(url)
}

/// This machine.
fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse()
            .is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}

fn client(limits: Limits) -> Result<Client, String> {
    let policy = Policy::custom(move |attempt| {
        let first = attempt.previous().first().map(Url::origin);
        if first != Some(attempt.url().origin()) {
            let to = attempt.url().origin().ascii_serialization();
            attempt.error(format!("it redirects to another host, {to}"))
        } else if attempt.previous().len() > limits.redirects {
            attempt.error(format!("it redirects more than {} times", limits.redirects))
        } else {
            attempt.follow()
        }
    });
    Client::builder()
        .user_agent(concat!("cotool-xtask/", env!("CARGO_PKG_VERSION")))
        .redirect(policy)
        .referer(false)
        .timeout(limits.time)
        .build()
        .map_err(|e| innermost(&e))
}

fn fetch(client: &Client, url: Url, limits: Limits) -> Result<Answer, String> {
    let failed = |e: &reqwest::Error| {
        if e.is_timeout() {
            format!("it took longer than {} s", limits.time.as_secs())
        } else {
            innermost(e)
        }
    };
    let accept = "application/yaml, application/json;q=0.9, */*;q=0.8";
    let answer = client
        .get(url)
        .header("accept", accept)
        .send()
        .map_err(|e| failed(&e))?;
    if !answer.status().is_success() {
        return Err(format!("the answer was {}", answer.status()));
    }
    let media = answer
        .headers()
        .get("content-type")
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let bytes = body(answer, limits)?;
    let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    Ok(Answer { text, media })
}

fn body(answer: Response, limits: Limits) -> Result<Vec<u8>, String> {
    let too_large = || format!("it is larger than {} MiB", limits.bytes / 1024 / 1024);
    if answer
        .content_length()
        .is_some_and(|length| length > limits.bytes)
    {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    answer
        .take(limits.bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|e| {
            let late = std::error::Error::source(&e)
                .or_else(|| e.get_ref().map(|inner| inner as &dyn std::error::Error))
                .and_then(|inner| inner.downcast_ref::<reqwest::Error>())
                .is_some_and(reqwest::Error::is_timeout);
            if late {
                format!("it took longer than {} s", limits.time.as_secs())
            } else {
                format!("it broke off: {}", innermost(&e))
            }
        })?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > limits.bytes) {
        return Err(too_large());
    }
    Ok(bytes)
}

/// What is at the bottom of an error; the layers above only name themselves.
fn innermost(error: &dyn std::error::Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

#[cfg(test)]
mod tests {
    use cotool_mock::{Reply, Server};

    use super::*;

    fn serve(reply: impl Fn(&str) -> Reply + Send + Sync + 'static) -> (Server, String) {
        let server = Server::start(move |request| reply(request.target())).unwrap();
        let base = server.url();
        (server, base)
    }

    fn text(body: &str) -> Reply {
        Reply::text(200, "application/yaml", body)
    }

    fn small() -> Remote {
        Remote::new(Limits {
            bytes: 1024,
            time: Duration::from_millis(500),
            count: 2,
            redirects: 2,
            ..Limits::default()
        })
    }

    #[test]
    fn an_address_is_fetched_once_and_without_credentials() {
        let (server, base) = serve(|_| text("type: string\n"));
        let remote = small();
        for part in ["", "#/a", "#/b"] {
            let text = remote.text(&format!("{base}/a.yaml{part}")).unwrap();
            assert_eq!(text, "type: string\n");
        }
        let requests = server.requests();
        assert_eq!(requests.len(), 1);
        assert_eq!(requests[0].header("authorization"), None);
        assert_eq!(requests[0].header("cookie"), None);
    }

    #[test]
    fn only_https_without_credentials_is_fetched() {
        for (address, why) in [
            ("http://example.com/a.yaml", "only https"),
            ("ftp://example.com/a.yaml", "only https"),
            ("file:///etc/passwd", "only https"),
            ("https://me:secret@example.com/a.yaml", "credentials"),
            ("http://127.0.0.1.example.com/a.yaml", "only https"),
            ("https://", "no address"),
        ] {
            let reason = Remote::default().text(address).unwrap_err();
            assert!(reason.contains(why), "{address}: {reason}");
        }
    }

    #[test]
    fn redirects_stay_on_the_host_and_end() {
        let (other, elsewhere) = serve(|_| text("secret"));
        let (_server, base) = serve(move |target| match target {
            "/here" => Reply::empty(302).header("location", "/there"),
            "/there" => text("found"),
            "/round" => Reply::empty(302).header("location", "/round"),
            _ => Reply::empty(302).header("location", &format!("{elsewhere}/x")),
        });
        assert_eq!(small().text(&format!("{base}/here")).unwrap(), "found");
        let away = small().text(&format!("{base}/away")).unwrap_err();
        assert!(away.contains("another host"), "{away}");
        assert_eq!(other.count(), 0);
        let round = small().text(&format!("{base}/round")).unwrap_err();
        assert!(round.contains("more than 2 times"), "{round}");
    }

    #[test]
    fn size_time_and_number_are_limited() {
        let (_server, base) = serve(|target| match target {
            "/large" => text(&"a".repeat(2048)),
            "/chunked" => text(&"a".repeat(2048)).chunked(100),
            "/slow" => text("a").after(Duration::from_secs(3)),
            _ => Reply::empty(404),
        });
        for (path, why) in [
            ("large", "larger"),
            ("chunked", "larger"),
            ("slow", "took longer"),
            ("absent", "404"),
        ] {
            let reason = small().text(&format!("{base}/{path}")).unwrap_err();
            assert!(reason.contains(why), "{path}: {reason}");
        }
        let remote = small();
        for path in ["a", "b"] {
            let reason = remote.text(&format!("{base}/{path}")).unwrap_err();
            assert!(reason.contains("404"), "{reason}");
        }
        let reason = remote.text(&format!("{base}/c")).unwrap_err();
        assert!(reason.contains("more than 2 addresses"), "{reason}");
    }
}
