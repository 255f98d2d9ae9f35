//! How to do things with each group of operations. Every method is here, in an example that compiles.
//!
//! The way in is the [front page](crate), by task. Programs that are of use as they are stand in the `examples` folder of the
//! crate.
//!
//! In the examples `cotool` is a [`Client`](crate::Client), and each stands in an `async` function that returns
//! `Result<(), Box<dyn std::error::Error>>`.

#[cfg(feature = "agent-sync")]
pub mod agent_sync;
#[cfg(feature = "agent-versions")]
pub mod agent_versions;
#[cfg(all(feature = "agents", feature = "run"))]
pub mod agents;
#[cfg(feature = "alerts")]
pub mod alerts;
#[cfg(feature = "audit-logs")]
pub mod audit_logs;
#[cfg(feature = "chats")]
pub mod chats;
#[cfg(feature = "detection-authoring")]
pub mod detection_authoring;
#[cfg(feature = "detection-rules")]
pub mod detection_rules;
#[cfg(all(feature = "detections", feature = "detection-run", feature = "job"))]
pub mod detections;
#[cfg(feature = "intel")]
pub mod intel;
#[cfg(feature = "roles")]
pub mod roles;
#[cfg(feature = "skills")]
pub mod skills;
#[cfg(feature = "threat-model")]
pub mod threat_model;
#[cfg(feature = "triggers")]
pub mod triggers;
#[cfg(feature = "users")]
pub mod users;
