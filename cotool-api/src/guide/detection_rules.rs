//! Detection rules: proposals for other systems, and queries on them.
//!
//! The methods are those of [`DetectionRules`](crate::api::DetectionRules), which
//! [`Client::detection_rules`](crate::Client::detection_rules) gives.
//!
//! # Queries
//!
//! A query that cannot be run is no failure of the call: the answer says so with `success: false`.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, proposal_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::ExecuteQueryBody;
//!
//! let body = ExecuteQueryBody::new("splunk", "index=auth action=failure | stats count by user").max_rows(20);
//! let answer = cotool.detection_rules().execute_query(body).await?;
//! if answer.success {
//!     println!("{} rows in {} ms", answer.rows, answer.execution_time_ms);
//! } else {
//!     println!("{:?}", answer.error);
//! }
//! // The query of a proposal.
//! println!("{}", cotool.detection_rules().test_query(proposal_id).await?.rows);
//! # Ok(())
//! # }
//! ```
//!
//! # Proposals
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, proposal_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::ListDetectionRuleProposalsParams;
//!
//! // What these two answer with is not publicly known: it is JSON.
//! let params = ListDetectionRuleProposalsParams::new().platform("panther");
//! println!("{}", cotool.detection_rules().list_proposals(params).await?);
//! println!("{}", cotool.detection_rules().restore_proposal(proposal_id).await?);
//!
//! // Deploying tells how it gets on, event by event.
//! let mut events = cotool.detection_rules().smart_deploy(proposal_id, None).await?;
//! while let Some(event) = events.next().await {
//!     println!("{}", event?.data);
//! }
//! # Ok(())
//! # }
//! ```
