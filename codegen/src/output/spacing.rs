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

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(code: &str) -> Option<String> {
        members_apart(&syn::parse_str(code).unwrap())
    }

    #[test]
    fn members_stand_apart() {
        let text = printed("impl A { const B: i32 = 1; fn c() {} }").unwrap();
        assert_eq!(
            text,
            "impl A {\n    const B: i32 = 1;\n\n    fn c() {}\n}\n"
        );
    }

    #[test]
    fn a_text_of_several_lines_stays_what_it_is() {
        let code = "impl A { fn a() { b(\"{\n}\n\n    fn c() {}\n\") } fn d() {} }";
        let text = printed(code).unwrap();
        assert_eq!(loose_tokens(&text), loose_tokens(code));
    }

    #[test]
    fn what_would_change_is_left_alone() {
        // The head of the block does not end where its first line does.
        let text = printed("impl<T> A<{ 1 }> for B where [u8; { 2 }]: C { fn a() {} fn b() {} }");
        assert!(text.is_none_or(|text| syn::parse_file(&text).is_ok()));
    }
}
