//! Two assumptions at several values each: what every pair of values comes to, and for each value of the second where the first turns the
//! answer.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::call::Call;
use super::put::{Put, is_share, is_whole};
use super::standing::{Standing, StandingAsked, clamped_while};
use super::stresses::{Assumption, Axis};
use super::switching::{Scan, Turns, switching, takes};
use crate::engine::Noticed;
use crate::model::Site;
use crate::scenario::Definition;
use crate::scenario::warning::While;
use crate::summary::question::{Look, Question};
use crate::summary::results::{Estimate, MeanOnly, WarningRecord};
use crate::summary::{Failure, Prepared, Reader};

/// Probabilities of the values of an axis of which none are named.
const USUAL: [f64; 5] = [0.1, 0.25, 0.5, 0.75, 0.9];

/// Cells that are played at a time.
const AT_ONCE: usize = 100;

/// Two assumptions, each at several values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Grid {
    /// The first.
    pub rows: Values,
    /// The second.
    pub columns: Values,
    /// What each pair of values comes to: by row, then column.
    pub cells: Vec<Vec<Cell>>,
    /// By column: where the first turns the answer.
    pub frontier: Vec<Frontier>,
}

/// Values of an assumption.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Values {
    /// The input; null where it is another number of the file.
    pub input: Option<String>,
    /// Path of the number; null where it is an input.
    pub number: Option<String>,
    /// Its unit, as the file says.
    pub unit: Option<String>,
    /// Whether it is a number of the file that is a share of something, in all or a year.
    pub share: bool,
    /// Whether whole numbers alone will do.
    pub whole: bool,
    /// Whether its `optimism` comes on top of the values at which it stands here.
    pub adjusted: bool,
    /// The values, before any optimism, ascending.
    pub at: Vec<f64>,
}

impl Values {
    /// The input's name, or the number's path.
    pub fn name(&self) -> &str {
        self.input.as_deref().or(self.number.as_deref()).unwrap_or_default()
    }
}

/// What a pair of values comes to for the perspective in question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Cell {
    /// Net benefit (expectation path); null where the pair could not be played.
    pub net_benefit: Option<MeanOnly>,
    /// P(net benefit ≥ 0).
    pub probability_break_even: Option<Estimate>,
    /// Why it could not be played.
    pub untried: Option<String>,
}

/// Where the first assumption turns the answer while the second stands at a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Frontier {
    /// The value of the second.
    pub at: f64,
    /// Where mean net benefit turns; null where nothing could be searched.
    pub mean: Option<Turns>,
    /// Where P(net benefit ≥ 0) passes the target; null where nothing could be searched.
    pub probability: Option<Turns>,
}

/// Plays the grid that the call asks for; `None` where it asks for none. With warnings of rates that some pair of values takes outside
/// 0 to 1.
///
/// # Errors
/// Where there is no such input or perspective, or the scenario itself comes to nothing.
pub(super) fn grid(call: &Call<'_>) -> Result<Option<(Grid, Vec<WarningRecord>)>, Failure> {
    let Some([rows, columns]) = &call.stresses.grid else { return Ok(None) };
    let of = [&rows.of, &columns.of];
    let (rows, columns) = (values(call, rows)?, values(call, columns)?);
    let pairs: Vec<[f64; 2]> =
        rows.at.iter().flat_map(|row| columns.at.iter().map(|column| [*row, *column])).collect();
    let (mut played, mut clamped) = (Vec::new(), None);
    for pairs in pairs.chunks(AT_ONCE) {
        for seen in play(call, of, pairs)? {
            let (cell, site) = match seen {
                Ok((Standing { net_benefit, probability_break_even }, site)) => {
                    let (net_benefit, probability) = (Some(net_benefit), Some(probability_break_even));
                    (Cell { net_benefit, probability_break_even: probability, untried: None }, site)
                }
                Err(reason) => {
                    (Cell { net_benefit: None, probability_break_even: None, untried: Some(reason) }, None)
                }
            };
            let worst =
                clamped.as_ref().map_or(call.settings.most_clamped, |(_, share): &(Site, f64)| *share);
            clamped = site.filter(|(_, share)| *share > worst).or(clamped);
            played.push(cell);
        }
    }
    let warnings = clamped.map(|(site, share)| clamped_while(While::Cell, &site, share));
    let frontier = columns.at.iter().map(|at| frontier(call, of[0], (of[1], *at)));
    let frontier = frontier.collect::<Result<_, Failure>>()?;
    let mut played = played.into_iter();
    let cells = rows.at.iter().map(|_| played.by_ref().take(columns.at.len()).collect()).collect();
    Ok(Some((Grid { rows, columns, cells, frontier }, warnings.into_iter().collect())))
}

/// The values of an axis: those that are named, or quantiles of the law.
fn values(call: &Call<'_>, axis: &Axis) -> Result<Values, Failure> {
    let unknown = |name: &String| Failure::NoInput { input: name.clone() };
    let mut values = match &axis.of {
        Assumption::Input(name) => {
            let definition = call.reading.scenario.inputs.get(name).ok_or_else(|| unknown(name))?;
            let at = match (&axis.at, &definition.definition) {
                (Some(at), _) => at.clone(),
                (None, Definition::Law(law)) => USUAL.map(|p| law.quantile(p)).to_vec(),
                (None, _) => return Err(unknown(name)),
            };
            let (unit, adjusted) = (definition.unit.clone(), definition.optimism.is_some());
            Values { input: Some(name.clone()), number: None, unit, share: false, whole: false, adjusted, at }
        }
        Assumption::Number(path) => {
            let mut at = axis.at.clone().ok_or_else(|| unknown(path))?;
            let whole = is_whole(path);
            if whole {
                at.iter_mut().for_each(|at| *at = at.round());
            }
            let (number, share) = (Some(path.clone()), is_share(path));
            Values { input: None, number, unit: None, share, whole, adjusted: false, at }
        }
    };
    values.at.sort_by(f64::total_cmp);
    values.at.dedup();
    Ok(values)
}

/// Refuses a value that no number naming the input by itself takes: a rate of 1.3.
fn may_be(call: &Call<'_>, of: &Assumption, at: f64) -> Result<(), String> {
    let Assumption::Input(input) = of else { return Ok(()) };
    match takes(call.reading.scenario, input).into_iter().find(|range| !range.contains(at)) {
        Some(range) => Err(format!("`{input}` must be {}", range.describe())),
        None => Ok(()),
    }
}

/// What a pair comes to, with the rate that was clamped most often; or why it could not be played.
type Seen = Result<(Standing, Option<(Site, f64)>), String>;

fn play(call: &Call<'_>, [row, column]: [&Assumption; 2], pairs: &[[f64; 2]]) -> Result<Vec<Seen>, Failure> {
    let puts = pairs.par_iter().map(|[a, b]| {
        [(row, a), (column, b)].into_iter().try_for_each(|(of, at)| may_be(call, of, *at))?;
        Put::of(call, &[(row, *a), (column, *b)]).map_err(|why| why.message)
    });
    let puts: Vec<Result<Put, String>> = puts.collect();
    let mut failed: Vec<Option<String>> = vec![None; pairs.len()];
    loop {
        let mut question = Question::default();
        let mut asked: Vec<Result<(Look, StandingAsked), String>> = Vec::new();
        for (put, failed) in puts.iter().zip(&failed) {
            let mut read = || -> Result<_, String> {
                if let Some(reason) = failed {
                    return Err(reason.clone());
                }
                let put = put.as_ref().map_err(Clone::clone)?;
                let look = question.read(put.reading(call)).map_err(|error| error.message)?;
                let headlines = question.headlines(look);
                let of = headlines.into_iter().find(|(name, _)| *name == call.stresses.perspective);
                let (_, headline) = of.ok_or_else(|| "there is no such perspective".to_owned())?;
                question.next_stage();
                Ok((look, StandingAsked::of(&mut question, &headline, put.horizon(call))))
            };
            asked.push(read());
        }
        let looks: Vec<Option<Look>> =
            asked.iter().map(|asked| asked.as_ref().ok().map(|(look, _)| *look)).collect();
        let mut read = |reader: &Reader<'_>, prepared: &Prepared<'_>, noticed: &Noticed| {
            let seen = asked.iter().map(|asked| match asked {
                Ok((look, of)) => {
                    let site = prepared.most_clamped(*look, noticed);
                    Ok((of.read(reader), site.map(|(site, share)| (site.clone(), share))))
                }
                Err(reason) => Err(reason.clone()),
            });
            Ok(seen.collect::<Vec<Seen>>())
        };
        match call.try_play(question, &mut read) {
            Ok(seen) => return Ok(seen),
            Err((None, failure)) | Err((Some(_), failure @ Failure::Cancelled)) => return Err(failure),
            Err((Some(at), failure)) => match looks.iter().position(|look| *look == Some(at)) {
                Some(place) => failed[place] = Some(failure.to_string()),
                None => return Err(failure),
            },
        }
    }
}

/// Where the first assumption turns the answer with the second at a value; nothing could be searched where the file cannot state that.
fn frontier(call: &Call<'_>, first: &Assumption, second: (&Assumption, f64)) -> Result<Frontier, Failure> {
    let Ok(put) = Put::of(call, &[second]) else {
        return Ok(Frontier { at: second.1, mean: None, probability: None });
    };
    let found =
        switching(&put.call(call), Some(first), Scan::of(call.reading.scenario))?.rows.into_iter().next();
    let (mean, probability) = found.map_or((None, None), |row| (row.mean, row.probability));
    Ok(Frontier { at: second.1, mean, probability })
}
