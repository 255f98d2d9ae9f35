//! A fetched document in one layout: YAML, keys in the order in which they came.

use serde_yaml::Value;

use crate::error::Error;
use crate::yaml;

const HEADER: &str = "# Fetched by `cargo xtask spec fetch`; do not edit: corrections are overlays in spec/overlays.\n";

/// The document as YAML. The same content in the same order gives the same bytes, however it was laid out.
pub(super) fn text(fetched: &str) -> Result<String, Error> {
    let fetched = fetched.trim_start_matches('\u{feff}');
    let value: Value = serde_yaml::from_str(fetched)
        .map_err(|e| Error::plain(format!("the document cannot be read as YAML: {e}")))?;
    Ok(format!("{HEADER}{}", yaml::text(&value)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_and_yaml_of_one_content_are_the_same() {
        let json = "{\"openapi\": \"3.1.0\",\r\n \"b\": [1, 2.5, null], \"a\": \"200\"}";
        let yaml = "# A comment.\nopenapi: 3.1.0\nb: [1, 2.5, ~]\na: '200'\n";
        let expected = format!("{HEADER}openapi: 3.1.0\nb:\n- 1\n- 2.5\n- null\na: '200'\n");
        assert_eq!(text(json).unwrap(), expected);
        assert_eq!(text(yaml).unwrap(), expected);
        assert_eq!(text(&expected).unwrap(), expected);
    }
}
