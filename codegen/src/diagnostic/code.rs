//! The kinds of diagnostics.

use std::fmt;

use super::Severity;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $severity:ident;)+) => {
        /// A kind of diagnostic. Its text form (`syntax`, `dangling-reference`) is stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* $variant,)+
        }

        impl Code {
            /// Every kind there is, for `DIAGNOSTICS.md` and its test.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable text form.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }

            /// The severity it has unless somebody decides otherwise.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)+
                }
            }
        }
    };
}

codes! {
    /// The text is neither YAML nor JSON.
    Syntax = "syntax", Error;
    /// The text is not an OpenAPI 3 document.
    NotOpenApi = "not-openapi", Error;
    /// A limit of the reader: nesting, size, aliases.
    TooLarge = "too-large", Error;
    /// A key is there twice.
    DuplicateKey = "duplicate-key", Warning;
    /// A `$ref` leads nowhere.
    DanglingReference = "dangling-reference", Error;
    /// A `$ref` leads to another host.
    RemoteReference = "remote-reference", Error;
    /// A `$ref` leads only to itself.
    CyclicReference = "cyclic-reference", Warning;
    /// A part is not what OpenAPI says it is, and was set aside.
    Unreadable = "unreadable", Warning;
    /// A value has the wrong kind, and was read as what was meant.
    Lenient = "lenient", Note;
    /// A keyword that this generator does not know.
    UnknownKeyword = "unknown-keyword", Note;
    /// A construct that is not supported yet; the smallest part around it stays untyped.
    Unsupported = "unsupported", Warning;
    /// Parts of a schema contradict each other.
    Contradiction = "contradiction", Warning;
    /// Two things want the same Rust name.
    NameCollision = "name-collision", Note;
    /// Two operations have one `operationId`.
    DuplicateOperationId = "duplicate-operation-id", Warning;
    /// A path template and its parameters disagree.
    PathParameter = "path-parameter", Warning;
    /// A parameter is declared twice.
    DuplicateParameter = "duplicate-parameter", Warning;
    /// A security requirement names no scheme.
    UnknownSecurityScheme = "unknown-security-scheme", Warning;
    /// The configuration settles something that the document does not have.
    UnusedConfig = "unused-config", Warning;
    /// The configuration cannot be followed.
    Config = "config", Error;
    /// The configuration pages an operation in a way that the document does not bear out.
    Paging = "paging", Error;
    /// An overlay cannot be applied.
    Overlay = "overlay", Error;
    /// The generator made code that does not parse: a defect of ours.
    Internal = "internal", Error;
}

impl Code {
    /// What a person can do about one that does not say so itself; nothing for notes.
    #[must_use]
    pub fn advice(self) -> Option<&'static str> {
        Some(match self {
            Self::Syntax => "correct the text there or a little before",
            Self::NotOpenApi => "give an OpenAPI 3 document",
            Self::TooLarge => "look at what made the document: no real one is like that",
            Self::DuplicateKey => "remove one of them",
            Self::DanglingReference => "add what it should lead to, or correct the reference",
            Self::RemoteReference => "copy the file beside the document, and refer to the copy",
            Self::CyclicReference => "write down what it is",
            Self::Unreadable => "correct the part; OpenAPI says what it has to be",
            Self::Unsupported => "live with it, or describe it in another way",
            Self::Contradiction => "decide for one of them",
            Self::DuplicateOperationId => "give each operation an id of its own",
            Self::PathParameter => "declare each variable of the path once, `in: path`",
            Self::DuplicateParameter => "remove one of them",
            Self::UnknownSecurityScheme => "add the scheme to the components, or correct the name",
            Self::Config => "correct the entry",
            Self::Overlay => {
                "correct the action, or take it out when the document has become right"
            }
            Self::Paging => "correct the declaration at that line, or the document",
            Self::UnusedConfig => "correct the entry, or remove it",
            Self::Internal => "report it, with the document",
            Self::Lenient | Self::UnknownKeyword | Self::NameCollision => return None,
        })
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
