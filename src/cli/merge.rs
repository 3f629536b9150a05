//! `merge`: the pieces of runs in, or the parts of a comparison or of a list of stress tests, reports out.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::console::Console;
use super::exit::Exit;
use super::glance;
use super::merge_options::{MergeFormat, MergeOptions};
use super::merge_parts;
use super::merge_stress;
use super::output::{Destination, Outputs, format_of, refuse_book};
use super::pieces::as_array;
use super::progress::Progress;
use super::refusal::Refusal;
use super::run::{unwritten, verdict};
use super::values::value_name;
use crate::engine::{Pool, Unwatched};
use crate::report::write::RUN;
use crate::report::write::batch::{Reporter, RunWriter};
use crate::scenario::{Scenario, stored_text};
use crate::summary::results::Results;
use crate::summary::{Piece, Shard, Unmerged, merge as merge_shards, missing};

/// The pieces of one run, each with the file that it came from.
type Pieces = Vec<(PathBuf, Shard)>;

/// Merges the pieces that the call names and reports on the whole.
///
/// # Errors
/// Where the pieces are not whole runs, and where the report cannot be written.
pub fn merge(options: &MergeOptions, console: &Console) -> Result<Exit, Refusal> {
    let pool = Pool::along(0)?;
    Outputs::of(&options.output)?.spare(&options.files)?;
    let format = format_of(options.format, options.output.as_deref())?;
    let destination = Destination::open(options.output.as_deref())?;
    // One text at a time: pieces are many, and large.
    let mut texts = options.files.iter().map(|file| Ok((file.as_path(), text(file)?))).peekable();
    if merge_stress::are_parts(texts.peek()) {
        return merge_stress::merge(texts, options, format, destination, console);
    }
    if merge_parts::are_parts(texts.peek()) {
        return merge_parts::merge(texts, options, format, destination, console);
    }
    let writer = RUN.iter().find(|writer| writer.name == value_name(format));
    let Some(writer) = writer else {
        let format = value_name(format);
        return Err(Refusal::usage(format!(
            "there is no format {format} of runs: say --format text, markdown, html, json, csv or xlsx"
        )));
    };
    let runs = runs(texts)?;
    if options.missing {
        return list_missing(runs, destination);
    }
    if format == MergeFormat::Xlsx {
        refuse_book(runs.len() != 1, options.output.as_deref())?;
    }
    let whole = |pieces| whole(pieces, &pool, console);
    let merged = runs.into_iter().map(whole).collect::<Result<Vec<_>, Refusal>>()?;
    report(&merged, writer, destination, (&pool, console))?;
    if options.no_verdict {
        return Ok(Exit::Fine);
    }
    Ok(merged.iter().fold(Exit::Fine, |exit, (_, results)| exit.or_worse(verdict(results))))
}

/// The numbers of the pieces that some run lacks, as an array of jobs takes them.
fn list_missing(runs: Vec<Pieces>, mut destination: Destination) -> Result<Exit, Refusal> {
    let mut lacking = BTreeSet::new();
    for pieces in runs {
        let (files, scenario) = (named(&pieces), scenario_of(&pieces));
        let shards = pieces.into_iter().map(|(_, shard)| shard).collect();
        lacking.extend(missing(shards).map_err(|unmerged| refusal(unmerged, &files, &scenario))?);
    }
    destination.write(&format!("{}\n", as_array(&lacking.into_iter().collect::<Vec<u64>>())))?;
    destination.finish()?;
    Ok(Exit::Fine)
}

/// Which piece came from which file.
fn named(pieces: &Pieces) -> Vec<(Piece, PathBuf)> {
    pieces.iter().map(|(file, shard)| (shard.run.piece, file.clone())).collect()
}

fn scenario_of(pieces: &Pieces) -> String {
    pieces.first().map_or_else(String::new, |(_, shard)| shard.run.scenario.file.clone())
}

/// The pieces in the files, run by run: the first scenario of every file, the second of every file, and so on.
fn runs<'f>(texts: impl Iterator<Item = merge_parts::Named<'f>>) -> Result<Vec<Pieces>, Refusal> {
    let mut runs: Vec<Pieces> = Vec::new();
    for named in texts {
        let (file, text) = named?;
        let shards: Vec<Shard> = serde_json::from_str(&text).map_err(|error| {
            let file = file.display();
            Refusal::invalid(format!(
                "{file} is not a piece of a run: {error}; make pieces with `run --shard K/N --output FILE`"
            ))
        })?;
        if runs.is_empty() {
            runs.resize_with(shards.len(), Vec::new);
        }
        if shards.is_empty() || shards.len() != runs.len() {
            let (file, count, first) = (file.display(), shards.len(), runs.len());
            return Err(Refusal::invalid(format!(
                "{file} holds pieces of {count} scenarios, the first file of {first}: make all with the same call"
            )));
        }
        for (pieces, shard) in runs.iter_mut().zip(shards) {
            pieces.push((file.to_owned(), shard));
        }
    }
    Ok(runs)
}

/// The text of a file; `-` is standard input.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn text(file: &Path) -> Result<String, Refusal> {
    stored_text(read(file)?)
        .map_err(|cause| Refusal::invalid(format!("cannot read {}: {cause}", file.display())))
}

fn read(file: &Path) -> Result<Vec<u8>, Refusal> {
    let mut text = Vec::new();
    let read = if file == Path::new("-") {
        io::stdin().lock().read_to_end(&mut text).map(drop)
    } else {
        fs::read(file).map(|read| text = read)
    };
    read.map_err(|error| Refusal::invalid(format!("cannot read {}: {error}", file.display())))?;
    Ok(text)
}

/// A whole run from its pieces.
fn whole(pieces: Pieces, pool: &Pool, console: &Console) -> Result<(Scenario, Results), Refusal> {
    let (files, scenario) = (named(&pieces), scenario_of(&pieces));
    let progress = Progress::new(console.quiet);
    let shards = pieces.into_iter().map(|(_, shard)| shard).collect();
    let merged = merge_shards(shards, pool, &progress.share(0));
    progress.clear();
    merged.map_err(|unmerged| refusal(unmerged, &files, &scenario))
}

fn refusal(unmerged: Unmerged, files: &[(Piece, PathBuf)], scenario: &str) -> Refusal {
    let name = |piece: Piece| {
        let named: Vec<String> =
            files.iter().filter(|(p, _)| *p == piece).map(|(_, file)| file.display().to_string()).collect();
        format!("piece {}/{} ({})", piece.number, piece.of, named.join(", "))
    };
    Refusal::invalid(match unmerged {
        Unmerged::Foreign(piece, what, known, own) => {
            format!("{} is not of this run: its {what} is {own}, that of the others {known}", name(piece))
        }
        Unmerged::Version(piece, version) => format!(
            "{} was made by version {version}, which is not this program's: merge with the version that made it",
            name(piece)
        ),
        Unmerged::Missing(missing, of) => {
            let numbers: Vec<String> = missing.iter().take(20).map(|k| format!("{k}/{of}")).collect();
            let more = if missing.len() > 20 { " …" } else { "" };
            format!(
                "{scenario}: of {of} pieces {} {} missing: {}{more}; make {} with `run --shard`",
                missing.len(),
                if missing.len() == 1 { "is" } else { "are" },
                numbers.join(", "),
                if missing.len() == 1 { "it" } else { "them" },
            )
        }
        Unmerged::Doubled(piece) => format!("{} was given twice: name each piece once", name(piece)),
        Unmerged::Damaged(piece) => {
            format!("{} is damaged: its content is not what was written; make it again", name(piece))
        }
        Unmerged::Invalid(invalid) => return Refusal::from(*invalid),
        Unmerged::Failed(failed) => {
            let (failure, loaded) = *failed;
            return Refusal::failed(&failure, scenario, loaded.files);
        }
    })
}

fn report(
    merged: &[(Scenario, Results)],
    writer: &'static RunWriter,
    mut destination: Destination,
    (pool, console): (&Pool, &Console),
) -> Result<(), Refusal> {
    let mut reporter = Reporter::new(writer, console.page(destination.is_stdout()));
    destination.write(reporter.open())?;
    for (scenario, results) in merged {
        let glance = glance::beside(&reporter, scenario, results, pool, &Unwatched);
        destination.write_bytes(&reporter.add(scenario, results, glance.as_ref()).map_err(unwritten)?)?;
    }
    destination.write(&reporter.close(merged.len()))?;
    destination.finish()
}
