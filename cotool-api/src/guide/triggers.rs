//! Triggers: what starts an agent.
//!
//! The methods are those of [`Triggers`](crate::api::Triggers), which [`Client::triggers`](crate::Client::triggers) gives. The
//! `secret` of a trigger is a [`SecretString`](crate::runtime::SecretString): it is sent, and shows in no log.
//!
//! # Read, change, send back
//!
//! A description has three states: it is not there, it is `null`, or it is a text.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, agent_id: uuid::Uuid, trigger_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::{UpdateSlackTrigger, UpdateTriggerBody};
//! use cotool_api::runtime::Maybe;
//!
//! for trigger in cotool.triggers().list(agent_id).await? {
//!     match &trigger.description {
//!         Maybe::Absent | Maybe::Null => println!("{}", trigger.name),
//!         Maybe::Value(text) => println!("{}: {text}", trigger.name),
//!     }
//! }
//!
//! // The kind of body for Slack is known.
//! let slack = UpdateSlackTrigger::new("Alerts").allowed_channel_ids(vec!["C0001".to_owned()]);
//! let answer = cotool.triggers().update(agent_id, trigger_id, slack.into()).await?;
//! println!("{} {}", answer.success, answer.data.updated_at);
//!
//! // Of the others it is known that they are objects that name their source.
//! let mut cron = serde_json::Map::new();
//! cron.insert("source".to_owned(), "cron".into());
//! cron.insert("name".to_owned(), "Every morning".into());
//! let body = UpdateTriggerBody::from(cron);
//! cotool.triggers().update(agent_id, trigger_id, body).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Make one, and switch it off
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, agent_id: uuid::Uuid, trigger_id: uuid::Uuid, secret: String) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::SaveJiraTrigger;
//!
//! let fields = cotool.triggers().webhook_fields(agent_id, "jira").await?;
//! let url = fields.data.webhook_url.unwrap_or_default();
//! let jira = SaveJiraTrigger::new("Security board", secret.into(), trigger_id, url);
//! let trigger = cotool.triggers().save(agent_id, jira.into()).await?.data;
//!
//! // What the body of this one is called is not publicly known: it takes any object.
//! let mut status = serde_json::Map::new();
//! status.insert("enabled".to_owned(), false.into());
//! cotool.triggers().set_status(agent_id, trigger.id, status).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Send it an event
//!
//! The answer says what became of it: a run, or a reason why there is none.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, trigger_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::{SendTriggerEventResponse, WebhookSource};
//!
//! let event = serde_json::json!({ "issue": "SEC-7" });
//! match cotool.triggers().send_event(&WebhookSource::Jira, trigger_id, event).await? {
//!     SendTriggerEventResponse::WebhookAccepted(accepted) => println!("execution {}", accepted.execution_id),
//!     other => println!("no run: {other:?}"),
//! }
//! # Ok(())
//! # }
//! ```
