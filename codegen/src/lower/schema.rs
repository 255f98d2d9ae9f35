//! Which type a schema becomes.

use std::rc::Rc;

use super::context::Context;
use super::enumeration::{self, Values};
use super::facts::{Extra, Facts, Kind, Node};
use super::merge::word;
use super::{docs, scalar, tuple};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Reason, Shape, Treatment, Type, TypeId};

/// How many lists and maps may stand around each other.
pub(super) const DEEPEST: usize = 200;
/// How long the way to a schema may be that is put together from others: the merged types of two cycles can go on for
/// as long as the product of both.
const FARTHEST: usize = 4_096;
/// How many types a document may declare.
const MOST: usize = 500_000;

/// A type and whether `null` is allowed beside it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Typed {
    pub(super) ty: Type,
    pub(super) nullable: bool,
}

impl Typed {
    /// As it stands in a list, a map or a body.
    pub(super) fn whole(self) -> Type {
        if self.nullable {
            nullable(self.ty)
        } else {
            self.ty
        }
    }
}

/// `Option` around a type that does not take `null` anyway.
pub(super) fn nullable(ty: Type) -> Type {
    match ty {
        Type::Json | Type::Null | Type::Nullable(_) => ty,
        ty => Type::Nullable(Box::new(ty)),
    }
}

/// What a schema becomes, decided without a look at the schemas below it.
#[derive(Debug, Clone)]
pub(super) enum Class {
    /// The same as another schema.
    Same(Node),
    /// A type with nothing below it.
    Plain(Type),
    /// Any JSON.
    Untyped(Reason, String),
    /// A list.
    List(Node),
    /// A map.
    Map(Node),
    /// A list of fixed length.
    Tuple(Vec<Node>),
    /// A struct.
    Object(Rc<Facts>),
    /// An enum.
    Enum(Values),
    /// A union of these.
    Union(Rc<Facts>, Vec<Node>),
}

impl Class {
    /// What a name ends in that would be taken without it.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Self::Enum(_) => "enum",
            Self::Union(..) => "union",
            _ => "object",
        }
    }
}

impl Context<'_> {
    /// The type of a schema.
    pub(super) fn typed(&mut self, node: &Node) -> Typed {
        Typed {
            nullable: self.nullable(node),
            ty: self.ty(node),
        }
    }

    /// The type of a schema, whether or not it takes `null`.
    pub(super) fn ty(&mut self, node: &Node) -> Type {
        let facts = match node {
            Node::Inline(facts) => facts,
            Node::Ref { target, .. } => {
                return match self.components.get(target) {
                    Some(component) => Type::Named(component.id),
                    None => self.dangling(node),
                };
            }
        };
        if let Some(id) = self.declared.get(&facts.key) {
            return Type::Named(*id);
        }
        let far = facts.is_joined() && facts.at.pointer.len() > FARTHEST;
        if far || self.depth >= DEEPEST || self.types.len() >= MOST {
            return self.untyped(&facts.at.pointer, Reason::Unsupported, "nested too deep");
        }
        self.depth += 1;
        let class = self.classify(facts);
        let ty = self.simple(facts, class);
        self.depth -= 1;
        ty
    }

    /// The type of a class: declared if it needs a name.
    fn simple(&mut self, facts: &Facts, class: Class) -> Type {
        match class {
            Class::Same(node) => self.ty(&node),
            Class::Plain(ty) => {
                self.note_open(facts, &ty);
                ty
            }
            Class::Untyped(reason, why) => self.untyped(&facts.at.pointer, reason, &why),
            Class::List(items) => Type::List(Box::new(self.typed(&items).whole())),
            Class::Map(values) => Type::Map(Box::new(self.typed(&values).whole())),
            Class::Tuple(items) => {
                Type::Tuple(items.iter().map(|item| self.typed(item).whole()).collect())
            }
            class => Type::Named(self.declare(facts, class)),
        }
    }

    /// The shape of a component: its own if it needs one, otherwise an alias.
    pub(super) fn fill_component(&mut self, id: TypeId, node: &Node) {
        let Node::Inline(facts) = node else {
            let ty = self.ty(node);
            self.types.get_mut(id).shape = Shape::Alias(ty);
            return;
        };
        let class = self
            .inherited_union(facts)
            .unwrap_or_else(|| self.classify(facts));
        if matches!(class, Class::Object(_) | Class::Enum(_) | Class::Union(..)) {
            self.declared.insert(facts.key.clone(), id);
            self.queue.push_back((id, class));
        } else {
            let ty = self.simple(facts, class);
            let flat = self.flatten(facts);
            let def = self.types.get_mut(id);
            def.shape = Shape::Alias(ty);
            def.docs.notes.clone_from(&flat.docs.notes);
            let default = facts.default.as_ref().map(docs::default_note);
            def.docs.notes.extend(default);
        }
        self.drain();
    }

    /// Gives every type in the queue its shape.
    pub(super) fn drain(&mut self) {
        while let Some((id, class)) = self.queue.pop_front() {
            let shape = match class {
                Class::Object(facts) => self.object(id, &facts),
                Class::Enum(values) => Shape::Enum(enumeration::build(&values)),
                Class::Union(facts, branches) => self.union(id, &facts, &branches),
                _ => continue,
            };
            self.types.get_mut(id).shape = shape;
        }
    }

    /// Decides what a schema becomes.
    pub(super) fn classify(&mut self, facts: &Rc<Facts>) -> Class {
        if let Some(class) = self.classes.get(&facts.key) {
            return class.clone();
        }
        if self.classifying.contains(&facts.key) {
            return Class::Untyped(Reason::Contradiction, "it contains itself".to_owned());
        }
        self.classifying.push(facts.key.clone());
        let class = self.decide(facts);
        self.classifying.pop();
        self.classes.insert(facts.key.clone(), class.clone());
        class
    }

    fn decide(&mut self, facts: &Rc<Facts>) -> Class {
        if let Some(node) = self.wrapped(facts) {
            return Class::Same(node);
        }
        if let Some(class) = self.inherited_whole(facts) {
            return class;
        }
        let facts = self.flatten(facts);
        self.note_unexpressed(&facts);
        if let Some(why) = &facts.contradiction {
            return Class::Untyped(Reason::Contradiction, why.clone());
        }
        if facts.never {
            return Class::Untyped(
                Reason::NotATypeMatter,
                "the document allows no value here".to_owned(),
            );
        }
        if !facts.choices.is_empty() {
            return self.choose(&facts);
        }
        if facts.is_null() {
            return Class::Plain(Type::Null);
        }
        if facts.values.is_some()
            && let Some(class) = enumeration::classify(&facts)
        {
            return class;
        }
        match facts.effective_kind() {
            Some(Kind::Object) => self.object_class(&facts),
            Some(Kind::Array) => tuple::classify(&self.with_said_items(&facts)),
            Some(kind) => Class::Plain(Type::Scalar(scalar::of(kind, facts.format.as_deref()))),
            None => open(),
        }
    }

    fn object_class(&mut self, facts: &Rc<Facts>) -> Class {
        if !facts.properties.is_empty() || !facts.required.is_empty() {
            return Class::Object(Rc::clone(facts));
        }
        match &facts.extra {
            Extra::Typed(value) if facts.conditions.is_empty() => {
                let said = facts.keyed_of_others();
                Class::Map(self.with_said(value, said, &|| facts.at.value()))
            }
            // Conditions may name keys whose values are more than the others'.
            Extra::Typed(_) | Extra::Denied => Class::Object(Rc::clone(facts)),
            Extra::Open | Extra::Unsaid => Class::Plain(Type::JsonObject),
        }
    }

    /// The reference that a schema only wraps: with prose, `nullable`, or a `type` that the component has anyway.
    fn wrapped(&mut self, facts: &Facts) -> Option<Node> {
        if facts.all_of.is_empty() || !facts.choices.is_empty() || !facts.is_loose() {
            return None;
        }
        let adds_nothing = |part: &Node| {
            part.inline().is_some_and(|part| {
                part.is_loose() && part.all_of.is_empty() && part.choices.is_empty()
            })
        };
        let mut rest = facts.all_of.iter().filter(|part| !adds_nothing(part));
        let only = rest.next()?;
        let target = only.target()?;
        if rest.any(|other| other.key() != only.key())
            // A component that adds nothing to such a parent is still a child of it.
            || (facts.at.is_root() && self.is_inherited(target))
        {
            return None;
        }
        let mut kinds = facts
            .all_of
            .iter()
            .filter_map(Node::inline)
            .filter_map(|part| part.kind)
            .chain(facts.kind)
            .peekable();
        if kinds.peek().is_some() {
            let behind = self.resolve(only)?;
            let kind = behind.effective_kind();
            let mut other = kinds.filter(|wanted| kind != Some(*wanted));
            match (kind, other.next(), other.next()) {
                (_, None, _) => {}
                (Some(kind), Some(wanted), None) if kind.both(wanted).is_none() => self
                    .ignore_type(
                        &facts.at.pointer,
                        &format!(
                            "the `type` beside the reference wants {}, and the component is {}",
                            word(wanted),
                            word(kind)
                        ),
                    ),
                _ => return None,
            }
        }
        Some(only.clone())
    }

    /// A `type` that contradicts all that stands beside it: the more specific part is taken at its word.
    pub(super) fn ignore_type(&mut self, pointer: &str, message: &str) {
        self.report(
            Diagnostic::new(Code::Contradiction, pointer, message).done("the `type` is ignored"),
        );
        self.approximate(
            pointer,
            Reason::Contradiction,
            Treatment::LeftOut,
            "the `type` excludes what stands beside it",
        );
    }

    /// A reference that leads nowhere.
    pub(super) fn dangling(&mut self, node: &Node) -> Type {
        let pointer = node.pointer().to_owned();
        self.report(
            Diagnostic::new(
                Code::DanglingReference,
                pointer.clone(),
                "the reference leads to no component schema",
            )
            .done("the value is any JSON value"),
        );
        self.untyped(&pointer, Reason::Unreadable, "the reference leads nowhere")
    }

    /// Objects and lists of anything are typed only half.
    fn note_open(&mut self, facts: &Facts, ty: &Type) {
        let done = match ty {
            Type::JsonObject => "any JSON object",
            Type::List(item) if **item == Type::Json => "a list of any JSON values",
            _ => return,
        };
        self.approximate(&facts.at.pointer, Reason::Open, Treatment::AnyJson, done);
    }

    fn note_unexpressed(&mut self, facts: &Facts) {
        for keyword in &facts.unexpressed {
            self.approximate(
                &facts.at.pointer,
                Reason::NotATypeMatter,
                Treatment::Loose,
                format!("`{keyword}` is not checked"),
            );
        }
    }
}

/// A schema that says nothing.
fn open() -> Class {
    Class::Untyped(Reason::Open, "the document allows any".to_owned())
}
