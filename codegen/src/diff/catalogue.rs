//! How rules are written down: one row a rule, with its code, its judgement and its reason.

/// Declares the rules of a catalogue. A row has one judgement, or several where several are asked.
macro_rules! rules {
    (
        $(#[$doc:meta])* $name:ident: $judgement:ty, in $words:ident;
        $($variant:ident = $code:literal, $($judged:ident),+, $reason:literal;)+
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = $reason] $variant,)+
        }

        impl $name {
            /// Every rule there is, for `CHANGES.md` and its test.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable text form.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }

            /// Why it is judged so.
            #[must_use]
            pub fn reason(self) -> &'static str {
                match self {
                    $(Self::$variant => $reason,)+
                }
            }

            fn judgement(self) -> $judgement {
                match self {
                    $(Self::$variant => ($($words::$judged),+),)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

pub(super) use rules;
