//! One connection: request, reply, and again.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use super::incoming::{Bad, Incoming};
use super::reply::Fault;
use super::shared::Shared;
use super::{Recorded, Reply};

/// What comes after a reply.
enum After {
    Next,
    Close,
    /// Leave the last byte of the request unread, so that the close becomes a reset.
    Reset,
}

/// Serves a connection until one of the two ends closes it.
pub(super) fn serve(stream: TcpStream, number: usize, shared: &Shared) {
    if converse(&stream, number, shared).is_err() && !shared.stopping() {
        shared.note(|seen| seen.hangups += 1);
    }
    shared.forget(number);
}

/// The error is that of a client who no longer listens.
fn converse(stream: &TcpStream, number: usize, shared: &Shared) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(shared.limits.silence))?;
    stream.set_write_timeout(Some(shared.limits.silence))?;
    let mut incoming = Incoming::new(stream, shared.limits);
    loop {
        let request = match read(&mut incoming, stream, number) {
            Ok(Some(request)) => request,
            Ok(None) => return Ok(()),
            Err(bad) => return refuse(&mut incoming, stream, shared, &bad),
        };
        let to_head = request.method() == "HEAD";
        let keeps_alive = request.keeps_alive();
        shared.note(|seen| seen.requests.push(request.clone()));
        let reply = (shared.handler)(&request);
        match send(&mut incoming, stream, shared, &reply, to_head)? {
            After::Next if keeps_alive => {}
            After::Reset => return Ok(()),
            After::Next | After::Close => return stream.shutdown(Shutdown::Write),
        }
    }
}

fn read(
    incoming: &mut Incoming<'_>,
    mut stream: &TcpStream,
    number: usize,
) -> Result<Option<Recorded>, Bad> {
    let Some(mut request) = incoming.head(number)? else {
        return Ok(None);
    };
    if request
        .header("expect")
        .is_some_and(|what| what.eq_ignore_ascii_case("100-continue"))
    {
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
    }
    let body = incoming.body(&request)?;
    request.set_body(body);
    Ok(Some(request))
}

fn send(
    incoming: &mut Incoming<'_>,
    mut stream: &TcpStream,
    shared: &Shared,
    reply: &Reply,
    to_head: bool,
) -> io::Result<After> {
    if !reply.delay().is_zero() && !shared.pause(reply.delay()) {
        return Ok(After::Close);
    }
    let (bytes, fault) = reply.render(to_head);
    match reply.pace() {
        None => stream.write_all(&bytes)?,
        Some((piece, gap)) => {
            for piece in bytes.chunks(piece) {
                stream.write_all(piece)?;
                if !shared.pause(gap) {
                    return Ok(After::Close);
                }
            }
        }
    }
    if fault == Some(Fault::Reset) {
        return Ok(After::Reset);
    }
    incoming.release()?;
    match fault {
        Some(Fault::Hang) => hang(stream, shared),
        Some(_) => Ok(After::Close),
        None if reply.is_last() => Ok(After::Close),
        None => Ok(After::Next),
    }
}

/// Sits still until the client closes, the server stops, or the limit passes.
fn hang(stream: &TcpStream, shared: &Shared) -> io::Result<After> {
    match stream.peek(&mut [0]) {
        Ok(0) if !shared.stopping() => Err(io::ErrorKind::ConnectionAborted.into()),
        // Another request on the same connection: it waits as well.
        Ok(1..) => {
            shared.pause(shared.limits.silence);
            Ok(After::Close)
        }
        Ok(_) => Ok(After::Close),
        Err(error) if error.kind() == io::ErrorKind::ConnectionReset => Err(error),
        Err(_) => Ok(After::Close),
    }
}

/// Writes a broken request down and tells the client, if it is still there.
fn refuse(
    incoming: &mut Incoming<'_>,
    mut stream: &TcpStream,
    shared: &Shared,
    bad: &Bad,
) -> io::Result<()> {
    if shared.stopping() {
        return Ok(());
    }
    shared.note(|seen| seen.malformed.push(bad.reason()));
    let status = match bad {
        Bad::Gone(_) => return Ok(()),
        Bad::Syntax(_) => 400,
        Bad::TooLarge(_) => 413,
    };
    let (bytes, _) = Reply::text(status, "text/plain", bad.reason())
        .closing()
        .render(false);
    incoming.release()?;
    stream.write_all(&bytes)?;
    stream.shutdown(Shutdown::Write)?;
    // Bytes left unread would reset the connection before the client has read the refusal.
    stream.set_read_timeout(Some(Duration::from_millis(100)))?;
    let mut rest = stream.take(4 << 20);
    let _ = io::copy(&mut rest, &mut io::sink());
    Ok(())
}
