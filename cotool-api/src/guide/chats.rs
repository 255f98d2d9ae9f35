//! Chats. Every run of an agent is one, and the id of the run is the id of the chat.
//!
//! The methods are those of [`Chats`](crate::api::Chats), which [`Client::chats`](crate::Client::chats) gives.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, run_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::{
//!     ChatEvent, GetChatHistoryParams, GetChatMetadataParams, InterruptChatBody, ListChatsParams,
//! };
//!
//! // Limit and offset have to be said here.
//! let page = cotool.chats().list(ListChatsParams::new(50, 0).search("sign-in")).await?;
//! println!("{} of {}", page.chats.len(), page.total_count);
//!
//! let history = cotool.chats().history(GetChatHistoryParams::new(run_id)).await?;
//! for event in &history.events {
//!     match event {
//!         ChatEvent::ChatMessageEvent(message) => println!("{:?}: {:?}", message.sender, message.content),
//!         other => println!("an event of another kind: {other:?}"),
//!     }
//! }
//! let about = cotool.chats().metadata(GetChatMetadataParams::new(run_id)).await?;
//! println!("{:?}", about.title);
//!
//! // Stops the run that the chat is.
//! cotool.chats().interrupt(InterruptChatBody::new(run_id)).await?;
//! # Ok(())
//! # }
//! ```
