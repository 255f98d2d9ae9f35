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
    /// An overlay cannot be applied.
    Overlay = "overlay", Error;
    /// The generator made code that does not parse: a defect of ours.
    Internal = "internal", Error;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
