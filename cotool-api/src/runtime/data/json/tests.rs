//! Types as generated code declares them, read from JSON text.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Node, from_slice};
use crate::runtime::{DateTime, Maybe};

#[derive(Debug, PartialEq, Deserialize)]
struct Inner {
    #[serde(rename = "createdAt")]
    created_at: DateTime,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Outer {
    id: String,
    #[serde(default)]
    items: Vec<Inner>,
    #[serde(default)]
    by_name: BTreeMap<String, Inner>,
    #[serde(default)]
    maybe: Maybe<i64>,
    #[serde(default)]
    boxed: Option<Box<Outer>>,
    #[serde(default)]
    any: Value,
}

fn failure<T: serde::de::DeserializeOwned + std::fmt::Debug>(text: &str) -> (String, String) {
    let error = from_slice::<T>(text.as_bytes()).unwrap_err();
    (error.path(), error.message().to_owned())
}

#[test]
fn an_error_says_where_and_why() {
    let table = [
        (r#"{}"#, "$", "missing field `id`"),
        (
            r#"{"id":1}"#,
            "$.id",
            "invalid type: integer `1`, expected a string",
        ),
        (
            r#"[1]"#,
            "$",
            "invalid type: sequence, expected struct Outer",
        ),
        (
            r#"{"id":"","items":[{"createdAt":"2026-01-31"},{}]}"#,
            "$.items[1]",
            "missing field `createdAt`",
        ),
        (
            r#"{"id":"","items":[{"createdAt":"x"}]}"#,
            "$.items[0].createdAt",
            "\"x\" is not a date and time such as 2026-01-31T12:00:00Z: the year must be 4 digits",
        ),
        (
            r#"{"id":"","by_name":{"a.b":{"createdAt":0}}}"#,
            r#"$.by_name["a.b"].createdAt"#,
            "invalid type: integer `0`, expected a string",
        ),
        (
            r#"{"id":"","maybe":1.5}"#,
            "$.maybe",
            "invalid type: floating point `1.5`, expected i64",
        ),
        (
            r#"{"id":"","boxed":{"id":"","boxed":{"id":null}}}"#,
            "$.boxed.boxed.id",
            "invalid type: null, expected a string",
        ),
        (r#"{"id":"","id":""}"#, "$", "duplicate field `id`"),
        (
            r#"{"id":"#,
            "$",
            "EOF while parsing a value at line 1 column 6",
        ),
        ("", "$", "EOF while parsing a value at line 1 column 0"),
    ];
    for (text, path, message) in table {
        assert_eq!(
            failure::<Outer>(text),
            (path.to_owned(), message.to_owned()),
            "{text}"
        );
    }
    assert_eq!(failure::<Vec<Vec<u8>>>("[[],[1,256]]").0, "$[1][1]");
    let error = from_slice::<Outer>(br#"{"id":1}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "at `$.id`: invalid type: integer `1`, expected a string"
    );
    assert_eq!(
        from_slice::<u8>(b"{").unwrap_err().to_string(),
        "EOF while parsing an object at line 1 column 1"
    );
}

#[test]
fn integers_may_have_a_fraction_of_zero() {
    for (text, number) in [
        ("3.0", Some(3)),
        ("-1e3", Some(-1000)),
        ("9007199254740993", Some(9_007_199_254_740_993)),
        ("9223372036854775807", Some(i64::MAX)),
        ("-9223372036854775808", Some(i64::MIN)),
        ("9223372036854775808", None),
        ("0.1", None),
        ("1e300", None),
        ("\"3\"", None),
    ] {
        assert_eq!(from_slice::<i64>(text.as_bytes()).ok(), number, "{text}");
    }
    assert_eq!(
        from_slice::<Vec<Option<i32>>>(b"[1.0,null,2]").unwrap(),
        [Some(1), None, Some(2)]
    );
    assert_eq!(
        from_slice::<BTreeMap<String, u8>>(br#"{"a":7.0}"#).unwrap()["a"],
        7
    );
    assert_eq!(
        from_slice::<u64>(b"18446744073709551615").unwrap(),
        u64::MAX
    );
    assert_eq!(from_slice::<f64>(b"3").unwrap(), 3.0);
    from_slice::<i32>(b"3e10").unwrap_err();
    from_slice::<u64>(b"-1.0").unwrap_err();
}

#[test]
fn any_value_is_read_as_it_is() {
    let text = r#"{"a":[1,-1,3.0,0.1,18446744073709551615,9007199254740993,true,false,null,"é\n\"",{}],"b":{"c":[[]]}}"#;
    let value: Value = serde_json::from_str(text).unwrap();
    assert_eq!(from_slice::<Value>(text.as_bytes()).unwrap(), value);
    assert_eq!(
        from_slice::<Value>(text.as_bytes()).unwrap().to_string(),
        value.to_string()
    );
    let node: Node<'_> = serde_json::from_str(text).unwrap();
    assert_eq!(node.to_value().unwrap(), value);
    // From a tree of another sort, and from its own.
    assert_eq!(
        Node::deserialize(&value).unwrap().to_value().unwrap(),
        value
    );
    assert_eq!(
        Node::deserialize(value.clone())
            .unwrap()
            .to_value()
            .unwrap(),
        value
    );
    assert_eq!(
        Node::deserialize(super::Reader::new(&node, None)).unwrap(),
        node
    );
}

#[test]
fn texts_without_escapes_are_borrowed() {
    use std::borrow::Cow;
    let node: Node<'_> = serde_json::from_str(r#"{"key":"plain","k\u0065z":"esc\n"}"#).unwrap();
    let Node::Object(members) = &node else {
        panic!("{node:?}")
    };
    assert!(matches!(
        &members[0],
        (Cow::Borrowed("key"), Node::Text(Cow::Borrowed("plain")))
    ));
    assert!(matches!(
        &members[1],
        (Cow::Owned(_), Node::Text(Cow::Owned(_)))
    ));
    assert_eq!(node.get("kez"), Some(&Node::Text("esc\n".into())));
    assert_eq!(
        from_slice::<BTreeMap<String, String>>(br#"{"k\u0065z":"\t"}"#).unwrap()["kez"],
        "\t"
    );
}

#[derive(Debug, PartialEq, Deserialize)]
struct Open {
    a: i64,
    #[serde(flatten)]
    others: BTreeMap<String, Value>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Wrapper(Vec<i64>);

#[derive(Debug, PartialEq, Deserialize)]
enum Plain {
    Unit,
    One(i64),
    Two(i64, i64),
    Fields { a: i64 },
}

#[test]
fn other_shapes_are_read_too() {
    let open: Open = from_slice(br#"{"b":1,"a":2.0,"c":[null]}"#).unwrap();
    assert_eq!(
        (open.a, json!(open.others)),
        (2, json!({"b": 1, "c": [null]}))
    );
    assert_eq!(from_slice::<Wrapper>(b"[1]").unwrap(), Wrapper(vec![1]));
    assert_eq!(
        from_slice::<(i64, String)>(br#"[1.0,"x"]"#).unwrap(),
        (1, "x".to_owned())
    );
    from_slice::<(i64, i64)>(b"[1]").unwrap_err();
    from_slice::<(i64, i64)>(b"[1,2,3]").unwrap_err();
    from_slice::<()>(b"null").unwrap();
    from_slice::<()>(b"{}").unwrap_err();
    let table = [
        (r#""Unit""#, Plain::Unit),
        (r#"{"One":1}"#, Plain::One(1)),
        (r#"{"Two":[1,2]}"#, Plain::Two(1, 2)),
        (r#"{"Fields":{"a":1}}"#, Plain::Fields { a: 1 }),
    ];
    for (text, value) in table {
        assert_eq!(from_slice::<Plain>(text.as_bytes()).unwrap(), value);
    }
    for text in [
        r#""One""#,
        r#"{"Unit":1}"#,
        r#"{"Two":1}"#,
        "{}",
        r#"{"One":1,"Two":2}"#,
        "1",
        r#""Three""#,
    ] {
        from_slice::<Plain>(text.as_bytes()).unwrap_err();
    }
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    from_slice::<Value>(nested(127).as_bytes()).unwrap();
    for depth in [128, 1_000_000] {
        let error = from_slice::<Value>(nested(depth).as_bytes()).unwrap_err();
        assert!(
            error.message().contains("recursion limit exceeded"),
            "{error}"
        );
    }
}

#[test]
fn what_is_not_json_is_an_error() {
    for text in [
        &b"\xff"[..],
        b"\"\xff\"",
        b"1 2",
        b"{\"a\":}",
        b"[1,]",
        b"nul",
        b"\"\\ud800\"",
        b"01",
        b"NaN",
        b"'a'",
    ] {
        from_slice::<Value>(text).unwrap_err();
    }
}

#[test]
fn an_integer_that_no_type_holds_is_refused_with_its_place() {
    const LARGE: &str =
        "115792089237316195423570985008687907853269984665640564039457584007913129639935";
    #[derive(Debug, Deserialize)]
    struct Amounts {
        #[serde(default)]
        double: f64,
        #[serde(default)]
        integer: i64,
        #[serde(default)]
        text: String,
        #[serde(default)]
        any: Value,
        #[serde(flatten, deserialize_with = "crate::runtime::remaining")]
        others: BTreeMap<String, Value>,
    }
    let table = [
        ("double", "$.double", "the integer 1157"),
        ("integer", "$.integer", "the integer 1157"),
        (
            "text",
            "$.text",
            "invalid type: a large integer, expected a string",
        ),
        ("any", "$.any", "the integer 1157"),
        ("other", "$", "at `$.other`: the integer 1157"),
    ];
    for (key, path, said) in table {
        let (found, message) = failure::<Amounts>(&format!(r#"{{"{key}":{LARGE}}}"#));
        assert!(
            found == path && message.starts_with(said),
            "{found}: {message}"
        );
    }
    let (path, message) = failure::<Value>(&format!(r#"{{"a":[1,{{"b":-{LARGE}}}]}}"#));
    assert!(
        path == "$.a[1].b" && message.contains(" -1157"),
        "{path}: {message}"
    );
    // What nobody asks for may be what it likes, and so may what is a double.
    let amounts: Amounts =
        from_slice(br#"{"double":100000000000000000000,"any":18446744073709551616}"#).unwrap();
    assert_eq!(
        (amounts.double, amounts.any.as_f64()),
        (1e20, Some(18_446_744_073_709_551_616.0))
    );
    assert!(amounts.integer == 0 && amounts.text.is_empty() && amounts.others.is_empty());
    from_slice::<Inner>(
        format!(r#"{{"new":{LARGE},"createdAt":"2026-01-31T00:00:00Z"}}"#).as_bytes(),
    )
    .unwrap();
}
