//! Switching values: where an assumption, all others being as drawn, turns mean net benefit from gain to loss, or the chance of break-even past
//! a target (HM Treasury, The Green Book, §5.60).
//!
//! Either figure is one fixed function of the assumption's value, since every setting is played on the same draws. Values are scanned on the first
//! draws; what turns there is bracketed on all of them. Of a probability only those draws are then looked at whose sign is not the
//! same at both ends of the bracket.

mod bench;
mod chance;
mod curve;
mod dials;
mod points;
mod rows;
mod search;
mod searched;
mod set;
mod turn;
mod whole;

use super::call::Call;
use super::put;
use super::standing::clamped_while;
use super::stresses::Assumption;
use crate::scenario::warning::While;
use crate::summary::Failure;
use crate::summary::question::Question;
use crate::summary::results::WarningRecord;
use bench::Bench;
pub(super) use bench::Scan;
pub use curve::{Curve, CurvePoint};
pub use rows::{Holds, Refused, Switch, Switching, SwitchingRange, Turns};
use search::{Searched, search};
use searched::Subject;
pub(super) use searched::takes;
use turn::Root;

/// What the switching values of a scenario come to.
pub(super) struct Found {
    /// By input, then by number of the file, each in name order.
    pub rows: Vec<Switching>,
    /// Inputs on which nobody's net benefit depends.
    pub unread: Vec<String>,
    /// Of values at which rates are outside [0, 1] in too many draws.
    pub warnings: Vec<WarningRecord>,
}

/// Finds the switching values of every input that something reads and of numbers of the file, or of one `only`.
///
/// # Errors
/// [`Failure`] says why there are none.
pub(super) fn switching(call: &Call<'_>, only: Option<&Assumption>, scan: Scan) -> Result<Found, Failure> {
    let stresses = call.stresses;
    let mut question = Question::default();
    let look = question.read(call.reading.clone()).map_err(Failure::Model)?;
    let headlines = question.headlines(look);
    let unknown = || Failure::NoPerspective { perspective: stresses.perspective.clone() };
    let main = headlines.iter().position(|(name, _)| *name == stresses.perspective).ok_or_else(unknown)?;
    let (subjects, unread) = searched::subjects(call, main, only)?;
    let bench = Bench::new(call, scan, subjects, main);
    let found = search(&bench)?;
    let (mut rows, mut warnings) = (Vec::new(), Vec::new());
    for (at, (subject, figures)) in bench.subjects.iter().zip(found).enumerate() {
        let roots = figures.iter().flatten().flat_map(|figure| &figure.roots);
        warnings
            .extend(roots.filter_map(|root| clamped(subject.of.name(), root, call.settings.most_clamped)));
        rows.push(subject.row(figures, bench.refused(at), call));
    }
    Ok(Found { rows, unread, warnings })
}

/// What is said of a value at which a rate is outside [0, 1] in too many draws.
fn clamped(input: &str, root: &Root, most: f64) -> Option<WarningRecord> {
    let (site, share) = root.clamped.clone().filter(|(_, share)| *share > most)?;
    let held = While::Input { input: input.to_owned(), at: root.value.value };
    Some(clamped_while(held, &site, share))
}

impl Subject {
    /// Its row.
    fn row(
        &self,
        [mean, probability]: [Option<Searched>; 2],
        refused: Vec<Refused>,
        call: &Call<'_>,
    ) -> Switching {
        let scenario = call.reading.scenario;
        let input = self.of.input();
        let definition = input.map(|input| &scenario.inputs[input]);
        let is_it = |name: &String| Some(name.as_str()) == input;
        let groups = scenario.correlations.values().filter(|group| group.inputs.iter().any(is_it));
        let partners = groups.flat_map(|group| &group.inputs).filter(|name| !is_it(name));
        let tried = [&mean, &probability].into_iter().flatten().map(|searched| searched.tried);
        let narrower =
            |[a, b]: [f64; 2], [c, d]: [f64; 2]| [if c > a { c } else { a }, if d < b { d } else { b }];
        let curve = probability.as_ref().and_then(|found| {
            let roots: Vec<f64> = found.roots.iter().map(|root| root.value.value).collect();
            found.seen.as_ref()?.curve(self.median, self.plausible, &roots)
        });
        let turns = |searched: Option<Searched>| searched.map(|searched| self.turns(searched, call));
        Switching {
            input: input.map(str::to_owned),
            number: self.of.number().map(str::to_owned),
            unit: definition.and_then(|definition| definition.unit.clone()),
            share: match &self.of {
                Assumption::Input(input) => searched::is_share(scenario, input),
                Assumption::Number(path) => put::is_share(path),
            },
            adjusted: definition.is_some_and(|definition| definition.optimism.is_some()),
            correlated_with: partners.cloned().collect(),
            median: self.median,
            whole: self.is_whole,
            range: SwitchingRange { plausible: self.plausible, searched: tried.reduce(narrower), refused },
            mean: turns(mean),
            probability: turns(probability),
            curve,
        }
    }

    /// What a search came to, as it is written.
    fn turns(&self, searched: Searched, call: &Call<'_>) -> Turns {
        let switch = |root: &Root| {
            let value = root.value.value;
            let change = self.median.filter(|median| *median != 0.0);
            Switch {
                value: root.value,
                holds: if root.rises { Holds::Above } else { Holds::Below },
                quantile: self.law.as_ref().map(|law| law.at_most(value)),
                change_from_median: change.map(|median| (value - median) / median.abs()),
                plausible: self.plausible.map(|[low, high]| low <= value && value <= high),
                clamped: root.clamped.as_ref().map_or(0.0, |(_, share)| *share),
                set: match &self.of {
                    Assumption::Input(input) => set::set(call.reading.scenario, input, value),
                    Assumption::Number(path) => vec![put::set_of(path, value)],
                },
            }
        };
        Turns { roots: searched.roots.iter().map(switch).collect(), always: searched.always }
    }
}
