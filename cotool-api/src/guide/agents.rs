//! Agents: run them, follow the runs, and look after the agents themselves.
//!
//! The methods are those of [`Agents`](crate::api::Agents), which [`Client::agents`](crate::Client::agents) gives.
//!
//! # Run an agent
//!
//! `start_run` sends the start once and gives a handle. `inputs` is what the agent works on, a JSON object.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, agent_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! let inputs = serde_json::json!({ "alert": "COT-142" });
//! let run = cotool.agents().start_run(agent_id, inputs).await?;
//! println!("run {} started", run.id());
//!
//! let result = run.wait().await?;
//! println!("{}", result.final_assistant_message);
//! for call in &result.all_tool_calls_made {
//!     println!("used {:?}", call.tool_name);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! A wait can be told how often to ask, how long at most, and what to do meanwhile. Whatever it ends with, the run is not
//! touched: the handle is good for another wait.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, agent_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! use std::time::Duration;
//!
//! use cotool_api::RunError;
//! use cotool_api::runtime::PollPolicy;
//!
//! let run = cotool.agents().start_run(agent_id, serde_json::json!({})).await?;
//! let outcome = run
//!     .wait()
//!     .policy(PollPolicy::default().first_delay(Duration::from_secs(1)).max_delay(Duration::from_secs(20)))
//!     .deadline(Duration::from_secs(15 * 60))
//!     .stop_when_waiting() // end the wait when the run needs input from a person
//!     .on_status(|progress| println!("{} {:?}", progress.status, progress.status_message))
//!     .await;
//! match outcome {
//!     Ok(result) => println!("{}", result.final_assistant_message),
//!     Err(RunError::Failed { message, .. }) => println!("the agent failed: {message:?}"),
//!     Err(RunError::Interrupted { .. }) => println!("somebody stopped it"),
//!     Err(RunError::Waiting { message, .. }) => println!("it waits for input: {message:?}"),
//!     Err(RunError::Deadline { .. }) => println!("not done yet; run {} goes on", run.id()),
//!     Err(other) => println!("could not ask: {other}"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Two ids are all that it takes to follow a run in another process, or later:
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, agent_id: uuid::Uuid, run_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! let run = cotool.agents().run(agent_id, run_id); // nothing is sent
//! println!("{}", run.status().await?.status);
//! # Ok(())
//! # }
//! ```
//!
//! A start whose answer nobody lived to hear is found by a mark that was put into its inputs, and written down, before it was
//! sent. [`run`](crate::run) says what there is to it; the example `run_many` does it for any number of runs.
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, agent_id: uuid::Uuid, mark: String) -> Result<(), Box<dyn std::error::Error>> {
//! let found = cotool.agents().find_runs(agent_id, [&mark]).since("2026-05-04T00:00:00Z").await?;
//! match found.get(&mark) {
//!     Some(run) => println!("it was started: run {}", run.id()),
//!     None => println!("it was not started, or not yet"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # The operations below the handle
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, agent_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::{AgentRunStatus, RunAgentAsynchronouslyBody, RunAgentSynchronouslyBody};
//!
//! let mut inputs = serde_json::Map::new();
//! inputs.insert("alert".to_owned(), "COT-142".into());
//!
//! // Starts a run, and no more.
//! let body = RunAgentAsynchronouslyBody::new(inputs.clone());
//! let run_id = cotool.agents().run_agent_asynchronously(agent_id, body).await?.run_id;
//! let progress = cotool.agents().run_status(agent_id, run_id).await?;
//! if progress.status == AgentRunStatus::Done {
//!     let result = cotool.agents().run_result(agent_id, run_id).await?;
//!     println!("{}", result.final_assistant_message);
//! }
//! // The older form of the status: whether it still goes on.
//! println!("{}", cotool.agents().run_activity(agent_id, run_id).await?.is_streaming);
//!
//! // Runs an agent in one call, which lasts as long as the run does.
//! let body = RunAgentSynchronouslyBody::new(inputs);
//! let result = cotool
//!     .agents()
//!     .run_agent_synchronously(agent_id, body)
//!     .timeout(std::time::Duration::from_secs(10 * 60))
//!     .await?;
//! println!("{}", result.final_assistant_message);
//! # Ok(())
//! # }
//! ```
//!
//! # Look at runs
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, agent_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::{ListAgentChatsParams, ListAgentRunsParams, ListAgentRunsSortField};
//!
//! // Of all agents, in pages of 50.
//! let params = ListAgentRunsParams::new()
//!     .page_size(50)
//!     .sort_field(ListAgentRunsSortField::CreatedAt)
//!     .trigger_source_filter(vec!["jira".to_owned(), "slack".to_owned()]);
//! let mut runs = cotool.agents().list_runs(params).items();
//! while let Some(run) = runs.next().await {
//!     let run = run?;
//!     println!("{:?} {:?} {:?}", run.id, run.agent_name, run.status);
//! }
//!
//! // Of one agent, as the chats that they are: one page.
//! let params = ListAgentChatsParams::new().limit(20);
//! let page = cotool.agents().list_chats(agent_id, params).await?;
//! println!("{} of {}", page.chats.len(), page.total_count);
//! # Ok(())
//! # }
//! ```
//!
//! # Look after agents
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, agent_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::{AgentChange, BatchUpdateAgentsBody, CreateAgentBody, UpdateAgentBody};
//!
//! for agent in cotool.agents().list().await? {
//!     println!("{} {:?}", agent.id, agent.name);
//! }
//! let agent = cotool.agents().get(agent_id).await?;
//! println!("{:?}", agent.tool_names);
//!
//! let body = CreateAgentBody::new("Looks at alerts", "Triage", "You are a careful analyst.")
//!     .tool_names(vec!["search_logs".to_owned()]);
//! let new = cotool.agents().create(body).await?;
//! println!("made {}", new.id);
//!
//! // Only what is set is changed.
//! let body = UpdateAgentBody::new().description("Looks at alerts of one team");
//! cotool.agents().update(agent_id, body).await?;
//!
//! // Several at once.
//! let change = AgentChange::new().id(agent_id.to_string()).tags(vec!["night".into()]);
//! let body = BatchUpdateAgentsBody::new().items(vec![change]);
//! cotool.agents().batch_update(body).await?;
//!
//! // Copies an agent that a file defined before, and keeps its triggers.
//! let manual = cotool.agents().convert_to_manual(agent_id).await?;
//! println!("{:?}", manual.agent.map(|agent| agent.id));
//! # Ok(())
//! # }
//! ```
//!
//! # Notifications
//!
//! ```no_run
//! # async fn example(cotool: cotool_api::Client, destination_id: uuid::Uuid) -> Result<(), Box<dyn std::error::Error>> {
//! use cotool_api::models::UpdateResponseAgentNotificationDefaultsBody;
//!
//! let body = UpdateResponseAgentNotificationDefaultsBody::new(vec![destination_id], true);
//! let now = cotool.agents().update_notification_defaults(body).await?;
//! println!("{:?}", now.settings.enabled);
//! # Ok(())
//! # }
//! ```
