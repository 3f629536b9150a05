//! The figures of a side, as they are seen at a look.

use super::looks::Look;
use super::side::Side;
use crate::engine::Noticed;
use crate::summary::interval::Confidence;
use crate::summary::quantiles::Missed;
use crate::summary::results::{Perspectives, Results};
use crate::summary::run::ask::Asked;
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
