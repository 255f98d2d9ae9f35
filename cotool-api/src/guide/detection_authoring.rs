//! Drafts of detection rules.
//!
//! The methods are those of [`DetectionAuthoring`](crate::api::DetectionAuthoring), which
//! [`Client::detection_authoring`](crate::Client::detection_authoring) gives. A draft belongs to a chat.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, chat_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::{CreateDetectionDraftBody, CreateDetectionDraftBodyPlatform};
//!
//! // Without a proposal to start from, the platform has to be said.
//! let body = CreateDetectionDraftBody::new(chat_id).platform(CreateDetectionDraftBodyPlatform::Splunk);
//! let draft = cotool.detection_authoring().create_draft(body).await?;
//! println!("{}: {}", draft.name, draft.query);
//!
//! // What reading one answers with is not publicly known: it is an object.
//! let draft = cotool.detection_authoring().get_draft(chat_id).await?;
//! println!("{:?}", draft.get("query"));
//! # Ok(())
//! # }
//! ```
