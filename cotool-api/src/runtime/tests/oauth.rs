//! OAuth 2.0 client credentials, over the client's own transport.

use std::error::Error as _;
use std::time::Duration;

use crate::runtime::scripted::{FakeClock, Scripted, Step, builder, call};
use crate::runtime::*;

const SECRET: &str = "hunter2 &+";

static SECURED: Operation = Operation::new("o", "GET", "/thing").security(&[&["bearer"]]);

fn credentials() -> ClientCredentials {
    ClientCredentials::new("https://id.test/token", "the client", SECRET)
}

fn client(script: &Scripted, credentials: ClientCredentials) -> Client {
    builder(script, &FakeClock::new())
        .token_provider(credentials)
        .build()
        .unwrap()
}

fn granted(token: &str) -> Step {
    Step::body(
        200,
        format!(r#"{{"access_token":"{token}","token_type":"Bearer","expires_in":3600}}"#),
    )
}

#[tokio::test]
async fn the_secret_goes_where_the_server_wants_it() {
    let body = "grant_type=client_credentials&scope=read+write";
    let cases = [
        (
            ClientAuthentication::Basic,
            Some("Basic dGhlK2NsaWVudDpodW50ZXIyKyUyNiUyQg=="),
            format!("{body}&audience=https%3A%2F%2Fapi.test"),
        ),
        (
            ClientAuthentication::Post,
            None,
            format!(
                "{body}&client_id=the+client&client_secret=hunter2+%26%2B&audience=https%3A%2F%2Fapi.test"
            ),
        ),
    ];
    for (authentication, authorization, body) in cases {
        let script = Scripted::new([granted("t1"), Step::body(200, "1"), Step::body(200, "2")]);
        let credentials = credentials()
            .scopes(["read", "write"])
            .parameter("audience", "https://api.test")
            .authentication(authentication);
        assert!(!format!("{credentials:?}").contains("hunter2"));
        let client = client(&script, credentials);
        call(&client, &SECURED).await.unwrap();
        call(&client, &SECURED).await.unwrap();
        let seen = script.seen();
        // One token for both calls.
        assert_eq!(seen.len(), 3);
        let first = &seen[0];
        assert_eq!(
            (&*first.method, &*first.url),
            ("POST", "https://id.test/token")
        );
        assert_eq!(first.header("authorization"), authorization);
        assert_eq!(String::from_utf8_lossy(first.body.as_ref().unwrap()), body);
        assert_eq!(
            first.header("content-type"),
            Some("application/x-www-form-urlencoded")
        );
        assert_eq!(seen[2].header("authorization"), Some("Bearer t1"));
    }
}

#[tokio::test]
async fn a_token_is_renewed_when_it_ends_and_when_it_is_refused() {
    let short = Step::body(200, r#"{"access_token":"t1","expires_in":"100"}"#);
    let script = Scripted::new([
        short,
        Step::body(200, "1"),
        granted("t2"),
        Step::body(200, "2"),
        Step::status(401),
        granted("t3"),
        Step::body(200, "3"),
    ]);
    let clock = FakeClock::new();
    let client = builder(&script, &clock)
        .token_provider(credentials())
        .build()
        .unwrap();
    call(&client, &SECURED).await.unwrap();
    // Ten seconds before its end, it is taken for ended.
    clock.sleep(Duration::from_secs(90)).await;
    call(&client, &SECURED).await.unwrap();
    call(&client, &SECURED).await.unwrap();
    let sent: Vec<_> = script
        .seen()
        .iter()
        .filter(|seen| seen.method == "GET")
        .map(|seen| seen.header("authorization").unwrap().to_owned())
        .collect();
    assert_eq!(sent, ["Bearer t1", "Bearer t2", "Bearer t2", "Bearer t3"]);
}

#[tokio::test]
async fn what_the_server_says_is_typed() {
    let refusal = r#"{"error":"invalid_client","error_description":"hunter2 &+ is wrong\n","error_uri":"https://e"}"#;
    let script = Scripted::new([Step::body(401, refusal)]);
    let error = call(&client(&script, credentials()), &SECURED)
        .await
        .unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Token, 1));
    assert!(!error.was_sent() && !error.is_transient());
    let reason = error
        .source()
        .unwrap()
        .downcast_ref::<OAuthError>()
        .unwrap();
    assert_eq!(reason.code(), Some(&OAuthErrorCode::InvalidClient));
    assert_eq!(reason.status(), Some(401));
    assert_eq!(
        reason.to_string(),
        "the token endpoint refused: 401, invalid_client: REDACTED is wrong\\n"
    );
    assert!(!format!("{error:?} {reason:?}").contains("hunter2"));

    let cases = [
        (
            Step::body(200, "<p>"),
            "the token endpoint answered 200, but it is no OAuth 2.0 token in JSON",
        ),
        (
            Step::body(200, r#"{"access_token":"t","token_type":"mac"}"#),
            "the token endpoint answered 200, but its token is not a bearer token",
        ),
        (
            Step::body(200, r#"{"access_token":"t","expires_in":-1}"#),
            "the token endpoint answered 200, but its `expires_in` is not a number of seconds",
        ),
        (
            Step::status(302),
            "the token endpoint answered 302, but it is no OAuth 2.0 error",
        ),
        (
            Step::Fail(TransportErrorKind::Tls, false),
            "the token endpoint was not reached: the connection could not be secured",
        ),
        (
            Step::body(400, r#"{"error":"slow_down"}"#),
            "the token endpoint refused: 400, slow_down",
        ),
    ];
    for (step, text) in cases {
        let script = Scripted::new([step]);
        let error = call(&client(&script, credentials()), &SECURED)
            .await
            .unwrap_err();
        assert_eq!(error.source().unwrap().to_string(), text);
    }
}

#[tokio::test]
async fn passing_trouble_of_the_token_endpoint_is_repeated_and_nothing_else() {
    static POST: Operation = Operation::new("o", "POST", "/thing").security(&[&["bearer"]]);
    let script = Scripted::new([
        Step::status(503),
        Step::Fail(TransportErrorKind::Io, true),
        granted("t1"),
        Step::body(200, "1"),
    ]);
    // The API has not seen the call: even one that may not be repeated is made after all.
    assert_eq!(
        call(&client(&script, credentials()), &POST).await.unwrap(),
        1
    );
    let calls = script
        .seen()
        .iter()
        .filter(|seen| seen.url.contains("api.test"))
        .count();
    assert_eq!((script.seen().len(), calls), (4, 1));
}

#[tokio::test]
async fn the_secret_goes_over_https_only() {
    let script = Scripted::new([]);
    for url in ["http://id.test/token", "ftp://id.test", "nonsense"] {
        let credentials = ClientCredentials::new(url, "c", SECRET);
        let error = call(&client(&script, credentials), &SECURED)
            .await
            .unwrap_err();
        assert!(
            error
                .source()
                .unwrap()
                .to_string()
                .starts_with("the token URL is not ")
        );
    }
    let script = Scripted::new([granted("t"), Step::body(200, "1")]);
    let credentials =
        ClientCredentials::new("http://id.test/token", "c", SECRET).allow_plain_http("id.test");
    call(&client(&script, credentials), &SECURED).await.unwrap();
}

/// Two schemes with a token URL, one of them relative to where the API is served, and one without.
static DESCRIBED: Api = Api {
    title: "Described",
    version: "1",
    servers: &["https://api.test/v1/"],
    schemes: &[
        Scheme::bearer("bearer").token_url("https://id.test/token"),
        Scheme::bearer("near").token_url("/oauth/token"),
        Scheme::bearer("static"),
    ],
};

#[tokio::test]
async fn the_token_url_is_that_of_the_description() {
    static NEAR: Operation = Operation::new("o", "GET", "/thing").security(&[&["near"]]);
    let script = Scripted::new([
        granted("t1"),
        Step::body(200, "1"),
        granted("t2"),
        Step::body(200, "2"),
        Step::body(200, "3"),
    ]);
    let builder = |script: &Scripted| {
        ClientBuilder::new(&DESCRIBED)
            .transport(script.clone())
            .clock(FakeClock::new())
            .client_credentials("the client", SECRET)
    };
    let described = builder(&script).build().unwrap();
    call(&described, &SECURED).await.unwrap();
    call(&described, &NEAR).await.unwrap();
    // What is given for a scheme by name goes before.
    let named = builder(&script).credential("bearer", Credential::bearer("mine"));
    call(&named.build().unwrap(), &SECURED).await.unwrap();
    assert_eq!(
        script.urls(),
        [
            "https://id.test/token",
            "https://api.test/v1/thing",
            "https://api.test/oauth/token",
            "https://api.test/v1/thing",
            "https://api.test/v1/thing",
        ]
    );
    assert_eq!(
        script.seen()[4].header("authorization"),
        Some("Bearer mine")
    );
    let none = builder_of_an_api_without_token_urls(&script);
    assert!(
        none.to_string().contains("ClientCredentials::new"),
        "{none}"
    );
}

fn builder_of_an_api_without_token_urls(script: &Scripted) -> BuildError {
    let client = builder(script, &FakeClock::new()).client_credentials("the client", SECRET);
    client.build().unwrap_err()
}
