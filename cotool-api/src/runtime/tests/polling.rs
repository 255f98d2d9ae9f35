//! Asking until it is done.

use std::time::Duration;

use super::{GET, POST};
use crate::runtime::scripted::{FakeClock, Scripted, Step, builder, call};
use crate::runtime::*;

async fn poll(
    steps: impl IntoIterator<Item = Step>,
    policy: PollPolicy,
) -> (Result<u64, PollError>, Vec<u128>) {
    let (script, clock) = (Scripted::new(steps), FakeClock::new());
    let client = builder(&script, &clock)
        .retry(RetryPolicy::none())
        .chance(|| 0.0)
        .build()
        .unwrap();
    let result = poll_until(&client, &policy, || async {
        Ok(match call(&client, &GET).await?.as_u64() {
            Some(value) => Progress::Done(value),
            None => Progress::Pending,
        })
    })
    .await;
    (result, clock.waits())
}

fn pending() -> Step {
    Step::body(200, "null")
}

fn done() -> Step {
    Step::body(200, "7")
}

#[tokio::test]
async fn the_time_between_questions_grows_to_its_limit() {
    let policy = PollPolicy::default()
        .first_delay(Duration::from_secs(1))
        .growth(2.0)
        .max_delay(Duration::from_secs(5));
    let steps = (0..5).map(|_| pending()).chain([done()]);
    let (result, waits) = poll(steps, policy).await;
    assert_eq!(result.unwrap(), 7);
    assert_eq!(waits, [1000, 2000, 4000, 5000, 5000]);
    let (result, waits) = poll([done()], PollPolicy::default()).await;
    assert_eq!((result.unwrap(), waits.len()), (7, 0));
}

#[tokio::test]
async fn chance_makes_it_shorter() {
    let (script, clock) = (Scripted::new([pending(), done()]), FakeClock::new());
    let client = builder(&script, &clock).build().unwrap();
    let policy = PollPolicy::default().jitter(0.25);
    poll_until(&client, &policy, || async {
        let value = call(&client, &GET).await?;
        Ok::<_, Error>(if value.is_null() {
            Progress::Pending
        } else {
            Progress::Done(())
        })
    })
    .await
    .unwrap();
    assert_eq!(clock.waits(), [750]);
}

#[tokio::test]
async fn the_last_question_is_asked_at_the_deadline() {
    let policy = PollPolicy::default()
        .growth(1.0)
        .deadline(Duration::from_millis(2500));
    let (result, waits) = poll((0..4).map(|_| pending()), policy.clone()).await;
    assert_eq!(waits, [1000, 1000, 500]);
    let error = result.unwrap_err();
    assert!(error.is_expired() && error.error().is_none());
    assert_eq!(error.to_string(), "not done after 2.5s, asked 4 times");
    let (result, _) = poll([pending(), pending(), pending(), done()], policy).await;
    assert_eq!(result.unwrap(), 7);
}

#[tokio::test]
async fn passing_failures_in_a_row_are_counted() {
    let policy = PollPolicy::default().tolerated_failures(2);
    let bad = || Step::status(503);
    let (result, _) = poll(
        [bad(), bad(), pending(), bad(), bad(), done()],
        policy.clone(),
    )
    .await;
    assert_eq!(result.unwrap(), 7);
    let (result, waits) = poll([bad(), bad(), bad()], policy.clone()).await;
    assert_eq!(result.unwrap_err().error().unwrap().status(), Some(503));
    assert_eq!(waits.len(), 2);
    let (result, waits) = poll([Step::status(404)], policy.clone()).await;
    assert!(result.unwrap_err().error().unwrap().is_not_found());
    assert!(waits.is_empty());
    let later = Step::status(429).with("retry-after", "40");
    let (_, waits) = poll([later, done()], policy).await;
    assert_eq!(waits, [40_000]);
}

#[tokio::test]
async fn it_can_be_moved_to_another_thread() {
    let (script, clock) = (Scripted::new([done()]), FakeClock::new());
    let client = builder(&script, &clock).build().unwrap();
    let task = async move {
        poll_until(&client, &PollPolicy::default(), || async {
            call(&client, &POST).await.map(Progress::Done)
        })
        .await
    };
    tokio::spawn(task).await.unwrap().unwrap();
}
