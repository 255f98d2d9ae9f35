//! What a mock expects, what has come, and which reply a request gets.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::panic::Location;

use super::matching::Target;
use super::{Reply, Sent, Unmet};

type Condition = Box<dyn Fn(&Sent) -> bool + Send>;
type Answer = Box<dyn Fn(&Sent) -> Reply + Send>;

/// All that a mock knows.
#[derive(Default)]
pub(super) struct Board {
    pub(super) rules: Vec<Rule>,
    pub(super) sent: Vec<Sent>,
    unexpected: Vec<String>,
    /// Somebody has asked how it went.
    pub(super) checked: bool,
}

/// What calls of one kind get.
pub(super) struct Rule {
    target: Target,
    place: &'static Location<'static>,
    pub(super) conditions: Vec<Condition>,
    pub(super) replies: VecDeque<Reply>,
    pub(super) always: Option<Answer>,
    answered: usize,
}

/// What becomes of a request.
pub(super) enum Answering {
    Reply(Reply),
    Unexpected(String),
}

impl Rule {
    pub(super) fn new(target: Target, place: &'static Location<'static>) -> Self {
        Self {
            target,
            place,
            conditions: Vec::new(),
            replies: VecDeque::new(),
            always: None,
            answered: 0,
        }
    }

    fn takes(&self, sent: &Sent) -> bool {
        self.target.is(sent) && self.conditions.iter().all(|condition| condition(sent))
    }

    fn next(&mut self, sent: &Sent) -> Option<Reply> {
        let reply = self
            .replies
            .pop_front()
            .or_else(|| self.always.as_ref().map(|answer| answer(sent)))?;
        self.answered += 1;
        Some(reply)
    }

    /// For people: `agents.list (GET /api/agents), set up at tests/agents.rs:7:10`.
    fn described(&self) -> String {
        let when = if self.conditions.is_empty() {
            ""
        } else {
            ", under a condition"
        };
        format!("{}{when}, set up at {}", self.target, self.place)
    }
}

impl Board {
    pub(super) fn answer(&mut self, sent: Sent) -> Answering {
        let reply = self
            .rules
            .iter_mut()
            .filter(|rule| rule.takes(&sent))
            .find_map(|rule| rule.next(&sent));
        let answering = match reply {
            Some(reply) => Answering::Reply(reply),
            None => {
                let message = self.unexpected(&sent);
                self.unexpected.push(message.clone());
                Answering::Unexpected(message)
            }
        };
        self.sent.push(sent);
        answering
    }

    /// Why a request gets no reply.
    fn unexpected(&self, sent: &Sent) -> String {
        let mut text = format!("the mock did not expect {sent}");
        let used_up: Vec<&Rule> = self.rules.iter().filter(|rule| rule.takes(sent)).collect();
        let same: Vec<&Rule> = self
            .rules
            .iter()
            .filter(|rule| rule.target.is_like(sent))
            .collect();
        if !used_up.is_empty() {
            let given: usize = used_up.iter().map(|rule| rule.answered).sum();
            let _ = write!(text, " any more: all of its replies ({given}) are given");
            list(&mut text, &used_up);
        } else if !same.is_empty() {
            text.push_str(" with this query, this body or under this condition");
            list(&mut text, &same);
        } else if self.rules.is_empty() {
            text.push_str("; nothing is set up");
        } else {
            text.push_str("; it expects");
            list(&mut text, &self.rules.iter().collect::<Vec<_>>());
        }
        text
    }

    pub(super) fn verdict(&self) -> Result<(), Unmet> {
        let mut all = self.unexpected.clone();
        for rule in self.rules.iter().filter(|rule| !rule.replies.is_empty()) {
            all.push(format!(
                "{}: {} of {} replies were never asked for",
                rule.described(),
                rule.replies.len(),
                rule.replies.len() + rule.answered
            ));
        }
        for rule in &self.rules {
            if rule.replies.is_empty() && rule.always.is_none() && rule.answered == 0 {
                all.push(format!("{}: it has no reply", rule.described()));
            }
        }
        if all.is_empty() {
            Ok(())
        } else {
            Err(Unmet(all.join("\n")))
        }
    }
}

fn list(text: &mut String, rules: &[&Rule]) {
    text.push(':');
    for rule in rules {
        let _ = write!(text, "\n  {}", rule.described());
    }
}
