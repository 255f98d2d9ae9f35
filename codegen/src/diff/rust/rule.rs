//! The rules by which a change of a public item is judged: those of Cargo's book on SemVer compatibility.

use super::Bump;
use crate::diff::catalogue::rules;

rules! {
    /// A kind of change of a public item. Its text form (`item-removed`) is stable.
    ItemRule: Bump, in Bump;

    ItemRemoved = "item-removed", Breaking, "Code that names it does not compile.";
    ItemAdded = "item-added", Feature, "Nobody names it yet.";
    KindChanged = "item-kind-changed", Breaking, "A struct is built, matched and read in other ways than an enum or an alias.";
    FieldRemoved = "field-removed", Breaking, "Code that reads it does not compile.";
    FieldAdded = "field-added", Feature, "The struct is `non_exhaustive`: it is made by `new`, and patterns end in `..`.";
    FieldAddedToExhaustive = "field-added-to-exhaustive-struct", Breaking, "Code that lists all fields does not compile.";
    FieldTypeChanged = "field-type-changed", Breaking, "Code that gives it a type does not compile.";
    VariantRemoved = "variant-removed", Breaking, "Code that names it does not compile.";
    VariantAdded = "variant-added", Feature, "The enum is `non_exhaustive`: a `match` has an arm for the rest.";
    VariantAddedToExhaustive = "variant-added-to-exhaustive-enum", Breaking, "A `match` without an arm for the rest does not compile.";
    VariantChanged = "variant-payload-changed", Breaking, "Code that takes it apart does not compile.";
    EnumKindChanged = "enum-opened-or-closed", Breaking, "An open enum is made from any text; a closed one has a default and refuses what is not listed.";
    AliasChanged = "alias-changed", Breaking, "An alias is what it stands for.";
    ConstantTypeChanged = "constant-type-changed", Breaking, "Code that gives it a type does not compile.";
    SignatureChanged = "signature-changed", Breaking, "Calls with the old arguments, or code that gives the result a type, do not compile.";
    ArgumentRenamed = "argument-renamed", Patch, "Arguments have no names in a call; where two of one type changed places, the call compiles and means something else.";
    TraitRemoved = "trait-impl-removed", Breaking, "Code that relies on the trait does not compile.";
    TraitAdded = "trait-impl-added", Feature, "Nobody relies on it yet.";
    NonExhaustiveAdded = "became-non-exhaustive", Breaking, "Struct literals, patterns without `..` and matches without an arm for the rest do not compile.";
    NonExhaustiveRemoved = "became-exhaustive", Feature, "Everything that was written for the old form still compiles.";
    FeatureRemoved = "feature-removed", Breaking, "A manifest that names it does not resolve.";
    FeatureAdded = "feature-added", Feature, "No manifest names it yet.";
    GateNarrowed = "item-needs-other-feature", Breaking, "A crate that switched on only the old feature does not find it.";
    Deprecated = "item-deprecated", Feature, "It compiles, with a warning.";
    Revived = "item-no-longer-deprecated", Feature, "It compiles, without a warning.";
}

impl ItemRule {
    /// Which version bump it asks for.
    #[must_use]
    pub fn bump(self) -> Bump {
        self.judgement()
    }
}
