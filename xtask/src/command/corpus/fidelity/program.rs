//! The program that reads values as the types of a generated crate and writes them again.

use std::fmt::Write as _;

use super::named::Named;

/// The text. A line of its input is the index of a type, a space and JSON; a line of its output is `+` and JSON, or `-`
/// and why the value was refused.
pub(super) fn text(crate_name: &str, named: &[Named]) -> String {
    let crate_name = crate_name.replace('-', "_");
    let mut text = format!(
        "//! Reads values as the types of this crate, and writes them again.\n\n\
         #![allow(unused_imports, dead_code, deprecated, reason = \"which of them are needed depends on the types\")]\n\n\
         use std::collections::BTreeMap;\n\
         use std::io::{{BufRead as _, Write as _}};\n\n\
         use {crate_name}::{{models, runtime}};\n\n\
         fn trip<T>(answer: &runtime::Answer) -> Result<String, String>\n\
         where\n    T: serde::Serialize + serde::de::DeserializeOwned,\n{{\n    \
             let value: T = answer.json().map_err(|e| e.to_string())?;\n    \
             serde_json::to_string(&value).map_err(|e| format!(\"not written: {{e}}\"))\n}}\n\n\
         type Trip = fn(&runtime::Answer) -> Result<String, String>;\n\n\
         static TYPES: &[Trip] = &[\n"
    );
    for named in named {
        let _ = writeln!(text, "    trip::<{}>,", named.rust);
    }
    text.push_str(
        "];\n\n\
         fn main() {\n    \
             let mut out = std::io::BufWriter::new(std::io::stdout().lock());\n    \
             for line in std::io::stdin().lock().lines() {\n        \
                 let line = line.expect(\"a line\");\n        \
                 let (index, json) = line.split_once(' ').expect(\"an index\");\n        \
                 let trip = TYPES[index.parse::<usize>().expect(\"a number\")];\n        \
                 let answer = runtime::Answer::new(Default::default(), Default::default(), json.to_owned());\n        \
                 let said = match trip(&answer) {\n            \
                     Ok(json) => format!(\"+{json}\"),\n            \
                     Err(why) => format!(\"-{}\", why.replace('\\n', \" \")),\n        \
                 };\n        \
                 writeln!(out, \"{said}\").expect(\"somebody who reads\");\n    \
             }\n\
         }\n",
    );
    text
}
