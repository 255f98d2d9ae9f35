//! `cargo xtask corpus`: a folder of documents in, one row of measurements a document out.

mod arguments;
mod cargo_messages;
mod check;
mod crates;
mod documents;
mod fidelity;
mod generate;
mod made;
mod report;
mod source_facts;
mod table;

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::thread;

pub(crate) use arguments::Args;
use arguments::Selection;
use check::Tool;
use crates::Crates;
pub(super) use documents::{Document, find};
use report::Row;
pub(super) use source_facts::parse;

use crate::error::{Error, Outcome};
use crate::report::Report;
use crate::workspace::Workspace;

pub(crate) fn run(args: &Args, said: &mut Report) -> Result<Outcome, Error> {
    let mut documents = documents::find(&args.dir, args.list.as_deref())?;
    documents.extend(args.also.iter().map(|path| Document::also(path)));
    let clippy = selected(args.clippy.as_ref())?;
    let doc = selected(args.doc.as_ref())?;
    let jobs = args
        .jobs
        .unwrap_or_else(|| thread::available_parallelism().unwrap_or(NonZeroUsize::MIN));
    let rows = if args.check || args.examples {
        let project = Workspace::find()?;
        let crates = Crates::new(&project);
        let written = documents.len();
        let made = made::documents(&crates.folder().join("made"), args.made, args.seed)?;
        documents.extend(made);
        let mut rows = generate::all(
            &documents,
            args.reading,
            jobs,
            &|document, source, output, api| {
                let program = args
                    .examples
                    .then(|| fidelity::prepare(crates.folder(), document, source, api))
                    .transpose()?;
                crates.write(document, output, api, program)
            },
        )?;
        for made in rows.iter_mut().skip(written) {
            // What nobody would write may be typed loosely, as long as nothing gets lost.
            made.untyped = None;
        }
        let slugs = Selected::Largest(rows.len()).slugs(&rows);
        crates.unite(&slugs.iter().map(String::as_str).collect())?;
        if args.examples {
            // What builds is checked.
            ask_all(&crates, &slugs, &mut rows, args.jobs, jobs)?;
        } else {
            compile(Tool::Check, &crates, &slugs, &mut rows, args.jobs)?;
        }
        let more = [(Tool::Clippy, clippy), (Tool::Doc, doc)];
        object_all(&crates, &mut rows, args.jobs, more)?;
        rows
    } else {
        generate::all(&documents, args.reading, jobs, &|_, _, _, _| Ok(()))?
    };
    for line in table::lines(&rows) {
        said.line(&line);
    }
    if let Some(path) = &args.report {
        report::write(path, &rows)?;
    }
    if let Some(path) = &args.fidelity {
        fidelity::write_table(path, &rows)?;
    }
    Ok(if rows.iter().any(Row::fails) {
        Outcome::Findings
    } else {
        Outcome::Done
    })
}

/// Which rows a selection takes.
enum Selected {
    Largest(usize),
    Specs(BTreeSet<String>),
}

fn selected(selection: Option<&Selection>) -> Result<Option<Selected>, Error> {
    Ok(match selection {
        None => None,
        Some(Selection::Largest(count)) => Some(Selected::Largest(*count)),
        Some(Selection::Listed(list)) => Some(Selected::Specs(documents::lines(list)?)),
    })
}

impl Selected {
    /// The crates, of those that were written.
    fn slugs(&self, rows: &[Row]) -> Vec<String> {
        let mut written: Vec<&Row> = rows.iter().filter(|row| row.generated).collect();
        match self {
            Self::Largest(count) => {
                written.sort_by_key(|row| std::cmp::Reverse(row.operations));
                written.truncate(*count);
            }
            Self::Specs(specs) => written.retain(|row| specs.contains(&row.spec)),
        }
        written.iter().map(|row| row.slug.clone()).collect()
    }
}

/// Compiles all clients; those that came to the end without an error.
fn compile(
    tool: Tool,
    crates: &Crates<'_>,
    slugs: &[String],
    rows: &mut [Row],
    jobs: Option<NonZeroUsize>,
) -> Result<Vec<String>, Error> {
    let mut verdicts = check::run(tool, crates.folder(), slugs, jobs)?;
    let mut compiled = Vec::new();
    for row in rows.iter_mut() {
        if let Some(verdict) = verdicts.remove(&row.slug) {
            row.compiles = Some(verdict.errors == 0);
            row.warnings = Some(verdict.warnings);
            row.heard(&verdict);
            if verdict.errors == 0 {
                compiled.push(row.slug.clone());
            }
        }
    }
    Ok(compiled)
}

/// What clippy and rustdoc object to.
fn object_all(
    crates: &Crates<'_>,
    rows: &mut [Row],
    jobs: Option<NonZeroUsize>,
    more: [(Tool, Option<Selected>); 2],
) -> Result<(), Error> {
    for (tool, selected) in more {
        let Some(selected) = selected else {
            continue;
        };
        let mut verdicts = check::run(tool, crates.folder(), &selected.slugs(rows), jobs)?;
        for row in rows.iter_mut() {
            if let Some(verdict) = verdicts.remove(&row.slug) {
                let found = Some(verdict.errors + verdict.warnings);
                match tool {
                    Tool::Clippy => row.clippy = found,
                    Tool::Check | Tool::Doc | Tool::Examples => row.doc = found,
                }
                row.heard(&verdict);
            }
        }
    }
    Ok(())
}

/// Builds the programs that read and write values, and asks them.
fn ask_all(
    crates: &Crates<'_>,
    slugs: &[String],
    rows: &mut [Row],
    building: Option<NonZeroUsize>,
    jobs: NonZeroUsize,
) -> Result<(), Error> {
    let built = compile(Tool::Examples, crates, slugs, rows, building)?;
    let mut found = fidelity::ask(crates.folder(), &built, jobs)?;
    for row in rows.iter_mut().filter(|row| built.contains(&row.slug)) {
        match found.remove(&row.slug) {
            Some(Ok(found)) => row.asked(found),
            Some(Err(reason)) => row.failure = Some(reason),
            None => row.failure = Some("its types were not asked".to_owned()),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::reading::Reading;

    const GOOD: &str = "openapi: 3.0.3\ninfo: {title: Good, version: '1'}\npaths:\n  /pets:\n    get:\n      operationId: \
        list\n      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: \
        '#/components/schemas/Pet'}}}}}\ncomponents:\n  schemas:\n    Pet: {type: object, properties: {name: {type: \
        string}}}\n";
    const WARNS: &str = "openapi: 3.1.0\ninfo: {title: Warns, version: '1'}\npaths:\n  /a:\n    get: {security: \
        [{Absent: []}], responses: {'204': {description: ok}}}\n    put: {responses: {'204': {description: ok}}}\n";
    const BROKEN: &str = "openapi: 3.0.3\ninfo: {title: Broken\npaths: [\n";

    fn corpus(folder: &Path) {
        for (name, text) in [
            ("good.yaml", GOOD),
            ("below/warns.yml", WARNS),
            ("broken.yaml", BROKEN),
            ("below/no-document.json", "{\"type\": \"object\"}"),
            ("below/notes.md", "openapi: 3.0.0\n"),
        ] {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }

    #[test]
    fn every_document_is_measured() {
        let folder = tempfile::tempdir().unwrap();
        corpus(folder.path());
        let documents = documents::find(folder.path(), None).unwrap();
        let rows = generate::all(
            &documents,
            Reading::default(),
            NonZeroUsize::MIN,
            &|_, _, _, _| Ok(()),
        )
        .unwrap();
        let specs: Vec<&str> = rows.iter().map(|row| row.spec.as_str()).collect();
        assert_eq!(specs, ["below/warns.yml", "broken.yaml", "good.yaml"]);

        let [warns, broken, good] = &rows[..] else {
            panic!("{rows:?}");
        };
        assert!(good.generated && !good.fails(), "{good:?}");
        assert_eq!((good.operations, good.schemas), (Some(1), Some(1)));
        assert!(warns.generated, "{warns:?}");
        assert_eq!(warns.operations_in_document, Some(2));
        assert!(
            warns
                .diagnostics
                .codes
                .contains_key("unknown-security-scheme")
        );
        assert!(!broken.generated && broken.fails());
        assert!(
            broken.failure.as_deref().unwrap().contains("[syntax]"),
            "{broken:?}"
        );
    }

    #[test]
    fn a_list_chooses_and_names_what_is_missing() {
        let folder = tempfile::tempdir().unwrap();
        corpus(folder.path());
        let list = folder.path().join("list.txt");
        fs::write(&list, "# chosen\n\ngood.yaml\n").unwrap();
        let found = documents::find(folder.path(), Some(&list)).unwrap();
        assert_eq!(found.len(), 1);
        fs::write(&list, "absent.yaml\n").unwrap();
        let error = documents::find(folder.path(), Some(&list)).unwrap_err();
        assert!(error.to_string().contains("absent.yaml"), "{error}");
    }

    #[test]
    fn the_largest_are_those_with_the_most_operations() {
        let row = |slug: &str, operations, generated| Row {
            slug: slug.to_owned(),
            operations: Some(operations),
            generated,
            ..Row::default()
        };
        let rows = [row("a", 1, true), row("b", 9, false), row("c", 5, true)];
        assert_eq!(Selected::Largest(1).slugs(&rows), ["c"]);
    }
}
