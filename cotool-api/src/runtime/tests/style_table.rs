//! The specification's table *Style Examples*, from the value to the request as it is sent: every place, style and `explode`
//! with an empty text, a text, a list and an object, then with reserved characters, with `allowReserved` and as `content`.
//!
//! Cells that the table leaves open are written as the nearest style that has one; each such row says so.

use serde::Serialize;

use crate::runtime::scripted::{Seen, sent};
use crate::runtime::*;

static PATH: Operation = Operation::new("o", "GET", "/p{color}/end");
static QUERY: Operation = Operation::new("o", "GET", "/q");

/// The object of the table, in its order.
#[derive(Serialize)]
struct Rgb {
    #[serde(rename = "R")]
    r: u8,
    #[serde(rename = "G")]
    g: u8,
    #[serde(rename = "B")]
    b: u8,
}

const RGB: Rgb = Rgb {
    r: 100,
    g: 200,
    b: 150,
};
const COLORS: [&str; 3] = ["blue", "black", "brown"];

/// Values with everything that RFC 3986 reserves, and what it does not allow.
const RESERVED: &str = ":/?#[]@!$&'()*+,;= %\"é";

#[derive(Serialize)]
struct Odd {
    #[serde(rename = "a&b")]
    a: &'static str,
}

const ODD: Odd = Odd { a: "c=d,e" };

/// A cell: what is added to a request, and the path and query, header or cookie that comes of it.
macro_rules! row {
    ($read:ident, $operation:ident, $fill:expr; $($value:expr => $expected:expr),* $(,)?) => {$(
        let seen = sent(&$operation, |request| $fill(request, &$value)).await.unwrap();
        assert_eq!($read(&seen), $expected, "{} {}", stringify!($fill), stringify!($value));
    )*};
}

fn target(seen: &Seen) -> Option<&str> {
    seen.url.strip_prefix("https://api.test/v1")
}

fn header(seen: &Seen) -> Option<&str> {
    seen.header("color")
}

fn cookie(seen: &Seen) -> Option<&str> {
    seen.header("cookie")
}

/// 24 cells.
#[tokio::test]
async fn paths() {
    use Style::{Label, Matrix, Simple};
    row!(target, PATH, |r: Request, v| r.path_styled("color", v, Matrix, false);
        "" => Some("/p;color/end"),
        "blue" => Some("/p;color=blue/end"),
        COLORS => Some("/p;color=blue,black,brown/end"),
        RGB => Some("/p;color=R,100,G,200,B,150/end"));
    row!(target, PATH, |r: Request, v| r.path_styled("color", v, Matrix, true);
        "" => Some("/p;color/end"),
        "blue" => Some("/p;color=blue/end"),
        COLORS => Some("/p;color=blue;color=black;color=brown/end"),
        RGB => Some("/p;R=100;G=200;B=150/end"));
    row!(target, PATH, |r: Request, v| r.path_styled("color", v, Label, false);
        "" => Some("/p./end"),
        "blue" => Some("/p.blue/end"),
        COLORS => Some("/p.blue,black,brown/end"),
        RGB => Some("/p.R,100,G,200,B,150/end"));
    row!(target, PATH, |r: Request, v| r.path_styled("color", v, Label, true);
        "" => Some("/p./end"),
        "blue" => Some("/p.blue/end"),
        COLORS => Some("/p.blue.black.brown/end"),
        RGB => Some("/p.R=100.G=200.B=150/end"));
    row!(target, PATH, |r: Request, v| r.path_styled("color", v, Simple, false);
        "blue" => Some("/pblue/end"),
        COLORS => Some("/pblue,black,brown/end"),
        RGB => Some("/pR,100,G,200,B,150/end"));
    row!(target, PATH, |r: Request, v| r.path_styled("color", v, Simple, true);
        "blue" => Some("/pblue/end"),
        COLORS => Some("/pblue,black,brown/end"),
        RGB => Some("/pR=100,G=200,B=150/end"));
    // Nothing in a path would ask for another path: that is refused before anything is sent.
    for explode in [false, true] {
        let error = sent(&PATH, |r| r.path_styled("color", "", Simple, explode))
            .await
            .unwrap_err();
        assert!(error.to_string().contains("`color` is empty"), "{error}");
    }
}

/// 32 cells.
#[tokio::test]
async fn queries() {
    use Style::{DeepObject, Form, PipeDelimited, SpaceDelimited};
    row!(target, QUERY, |r: Request, v| r.query_styled("color", v, Form, false);
        "" => Some("/q?color="),
        "blue" => Some("/q?color=blue"),
        COLORS => Some("/q?color=blue,black,brown"),
        RGB => Some("/q?color=R,100,G,200,B,150"));
    row!(target, QUERY, |r: Request, v| r.query_styled("color", v, Form, true);
        "" => Some("/q?color="),
        "blue" => Some("/q?color=blue"),
        COLORS => Some("/q?color=blue&color=black&color=brown"),
        RGB => Some("/q?R=100&G=200&B=150"));
    // The table has no texts for the delimited styles: as with `form`.
    row!(target, QUERY, |r: Request, v| r.query_styled("color", v, SpaceDelimited, false);
        "" => Some("/q?color="),
        "blue" => Some("/q?color=blue"),
        COLORS => Some("/q?color=blue%20black%20brown"),
        RGB => Some("/q?color=R%20100%20G%20200%20B%20150"));
    row!(target, QUERY, |r: Request, v| r.query_styled("color", v, PipeDelimited, false);
        "" => Some("/q?color="),
        "blue" => Some("/q?color=blue"),
        COLORS => Some("/q?color=blue%7Cblack%7Cbrown"),
        RGB => Some("/q?color=R%7C100%7CG%7C200%7CB%7C150"));
    // It has no row for delimited styles that explode: as `form`, which is what 3.0 said of them.
    row!(target, QUERY, |r: Request, v| r.query_styled("color", v, SpaceDelimited, true);
        "" => Some("/q?color="),
        "blue" => Some("/q?color=blue"),
        COLORS => Some("/q?color=blue&color=black&color=brown"),
        RGB => Some("/q?R=100&G=200&B=150"));
    row!(target, QUERY, |r: Request, v| r.query_styled("color", v, PipeDelimited, true);
        "" => Some("/q?color="),
        "blue" => Some("/q?color=blue"),
        COLORS => Some("/q?color=blue&color=black&color=brown"),
        RGB => Some("/q?R=100&G=200&B=150"));
    // It has objects only for `deepObject`: a text as with `form`, a list by its indices.
    row!(target, QUERY, |r: Request, v| r.query_styled("color", v, DeepObject, true);
        "" => Some("/q?color="),
        "blue" => Some("/q?color=blue"),
        COLORS => Some("/q?color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown"),
        RGB => Some("/q?color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"));
    row!(target, QUERY, |r: Request, v| r.query_styled("color", v, DeepObject, false);
        "" => Some("/q?color="),
        "blue" => Some("/q?color=blue"),
        COLORS => Some("/q?color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown"),
        RGB => Some("/q?color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"));
}

/// 16 cells.
#[tokio::test]
async fn headers_and_cookies() {
    row!(header, QUERY, |r: Request, v| r.header_styled("color", v, false);
        "" => Some(""),
        "blue" => Some("blue"),
        COLORS => Some("blue,black,brown"),
        RGB => Some("R,100,G,200,B,150"));
    row!(header, QUERY, |r: Request, v| r.header_styled("color", v, true);
        "" => Some(""),
        "blue" => Some("blue"),
        COLORS => Some("blue,black,brown"),
        RGB => Some("R=100,G=200,B=150"));
    row!(cookie, QUERY, |r: Request, v| r.cookie_styled("color", v, false);
        "" => Some("color="),
        "blue" => Some("color=blue"),
        // A comma does not separate in cookies, so it is not escaped here and is in values.
        COLORS => Some("color=blue,black,brown"),
        RGB => Some("color=R,100,G,200,B,150"));
    // Each pair is a cookie of its own: 3.2 says so of its style `cookie`, and `&` would make one cookie of all.
    row!(cookie, QUERY, |r: Request, v| r.cookie_styled("color", v, true);
        "" => Some("color="),
        "blue" => Some("color=blue"),
        COLORS => Some("color=blue; color=black; color=brown"),
        RGB => Some("R=100; G=200; B=150"));
}

/// 28 cells.
#[tokio::test]
async fn reserved_characters() {
    use Style::{DeepObject, Form, Label, Matrix, PipeDelimited, Simple, SpaceDelimited};
    const ESCAPED: &str = "%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%20%25%22%C3%A9";
    let list = ["a,b", "c d|e"];
    let path = |text: &str| Some(format!("/p{text}/end"));
    let query = |text: &str| Some(format!("/q?{text}"));
    let owned = |seen: &Seen| target(seen).map(str::to_owned);
    row!(owned, PATH, |r: Request, v| r.path_styled("color", v, Simple, false);
        RESERVED => path(ESCAPED),
        list => path("a%2Cb,c%20d%7Ce"),
        ODD => path("a%26b,c%3Dd%2Ce"));
    row!(owned, PATH, |r: Request, v| r.path_styled("color", v, Label, true);
        RESERVED => path(&format!(".{ESCAPED}")),
        list => path(".a%2Cb.c%20d%7Ce"),
        ODD => path(".a%26b=c%3Dd%2Ce"));
    row!(owned, PATH, |r: Request, v| r.path_styled("color", v, Matrix, true);
        RESERVED => path(&format!(";color={ESCAPED}")),
        list => path(";color=a%2Cb;color=c%20d%7Ce"),
        ODD => path(";a%26b=c%3Dd%2Ce"));
    row!(owned, QUERY, |r: Request, v| r.query_styled("color", v, Form, false);
        RESERVED => query(&format!("color={ESCAPED}")),
        list => query("color=a%2Cb,c%20d%7Ce"),
        ODD => query("color=a%26b,c%3Dd%2Ce"));
    row!(owned, QUERY, |r: Request, v| r.query_styled("color", v, Form, true);
        RESERVED => query(&format!("color={ESCAPED}")),
        list => query("color=a%2Cb&color=c%20d%7Ce"),
        ODD => query("a%26b=c%3Dd%2Ce"));
    row!(owned, QUERY, |r: Request, v| r.query_styled("color", v, SpaceDelimited, false);
        list => query("color=a%2Cb%20c%20d%7Ce"),
        ODD => query("color=a%26b%20c%3Dd%2Ce"));
    row!(owned, QUERY, |r: Request, v| r.query_styled("color", v, PipeDelimited, false);
        list => query("color=a%2Cb%7Cc%20d%7Ce"),
        ODD => query("color=a%26b%7Cc%3Dd%2Ce"));
    row!(owned, QUERY, |r: Request, v| r.query_styled("color", v, DeepObject, true);
        RESERVED => query(&format!("color={ESCAPED}")),
        ODD => query("color%5Ba%26b%5D=c%3Dd%2Ce"));
    // A header is sent as it is; a cookie without what ends it.
    row!(header, QUERY, |r: Request, v| r.header_styled("color", v, false);
        "a b%,\"c\";=" => Some("a b%,\"c\";="),
        list => Some("a,b,c d|e"),
        ODD => Some("a&b,c=d,e"));
    row!(cookie, QUERY, |r: Request, v| r.cookie_styled("color", v, false);
        RESERVED => Some("color=:/?#[]@!$&'()*+%2C%3B=%20%25%22%C3%A9"),
        list => Some("color=a%2Cb,c%20d|e"),
        ODD => Some("color=a&b,c=d%2Ce"));
    row!(cookie, QUERY, |r: Request, v| r.cookie_styled("color", v, true);
        list => Some("color=a%2Cb; color=c%20d|e"));
}

/// 13 cells. `&`, `#` and `+` would mean something else in a query, and stay escaped; `'` is escaped by every URL.
#[tokio::test]
async fn reserved_characters_that_are_allowed() {
    use Style::{DeepObject, Form, PipeDelimited, SpaceDelimited};
    const KEPT: &str = ":/?%23[]@!$%26%27()*%2B,;=%20%25%22%C3%A9";
    let list = ["a/b", "c?d"];
    let query = |text: &str| Some(format!("/q?{text}"));
    let owned = |seen: &Seen| target(seen).map(str::to_owned);
    row!(owned, QUERY, |r: Request, v| r.query_reserved("color", v, Form, true);
        RESERVED => query(&format!("color={KEPT}")),
        list => query("color=a/b&color=c?d"),
        ODD => query("a%26b=c=d,e"));
    row!(owned, QUERY, |r: Request, v| r.query_reserved("color", v, Form, false);
        RESERVED => query(&format!("color={KEPT}")),
        list => query("color=a/b,c?d"),
        "already%2Fescaped" => query("color=already%2Fescaped"));
    row!(owned, QUERY, |r: Request, v| r.query_reserved("color", v, SpaceDelimited, false);
        list => query("color=a/b%20c?d"),
        RGB => query("color=R%20100%20G%20200%20B%20150"));
    row!(owned, QUERY, |r: Request, v| r.query_reserved("color", v, PipeDelimited, false);
        list => query("color=a/b%7Cc?d"),
        RGB => query("color=R%7C100%7CG%7C200%7CB%7C150"));
    row!(owned, QUERY, |r: Request, v| r.query_reserved("color", v, DeepObject, true);
        RESERVED => query(&format!("color={KEPT}")),
        list => query("color%5B0%5D=a/b&color%5B1%5D=c?d"),
        RGB => query("color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"));
}

/// 11 cells: OpenAPI 3.2 allows them in paths, where they do not end a segment, and in cookies.
#[tokio::test]
async fn reserved_characters_that_are_allowed_elsewhere() {
    use Style::{Label, Matrix, Simple};
    const KEPT: &str = ":%2F%3F%23%5B%5D@!$&'()*+,;=%20%25%22%C3%A9";
    let list = ["a/b", "c:d"];
    let path = |text: &str| Some(format!("/p{text}/end"));
    let owned = |seen: &Seen| target(seen).map(str::to_owned);
    row!(owned, PATH, |r: Request, v| r.path_reserved("color", v, Simple, false);
        RESERVED => path(KEPT),
        list => path("a%2Fb,c:d"),
        "already%2Fescaped" => path("already%2Fescaped"));
    row!(owned, PATH, |r: Request, v| r.path_reserved("color", v, Label, true);
        RESERVED => path(&format!(".{KEPT}")),
        list => path(".a%2Fb.c:d"));
    row!(owned, PATH, |r: Request, v| r.path_reserved("color", v, Matrix, true);
        RESERVED => path(&format!(";color={KEPT}")),
        list => path(";color=a%2Fb;color=c:d"),
        ODD => path(";a%26b=c=d,e"));
    row!(cookie, QUERY, |r: Request, v| r.cookie_reserved("color", v, true);
        RESERVED => Some("color=:/?#[]@!$&'()*+%2C%3B=%20%25%22%C3%A9"),
        list => Some("color=a/b; color=c:d"),
        "already%2Fescaped" => Some("color=already%2Fescaped"));
}

/// 13 cells: the style `cookie` of OpenAPI 3.2 escapes nothing, and sends nothing that would need it.
#[tokio::test]
async fn plain_cookies() {
    row!(cookie, QUERY, |r: Request, v| r.cookie_plain("color", v, false);
        "" => Some("color="),
        "blue" => Some("color=blue"),
        COLORS => Some("color=blue,black,brown"),
        RGB => Some("color=R,100,G,200,B,150"),
        "a%20b, \"c\"\\=" => Some("color=a%20b, \"c\"\\="));
    row!(cookie, QUERY, |r: Request, v| r.cookie_plain("color", v, true);
        "" => Some("color="),
        "blue" => Some("color=blue"),
        COLORS => Some("color=blue; color=black; color=brown"),
        RGB => Some("R=100; G=200; B=150"),
        ODD => Some("a&b=c=d,e"));
    for odd in ["a; admin=1", "a\r\nb", "é"] {
        let error = sent(&QUERY, |r| r.cookie_plain("color", odd, true)).await;
        let error = error.unwrap_err().to_string();
        assert!(
            error.contains("`color`") && error.contains("no cookie can hold"),
            "{error}"
        );
    }
}

/// 16 cells: a parameter with `content` is one JSON text, whatever it holds.
#[tokio::test]
async fn content() {
    let nested = serde_json::json!({"a": [1, {"b": null}]});
    row!(target, PATH, |r: Request, v| r.path_content("color", v);
        "" => Some("/p%22%22/end"),
        "blue" => Some("/p%22blue%22/end"),
        [1, 2] => Some("/p%5B1%2C2%5D/end"),
        nested => Some("/p%7B%22a%22%3A%5B1%2C%7B%22b%22%3Anull%7D%5D%7D/end"));
    row!(target, QUERY, |r: Request, v| r.query_content("color", v);
        "" => Some("/q?color=%22%22"),
        "blue" => Some("/q?color=%22blue%22"),
        [1, 2] => Some("/q?color=%5B1%2C2%5D"),
        nested => Some("/q?color=%7B%22a%22%3A%5B1%2C%7B%22b%22%3Anull%7D%5D%7D"));
    row!(header, QUERY, |r: Request, v| r.header_content("color", v);
        "" => Some("\"\""),
        "blue" => Some("\"blue\""),
        [1, 2] => Some("[1,2]"),
        nested => Some("{\"a\":[1,{\"b\":null}]}"));
    row!(cookie, QUERY, |r: Request, v| r.cookie_content("color", v);
        "" => Some("color=%22%22"),
        "blue" => Some("color=%22blue%22"),
        [1, 2] => Some("color=[1%2C2]"),
        nested => Some("color={%22a%22:[1%2C{%22b%22:null}]}"));
}

/// 26 cells: nothing, an empty list and an empty object are not sent.
#[tokio::test]
async fn nothing() {
    let none = None::<&str>;
    let list: [&str; 0] = [];
    let object = serde_json::json!({});
    for explode in [false, true] {
        for style in [Style::Form, Style::DeepObject] {
            row!(target, QUERY, |r: Request, v| r.query_styled("color", v, style, explode);
                none => Some("/q"), list => Some("/q"), object => Some("/q"));
        }
        row!(header, QUERY, |r: Request, v| r.header_styled("color", v, explode);
            none => None, list => None, object => None);
        row!(cookie, QUERY, |r: Request, v| r.cookie_styled("color", v, explode);
            none => None, list => None, object => None);
        let error = sent(&PATH, |r| {
            r.path_styled("color", &list, Style::Simple, explode)
        })
        .await;
        assert!(error.unwrap_err().to_string().contains("`color` is empty"));
    }
}

/// 5 cells: the whole query of OpenAPI 3.2.
#[tokio::test]
async fn query_strings() {
    let object = serde_json::json!({"a": "b c", "d": [1, 2]});
    row!(target, QUERY, |r: Request, v| r.query_string(v);
        "" => Some("/q"),
        "x=1&y" => Some("/q?x=1&y"),
        "?x=1" => Some("/q?x=1"),
        ODD => Some("/q?a%26b=c%3Dd%2Ce"),
        object => Some("/q?a=b+c&d=1&d=2"));
}
