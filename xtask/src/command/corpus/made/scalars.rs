//! Schemas of single values.

use serde_json::{Map, Value, json};

use super::schema::Maker;

const TEXT_FORMATS: [&str; 14] = [
    "date-time",
    "date",
    "time",
    "duration",
    "uuid",
    "email",
    "uri",
    "ipv4",
    "hostname",
    "byte",
    "password",
    "int64",
    "decimal",
    "made-up",
];
const INTEGER_FORMATS: [&str; 6] = ["int32", "int64", "uint64", "uint32", "int8", "unix-time"];
const NUMBER_FORMATS: [&str; 4] = ["float", "double", "decimal", "made-up"];

impl Maker<'_> {
    /// A text, a number, a boolean.
    pub(super) fn scalar(&mut self) -> Value {
        let mut schema = Map::new();
        match self.dice.below(8) {
            0..=2 => self.text(&mut schema),
            3 | 4 => self.integer(&mut schema),
            5 => self.number(&mut schema),
            6 if !self.old => {
                let lists = [
                    json!(["string", "integer"]),
                    json!(["integer", "null"]),
                    json!(["boolean", "string", "null"]),
                    json!(["number", "array"]),
                    json!(["object", "string"]),
                    json!(["null"]),
                    json!(["integer", "number"]),
                ];
                if let Some(list) = self.dice.pick(&lists) {
                    schema.insert("type".to_owned(), list.clone());
                }
            }
            _ => {
                schema.insert("type".to_owned(), json!("boolean"));
            }
        }
        Value::Object(schema)
    }

    fn text(&mut self, schema: &mut Map<String, Value>) {
        schema.insert("type".to_owned(), json!("string"));
        match self.dice.below(10) {
            0..=3 => {
                if let Some(format) = self.dice.pick(&TEXT_FORMATS) {
                    schema.insert("format".to_owned(), json!(format));
                }
            }
            4 => {
                schema.insert("minLength".to_owned(), json!(2));
                schema.insert("maxLength".to_owned(), json!(5));
            }
            5 => {
                schema.insert("pattern".to_owned(), json!("^[a-z]{2,4}(-[0-9]+)?$"));
            }
            6 if !self.old => {
                schema.insert("contentEncoding".to_owned(), json!("base64"));
            }
            7 => {
                schema.insert("default".to_owned(), json!("by default"));
            }
            _ => {}
        }
    }

    fn integer(&mut self, schema: &mut Map<String, Value>) {
        schema.insert("type".to_owned(), json!("integer"));
        if self.dice.one_in(2)
            && let Some(format) = self.dice.pick(&INTEGER_FORMATS)
        {
            schema.insert("format".to_owned(), json!(format));
        }
        match self.dice.below(8) {
            0 => {
                schema.insert("minimum".to_owned(), json!(0));
            }
            1 => {
                schema.insert("minimum".to_owned(), json!(-10));
                schema.insert("maximum".to_owned(), json!(10));
            }
            2 => {
                schema.insert("multipleOf".to_owned(), json!(7));
            }
            3 => {
                schema.insert("default".to_owned(), json!(3));
            }
            4 => {
                let bound = if self.old { json!(true) } else { json!(0) };
                schema.insert("exclusiveMinimum".to_owned(), bound);
                if self.old {
                    schema.insert("minimum".to_owned(), json!(0));
                }
            }
            _ => {}
        }
    }

    fn number(&mut self, schema: &mut Map<String, Value>) {
        schema.insert("type".to_owned(), json!("number"));
        if self.dice.one_in(2)
            && let Some(format) = self.dice.pick(&NUMBER_FORMATS)
        {
            schema.insert("format".to_owned(), json!(format));
        }
        match self.dice.below(6) {
            0 => {
                schema.insert("minimum".to_owned(), json!(0.5));
            }
            1 => {
                schema.insert("multipleOf".to_owned(), json!(0.25));
            }
            _ => {}
        }
    }

    /// A list of values, or a single one.
    pub(super) fn listed(&mut self) -> Value {
        let lists = [
            json!({"type": "string", "enum": ["red", "green", "Red"]}),
            json!({"type": "string", "enum": ["", "1", "true", "a b", "ünï"]}),
            json!({"enum": ["a", "b"]}),
            json!({"type": "integer", "enum": [1, 2, -3]}),
            json!({"type": "integer", "enum": [9_007_199_254_740_993_i64, 0]}),
            json!({"type": "number", "enum": [0.5, 1, 2.25]}),
            json!({"type": "boolean", "enum": [true]}),
            json!({"type": "string", "enum": ["only"]}),
            json!({"enum": ["auto", 1, true, 0.5]}),
            json!({"enum": [{"a": 1}, [1, 2], "x"]}),
        ];
        let new = [
            json!({"const": "tag"}),
            json!({"const": 7}),
            json!({"const": true}),
            json!({"const": null}),
            json!({"const": {"a": [1, null]}}),
            json!({"const": 1.5}),
            json!({"enum": ["a", null]}),
            json!({"type": ["string", "null"], "enum": ["a", "b", null]}),
            json!({"type": ["string", "integer"], "enum": ["a", 1]}),
            json!({"enum": [null]}),
        ];
        let old = [
            json!({"type": "string", "nullable": true, "enum": ["a", "b", null]}),
            json!({"type": "integer", "nullable": true, "enum": [1, 2, null]}),
        ];
        let more: &[Value] = if self.old { &old } else { &new };
        let number = self.dice.below(lists.len() + more.len());
        let listed = lists.get(number).or_else(|| more.get(number - lists.len()));
        listed.cloned().unwrap_or_default()
    }
}
