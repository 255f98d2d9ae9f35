//! What declared types become.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

#[cfg(test)]
mod emit_sample;

use codegen::model::*;
use emit_sample::*;

/// The file of these types.
fn models(types: Types) -> String {
    let mut files = files(&api(vec![handle("things", Vec::new())], types));
    files.remove("models/things.rs").unwrap()
}

fn model(shape: Shape) -> String {
    let mut types = Types::default();
    types.add(component("It", shape));
    models(types)
}

fn values(values: Vec<EnumValue>, open: bool) -> Shape {
    let mut scope = Scope::default();
    let variants = values.into_iter().map(|value| Variant {
        ident: scope.claim_first(&["v"]),
        value,
        docs: Docs::default(),
    });
    Shape::Enum(Enum {
        variants: variants.collect(),
        open,
    })
}

#[test]
fn null_is_a_value_of_a_field_that_may_be_anything() {
    let presence = |presence| model(object(vec![field("a", Type::Json, presence)]));
    let with = "deserialize_with = \"crate::runtime::present\"";
    assert!(presence(Presence::Optional).contains(with));
    assert!(!presence(Presence::Required).contains(with));
    let typed = model(object(vec![field("a", string(), Presence::Optional)]));
    assert!(!typed.contains(with));
}

#[test]
fn a_field_is_as_its_presence_says() {
    let file = model(object(vec![
        field("a", string(), Presence::Required),
        field("b", string(), Presence::Optional),
        field("c", string(), Presence::Nullable),
        field("dD", string(), Presence::OptionalNullable),
    ]));
    assert_has(
        &file,
        "pub struct It {
            /// The `a` property.
            pub a: String,
            /// The `b` property.
            #[serde(default, skip_serializing_if = \"Option::is_none\")]
            pub b: Option<String>,
            /// The `c` property.
            #[serde(default)]
            pub c: Option<String>,
            /// The `dD` property.
            #[serde(rename = \"dD\", default, skip_serializing_if = \"crate::runtime::Maybe::is_absent\")]
            pub d_d: runtime::Maybe<String>,
        }",
    );
    assert_has(
        &file,
        "pub fn new(a: impl Into<String>, c: Option<String>) -> Self {
            Self { a: a.into(), b: None, c, d_d: runtime::Maybe::Absent }
        }",
    );
    assert_has(
        &file,
        "pub fn d_d_null(mut self) -> Self { self.d_d = runtime::Maybe::Null; self }",
    );
}

#[test]
fn what_is_only_read_has_no_constructor() {
    let mut types = Types::default();
    types.add(TypeDef {
        usage: Usage {
            request: false,
            response: true,
        },
        ..component("It", object(vec![field("a", string(), Presence::Required)]))
    });
    assert!(!models(types).contains("impl It"));
}

#[test]
fn what_the_server_sets_has_no_setter() {
    let file = model(object(vec![Field {
        read_only: true,
        ..field("a", string(), Presence::Optional)
    }]));
    assert!(!file.contains("fn a("), "{file}");
}

#[test]
fn a_setter_hides_no_method_that_every_value_has() {
    let file = model(object(vec![
        field("default", string(), Presence::Optional),
        field("add", string(), Presence::Optional),
        field("with_add", string(), Presence::Optional),
    ]));
    assert_has(
        &file,
        "pub fn with_default(mut self, default: impl Into<String>)",
    );
    assert_has(&file, "pub fn with_add_(mut self, add: impl Into<String>)");
    assert_has(
        &file,
        "pub fn with_add(mut self, with_add: impl Into<String>)",
    );
}

#[test]
fn other_keys_are_kept_in_a_map() {
    let file = model(Shape::Struct(Struct {
        fields: Vec::new(),
        additional: Additional::Kept {
            ident: name("additional"),
            value: Type::Scalar(Scalar::F64),
            said: true,
        },
    }));
    assert_has(
        &file,
        "#[serde(flatten, deserialize_with = \"crate::runtime::remaining\")] pub additional: BTreeMap<String, f64>",
    );
    assert!(file.contains("use std::collections::BTreeMap;\n"));
}

#[test]
fn a_struct_without_fields_is_one() {
    assert_has(
        &model(object(Vec::new())),
        "#[non_exhaustive] pub struct It {}",
    );
}

#[test]
fn an_enum_uses_the_macro_of_its_values() {
    let text = || EnumValue::Str("a\"b".to_owned());
    let int = || EnumValue::Int(-3);
    let json = || EnumValue::Json(serde_json::json!(1.5));
    for (shape, expected) in [
        (
            values(vec![text()], true),
            "runtime::open_enum! { It { V = \"a\\\"b\" } }",
        ),
        (
            values(vec![text()], false),
            "runtime::closed_enum! { It { V = \"a\\\"b\" } }",
        ),
        (
            values(vec![int()], true),
            "runtime::open_int_enum! { It { V = -3 } }",
        ),
        (
            values(vec![int()], false),
            "runtime::closed_int_enum! { It { V = -3 } }",
        ),
        (
            values(vec![json(), text()], true),
            "runtime::open_json_enum! { It { V = \"1.5\", V2 = \"\\\"a\\\\\\\"b\\\"\" } }",
        ),
    ] {
        let file = model(shape);
        assert!(file.contains(expected), "no {expected} in\n{file}");
    }
}

#[test]
fn a_union_converts_from_what_only_one_branch_holds() {
    let mut types = Types::default();
    let alias = types.add(component("Text", Shape::Alias(string())));
    let item = types.add(component("Item", object(Vec::new())));
    types.add(component(
        "It",
        Shape::Union(Union {
            branches: vec![
                branch("text", string()),
                branch("alias", Type::Named(alias)),
                branch("item", Type::Boxed(Box::new(Type::Named(item)))),
                branch("number", Type::Scalar(Scalar::F64)),
            ],
            discriminator: None,
        }),
    ));
    let file = models(types);
    assert!(
        !file.contains("From<String>") && !file.contains("From<Text>"),
        "{file}"
    );
    assert_has(
        &file,
        "impl From<Item> for It { fn from(value: Item) -> Self { Self::Item(Box::new(value)) } }",
    );
    assert_has(&file, "impl From<f64> for It");
}

#[test]
fn a_union_does_not_convert_from_itself() {
    let mut types = Types::default();
    let id = types.add(component("It", Shape::Alias(Type::Null)));
    types.get_mut(id).shape = Shape::Union(Union {
        branches: vec![
            branch("it", Type::Boxed(Box::new(Type::Named(id)))),
            branch("text", string()),
        ],
        discriminator: None,
    });
    assert!(!models(types).contains("From<It>"));
}

#[test]
fn a_branch_says_what_its_type_adds_to_the_outline() {
    let mut types = Types::default();
    let item = types.add(component(
        "Item",
        object(vec![field("a", string(), Presence::Required)]),
    ));
    let listed = types.add(component("Listed", text_enum(&["x", "y"], true)));
    types.add(component(
        "It",
        Shape::Union(Union {
            branches: vec![
                branch("items", Type::List(Box::new(Type::Named(item)))),
                branch("listed", Type::Named(listed)),
                branch("open", Type::JsonObject),
            ],
            discriminator: None,
        }),
    ));
    let file = models(types);
    assert_has(
        &file,
        ".items(&runtime::Outline::new(&[runtime::Kind::Object]).required(&[\"a\"]))",
    );
    assert_has(
        &file,
        ".values(&[runtime::Constant::Str(\"x\"), runtime::Constant::Str(\"y\")])",
    );
    assert_has(&file, "runtime::Outline::new(&[]).keeps_others()");
}

#[test]
fn a_tuple_beyond_what_the_standard_library_supports_is_a_list() {
    let tuple = |length: usize| Shape::Alias(Type::Tuple(vec![string(); length]));
    assert!(model(tuple(1)).contains("pub type It = (String,);"));
    assert_has(&model(tuple(13)), "pub type It = Vec<serde_json::Value>;");
}

#[test]
fn a_newtype_is_transparent() {
    let file = model(Shape::Newtype(Type::List(Box::new(Type::Json))));
    assert_has(&file, "#[serde(transparent)] pub struct It(");
    assert_has(&file, "impl From<Vec<serde_json::Value>> for It");
}

#[test]
fn what_is_deprecated_says_so_and_the_crate_does_not_warn_of_itself() {
    let mut types = Types::default();
    let mut def = component("It", object(vec![field("a", string(), Presence::Optional)]));
    def.docs.deprecated = true;
    types.add(def);
    let files = files(&api(vec![handle("things", Vec::new())], types));
    assert_has(&files["models/things.rs"], "#[deprecated] #[derive(");
    assert!(files["mod.rs"].contains("#![allow(deprecated, reason = "));
}

#[test]
fn lints_are_left_on_where_nothing_asks_for_an_exception() {
    let files = files(&api(Vec::new(), Types::default()));
    assert!(!files["mod.rs"].contains("allow"));
}
