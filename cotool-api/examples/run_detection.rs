//! Runs a detection, waits for the end of the run as far as that can be seen, and prints what it found.
//!
//! ```sh
//! export COTOOL_API_KEY=...
//! cargo run -p cotool-api --example run_detection -- DETECTION_ID [INSTRUCTIONS]
//! ```
//!
//! Starting a detection gives an execution id, and no operation is known that is asked about an execution. The runs of the
//! detection can be listed, though, and in that list the new run is looked for under this id. If it never shows up there, the id
//! is all there is, and this program says so.
//!
//! Exit code: 0 the run has ended well, whatever it found; 1 it has not, or a call failed; 2 wrong arguments or settings.

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use cotool_api::Client;
use cotool_api::detection_run::DetectionRunError;
use cotool_api::models::DetectionRun;
use cotool_api::runtime::PollPolicy;
use uuid::Uuid;

/// How long to look for the end of the run.
const PATIENCE: Duration = Duration::from_secs(15 * 60);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (detection, instructions) = match arguments(&words) {
        Ok(arguments) => arguments,
        Err(reason) => {
            eprintln!("error: {reason}\nusage: run_detection DETECTION_ID [INSTRUCTIONS]");
            return ExitCode::from(2);
        }
    };
    let client = match Client::from_env() {
        Ok(client) => client,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    match run(&client, detection, instructions).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", with_causes(&*error));
            ExitCode::FAILURE
        }
    }
}

async fn run(
    client: &Client,
    detection: Uuid,
    instructions: Option<String>,
) -> Result<(), Box<dyn Error>> {
    let mut start = client.detections().start_run(detection);
    if let Some(text) = instructions {
        start = start.custom_instructions(text);
    }
    // Sent at most once. The id comes first: whatever happens next, the run can be found by it.
    let run = start.await?;
    println!("started execution {}", run.id());

    let policy = PollPolicy::default()
        .first_delay(Duration::from_millis(500))
        .deadline(PATIENCE);
    let wait = run.wait().policy(policy).on_status(|listed| {
        println!("{}", listed.map_or("not listed yet", |_| "listed"));
    });
    match wait.await {
        Ok(run) => report(&run),
        Err(DetectionRunError::Failed { .. }) => Err("the run ended with an error".into()),
        Err(other) => Err(other.into()),
    }
}

/// What a run found. Everything in it is known by example only, so nothing is taken for granted.
fn report(run: &DetectionRun) -> Result<(), Box<dyn Error>> {
    let Some(result) = &run.result else {
        return Err("the run ended without a result".into());
    };
    match result.detection_triggered {
        Some(true) => println!("found something"),
        Some(false) => println!("found nothing"),
        None => println!("does not say whether it found something"),
    }
    for entity in result.individual_entities.iter().flatten() {
        let name = entity.entity.as_deref().unwrap_or("(unnamed)");
        println!(
            "- {name}: {}",
            entity.headline.as_deref().unwrap_or_default()
        );
        for line in entity.evidence.iter().flatten() {
            println!("  {line}");
        }
    }
    Ok(())
}

fn arguments(words: &[String]) -> Result<(Uuid, Option<String>), String> {
    let (detection, instructions) = match words {
        [detection] => (detection, None),
        [detection, instructions] => (detection, Some(instructions.clone())),
        _ => return Err("expected a detection, and perhaps instructions".to_owned()),
    };
    let detection = detection.parse();
    let detection = detection.map_err(|error| format!("that is not a detection's id: {error}"))?;
    Ok((detection, instructions))
}

/// The error and what it came from, in one line.
fn with_causes(error: &dyn Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {}", with_causes(cause)),
        None => error.to_string(),
    }
}
