//! Fixed lists of values.

use serde_json::{Number, Value};

use super::facts::{Facts, Kind, ValueDocs};
use super::naming::candidates;
use super::schema::Class;
use crate::model::{Docs, Enum, EnumValue, Scalar, Scope, Type, Variant, VariantName};

/// The values of an enum, before they have names.
#[derive(Debug, Clone, Default)]
pub(super) struct Values {
    values: Vec<EnumValue>,
    docs: Vec<(String, String)>,
    /// Other values may come.
    pub(super) open: bool,
}

impl Values {
    /// Values of one kind, without duplicates. Open unless there is just one.
    pub(super) fn of(facts: &Facts) -> Option<Self> {
        let listed = facts.values.as_ref()?;
        let docs = |index: usize| {
            let at = |list: &[String]| list.get(index).cloned().unwrap_or_default();
            let ValueDocs {
                names,
                descriptions,
            } = &facts.value_docs;
            (at(names), at(descriptions))
        };
        let mut out = Self::default();
        for (value, docs) in uniform(facts.kind, listed).into_iter().zip((0..).map(docs)) {
            if let Some(value) = value
                && !out.values.contains(&value)
            {
                out.values.push(value);
                out.docs.push(docs);
            }
        }
        out.open = out.values.len() > 1;
        (!out.values.is_empty()).then_some(out)
    }

    /// Takes in the values of another list. `None` when they are of another kind.
    pub(super) fn join(mut self, other: Self) -> Option<Self> {
        if !self.is_empty() && !other.is_empty() && self.kind() != other.kind() {
            return None;
        }
        self.open |= other.open;
        for (value, docs) in other.values.into_iter().zip(other.docs) {
            if !self.values.contains(&value) {
                self.values.push(value);
                self.docs.push(docs);
            }
        }
        self.open |= self.values.len() > 1;
        Some(self)
    }

    /// The scalar that the values are written as.
    pub(super) fn kind(&self) -> Option<Scalar> {
        match self.values.first()? {
            EnumValue::Str(_) => Some(Scalar::String),
            EnumValue::Int(_) => Some(Scalar::I64),
            EnumValue::Json(_) => None,
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

/// Decides what an `enum` becomes. `None` when it says nothing.
pub(super) fn classify(facts: &Facts) -> Option<Class> {
    let values = Values::of(facts)?;
    let booleans = |value: &EnumValue| matches!(value, EnumValue::Json(Value::Bool(_)));
    if values.len() == 2 && values.values.iter().all(booleans) {
        return Some(Class::Plain(Type::Scalar(Scalar::Bool)));
    }
    Some(Class::Enum(values))
}

/// The values as one kind: strings, integers, or JSON. `None` stands for null.
fn uniform(kind: Option<Kind>, values: &[Value]) -> Vec<Option<EnumValue>> {
    let present = || values.iter().filter(|value| !value.is_null());
    if present().all(Value::is_string) && !matches!(kind, Some(Kind::Integer | Kind::Number)) {
        return map(values, |value| {
            EnumValue::Str(value.as_str().unwrap_or_default().to_owned())
        });
    }
    if kind == Some(Kind::String)
        && present().all(|value| value.is_string() || value.is_number() || value.is_boolean())
    {
        return map(values, |value| EnumValue::Str(text(value)));
    }
    let whole = |value: &Value| integer(value, kind);
    if present().all(|value| whole(value).is_some()) {
        return map(values, |value| {
            EnumValue::Int(whole(value).unwrap_or_default())
        });
    }
    map(values, |value| EnumValue::Json(value.clone()))
}

fn map(values: &[Value], make: impl Fn(&Value) -> EnumValue) -> Vec<Option<EnumValue>> {
    values
        .iter()
        .map(|value| (!value.is_null()).then(|| make(value)))
        .collect()
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// A whole number, also where it is written as text under `type: integer`, or as a float.
fn integer(value: &Value, kind: Option<Kind>) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| whole_float(number)),
        Value::String(text) if matches!(kind, Some(Kind::Integer | Kind::Number)) => {
            text.trim().parse().ok()
        }
        _ => None,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the range is checked first"
)]
fn whole_float(number: &Number) -> Option<i64> {
    let value = number.as_f64()?;
    (value.fract() == 0.0 && value.abs() < 9e15).then_some(value as i64)
}

/// Gives every value a name.
pub(super) fn build(values: &Values) -> Enum {
    let mut scope = Scope::default();
    let settled =
        |name: &str| name.chars().any(char::is_alphabetic) && !name.chars().any(char::is_control);
    let variants = values
        .values
        .iter()
        .zip(&values.docs)
        .map(|(value, (name, description))| {
            let text = wire_text(value);
            let [plain, spelled, cased] = candidates(&text);
            let mut texts: Vec<&str> = vec![&plain, &spelled, &cased];
            if settled(name) {
                texts.insert(0, name);
            }
            Variant {
                ident: scope.claim_first::<VariantName>(&texts),
                value: value.clone(),
                docs: Docs {
                    description: super::docs::text(description),
                    ..Docs::default()
                },
            }
        })
        .collect();
    Enum {
        variants,
        open: values.open,
    }
}

fn wire_text(value: &EnumValue) -> String {
    match value {
        EnumValue::Str(text) => text.clone(),
        EnumValue::Int(number) => number.to_string(),
        EnumValue::Json(value) => text(value),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::schemas;

    #[test]
    fn several_values_are_open_and_one_is_closed() {
        let lowered =
            schemas("Many: { type: string, enum: [a, b, a] }\nOne: { type: string, enum: [a] }");
        assert_eq!(lowered.shape("Many"), "enum(a | b | _)");
        assert_eq!(lowered.shape("One"), "enum(a)");
    }

    #[test]
    fn whole_numbers_are_integers_however_they_are_written() {
        let lowered = schemas(
            "A: { type: integer, enum: [1, 2] }\nB: { type: number, enum: [1, 2.0] }\nC: { type: integer, enum: ['1', '2'] }",
        );
        for name in ["A", "B", "C"] {
            assert_eq!(lowered.shape(name), "enum(1 | 2 | _)", "{name}");
        }
        assert_eq!(lowered.idents("A"), ["Value1", "Value2"]);
    }

    #[test]
    fn values_of_a_string_enum_are_strings_even_if_yaml_reads_numbers() {
        assert_eq!(
            schemas("A: { type: string, enum: [1.5, x] }").shape("A"),
            "enum(1.5 | x | _)"
        );
    }

    #[test]
    fn mixed_values_are_json() {
        assert_eq!(
            schemas("A: { enum: [1, a] }").shape("A"),
            "enum(json 1 | json \"a\" | _)"
        );
    }

    #[test]
    fn both_booleans_are_a_boolean_and_one_is_a_tag() {
        let lowered = schemas(
            "A: { type: boolean, enum: [true, false] }\nB: { type: boolean, enum: [true] }",
        );
        assert_eq!(lowered.shape("A"), "Bool");
        assert_eq!(lowered.shape("B"), "enum(json true)");
    }

    #[test]
    fn null_among_the_values_makes_the_value_nullable() {
        let lowered = schemas(
            "A: { type: object, required: [e], properties: { e: { type: string, nullable: true, enum: [a, b, null] } } }",
        );
        assert_eq!(lowered.shape("A"), "{e!: AE}");
        assert_eq!(lowered.shape("AE"), "enum(a | b | _)");
    }

    #[test]
    fn values_that_want_one_name_are_told_apart() {
        let lowered = schemas("A: { type: string, enum: [ASC, asc, a+, a-] }");
        assert_eq!(lowered.idents("A"), ["Asc", "AscLower", "A", "AMinus"]);
    }

    #[test]
    fn names_and_descriptions_of_values_are_honoured() {
        let lowered = schemas(
            "A: { type: integer, enum: [10, 20], x-enum-varnames: [Low, High], x-enum-descriptions: { 20: Loud } }",
        );
        assert_eq!(lowered.idents("A"), ["Low", "High"]);
        let crate::model::Shape::Enum(list) = &lowered.def("A").shape else {
            panic!()
        };
        assert_eq!(list.variants[1].docs.description.as_deref(), Some("Loud"));
    }
}
