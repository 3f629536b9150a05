//! A question and a report of one's own: what if the treatment worked for one in three, whatever else is unsure?
//!
//! The scenario as it is and with the success rate at a third are two readings of one question, over the same draws. What both
//! have in common is computed once.
//!
//! `cargo run --release --example own_report`

use std::error::Error;
use std::ops::ControlFlow;

use vendepunkt::report::document::{Align, Document, Table, Text, Tone};
use vendepunkt::report::figure::{money, percent};
use vendepunkt::report::language::Language;
use vendepunkt::report::write::text::{Page, lay};
use vendepunkt::summary::events::{Event, Sign};
use vendepunkt::{
    Estimate, Failure, Pool, Prepared, Question, Reading, Request, Sampling, Settings, Unwatched, load,
};

/// What was asked.
pub struct Answer {
    /// How likely the public's money comes back: as it is, and at a third.
    pub break_even: [Estimate; 2],
    /// Mean net benefit of the public, likewise.
    pub net_benefit: [Estimate; 2],
    /// Mean difference, from paired draws.
    pub change: Estimate,
    /// How often the public is better off at a third.
    pub better: Estimate,
}

/// Asks it of a shipped scenario.
///
/// # Errors
/// Where the scenario is invalid, or has no figures.
pub fn answer(draws: u64) -> Result<Answer, Box<dyn Error>> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/u-turn.toml");
    let loaded = load(&Request::path(file))?;
    let horizon = loaded.scenario.horizon as f64;

    // What is looked at: two readings.
    let mut question = Question::default();
    let as_it_is = Reading::of(&loaded.scenario);
    let at_a_third = as_it_is.clone().pinned("success_rate", 1.0 / 3.0);
    let mut headlines = Vec::new();
    for reading in [as_it_is, at_a_third] {
        let look = question.read(reading).map_err(Failure::Model)?;
        let all = question.headlines(look).into_iter();
        headlines.extend(all.filter(|(name, _)| name == "public").map(|(_, headline)| headline));
    }

    // What is wanted of them: every want gives a handle.
    let [before, after] = [headlines[0], headlines[1]];
    let means = [before, after].map(|h| question.moments(h.expected));
    let breaks =
        [before, after].map(|h| question.share(Event::AllWithin(vec![(h.break_even_year, horizon)])));
    let tolerances = [after.tolerance, before.tolerance];
    let expected = question.difference([after.expected, before.expected], tolerances);
    let drawn = question.difference([after.net_benefit, before.net_benefit], tolerances);
    let (change, better) = (question.moments(expected), question.share_of_sign(drawn, Sign::Above));

    // One program, one fold; the reader gives the figure of a handle with its error.
    let pool = Pool::new(0)?;
    let settings = Settings { draws, sampling: Sampling::Sobol, ..Settings::default() };
    let (prepared, block_0) = Prepared::new(question, settings.drawing(), pool.isa());
    let mut answer = None;
    let done = pool.install(|| {
        prepared.answer(block_0, false, None, &Unwatched, &mut |reader, _, _| {
            answer = Some(Answer {
                break_even: breaks.map(|share| reader.share(share)),
                net_benefit: means.map(|mean| reader.mean(mean)),
                change: reader.mean(change),
                better: reader.share(better),
            });
            Ok(ControlFlow::Break(()))
        })
    });
    done.map_err(|(_, failure)| failure)?;
    Ok(answer.expect("whoever visits at the end answers"))
}

/// Says it.
pub fn report(answer: &Answer) -> String {
    let mut document = Document::new(Language::English);
    document.title(Text::of(Tone::Strong, "If the treatment worked for one in three"), "u-turn.toml");
    let mut table = Table::of([("break-even", Align::Right), ("mean net benefit", Align::Right)]);
    for (i, label) in ["as it is", "one in three"].into_iter().enumerate() {
        let cells = [percent(&answer.break_even[i]), money(&answer.net_benefit[i], "DKK")];
        table.row(label, cells.map(Into::into));
    }
    document.table(table);
    let change = money(&answer.change, "DKK").signed();
    document.paragraph(
        Text::from("The public gains ")
            .and(change.clone())
            .error(change)
            .and(" on average, and is better off in ")
            .and(percent(&answer.better))
            .and(" of all draws."),
    );
    lay(&document, Page { columns: 100, colour: false, language: Language::English })
}

pub fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", report(&answer(100_000)?));
    Ok(())
}
