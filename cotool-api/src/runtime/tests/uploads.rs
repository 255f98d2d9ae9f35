//! Files that are sent from the disk.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::{fs, io};

use futures_util::TryStreamExt as _;

use super::POST;
use crate::runtime::scripted::{API, FakeClock};
use crate::runtime::*;

/// A file that is deleted in the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, content: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("{}-{name}", std::process::id()));
        fs::write(&path, content).unwrap();
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

type Seen = Arc<Mutex<Vec<(Option<String>, Result<Vec<u8>, TransportError>)>>>;

/// Reads what it is sent, and has no time.
struct Busy(Seen);

impl Transport for Busy {
    fn send(&self, request: http::Request<Body>) -> TransportFuture<'_> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let length = head.headers.get("content-length");
            let length = length.map(|value| value.to_str().unwrap().to_owned());
            let body = match body.into_bytes() {
                Ok(bytes) => Ok(bytes.to_vec()),
                Err(stream) => {
                    let chunks: Result<Vec<_>, _> = stream.try_collect().await;
                    chunks.map(|chunks| chunks.concat())
                }
            };
            let failed = body.is_err();
            self.0.lock().unwrap().push((length, body));
            if failed {
                return Err(TransportError::new(TransportErrorKind::RequestBody, true));
            }
            let empty: BodyStream = Box::pin(futures_util::stream::empty());
            let mut answer = http::Response::new(empty);
            *answer.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
            Ok(answer)
        })
    }
}

fn busy() -> (Client, Seen) {
    let seen = Seen::default();
    let client = ClientBuilder::new(&API)
        .transport(Busy(Arc::clone(&seen)))
        .clock(FakeClock::new())
        .attempt_timeout(None)
        .read_timeout(None)
        .build()
        .unwrap();
    (client, seen)
}

#[tokio::test]
async fn a_file_is_sent_whole_and_again() {
    let content: Vec<u8> = (0..200_000_u32).map(|n| (n % 251) as u8).collect();
    let file = Scratch::new("whole.bin", &content);
    let (client, seen) = busy();
    let body = Body::file(&file.0).unwrap();
    assert_eq!(body.len(), Some(200_000));
    assert_eq!(format!("{body:?}"), "Body(200000 bytes, some in files)");
    let error = Request::new(&client, &POST)
        .bytes("application/octet-stream", body)
        .returning::<(), Undocumented>(decode::empty)
        .idempotent(true)
        .await
        .unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(503), 3));
    for (length, body) in seen.lock().unwrap().iter() {
        assert_eq!(length.as_deref(), Some("200000"));
        assert_eq!(body.as_ref().unwrap(), &content);
    }
}

#[tokio::test]
async fn a_form_with_a_file_has_its_name_type_and_length() {
    let file = Scratch::new("report.PDF", b"%PDF");
    let (client, seen) = busy();
    let form = Form::new()
        .boundary("b")
        .text("title", &"T")
        .file("file", FilePart::path(&file.0).unwrap());
    let error = Request::new(&client, &POST)
        .multipart("multipart/form-data", form)
        .returning::<(), Undocumented>(decode::empty)
        .idempotent(true)
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 3);
    let name = file.0.file_name().unwrap().to_str().unwrap();
    let text = format!(
        "--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nT\r\n--b\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/pdf\r\n\r\n%PDF\r\n--b--\r\n"
    );
    for (length, body) in seen.lock().unwrap().iter() {
        assert_eq!(length.as_deref(), Some(&*text.len().to_string()));
        assert_eq!(String::from_utf8_lossy(body.as_ref().unwrap()), text);
    }
}

#[tokio::test]
async fn a_file_that_changes_is_sent_as_it_was_announced_or_not_at_all() {
    let file = Scratch::new("log.txt", b"abc");
    let (client, seen) = busy();
    let send = async |content: &[u8]| {
        let body = Body::file(&file.0).unwrap();
        fs::write(&file.0, content).unwrap();
        let request = Request::new(&client, &POST).bytes("text/plain", body);
        let call = request.returning::<(), Undocumented>(decode::empty);
        let error = call.await.unwrap_err();
        fs::write(&file.0, b"abc").unwrap();
        (error, seen.lock().unwrap().pop().unwrap().1)
    };
    assert_eq!(send(b"abcdef").await.1.unwrap(), b"abc");
    let (error, sent) = send(b"a").await;
    assert_eq!(
        error.transport_error().unwrap().kind(),
        TransportErrorKind::RequestBody
    );
    let reason = std::error::Error::source(&sent.unwrap_err())
        .unwrap()
        .to_string();
    assert!(
        reason.ends_with("had 3 bytes when the request was made, and only 1 when it was sent"),
        "{reason}"
    );

    assert_eq!(
        Body::file("/no/such/file").unwrap_err().kind(),
        io::ErrorKind::NotFound
    );
    let folder = FilePart::path(std::env::temp_dir()).unwrap_err();
    assert_eq!(folder.kind(), io::ErrorKind::InvalidInput);
}

#[tokio::test]
async fn dropping_an_upload_stops_reading() {
    let file = Scratch::new("large.bin", &vec![7; 1 << 20]);
    let Err(mut stream) = Body::file(&file.0).unwrap().into_bytes() else {
        panic!("a file is not in memory");
    };
    let first = stream.try_next().await.unwrap().unwrap();
    assert_eq!(first.len(), 64 << 10);
    drop(stream);
}
