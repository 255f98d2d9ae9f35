//! The versions that an agent went through.
//!
//! The methods are those of [`AgentVersions`](crate::api::AgentVersions), which
//! [`Client::agent_versions`](crate::Client::agent_versions) gives.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, agent_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! for version in cotool.agent_versions().list(agent_id).await? {
//!     println!("{:?} by {:?}", version.created_at, version.changed_by_email);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Reverting to one of them is an operation whose path is not publicly known, so it is not here.
