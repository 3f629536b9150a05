//! How the money runs, for a page: what has been paid and has come back by the end of each year.

use std::collections::BTreeMap;

use super::call::Call;
use crate::engine::Noticed;
use crate::model::Detail;
use crate::summary::question::Question;
use crate::summary::results::YearQuantiles;
use crate::summary::run::answer::year_quantiles;
use crate::summary::run::ask::YearAsked;
use crate::summary::{Failure, Prepared, Reader};

/// Drawn cumulative discounted flow until and with each year, by perspective. Nothing where it cannot be played.
pub(super) fn running(call: &Call<'_>) -> Result<BTreeMap<String, Vec<YearQuantiles>>, Failure> {
    let mut question = Question::default();
    let look = question.read(call.reading.clone()).map_err(Failure::Model)?;
    let outputs = question.outputs(look, Detail::Yearly).map_err(Failure::Model)?;
    let mut asked: Vec<(String, Vec<YearAsked>)> = Vec::new();
    for perspective in outputs.perspectives {
        let years = perspective.drawn_flows.map(|flows| flows.cumulative_discounted).unwrap_or_default();
        let years = years.into_iter().map(|year| YearAsked::of(&mut question, year)).collect();
        asked.push((perspective.name, years));
    }
    let mut read = |reader: &Reader<'_>, _: &Prepared<'_>, _: &Noticed| {
        let of = |(name, years): &(String, Vec<YearAsked>)| {
            let years = years.iter().map(|year| year_quantiles(reader, *year));
            // What was not kept is left out: a page lacks the picture then.
            years.collect::<Result<_, _>>().ok().map(|years| (name.clone(), years))
        };
        Ok(asked.iter().filter_map(of).collect())
    };
    call.play(question, &mut read)
}
