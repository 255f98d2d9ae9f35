//! Unions: a value that is one of several types.
//!
//! A value is read once into a tree; what can be seen of it from outside, the [`Outline`], tells which branches it may be
//! and in which order to try them. Of several branches that can read it the first one is taken that changes nothing, else
//! the one of which the least speaks against: first signs that it is another's value (a key is there that the branch has no
//! value for, or one is read as `null` that is not there), then the size of what would be lost. A value that no outline
//! fits is kept as `Unknown`, and so is one of which each branch would lose a part that another one speaks of or keeps. One
//! that some outline fits, and that still cannot be read, is an error which names the branches, the places and the reasons.

mod budget;
mod choice;
mod decisions;
mod decode;
mod loss;
mod outline;
mod rank;
mod report;
mod write;

pub(crate) use super::json::Node;
pub(crate) use decode::{Branch, Union, decode, read, unknown};
pub use outline::{Constant, Kind, Outline};
pub(crate) use write::write;

/// Gives an enum of one-field variants `Deserialize` and `Serialize`. The enum has one variant more than the list,
/// `Unknown(UnknownJson)`.
macro_rules! union {
    ($name:ident, discriminator: Some($key:literal) { $($branches:tt)* }) => {
        $crate::runtime::unions::union!(@ $name, ::std::option::Option::Some($key), { $($branches)* });
    };
    ($name:ident, discriminator: None { $($branches:tt)* }) => {
        $crate::runtime::unions::union!(@ $name, ::std::option::Option::None, { $($branches)* });
    };
    (@ $name:ident, $discriminator:expr, { $($variant:ident($inner:ty) = $outline:expr),* $(,)? }) => {
        #[allow(deprecated, reason = "a deprecated branch is still read")]
        impl $name {
            const UNION: $crate::runtime::unions::Union = $crate::runtime::unions::Union::new(
                ::std::stringify!($name),
                $discriminator,
                &[$($crate::runtime::unions::Branch::new(::std::stringify!($variant), $outline)),*],
            );

            /// Not generic, so that it is compiled once for all deserializers.
            fn from_node(value: &$crate::runtime::unions::Node<'_>) -> ::std::result::Result<Self, ::std::string::String> {
                let read = $crate::runtime::unions::decode(
                    &Self::UNION,
                    &[$(|value, place| $crate::runtime::unions::read::<$inner>(value, place).map(Self::$variant)),*],
                    value,
                )?;
                ::std::result::Result::Ok(match read {
                    ::std::option::Option::Some(branch) => branch,
                    ::std::option::Option::None => {
                        Self::Unknown($crate::runtime::unions::unknown(value)?)
                    }
                })
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let value = $crate::runtime::unions::Node::deserialize(deserializer)?;
                Self::from_node(&value).map_err(::serde::de::Error::custom)
            }
        }

        #[allow(deprecated, reason = "a deprecated branch is still written")]
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(branch) => $crate::runtime::unions::write(
                        branch,
                        const { Self::UNION.tag_of(::std::stringify!($variant)) },
                        serializer,
                    ),)*
                    Self::Unknown(other) => ::serde::Serialize::serialize(other, serializer),
                }
            }
        }
    };
}

pub(crate) use union;

#[cfg(test)]
mod tests;
