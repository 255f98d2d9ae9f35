//! Runs the program of a crate and judges what it answers.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use serde_json::Value;

use crate::Found;
use crate::compare;
use crate::judge::Judge;
use crate::questions::{Asked, Question, Questions};
use crate::spoken::Spoken;

/// How many failures are told in full, one a schema.
const TOLD: usize = 1000;

/// Asks everything; the reason when the program does not come to its end.
pub(crate) fn all(program: &Path, mut asked: Asked) -> Result<Found, String> {
    let questions = Questions::of(&mut asked);
    let answers = answers(program, &questions.questions)?;
    let mut judging = Judging {
        asked: &asked,
        judge: questions.judge.as_ref(),
        failed: BTreeSet::new(),
        found: Found {
            schemas: asked.named.len() + asked.skipped.values().map(Vec::len).sum::<usize>(),
            tested: questions.tested,
            skipped: questions
                .skipped
                .iter()
                .map(|(reason, labels)| (reason.clone(), labels.len()))
                .collect(),
            ..Found::default()
        },
    };
    for (question, answer) in questions.questions.iter().zip(&answers) {
        judging.judge(question, answer);
    }
    judging.found.failed_schemas = judging.failed.len();
    Ok(judging.found)
}

/// What the types say of an integer that a double would round, where the schema allows any number.
const TOO_EXACT: &str = "a number that a double holds exactly";

struct Judging<'a> {
    asked: &'a Asked,
    judge: Option<&'a Judge>,
    failed: BTreeSet<usize>,
    found: Found,
}

impl Judging<'_> {
    fn judge(&mut self, question: &Question, answer: &str) {
        let valid = question.valid;
        if valid {
            self.found.instances += 1;
        } else {
            self.found.wrong += 1;
        }
        let found = answer.split_at_checked(1);
        let why = match (found, valid) {
            (Some(("+", back)), _) => self.came_back(question, back),
            (Some(("-", why)), true) if why.contains(TOO_EXACT) => {
                self.found.too_exact += 1;
                None
            }
            (Some(("-", why)), true) => Some(format!("refused: {why}")),
            (Some(("-", _)), false) => {
                self.found.refused += 1;
                None
            }
            _ => Some(format!("the program said {answer:?}")),
        };
        if let Some(why) = why {
            self.failed(question, &why);
        }
    }

    /// What is wrong with a value that came back.
    fn came_back(&mut self, question: &Question, back: &str) -> Option<String> {
        let back: Value = match serde_json::from_str(back) {
            Ok(back) => back,
            Err(e) => return Some(format!("came back as no JSON: {e}")),
        };
        let schema = self.asked.named.get(question.index)?.schema;
        let spoken = Spoken::of(
            &self.asked.schemas,
            self.asked.schemas.get(schema)?,
            &question.value,
        );
        let place = compare::difference(&spoken, &question.value, &back, question.valid);
        if let Some(place) = place {
            let place = if place.is_empty() { "the root" } else { &place };
            return Some(format!("changed at {place}, to {}", short(&back)));
        }
        let anything = Spoken::anything();
        if !question.valid
            || back == question.value
            // Without a key that the schema does not speak of, it may be another branch's as well.
            || compare::difference(&anything, &question.value, &back, true).is_some()
        {
            return None;
        }
        let accepted = self.judge?.accepts(schema, &back);
        (!accepted).then(|| format!("came back as {}, which the schema refuses", short(&back)))
    }

    fn failed(&mut self, question: &Question, why: &str) {
        self.found.failures += 1;
        if self.failed.insert(question.index) && self.found.messages.len() < TOLD {
            let named = self.asked.named.get(question.index);
            let label = named.map_or("a schema", |named| named.label.as_str());
            let value = short(&question.value);
            let message = format!("{label}: {value} {why}");
            self.found.messages.push(message);
        }
    }
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(300) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// One line of answer a question.
fn answers(program: &Path, questions: &[Question]) -> Result<Vec<String>, String> {
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| format!("the program cannot be run: {e}"))?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let answers: Vec<String> = thread::scope(|scope| {
        scope.spawn(move || {
            let Some(mut stdin) = stdin else { return };
            for question in questions {
                if writeln!(stdin, "{} {}", question.index, question.value).is_err() {
                    return;
                }
            }
        });
        let stdout = stdout.map(|stdout| BufReader::new(stdout).lines());
        stdout.into_iter().flatten().map_while(Result::ok).collect()
    });
    let status = child.wait().map_err(|e| e.to_string())?;
    if answers.len() != questions.len() {
        let label = questions
            .get(answers.len())
            .map(|question| short(&question.value));
        return Err(format!(
            "the program stopped ({status}) at {}",
            label.unwrap_or_default()
        ));
    }
    Ok(answers)
}
