//! Enums: values that are known, and values that are not known yet.

use serde_json::json;
use shapes::models::{
    Circle, ErrorCode, Level, MaybeTheme, Mixed, Order, Other, Signs, SomeModel, Theme,
};

use super::round_trip::{read, refused, survives};

#[test]
fn a_value_of_tomorrow_does_not_fail_the_answer_and_survives_a_round_trip() {
    let code: ErrorCode = survives(json!("wallet_not_supported"));
    assert_eq!(code.as_str(), "wallet_not_supported");
    assert!(matches!(code, ErrorCode::Unknown(_)));
}

#[test]
fn an_enum_of_two_values_is_as_open_as_one_of_many() {
    assert_eq!(survives::<Theme>(json!("sepia")).as_str(), "sepia");
}

#[test]
fn a_value_that_is_known_is_never_unknown() {
    for (text, theme) in [("light", Theme::Light), ("dark", Theme::Dark)] {
        assert_eq!(survives::<Theme>(json!(text)), theme);
        assert_eq!(Theme::from(text), theme);
    }
}

#[test]
fn code_that_compares_text_keeps_working_when_the_value_becomes_known() {
    // The payload of `Unknown` cannot be made by hand: `matches!(x, Unknown("dark"))` cannot be written.
    for text in ["dark", "sepia"] {
        assert_eq!(read::<Theme>(json!(text)).as_str(), text);
    }
}

#[test]
fn values_called_unknown_and_other_are_values_like_any() {
    assert_eq!(survives::<Other>(json!("unknown")), Other::UnknownValue);
    assert_eq!(survives::<Other>(json!("Unknown")), Other::UnknownPascal);
    assert_eq!(survives::<Other>(json!("other")), Other::Other);
    assert!(matches!(survives(json!("else")), Other::Unknown(_)));
}

#[test]
fn a_list_of_one_is_a_tag_and_accepts_nothing_else() {
    survives::<Circle>(json!({ "type": "circle", "radius": 1.5 }));
    let said = refused::<Circle>(json!({ "type": "square", "radius": 1.5 }));
    assert!(said.contains("circle") && said.contains("square"), "{said}");
}

#[test]
fn values_that_differ_in_case_only_are_two_values() {
    assert_eq!(survives::<Order>(json!("ASC")), Order::Asc);
    assert_eq!(survives::<Order>(json!("asc")), Order::AscLower);
    assert_ne!(Order::Desc, Order::DescLower);
}

#[test]
fn values_of_signs_digits_words_of_rust_and_nothing_have_names() {
    let table = [
        ("", Signs::Empty),
        ("+", Signs::Plus),
        ("-", Signs::Minus),
        ("1", Signs::Value1),
        ("true", Signs::True),
        ("null", Signs::Null),
        ("self", Signs::SelfValue),
    ];
    for (text, sign) in table {
        assert_eq!(survives::<Signs>(json!(text)), sign);
    }
}

#[test]
fn values_called_none_some_ok_and_err_hide_nothing() {
    let table = [
        ("None", SomeModel::None),
        ("Some", SomeModel::Some),
        ("Ok", SomeModel::Ok),
        ("Err", SomeModel::Err),
    ];
    for (text, value) in table {
        assert_eq!(survives::<SomeModel>(json!(text)), value);
    }
}

#[test]
fn integers_are_integers() {
    assert_eq!(survives::<Level>(json!(2)), Level::Value2);
    assert!(matches!(survives(json!(3)), Level::Unknown(_)));
    refused::<Level>(json!("2"));
}

#[test]
fn values_of_several_types_keep_their_types() {
    assert_eq!(survives::<Mixed>(json!("auto")), Mixed::Auto);
    assert_eq!(survives::<Mixed>(json!(1)), Mixed::Value1);
    assert_eq!(survives::<Mixed>(json!(true)), Mixed::True);
    assert!(matches!(survives(json!("1")), Mixed::Unknown(_)));
    assert!(matches!(survives(json!({ "a": [] })), Mixed::Unknown(_)));
}

#[test]
fn null_among_the_values_is_no_variant() {
    assert_eq!(survives::<Option<MaybeTheme>>(json!(null)), None);
    let dark = survives::<Option<MaybeTheme>>(json!("dark"));
    assert_eq!(dark, Some(MaybeTheme::Dark));
}
