//! Agents that are kept as files: have them checked before they are pushed.
//!
//! The methods are those of [`AgentSync`](crate::api::AgentSync), which [`Client::agent_sync`](crate::Client::agent_sync) gives.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, path: String, text: String) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::{AgentFile, ValidateAgentFilesBody};
//!
//! let body = ValidateAgentFilesBody::new(vec![AgentFile::new(text, path)]);
//! let report = cotool.agent_sync().validate(body).await?;
//! // Files that are wrong are no failure of the call: look at each.
//! for file in &report.results {
//!     for error in file.errors.iter().flatten() {
//!         println!("{:?}:{:?}: {:?}", file.path, error.line, error.message);
//!     }
//! }
//! # Ok(())
//! # }
//! ```
