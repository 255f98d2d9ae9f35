//! All rows as a page to read.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::row::Row;

fn families() -> Vec<(&'static str, Vec<Row>)> {
    vec![
        ("No connection", crate::connecting::rows()),
        ("The connection breaks", crate::broken::rows()),
        ("What comes is not HTTP, or odd", crate::garbage::rows()),
        ("Nothing comes, or too slowly", crate::silence::rows()),
        (
            "The answer is not what it should be",
            crate::content::rows(),
        ),
        ("The server sends us elsewhere", crate::redirects::rows()),
        ("The server refuses", crate::statuses::rows()),
        (
            "The server says when to come back",
            crate::retry_after::rows(),
        ),
        ("A proxy is on the way", crate::proxies::rows()),
        ("The connection cannot be secured", crate::tls::rows()),
        ("An answer that is read as it comes", crate::streams::rows()),
    ]
}

fn page() -> String {
    let families = families();
    let count: usize = families.iter().map(|(_, rows)| rows.len()).sum();
    let mut page = format!(
        "# What a caller sees of faults\n\nEach of the {count} rows is a test on real sockets (`cargo test -p cotool-api --test \
         faults`), with a GET and with a POST without an\nidempotency key. *Asked* is how often the server was; a POST that it may \
         have seen is sent again in one case only: when the server\nrefused the token, and there is a new one. `not sent`: the \
         error knows that the server has not seen the call.\n\n\
         Calls that are dropped at each of their awaits are in `dropped.rs`.\n"
    );
    for (title, rows) in families {
        let _ = write!(
            page,
            "\n## {title}\n\n| fault | GET | POST |\n|---|---|---|\n"
        );
        for row in rows {
            let (get, post) = (row.get.unwrap(), row.post.unwrap());
            let _ = writeln!(page, "| {} | {get} | {post} |", row.name);
        }
    }
    page
}

#[test]
fn the_page_says_what_the_rows_say() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/FAULTS.md");
    let page = page();
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap();
    assert!(
        page == written,
        "run the tests with UPDATE_GOLDENS=1, and read the difference"
    );
}

#[test]
fn no_two_rows_have_one_name() {
    let rows: Vec<Row> = families().into_iter().flat_map(|(_, rows)| rows).collect();
    let names: BTreeSet<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names.len(), rows.len());
    assert!(rows.len() >= 40);
}
