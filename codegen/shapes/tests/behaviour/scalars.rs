//! Numbers and times.

use serde_json::json;
use shapes::models::Exact;

use super::round_trip::{refused, survives};

#[test]
fn a_float_of_money_is_what_it_was() {
    let text = r#"{"at":"2024-02-29T23:59:60.5+01:00","day":"2024-02-29","id":9007199254740993,"price":0.03,"rate":0.03}"#;
    let exact: Exact = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&exact).unwrap(), text);
}

#[test]
fn times_are_types_and_keep_how_they_were_written() {
    for at in ["2020-01-01T00:00:00Z", "2020-01-01T00:00:00.120-05:30"] {
        survives::<Exact>(json!({
            "price": 1.0, "rate": 1.0, "id": 1, "at": at, "day": "2020-01-01",
        }));
    }
    let said = refused::<Exact>(json!({
        "price": 1.0, "rate": 1.0, "id": 1, "at": "soon", "day": "2020-01-01",
    }));
    assert!(said.contains("soon"), "{said}");
}
