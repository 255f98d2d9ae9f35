//! Whether files parse, and whether what they declare is declared once: most of what a compiler would object to.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Fields, ImplItem, Item, Type};

use super::probe::Finding;

/// Looks at all files of a client.
pub(super) fn check(files: &BTreeMap<String, String>) -> Vec<Finding> {
    let mut declared = Declared::default();
    for (path, text) in files {
        match syn::parse_file(text) {
            Ok(file) => {
                for item in &file.items {
                    match item {
                        Item::Mod(item) => declared.once(path, "module", &item.ident.to_string()),
                        item => declared.item(space(path), item),
                    }
                }
            }
            Err(error) => declared
                .findings
                .push(Finding::new("no Rust", error.to_string())),
        }
    }
    declared.findings
}

/// Modules that are re-exported as one share their names: all models, and the files of one tag.
fn space(path: &str) -> &str {
    if path.starts_with("models/") {
        return "models/";
    }
    let below = path
        .strip_prefix("api/")
        .and_then(|rest| rest.split_once('/'));
    below.map_or(path, |(tag, _)| path.get(..4 + tag.len()).unwrap_or(path))
}

#[derive(Default)]
struct Declared {
    seen: BTreeSet<String>,
    findings: Vec<Finding>,
}

impl Declared {
    fn once(&mut self, space: &str, kind: &str, name: &str) {
        if !self.seen.insert(format!("{space} {kind} {name}")) {
            let detail = format!("{kind} {name} in {space}");
            self.findings.push(Finding::new("declared twice", detail));
        }
    }

    fn item(&mut self, space: &str, item: &Item) {
        match item {
            Item::Struct(item) => {
                let name = item.ident.to_string();
                self.once(space, "type", &name);
                self.fields(space, &name, &item.fields);
            }
            Item::Enum(item) => {
                let name = item.ident.to_string();
                self.once(space, "type", &name);
                for variant in &item.variants {
                    self.once(space, "variant", &format!("{name}::{}", variant.ident));
                    self.fields(
                        space,
                        &format!("{name}::{}", variant.ident),
                        &variant.fields,
                    );
                }
            }
            Item::Type(item) => self.once(space, "type", &item.ident.to_string()),
            Item::Fn(item) => self.once(space, "function", &item.sig.ident.to_string()),
            Item::Const(item) if item.ident != "_" => {
                self.once(space, "constant", &item.ident.to_string())
            }
            Item::Impl(item) if item.trait_.is_none() => {
                let Type::Path(of) = item.self_ty.as_ref() else {
                    return;
                };
                let of: Vec<String> = of
                    .path
                    .segments
                    .iter()
                    .map(|step| step.ident.to_string())
                    .collect();
                let of = of.join("::");
                for member in &item.items {
                    let name = match member {
                        ImplItem::Fn(member) => &member.sig.ident,
                        ImplItem::Const(member) => &member.ident,
                        _ => continue,
                    };
                    self.once(space, "member", &format!("{of}::{name}"));
                }
            }
            _ => {}
        }
    }

    fn fields(&mut self, space: &str, of: &str, fields: &Fields) {
        for name in fields.iter().filter_map(|field| field.ident.as_ref()) {
            self.once(space, "field", &format!("{of}.{name}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(files: &[(&str, &str)]) -> Vec<String> {
        let owned = files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
        check(&owned.collect())
            .into_iter()
            .map(|finding| finding.detail)
            .collect()
    }

    #[test]
    fn what_is_declared_twice_is_told() {
        let twice = [
            [
                ("models/a.rs", "struct A;"),
                ("models/b.rs", "type A = u8;"),
            ],
            [("a.rs", "struct A { b: u8, b: u8 }"), ("b.rs", "")],
            [("a.rs", "enum A { B, B }"), ("b.rs", "")],
            [
                (
                    "a.rs",
                    "struct A; impl A { fn b() {} } impl A { fn b() {} }",
                ),
                ("b.rs", ""),
            ],
        ];
        for files in twice {
            assert_eq!(kinds(&files).len(), 1, "{files:?}");
        }
        assert!(kinds(&[("a.rs", "struct A;"), ("b.rs", "struct A;")]).is_empty());
        let other = "impl A { fn b() {} } impl other::A { fn b() {} }";
        assert!(kinds(&[("a.rs", other)]).is_empty());
        assert_eq!(kinds(&[("a.rs", "struct")]).len(), 1);
    }
}
