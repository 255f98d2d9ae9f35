//! What is sent.

use bytes::Bytes;
use futures_util::stream;
use shapes::models::{
    GrantBody, LabelBody, LabelBodyBox, LabelBodyColor, LabelBodyFilter, RenderRawBody,
    RenderRawBodyJson, Settings, UploadBody, UploadBodyAbout,
};
use shapes::runtime::{Body, FilePart};

use super::tape::Tape;

#[tokio::test]
async fn a_body_of_several_media_types_is_a_choice() {
    let tape = Tape::answering(200, "text/html", "<p>");
    let body = RenderRawBody::Text("# a".to_owned());
    tape.client().bodies().render_raw(body).await.unwrap();
    assert_eq!(tape.sent().header("content-type"), Some("text/plain"));
    assert_eq!(tape.sent().text(), "# a");
    let tape = Tape::answering(200, "text/html", "<p>");
    let body = RenderRawBody::Json(RenderRawBodyJson::new("# a"));
    tape.client().bodies().render_raw(body).await.unwrap();
    assert_eq!(tape.sent().header("content-type"), Some("application/json"));
    assert_eq!(tape.sent().text(), r##"{"text":"# a"}"##);
}

#[tokio::test]
async fn json_under_a_type_of_its_own_is_sent_under_that_type() {
    let tape = Tape::status(204);
    let body = Settings::new(None).nickname_null();
    tape.client().bodies().change_settings(body).await.unwrap();
    let sent = tape.sent();
    assert_eq!(
        sent.header("content-type"),
        Some("application/merge-patch+json")
    );
    assert_eq!(sent.text(), r#"{"nickname":null,"owner":null}"#);
}

#[tokio::test]
async fn bytes_are_sent_as_bytes_and_not_as_json() {
    let tape = Tape::status(204);
    let body = vec![0, 255, b'"'];
    tape.client().bodies().put_blob(body.clone()).await.unwrap();
    let sent = tape.sent();
    assert_eq!(sent.body, body);
    assert_eq!(
        sent.header("content-type"),
        Some("application/octet-stream")
    );
}

#[tokio::test]
async fn bytes_can_be_read_while_they_are_sent() {
    let tape = Tape::status(204);
    let chunks = ["one", "two"].map(|text| Ok::<_, std::io::Error>(Bytes::from(text)));
    let body = Body::stream(stream::iter(chunks), Some(6));
    tape.client().bodies().put_blob(body).await.unwrap();
    let sent = tape.sent();
    assert!(sent.streamed);
    assert_eq!(sent.text(), "onetwo");
}

#[tokio::test]
async fn an_upload_is_read_while_it_is_sent_and_has_name_and_type() {
    let tape = Tape::status(204);
    let chunks = ["one", "two"].map(|text| Ok::<_, std::io::Error>(Bytes::from(text)));
    let file = FilePart::stream(stream::iter(chunks), None)
        .file_name("numbers.txt")
        .content_type("text/plain");
    let body = UploadBody::new(file, "a label")
        .about(UploadBodyAbout::new(2))
        .pages(vec![vec![1].into(), vec![2].into()]);
    tape.client().bodies().upload(body).await.unwrap();
    let sent = tape.sent();
    assert!(sent.streamed, "the file was collected first");
    let content_type = sent.header("content-type").unwrap();
    let (kind, boundary) = content_type.split_once("; boundary=").unwrap();
    assert_eq!(kind, "multipart/form-data");
    let text = sent.text();
    let parts: Vec<&str> = text.split(&format!("--{boundary}")).collect();
    assert_eq!(
        parts[1],
        "\r\nContent-Disposition: form-data; name=\"about\"\r\nContent-Type: application/json\r\n\r\n\
         {\"lines\":2}\r\n"
    );
    assert_eq!(
        parts[2],
        "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"numbers.txt\"\r\n\
         Content-Type: text/plain\r\n\r\nonetwo\r\n"
    );
    assert!(parts[3].contains("name=\"label\"") && parts[3].ends_with("\r\n\r\na label\r\n"));
    assert!(parts[4].contains("name=\"pages\"") && parts[5].contains("name=\"pages\""));
    assert_eq!(parts[6..], ["--\r\n"]);
}

#[tokio::test]
async fn parts_of_a_form_are_laid_out_as_their_encoding_says() {
    let tape = Tape::status(204);
    let body = LabelBody::new()
        .box_(LabelBodyBox::new().x(1).y(2))
        .columns(vec!["a".to_owned(), "b c".to_owned()])
        .color(LabelBodyColor::new().r(100).g(200))
        .filter(
            LabelBodyFilter::new()
                .tags(vec!["t".to_owned()])
                .text("x&y"),
        )
        .note("*hi*")
        .words(vec!["d".to_owned(), "e".to_owned()]);
    tape.client().bodies().label(body).await.unwrap();
    let sent = tape.sent();
    let (_, boundary) = sent
        .header("content-type")
        .unwrap()
        .split_once("boundary=")
        .unwrap();
    let part = |name: &str, head: &str, text: &str| {
        format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n{head}\r\n{text}\r\n"
        )
    };
    let expected = [
        part("box", "", "x,1,y,2"),
        part("G", "", "200"),
        part("R", "", "100"),
        part("columns", "", "a|b c"),
        part("filter[tags][0]", "", "t"),
        part("filter[text]", "", "x&y"),
        part("note", "Content-Type: text/markdown\r\n", "*hi*"),
        part("words", "", "d e"),
        format!("--{boundary}--\r\n"),
    ];
    assert_eq!(sent.text(), expected.concat());
}

#[tokio::test]
async fn a_form_has_a_pair_for_each_value() {
    let tape = Tape::status(204);
    let body = GrantBody::new()
        .scope("read & write")
        .tag(vec!["a".to_owned(), "b".to_owned()])
        .claims(vec!["c".to_owned()]);
    tape.client().bodies().grant(body).await.unwrap();
    let sent = tape.sent();
    assert_eq!(
        sent.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        sent.text(),
        "claims=%5B%22c%22%5D&grant_type=client_credentials&scope=read+%26+write&tag=a&tag=b"
    );
}
