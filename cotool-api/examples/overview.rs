//! Shows what there is: the agents, and the alerts that are open.
//!
//! ```sh
//! export COTOOL_API_KEY=...
//! cargo run -p cotool-api --example overview
//! ```
//!
//! Exit code: 0 all was read; 1 a call failed; 2 wrong settings.

use std::error::Error;
use std::process::ExitCode;

use cotool_api::Client;
use cotool_api::models::ListAlertsParams;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let client = match Client::from_env() {
        Ok(client) => client,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    match overview(&client).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", with_causes(&*error));
            ExitCode::FAILURE
        }
    }
}

async fn overview(client: &Client) -> Result<(), Box<dyn Error>> {
    for agent in client.agents().list().await? {
        let name = agent.name.as_deref().unwrap_or("(without a name)");
        println!("{:<12} {name:<20} {}", "agent", agent.id);
    }

    let open = ListAlertsParams::new()
        .status(vec!["open".to_owned()])
        .limit(20);
    let page = client.alerts().list(open).await?;
    let alerts = page.alerts.unwrap_or_default();
    println!();
    for alert in &alerts {
        let id = alert.display_id.as_deref().unwrap_or("?");
        let title = alert.title.as_deref().unwrap_or_default();
        println!("{:<12} {id:<20} {title}", "alert");
    }
    if let Some(total) = page.total_count {
        println!("{:<12} {} of {total}", "open", alerts.len());
    }
    Ok(())
}

/// The error and what it came from, in one line.
fn with_causes(error: &dyn Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {}", with_causes(cause)),
        None => error.to_string(),
    }
}
