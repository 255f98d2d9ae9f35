//! The keys of an object that are no fields of its struct.

use std::collections::BTreeMap;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _};

use super::{Node, from_node, here};

/// Reads what is left of an object, for a field that is flattened.
///
/// What serde buffers it in would take `3.0` for no integer and forget where it was. So it is read into a tree once
/// more.
///
/// # Errors
///
/// A value is not of this type; the message says at which key.
pub fn remaining<'de, D, T>(deserializer: D) -> Result<BTreeMap<String, T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let object = here();
    let nodes: BTreeMap<String, Node<'de>> = Deserialize::deserialize(deserializer)?;
    let read = nodes.into_iter().map(|(key, node)| {
        let place = object.map(|object| object.member(&key));
        match from_node(&node, place) {
            Ok(value) => Ok((key, value)),
            Err(error) => {
                let error = error.in_key(&key);
                Err(D::Error::custom(format_args!(
                    "at `{}`: {}",
                    error.path(),
                    error.message()
                )))
            }
        }
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Extras {
        id: i64,
        #[serde(flatten, deserialize_with = "super::remaining")]
        others: BTreeMap<String, Vec<i64>>,
    }

    #[test]
    fn other_keys_are_read_like_fields() {
        let extras: Extras = super::super::from_slice(br#"{"id":1.0,"a b":[3.0],"c":[]}"#).unwrap();
        let others = BTreeMap::from([("a b".to_owned(), vec![3]), ("c".to_owned(), vec![])]);
        assert_eq!(extras, Extras { id: 1, others });
    }

    #[test]
    fn an_error_says_at_which_key() {
        let error = super::super::from_slice::<Extras>(br#"{"id":1,"a b":[3,"4"]}"#).unwrap_err();
        let message = error.message();
        assert!(
            message.starts_with(r#"at `$["a b"][1]`: invalid type: string "4""#),
            "{message}"
        );
    }
}
