//! Skills: instructions that agents share.
//!
//! The methods are those of [`Skills`](crate::api::Skills), which [`Client::skills`](crate::Client::skills) gives.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, skill_id: uuid::Uuid, version_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::{CreateSkillBody, NewSkillReference};
//!
//! for skill in cotool.skills().list().await? {
//!     println!("{} {}", skill.id, skill.name);
//! }
//!
//! // A name is made of small letters and digits, with hyphens between words.
//! let table = NewSkillReference::new().filename("ranges.csv").content("10.0.0.0/8,office");
//! let body = CreateSkillBody::new("Who an address belongs to", "Look the address up.", "look-up-an-address")
//!     .references(vec![table]);
//! let skill = cotool.skills().create(body).await?;
//! println!("made {}", skill.id);
//!
//! for agent in cotool.skills().list_agents(skill_id).await? {
//!     println!("used by {}", agent.name);
//! }
//! for version in cotool.skills().list_versions(skill_id).await? {
//!     println!("version {}", version.version);
//! }
//! let version = cotool.skills().get_version(skill_id, version_id).await?;
//! println!("{}", version.instruction_prompt);
//! let all = cotool.skills().export(skill_id).await?;
//! println!("{}", serde_json::to_string_pretty(&all)?);
//! # Ok(())
//! # }
//! ```
