//! `cargo xtask fuzz`: documents that nobody wrote, and what the generator makes of them.
//!
//! Real documents and small parts of them are changed at random, by a seed, and run through the whole generator in
//! worker processes. A case is made again from the documents, the seed and its number.

mod arguments;
mod base;
mod case;
mod damage;
mod hostile;
mod keywords;
mod measure;
mod mutate;
mod names;
mod probe;
mod samples;
mod shrink;
mod summary;
mod supervise;
mod tree;
mod worker;
mod write;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

pub(crate) use arguments::Args;
use base::Base;
use probe::Finding;
use shrink::{Shrinker, replay};
use summary::Summary;
use supervise::Orders;
use worker::Event;

use crate::command::corpus;
use crate::error::{Error, Outcome};
use crate::generate::apart;
use crate::progress::Progress;
use crate::report::Report;
use crate::source;
use crate::workspace::{Workspace, shown};

pub(crate) fn run(args: &Args, said: &mut Report) -> Result<Outcome, Error> {
    match (&args.worker, &args.replay, &args.dir) {
        (Some(_), Some(document), _) => one(document),
        (Some(base), None, _) => worker::run(base, args.seed).map(|()| Outcome::Done),
        (None, Some(document), _) => say_one(document, said),
        (None, None, Some(dir)) => all(args, dir, said),
        (None, None, None) => Err(Error::plain("name the folder of documents to start from")),
    }
}

/// In a worker: one document, and what is found as JSON.
fn one(document: &Path) -> Result<Outcome, Error> {
    let text = source::text(document)?;
    let findings = apart(|| probe::probe(&text, true).findings)
        .ok_or_else(|| Error::plain("the worker itself failed"))?;
    let json = serde_json::to_string(&findings).map_err(|e| Error::plain(e.to_string()))?;
    println!("{json}");
    Ok(Outcome::Done)
}

/// One document, for a person.
fn say_one(document: &Path, said: &mut Report) -> Result<Outcome, Error> {
    let findings = replay(&program()?, document)?;
    for finding in &findings {
        said.line(&format!("{}: {}", finding.kind, finding.detail));
    }
    if findings.is_empty() {
        said.line("nothing was found");
        return Ok(Outcome::Done);
    }
    Ok(Outcome::Findings)
}

fn program() -> Result<PathBuf, Error> {
    env::current_exe().map_err(|e| Error::plain(format!("cannot tell which program this is: {e}")))
}

fn all(args: &Args, dir: &Path, said: &mut Report) -> Result<Outcome, Error> {
    let out = match &args.out {
        Some(out) => out.clone(),
        None => Workspace::find()?.join("target/fuzz"),
    };
    fs::create_dir_all(&out).map_err(|e| Error::unwritable(&out, e))?;
    let mut progress = Progress::start();
    progress.step("reading the documents");
    let documents = corpus::find(dir, args.list.as_deref())?;
    let base = apart(|| Base::of(&documents, args.max_bytes))
        .ok_or_else(|| Error::plain("the documents could not be read"))??;
    let orders = Orders {
        program: program()?,
        base: out.join("base.tsv"),
        seed: args.seed,
        first: args.first,
        end: match args.minutes {
            Some(_) => u64::MAX,
            None => args.first.saturating_add(args.iterations),
        },
        until: args
            .minutes
            .map(|minutes| Instant::now() + Duration::from_secs(60 * minutes)),
        jobs: args.jobs.get(),
    };
    base.write(&orders.base)?;
    progress.step(&format!(
        "{} parts, {} small and {} large documents to start from",
        base.parts.len(),
        base.small.len(),
        base.large.len()
    ));
    let summary = supervised(&orders, &base, &out, &mut progress)?;
    drop(progress);
    samples::write(args, &base, &out)?;
    for line in summary.lines() {
        said.line(&line);
    }
    if let Some(path) = &args.report {
        summary.write(path)?;
    }
    Ok(if summary.findings.is_empty() {
        Outcome::Done
    } else {
        Outcome::Findings
    })
}

fn supervised(
    orders: &Orders,
    base: &Base,
    out: &Path,
    progress: &mut Progress,
) -> Result<Summary, Error> {
    let started = Instant::now();
    let mut summary = Summary::new(orders.seed, orders.first);
    let mut failure = None;
    let mut shown_at = Instant::now();
    supervise::run(orders, |event| {
        let done = matches!(event, Event::Done { .. });
        let found = summary.hear(event);
        if let Some(kept) = found.and_then(|index| summary.findings.get_mut(index)) {
            progress.step(&format!("{}: {}", kept.first.kind, kept.first.detail));
            match keep(orders, base, out, kept.cases.first().copied(), &kept.first) {
                Ok(file) => kept.file = file,
                Err(e) => failure = Some(e),
            }
        }
        if done && shown_at.elapsed() > Duration::from_secs(15) {
            shown_at = Instant::now();
            let rate = summary.cases / started.elapsed().as_secs().max(1);
            progress.step(&format!(
                "{} cases, {rate} a second, {} kinds of findings, slowest {} ms, at most {} MiB",
                summary.cases,
                summary.findings.len(),
                summary.longest_microseconds / 1000,
                summary.peak_kib / 1024
            ));
        }
    })?;
    summary.finish(started);
    failure.map_or(Ok(summary), Err)
}

/// Writes the document of a finding, and a smaller one.
fn keep(
    orders: &Orders,
    base: &Base,
    out: &Path,
    number: Option<u64>,
    finding: &Finding,
) -> Result<Option<String>, Error> {
    let Some(case) = number.and_then(|number| apart(|| case::make(base, orders.seed, number))?)
    else {
        return Ok(None);
    };
    let number = number.unwrap_or_default();
    let name = format!("seed-{}-case-{number}", orders.seed);
    let put = |name: String, text: &str| {
        let path = out.join(name);
        fs::write(&path, text).map_err(|e| Error::unwritable(&path, e))?;
        Ok::<_, Error>(path)
    };
    let path = put(format!("{name}.yaml"), &case.text)?;
    put(
        format!("{name}.txt"),
        &format!(
            "{}: {}\nmade of {} by {}\nagain: cargo xtask fuzz --replay {}\n",
            finding.kind,
            finding.detail,
            case.spec,
            case.changes.join(", "),
            shown(&path)
        ),
    )?;
    let shrinker = Shrinker {
        program: &orders.program,
        scratch: out.join("scratch.yaml"),
    };
    let small = apart(|| shrinker.shrink(&case.text, finding)).unwrap_or_else(|| case.text.clone());
    put(format!("{name}.small.yaml"), &small)?;
    Ok(Some(shown(&path)))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    /// Our own document and those of our tests: a bit of everything, read and mutated by the hundred.
    #[test]
    fn some_hundred_mutated_documents_keep_every_promise() {
        let mut base = Base::default();
        let cotool = include_str!("../../../../spec/cotool.yaml");
        let value: Value = serde_yaml::from_str(cotool).unwrap();
        base.add("cotool.yaml", &value, 1000);
        let rounds = env::var("ROUNDS").map_or(300, |rounds| rounds.parse().unwrap());
        for number in 0..rounds {
            let events = apart(|| worker::one(&base, 20, number)).unwrap();
            assert!(!events.is_empty());
            for event in events {
                // Time is that of a busy machine, without optimisation.
                if let Event::Found(_, finding) = &event
                    && finding.kind != "hang"
                {
                    let case = case::make(&base, 20, number).unwrap();
                    panic!("{number}: {finding:?}\n{:?}\n{}", case.changes, case.text);
                }
            }
        }
    }

    #[test]
    fn a_case_is_made_again_from_its_number() {
        let mut base = Base::default();
        let value = serde_json::json!({"openapi": "3.1.0", "components": {"schemas": {"A": {"type": "string"}}}});
        base.add("a.yaml", &value, 1000);
        for number in 0..50 {
            assert_eq!(case::make(&base, 1, number), case::make(&base, 1, number));
        }
    }
}
