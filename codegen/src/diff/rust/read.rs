//! Emitted files into public items.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::{
    Attribute, Fields, FnArg, ImplItem, ImplItemFn, ItemEnum, ItemImpl, ItemMacro, ItemStruct,
    Type, Visibility,
};

use super::item::{Enum, Function, Item, Items, Kind, Struct};
use crate::Output;
use crate::tokens::tight;

/// Where files of models stand; their modules are private, and what is in them is re-exported.
const MODELS: &str = "models";

type Gates = BTreeSet<BTreeSet<String>>;

/// The public items of all files, but for files that the other side has word by word.
pub(super) fn items(output: &Output, other: &Output) -> Items {
    let gates = gates(output);
    let mut items = Items::new();
    let same_gates = gates == self::gates(other);
    for (path, text) in &output.files {
        if same_gates && other.files.get(path) == Some(text) {
            continue;
        }
        let Ok(file) = syn::parse_file(text) else {
            continue;
        };
        let mut reader = Reader {
            module: public_module(path),
            gates: gates_of(path, &gates),
            items: &mut items,
        };
        for item in &file.items {
            reader.item(item);
        }
    }
    items
}

/// `api/agents.rs` -> `api::agents`, `models/agents/x.rs` -> `models`.
fn public_module(path: &str) -> String {
    let plain = path.strip_suffix(".rs").unwrap_or(path);
    let plain = plain.strip_suffix("/mod").unwrap_or(plain);
    match plain.split_once('/') {
        Some((MODELS, _)) => MODELS.to_owned(),
        _ if plain == "mod" => String::new(),
        _ => plain.replace('/', "::"),
    }
}

/// Module path (`models/agents`) -> the features that its `mod` line asks for.
fn gates(output: &Output) -> BTreeMap<String, Gates> {
    let mut all = BTreeMap::new();
    for (path, text) in &output.files {
        let Some(folder) = path.strip_suffix("mod.rs") else {
            continue;
        };
        let Ok(file) = syn::parse_file(text) else {
            continue;
        };
        for item in &file.items {
            if let syn::Item::Mod(module) = item {
                all.insert(format!("{folder}{}", module.ident), asked(&module.attrs));
            }
        }
    }
    all
}

/// What the modules around a file ask for.
fn gates_of(path: &str, gates: &BTreeMap<String, Gates>) -> Gates {
    let plain = path.strip_suffix(".rs").unwrap_or(path);
    let plain = plain.strip_suffix("/mod").unwrap_or(plain);
    plain
        .match_indices('/')
        .map(|(at, _)| at)
        .chain([plain.len()])
        .filter_map(|at| gates.get(plain.get(..at)?))
        .flatten()
        .cloned()
        .collect()
}

/// The features that `#[cfg]` attributes ask for.
fn asked(attributes: &[Attribute]) -> Gates {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"))
        .map(|attribute| {
            let text = attribute.meta.to_token_stream().to_string();
            // Every second piece stands between quotes.
            text.split('"')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect()
        })
        .collect()
}

struct Reader<'i> {
    module: String,
    gates: Gates,
    items: &'i mut Items,
}

impl Reader<'_> {
    fn put(&mut self, path: String, kind: Kind, attributes: &[Attribute]) {
        let mut gates = self.gates.clone();
        gates.extend(asked(attributes));
        let item = Item {
            kind,
            deprecated: is_deprecated(attributes),
            gates,
        };
        self.items.insert(path, item);
    }

    fn path(&self, name: &impl ToString) -> String {
        let name = name.to_string();
        if self.module.is_empty() {
            name
        } else {
            format!("{}::{name}", self.module)
        }
    }

    /// Types are known by their name in `models`, and by their bare name elsewhere: handles are re-exported.
    fn type_path(&self, name: &impl ToString) -> String {
        if self.module == MODELS {
            self.path(name)
        } else {
            name.to_string()
        }
    }

    fn item(&mut self, item: &syn::Item) {
        match item {
            syn::Item::Struct(item) if is_public(&item.vis) => self.structure(item),
            syn::Item::Enum(item) if is_public(&item.vis) => self.enumeration(item),
            syn::Item::Type(item) if is_public(&item.vis) => {
                let kind = Kind::Alias(text(&item.ty));
                self.put(self.type_path(&item.ident), kind, &item.attrs);
            }
            syn::Item::Const(item) if is_public(&item.vis) => {
                let kind = Kind::Constant(text(&item.ty));
                self.put(self.path(&item.ident), kind, &item.attrs);
            }
            syn::Item::Mod(item) if is_public(&item.vis) => {
                self.put(self.path(&item.ident), Kind::Module, &item.attrs);
            }
            syn::Item::Impl(item) => self.implementation(item),
            syn::Item::Macro(item) => self.invocation(item),
            _ => {}
        }
    }

    fn structure(&mut self, item: &ItemStruct) {
        let path = self.type_path(&item.ident);
        self.derives(&path, &item.attrs);
        let (fields, all) = fields(&item.fields);
        let kind = Kind::Struct(Struct {
            exhaustive: all && !is_non_exhaustive(&item.attrs),
            fields,
        });
        self.put(path, kind, &item.attrs);
    }

    fn enumeration(&mut self, item: &ItemEnum) {
        let path = self.type_path(&item.ident);
        self.derives(&path, &item.attrs);
        let variants = item
            .variants
            .iter()
            .map(|variant| {
                let payload = text(&variant.fields);
                let deprecated = is_deprecated(&variant.attrs);
                (variant.ident.to_string(), (payload, deprecated))
            })
            .collect();
        let kind = Kind::Enum(Enum {
            exhaustive: !is_non_exhaustive(&item.attrs),
            variants,
        });
        self.put(path, kind, &item.attrs);
    }

    fn derives(&mut self, path: &str, attributes: &[Attribute]) {
        for attribute in attributes {
            if !attribute.path().is_ident("derive") {
                continue;
            }
            let parsed = attribute.parse_args_with(
                syn::punctuated::Punctuated::<syn::Path, syn::Token![,]>::parse_terminated,
            );
            for derived in parsed.into_iter().flatten() {
                if let Some(last) = derived.segments.last() {
                    self.put(format!("{} for {path}", last.ident), Kind::Trait, &[]);
                }
            }
        }
    }

    fn implementation(&mut self, item: &ItemImpl) {
        let Type::Path(ty) = &*item.self_ty else {
            return;
        };
        let Some(name) = ty.path.segments.last() else {
            return;
        };
        let path = self.type_path(&name.ident);
        if let Some(implemented) = trait_of(item) {
            // What a private type implements is nobody's business; its name is no item then.
            self.put(
                format!("{implemented} for {path}"),
                Kind::Trait,
                &item.attrs,
            );
            return;
        }
        for member in &item.items {
            match member {
                ImplItem::Fn(function) if is_public(&function.vis) => {
                    let path = format!("{path}::{}()", function.sig.ident);
                    self.put(path, Kind::Function(signature(function)), &function.attrs);
                }
                ImplItem::Const(constant) if is_public(&constant.vis) => {
                    let path = format!("{path}::{}", constant.ident);
                    self.put(path, Kind::Constant(text(&constant.ty)), &constant.attrs);
                }
                _ => {}
            }
        }
    }

    /// `runtime::open_enum! { Name { ... } }` gives an enum its impls.
    fn invocation(&mut self, item: &ItemMacro) {
        let Some(name) = item.mac.path.segments.last() else {
            return;
        };
        let subject = item.mac.tokens.clone().into_iter().next();
        if let Some(subject) = subject {
            let path = format!("values for {}", self.type_path(&subject));
            self.put(path, Kind::Macro(name.ident.to_string()), &[]);
        }
    }
}

fn trait_of(item: &ItemImpl) -> Option<String> {
    let (path, _) = item.trait_.as_ref()?;
    Some(text(path))
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn is_deprecated(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("deprecated"))
}

fn is_non_exhaustive(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("non_exhaustive"))
}

/// The public fields, and whether that is all of them.
fn fields(fields: &Fields) -> (BTreeMap<String, (String, bool)>, bool) {
    let mut all = true;
    let mut public = BTreeMap::new();
    for (index, field) in fields.iter().enumerate() {
        if is_public(&field.vis) {
            let name = match &field.ident {
                Some(name) => name.to_string(),
                None => index.to_string(),
            };
            public.insert(name, (text(&field.ty), is_deprecated(&field.attrs)));
        } else {
            all = false;
        }
    }
    (public, all)
}

fn signature(function: &ImplItemFn) -> Function {
    let signature = &function.sig;
    let mut arguments = Vec::new();
    let types: Vec<String> = signature
        .inputs
        .iter()
        .map(|input| match input {
            FnArg::Receiver(receiver) => {
                let text = text(receiver);
                // `mut self` is the function's own business; `&mut self` is not.
                text.strip_prefix("mut ")
                    .map_or(text.clone(), str::to_owned)
            }
            FnArg::Typed(typed) => {
                arguments.push(text(&typed.pat));
                text(&typed.ty)
            }
        })
        .collect();
    let words = [
        signature.constness.as_ref().map(|_| "const ".to_owned()),
        signature.asyncness.as_ref().map(|_| "async ".to_owned()),
    ];
    let words: String = words.into_iter().flatten().collect();
    let generics = text(&signature.generics);
    let output = match &signature.output {
        syn::ReturnType::Default => String::new(),
        syn::ReturnType::Type(_, ty) => format!(" -> {}", text(&**ty)),
    };
    Function {
        signature: format!("{words}fn{generics}({}){output}", types.join(", ")),
        arguments,
    }
}

/// Tokens as people write them, with the paths to models left out: types are known by their names.
fn text(tokens: &(impl ToTokens + ?Sized)) -> String {
    tight(tokens.to_token_stream())
        .replace("crate::", "")
        .replace("models::", "")
}
