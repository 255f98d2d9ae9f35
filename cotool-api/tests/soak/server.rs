//! A server for many connections, one answer in twenty of which is a fault.

use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::book::Book;

/// Faults among a thousand answers.
const FAULTS: u64 = 50;

/// Starts it; its URL, and the task that accepts connections.
pub(crate) async fn start(book: Arc<Book>) -> (String, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let book = Arc::clone(&book);
            book.connections.fetch_add(1, SeqCst);
            book.open.fetch_add(1, SeqCst);
            tokio::spawn(async move {
                // An error is that of a client who is gone.
                let _ = converse(stream, &book).await;
                book.open.fetch_sub(1, SeqCst);
            });
        }
    });
    (url, task)
}

async fn converse(stream: TcpStream, book: &Book) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    while let Some(number) = request(&mut stream).await? {
        let entry = &book.calls[number];
        let arrival = entry.arrived.fetch_add(1, SeqCst);
        let fault = fault(number as u64, u64::from(arrival));
        if let Some(fault) = fault {
            book.faults.fetch_add(1, SeqCst);
            return misbehave(stream, fault, number).await;
        }
        // Written down first: the client must not be quicker.
        entry.served.fetch_add(1, SeqCst);
        stream.write_all(&answer("200 OK", number)).await?;
    }
    Ok(())
}

/// Reads a request; the number of the call, `None` when there is no more.
async fn request(stream: &mut BufReader<TcpStream>) -> io::Result<Option<usize>> {
    let (mut number, mut length) = (None, 0);
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(None);
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(": ") {
            match name {
                "x-call" => number = value.parse().ok(),
                "content-length" => length = value.parse().unwrap(),
                _ => {}
            }
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok(Some(number.expect("each call has a number")))
}

fn answer(status: &str, number: usize) -> Vec<u8> {
    let body = format!("{{\"call\":{number}}}");
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// The same for the same call and arrival, in every run.
fn fault(number: u64, arrival: u64) -> Option<u64> {
    let mut mixed = (number << 8 | arrival).wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^= mixed >> 31;
    (mixed % 1000 < FAULTS).then_some(mixed / 1000 % 8)
}

/// Gives the fault in the place of an answer, and closes the connection.
async fn misbehave(mut stream: BufReader<TcpStream>, fault: u64, number: usize) -> io::Result<()> {
    let whole = answer("200 OK", number);
    match fault {
        0 => {
            stream
                .write_all(&answer("500 Internal Server Error", number))
                .await
        }
        1 => {
            stream
                .write_all(&answer("503 Service Unavailable", number))
                .await
        }
        2 => {
            let busy =
                b"HTTP/1.1 429 Too Many Requests\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n";
            stream.write_all(busy).await
        }
        // Closed without an answer, within the head, and within the body.
        3 => Ok(()),
        4 => stream.write_all(&whole[..20]).await,
        5 => stream.write_all(&whole[..whole.len() - 3]).await,
        6 => stream.write_all(b"what is this?\r\n\r\n").await,
        // Silence, until the client has had enough.
        _ => {
            let mut byte = [0];
            let silence = stream.read(&mut byte);
            let _ = tokio::time::timeout(Duration::from_secs(60), silence).await;
            Ok(())
        }
    }
}
