//! The rules by which a change of the document is judged.

use super::Effect;
use super::catalogue::rules;

rules! {
    /// A kind of change of the document. Its text form (`operation-removed`) is stable.
    Rule: (Effect, Effect), in Effect;

    // The document as a whole.
    InfoChanged = "info-changed", Safe, Safe, "Title and version of a document are words; the version may stay the same while everything else moves.";
    ServerAdded = "server-added", Safe, Safe, "A client keeps to the server that it knows.";
    ServerRemoved = "server-removed", Risk, Risk, "A client that was pointed at this server may find nothing there.";
    DefaultServerChanged = "default-server-changed", Breaking, Breaking, "The first server is the one that a client uses when nobody says otherwise.";
    SchemeAdded = "security-scheme-added", Safe, Safe, "Nothing asks for it by that.";
    SchemeRemoved = "security-scheme-removed", Safe, Safe, "What counts is what the operations ask for.";
    SchemeChanged = "security-scheme-changed", Breaking, Breaking, "The credential is presented in another way.";
    SchemaAdded = "schema-added", Safe, Safe, "A name among the components is not on the wire.";
    SchemaRemoved = "schema-removed", Safe, Safe, "A name among the components is not on the wire; the Rust half says what becomes of the type.";
    DescriptionChanged = "description-changed", Safe, Safe, "Words. Read them: they may say what no keyword says.";

    // Operations.
    OperationAdded = "operation-added", Safe, Safe, "Nobody calls it yet.";
    OperationRemoved = "operation-removed", Breaking, Breaking, "Whoever calls it gets an error.";
    DeprecatedOperationRemoved = "deprecated-operation-removed", Breaking, Breaking, "It was said that it would go, and whoever still calls it gets an error.";
    OperationDeprecated = "operation-deprecated", Safe, Safe, "It still works; it may go.";
    OperationRevived = "operation-revived", Safe, Safe, "It is no longer deprecated.";
    OperationIdChanged = "operation-id-changed", Safe, Safe, "An id is not on the wire; it may name a method.";
    OperationTagChanged = "operation-tag-changed", Safe, Safe, "A tag is not on the wire; it says which handle a method belongs to.";
    PathParameterRenamed = "path-parameter-renamed", Safe, Safe, "The name of a path parameter is not on the wire.";
    OperationServerChanged = "operation-server-changed", Breaking, Breaking, "The operation is found at another address.";
    SecurityAdded = "security-added", Breaking, Breaking, "A call without this credential is refused from now on.";
    SecurityAlternativeAdded = "security-alternative-added", Safe, Safe, "What was accepted is still accepted.";
    SecurityAlternativeRemoved = "security-alternative-removed", Breaking, Breaking, "Whoever presents this credential is refused from now on.";
    SecurityRemoved = "security-removed", Safe, Safe, "A credential that nobody asks for does no harm.";
    ScopeAdded = "security-scope-added", Breaking, Breaking, "A token without this scope is refused from now on.";
    ScopeRemoved = "security-scope-removed", Safe, Safe, "A token with more scopes than are asked for is accepted.";
    CallbackAdded = "callback-added", Safe, Safe, "The service calls only where it was asked to.";
    CallbackRemoved = "callback-removed", Breaking, Breaking, "Whoever waits for this call waits in vain.";

    // Parameters.
    RequiredParameterAdded = "required-parameter-added", Breaking, Breaking, "A call without it is refused.";
    OptionalParameterAdded = "optional-parameter-added", Safe, Safe, "Calls without it go on.";
    PagingAdded = "paging-added", Risk, Risk, "An operation that takes a page size or a place to go on from now may answer with one page where it answered with everything.";
    ParameterRemoved = "parameter-removed", Risk, Risk, "A service is free to ignore it, or to refuse it; either way it does not do any more what it did.";
    ParameterBecameRequired = "parameter-became-required", Breaking, Breaking, "A call without it is refused.";
    ParameterBecameOptional = "parameter-became-optional", Safe, Safe, "Calls with it go on.";
    ParameterEncodingChanged = "parameter-encoding-changed", Breaking, Breaking, "The same value is written in another way.";
    ParameterDeprecated = "parameter-deprecated", Safe, Safe, "It still works; it may go.";
    ParameterRevived = "parameter-revived", Safe, Safe, "It is no longer deprecated.";

    // Request bodies.
    RequiredBodyAdded = "required-body-added", Breaking, Breaking, "A call without a body is refused.";
    OptionalBodyAdded = "optional-body-added", Safe, Safe, "Calls without a body go on.";
    BodyRemoved = "body-removed", Risk, Risk, "A service is free to ignore a body that it does not document, or to refuse it.";
    BodyBecameRequired = "body-became-required", Breaking, Breaking, "A call without a body is refused.";
    BodyBecameOptional = "body-became-optional", Safe, Safe, "Calls with a body go on.";
    RequestMediaTypeAdded = "request-media-type-added", Safe, Safe, "What was accepted is still accepted.";
    RequestMediaTypeRemoved = "request-media-type-removed", Breaking, Breaking, "A body of this type is refused.";
    BodyEncodingChanged = "body-encoding-changed", Breaking, Breaking, "The same values are written in another way.";

    // Answers.
    SuccessAdded = "success-status-added", Risk, Risk, "A client that knows only the old statuses may meet one that it cannot read.";
    SuccessRemoved = "success-status-removed", Breaking, Breaking, "Whoever waits for this status waits in vain.";
    ErrorAdded = "error-status-added", Safe, Safe, "A client meets undocumented errors at any time, and has to bear them.";
    ErrorRemoved = "error-status-removed", Risk, Risk, "Code that looks for this error finds another one, or none.";
    ResponseMediaTypeAdded = "response-media-type-added", Safe, Safe, "A client says which media types it takes, and gets one of those.";
    ResponseMediaTypeRemoved = "response-media-type-removed", Breaking, Breaking, "An answer of this type does not come any more.";
    ResponseBodyAdded = "response-body-added", Risk, Risk, "A client that expects an empty answer may stumble over one that is not.";
    ResponseBodyRemoved = "response-body-removed", Breaking, Breaking, "What a client reads is not there any more.";
    ResponseHeaderAdded = "response-header-added", Safe, Safe, "Headers that nobody knows are read over.";
    ResponseHeaderRemoved = "response-header-removed", Risk, Risk, "Code that reads this header finds nothing.";
    RequiredResponseHeaderRemoved = "required-response-header-removed", Breaking, Risk, "Code may rely on a header that is promised; the generated client itself reads none of its own accord.";
    ResponseHeaderBecameOptional = "response-header-became-optional", Breaking, Risk, "Code may rely on a header that is promised; the generated client itself reads none of its own accord.";
    ResponseHeaderBecameRequired = "response-header-became-required", Safe, Safe, "It is there more often than before.";

    // Schemas of what is sent: less allowed breaks, more allowed does not.
    RequestTypeNarrowed = "request-type-changed", Breaking, Breaking, "Values of the old type are refused.";
    RequestTypeWidened = "request-type-widened", Safe, Safe, "Values of the old type are still accepted.";
    RequestFormatNarrowed = "request-format-changed", Breaking, Breaking, "A value that is not of this format may be refused.";
    RequestFormatWidened = "request-format-widened", Safe, Safe, "Values of the old format are still accepted.";
    RequestEnumValueRemoved = "request-enum-value-removed", Breaking, Breaking, "This value is refused.";
    RequestEnumValueAdded = "request-enum-value-added", Safe, Safe, "The old values are still accepted.";
    RequestEnumClosed = "request-enum-introduced", Breaking, Breaking, "Any value but the listed ones is refused.";
    RequestEnumOpened = "request-enum-lifted", Safe, Safe, "The old values are still accepted.";
    RequestPropertyRemoved = "request-property-removed", Risk, Risk, "A service is free to ignore it, or to refuse it; either way it does not do any more what it did.";
    RequestPropertyForbidden = "request-property-forbidden", Breaking, Breaking, "The object allows no other properties, so a request with this one is refused.";
    RequestRequiredPropertyAdded = "request-required-property-added", Breaking, Breaking, "A request without it is refused.";
    RequestOptionalPropertyAdded = "request-optional-property-added", Safe, Safe, "Requests without it go on.";
    RequestBecameRequired = "request-property-became-required", Breaking, Breaking, "A request without it is refused.";
    RequestBecameOptional = "request-property-became-optional", Safe, Safe, "Requests with it go on.";
    RequestNotNullable = "request-became-not-nullable", Breaking, Breaking, "Null is refused.";
    RequestNullable = "request-became-nullable", Safe, Safe, "What was accepted is still accepted.";
    RequestReadOnly = "request-property-became-read-only", Risk, Risk, "The service sets it; what a request says of it is ignored or refused.";
    RequestNotReadOnly = "request-property-became-writable", Safe, Safe, "Requests without it go on.";
    RequestBoundTightened = "request-bound-tightened", Breaking, Breaking, "Values that were allowed are refused.";
    RequestBoundLoosened = "request-bound-loosened", Safe, Safe, "What was accepted is still accepted.";
    RequestPatternAdded = "request-pattern-added", Breaking, Breaking, "Text that does not match is refused.";
    RequestPatternChanged = "request-pattern-changed", Risk, Risk, "Whether one pattern allows all that the other does cannot be told in general.";
    RequestPatternRemoved = "request-pattern-removed", Safe, Safe, "What was accepted is still accepted.";
    RequestDefaultChanged = "request-default-changed", Risk, Risk, "Leaving it out means something else.";
    RequestClosed = "request-additional-properties-forbidden", Breaking, Breaking, "A request with other properties is refused.";
    RequestOpened = "request-additional-properties-allowed", Safe, Safe, "What was accepted is still accepted.";
    RequestBranchRemoved = "request-branch-removed", Breaking, Breaking, "Values of this kind are refused.";
    RequestBranchAdded = "request-branch-added", Safe, Safe, "Values of the old kinds are still accepted.";
    RequestDiscriminatorChanged = "request-discriminator-changed", Breaking, Breaking, "The kind of a value is told by another property, or by another name.";
    RequestConstraintChanged = "request-constraint-changed", Risk, Risk, "Whether one of these constraints allows all that the other does cannot be told in general.";
    RequestDeprecated = "request-deprecated", Safe, Safe, "It still works; it may go.";
    RequestRevived = "request-revived", Safe, Safe, "It is no longer deprecated.";

    // Schemas of what is read: more allowed breaks, less allowed does not.
    ResponseTypeWidened = "response-type-changed", Breaking, Breaking, "Values of a type that the client does not expect may come.";
    ResponseTypeNarrowed = "response-type-narrowed", Safe, Safe, "Only values of types that the client knows come.";
    ResponseFormatWidened = "response-format-changed", Breaking, Breaking, "A value that is not of the old format may come, and cannot be read as one.";
    ResponseFormatNarrowed = "response-format-narrowed", Safe, Safe, "Every value of the new format is one of the old.";
    ResponseEnumValueAdded = "response-enum-value-added", Breaking, Safe, "A value that is not listed may come. A client with closed enums fails; ours are open.";
    ResponseConstantChanged = "response-constant-changed", Breaking, Breaking, "An enum of one value is a tag, and closed: another value cannot be read.";
    ResponseEnumValueRemoved = "response-enum-value-removed", Safe, Safe, "Only values that the client knows come.";
    ResponseEnumClosed = "response-enum-introduced", Safe, Safe, "Every listed value is one that the client takes.";
    ResponseEnumOpened = "response-enum-lifted", Breaking, Safe, "A value that was not listed may come. A client with closed enums fails; ours are open.";
    ResponseRequiredPropertyRemoved = "response-required-property-removed", Breaking, Breaking, "An answer without it cannot be read.";
    ResponsePropertyRemoved = "response-optional-property-removed", Risk, Risk, "It was never promised, and whoever looks for it finds nothing from now on.";
    ResponsePropertyAdded = "response-property-added", Safe, Safe, "Properties that nobody knows are read over.";
    ResponsePropertyIntoClosed = "response-property-added-to-closed-object", Breaking, Safe, "The object allowed no other properties. A strict client fails; ours reads over what it does not know.";
    ResponseBecameOptional = "response-property-became-optional", Breaking, Breaking, "An answer without it cannot be read.";
    ResponseBecameRequired = "response-property-became-required", Safe, Safe, "It is there more often than before.";
    ResponseNullable = "response-became-nullable", Breaking, Breaking, "Null may come, and cannot be read.";
    ResponseNotNullable = "response-became-not-nullable", Safe, Safe, "Null does not come any more.";
    ResponseWriteOnly = "response-property-became-write-only", Breaking, Breaking, "It is not in answers any more.";
    ResponseNotWriteOnly = "response-property-became-readable", Safe, Safe, "Properties that nobody knows are read over.";
    ResponseBoundLoosened = "response-bound-loosened", Risk, Safe, "Values beyond the old bound may come. Whoever made room only for those is surprised; the generated client does not hold answers to bounds.";
    ResponseBoundTightened = "response-bound-tightened", Safe, Safe, "Every value within the new bound is within the old.";
    ResponsePatternChanged = "response-pattern-changed", Risk, Safe, "Text that the old pattern excludes may come; the generated client does not hold answers to patterns.";
    ResponsePatternAdded = "response-pattern-added", Safe, Safe, "Every text that matches was allowed before.";
    ResponseDefaultChanged = "response-default-changed", Risk, Risk, "An absent value means something else.";
    ResponseOpened = "response-additional-properties-allowed", Risk, Safe, "Properties that nobody knows may come; the generated client reads over them.";
    ResponseClosed = "response-additional-properties-forbidden", Safe, Safe, "Less comes than before.";
    ResponseBranchAdded = "response-branch-added", Breaking, Safe, "Values of a kind that the client does not know may come. A strict client fails; ours keeps them as they are.";
    ResponseUnionMade = "response-became-union", Breaking, Breaking, "Values of a kind that the client does not know may come, where it expects only one.";
    ResponseBranchRemoved = "response-branch-removed", Safe, Safe, "Only kinds that the client knows come.";
    ResponseDiscriminatorChanged = "response-discriminator-changed", Breaking, Breaking, "The kind of a value is told by another property, or by another name.";
    ResponseConstraintChanged = "response-constraint-changed", Risk, Safe, "Whether one of these constraints allows all that the other does cannot be told in general; the generated client does not hold answers to them.";
    ResponseDeprecated = "response-deprecated", Safe, Safe, "It is still there; it may go.";
    ResponseRevived = "response-revived", Safe, Safe, "It is no longer deprecated.";
}

impl Rule {
    /// What it does to a client that takes the old document by its word.
    #[must_use]
    pub fn contract(self) -> Effect {
        self.judgement().0
    }

    /// What it does to a program that runs with the client that this generator made of the old document.
    #[must_use]
    pub fn client(self) -> Effect {
        self.judgement().1
    }
}
