//! TLS in front of a [`Server`](crate::Server), with certificates made for the purpose. Feature `tls`.

use std::error::Error;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedKey, IsCa, Issuer, KeyPair};
use time::{Duration, OffsetDateTime};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// A certificate authority that nobody knows but those who are given its certificate.
pub struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

/// From when until when a certificate is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Validity {
    /// Since yesterday, until tomorrow.
    Now,
    /// Until yesterday.
    Expired,
    /// From tomorrow on.
    NotYet,
}

impl Authority {
    /// A new one, with a key of its own.
    ///
    /// # Errors
    /// When no key can be made.
    pub fn new() -> Outcome<Self> {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(Vec::new())?;
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = params.self_signed(&key)?.pem();
        let issuer = Issuer::new(params, key);
        Ok(Self { pem, issuer })
    }

    /// Its certificate, as PEM.
    #[must_use]
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// A certificate for that host name or address.
    fn certify(&self, host: &str, validity: Validity) -> Outcome<CertifiedKey<KeyPair>> {
        let signing_key = KeyPair::generate()?;
        let mut params = CertificateParams::new(vec![host.to_owned()])?;
        let now = OffsetDateTime::now_utc();
        let (from, to) = match validity {
            Validity::Now => (-1, 1),
            Validity::Expired => (-3, -1),
            Validity::NotYet => (1, 3),
        };
        params.not_before = now.saturating_add(Duration::days(from));
        params.not_after = now.saturating_add(Duration::days(to));
        let cert = params.signed_by(&signing_key, &self.issuer)?;
        Ok(CertifiedKey { cert, signing_key })
    }
}

/// Takes connections, secures them, and hands on what they say to a server in plain text. Stops when it is dropped.
#[derive(Debug)]
pub struct TlsFront {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl TlsFront {
    /// In front of that server, with a certificate for that host, in the tokio runtime that this is called in.
    ///
    /// # Errors
    /// When no certificate can be made, or no port can be bound on the loopback address.
    pub fn start(
        authority: &Authority,
        host: &str,
        validity: Validity,
        server: SocketAddr,
    ) -> Outcome<Self> {
        let CertifiedKey { cert, signing_key } = authority.certify(host, validity)?;
        let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key.into())?;
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let listener = TcpListener::from_std(listener)?;
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let task = tokio::spawn(accept(listener, acceptor, server));
        Ok(Self { address, task })
    }

    /// `https://127.0.0.1:<port>`, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("https://{}", self.address)
    }
}

impl Drop for TlsFront {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, acceptor: TlsAcceptor, server: SocketAddr) {
    // Dropped with this task, and its connections with it.
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        connections.spawn(relay(stream, acceptor.clone(), server));
        while connections.try_join_next().is_some() {}
    }
}

async fn relay(stream: TcpStream, acceptor: TlsAcceptor, server: SocketAddr) -> io::Result<()> {
    let mut secured = acceptor.accept(stream).await?;
    let mut plain = TcpStream::connect(server).await?;
    copy_bidirectional(&mut secured, &mut plain).await?;
    Ok(())
}
