//! The *Style Examples* table of OpenAPI 3.1, row by row.

use serde_json::{Value as Json, json};

use super::*;

fn shapes() -> [Json; 4] {
    [
        json!(""),
        json!("blue"),
        json!(["blue", "black", "brown"]),
        json!({"R": 100, "G": 200, "B": 150}),
    ]
}

fn value(json: &Json) -> Value {
    // An object of `serde_json` sorts its keys; a parameter keeps the order in which it is declared.
    match json {
        Json::Object(_) => Value::Object(vec![
            ("R".to_owned(), Value::Scalar("100".to_owned())),
            ("G".to_owned(), Value::Scalar("200".to_owned())),
            ("B".to_owned(), Value::Scalar("150".to_owned())),
        ]),
        other => to_value(other).unwrap(),
    }
}

fn query(value: &Value, style: Style, explode: bool) -> String {
    let pairs = pairs("color", value, style, explode, Escape::All).unwrap();
    pairs
        .iter()
        .map(|(name, text)| format!("{name}={text}"))
        .collect::<Vec<_>>()
        .join("&")
}

#[test]
fn path_styles() {
    let rows: [(Style, bool, [&str; 4]); 6] = [
        (
            Style::Matrix,
            false,
            [
                ";color",
                ";color=blue",
                ";color=blue,black,brown",
                ";color=R,100,G,200,B,150",
            ],
        ),
        (
            Style::Matrix,
            true,
            [
                ";color",
                ";color=blue",
                ";color=blue;color=black;color=brown",
                ";R=100;G=200;B=150",
            ],
        ),
        (
            Style::Label,
            false,
            [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
        ),
        (
            Style::Label,
            true,
            [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
        ),
        (
            Style::Simple,
            false,
            ["", "blue", "blue,black,brown", "R,100,G,200,B,150"],
        ),
        (
            Style::Simple,
            true,
            ["", "blue", "blue,black,brown", "R=100,G=200,B=150"],
        ),
    ];
    for (style, explode, expected) in rows {
        for (shape, text) in shapes().iter().zip(expected) {
            assert_eq!(
                path_text("color", &value(shape), style, explode, Escape::All).unwrap(),
                text,
                "{style:?} {explode} {shape}"
            );
        }
    }
}

#[test]
fn query_styles() {
    let rows: [(Style, bool, [&str; 4]); 7] = [
        (
            Style::Form,
            false,
            [
                "color=",
                "color=blue",
                "color=blue,black,brown",
                "color=R,100,G,200,B,150",
            ],
        ),
        (
            Style::Form,
            true,
            [
                "color=",
                "color=blue",
                "color=blue&color=black&color=brown",
                "R=100&G=200&B=150",
            ],
        ),
        (
            Style::SpaceDelimited,
            false,
            [
                "color=",
                "color=blue",
                "color=blue%20black%20brown",
                "color=R%20100%20G%20200%20B%20150",
            ],
        ),
        (
            Style::PipeDelimited,
            false,
            [
                "color=",
                "color=blue",
                "color=blue%7Cblack%7Cbrown",
                "color=R%7C100%7CG%7C200%7CB%7C150",
            ],
        ),
        // What the table leaves open, as `form` has it.
        (
            Style::SpaceDelimited,
            true,
            [
                "color=",
                "color=blue",
                "color=blue&color=black&color=brown",
                "R=100&G=200&B=150",
            ],
        ),
        (
            Style::DeepObject,
            true,
            [
                "color=",
                "color=blue",
                "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown",
                "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
            ],
        ),
        (
            Style::DeepObject,
            false,
            [
                "color=",
                "color=blue",
                "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown",
                "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
            ],
        ),
    ];
    for (style, explode, expected) in rows {
        for (shape, text) in shapes().iter().zip(expected) {
            assert_eq!(
                query(&value(shape), style, explode),
                text,
                "{style:?} {explode} {shape}"
            );
        }
    }
}

#[test]
fn header_styles() {
    let rows: [(bool, [&str; 4]); 2] = [
        (false, ["", "blue", "blue,black,brown", "R,100,G,200,B,150"]),
        (true, ["", "blue", "blue,black,brown", "R=100,G=200,B=150"]),
    ];
    for (explode, expected) in rows {
        for (shape, text) in shapes().iter().zip(expected) {
            assert_eq!(
                header_text(&value(shape), explode).unwrap().as_deref(),
                Some(text),
                "{explode} {shape}"
            );
        }
    }
    assert_eq!(header_text(&Value::Null, false).unwrap(), None);
    assert_eq!(
        header_text(&to_value("a b%,\"c\"").unwrap(), false)
            .unwrap()
            .unwrap(),
        "a b%,\"c\""
    );
}

#[test]
fn delimiters_inside_values_are_escaped() {
    let list = to_value(&["a,b", "c d", "e|f", "&="]).unwrap();
    assert_eq!(
        query(&list, Style::Form, false),
        "color=a%2Cb,c%20d,e%7Cf,%26%3D"
    );
    assert_eq!(
        query(&list, Style::PipeDelimited, false),
        "color=a%2Cb%7Cc%20d%7Ce%7Cf%7C%26%3D"
    );
    let text = path_text("color", &list, Style::Simple, false, Escape::All).unwrap();
    assert_eq!(text, "a%2Cb,c%20d,e%7Cf,%26%3D");
    let slash = path_text(
        "a b",
        &to_value("../x").unwrap(),
        Style::Matrix,
        false,
        Escape::All,
    )
    .unwrap();
    assert_eq!(slash, ";a%20b=..%2Fx");
}

#[test]
fn nothing_is_left_out() {
    for style in [Style::Form, Style::PipeDelimited, Style::DeepObject] {
        for explode in [false, true] {
            assert_eq!(query(&Value::Null, style, explode), "");
            assert_eq!(query(&to_value::<[&str]>(&[]).unwrap(), style, explode), "");
            let some = to_value(&json!({"a": null, "b": 1})).unwrap();
            assert!(query(&some, style, explode).contains('1'));
            assert!(!query(&some, style, explode).contains("null"));
        }
    }
    assert_eq!(
        query(&to_value(&[None, Some(1)]).unwrap(), Style::Form, true),
        "color=1"
    );
}

#[test]
fn nested_values_have_a_form_in_deep_objects_only() {
    let nested = to_value(&json!({"a": {"b": [1, {"c": true}]}})).unwrap();
    assert_eq!(
        query(&nested, Style::DeepObject, true),
        "color%5Ba%5D%5Bb%5D%5B0%5D=1&color%5Ba%5D%5Bb%5D%5B1%5D%5Bc%5D=true"
    );
    for style in [Style::Form, Style::SpaceDelimited, Style::PipeDelimited] {
        assert!(pairs("color", &nested, style, true, Escape::All).is_err());
    }
    assert!(path_text("color", &nested, Style::Simple, false, Escape::All).is_err());
    assert!(header_text(&nested, false).is_err());
}

#[test]
fn reserved_characters_stay_where_that_is_allowed() {
    let value = to_value("/a?b=c&d#e").unwrap();
    let pairs = pairs("p[", &value, Style::Form, true, Escape::KeepReserved).unwrap();
    assert_eq!(pairs, [("p%5B".to_owned(), "/a?b=c%26d%23e".to_owned())]);
}
