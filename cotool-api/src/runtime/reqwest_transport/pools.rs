//! A pool of connections for each runtime.

use std::sync::{Mutex, PoisonError};

use tokio::runtime::{Handle, Id};

use super::ReqwestBuilder;
use crate::runtime::{TransportError, TransportErrorKind};

/// How many runtimes have a pool at once. One that is used again after so many others makes new connections.
const RUNTIMES: usize = 8;

/// The pools. A connection is a task of the runtime that it was made in, and stands still while nobody drives that one: a
/// call from another runtime must not be given it.
pub(super) struct Pools {
    settings: ReqwestBuilder,
    made: Mutex<Made>,
}

struct Made {
    /// Made in advance, to find what is wrong with the settings; for the first runtime that asks.
    spare: Option<reqwest::Client>,
    /// The one that was used last comes last.
    pools: Vec<(Id, reqwest::Client)>,
}

impl Pools {
    pub(super) fn new(settings: ReqwestBuilder) -> Result<Self, TransportError> {
        let spare = Some(settings.client()?);
        let pools = Vec::new();
        let made = Mutex::new(Made { spare, pools });
        Ok(Self { settings, made })
    }

    /// The pool of the runtime that this is called in.
    pub(super) fn here(&self) -> Result<reqwest::Client, TransportError> {
        let id = Handle::try_current().map_err(nowhere)?.id();
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let Made { spare, pools } = &mut *made;
        let known = pools.iter().rposition(|(known, _)| *known == id);
        let client = match known {
            Some(place) => pools.remove(place).1,
            None => match spare.take() {
                Some(client) => client,
                None => self.settings.client()?,
            },
        };
        if pools.len() >= RUNTIMES {
            pools.remove(0);
        }
        pools.push((id, client.clone()));
        Ok(client)
    }
}

fn nowhere(_: tokio::runtime::TryCurrentError) -> TransportError {
    TransportError::new(TransportErrorKind::Other, false).with_source(
        "sockets need a tokio runtime, and there is none here: await the call in one, or make it with `block` (feature \
         `blocking`)",
    )
}
