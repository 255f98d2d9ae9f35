//! An empty line between the members of an `impl`.

use super::print::{same_tokens, unparse};

/// Prints an item; the members of an `impl` block stand apart. Where that would change a token, they stand as the
/// printer put them.
pub(super) fn space_out(item: syn::Item) -> String {
    let syn::Item::Impl(block) = &item else {
        return unparse(item);
    };
    if block.items.len() < 2 {
        return unparse(item);
    }
    let spaced = members_apart(block);
    let plain = unparse(item);
    match spaced {
        Some(spaced) if same_tokens(&plain, &spaced) => spaced,
        _ => plain,
    }
}

/// Prints the block once for each member, and puts these together.
fn members_apart(block: &syn::ItemImpl) -> Option<String> {
    let mut out = String::new();
    let mut end = String::new();
    for (index, member) in block.items.iter().enumerate() {
        let one = syn::ItemImpl {
            items: vec![member.clone()],
            ..without_members(block)
        };
        let text = unparse(syn::Item::Impl(one));
        let text = text.strip_suffix("}\n")?;
        let (head, body) = text.split_once("{\n")?;
        if index == 0 {
            out.push_str(head);
            out.push_str("{\n");
            end = "}\n".to_owned();
        } else {
            out.push('\n');
        }
        out.push_str(body);
    }
    out.push_str(&end);
    Some(out)
}

fn without_members(block: &syn::ItemImpl) -> syn::ItemImpl {
    let mut block = block.clone();
    block.items.clear();
    block
}
