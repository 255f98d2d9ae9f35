//! Detections: run them, read what they found, write new ones, and send their findings on.
//!
//! The methods are those of [`Detections`](crate::api::Detections), which [`Client::detections`](crate::Client::detections) gives.
//!
//! # Run one
//!
//! [`start_run`](crate::api::Detections::start_run) gives a handle that finds the run in the list of the detection's runs, as no
//! operation is known that is asked about one run: see [`detection_run`](crate::detection_run). The call and the list are there
//! by themselves too.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, detection_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::{ListDetectionRunsFilter, ListDetectionRunsParams, RunDetectionBody};
//!
//! let run = cotool.detections().start_run(detection_id).await?;
//! println!("run {} found {:?}", run.id(), run.wait().await?.result);
//! // In another process, or later: nothing is sent for the handle.
//! let run = cotool.detections().resume_run(detection_id, run.id());
//! println!("{:?}", run.wait().await?.result);
//!
//! let body = RunDetectionBody::new().custom_instructions("Only the last day");
//! let execution = cotool.detections().run(detection_id, Some(body)).await?.execution_id;
//! println!("execution {execution}");
//!
//! let params = ListDetectionRunsParams::new().limit(20).filter(ListDetectionRunsFilter::All);
//! for run in cotool.detections().list_runs(detection_id, params).await?.runs {
//!     println!("{:?} goes on: {:?}", run.id, run.is_streaming);
//! }
//! let stats = cotool.detections().stats(detection_id).await?;
//! println!("{} runs and {} hits in 30 days", stats.runs_last30d, stats.hits_last30d);
//! # Ok(())
//! # }
//! ```
//!
//! # What was found
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, hit_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::ListDetectionHitsParams;
//!
//! let page = cotool.detections().list_hits(ListDetectionHitsParams::new().limit(100)).await?;
//! for hit in &page.hits {
//!     println!("{:?}: {:?}", hit.entity, hit.headline);
//! }
//! // Comes with the first page only.
//! println!("{:?}", page.summary.and_then(|summary| summary.severity_counts));
//!
//! for call in cotool.detections().cited_tool_calls(hit_id).await?.tool_calls {
//!     println!("{:?}", call.tool_display_name);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What there is, and what is suggested
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, suggestion_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! for detection in cotool.detections().list().await?.detections.iter().flatten() {
//!     println!("{} {:?}", detection.id, detection.name);
//! }
//! for suggestion in cotool.detections().list_suggestions().await?.suggestions.iter().flatten() {
//!     println!("{} {:?}", suggestion.id, suggestion.description);
//! }
//! let accepted = cotool.detections().accept_suggestion(suggestion_id).await?;
//! println!("{:?}", accepted.name);
//! # Ok(())
//! # }
//! ```
//!
//! # Have one written
//!
//! Each comes in two forms: one that answers when it is done, and one that answers with the id of a job. What a job can be asked
//! with is not publicly known, so the id is all there is.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::{
//!     GeneratePlanAsyncBody, GeneratePlanAsyncBodyDetectionCadence, GeneratePlanBody, QueryGeneration,
//!     QueryGenerationSiemType,
//! };
//!
//! let tools = vec!["search_logs".to_owned()];
//! let plan = GeneratePlanBody::new("Find impossible travel", tools.clone());
//! for step in cotool.detections().generate_plan(plan).await?.steps {
//!     println!("{:?}", step.title);
//! }
//! let plan = GeneratePlanAsyncBody::new("Find impossible travel", tools)
//!     .detection_cadence(GeneratePlanAsyncBodyDetectionCadence::Daily);
//! println!("job {}", cotool.detections().generate_plan_async(plan).await?.job_id);
//!
//! let query = QueryGeneration::new("Failed sign-ins by user", QueryGenerationSiemType::Splunk);
//! println!("{}", cotool.detections().generate_query(query.clone()).await?.query);
//! println!("job {}", cotool.detections().generate_query_async(query).await?.job_id);
//! # Ok(())
//! # }
//! ```
//!
//! The same two as [jobs](crate::job), which have an `id()`:
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::{GeneratePlanAsyncBody, QueryGeneration, QueryGenerationSiemType};
//!
//! let plan = GeneratePlanAsyncBody::new("Find impossible travel", vec![]);
//! println!("job {}", cotool.detections().start_plan(plan).await?.id());
//! let query = QueryGeneration::new("Failed sign-ins by user", QueryGenerationSiemType::Splunk);
//! println!("job {}", cotool.detections().start_query(query).await?.id());
//! # Ok(())
//! # }
//! ```
//!
//! # Where findings go
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, detection_id: uuid::Uuid, destination_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::{
//!     CreateOutputDestinationBody, OutputSendMode, UpdateDetectionOutputsBody, UpdateWebhookDestination,
//! };
//!
//! let outputs = cotool.detections().outputs(detection_id).await?;
//! println!("{:?}", outputs.settings.enabled);
//! let body = UpdateDetectionOutputsBody::new(vec![destination_id], true, OutputSendMode::TriggeredEntitiesOnly);
//! cotool.detections().update_outputs(detection_id, body).await?;
//!
//! // Only two fields of this body are publicly known; the others go into `additional`.
//! let mut more = std::collections::BTreeMap::new();
//! more.insert("url".to_owned(), "https://hooks.example.com/cotool".into());
//! let body = CreateOutputDestinationBody::new().type_("webhook").name("Incidents").additional(more);
//! println!("{:?}", cotool.detections().create_output_destination(body).await?);
//!
//! let webhook = UpdateWebhookDestination::new().name("All incidents");
//! cotool.detections().update_output_destination(destination_id, webhook.into()).await?;
//! # Ok(())
//! # }
//! ```
