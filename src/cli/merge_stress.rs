//! The parts of a list of stress tests in, one report out.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::console::Console;
use super::exit::Exit;
use super::merge::text;
use super::merge_options::{MergeFormat, MergeOptions};
use super::merge_parts::Named;
use super::output::Destination;
use super::pieces::as_array;
use super::refusal::Refusal;
use super::stress_many::{Body, Head, mention_failed};
use super::values::value_name;
use crate::analysis::stress::SCHEMA_VERSION;
use crate::report::write::STRESS;
use crate::report::write::several::Several;

/// Of what something is a part.
#[derive(Deserialize)]
struct Of {
    #[serde(default)]
    of: String,
}

/// Whether the first text is a part of a list of stress tests.
pub(super) fn are_parts(first: Option<&Named<'_>>) -> bool {
    let Some(Ok((_, text))) = first else { return false };
    text.trim_start().starts_with('{') && serde_json::from_str::<Of>(text).is_ok_and(|of| of.of == "stress")
}

/// Puts the parts together and reports on the whole, or says which are missing. Each is read twice, so that one at a time is held.
///
/// # Errors
/// Where they are not the parts of one list, or not all of them, and where the report cannot be written.
pub(super) fn merge<'f>(
    texts: impl Iterator<Item = Named<'f>>,
    options: &MergeOptions,
    format: MergeFormat,
    mut destination: Destination,
    console: &Console,
) -> Result<Exit, Refusal> {
    let writer = STRESS.iter().find(|writer| writer.name == value_name(format));
    let Some(writer) = writer else {
        let known: Vec<&str> = STRESS.iter().map(|writer| writer.name).collect();
        let (format, known) = (value_name(format), known.join(", "));
        return Err(Refusal::usage(format!(
            "there is no format {format} of stress tests: there are {known}"
        )));
    };
    let (parts, of) = parts(texts)?;
    let missing: Vec<u64> = (1..=of).filter(|number| !parts.contains_key(number)).collect();
    if options.missing {
        destination.write(&format!("{}\n", as_array(&missing)))?;
        destination.finish()?;
        return Ok(Exit::Fine);
    }
    if !missing.is_empty() {
        let (count, missing) = (missing.len(), as_array(&missing));
        return Err(Refusal::invalid(format!(
            "of {of} parts of the stress tests {count} {} missing: {missing}; make what is missing with `stress --part`",
            if count == 1 { "is" } else { "are" }
        )));
    }
    let mut reports = Several::new(writer, console.page(destination.is_stdout()));
    let mut failed = Vec::new();
    for (file, text) in parts.into_values() {
        let body: Body = serde_json::from_str(&text.map_or_else(|| self::text(file), Ok)?)
            .map_err(|error| Refusal::invalid(format!("{} {NO_PART}: {error}", file.display())))?;
        for answer in &body.answers {
            let (file, variant) = (&answer.scenario.file, answer.scenario.variant.as_deref());
            destination.take(|out| reports.add((file, variant), answer, out))?;
        }
        failed.extend(body.failed);
    }
    mention_failed(&failed, failed.len() + reports.reported(), console);
    destination.take(|out| reports.close(out))?;
    destination.finish()?;
    Ok(if failed.is_empty() { Exit::Fine } else { Exit::Invalid })
}

const NO_PART: &str = "is no part of a list of stress tests";

/// A part's file, and its text where it cannot be read again.
type Part<'f> = (&'f Path, Option<String>);

/// The parts by number, and how many there should be.
fn parts<'f>(texts: impl Iterator<Item = Named<'f>>) -> Result<(BTreeMap<u64, Part<'f>>, u64), Refusal> {
    let mut parts = BTreeMap::new();
    let mut known: Option<Head> = None;
    for named in texts {
        let (file, text) = named?;
        let refuse = |cause: &str| Refusal::invalid(format!("{} {cause}", file.display()));
        let head: Head = serde_json::from_str(&text).map_err(|error| {
            refuse(&format!(
                "{NO_PART}: {error}; make parts with `stress --part K/N --format json --output FILE`"
            ))
        })?;
        if head.schema_version != SCHEMA_VERSION {
            return Err(refuse("was made by another version: merge with the version that made it"));
        }
        let Head { part, .. } = head;
        if !(1..=part.of).contains(&part.number) {
            return Err(refuse("says that it is a part which there cannot be"));
        }
        let known = known.get_or_insert_with(|| head.clone());
        if (part.of, &head.run) != (known.part.of, &known.run) {
            let say = |head: &Head| {
                let (of, run) = (head.part.of, &head.run);
                format!("{of} parts, {} draws, {} sampling, seed {}", run.draws, run.sampling, run.seed)
            };
            let (own, known) = (say(&head), say(known));
            return Err(refuse(&format!("is a part of another list: it is of {own}, the others of {known}")));
        }
        if head.asked != known.asked {
            let (own, known) = (head.asked.join(" "), known.asked.join(" "));
            return Err(refuse(&format!(
                "is a part of another list: it was asked {own}, the others {known}"
            )));
        }
        // Standard input can be read once.
        let text = (file == Path::new("-")).then_some(text);
        if parts.insert(part.number, (file, text)).is_some() {
            return Err(refuse(&format!(
                "is part {}/{} once more: name each part once",
                part.number, part.of
            )));
        }
    }
    Ok((parts, known.map_or(1, |head| head.part.of)))
}
