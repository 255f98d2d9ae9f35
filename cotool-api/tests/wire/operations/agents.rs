//! Agents, their runs, triggers, versions and chats.

use cotool_api::models;

use super::{Driver, ESCAPED, ID, TEXT, drive};
use crate::setup::{AGENT, RUN};

pub(super) async fn drive(driver: &mut Driver) {
    let agent = format!("/api/agents/{AGENT}");
    drive! { driver;
        "GET /api/agents", "/api/agents" => |client| client.agents().list();
        "POST /api/agents", "/api/agents" => |client, body| client.agents().create(body);
        "PUT /api/agents/batch", "/api/agents/batch" => |client, body| client.agents().batch_update(body);
        "GET /api/agents/{agentId}", agent => |client| client.agents().get(AGENT);
        "PUT /api/agents/{agentId}", agent => |client, body| client.agents().update(AGENT, body);
        "POST /api/agents/{agentId}/copy", format!("{agent}/copy") => |client|
            client.agents().convert_to_manual(AGENT);
        "GET /api/agents/{agentId}/chats", format!("{agent}/chats?limit=10&offset=0") => |client| {
            let params = models::ListAgentChatsParams::new().limit(10).offset(0);
            client.agents().list_chats(AGENT, params)
        };
        "GET /api/agent-runs", RUNS => |client| client.agents().list_runs(runs());
        "PUT /api/response-agent-notification-defaults", "/api/response-agent-notification-defaults" =>
            |client, body| client.agents().update_notification_defaults(body);
    }
    runs_of_agents(driver, &agent).await;
    triggers(driver, &agent).await;
    chats(driver).await;
    drive! { driver;
        "GET /api/agents/{agentId}/versions", format!("{agent}/versions") => |client|
            client.agent_versions().list(AGENT);
        "POST /api/agent-sync/validate", "/api/agent-sync/validate" => |client, body|
            client.agent_sync().validate(body);
    }
}

async fn runs_of_agents(driver: &mut Driver, agent: &str) {
    let run = format!("{agent}/run-async/{RUN}");
    drive! { driver;
        "POST /api/agents/{agentId}/run-async", format!("{agent}/run-async") => |client, body|
            client.agents().run_agent_asynchronously(AGENT, body);
        "GET /api/agents/{agentId}/run-async/{runId}", run => |client|
            client.agents().run_activity(AGENT, RUN);
        "GET /api/agents/{agentId}/run-async/{runId}/status", format!("{run}/status") => |client|
            client.agents().run_status(AGENT, RUN);
        "GET /api/agents/{agentId}/run-async/{runId}/result", format!("{run}/result") => |client|
            client.agents().run_result(AGENT, RUN);
        "POST /api/agents/{agentId}/run-sync", format!("{agent}/run-sync") => |client, body|
            client.agents().run_agent_synchronously(AGENT, body);
    }
}

async fn triggers(driver: &mut Driver, agent: &str) {
    drive! { driver;
        "GET /api/agents/{agentId}/trigger", format!("{agent}/trigger") => |client|
            client.triggers().list(AGENT);
        "POST /api/agents/{agentId}/trigger/save", format!("{agent}/trigger/save") => |client, body|
            client.triggers().save(AGENT, body);
        "GET /api/agents/{agentId}/trigger/{source}/fields", format!("{agent}/trigger/{ESCAPED}/fields") => |client|
            client.triggers().webhook_fields(AGENT, TEXT);
        "PUT /api/agents/{agentId}/trigger/{triggerId}", format!("{agent}/trigger/{ID}") => |client, body|
            client.triggers().update(AGENT, ID, body);
        "PATCH /api/agents/{agentId}/trigger/{triggerId}/status", format!("{agent}/trigger/{ID}/status") =>
            |client, body| client.triggers().set_status(AGENT, ID, body);
        "POST /api/trigger/{source}/{triggerId}", format!("/api/trigger/jira/{ID}") => |client, body|
            client.triggers().send_event(&models::WebhookSource::Jira, ID, body);
    }
}

async fn chats(driver: &mut Driver) {
    drive! { driver;
        "GET /api/chats", "/api/chats?limit=50&offset=100&search=a%20%26%20%C3%BC" => |client|
            client.chats().list(models::ListChatsParams::new(50, 100).search("a & ü"));
        "GET /api/chat/history", format!("/api/chat/history?chatId={RUN}") => |client|
            client.chats().history(models::GetChatHistoryParams::new(RUN));
        "GET /api/chat/meta", format!("/api/chat/meta?chatId={RUN}") => |client|
            client.chats().metadata(models::GetChatMetadataParams::new(RUN));
        "POST /api/chat/interrupt", "/api/chat/interrupt" => |client, body|
            client.chats().interrupt(body);
    }
}

/// Every parameter of the list of runs: numbers without a fraction, lists with commas, JSON in a value.
fn runs() -> models::ListAgentRunsParams {
    models::ListAgentRunsParams::new()
        .page(2)
        .page_size(100)
        .sort_field(models::ListAgentRunsSortField::EvalScore)
        .sort_direction(models::ListAgentRunsSortDirection::Asc)
        .agent_id_filter(AGENT)
        .agent_name_filter("triage+")
        .tool_filter(vec!["search".to_owned(), "a,b".to_owned()])
        .date_from("2026-01-05T09:30:00.000Z")
        .date_to("2026-01-06")
        .trigger_source_filter(vec!["jira".to_owned()])
        .score_filters(vec![])
}

const RUNS: &str = "/api/agent-runs?page=2&pageSize=100&sortField=evalScore&sortDirection=asc\
    &agentIdFilter=5f0c2a34-91d7-4f0e-9b1c-0a3d5e7f9b21&agentNameFilter=triage%2B&toolFilter=search,a%2Cb\
    &dateFrom=2026-01-05T09%3A30%3A00.000Z&dateTo=2026-01-06&triggerSourceFilter=jira&scoreFilters=%5B%5D";
