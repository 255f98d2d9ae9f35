//! A file that is read while it is sent.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread;

use bytes::Bytes;
use futures_core::Stream;
use tokio::sync::mpsc::{self, Receiver, Sender};

/// How much is read at once, in bytes.
const PIECE: usize = 64 << 10;

/// A file that is read while it is sent: by a thread of its own, a piece ahead of the network. Each sending reads it anew.
#[derive(Debug, Clone)]
pub struct FileSource {
    path: PathBuf,
    length: u64,
}

impl FileSource {
    /// A file that is there, as long as it is now.
    ///
    /// # Errors
    ///
    /// It cannot be read, or is a folder.
    pub fn open(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let about = File::open(&path)?.metadata()?;
        if !about.is_file() {
            let reason = format!("{} is not a file", path.display());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, reason));
        }
        Ok(Self {
            path,
            length: about.len(),
        })
    }

    /// Its length in bytes.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Its name, without the folder.
    pub(super) fn name(&self) -> Option<String> {
        Some(self.path.file_name()?.to_string_lossy().into_owned())
    }

    /// What its name says that it holds.
    pub(super) fn content_type(&self) -> Option<&'static str> {
        content_type(&self.path)
    }

    /// What it holds. The thread is started when the first piece is asked for.
    pub(super) fn stream(&self) -> FileStream {
        FileStream(State::Waiting(self.clone()))
    }

    fn read(&self, pieces: &Sender<io::Result<Bytes>>) -> io::Result<()> {
        let mut file = File::open(&self.path)?.take(self.length);
        let mut sent = 0;
        loop {
            let mut piece = Vec::with_capacity(PIECE);
            let limit = u64::try_from(PIECE).unwrap_or(u64::MAX);
            let read = (&mut file).take(limit).read_to_end(&mut piece)?;
            if read == 0 {
                break;
            }
            sent += u64::try_from(read).unwrap_or(u64::MAX);
            if pieces.blocking_send(Ok(piece.into())).is_err() {
                // Nobody wants the rest.
                return Ok(());
            }
        }
        if sent == self.length {
            return Ok(());
        }
        let (path, length) = (self.path.display(), self.length);
        Err(io::Error::new(
            io::ErrorKind::UnexpectedEof,
            format!(
                "{path} had {length} bytes when the request was made, and only {sent} when it was sent"
            ),
        ))
    }
}

/// What a file holds, piece by piece.
pub(super) struct FileStream(State);

enum State {
    Waiting(FileSource),
    Reading(Receiver<io::Result<Bytes>>),
}

impl Stream for FileStream {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let State::Waiting(file) = &self.0 {
            let file = file.clone();
            let (sender, receiver) = mpsc::channel(2);
            let work = move || {
                if let Err(error) = file.read(&sender) {
                    let _ = sender.blocking_send(Err(error));
                }
            };
            self.0 = State::Reading(receiver);
            if let Err(error) = thread::Builder::new()
                .name("file-upload".to_owned())
                .spawn(work)
            {
                return Poll::Ready(Some(Err(error)));
            }
        }
        match &mut self.0 {
            State::Reading(receiver) => receiver.poll_recv(context),
            State::Waiting(_) => Poll::Ready(None),
        }
    }
}

/// Content types of the files that services are usually given.
fn content_type(path: &Path) -> Option<&'static str> {
    const KNOWN: [(&str, &str); 18] = [
        ("csv", "text/csv"),
        ("eml", "message/rfc822"),
        ("gif", "image/gif"),
        ("gz", "application/gzip"),
        ("htm", "text/html"),
        ("html", "text/html"),
        ("jpeg", "image/jpeg"),
        ("jpg", "image/jpeg"),
        ("json", "application/json"),
        ("log", "text/plain"),
        ("md", "text/markdown"),
        ("pdf", "application/pdf"),
        ("png", "image/png"),
        ("svg", "image/svg+xml"),
        ("txt", "text/plain"),
        ("xml", "application/xml"),
        ("yaml", "application/yaml"),
        ("zip", "application/zip"),
    ];
    let extension = path.extension().and_then(OsStr::to_str)?;
    KNOWN
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(extension))
        .map(|(_, content_type)| *content_type)
}
