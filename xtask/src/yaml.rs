//! Writing YAML that is read back as what it was.

use serde_yaml::Value;

use crate::error::Error;

/// A document as YAML. What a reader gets is what was given, or this is an error.
pub(crate) fn text(document: &Value) -> Result<String, Error> {
    let written = serde_yaml::to_string(document)
        .map_err(|e| Error::plain(format!("the document cannot be written as YAML: {e}")))?;
    match serde_yaml::from_str::<Value>(&written) {
        Ok(read) if read == *document => Ok(written),
        _ => Err(Error::plain(
            "the document reads differently after it was written as YAML: a defect of ours, please report it",
        )),
    }
}
