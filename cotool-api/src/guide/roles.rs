//! Roles, and what they permit.
//!
//! The methods are those of [`Roles`](crate::api::Roles), which [`Client::roles`](crate::Client::roles) gives.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::{Permission, PermissionResource, UpdateRolePermissionsBody};
//!
//! for role in cotool.roles().list().await?.roles {
//!     println!("{:?} {:?}", role.id, role.name);
//! }
//! let perms = cotool.roles().permissions("role-1").await?.perms;
//! println!("{} permissions", perms.len());
//!
//! // Of the 17 kinds of permission one is publicly known; what another kind has besides goes into `additional`.
//! let run = Permission::new()
//!     .resource(PermissionResource::new().type_("agent"))
//!     .action("run");
//! let body = UpdateRolePermissionsBody::new(vec![run], vec![]);
//! println!("{:?}", cotool.roles().update_permissions("role-1", body).await?.perms);
//! # Ok(())
//! # }
//! ```
