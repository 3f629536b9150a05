//! The figures of a side, as they are seen at a look.

use super::looks::{Look, look_on};
use super::side::{Impossible, Side};
use crate::engine::{Noticed, Pool, Watch};
use crate::summary::interval::Confidence;
use crate::summary::quantiles::Missed;
use crate::summary::question::Question;
use crate::summary::results::{Perspectives, Results};
use crate::summary::run::ask::{Asked, ask};
use crate::summary::run::{Concluded, conclude};
use crate::summary::{Failure, Prepared, Reader, Settings};

/// The figures of one side at a look.
pub(super) struct Seen {
    pub results: Results,
    /// The perspectives with intervals as sure as the look asks for, where that is not 95 %.
    judged: Option<Perspectives>,
}

impl Seen {
    pub fn judged(&self) -> &Perspectives {
        self.judged.as_ref().unwrap_or(&self.results.perspectives)
    }
}

/// How figures are seen at a look.
pub(super) struct Seeing<'a> {
    pub prepared: &'a Prepared<'a>,
    pub settings: &'a Settings,
    pub reader: &'a Reader<'a>,
    pub noticed: &'a Noticed,
    pub look: Look,
}

impl Seeing<'_> {
    pub fn side(&self, side: &Side<'_>, asked: &Asked) -> Result<Result<Seen, Failure>, Missed> {
        let Side { loaded, file, variant, .. } = *side;
        let horizon = loaded.scenario.horizon;
        let figures = asked.figures(self.reader, horizon)?;
        let judged = match self.look.confidence {
            Confidence::USUAL => None,
            confidence => Some(asked.perspectives(&self.reader.at(confidence), horizon)?),
        };
        let settings = self.settings;
        let concluded =
            Concluded { loaded, file, variant, settings, imprecise: None, judged: judged.as_ref() };
        let results = conclude(concluded, self.prepared, asked, figures, self.noticed);
        Ok(results.map(|results| Seen { results, judged }))
    }
}

/// The results of two sides over the same draws, and nothing of what lies between them.
///
/// # Errors
/// Where one of the two comes to nothing.
pub(super) fn both(
    sides: [&Side<'_>; 2],
    pool: &Pool,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<[Results; 2], Impossible> {
    let mut question = Question::default();
    let mut asked = Vec::new();
    for (at, side) in sides.iter().enumerate() {
        let failed = |error| Impossible::Failed { other: at == 1, failure: Failure::Model(error) };
        asked.push(ask(&mut question, side.reading(), settings.detail).map_err(failed)?);
        question.next_stage();
    }
    let (prepared, block_0) = Prepared::new(question, settings.drawing(), pool.isa());
    let look = Look { draws: settings.draws, confidence: Confidence::USUAL };
    let mut made = Vec::new();
    let done = look_on(&prepared, block_0, &[look], watch, |reader, noticed, _| {
        let see = Seeing { prepared: &prepared, settings, reader, noticed, look };
        made =
            sides.iter().zip(&asked).map(|(side, asked)| see.side(side, asked)).collect::<Result<_, _>>()?;
        Ok(true)
    });
    done.map_err(|(of, failure)| Impossible::Failed { other: of == Some(asked[1].look), failure })?;
    let mut results = Vec::new();
    for (at, seen) in made.into_iter().enumerate() {
        results.push(seen.map_err(|failure| Impossible::Failed { other: at == 1, failure })?.results);
    }
    Ok(results.try_into().expect("both were made"))
}
