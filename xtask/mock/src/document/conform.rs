//! Whether a value is what a schema allows.

use serde_json::{Value, json};

use super::{Document, entries, items};

/// Schemas deeper inside others are not looked into: one that only refers to itself would never end.
const DEEPEST: usize = 128;

/// The keywords that constrain a value.
const CHECKED: [&str; 17] = [
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "enum",
    "format",
    "items",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "oneOf",
    "pattern",
    "properties",
    "required",
];

/// The keywords that only describe it.
const DESCRIPTIVE: [&str; 6] = [
    "default",
    "deprecated",
    "description",
    "example",
    "examples",
    "title",
];

/// The one pattern that the document uses: words of small letters and digits, with hyphens between them.
const HYPHENATED: &str = "^[a-z0-9]+(?:-[a-z0-9]+)*$";

/// Something about a value that its schema does not allow.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    /// Where: the names and indices that lead there.
    pub path: Vec<Value>,
    /// What it should be.
    pub message: String,
}

impl Issue {
    /// As the API writes it.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({"path": self.path, "message": self.message})
    }
}

impl Document {
    /// All that is wrong with a value; nothing when it is what the schema allows.
    #[must_use]
    pub fn issues(&self, schema: &Value, value: &Value) -> Vec<Issue> {
        self.issues_at(schema, value, 0)
    }

    fn issues_at(&self, schema: &Value, value: &Value, depth: usize) -> Vec<Issue> {
        let mut check = Check {
            document: self,
            path: Vec::new(),
            issues: Vec::new(),
            depth,
        };
        check.value(schema, value);
        check.issues
    }
}

/// Whether every keyword of a schema is known here, at any depth.
pub(super) fn understood(schema: &Value) -> Result<(), String> {
    for (key, value) in entries(Some(schema)) {
        match key.as_str() {
            "properties" => entries(Some(value)).try_for_each(|(_, schema)| understood(schema))?,
            "items" | "additionalProperties" => understood(value)?,
            "allOf" | "anyOf" | "oneOf" => items(Some(value)).iter().try_for_each(understood)?,
            "pattern" if value != HYPHENATED => {
                return Err(format!("the pattern {value} is not understood here"));
            }
            key if key == "type"
                || key.starts_with("x-")
                || CHECKED.contains(&key)
                || DESCRIPTIVE.contains(&key) => {}
            key => return Err(format!("the keyword {key} is not understood here")),
        }
    }
    Ok(())
}

struct Check<'d> {
    document: &'d Document,
    path: Vec<Value>,
    issues: Vec<Issue>,
    /// How many schemas lie around this one.
    depth: usize,
}

impl Check<'_> {
    fn value(&mut self, schema: &Value, value: &Value) {
        if self.depth < DEEPEST {
            self.depth += 1;
            self.shallow(schema, value);
            self.depth -= 1;
        }
    }

    fn shallow(&mut self, schema: &Value, value: &Value) {
        let schema = self.document.resolve(schema);
        let before = self.issues.len();
        self.kind(schema, value);
        if self.issues.len() > before {
            // The rest would only repeat that it is something else.
            return;
        }
        self.fixed(schema, value);
        match value {
            Value::String(text) => self.text(schema, text),
            Value::Number(_) => self.number(schema, value.as_f64().unwrap_or_default()),
            Value::Array(elements) => self.array(schema, elements),
            Value::Object(_) => self.object(schema, value),
            Value::Null | Value::Bool(_) => {}
        }
        for part in items(schema.get("allOf")) {
            self.value(part, value);
        }
        if let Some(branches) = schema.get("anyOf") {
            self.choice(items(Some(branches)), value, 1..=usize::MAX);
        }
        if let Some(branches) = schema.get("oneOf") {
            self.choice(items(Some(branches)), value, 1..=1);
        }
    }

    fn kind(&mut self, schema: &Value, value: &Value) {
        let kinds = match schema.get("type") {
            None => return,
            Some(Value::Array(kinds)) => kinds.as_slice(),
            Some(kind) => std::slice::from_ref(kind),
        };
        let fits = |kind: &Value| match kind.as_str() {
            Some("null") => value.is_null(),
            Some("boolean") => value.is_boolean(),
            Some("string") => value.is_string(),
            Some("number") => value.is_number(),
            Some("integer") => value.as_f64().is_some_and(|number| number.fract() == 0.0),
            Some("array") => value.is_array(),
            Some("object") => value.is_object(),
            _ => false,
        };
        if !kinds.iter().any(fits) {
            let kinds: Vec<_> = kinds
                .iter()
                .filter_map(Value::as_str)
                .map(with_article)
                .collect();
            self.report(format!("expected {}", kinds.join(" or ")));
        }
    }

    fn fixed(&mut self, schema: &Value, value: &Value) {
        if let Some(constant) = schema.get("const")
            && constant != value
        {
            self.report(format!("expected {constant}"));
        }
        if let Some(values) = schema.get("enum")
            && !items(Some(values)).contains(value)
        {
            let values: Vec<_> = items(Some(values)).iter().map(Value::to_string).collect();
            self.report(format!("expected one of {}", values.join(", ")));
        }
    }

    fn text(&mut self, schema: &Value, text: &str) {
        let length = text.chars().count() as u64;
        let limit = |key: &str| schema.get(key).and_then(Value::as_u64);
        if let Some(least) = limit("minLength").filter(|least| length < *least) {
            self.report(format!("expected a length of {least} or more"));
        }
        if let Some(most) = limit("maxLength").filter(|most| length > *most) {
            self.report(format!("expected a length of {most} or less"));
        }
        if schema.get("pattern").is_some() && !is_hyphenated(text) {
            self.report(
                "expected small letters and digits, with single hyphens between them".to_owned(),
            );
        }
        let format = schema.get("format").and_then(Value::as_str);
        let expected = match format {
            Some("uuid") if !is_uuid(text) => "a UUID",
            Some("date-time") if !is_date_time(text) => {
                "a date and time with an offset, as in RFC 3339"
            }
            Some("email") if !text.contains('@') => "an e-mail address",
            Some("uri") if !text.contains(':') => "a URI",
            _ => return,
        };
        self.report(format!("expected {expected}"));
    }

    fn number(&mut self, schema: &Value, number: f64) {
        let limit = |key: &str| schema.get(key).and_then(Value::as_f64);
        if let Some(least) = limit("minimum").filter(|least| number < *least) {
            self.report(format!("expected {least} or more"));
        }
        if let Some(most) = limit("maximum").filter(|most| number > *most) {
            self.report(format!("expected {most} or less"));
        }
    }

    fn array(&mut self, schema: &Value, elements: &[Value]) {
        if let Some(least) = schema.get("minItems").and_then(Value::as_u64)
            && (elements.len() as u64) < least
        {
            self.report(format!("expected {least} items or more"));
        }
        if let Some(item) = schema.get("items") {
            for (index, element) in elements.iter().enumerate() {
                self.at(json!(index), |check| check.value(item, element));
            }
        }
    }

    fn object(&mut self, schema: &Value, value: &Value) {
        for name in items(schema.get("required")) {
            if name.as_str().is_some_and(|name| value.get(name).is_none()) {
                self.at(name.clone(), |check| check.report("required".to_owned()));
            }
        }
        for (name, given) in entries(Some(value)) {
            let known = schema.get("properties").and_then(|all| all.get(name));
            self.at(json!(name), |check| {
                match (known, schema.get("additionalProperties")) {
                    (Some(property), _) => check.value(property, given),
                    (None, Some(Value::Bool(false))) => {
                        check.report("not a known property".to_owned())
                    }
                    (None, Some(more)) => check.value(more, given),
                    (None, None) => {}
                }
            });
        }
    }

    fn choice(
        &mut self,
        branches: &[Value],
        value: &Value,
        wanted: std::ops::RangeInclusive<usize>,
    ) {
        let results: Vec<_> = branches
            .iter()
            .map(|branch| self.document.issues_at(branch, value, self.depth))
            .collect();
        let fitting = results.iter().filter(|issues| issues.is_empty()).count();
        if wanted.contains(&fitting) {
            return;
        }
        // The branch that the value comes nearest to is the one that was meant.
        match results.into_iter().min_by_key(Vec::len) {
            Some(nearest) if fitting == 0 => {
                for issue in nearest {
                    let path = [self.path.clone(), issue.path].concat();
                    self.issues.push(Issue { path, ..issue });
                }
            }
            _ => self.report(format!("fits {fitting} of the choices, not one")),
        }
    }

    fn at(&mut self, step: Value, check: impl FnOnce(&mut Self)) {
        self.path.push(step);
        check(self);
        self.path.pop();
    }

    fn report(&mut self, message: String) {
        let path = self.path.clone();
        self.issues.push(Issue { path, message });
    }
}

fn with_article(kind: &str) -> String {
    match kind {
        "null" => kind.to_owned(),
        "array" | "integer" | "object" => format!("an {kind}"),
        _ => format!("a {kind}"),
    }
}

/// Whether a text is a UUID in the usual form.
pub(crate) fn is_uuid(text: &str) -> bool {
    let groups: Vec<_> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups
            .iter()
            .all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn is_hyphenated(text: &str) -> bool {
    let small = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.split('-')
        .all(|word| !word.is_empty() && word.bytes().all(small))
}

/// Whether a text has the outline of a date and time: digits and separators where they belong, and an offset.
fn is_date_time(text: &str) -> bool {
    const OUTLINE: &[u8] = b"0000-00-00T00:00:00";
    let Some((head, rest)) = text.split_at_checked(OUTLINE.len()) else {
        return false;
    };
    let fits = |(byte, outline): (u8, &u8)| match outline {
        b'0' => byte.is_ascii_digit(),
        separator => byte == *separator,
    };
    head.bytes().zip(OUTLINE).all(fits) && (rest.ends_with('Z') || rest.contains(['+', '-']))
}
