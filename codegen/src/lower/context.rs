//! What the parts of lowering share: the types so far, the names taken, and what there is to say.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use openapiv3::OpenAPI;

use super::at::At;
use super::facts::{Facts, Node};
use super::schema::Class;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Sink};
use crate::model::{
    Approximation, Docs, Owner, Reason, Scope, Shape, Treatment, Type, TypeDef, TypeId, TypeName,
    Types, Usage,
};

/// A component schema.
#[derive(Debug, Clone)]
pub(super) struct Component {
    /// Its type.
    pub(super) id: TypeId,
    /// What it says.
    pub(super) node: Node,
}

/// The state of lowering.
pub(super) struct Context<'a> {
    pub(super) api: &'a OpenAPI,
    pub(super) config: &'a Config,
    sink: &'a mut Sink,
    /// The types declared so far.
    pub(super) types: Types,
    /// Names in the models' scope.
    pub(super) names: Scope,
    /// By component key.
    pub(super) components: BTreeMap<String, Component>,
    /// Parent -> components that build on it by `allOf`.
    pub(super) children: BTreeMap<String, BTreeSet<String>>,
    /// Schemas whose `allOf` is merged, by key.
    pub(super) flat: BTreeMap<String, Rc<Facts>>,
    /// Components and schemas that are being merged, outermost first.
    pub(super) merging: Vec<String>,
    /// What schemas become, by key.
    pub(super) classes: BTreeMap<String, Class>,
    /// Schemas about which that is being decided, outermost first.
    pub(super) classifying: Vec<String>,
    /// Types of schemas that stand where they are used, by key.
    pub(super) declared: BTreeMap<String, TypeId>,
    /// Declared types that still lack their shape.
    pub(super) queue: VecDeque<(TypeId, Class)>,
    /// Structs that allow no other keys.
    pub(super) closed: BTreeSet<TypeId>,
    /// Which components accept `null`, as far as known.
    pub(super) nullable: BTreeMap<String, bool>,
    /// What the caller gives and takes when the server calls.
    pub(super) given: Vec<Type>,
    pub(super) taken: Vec<Type>,
    /// Properties and parameters that are numbers, by name.
    pub(super) counts: BTreeSet<String>,
    /// How many lists and maps stand around the schema at hand.
    pub(super) depth: usize,
    /// How many schemas were put together from others.
    pub(super) merges: usize,
    /// How many of them because a schema was spread over a branch that is a reference.
    pub(super) spreads: usize,
    approximations: BTreeSet<Approximation>,
    said: BTreeSet<(Code, String, String)>,
}

impl<'a> Context<'a> {
    /// The state before anything was done.
    pub(super) fn new(api: &'a OpenAPI, config: &'a Config, sink: &'a mut Sink) -> Self {
        Self {
            api,
            config,
            sink,
            types: Types::default(),
            names: Scope::default(),
            components: BTreeMap::new(),
            children: BTreeMap::new(),
            flat: BTreeMap::new(),
            merging: Vec::new(),
            classes: BTreeMap::new(),
            classifying: Vec::new(),
            declared: BTreeMap::new(),
            queue: VecDeque::new(),
            closed: BTreeSet::new(),
            nullable: BTreeMap::new(),
            given: Vec::new(),
            taken: Vec::new(),
            counts: BTreeSet::new(),
            depth: 0,
            merges: 0,
            spreads: 0,
            approximations: BTreeSet::new(),
            said: BTreeSet::new(),
        }
    }

    /// The types and the ledger, when all is done.
    pub(super) fn finish(self) -> (Types, Vec<Approximation>) {
        (self.types, self.approximations.into_iter().collect())
    }

    /// Says something, once.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        let key = (
            diagnostic.code,
            diagnostic.place.pointer.clone(),
            diagnostic.message.clone(),
        );
        if self.said.insert(key) {
            self.sink.report(diagnostic);
        }
    }

    /// Enters a place that is less typed than the document in the ledger.
    pub(super) fn approximate(
        &mut self,
        pointer: &str,
        reason: Reason,
        treatment: Treatment,
        detail: impl Into<String>,
    ) {
        self.approximations.insert(Approximation {
            pointer: pointer.to_owned(),
            reason,
            treatment,
            detail: detail.into(),
        });
    }

    /// Says that a place is less typed than the document for want of support, and enters it in the ledger.
    pub(super) fn unsupported(
        &mut self,
        pointer: &str,
        treatment: Treatment,
        message: &str,
        done: &str,
    ) {
        self.approximate(pointer, Reason::Unsupported, treatment, message);
        self.report(Diagnostic::new(Code::Unsupported, pointer, message).done(done));
    }

    /// Any JSON, with an entry in the ledger.
    pub(super) fn untyped(&mut self, pointer: &str, reason: Reason, why: &str) -> Type {
        if reason == Reason::Unsupported {
            let done = "the value is any JSON value";
            self.unsupported(pointer, Treatment::AnyJson, why, done);
        } else {
            self.approximate(pointer, reason, Treatment::AnyJson, why);
        }
        Type::Json
    }

    /// Declares a type that a schema needs where it stands. Its shape comes later, from the queue.
    pub(super) fn declare(&mut self, facts: &Facts, class: Class) -> TypeId {
        let name = self.claim_inline(&facts.at, class.word());
        let id = self.add(name, facts.at.owner().clone(), facts);
        // It is the property that is deprecated, not what it holds.
        self.docs_of(id).deprecated = false;
        self.declared.insert(facts.key.clone(), id);
        self.queue.push_back((id, class));
        id
    }

    /// Adds a type whose shape is not known yet.
    pub(super) fn add(&mut self, name: TypeName, owner: Owner, facts: &Facts) -> TypeId {
        self.types.add(TypeDef {
            name,
            owner,
            pointer: facts.at.pointer.clone(),
            docs: facts.docs.clone(),
            usage: Usage::default(),
            shape: Shape::Alias(Type::Json),
            reached_by: Vec::new(),
            in_union: false,
        })
    }

    /// A name for a schema in its place.
    fn claim_inline(&mut self, at: &At, word: &str) -> TypeName {
        if let Some(name) = self
            .config
            .types
            .get(&at.pointer)
            .and_then(|settled| settled.name.clone())
        {
            return self.claim_type(&at.pointer, &[name]);
        }
        let name = at.name();
        self.claim_type(&at.pointer, &[name.clone(), format!("{name} {word}")])
    }

    /// Makes a type name of the first text that is free, and says so when it is not the first of all.
    pub(super) fn claim_type(&mut self, pointer: &str, texts: &[String]) -> TypeName {
        let free = texts
            .first()
            .is_some_and(|text| self.names.is_free::<TypeName>(text));
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let name: TypeName = self.names.claim_first(&texts);
        if !free {
            let wanted: TypeName = Scope::default().claim_first(texts.get(..1).unwrap_or_default());
            self.report(
                Diagnostic::new(
                    Code::NameCollision,
                    pointer,
                    format!("another type is already called `{wanted}`"),
                )
                .done(format!("it is called `{name}`"))
                .help("settle a name under `[types]` in the configuration"),
            );
        }
        name
    }

    /// Prose of a declared type, to complete it.
    pub(super) fn docs_of(&mut self, id: TypeId) -> &mut Docs {
        &mut self.types.get_mut(id).docs
    }
}
