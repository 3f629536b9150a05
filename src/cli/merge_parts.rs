//! The parts of a comparison in, one report out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use super::compare::in_repository;
use super::console::Console;
use super::exit::Exit;
use super::merge_options::{MergeFormat, MergeOptions};
use super::output::Destination;
use super::pieces::as_array;
use super::refusal::Refusal;
use super::spool::Spool;
use super::values::value_name;
use crate::analysis::compare::comparison::{Comparison, ComparisonRun, SCHEMA_VERSION};
use crate::analysis::compare::pairs::{Brief, Pairs};
use crate::report::write::COMPARE;

/// A file and its text, or why it cannot be read.
pub(super) type Named<'f> = Result<(&'f Path, String), Refusal>;

/// Whether the first text is a comparison; pieces of runs are arrays.
pub(super) fn are_parts(first: Option<&Named<'_>>) -> bool {
    first.is_some_and(|named| named.as_ref().is_ok_and(|(_, text)| text.trim_start().starts_with('{')))
}

/// Puts the parts together and reports on the whole, or says which are missing.
///
/// # Errors
/// Where they are not the parts of one comparison, or not all of them, and where the report cannot be written.
pub(super) fn merge<'f>(
    texts: impl Iterator<Item = Named<'f>>,
    options: &MergeOptions,
    format: MergeFormat,
    mut destination: Destination,
    console: &Console,
) -> Result<Exit, Refusal> {
    let writer = COMPARE.iter().find(|writer| writer.name == value_name(format));
    let Some(writer) = writer else {
        let known: Vec<&str> = COMPARE.iter().map(|writer| writer.name).collect();
        let (format, known) = (value_name(format), known.join(", "));
        return Err(Refusal::usage(format!("there is no format {format} of comparisons: there are {known}")));
    };
    let mut spool = Spool::default();
    let (parts, of) = parts(texts, &mut spool)?;
    let missing: Vec<u64> = (1..=of).filter(|number| !parts.contains_key(number)).collect();
    if options.missing {
        destination.write(&format!("{}\n", as_array(&missing)))?;
        destination.finish()?;
        return Ok(Exit::Fine);
    }
    if !missing.is_empty() {
        let (are, missing) = (if missing.len() == 1 { "part is" } else { "parts are" }, as_array(&missing));
        return Err(Refusal::invalid(format!(
            "of {of} parts of the comparison, {are} missing: {missing}; make what is missing with `compare --part`"
        )));
    }
    let whole = joined(parts, spool)?;
    let broken = if whole.failed.is_empty() { Exit::Fine } else { Exit::Invalid };
    let exit = broken.or_worse(whole.verdict.into());
    let whole = if writer.in_repository { in_repository(&whole) } else { whole };
    let page = console.page(destination.is_stdout());
    destination.take(|out| writer.write(&whole, page, out))?;
    destination.finish()?;
    Ok(if options.no_verdict { Exit::Fine } else { exit })
}

/// A part whose pairs are on a shelf, and what is said over all of these.
type Part = (Comparison, Vec<Brief>);

/// The parts by number, and how many there should be. Their pairs go to the spool: together they are many.
fn parts<'f>(
    texts: impl Iterator<Item = Named<'f>>,
    spool: &mut Spool,
) -> Result<(BTreeMap<u64, Part>, u64), Refusal> {
    let mut parts: BTreeMap<u64, Part> = BTreeMap::new();
    let mut of = 1;
    for named in texts {
        let (file, text) = named?;
        let refuse = |cause: &str| Refusal::invalid(format!("{} {cause}", file.display()));
        let mut comparison: Comparison = serde_json::from_str(&text).map_err(|error| {
            refuse(&format!(
                "is no part of a comparison: {error}; make parts with `compare --part K/N --format json --output FILE`"
            ))
        })?;
        if comparison.schema_version != SCHEMA_VERSION {
            return Err(refuse("was made by another version: merge with the version that made it"));
        }
        let part = comparison.run.part.filter(|part| (1..=part.of).contains(&part.number));
        let part = part.ok_or_else(|| refuse("is a whole comparison: there is nothing to merge it with"))?;
        if let Some(known) = parts.values().next()
            && let Some((key, own, known)) = difference(&comparison.run, &known.0.run)
        {
            return Err(refuse(&format!(
                "is a part of another comparison: its `{key}` is {own}, that of the others {known}"
            )));
        }
        of = part.of;
        let unread = |error| Refusal::unexpected(format!("cannot read {}: {error}", file.display()));
        let mut briefs = Vec::new();
        for pair in comparison.pairs.iter() {
            briefs.push(spool.put(pair.map_err(unread)?.into_owned())?);
        }
        comparison.pairs = Pairs::from(Vec::new());
        if parts.insert(part.number, (comparison, briefs)).is_some() {
            return Err(refuse(&format!("is part {}/{of} once more: name each part once", part.number)));
        }
    }
    Ok((parts, of))
}

/// The first key in which two comparisons differ, and its two values; but for the number of the part.
fn difference(own: &ComparisonRun, known: &ComparisonRun) -> Option<(String, Value, Value)> {
    let [own, known] = [own, known].map(|run| {
        let mut tree = serde_json::to_value(run).unwrap_or_default();
        if let Some(part) = tree.get_mut("part") {
            *part = part["of"].take();
        }
        tree
    });
    let keys = [&own, &known].into_iter().filter_map(Value::as_object).flat_map(|tree| tree.keys());
    // A key that is absent has the value null.
    let mut differing = keys.filter(|key| own[*key] != known[*key]);
    differing.next().map(|key| (key.clone(), own[key].clone(), known[key].clone()))
}

/// All parts as one comparison.
fn joined(parts: BTreeMap<u64, Part>, spool: Spool) -> Result<Comparison, Refusal> {
    let mut parts = parts.into_values();
    let Some((mut whole, mut briefs)) = parts.next() else {
        return Err(Refusal::usage("there is nothing to merge"));
    };
    for (part, of_part) in parts {
        briefs.extend(of_part);
        whole.added.extend(part.added);
        whole.removed.extend(part.removed);
        whole.failed.extend(part.failed);
    }
    let mut names = BTreeSet::new();
    if let Some(pair) = briefs.iter().find(|pair| !names.insert(&pair.name)) {
        return Err(Refusal::invalid(format!(
            "{} is in two parts: the folders were not the same when they were made",
            pair.name
        )));
    }
    let pairs = Pairs::on(Arc::new(spool), briefs);
    let Comparison { run, added, removed, failed, ranking, .. } = whole;
    let gates = pairs.briefs().iter().flat_map(|pair| &pair.gates).map(|gate| gate.name.as_str());
    let known: BTreeSet<&str> = gates.collect();
    let unknown = run.limits.iter().find(|limit| !known.contains(limit.as_str()));
    if let Some(limit) = unknown
        && failed.is_empty()
        && !pairs.is_empty()
        && added.iter().all(|added| !added.has_invalid_base())
    {
        return Err(Refusal::usage(format!("no scenario has the figure that `--{limit}` is about")));
    }
    Ok(Comparison::of(ComparisonRun { part: None, ..run }, pairs, added, removed, failed, ranking))
}
