//! Chats. Every run of an agent is one, under the same id.

use serde_json::{Value, json};

use super::collection::page;
use super::run::Run;
use super::{Answered, BEGINNING, ORGANIZATION, USER, World};
use crate::api::answer::Refusal;
use crate::api::asked::Asked;

/// When the first event of a chat happened, in milliseconds.
const FIRST_EVENT: u64 = 1_767_605_400_000;

pub(super) fn answer(world: &mut World, key: &str, asked: &Asked<'_>) -> Answered {
    let missing = || Refusal::not_found("Chat");
    Ok(Some(match key {
        "GET /api/chats" => {
            let search = asked.text("search").to_lowercase();
            let chats: Vec<_> = (world.runs.newest_first())
                .filter(|run| title(run).to_lowercase().contains(&search))
                .map(chat)
                .collect();
            json!({"chats": page(&chats, asked), "totalCount": chats.len(), "feedbackByEvent": {}})
        }
        "GET /api/chat/history" => {
            let run = world.runs.find(asked.text("chatId")).ok_or_else(missing)?;
            json!({"events": events(run), "chat": chat(run), "feedbackByEvent": {}})
        }
        "GET /api/chat/meta" => {
            let run = world.runs.find(asked.text("chatId")).ok_or_else(missing)?;
            json!({"chatId": run.id, "title": title(run), "feedbackByEvent": {}})
        }
        "POST /api/chat/interrupt" => {
            let chat = asked.field("chatId").as_str().unwrap_or_default();
            world.runs.find_mut(chat).ok_or_else(missing)?.interrupt();
            Value::Null
        }
        _ => return Ok(None),
    }))
}

fn title(run: &Run) -> String {
    match run.inputs.get("alert") {
        Some(Value::String(alert)) => alert.clone(),
        _ => "A run without an alert".to_owned(),
    }
}

/// A run as the chat that it is.
pub(super) fn chat(run: &Run) -> Value {
    let mut chat = run.shown().to_json();
    let own = json!({
        "id": run.id,
        "organizationId": ORGANIZATION,
        "title": title(run),
        "createdAt": BEGINNING,
        "updatedAt": BEGINNING,
        "experience": "agent",
        "userId": USER,
        "agentId": run.agent,
        "triggerSource": run.source,
        "isPinned": false,
    });
    super::collection::merge(&mut chat, &own);
    chat
}

/// What was said so far.
fn events(run: &Run) -> Vec<Value> {
    let said = |nth: u64, sender: &str, content: &str| {
        json!({
            "type": "chat",
            "id": format!("{}-{nth}", run.id),
            "timestamp": FIRST_EVENT + 1000 * nth,
            "chatId": run.id,
            "sender": sender,
            "messageType": "text",
            "content": content,
        })
    };
    let mut events = vec![said(0, "user", &run.inputs.to_string())];
    let status = run.shown();
    events.extend(status.message.map(|message| said(1, "agent", message)));
    events
}
