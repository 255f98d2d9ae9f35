//! Forms, byte for byte.

use std::collections::BTreeMap;
use std::error::Error as _;

use bytes::Bytes;
use futures_util::stream;

use super::{Chunk, EncodedForm, FilePart, Form};

async fn body(encoded: EncodedForm) -> String {
    let mut body = Vec::new();
    for chunk in encoded.chunks {
        match chunk {
            Chunk::Bytes(bytes) => body.extend_from_slice(&bytes),
            Chunk::File(file) => panic!("{file:?} is tried where it is sent"),
            Chunk::Stream { stream, .. } => {
                body.extend_from_slice(&stream.bytes(1000).await.unwrap())
            }
        }
    }
    if let Some(length) = encoded.length {
        assert_eq!(length, body.len() as u64);
    }
    String::from_utf8(body).unwrap()
}

fn pieces(
    parts: &[&'static str],
) -> impl futures_core::Stream<Item = Result<Bytes, &'static str>> + use<> {
    stream::iter(
        parts
            .iter()
            .map(|part| Ok(Bytes::from(*part)))
            .collect::<Vec<_>>(),
    )
}

#[tokio::test]
async fn every_sort_of_part_is_written() {
    let form = Form::new()
        .boundary("XX")
        .text("text", &"a\r\nb")
        .text("number", &1.5)
        .text("yes", &true)
        .text_as("csv", "text/csv", &"a,b")
        .json("json", &["é"])
        .json_as("ld", "application/ld+json", &1)
        .optional(Some("x"), |form, value| form.text("some", &value))
        .optional(None::<&str>, |form, value| form.text("none", &value))
        .each(["1", "2"], |form, value| form.text("many", &value))
        .file("plain", FilePart::from(vec![b'z']))
        .file(
            "upload",
            FilePart::stream(pieces(&["ab", "c"]), Some(3))
                .file_name("a.txt")
                .content_type("text/plain"),
        );
    let encoded = form.encode().unwrap();
    assert_eq!(encoded.boundary, "XX");
    assert!(encoded.length.is_some());
    let expected = [
        "--XX\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\na\r\nb\r\n",
        "--XX\r\nContent-Disposition: form-data; name=\"number\"\r\n\r\n1.5\r\n",
        "--XX\r\nContent-Disposition: form-data; name=\"yes\"\r\n\r\ntrue\r\n",
        "--XX\r\nContent-Disposition: form-data; name=\"csv\"\r\nContent-Type: text/csv\r\n\r\na,b\r\n",
        "--XX\r\nContent-Disposition: form-data; name=\"json\"\r\nContent-Type: application/json\r\n\r\n[\"é\"]\r\n",
        "--XX\r\nContent-Disposition: form-data; name=\"ld\"\r\nContent-Type: application/ld+json\r\n\r\n1\r\n",
        "--XX\r\nContent-Disposition: form-data; name=\"some\"\r\n\r\nx\r\n",
        "--XX\r\nContent-Disposition: form-data; name=\"many\"\r\n\r\n1\r\n",
        "--XX\r\nContent-Disposition: form-data; name=\"many\"\r\n\r\n2\r\n",
        "--XX\r\nContent-Disposition: form-data; name=\"plain\"; filename=\"file\"\r\n",
        "Content-Type: application/octet-stream\r\n\r\nz\r\n",
        "--XX\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"a.txt\"\r\n",
        "Content-Type: text/plain\r\n\r\nabc\r\n",
        "--XX--\r\n",
    ];
    assert_eq!(body(encoded).await, expected.concat());
}

#[tokio::test]
async fn names_cannot_break_out_of_their_line() {
    let file = FilePart::bytes("x").file_name("a\"; x=\"\r\nX-Evil: 1\r\n\r\n日本\\.txt");
    let form = Form::new().boundary("XX").file("n\"\r\n", file);
    let expected = concat!(
        "--XX\r\nContent-Disposition: form-data; name=\"n%22%0D%0A\"; ",
        "filename=\"a%22; x=%22%0D%0AX-Evil: 1%0D%0A%0D%0A日本\\.txt\"\r\n",
        "Content-Type: application/octet-stream\r\n\r\nx\r\n--XX--\r\n"
    );
    assert_eq!(body(form.encode().unwrap()).await, expected);
}

#[tokio::test]
async fn the_length_is_known_when_every_part_is() {
    let empty = Form::default().boundary("XX").encode().unwrap();
    assert_eq!(
        (empty.length, body(empty).await.as_str()),
        (Some(8), "--XX--\r\n")
    );
    let unknown = Form::new()
        .file("a", FilePart::stream(pieces(&["abc"]), None))
        .encode()
        .unwrap();
    assert_eq!(unknown.length, None);
    let endless = Form::new().file("a", FilePart::stream(pieces(&[]), Some(u64::MAX)));
    assert_eq!(endless.encode().unwrap().length, None);
}

#[test]
fn what_cannot_be_written_is_an_error_of_the_whole_form() {
    let no_json = BTreeMap::from([(vec![1], 1)]);
    let table = [
        (
            Form::new().json("a", &no_json),
            "the value of form part \"a\" cannot be written",
        ),
        (
            Form::new().text("b", &no_json),
            "the value of form part \"b\" cannot be written",
        ),
        (
            Form::new().file("c", FilePart::bytes("").content_type("a\r\nb")),
            "\"a\\r\\nb\" is not a content type for form part \"c\"",
        ),
        (
            Form::new().boundary("a b"),
            "\"a b\" is not a boundary: 1 to 70 letters, digits and '+_-. are allowed",
        ),
    ];
    for (form, message) in table {
        let error = form.text("fine", &1).encode().unwrap_err();
        assert_eq!(error.to_string(), message);
    }
    assert!(
        Form::new()
            .json("a", &no_json)
            .encode()
            .unwrap_err()
            .source()
            .is_some()
    );
}

#[test]
fn boundaries_differ_and_are_valid() {
    let boundary = || Form::new().encode().unwrap().boundary;
    let (first, second) = (boundary(), boundary());
    assert_ne!(first, second);
    super::header::check_boundary(&first).unwrap();
    assert_eq!(first.len(), 32);
}

#[test]
fn debug_shows_no_content() {
    let form = Form::new()
        .text("password", &"hunter2")
        .file("f", FilePart::bytes("hunter2"));
    assert!(!format!("{form:?}").contains("hunter2"));
    assert!(!format!("{:?}", FilePart::bytes("hunter2")).contains("hunter2"));
    assert!(!format!("{:?}", form.encode().unwrap()).contains("hunter2"));
}
