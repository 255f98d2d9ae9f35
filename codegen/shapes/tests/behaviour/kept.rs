//! Nothing is lost in silence, and nothing is changed: what a type cannot hold is refused, with its place.

use serde_json::{Value, json};
use shapes::models::{
    Annex, Bag, Bundle, BySaid, Cabinet, CardOrBankSometimes, CardSometimes, CountedOrFree,
    CountedOrSealed, DatedOrTimed, Depending, Described, Either, Exact, FirstFit, Growing, Hooked,
    Labelled, Ledger, Leg, LockedOrNoted, LooselyPatterned, Marker, Measured, Modern, MustSayBy,
    Nulls, Packed, Parcel, Patterned, Pet, Point, Route, Rule, SaysBy, Shipment, ShipmentLoad,
    ShipmentLoadLoad, Sometimes, Tagged, TornOrLoose, Voyage, Wallet, Warehouse,
};

use super::round_trip::{read, refused, survives};

#[test]
fn what_only_conditions_speak_of_is_kept() {
    survives::<Sometimes>(json!({ "mode": "timed", "until": "2020-01-01T00:00:00Z" }));
    survives::<Sometimes>(json!({ "mode": "m", "reason": null, "card": "4242", "cvc": [1] }));
    // Also where it is inside of what is always there.
    let parcel: Parcel =
        survives(json!({ "kind": "gift", "box": { "width": 1, "ribbon": "red" } }));
    assert_eq!(parcel.box_.width, Some(1));
    // Also where it is any other key.
    survives::<Labelled>(json!({ "name": "a", "free": "b" }));
    // Also beside a choice, in its branches, and beside what is else a component alone.
    survives::<CardOrBankSometimes>(json!({ "iban": "i", "holder": "h", "branch": "b" }));
    survives::<CardSometimes>(json!({ "card": "4242", "cvc": "1" }));
    for pay in [
        json!({ "card": "4242", "cvc": 1 }),
        json!("cash"),
        json!(null),
    ] {
        survives::<Wallet>(json!({ "owner": "a", "pay": pay }));
    }
    // Also at whatever depth, in lists and maps, and in keys without a name.
    let ledger: Ledger = survives(json!({
        "audited": true,
        "total": { "sum": 1, "tax": { "rate": 0.5, "class": "c" } },
        "lines": [{ "text": "t", "seen": true }],
        "by": { "me": { "name": "n", "role": "r" } },
        "free": { "a": "b", "c": 1 },
    }));
    assert_eq!(ledger.lines.unwrap()[0].text.as_deref(), Some("t"));
    assert_eq!(ledger.by.unwrap()["me"].name.as_deref(), Some("n"));
    survives::<Tagged>(json!({ "name": "n", "x-a": { "id": "i", "more": "m" }, "b": 1 }));
    // `until` is a time only where the mode says so.
    survives::<Sometimes>(json!({ "mode": "m", "until": 7 }));
}

#[test]
fn keys_that_match_no_pattern_may_be_anything_where_the_document_allows_them() {
    survives::<Patterned>(json!({ "id": "a", "x-b": 1 }));
    assert!(refused::<Patterned>(json!({ "x-b": "1" })).contains("x-b"));
    survives::<LooselyPatterned>(json!({ "id": "a", "x-b": 1, "c": { "d": null } }));
}

#[test]
fn what_patterns_and_other_keys_of_a_part_say_holds_for_keys_of_the_others() {
    let cabinet: Cabinet = survives(json!({
        "id": "c",
        "top": { "height": 1, "item": "i" },
        "x-a": { "item": "i", "note": "n" },
    }));
    assert_eq!(cabinet.top.unwrap().height, Some(1));
    assert_eq!(cabinet.additional["x-a"].item.as_deref(), Some("i"));
    let warehouse: Warehouse = survives(json!({
        "x-dock": { "item": "i", "note": "n" },
        "bay": { "item": "i" },
        "x-other": [1],
    }));
    assert_eq!(warehouse.x_dock.unwrap().item.as_deref(), Some("i"));
    assert_eq!(warehouse.bay.unwrap().item.as_deref(), Some("i"));
}

#[test]
fn what_is_said_of_some_items_is_kept() {
    let route: Route = survives(json!([{ "at": "a" }, { "at": "b", "stop": true }]));
    assert_eq!(route[1].at.as_deref(), Some("b"));
    let leg: Leg = survives(json!([{ "from": "a", "to": "b", "via": "c" }, 1]));
    assert_eq!(leg.0.to.as_deref(), Some("b"));
}

#[test]
fn keys_beside_a_composition_are_kept_where_it_says_so() {
    let annex: Annex = survives(json!({ "item": "i", "free": 1 }));
    assert_eq!(annex.additional["free"], 1);
    assert!(refused::<Annex>(json!({ "free": "1" })).contains("free"));
    survives::<Bundle>(json!({ "tape": true, "label": { "text": "t" } }));
}

#[test]
fn null_is_read_by_the_branch_that_can_hold_it() {
    assert!(matches!(
        survives(json!({ "id": "a", "gone": null })),
        Nulls::MayBeNull(_)
    ));
    assert!(matches!(
        survives(json!({ "id": "a", "gone": "b" })),
        Nulls::NeverNull(_)
    ));
}

#[test]
fn what_no_branch_holds_whole_is_kept_as_it_came() {
    assert!(matches!(survives(json!({ "left": "l" })), Either::Left(_)));
    assert!(matches!(
        survives(json!({ "left": "l", "right": "r" })),
        Either::Unknown(_)
    ));
    // `AAndB` cannot read it, and `JustA` would lose `b`.
    assert!(matches!(
        survives(json!({ "a": "1", "b": 2 })),
        FirstFit::Unknown(_)
    ));
}

#[test]
fn a_key_that_no_branch_speaks_of_changes_nothing() {
    let either: Either = read(json!({ "left": "l", "new": 1 }));
    assert!(matches!(either, Either::Left(_)));
}

#[test]
fn every_branch_keeps_what_a_branch_of_free_keys_would() {
    let value = json!({ "count": 1, "new": { "x": [null] } });
    let CountedOrFree::CountedOrSealed(CountedOrSealed::Counted(counted)) = survives(value) else {
        panic!("a key that nobody named must not change the branch");
    };
    assert_eq!(counted.additional.len(), 1);
    // What allows no other keys has none, so such a value is of the free branch.
    assert!(matches!(
        survives(json!({ "seal": "s", "new": 1 })),
        CountedOrFree::Loose(_)
    ));
}

#[test]
fn branches_are_told_apart_by_what_they_lose_inside() {
    assert!(matches!(
        survives(json!({ "at": { "x": 1 } })),
        Point::Narrow(_)
    ));
    assert!(matches!(
        survives(json!({ "at": { "x": 1, "y": 2 } })),
        Point::Wide(_)
    ));
    let new: Point = read(json!({ "at": { "x": 1, "z": 3 } }));
    assert!(matches!(new, Point::Narrow(_)));
}

#[test]
fn branches_are_told_apart_by_null_and_absence_inside() {
    for at in [json!({}), json!({ "n": 1 })] {
        let value = json!({ "at": at });
        assert!(matches!(survives(value.clone()), SaysBy::MaySayBy(_)));
        assert!(matches!(survives(value), BySaid::MaySayBy(_)));
    }
    let null = json!({ "at": { "by": null } });
    assert!(matches!(survives(null.clone()), SaysBy::MustSayBy(_)));
    assert!(matches!(survives(null), BySaid::MustSayBy(_)));
}

#[test]
fn what_allows_no_keys_is_not_taken_for_a_value_with_those_of_another_branch() {
    assert!(matches!(survives(json!({})), Measured::BareOrTall(_)));
    assert!(matches!(
        survives(json!({ "depth": 1, "at": "a" })),
        Measured::Deep(_)
    ));
    assert!(matches!(
        survives(json!({ "depth": 1 })),
        Measured::Unknown(_)
    ));
    // What nobody speaks of may be new.
    let new: Measured = read(json!({ "new": 1 }));
    assert!(matches!(new, Measured::BareOrTall(_)));
}

#[test]
fn null_of_what_only_the_other_side_sends_is_kept_too() {
    for key in [json!({}), json!({ "code": "c" })] {
        let value = json!({ "by": "a", "key": key });
        assert!(matches!(survives(value), LockedOrNoted::Locked(_)));
    }
    survives::<LockedOrNoted>(json!({ "by": "a", "key": { "code": null } }));
}

#[test]
fn a_branch_that_no_value_with_a_key_is_of_comes_last() {
    let loose: TornOrLoose = survives(json!({ "part": "a", "more": 1, "most": 2, "free": 3 }));
    assert!(matches!(loose, TornOrLoose::Loose(_)), "{loose:?}");
}

#[test]
fn a_branch_has_what_stands_beside_the_choice_also_inside() {
    survives::<Described>(json!({ "box": { "width": 1, "label": { "en": "a" } } }));
    survives::<Described>(json!({ "box": { "label": {} }, "colour": "red" }));
    survives::<Depending>(json!({ "size": 1, "unit": "m" }));
    survives::<Depending>(json!({ "size": 1, "unit": "m", "colour": "red" }));
}

#[test]
fn other_keys_are_kept_by_the_branch_that_speaks_of_them_unless_only_another_keeps_them_whole() {
    let growing: Growing = survives(json!({ "id": "a", "b": { "size": 1 } }));
    let Growing::FewAndMore(more) = growing else {
        panic!("{growing:?}");
    };
    assert_eq!(more.additional["b"].size, 1);
    let whole: Growing = survives(json!({ "id": "a", "b": { "size": 1, "new": 2 } }));
    assert!(matches!(whole, Growing::Few(_)), "{whole:?}");
    let packed: Packed = survives(json!({ "box": { "width": 1 }, "new": [1, 2, 3] }));
    assert!(matches!(packed, Packed::ObjectObject(_)), "{packed:?}");
}

#[test]
fn what_one_branch_loses_inside_is_not_weighed_against_what_another_one_loses() {
    let dated = survives(json!({ "at": { "day": "d" }, "notes": { "by": "b", "new": 1 } }));
    assert!(matches!(dated, DatedOrTimed::Dated(_)), "{dated:?}");
    let timed = survives(json!({ "at": { "day": "d", "hour": 1 }, "notes": { "by": "b" } }));
    assert!(matches!(timed, DatedOrTimed::Timed(_)), "{timed:?}");
    // `Dated` allows no `hour` and would lose it, `Timed` would lose more.
    let torn = survives(json!({ "at": { "day": "d", "hour": 1 }, "notes": { "new": [1, 2, 3] } }));
    assert!(matches!(torn, DatedOrTimed::Unknown(_)), "{torn:?}");
    let new: DatedOrTimed = read(json!({ "at": { "day": "d", "new": 1 }, "notes": {} }));
    assert!(matches!(new, DatedOrTimed::Dated(_)), "{new:?}");
}

#[test]
fn a_required_key_that_is_absent_is_read_as_null_where_nothing_else_can_be_meant() {
    let read: MustSayBy = read(json!({ "at": {} }));
    assert_eq!(read.at.by, None);
}

#[test]
fn a_discriminator_is_not_added_to_a_value_that_came_without_it() {
    assert!(matches!(survives(json!({ "wings": 2 })), Pet::Unknown(_)));
}

#[test]
fn a_discriminator_speaks_of_its_own_choice_alone() {
    let timer = survives(json!({ "via": "Timer", "every": 5 }));
    assert!(matches!(timer, Hooked::Timer(_)), "{timer:?}");
    let hook = survives(json!({ "via": "Hook", "url": "u", "seal": "s" }));
    assert!(matches!(hook, Hooked::HookSealed(_)), "{hook:?}");
}

#[test]
fn children_of_a_parent_have_what_stands_beside_it() {
    let boxes: Shipment = survives(json!({ "load": { "form": "box", "boxes": 3, "since": 5 } }));
    let Some(ShipmentLoad::Load(ShipmentLoadLoad::Box(load))) = boxes.load else {
        panic!("{:?} is not of boxes", boxes.load);
    };
    assert_eq!((load.boxes, load.since), (3, Some(5)));
    survives::<Shipment>(json!({ "load": { "form": "bulk", "tons": 0.5, "since": 5 } }));
    survives::<Shipment>(json!({ "load": { "form": "tank", "litres": 5 } }));
    survives::<Shipment>(json!({ "load": { "empty": true, "since": 5 } }));
    survives::<Voyage>(
        json!({ "sealed": true, "load": { "form": "bulk", "tons": 1.5, "seal": "s" } }),
    );
}

#[test]
fn a_parent_of_one_child_reads_what_is_not_the_child() {
    let weekly: Rule = survives(json!({ "kind": "WeeklyRule", "weekday": 1 }));
    assert!(matches!(weekly, Rule::WeeklyRule(_)), "{weekly:?}");
    assert!(matches!(
        survives(json!({ "kind": "day" })),
        Rule::Unknown(_)
    ));
    assert!(refused::<Rule>(json!({ "kind": "WeeklyRule" })).contains("weekday"));
}

#[test]
fn null_of_a_field_that_holds_nothing_else_is_kept() {
    survives::<Marker>(json!({ "mark": null }));
    survives::<Marker>(json!({}));
}

#[test]
fn other_keys_are_read_as_fields_are() {
    let bag: Bag = read(json!({ "id": "b", "a": [3.0] }));
    assert_eq!(bag.additional["a"], [3]);
    let said = refused::<Bag>(json!({ "a": [1, "2"] }));
    assert!(said.contains("$.a[1]"), "{said}");
    assert!(refused::<Bag>(json!({ "free": null, "a": null })).contains("$.a"));
}

#[test]
fn an_integer_that_a_number_would_round_is_refused_with_its_place() {
    let exact = |price: Value| json!({ "price": price, "rate": 1.0, "id": 1, "at": "2020-01-01T00:00:00Z", "day": "2020-01-01" });
    read::<Exact>(exact(json!(9_007_199_254_740_992_i64)));
    let said = refused::<Exact>(exact(json!(9_007_199_254_740_993_i64)));
    assert!(
        said.contains("$.price") && said.contains("exactly"),
        "{said}"
    );
}

#[test]
fn base64_is_written_as_it_was_read() {
    for data in ["/w==", "_w", "/w"] {
        survives::<Modern>(json!({ "kind": "modern", "name": null, "data": data }));
    }
}
