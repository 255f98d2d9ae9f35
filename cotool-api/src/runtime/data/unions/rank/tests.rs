//! Which branches fit, and in which order.

use serde_json::Value;

use super::{Branch, Constant, Kind, Outline, rank};

const OBJECT: Outline = Outline::new(&[Kind::Object]);

/// Names of the branches that fit, best first, and then the others with the reason.
fn ranked(branches: &[Branch], discriminator: Option<&str>, text: &str) -> String {
    let value = serde_json::from_str(text).unwrap();
    let ranking = rank(branches, discriminator, &value);
    let fits = ranking
        .candidates
        .iter()
        .map(|index| branches[*index].name.to_owned());
    let misfits = ranking.misfits.iter();
    let misfits = misfits.map(|(index, why)| format!("{}: {why}", branches[*index].name));
    fits.chain(misfits).collect::<Vec<_>>().join(" | ")
}

#[test]
fn objects_are_ranked_by_their_keys() {
    let branches = [
        Branch::new("Closed", OBJECT.known(&["a"]).closed()),
        Branch::new("Few", OBJECT.known(&["a"])),
        Branch::new("Many", OBJECT.required(&["a"]).known(&["a", "b", "c"])),
        Branch::new("Map", OBJECT.keeps_others()),
        Branch::new("Any", Outline::new(&[])),
    ];
    let missing = "Many: key `a` is missing";
    for (text, expected) in [
        (r#"{"a":1}"#, "Closed | Few | Many | Map | Any".to_owned()),
        (
            r#"{"a":1,"b":1}"#,
            "Many | Few | Map | Any | Closed".to_owned(),
        ),
        (
            r#"{"a":1,"x":1}"#,
            "Few | Many | Map | Any | Closed".to_owned(),
        ),
        (
            r#"{"x":1}"#,
            format!("Map | Few | Any | Closed | {missing}"),
        ),
        (r"{}", format!("Closed | Few | Map | Any | {missing}")),
    ] {
        assert_eq!(ranked(&branches, None, text), expected, "{text}");
    }
    let others =
        ["Closed", "Few", "Many", "Map"].map(|name| format!("{name}: it is not an object"));
    assert_eq!(
        ranked(&branches, None, "[]"),
        format!("Any | {}", others.join(" | "))
    );
}

#[test]
fn a_key_that_cannot_be_there_comes_last() {
    let branches = [
        Branch::new("Never", OBJECT.known(&["a", "b"]).impossible(&["b"])),
        Branch::new("Map", OBJECT.keeps_others()),
    ];
    assert_eq!(ranked(&branches, None, r#"{"a":1}"#), "Never | Map");
    assert_eq!(
        ranked(&branches, None, r#"{"a":1,"b":null}"#),
        "Never | Map"
    );
    assert_eq!(ranked(&branches, None, r#"{"a":1,"b":1}"#), "Map | Never");
}

#[test]
fn constants_exclude_and_prefer() {
    let branches = [
        Branch::new("Free", OBJECT.known(&["n", "t"])),
        Branch::new(
            "A",
            OBJECT
                .known(&["n", "t"])
                .constants(&[("t", &[Constant::Str("a")])]),
        ),
        Branch::new(
            "Odd",
            OBJECT.known(&["n", "t"]).constants(&[(
                "t",
                &[
                    Constant::Int(1),
                    Constant::Bool(true),
                    Constant::Null,
                    Constant::Json("[1.5]"),
                ],
            )]),
        ),
    ];
    let a = "A: key `t` is not \"a\"";
    let odd = "Odd: key `t` is not 1 or true or null or [1.5]";
    for (text, expected) in [
        (r#"{"t":"a"}"#, format!("A | Free | {odd}")),
        (r#"{"t":"b"}"#, format!("Free | {a} | {odd}")),
        (r#"{"t":1.0}"#, format!("Odd | Free | {a}")),
        (r#"{"t":true}"#, format!("Odd | Free | {a}")),
        (r#"{"t":null}"#, "Odd | Free | A".to_owned()),
        (r#"{"t":[1.5]}"#, format!("Odd | Free | {a}")),
        (r#"{"n":1}"#, "Free | A | Odd".to_owned()),
    ] {
        assert_eq!(ranked(&branches, None, text), expected, "{text}");
    }
}

#[test]
fn the_discriminator_chooses() {
    let branches = [
        Branch::new("A", OBJECT.tags(&["a", "1"]).required(&["x"])),
        Branch::new("B", OBJECT.tags(&["b"])),
        Branch::new("Rest", OBJECT),
    ];
    let all = |tag: &str, names: &[&str]| {
        let text = names
            .iter()
            .map(|name| format!("{name}: the discriminator is \"{tag}\""));
        text.collect::<Vec<_>>().join(" | ")
    };
    for (text, expected) in [
        (r#"{"t":"a"}"#, format!("A | {}", all("a", &["B", "Rest"]))),
        (r#"{"t":1}"#, format!("A | {}", all("1", &["B", "Rest"]))),
        (
            r#"{"t":"z","x":1}"#,
            format!("Rest | {}", all("z", &["A", "B"])),
        ),
        (r#"{"x":1}"#, "A | B | Rest".to_owned()),
        (
            r#"{"t":null}"#,
            "B | Rest | A: key `x` is missing".to_owned(),
        ),
    ] {
        assert_eq!(ranked(&branches, Some("t"), text), expected, "{text}");
    }
}

#[test]
fn what_the_discriminator_does_not_choose_is_of_the_branch_for_that() {
    let branches = [
        Branch::new("A", OBJECT.tags(&["a"]).known(&["x"])),
        Branch::new("Rest", OBJECT.tags(&["rest"]).otherwise()),
    ];
    for (text, expected) in [
        (r#"{"t":"a"}"#, "A | Rest: the discriminator is \"a\""),
        (r#"{"t":"rest"}"#, "Rest | A: the discriminator is \"rest\""),
        (r#"{"t":"z","x":1}"#, "Rest | A: the discriminator is \"z\""),
        (r#"{"x":1}"#, "Rest | A"),
        (r#"{"t":null,"x":1}"#, "Rest | A"),
    ] {
        assert_eq!(ranked(&branches, Some("t"), text), expected, "{text}");
    }
}

#[test]
fn arrays_are_ranked_by_their_first_item() {
    const NUMBERS: Outline = Outline::new(&[Kind::Number]);
    const THINGS: Outline = OBJECT.required(&["a"]).known(&["a", "b"]);
    let branches = [
        Branch::new("Few", Outline::new(&[Kind::Array]).items(&OBJECT)),
        Branch::new("Things", Outline::new(&[Kind::Array]).items(&THINGS)),
        Branch::new("Numbers", Outline::new(&[Kind::Array]).items(&NUMBERS)),
    ];
    for (text, expected) in [
        (
            r#"[{"a":1}, 2]"#,
            "Things | Few | Numbers: at its first item: it is not a number",
        ),
        ("[]", "Few | Things | Numbers"),
    ] {
        assert_eq!(ranked(&branches, None, text), expected, "{text}");
    }
    let value: Value = serde_json::from_str("[1]").unwrap();
    assert!(ranked(&branches, None, &value.to_string()).starts_with("Numbers | "));
}
