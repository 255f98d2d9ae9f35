//! Notifications of threat news.
//!
//! The methods are those of [`Intel`](crate::api::Intel), which [`Client::intel`](crate::Client::intel) gives. The path that the
//! public reference gives for these two has no `/api` in front, unlike all others; it may be wrong there.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, destination_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::UpdateIntelNotificationSettingsBody;
//!
//! let now = cotool.intel().notification_settings().await?;
//! println!("{:?}", now.settings.notify_all_items);
//!
//! // Where to, and whether of all items, of those that expose us, and of those that concern us.
//! let body = UpdateIntelNotificationSettingsBody::new(vec![destination_id], false, true, true);
//! cotool.intel().update_notification_settings(body).await?;
//! # Ok(())
//! # }
//! ```
