//! `merge`: the pieces of runs in, reports out.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::arguments::MergeOptions;
use super::console::Console;
use super::exit::Exit;
use super::failure::describe;
use super::output::{Destination, refuse_clash};
use super::progress::Progress;
use super::refusal::Refusal;
use super::run::{format, verdict};
use crate::engine::Pool;
use crate::report::batch::Reporter;
use crate::scenario::Scenario;
use crate::summary::results::Results;
use crate::summary::{Piece, Shard, Unmerged, merge as merge_shards};

/// The pieces of one run, each with the file that it came from.
type Pieces = Vec<(PathBuf, Shard)>;

/// Merges the pieces that the call names and reports on the whole.
pub fn merge(options: &MergeOptions, console: &Console) -> Exit {
    let pool = match Pool::along(0) {
        Ok(pool) => pool,
        Err(error) => return Refusal::from(error).show(console),
    };
    let written: Vec<&Path> = options.output.iter().map(PathBuf::as_path).collect();
    if let Some(message) = refuse_clash(options.files.iter().map(PathBuf::as_path), &written) {
        console.error(&message);
        return Exit::Usage;
    }
    let destination = match Destination::open(options.output.as_deref()) {
        Ok(destination) => destination,
        Err(message) => {
            console.error(&message);
            return Exit::Unexpected;
        }
    };
    let runs = match runs(&options.files) {
        Ok(runs) => runs,
        Err(message) => {
            console.error(&message);
            return Exit::Invalid;
        }
    };
    let mut merged = Vec::new();
    for pieces in runs {
        match whole(pieces, &pool, console) {
            Some(whole) => merged.push(whole),
            None => return Exit::Invalid,
        }
    }
    let exit = merged.iter().fold(Exit::Fine, |exit, (_, results)| exit.or_worse(verdict(results)));
    match report(&merged, options, destination, console) {
        Ok(()) => exit,
        Err(message) => {
            console.error(&message);
            Exit::Unexpected
        }
    }
}

/// The pieces in the files, run by run: the first scenario of every file, the second of every file, and so on.
fn runs(files: &[PathBuf]) -> Result<Vec<Pieces>, String> {
    let mut runs: Vec<Pieces> = Vec::new();
    for file in files {
        let shards: Vec<Shard> = serde_json::from_slice(&read(file)?).map_err(|error| {
            let file = file.display();
            format!(
                "{file} is not a piece of a run: {error}; make pieces with `run --shard K/N --output FILE`"
            )
        })?;
        if runs.is_empty() {
            runs.resize_with(shards.len(), Vec::new);
        }
        if shards.is_empty() || shards.len() != runs.len() {
            let (file, count, first) = (file.display(), shards.len(), runs.len());
            return Err(format!(
                "{file} holds pieces of {count} scenarios, the first file of {first}: make all with the same call"
            ));
        }
        for (pieces, shard) in runs.iter_mut().zip(shards) {
            pieces.push((file.clone(), shard));
        }
    }
    Ok(runs)
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    let mut text = Vec::new();
    let read = if file == Path::new("-") {
        io::stdin().lock().read_to_end(&mut text).map(drop)
    } else {
        fs::read(file).map(|read| text = read)
    };
    read.map(|()| text).map_err(|error| format!("cannot read {}: {error}", file.display()))
}

/// A whole run from its pieces; says why there is none.
fn whole(pieces: Pieces, pool: &Pool, console: &Console) -> Option<(Scenario, Results)> {
    let files: Vec<(Piece, PathBuf)> =
        pieces.iter().map(|(file, shard)| (shard.run.piece, file.clone())).collect();
    let name = |piece: Piece| {
        let named: Vec<String> =
            files.iter().filter(|(p, _)| *p == piece).map(|(_, file)| file.display().to_string()).collect();
        format!("piece {}/{} ({})", piece.number, piece.of, named.join(", "))
    };
    let progress = Progress::new(console.quiet);
    let scenario = pieces.first().map_or_else(String::new, |(_, shard)| shard.run.scenario.file.clone());
    let shards = pieces.into_iter().map(|(_, shard)| shard).collect();
    let merged = merge_shards(shards, pool, &progress.share(0));
    progress.clear();
    let message = match merged {
        Ok(whole) => return Some(whole),
        Err(Unmerged::Foreign(piece, what, known, own)) => {
            format!("{} is not of this run: its {what} is {own}, that of the others {known}", name(piece))
        }
        Err(Unmerged::Version(piece, version)) => format!(
            "{} was made by version {version}, which is not this program's: merge with the version that made it",
            name(piece)
        ),
        Err(Unmerged::Missing(missing, of)) => {
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
        Err(Unmerged::Doubled(piece)) => format!("{} was given twice: name each piece once", name(piece)),
        Err(Unmerged::Damaged(piece)) => {
            format!("{} is damaged: its content is not what was written; make it again", name(piece))
        }
        Err(Unmerged::Invalid(invalid)) => {
            for finding in &invalid.findings {
                console.show(|columns, colour| finding.render(&invalid.files, columns, colour) + "\n");
            }
            return None;
        }
        Err(Unmerged::Failed(failed)) => {
            let (failure, loaded) = *failed;
            let finding = describe(&failure, &scenario, &loaded.files);
            console.show(|columns, colour| finding.render(&loaded.files, columns, colour) + "\n");
            return None;
        }
    };
    console.error(&message);
    None
}

fn report(
    merged: &[(Scenario, Results)],
    options: &MergeOptions,
    mut destination: Destination,
    console: &Console,
) -> Result<(), String> {
    let mut reporter = Reporter::new(format(options.format, console, &destination));
    destination.write(reporter.open())?;
    for (scenario, results) in merged {
        let text = reporter.add(scenario, results);
        destination.write(&text.map_err(|error| format!("the results cannot be written: {error}"))?)?;
    }
    destination.write(&reporter.close(merged.len()))?;
    destination.finish()
}
