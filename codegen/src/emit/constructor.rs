//! `new` and the setters of a struct that callers build.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs::Prose;

/// Names of methods that a setter must not hide, or that are those of operators.
const AWKWARD: [&str; 22] = [
    "add",
    "bitand",
    "bitor",
    "bitxor",
    "borrow",
    "clone",
    "default",
    "div",
    "drop",
    "eq",
    "fmt",
    "into",
    "mul",
    "ne",
    "rem",
    "shl",
    "shr",
    "sub",
    "to_owned",
    "to_string",
    "try_into",
    "type_id",
];

/// One field, as the caller who builds the struct sees it.
pub(super) struct Slot {
    /// Rust name.
    pub(super) ident: Ident,
    /// Type of a value that the caller gives.
    pub(super) value: Value,
    /// How it is set.
    pub(super) kind: Kind,
    /// Whether setting it is discouraged.
    pub(super) deprecated: bool,
    /// Whether there is a setter for it.
    pub(super) settable: bool,
}

/// What the caller gives.
pub(super) enum Value {
    /// A value of this type.
    Plain(TokenStream),
    /// Anything that makes one.
    Into(TokenStream),
    /// A value of this type, which is then put on the heap.
    Boxed(TokenStream),
}

/// How a field is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `new` asks for it.
    Asked,
    /// `new` asks for it; it may be `None`.
    AskedOption,
    /// It starts as its type's default, and has no other value.
    Fixed,
    /// It starts as its type's default, and is set as it is.
    Defaulted,
    /// It starts as `None`.
    Optional,
    /// It starts absent, and may be set to null.
    Maybe,
}

impl Value {
    fn parameter(&self) -> TokenStream {
        match self {
            Self::Plain(ty) | Self::Boxed(ty) => quote!(#ty),
            Self::Into(ty) => quote!(impl Into<#ty>),
        }
    }

    fn expression(&self, ident: &Ident) -> TokenStream {
        match self {
            Self::Plain(_) => quote!(#ident),
            Self::Into(_) => quote!(#ident.into()),
            Self::Boxed(_) => quote!(Box::new(#ident)),
        }
    }

    /// The type of a field that may be `None`, as a parameter.
    fn option(&self) -> TokenStream {
        match self {
            Self::Plain(ty) | Self::Into(ty) => quote!(Option<#ty>),
            Self::Boxed(ty) => quote!(Option<Box<#ty>>),
        }
    }
}

impl Slot {
    /// Whether `new` asks for it.
    pub(super) fn asked(&self) -> bool {
        matches!(self.kind, Kind::Asked | Kind::AskedOption)
    }

    fn parameter(&self) -> TokenStream {
        let ident = &self.ident;
        let ty = match self.kind {
            Kind::AskedOption => self.value.option(),
            _ => self.value.parameter(),
        };
        quote!(#ident: #ty)
    }

    /// The field in the struct expression of `new`.
    fn start(&self) -> TokenStream {
        let ident = &self.ident;
        match self.kind {
            Kind::Asked => match &self.value {
                Value::Plain(_) => quote!(#ident),
                value => {
                    let value = value.expression(ident);
                    quote!(#ident: #value)
                }
            },
            Kind::AskedOption => quote!(#ident),
            Kind::Fixed => {
                let ty = self.value.parameter();
                quote!(#ident: #ty::default())
            }
            Kind::Defaulted => quote!(#ident: Default::default()),
            Kind::Optional => quote!(#ident: None),
            Kind::Maybe => quote!(#ident: runtime::Maybe::Absent),
        }
    }

    /// Whether there is a setter for it that sets a value.
    pub(super) fn set_apart(&self) -> bool {
        self.settable && matches!(self.kind, Kind::Optional | Kind::Maybe | Kind::Defaulted)
    }

    /// Named as the field, unless that is the name of a method that every value has, or of an operator.
    pub(super) fn setter_name(&self, taken: &[&Ident]) -> Ident {
        if !AWKWARD.iter().any(|name| self.ident == name) {
            return self.ident.clone();
        }
        let mut name = format_ident!("with_{}", self.ident);
        while taken.contains(&&name) {
            name = format_ident!("{name}_");
        }
        name
    }

    fn setter(&self, taken: &[&Ident]) -> TokenStream {
        let ident = &self.ident;
        let name = self.setter_name(taken);
        let value = self.value.expression(ident);
        let value = match self.kind {
            Kind::Optional => quote!(Some(#value)),
            Kind::Maybe => quote!(runtime::Maybe::Value(#value)),
            Kind::Defaulted => value,
            Kind::Asked | Kind::AskedOption | Kind::Fixed => return TokenStream::new(),
        };
        let docs = Prose::own(&format!("Sets `{ident}`.")).outer();
        let deprecated = deprecated(self.deprecated);
        let parameter = self.value.parameter();
        quote! {
            #docs
            #deprecated
            #[must_use]
            pub fn #name(mut self, #ident: #parameter) -> Self {
                self.#ident = #value;
                self
            }
        }
    }

    fn null_setter(&self, taken: &[&Ident]) -> TokenStream {
        let ident = &self.ident;
        let setter = format_ident!("{}_null", ident.to_string().trim_end_matches('_'));
        if self.kind != Kind::Maybe || taken.contains(&&setter) {
            return TokenStream::new();
        }
        let docs = Prose::own(&format!("Sets `{ident}` to `null`.")).outer();
        let deprecated = deprecated(self.deprecated);
        quote! {
            #docs
            #deprecated
            #[must_use]
            pub fn #setter(mut self) -> Self {
                self.#ident = runtime::Maybe::Null;
                self
            }
        }
    }
}

/// `#[deprecated]` where it applies.
pub(super) fn deprecated(yes: bool) -> TokenStream {
    if yes {
        quote!(#[deprecated])
    } else {
        TokenStream::new()
    }
}

/// Whether a struct of these fields has a default.
pub(super) fn has_default(slots: &[Slot]) -> bool {
    !slots.iter().any(Slot::asked)
}

/// The `impl` block.
pub(super) fn constructor(name: &Ident, slots: &[Slot]) -> TokenStream {
    let asked = slots.iter().filter(|slot| slot.asked());
    let parameters = asked.map(Slot::parameter);
    let (docs, body) = if has_default(slots) {
        ("With nothing set.", quote!(Default::default()))
    } else {
        let fields = slots.iter().map(Slot::start);
        ("With the required fields.", quote!(Self { #(#fields),* }))
    };
    let docs = Prose::own(docs).outer();
    let names: Vec<&Ident> = slots.iter().map(|slot| &slot.ident).collect();
    let setters = slots.iter().filter(|slot| slot.settable).map(|slot| {
        let setter = slot.setter(&names);
        let null = slot.null_setter(&names);
        quote!(#setter #null)
    });
    quote! {
        impl #name {
            #docs
            pub fn new(#(#parameters),*) -> Self {
                #body
            }
            #(#setters)*
        }
    }
}
