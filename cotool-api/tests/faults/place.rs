//! Where the calls of a row go: a server that misbehaves, or none at all.

use std::any::Any;
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use cotool_api::runtime::ReqwestBuilder;
use cotool_mock::tls::{Authority, TlsFront, Validity};
use cotool_mock::{Recorded, Reply, Server};

/// How long to wait for something that has to come.
const PATIENCE: Duration = Duration::from_secs(20);

/// Where calls go.
pub(crate) struct Place {
    pub(crate) url: String,
    asked: Box<dyn Fn() -> usize + Send + Sync>,
    /// What the default transport needs to get there.
    pub(crate) transport: Box<dyn Fn(ReqwestBuilder) -> ReqwestBuilder + Send + Sync>,
    /// What has to live as long.
    _kept: Vec<Box<dyn Any + Send + Sync>>,
}

impl Place {
    /// A server that gives this reply to every request.
    pub(crate) fn always(reply: Reply) -> Self {
        Self::of(Server::always(reply).unwrap())
    }

    /// A server that gives these replies, and the last of them again and again.
    pub(crate) fn script(replies: Vec<Reply>) -> Self {
        let next = AtomicUsize::new(0);
        Self::answering(move |_| {
            let next = next.fetch_add(1, Ordering::Relaxed);
            replies[next.min(replies.len() - 1)].clone()
        })
    }

    /// A server that looks at what is asked.
    pub(crate) fn answering(handler: impl Fn(&Recorded) -> Reply + Send + Sync + 'static) -> Self {
        Self::of(Server::start(handler).unwrap())
    }

    fn of(server: Server) -> Self {
        let server = Arc::new(server);
        let counted = Arc::clone(&server);
        Self::at(server.url(), move || counted.count()).keep(server)
    }

    fn at(url: impl Into<String>, asked: impl Fn() -> usize + Send + Sync + 'static) -> Self {
        Self {
            url: url.into(),
            asked: Box::new(asked),
            transport: Box::new(|builder| builder.no_proxy()),
            _kept: Vec::new(),
        }
    }

    /// Keeps this for as long.
    pub(crate) fn keep(mut self, value: impl Any + Send + Sync) -> Self {
        self._kept.push(Box::new(value));
        self
    }

    /// Nothing is there that counts.
    pub(crate) fn unreachable(url: impl Into<String>) -> Self {
        Self::at(url, || 0)
    }

    /// A port that nobody listens on.
    pub(crate) fn refused() -> Self {
        Self::unreachable(closed_port("http"))
    }

    /// Something that is done with each connection, on a thread of its own; what is counted are connections.
    pub(crate) fn raw(connection: impl Fn(TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let count = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&count);
        let connection = Arc::new(connection);
        // Ends with the process.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                count.fetch_add(1, Ordering::Relaxed);
                let connection = Arc::clone(&connection);
                std::thread::spawn(move || connection(stream));
            }
        });
        Self::at(url, move || counted.load(Ordering::Relaxed))
    }

    /// The same over TLS, with a certificate for that host, which the client's authority has signed.
    pub(crate) fn tls(reply: Reply, host: &str, validity: Validity) -> Self {
        let authority = Authority::new().unwrap();
        let pem = authority.pem().to_owned();
        Self::secured(reply, &authority, host, validity).trusting(pem)
    }

    /// The same with an authority that the client does not know.
    pub(crate) fn tls_of_a_stranger(reply: Reply) -> Self {
        Self::secured(
            reply,
            &Authority::new().unwrap(),
            "127.0.0.1",
            Validity::Now,
        )
    }

    fn secured(reply: Reply, authority: &Authority, host: &str, validity: Validity) -> Self {
        let server = Server::always(reply).unwrap();
        let front = TlsFront::start(authority, host, validity, server.address()).unwrap();
        let url = front.url();
        let place = Self::of(server).keep(front);
        Self { url, ..place }
    }

    fn trusting(mut self, pem: String) -> Self {
        let before = self.transport;
        self.transport =
            Box::new(move |builder| before(builder).root_certificates(pem.clone().into_bytes()));
        self
    }

    /// This place is a proxy on the way to that URL.
    pub(crate) fn on_the_way_to(self, url: &str) -> Self {
        let proxy = self.url.clone();
        Self {
            url: url.to_owned(),
            transport: Box::new(move |builder| builder.proxy(proxy.clone())),
            ..self
        }
    }

    /// Connections have to be made in this time.
    pub(crate) fn connecting_within(mut self, limit: Duration) -> Self {
        let before = self.transport;
        self.transport = Box::new(move |builder| before(builder).connect_timeout(limit));
        self
    }

    /// How often it was asked, once it has been so often, or too much time has passed.
    pub(crate) async fn asked(&self, expected: usize) -> usize {
        let start = Instant::now();
        loop {
            let asked = (self.asked)();
            if asked >= expected || start.elapsed() > PATIENCE {
                return asked;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// The URL of a port that nobody listens on.
pub(crate) fn closed_port(scheme: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("{scheme}://{}", listener.local_addr().unwrap())
}

/// Reads what comes and says nothing, until the client has had enough.
pub(crate) fn hold(mut stream: TcpStream) {
    let _ = std::io::copy(&mut stream, &mut std::io::sink());
}
