//! An empty line between the members of an `impl`.

use super::print::{loose_tokens, unparse};

/// Prints the block once for each member, and puts these together. `None` where that would change a token.
pub(super) fn members_apart(block: &syn::ItemImpl) -> Option<String> {
    if block.items.len() < 2 {
        return None;
    }
    let mut out = String::new();
    for (index, member) in block.items.iter().enumerate() {
        let mut one = syn::ItemImpl {
            items: Vec::new(),
            ..block.clone()
        };
        one.items.push(member.clone());
        let text = unparse(syn::Item::Impl(one));
        let text = text.strip_suffix("}\n")?;
        let (head, body) = text.split_once("{\n")?;
        if index == 0 {
            out.push_str(head);
            out.push_str("{\n");
        } else {
            out.push('\n');
        }
        out.push_str(body);
    }
    out.push_str("}\n");
    let plain = unparse(syn::Item::Impl(block.clone()));
    (loose_tokens(&plain)? == loose_tokens(&out)?).then_some(out)
}
