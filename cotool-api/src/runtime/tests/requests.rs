//! What goes over the wire.

use serde_json::json;

use super::{GET, POST};
use crate::runtime::scripted::{API, FakeClock, Scripted, Step, builder, sent};
use crate::runtime::*;

#[tokio::test]
async fn parameters_go_to_their_places() {
    static OPERATION: Operation =
        Operation::new("o", "GET", "/a/{id}/b{m}/{j}").accept("application/json");
    let seen = sent(&OPERATION, |request| {
        request
            .path("id", "x/y ü")
            .path_styled("m", &[1, 2], Style::Matrix, true)
            .path_content("j", &json!([1]))
            .query("q", &["a b", "c&d"])
            .query_styled("f", &json!({"k": 0.0}), Style::DeepObject, true)
            .query_reserved("r", "a/b:c", Style::Form, true)
            .query_content("j", &json!({"a": [1]}))
            .query("absent", &None::<u8>)
            .header("X-List", &[1, 2])
            .header_styled("X-Object", &json!({"a": 1, "b": true}), true)
            .header_content("X-Json", &json!({"a": "é"}))
            .header("X-Absent", &None::<u8>)
            .cookie("c", &["1", "2;3"])
            .cookie_styled("d", &[1, 2], false)
            .cookie_content("e", &json!({"a": 1}))
            .optional(Some(1), |request, value| request.query("some", &value))
            .optional(None::<u8>, |request, value| request.query("none", &value))
    })
    .await
    .unwrap();
    assert_eq!(
        seen.url,
        "https://api.test/v1/a/x%2Fy%20%C3%BC/b;m=1;m=2/%5B1%5D?q=a%20b&q=c%26d&f%5Bk%5D=0&r=a/b:c\
         &j=%7B%22a%22%3A%5B1%5D%7D&some=1"
    );
    assert_eq!(seen.method, "GET");
    assert_eq!(seen.header("accept"), Some("application/json"));
    assert_eq!(seen.header("x-list"), Some("1,2"));
    assert_eq!(seen.header("x-object"), Some("a=1,b=true"));
    assert_eq!(
        seen.headers["x-json"].as_bytes(),
        "{\"a\":\"é\"}".as_bytes()
    );
    assert_eq!(seen.header("x-absent"), None);
    assert_eq!(
        seen.header("cookie"),
        Some("c=1; c=2%3B3; d=1,2; e={%22a%22:1}")
    );
    assert_eq!(seen.body.as_deref(), Some(&[][..]));
    let agent = seen.header("user-agent").unwrap();
    assert!(agent.ends_with(env!("CARGO_PKG_VERSION")));
}

#[tokio::test]
async fn bodies_carry_their_type() {
    type Fill = fn(Request) -> Request;
    let rows: [(Fill, &str, &[u8]); 6] = [
        (
            |r| r.json(&json!({"a": 1})),
            "application/json",
            b"{\"a\":1}",
        ),
        (
            |r| r.json_as("application/merge-patch+json", &[1]),
            "application/merge-patch+json",
            b"[1]",
        ),
        (
            |r| {
                r.form(
                    &json!({"a": "x y", "b": [1, 2]}),
                    &[("b", Style::Form, false)],
                )
            },
            "application/x-www-form-urlencoded",
            b"a=x+y&b=1,2",
        ),
        (|r| r.text("text/csv", "a,b".to_owned()), "text/csv", b"a,b"),
        (|r| r.bytes("image/png", vec![0, 1]), "image/png", b"\0\x01"),
        (|r| r.bytes("image/png", Body::empty()), "image/png", b""),
    ];
    for (fill, kind, body) in rows {
        let seen = sent(&POST, fill).await.unwrap();
        assert_eq!(seen.header("content-type"), Some(kind));
        assert_eq!(seen.body.as_deref(), Some(body));
    }
}

#[tokio::test]
async fn forms_of_several_parts_can_be_sent_again_unless_one_streams() {
    let form = || Form::new().boundary("B").text("a", &1);
    let seen = sent(&POST, |request| {
        request.multipart("multipart/form-data", form())
    })
    .await
    .unwrap();
    assert_eq!(
        seen.header("content-type"),
        Some("multipart/form-data; boundary=B")
    );
    let text = "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--B--\r\n";
    assert_eq!(seen.body.as_deref(), Some(text.as_bytes()));

    let file = FilePart::stream(ByteStream::from(bytes::Bytes::from_static(b"x")), Some(1));
    let streamed = form().file("f", file);
    let seen = sent(&POST, |request| {
        request.multipart("multipart/form-data", streamed)
    })
    .await
    .unwrap();
    assert_eq!(seen.body, None);

    let error = sent(&POST, |request| {
        request.multipart("multipart/form-data", Form::new().boundary("\r\n"))
    })
    .await
    .unwrap_err();
    assert!(!error.was_sent() && error.kind() == ErrorKind::Request);
}

#[tokio::test]
async fn what_cannot_be_written_is_told_before_anything_is_sent() {
    static OPERATION: Operation = Operation::new("o", "POST", "/a/{id}");
    static ODD: Operation = Operation::new("o", "B AD", "/");
    struct Unwritable;
    impl serde::Serialize for Unwritable {
        fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("no form"))
        }
    }
    type Fill = fn(Request) -> Request;
    let rows: [(&'static Operation, Fill, &str); 14] = [
        (&OPERATION, |r| r, "the path parameter `id` has no value"),
        (
            &OPERATION,
            |r| r.path("id", ""),
            "the path parameter `id` is empty",
        ),
        (
            &OPERATION,
            |r| r.path("id", &None::<u8>),
            "the path parameter `id` is empty",
        ),
        (
            &OPERATION,
            |r| r.path("id", ".."),
            "makes the path segment `.` or `..`",
        ),
        (
            &OPERATION,
            |r| r.path("id", "."),
            "makes the path segment `.` or `..`",
        ),
        (
            &OPERATION,
            |r| r.path("id", &[[1]]),
            "the path parameter `id` cannot be written: a list",
        ),
        (
            &OPERATION,
            |r| r.path("id", &f64::NAN),
            "NaN is not a number that can be sent",
        ),
        (
            &GET,
            |r| r.query("q", &Unwritable),
            "the query parameter `q` cannot be written: no form",
        ),
        (
            &GET,
            |r| r.header("x-a", "a\r\nb"),
            "the header `x-a` holds a character that cannot be sent",
        ),
        (
            &GET,
            |r| r.header("x a", "b"),
            "`x a` is not a name for a header",
        ),
        (
            &GET,
            |r| r.cookie("c", &[[1]]),
            "the cookie `c` cannot be written",
        ),
        (
            &POST,
            |r| r.json(&Unwritable),
            "the body cannot be written as JSON: no form",
        ),
        (
            &POST,
            |r| r.form("text", &[]),
            "the body cannot be written as a form: it is not an object",
        ),
        (&ODD, |r| r, "`B AD` is not an HTTP method"),
    ];
    for (operation, fill, message) in rows {
        let error = sent(operation, fill).await.unwrap_err();
        let text = error.to_string();
        assert!(text.contains(message), "{text}");
        assert!(text.starts_with(&format!(
            "{} {}: not sent: ",
            operation.method(),
            operation.path()
        )));
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Request, 0));
        assert!(!error.was_sent() && !error.is_retryable());
    }
}

#[tokio::test]
async fn calls_have_options_of_their_own() {
    let script = Scripted::new([Step::status(204)]);
    let client = builder(&script, &FakeClock::new())
        .header("x-a", "client")
        .header("x-b", "client")
        .user_agent("me/1")
        .build()
        .unwrap();
    static WITH_QUERY: Operation = Operation::new("o", "GET", "/thing?fixed=1");
    Request::new(&client, &WITH_QUERY)
        .query("a", &1)
        .header("x-b", "operation")
        .header("x-c", "operation")
        .returning::<(), Undocumented>(decode::empty)
        .query_pair("b&", "c d")
        .header("x-c", "call")
        .await
        .unwrap();
    let seen = script.seen().remove(0);
    assert_eq!(seen.url, "https://api.test/v1/thing?fixed=1&a=1&b%26=c%20d");
    for (name, value) in [
        ("x-a", "client"),
        ("x-b", "operation"),
        ("x-c", "call"),
        ("user-agent", "me/1"),
    ] {
        assert_eq!(seen.header(name), Some(value));
    }
}

#[tokio::test]
async fn the_base_url_is_joined_with_the_path() {
    static PLAIN: Operation = Operation::new("o", "GET", "/a");
    static BARE: Operation = Operation::new("o", "GET", "a");
    static EMPTY: Operation = Operation::new("o", "GET", "");
    static HOST: Operation = Operation::new("o", "GET", "@else.test/a");
    static ELSEWHERE: Operation = Operation::new("o", "GET", "/a").server("https://files.test/v9/");
    static BESIDE: Operation = Operation::new("o", "GET", "/a").server("/v2");
    let rows: [(Option<&str>, &'static Operation, &str); 12] = [
        (None, &PLAIN, "https://api.test/v1/a"),
        (None, &ELSEWHERE, "https://files.test/v9/a"),
        (None, &BESIDE, "https://api.test/v2/a"),
        (Some("https://h.test"), &PLAIN, "https://h.test/a"),
        (Some("https://h.test/"), &PLAIN, "https://h.test/a"),
        (Some("https://h.test/x/y//"), &PLAIN, "https://h.test/x/y/a"),
        (Some("https://h.test"), &BARE, "https://h.test/a"),
        (Some("https://h.test/x/"), &EMPTY, "https://h.test/x"),
        (Some("https://h.test"), &HOST, "https://h.test/@else.test/a"),
        (Some("https://h.test"), &ELSEWHERE, "https://h.test/a"),
        (Some("https://h.test/x"), &BESIDE, "https://h.test/x/a"),
        (Some("http://localhost:1"), &PLAIN, "http://localhost:1/a"),
    ];
    for (base, operation, url) in rows {
        let script = Scripted::new([Step::status(204)]);
        let mut builder = builder(&script, &FakeClock::new());
        if let Some(base) = base {
            builder = builder.base_url(base);
        }
        let client = builder.build().unwrap();
        Request::new(&client, operation)
            .returning::<(), Undocumented>(decode::empty)
            .await
            .unwrap();
        assert_eq!(script.urls(), [url]);
    }
}

#[test]
fn unusable_settings_are_told_by_the_builder() {
    static NOWHERE: Api = Api {
        servers: &["/v1", "{scheme}://x"],
        ..API
    };
    let script = Scripted::new([]);
    let fails = |builder: ClientBuilder| {
        builder
            .transport(script.clone())
            .build()
            .unwrap_err()
            .to_string()
    };
    let new = || ClientBuilder::new(&API);
    let rows = [
        (
            fails(ClientBuilder::new(&NOWHERE)),
            "set one with `ClientBuilder::base_url`",
        ),
        (
            fails(new().base_url("nonsense")),
            "the base URL is not valid",
        ),
        (fails(new().base_url("ftp://h.test")), "begins with `ftp:`"),
        (
            fails(new().base_url("https://u:hunter2@h.test")),
            "give them to `ClientBuilder::basic`",
        ),
        (fails(new().base_url("https://h.test?a=b")), "holds a query"),
        (
            fails(new().base_url("http://h.test")),
            "ClientBuilder::allow_plain_http(\"h.test\")",
        ),
        (
            fails(new().header("a b", "c")),
            "`a b` is not a name for a header",
        ),
        (
            fails(new().header("a", "hunter2\n")),
            "the header `a` holds a character",
        ),
        (
            fails(new().user_agent("\n")),
            "the header `user-agent` holds a character",
        ),
    ];
    for (text, message) in rows {
        assert!(text.contains(message), "{text}");
        assert!(!text.contains("hunter2"));
    }
    let allowed = new().base_url("http://h.test").allow_plain_http("H.test");
    assert!(allowed.transport(script.clone()).build().is_ok());
}
