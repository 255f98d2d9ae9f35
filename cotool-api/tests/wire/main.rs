//! The client over real HTTP, against a server that records requests to the byte and misbehaves on request.

mod document;
mod example;
mod operations;
mod run;
mod secrets;
mod setup;
mod unhappy;
