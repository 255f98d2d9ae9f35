//! What the mock remembers, and how it changes.
//!
//! One file a group of operations. Each says what it has to say to an operation, by the method and path that the document gives
//! it; what none of them knows is left to the document.

mod agents;
pub mod alerts;
mod audit_logs;
mod authoring;
mod chats;
mod collection;
pub mod detections;
mod people;
mod routing;
mod run;
mod settings;
mod skills;
mod threat_model;
pub mod triggers;

use serde_json::Value;

use super::agent;
use super::answer::Refusal;
use super::asked::Asked;
use collection::Collection;
use run::Runs;
use settings::Settings;

/// The organization that everything in the mock belongs to.
pub(super) const ORGANIZATION: &str = "99999999-9999-4999-8999-999999999999";

/// The user that the key belongs to.
const USER: &str = "77777777-7777-4777-8777-777777777777";

/// When everything that is there from the start was made.
const BEGINNING: &str = "2026-01-05T09:30:00.000Z";

/// The body of an answer; `None` leaves it to the document.
pub(super) type Answered = Result<Option<Value>, Refusal>;

/// What one group of operations has to say.
type Group = fn(&mut World, &str, &Asked<'_>) -> Answered;

const GROUPS: [Group; 11] = [
    agents::answer,
    alerts::answer,
    audit_logs::answer,
    authoring::answer,
    chats::answer,
    detections::answer,
    people::answer,
    routing::answer,
    settings::answer,
    skills::answer,
    triggers::answer,
];

/// Everything there is.
#[derive(Debug)]
pub(super) struct World {
    agents: Collection,
    alerts: Collection,
    /// The entries of the timelines of all alerts.
    timeline: Collection,
    audit_logs: Collection,
    detections: Collection,
    detection_runs: Collection,
    drafts: Collection,
    destinations: Collection,
    roles: Collection,
    runs: Runs,
    settings: Settings,
    skills: Collection,
    threat_models: Collection,
    triggers: Collection,
    users: Collection,
    /// How many things were made and changed so far.
    made: usize,
    changed: usize,
}

impl World {
    pub(super) fn new() -> Self {
        Self {
            agents: Collection::new("Agent", agent::seeds()),
            alerts: Collection::new("Alert", alerts::seeds()),
            timeline: Collection::new("Entry", alerts::timeline_seeds()),
            audit_logs: Collection::new("Audit log", audit_logs::seeds()),
            detections: Collection::new("Detection", detections::seeds()),
            detection_runs: Collection::new("Detection run", Vec::new()),
            drafts: Collection::new("Draft", Vec::new()),
            destinations: Collection::new("Destination", settings::destination_seeds()),
            roles: Collection::new("Role", people::role_seeds()),
            runs: Runs::default(),
            settings: Settings::default(),
            skills: Collection::new("Skill", skills::seeds()),
            threat_models: Collection::new("Threat model version", threat_model::seeds()),
            triggers: Collection::new("Trigger", triggers::seeds()),
            users: Collection::new("User", people::user_seeds()),
            made: 0,
            changed: 0,
        }
    }

    /// Answers a request, and changes as it is asked to.
    pub(super) fn answer(&mut self, asked: &Asked<'_>) -> Answered {
        let key = asked.operation.key();
        for group in GROUPS {
            if let Some(body) = group(self, &key, asked)? {
                return Ok(Some(body));
            }
        }
        threat_model::answer(self, &key, asked)
    }

    /// An id that nothing has yet. The digit tells kinds of things apart.
    fn new_id(&mut self, digit: char) -> String {
        self.made += 1;
        id(digit, self.made)
    }

    /// A moment later than all before.
    fn now(&mut self) -> String {
        self.changed += 1;
        moment(10, self.changed)
    }
}

/// The `nth` id of a kind of thing.
fn id(digit: char, nth: usize) -> String {
    format!("{digit}0000000-0000-4000-8000-{nth:012}")
}

/// So many seconds after an hour of the first day.
fn moment(hour: usize, seconds: usize) -> String {
    let (hours, minutes) = (hour + seconds / 3600, seconds / 60 % 60);
    format!(
        "2026-01-05T{:02}:{minutes:02}:{:02}.000Z",
        hours % 24,
        seconds % 60
    )
}
