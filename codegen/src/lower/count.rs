//! Numbers that count something.

use super::context::Context;
use super::facts::Node;
use super::schema::Typed;
use crate::model::{Scalar, Type};

impl Context<'_> {
    /// The type of a property or parameter. A document may say `number` of what only ever is whole, such as the number
    /// of a page; which those are is settled by name. Nothing is lost by it in reading: `3.0` is read as 3.
    pub(super) fn counted(&mut self, name: &str, node: &Node) -> Typed {
        let typed = self.typed(node);
        if typed.ty != Type::Scalar(Scalar::F64) {
            return typed;
        }
        self.counts.insert(name.to_owned());
        if self.config.numbers.whole.contains(name) {
            Typed {
                ty: Type::Scalar(Scalar::I64),
                ..typed
            }
        } else {
            typed
        }
    }
}
