//! Alerts: list them, read them, work on them, and settle who gets them.
//!
//! The methods are those of [`Alerts`](crate::api::Alerts), which [`Client::alerts`](crate::Client::alerts) gives. An alert has two
//! names: its UUID, and the id for people, such as `COT-142`. Each will do.
//!
//! # List the open ones
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::ListAlertsParams;
//!
//! let open = ListAlertsParams::new()
//!     .status(vec!["open".to_owned()])
//!     .severity(vec!["high".to_owned(), "critical".to_owned()])
//!     .limit(100);
//! let first = cotool.alerts().list(open.clone()).await?;
//! println!("{:?} in all", first.total_count);
//!
//! // All of them, however many pages that takes: see `runtime::paging`.
//! let mut alerts = cotool.alerts().list(open).items();
//! while let Some(alert) = alerts.next().await {
//!     let alert = alert?;
//!     println!("{:?} {:?}", alert.display_id, alert.title);
//!     // What has no field of its own is kept.
//!     println!("{:?}", alert.additional.get("severity"));
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Read one, with what happened to it
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, run_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::GetAlertTimelineParams;
//!
//! let answer = cotool.alerts().get("COT-142").await?;
//! if let Some(alert) = answer.alert {
//!     println!("{:?}", alert.title);
//! }
//! let timeline = GetAlertTimelineParams::new().limit(50);
//! for entry in cotool.alerts().timeline("COT-142", timeline).await?.entries {
//!     println!("{:?} {:?}", entry.kind, entry.body_markdown);
//! }
//! // The alert that a run is about; `None` when it is about none.
//! let alert = cotool.alerts().for_run(run_id).await?.alert;
//! println!("{:?}", alert.and_then(|alert| alert.display_id));
//! # Ok(())
//! # }
//! ```
//!
//! # Work on it
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::{AddAlertCommentBody, SetAlertStatusBody};
//!
//! let comment = AddAlertCommentBody::new("Known scanner, see *runbook 12*.");
//! let entry = cotool.alerts().comment("COT-142", comment).await?.entry;
//! println!("{:?}", entry.id);
//!
//! let closed = SetAlertStatusBody::new().status("closed").reason("A test of our own");
//! cotool.alerts().set_status("COT-142", closed).await?;
//!
//! // What the bodies of these two hold is not publicly known: they take any object.
//! let mut severity = serde_json::Map::new();
//! severity.insert("severity".to_owned(), "low".into());
//! cotool.alerts().set_severity("COT-142", severity).await?;
//! let mut details = serde_json::Map::new();
//! details.insert("title".to_owned(), "Scan from 203.0.113.7".into());
//! cotool.alerts().update("COT-142", details).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Settle who gets them
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, detection_id: uuid::Uuid, agent_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::{UpdateAlertRoutingDefaultsBody, UpdateDetectionAlertRoutingBody};
//!
//! let overview = cotool.alerts().routing().await?;
//! println!("{:?}", overview.default_settings);
//! let notifications = cotool.alerts().escalation_notification_defaults().await?;
//! println!("{:?}", notifications.settings);
//!
//! // Everything goes to this agent, unless it has a setting of its own; `None` leaves it to nobody.
//! let body = UpdateAlertRoutingDefaultsBody::new(Some(agent_id));
//! cotool.alerts().update_routing_defaults(body).await?;
//!
//! // A detection of its own: to an agent, to nobody, or as everything else.
//! println!("{:?}", cotool.alerts().get_detection_routing(detection_id).await?);
//! let to_agent = UpdateDetectionAlertRoutingBody::new().response_agent_id(agent_id);
//! let to_nobody = UpdateDetectionAlertRoutingBody::new().response_agent_id_null();
//! let as_all = UpdateDetectionAlertRoutingBody::new().inherit_org_default(true);
//! for body in [to_agent, to_nobody, as_all] {
//!     let routing = cotool.alerts().update_detection_routing(detection_id, body).await?;
//!     println!("{:?}", routing.effective.response_agent_name);
//! }
//! # Ok(())
//! # }
//! ```
