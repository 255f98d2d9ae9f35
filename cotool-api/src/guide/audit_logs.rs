//! The audit log: who did what, and when.
//!
//! The methods are those of [`AuditLogs`](crate::api::AuditLogs), which [`Client::audit_logs`](crate::Client::audit_logs) gives.
//!
//! A page is a bare list, and another operation says how long the whole list is. The oldest entry first means that entries that are
//! written meanwhile move no page. The example program `export_audit_logs` writes the whole log to a file.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::{CountAuditLogsParams, ListAuditLogsParams, ListAuditLogsSortDirection};
//!
//! let since = "2026-01-05T00:00:00Z";
//! let count = cotool.audit_logs().count(CountAuditLogsParams::new().start_date(since)).await?;
//! println!("{} entries", count.count);
//!
//! let params = ListAuditLogsParams::new()
//!     .start_date(since)
//!     .sort_direction(ListAuditLogsSortDirection::Asc)
//!     .limit(100);
//! // Awaited, this would be one page.
//! let mut entries = cotool.audit_logs().list(params).items();
//! while let Some(entry) = entries.next().await {
//!     let entry = entry?;
//!     println!("{} {} {}", entry.timestamp, entry.actor, entry.event);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! What can be asked for, and one entry:
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client) -> Result<(), Box<dyn std::error::Error>> {
//! let options = cotool.audit_logs().filter_options().await?;
//! println!("{:?}", options.event_types);
//! let entry = cotool.audit_logs().get("log-0001").await?;
//! println!("{:?}", entry.data);
//! # Ok(())
//! # }
//! ```
