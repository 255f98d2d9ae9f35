//! The threat model: its versions, and the board that is made of it.
//!
//! The methods are those of [`ThreatModel`](crate::api::ThreatModel), which [`Client::threat_model`](crate::Client::threat_model)
//! gives.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client) -> Result<(), Box<dyn std::error::Error>> {
//! let history = cotool.threat_model().list_versions().await?;
//! for version in &history.versions {
//!     println!("{} {:?}", version.version, version.change_description);
//! }
//! if let Some(current) = history.versions.iter().find(|version| version.is_current) {
//!     let whole = cotool.threat_model().get_version(current.id).await?;
//!     println!("{}", whole.content);
//! }
//! for surface in cotool.threat_model().board().await?.surfaces {
//!     println!("{:?}: {:?}", surface.label, surface.gaps);
//! }
//! # Ok(())
//! # }
//! ```
