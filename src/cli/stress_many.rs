//! Many scenarios, each put under stress by itself, and parts of a list of them.

use serde::{Deserialize, Serialize};

use super::changes::made_certain;
use super::console::Console;
use super::delivery::mentions;
use super::exit::Exit;
use super::output::Destination;
use super::refusal::Refusal;
use super::selection::{file_name, name, sources};
use super::spread::{is_shared_out, spread};
use super::stress::Test;
use super::stress_options::StressFormat;
use super::values::value_name;
use crate::analysis::stress::{SCHEMA_VERSION, Stress};
use crate::engine::Pool;
use crate::report::write;
use crate::report::write::several::Several;
use crate::report::write::{STRESS, json};
use crate::scenario::{Request, Source};
use crate::summary::Piece;
use crate::summary::results::RunInfo;

/// What a part of a list says of itself, and how it begins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Head {
    /// `stress`.
    pub(super) of: String,
    pub(super) schema_version: u32,
    pub(super) part: Piece,
    pub(super) run: RunInfo,
    /// What was asked of each scenario, and changed in it.
    pub(super) asked: Vec<String>,
}

/// A part of a list whose answers are read.
#[derive(Debug, Deserialize)]
pub(super) struct Body {
    pub(super) answers: Vec<Stress>,
    /// The scenarios that came to nothing.
    pub(super) failed: Vec<String>,
}

/// What came of a scenario, and what it is called.
type Worked = (Option<Request>, Result<Box<Stress>, Refusal>);

/// Puts each of the scenarios that the call names under stress. What is wrong with one stops no other.
///
/// # Errors
/// Where the call asks for what cannot be, and where reports cannot be written.
pub(super) fn stress_many(
    test: &Test<'_>,
    format: StressFormat,
    pool: &Pool,
    console: &Console,
) -> Result<Exit, Refusal> {
    let options = test.options;
    let sources = sources(&options.selection());
    test.outputs.spare(sources.iter().filter_map(|source| source.as_ref().ok()?.path()))?;
    let mut destination = Destination::open(options.output.as_deref())?;
    let page = console.page(destination.is_stdout());
    let writer = write::named(&STRESS, &value_name(format));
    // A part in JSON is for `merge`.
    let head = options.part.filter(|_| format == StressFormat::Json).map(|part| {
        let settings = options.simulation.settings(false);
        let draws = settings.sampling.round_up(settings.draws);
        let run = RunInfo::of(&settings, draws);
        Head { of: "stress".to_owned(), schema_version: SCHEMA_VERSION, part, run, asked: options.asked() }
    });
    let mut reports = Several::new(writer, page);
    let (mut failed, mut exit) = (Vec::new(), Exit::Fine);
    let all = sources.len();
    if let Some(head) = &head {
        destination.write(&opening(head)?)?;
    }
    let work = |source: &Result<Source, Refusal>, pool: &Pool| -> Worked {
        match source.clone() {
            Ok(source) => {
                let request = test.request(source);
                let answer = test.stress(&request, pool).map(Box::new);
                (Some(request), answer)
            }
            Err(refusal) => (None, Err(refusal)),
        }
    };
    let mut take = |(request, answer): Worked| -> Result<(), Refusal> {
        let named = request.as_ref().map(name).unwrap_or_default();
        match answer {
            Ok(answer) => {
                let file = request.as_ref().map(file_name).unwrap_or_default();
                let variant = answer.scenario.variant.as_deref();
                let add = || destination.take(|out| reports.add((&file, variant), &answer, out));
                test.progress.aside(add)?;
                for text in request.iter().flat_map(|request| made_certain(request, &answer.scenario.changed))
                {
                    test.progress.aside(|| console.warning(&text));
                }
                for text in mentions(&named, &answer.warnings, writer.warnings, destination.is_stdout()) {
                    test.progress.aside(|| console.warning(&text));
                }
            }
            // What the call cannot mean ends it.
            Err(refusal) if refusal.is_of_call() => {
                test.progress.cancel();
                return Err(refusal);
            }
            Err(refusal) => {
                exit = exit.or_worse(test.progress.aside(|| refusal.show(console)));
                failed.push(named);
            }
        }
        Ok(())
    };
    if is_shared_out(all, pool) {
        spread(&sources, pool, work, take)?;
    } else {
        sources.iter().try_for_each(|source| take(work(source, pool)))?;
    }
    test.progress.clear();
    mention_failed(&failed, all, console);
    destination.take(|out| reports.close(out))?;
    if head.is_some() {
        destination.write(&closing(&failed)?)?;
    }
    destination.finish()?;
    Ok(exit)
}

/// The findings may have scrolled away long ago.
pub(super) fn mention_failed(failed: &[String], all: usize, console: &Console) {
    if failed.is_empty() {
        return;
    }
    let named = failed.iter().take(20).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = if failed.len() > 20 { " …" } else { "" };
    console.error(&format!("no answer for {} of {all} scenarios: {named}{more}", failed.len()));
}

fn opening(head: &Head) -> Result<String, Refusal> {
    let text = serde_json::to_string(head).map_err(unwritten)?;
    let open = text.strip_suffix('}').unwrap_or(&text);
    Ok(format!("{},\n\"answers\": ", json::escaped(open.to_owned())))
}

fn closing(failed: &[String]) -> Result<String, Refusal> {
    let text = serde_json::to_string(failed).map_err(unwritten)?;
    Ok(format!(",\"failed\": {}}}\n", json::escaped(text)))
}

fn unwritten(error: serde_json::Error) -> Refusal {
    Refusal::unexpected(format!("the part cannot be written: {error}"))
}
