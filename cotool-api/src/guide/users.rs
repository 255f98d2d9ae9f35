//! Users of the organisation, and who the key belongs to.
//!
//! The methods are those of [`Users`](crate::api::Users), which [`Client::users`](crate::Client::users) gives.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, user_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::{SearchUsersParams, UpdateUserBody};
//!
//! // A good first call: it says whether the key is good.
//! let me = cotool.users().me().await?;
//! println!("{} (admin: {})", me.email, me.is_admin);
//!
//! for user in cotool.users().list().await?.users.iter().flatten() {
//!     println!("{:?} {:?}", user.id, user.email);
//! }
//! let found = cotool.users().search(SearchUsersParams::new("analyst@")).await?;
//! println!("{} found", found.count);
//!
//! // Only what is set is changed.
//! cotool.users().update(user_id, UpdateUserBody::new().role_id("role-1")).await?;
//! println!("{}", cotool.users().delete(user_id).await?.message);
//! # Ok(())
//! # }
//! ```
