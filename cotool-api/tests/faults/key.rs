//! The key is sent to the API, in each of the ways there are, and is seen nowhere else: not in what `Debug` and `Display` print, in
//! a line of a log, in a span, or in a file that was recorded.
//!
//! The rows of the other files are held to the same, see `check.rs`.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use cotool_api::runtime::mock::Recorder;
use cotool_api::runtime::{
    Api, Attempted, Client, ClientAuthentication, ClientBuilder, ClientCredentials, Credential,
    Interceptor, Operation, Outgoing, Refusal, Request, ReqwestTransport, RetryPolicy, Scheme,
    SecretString, Token, Undocumented, Verdict, decode,
};
use cotool_mock::{Place as At, Recorded, Reply, Server};
use http::HeaderValue;
use serde_json::{Value, json};

use crate::haystack::{
    KEY, TOKEN, debug_is_free, error_is_free, forms, forms_of, heard_of, is_free, lines_are_free,
    listen,
};

static API: Api = Api {
    title: "Keys",
    version: "1",
    servers: &[],
    schemes: &[
        Scheme::bearer("bearer"),
        Scheme::basic("basic"),
        Scheme::header_key("header", "x-k"),
        Scheme::query_key("query", "k"),
        Scheme::cookie_key("cookie", "c"),
        Scheme::http("other", "Digest"),
    ],
};

macro_rules! operation {
    ($scheme:literal) => {
        Operation::new($scheme, "POST", "/thing").security(&[&[$scheme]])
    };
}

static BEARER: Operation = operation!("bearer");
static BASIC: Operation = operation!("basic");
static HEADER: Operation = operation!("header");
static QUERY: Operation = operation!("query");
static COOKIE: Operation = operation!("cookie");
static OTHER: Operation = operation!("other");
static OPEN: Operation = Operation::new("open", "POST", "/thing");

/// Puts the key on by itself.
struct Signs;

impl Interceptor for Signs {
    fn before(&self, outgoing: &mut Outgoing<'_>) -> Result<(), Refusal> {
        debug_is_free(outgoing);
        let mut value = HeaderValue::from_static(KEY);
        value.set_sensitive(true);
        outgoing.headers_mut().insert("x-signature", value);
        debug_is_free(outgoing);
        Ok(())
    }

    fn after(&self, attempted: &Attempted<'_>) -> Verdict {
        debug_is_free(attempted);
        Verdict::Keep
    }
}

/// A way to prove who calls.
struct Way {
    name: &'static str,
    operation: &'static Operation,
    /// What the API is shown by it, and may quote.
    secret: &'static str,
    set: fn(ClientBuilder, &str) -> ClientBuilder,
}

fn credentials(url: &str) -> ClientCredentials {
    ClientCredentials::new(format!("{url}/token"), "user", KEY)
}

fn ways() -> Vec<Way> {
    let way = |name: &'static str, operation, set| Way {
        name,
        operation,
        secret: match name {
            "provider" | "oauth" | "oauth-post" => TOKEN,
            _ => KEY,
        },
        set,
    };
    vec![
        way("bearer", &BEARER, |client, _| client.bearer(KEY)),
        way("basic", &BASIC, |client, _| client.basic("user", KEY)),
        way("header", &HEADER, |client, _| client.api_key(KEY)),
        way("query", &QUERY, |client, _| client.api_key(KEY)),
        way("cookie", &COOKIE, |client, _| client.api_key(KEY)),
        way("other", &OTHER, |client, _| {
            client.credential("other", Credential::http(KEY))
        }),
        way("provider", &BEARER, |client, _| {
            client.token_provider(|| async { Ok(Token::new(TOKEN)) })
        }),
        way("oauth", &BEARER, |client, url| {
            client.token_provider(credentials(url))
        }),
        way("oauth-post", &BEARER, |client, url| {
            client.token_provider(credentials(url).authentication(ClientAuthentication::Post))
        }),
        way("interceptor", &OPEN, |client, _| client.interceptor(Signs)),
        way("by-hand", &OPEN, |client, _| {
            client.header("x-api-key", KEY)
        }),
    ]
}

/// What a server may quote that knows the secret. The form that holds the user as well is known when it was sent.
fn quotable(secret: &str) -> Vec<String> {
    let mut forms = forms_of(secret);
    forms.retain(|form| !form.starts_with("dXNlcjp"));
    forms
}

/// Faults of each kind; many servers quote what they refuse.
fn faults(secret: &str) -> Vec<Reply> {
    let forms = quotable(secret);
    let all = forms.join(" and ");
    let quoted = format!("no such key: {all}");
    let quoting = json!({"error": quoted, "message": quoted, "issues": [{"key": secret, secret: 1}], "keys": [secret]});
    let answer = Reply::json(200, &json!({"id": 1, "echo": all}));
    vec![
        Reply::json(400, &quoting),
        Reply::json(401, &quoting)
            .header("www-authenticate", &format!("Bearer error=\"{secret}\"")),
        Reply::json(403, &quoting).header("set-cookie", &format!("c={secret}")),
        Reply::json(429, &quoting).header("retry-after", "1"),
        Reply::json(500, &quoting).header("x-request-id", secret),
        Reply::text(502, "text/html", quoted.clone()),
        Reply::text(200, "text/html", quoted.clone()),
        Reply::json(200, &json!({"id": secret})),
        Reply::json(200, &json!([{secret: 1}])),
        Reply::empty(302).header(
            "location",
            &format!("/there?key={}&x={}", forms[2], forms[3]),
        ),
        Reply::empty(307).header("location", "https://user:ck-9f4e@127.0.0.1:1/"),
        Reply::raw(format!("{all}\r\n\r\n")),
        Reply::raw(format!("HTTP/1.1 200 OK\r\n{all}\r\n\r\n")),
        Reply::close(),
        Reply::reset(),
        answer.clone().close_at(At::Body(9)),
        answer.clone().hang_at(At::AfterHead),
        answer,
    ]
}

/// A server that gives the fault which the call asks for by number, and tokens.
fn server(secret: &str) -> Server {
    let faults = faults(secret);
    Server::start(move |request: &Recorded| {
        if request.path() == "/token" {
            return Reply::json(200, &json!({"access_token": TOKEN, "token_type": "Bearer"}));
        }
        let number = request
            .header("x-fault")
            .and_then(|number| number.parse().ok());
        faults[number.unwrap_or(0_usize)].clone()
    })
    .unwrap()
}

/// Token endpoints that do not give a token, and quote what they were sent.
#[tokio::test(flavor = "multi_thread")]
async fn a_refused_secret_is_not_quoted() {
    listen();
    let server = Server::start(|request| {
        let said = request.header("authorization").unwrap_or_default();
        let said = format!("{said} {}", quotable(KEY).join(" and "));
        match request.path() {
            "/refused/token" => {
                let words = json!({"error": said, "error_description": said, "error_uri": said});
                Reply::json(400, &words)
            }
            "/garbled/token" => Reply::json(200, &json!({"access_token": [said]})),
            _ => Reply::text(500, "text/plain", said),
        }
    })
    .unwrap();
    for place in ["refused", "garbled", "broken"] {
        for way in ways().iter().filter(|way| way.name.starts_with("oauth")) {
            let file = file(way);
            let client = client(way, &format!("{}/{place}", server.url()), &file);
            let call =
                Request::new(&client, way.operation).returning::<Value, Undocumented>(decode::json);
            error_is_free(&call.await.unwrap_err());
            drop(client);
            is_free(&std::fs::read_to_string(&file).unwrap());
            std::fs::remove_file(file).unwrap();
        }
    }
    lines_are_free();
}

/// Where a recording goes, until it has been read.
fn file(way: &Way) -> PathBuf {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!(
        "cotool-key-{}-{number}-{}.jsonl",
        way.name,
        std::process::id()
    );
    std::env::temp_dir().join(name)
}

fn client(way: &Way, url: &str, file: &Path) -> Client {
    let transport = ReqwestTransport::builder().no_proxy();
    debug_is_free(&transport);
    let recorder = Recorder::new(transport.build().unwrap(), file).unwrap();
    debug_is_free(&recorder);
    let builder = ClientBuilder::new(&API)
        .base_url(url)
        .transport(recorder)
        .chance(|| 0.0)
        .retry(RetryPolicy::default().attempts(2))
        .timeout(Duration::from_secs(1))
        .read_timeout(Duration::from_secs(1));
    let builder = (way.set)(builder, url);
    debug_is_free(&builder);
    let client = builder.build().unwrap();
    debug_is_free(&client);
    client
}

/// Makes the call as a whole answer and as a stream, and looks at everything on the way.
async fn look_at_calls(way: &Way, client: &Client, fault: usize) {
    let request =
        || Request::new(client, way.operation).json(&json!({"password": KEY, "note": KEY}));
    debug_is_free(&request());
    let number = fault.to_string();
    let call = request()
        .returning::<Value, Undocumented>(decode::json)
        .header("x-fault", &number)
        .query_pair("token", KEY);
    debug_is_free(&call);
    let call = call.with_response();
    debug_is_free(&call);
    match call.await {
        // The body is the caller's own: what the server says there is not printed by us.
        Ok(response) => debug_is_free(&response.map(|_| ())),
        Err(error) => {
            error_is_free(&error);
            is_free(error.url());
            debug_is_free(&error.decode_error());
            debug_is_free(&error.transport_error());
            debug_is_free(&error.api_error());
            error_is_free(&error.erase());
        }
    }
    let call = request().streaming::<_, Undocumented>(decode::events::<u32>);
    match call.header("x-fault", &number).await {
        Ok(mut stream) => {
            debug_is_free(&stream);
            while let Some(Err(error)) = stream.next().await {
                error_is_free(&error);
            }
        }
        Err(error) => error_is_free(&error),
    }
}

/// Makes the calls of one way, and looks at what was recorded of them.
async fn look_at(way: &Way) {
    let server = server(way.secret);
    let file = file(way);
    let client = client(way, &server.url(), &file);
    let calls = (0..faults(KEY).len()).map(|fault| look_at_calls(way, &client, fault));
    futures_util::future::join_all(calls).await;
    drop(client);
    let recorded = std::fs::read_to_string(&file).unwrap();
    std::fs::remove_file(file).unwrap();
    assert!(recorded.lines().count() >= faults(KEY).len(), "{recorded}");
    is_free(&recorded);
    // It was sent, though.
    let sent = server.take_requests();
    let sent: Vec<String> = sent.iter().map(|request| format!("{request:?}")).collect();
    let secrets = forms();
    let proved = |text: &String| secrets.iter().any(|form| text.contains(form));
    assert!(sent.iter().any(proved), "{} proves nothing", way.name);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_nowhere_but_on_the_wire() {
    listen();
    for secret in [KEY, TOKEN] {
        debug_is_free(&SecretString::from(secret));
        debug_is_free(&Token::new(secret));
    }
    debug_is_free(&credentials("http://127.0.0.1:1"));
    futures_util::future::join_all(ways().iter().map(look_at)).await;
    for origin in ["reqwest", "hyper_util", "cotool_api"] {
        assert!(heard_of(origin), "nothing of {origin} was heard");
    }
    lines_are_free();
}
