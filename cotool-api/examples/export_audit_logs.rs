//! Writes the audit log to a file, page by page, one JSON object a line.
//!
//! ```sh
//! export COTOOL_API_KEY=...
//! cargo run -p cotool-api --example export_audit_logs -- FILE [FROM [TO]]
//! ```
//!
//! FROM and TO are moments in ISO 8601, such as `2026-01-05T00:00:00Z`. The oldest entry comes first, so that entries that are
//! written meanwhile come at the end and move no page. What is there after a failure is whole lines, and the last of them says
//! where to go on from.
//!
//! Exit code: 0 all entries are in the file; 1 they are not; 2 wrong arguments or settings.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::ExitCode;

use cotool_api::Client;
use cotool_api::models::{
    CountAuditLogsParams, ListAuditLogsParams, ListAuditLogsSortBy, ListAuditLogsSortDirection,
};

/// The most that a page can hold.
const PAGE: i64 = 100;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (path, from, to) = match words.as_slice() {
        [path] => (path, None, None),
        [path, from] => (path, Some(from.as_str()), None),
        [path, from, to] => (path, Some(from.as_str()), Some(to.as_str())),
        _ => {
            eprintln!("usage: export_audit_logs FILE [FROM [TO]]");
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
    match export(&client, path, from, to).await {
        Ok((written, expected)) if written >= expected => {
            println!("{written} entries in {path}");
            ExitCode::SUCCESS
        }
        Ok((written, expected)) => {
            eprintln!("error: {expected} entries were promised and {written} came");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {}", with_causes(&*error));
            ExitCode::FAILURE
        }
    }
}

/// Writes all entries; gives how many there were, and how many there should be.
async fn export(
    client: &Client,
    path: &str,
    from: Option<&str>,
    to: Option<&str>,
) -> Result<(i64, i64), Box<dyn Error>> {
    let mut count = CountAuditLogsParams::new();
    let mut list = ListAuditLogsParams::new()
        .sort_by(ListAuditLogsSortBy::Timestamp)
        .sort_direction(ListAuditLogsSortDirection::Asc)
        .limit(PAGE);
    if let Some(from) = from {
        (count, list) = (count.start_date(from), list.start_date(from));
    }
    if let Some(to) = to {
        (count, list) = (count.end_date(to), list.end_date(to));
    }
    // The list itself does not say how long it is.
    let expected = client.audit_logs().count(count).await?.count;

    let mut file = BufWriter::new(File::create(path).map_err(|error| format!("{path}: {error}"))?);
    let mut written = 0;
    let mut pages = client.audit_logs().list(list).pages();
    while let Some(page) = pages.next().await {
        let page = page?;
        for entry in &page {
            serde_json::to_writer(&mut file, entry)?;
            file.write_all(b"\n")?;
        }
        // A page is safe before the next one is asked for.
        file.flush()?;
        written += i64::try_from(page.len())?;
        println!("{written} of {expected}");
    }
    Ok((written, expected))
}

/// The error and what it came from, in one line.
fn with_causes(error: &dyn Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {}", with_causes(cause)),
        None => error.to_string(),
    }
}
