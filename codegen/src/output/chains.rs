//! Descriptions, that is chains of calls on literals, laid out as a person would.

use syn::punctuated::Punctuated;
use syn::{Expr, Token};

use super::print::{loose_tokens, unparse};

/// Longest line.
const WIDTH: usize = 100;

/// Prints a constant whose value is a chain of calls; `None` for another one.
pub(super) fn constant(item: &syn::ItemConst) -> Option<String> {
    let value = &item.expr;
    let plain = unparse(syn::Item::Const(item.clone()));
    let mut empty = item.clone();
    *empty.expr = syn::parse_quote!(x);
    let head = unparse(syn::Item::Const(empty));
    let head = head.strip_suffix(" = x;\n")?;
    let width = head.lines().last()?.chars().count() + " = ;".len();
    let text = match flat(value) {
        Some(flat) if width + flat.chars().count() <= WIDTH => format!("{head} = {flat};\n"),
        _ => format!("{head} =\n    {};\n", chain(value, 4)?),
    };
    (loose_tokens(&plain)? == loose_tokens(&text)?).then_some(text)
}

/// A chain at this indentation: its first line has none of its own, as it may follow something.
pub(super) fn chain(expression: &Expr, indent: usize) -> Option<String> {
    match expression {
        Expr::MethodCall(call) => {
            let receiver = chain(&call.receiver, indent)?;
            let inner = indent + 4;
            let head = format!(".{}", call.method);
            let call = arguments(&head, &call.args, inner)?;
            Some(format!("{receiver}\n{}{call}", " ".repeat(inner)))
        }
        Expr::Call(call) => arguments(&flat(&call.func)?, &call.args, indent),
        _ => None,
    }
}

/// `head(a, b)`, on several lines if it must be.
fn arguments(head: &str, arguments: &Punctuated<Expr, Token![,]>, indent: usize) -> Option<String> {
    let texts: Vec<String> = arguments.iter().map(flat).collect::<Option<_>>()?;
    let one_line = format!("{head}({})", texts.join(", "));
    // A comma or a semicolon may follow.
    if indent + one_line.chars().count() < WIDTH {
        return Some(one_line);
    }
    let pad = " ".repeat(indent);
    if let (1, Some(Expr::Reference(list))) = (arguments.len(), arguments.first())
        && let Expr::Array(list) = &*list.expr
    {
        let items: Vec<String> = list.elems.iter().map(flat).collect::<Option<_>>()?;
        return Some(format!("{head}(&[\n{}{pad}])", filled(&items, indent + 4)));
    }
    if let (1, Some(Expr::Reference(inner))) = (arguments.len(), arguments.first())
        && matches!(&*inner.expr, Expr::MethodCall(_))
    {
        let inner = chain(&inner.expr, indent + 4)?;
        return Some(format!("{head}(\n{pad}    &{inner},\n{pad})"));
    }
    let lines: String = texts
        .iter()
        .map(|text| format!("{pad}    {text},\n"))
        .collect();
    Some(format!("{head}(\n{lines}{pad})"))
}

/// Items in as few lines as possible.
fn filled(items: &[String], indent: usize) -> String {
    let mut out = String::new();
    let mut width = 0;
    for item in items {
        let length = item.chars().count() + 1;
        if width > 0 && width + 1 + length > WIDTH {
            out.push('\n');
            width = 0;
        }
        if width == 0 {
            out.push_str(&" ".repeat(indent));
            width = indent;
        } else {
            out.push(' ');
            width += 1;
        }
        out.push_str(item);
        out.push(',');
        width += length;
    }
    out.push('\n');
    out
}

/// An expression on one line, of the few kinds that descriptions are made of.
fn flat(expression: &Expr) -> Option<String> {
    let list = |items: &Punctuated<Expr, Token![,]>| -> Option<String> {
        let items: Vec<String> = items.iter().map(flat).collect::<Option<_>>()?;
        Some(items.join(", "))
    };
    match expression {
        Expr::Lit(literal) => Some(quote::quote!(#literal).to_string()),
        Expr::Path(path) => Some(quote::quote!(#path).to_string().replace(' ', "")),
        Expr::Reference(reference) => {
            let sign = if reference.mutability.is_some() {
                "&mut "
            } else {
                "&"
            };
            Some(format!("{sign}{}", flat(&reference.expr)?))
        }
        Expr::Field(field) => {
            let member = &field.member;
            Some(format!("{}.{}", flat(&field.base)?, quote::quote!(#member)))
        }
        Expr::Closure(closure) => match closure.inputs.first() {
            Some(syn::Pat::Ident(input)) if closure.inputs.len() == 1 => {
                let body = flat(&closure.body)?;
                Some(format!("|{}| {body}", input.ident))
            }
            _ => None,
        },
        Expr::Unary(negative) if matches!(negative.op, syn::UnOp::Neg(_)) => {
            Some(format!("-{}", flat(&negative.expr)?))
        }
        Expr::Array(array) => Some(format!("[{}]", list(&array.elems)?)),
        Expr::Tuple(tuple) if tuple.elems.len() > 1 => Some(format!("({})", list(&tuple.elems)?)),
        Expr::Call(call) => Some(format!("{}({})", flat(&call.func)?, list(&call.args)?)),
        Expr::MethodCall(call) if call.turbofish.is_none() => Some(format!(
            "{}.{}({})",
            flat(&call.receiver)?,
            call.method,
            list(&call.args)?
        )),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(code: &str) -> Option<String> {
        constant(&syn::parse_str(code).unwrap())
    }

    #[test]
    fn a_short_chain_stands_beside_its_name() {
        assert_eq!(
            printed("const A: B = C::new(\"d\").e();").unwrap(),
            "const A: B = C::new(\"d\").e();\n"
        );
    }

    #[test]
    fn a_long_chain_has_a_line_a_call_and_long_lists_are_filled() {
        let items: String = (0..30).map(|item| format!("\"item{item}\",")).collect();
        let text = printed(&format!(
            "const A: B = C::new(&[1, 2]).d(&[{items}]).e(&[(\"f\", &[-1])]);"
        ))
        .unwrap();
        assert!(text.starts_with("const A: B =\n    C::new(&[1, 2])\n        .d(&[\n            \"item0\", \"item1\","), "{text}");
        assert!(
            text.ends_with("\n        ])\n        .e(&[(\"f\", &[-1])]);\n"),
            "{text}"
        );
        assert!(text.lines().all(|line| line.len() <= WIDTH), "{text}");
    }

    #[test]
    fn functions_of_a_line_stay_on_it() {
        let text = printed(&format!(
            "const A: B = C::new(\"{}\").d(\"/e\", |f| Some(&mut f.g.h), |f| f.r#i.as_ref().map(|j| &j.k));",
            "x".repeat(80)
        ));
        assert!(text.unwrap().ends_with(
            "\n        .d(\"/e\", |f| Some(&mut f.g.h), |f| f.r#i.as_ref().map(|j| &j.k));\n"
        ));
    }

    #[test]
    fn another_value_is_left_to_the_printer() {
        for code in [
            "const A: B = C { d: 1 };",
            "const A: B = if c { d() } else { e() };",
        ] {
            assert_eq!(printed(code), None, "{code}");
        }
    }
}
