//! The value of information, put together from figures and draws.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::ask::Perspective;
use super::call::{Call, named};
use super::groups::{self, Group, Probed};
use super::perfect::{self, first_best};
use super::sizes;
use super::study::{self, Arm};
use super::valuation::{Choice, Known, PerspectiveValue, Rules, SCHEMA_VERSION, Sized, Standing, Valuation};
use super::valuing::{Study, Unvalued};
use crate::analysis::doubtful::{Doubtful, name_of};
use crate::analysis::ranking::{self, Ranking};
use crate::distribution::Cells;
use crate::engine::Noticed;
use crate::scenario::warning::{ComparisonWarning, Hidden, Lacking};
use crate::scenario::{Identity, Input, Scenario, Warning};
use crate::summary::quantiles::Missed;
use crate::summary::results::{Estimate, RunInfo, WarningRecord};
use crate::summary::run::rates_clamped;
use crate::summary::strata::Strata;
use crate::summary::{Columns, Failure, Prepared, Reader};

/// What was read off the fold.
pub(super) struct Read {
    perspectives: Vec<Means>,
    ranking: Option<Ranking>,
    draws: u64,
    warnings: Vec<WarningRecord>,
}

/// Means of a perspective.
struct Means {
    expected: Vec<Estimate>,
    /// The one with the highest mean.
    decision: usize,
    evpi: Estimate,
    /// P5 and P(break-even), where options are ranked.
    spread: Vec<(Estimate, Estimate)>,
}

impl Call<'_> {
    /// Reads the figures that the fold has.
    ///
    /// # Errors
    /// [`Missed`] where a quantile was not kept; within, where the draws came to nothing.
    pub fn read(
        &self,
        reader: &Reader<'_>,
        prepared: &Prepared<'_>,
        noticed: &Noticed,
    ) -> Result<Result<Read, Unvalued>, Missed> {
        let mut warnings: Vec<WarningRecord> = Vec::new();
        for (at, (look, side)) in self.asked.looks.iter().zip(self.sides).enumerate() {
            warnings.extend(side.loaded.warnings.iter().map(WarningRecord::from));
            match rates_clamped(prepared, *look, noticed, self.settings.most_clamped) {
                Ok(clamped) => {
                    warnings.extend(clamped.iter().map(WarningRecord::from));
                }
                Err(failure) => return Ok(Err(Unvalued::Failed(Some(at), failure))),
            }
        }
        for other in &self.sides[1..] {
            let base = &self.sides[0].loaded.scenario;
            warnings.extend(unlike(base, &other.loaded.scenario, &named(other)));
        }
        let mut perspectives = Vec::new();
        for of in &self.asked.perspectives {
            let expected: Vec<Estimate> = of.expected.iter().map(|mean| reader.mean(*mean)).collect();
            if let Some(at) = expected.iter().position(|e| !(e.value.is_finite() && e.se.is_finite())) {
                return Ok(Err(Unvalued::Failed(
                    Some(at),
                    Failure::Overflow { perspective: of.name.clone() },
                )));
            }
            let both = of.expected.iter().zip(&of.tolerances);
            let expected: Vec<Estimate> =
                both.map(|(mean, tolerance)| reader.mean_beyond(*mean, *tolerance)).collect();
            let decision = first_best(expected.len(), |option| expected[option].value).unwrap_or(0);
            // Where no draw turned the decision, one that does may turn it by as much as expectations spread.
            let size = of.expected.iter().map(|mean| reader.plain_sd(*mean)).sum();
            let evpi =
                not_negative(reader.mean_of_rare(of.regrets[decision], size)).where_finite(of.order, 2.0);
            let expected = expected.into_iter().map(|e| e.where_finite(of.order, 2.0)).collect();
            let spread = of.spread.iter().enumerate().map(|(option, (quantiles, year))| {
                let horizon = self.sides.get(option).map_or(0, |side| side.loaded.scenario.horizon);
                Ok((reader.quantile(*quantiles, 0.05)?, reader.within(*year, horizon)))
            });
            let spread = spread.collect::<Result<_, Missed>>()?;
            perspectives.push(Means { expected, decision, evpi, spread });
        }
        let long = |of: &&Perspective| of.order <= 2.0;
        let long: Vec<String> =
            self.asked.perspectives.iter().filter(long).map(|of| of.name.clone()).collect();
        if !long.is_empty() {
            let lacking = Lacking::ErrorOfWorth;
            warnings.push((&Warning::NoFiniteError { perspectives: long, lacking }).into());
        }
        let ranked = !self.asked.ranking.is_empty();
        let ranking =
            ranked.then(|| ranking::answer(&self.asked.ranking, &self.options, reader)).transpose()?;
        Ok(Ok(Read { perspectives, ranking, draws: reader.draws(), warnings }))
    }

    /// The whole answer.
    ///
    /// # Errors
    /// Where a run of probes was cancelled.
    pub fn answer(
        &self,
        read: Read,
        columns: &Columns,
        prepared: &Prepared<'_>,
    ) -> Result<Valuation, Unvalued> {
        let Read { perspectives, mut ranking, draws, mut warnings } = read;
        let mut values = BTreeMap::new();
        let touched = self.asked.perspectives.iter().filter(|of| of.is_touched);
        let touched: Vec<String> = touched.map(|of| of.name.clone()).collect();
        if !touched.is_empty() {
            let hidden = Hidden::Worth;
            warnings.push((&Warning::PaymentsNotLinear { perspectives: touched, hidden }).into());
        }
        for (of, means) in self.asked.perspectives.iter().zip(perspectives) {
            if of.is_touched {
                values.insert(of.name.clone(), None);
                continue;
            }
            let options = 0..self.options.len();
            let others: Vec<usize> = options.filter(|option| *option != means.decision).collect();
            let columns = Shown { of, columns, draws: draws as usize };
            let gains: Vec<Vec<f64>> =
                others.iter().map(|other| columns.gain(*other, means.decision)).collect();
            let perspective = OfPerspective { call: self, of, prepared, means: &means, others, gains, draws };
            let order = ranking.as_mut().and_then(|ranking| ranking.perspectives.remove(&of.name));
            values.insert(of.name.clone(), Some(perspective.value(columns.columns, order, &mut warnings)?));
        }
        // Scenarios and perspectives may have the same to say.
        let mut said: Vec<WarningRecord> = Vec::new();
        for warning in warnings {
            if !said.contains(&warning) {
                said.push(warning);
            }
        }
        let base = &self.sides[0].loaded.scenario;
        Ok(Valuation {
            schema_version: SCHEMA_VERSION,
            scenarios: self.sides.iter().map(|s| Identity::of(s.loaded, s.file, s.variant)).collect(),
            run: RunInfo::of(self.settings, draws),
            perspective: self.valuing.perspective.clone(),
            label: base.label(&self.valuing.perspective),
            options: self.options.clone(),
            repeat: self.valuing.repeat,
            perspectives: values,
            unread: self.asked.unread.clone(),
            shared: self.shared(),
            warnings: said,
        })
    }

    /// Doubtful inputs that several sides draw from one stream.
    fn shared(&self) -> Vec<String> {
        let sides = |name: &str| {
            let has = |inputs: &BTreeMap<String, Input>, sharing| {
                inputs.keys().any(|input| name_of(sharing, input) == *name)
            };
            self.sides.iter().filter(|side| has(&side.loaded.scenario.inputs, &side.sharing)).count()
        };
        let mut names: Vec<&str> = self.asked.doubtful.iter().map(Doubtful::whole).collect();
        names.dedup();
        names.into_iter().filter(|name| sides(name) > 1).map(str::to_owned).collect()
    }

    fn scaled(&self, e: Estimate) -> Option<Estimate> {
        (self.valuing.repeat != 1.0).then(|| e.scaled(self.valuing.repeat))
    }
}

/// Draws of a perspective.
struct Shown<'a> {
    of: &'a Perspective,
    columns: &'a Columns,
    draws: usize,
}

impl Shown<'_> {
    /// What an option brings more than another, draw by draw.
    fn gain(&self, of: usize, than: usize) -> Vec<f64> {
        let at = |option: usize, draw: usize| self.columns.at(self.of.columns[option], draw);
        (0..self.draws).map(|draw| at(of, draw) - at(than, draw)).collect()
    }
}

/// One perspective's part of the answer.
struct OfPerspective<'a> {
    call: &'a Call<'a>,
    of: &'a Perspective,
    prepared: &'a Prepared<'a>,
    means: &'a Means,
    /// The options beside the decision.
    others: Vec<usize>,
    /// What each of them brings more.
    gains: Vec<Vec<f64>>,
    draws: u64,
}

impl OfPerspective<'_> {
    fn value(
        &self,
        columns: &Columns,
        order: Option<ranking::Order>,
        warnings: &mut Vec<WarningRecord>,
    ) -> Result<PerspectiveValue, Unvalued> {
        let (call, means) = (self.call, self.means);
        let doubtful = &call.asked.doubtful;
        let is_single = |input: &&Doubtful| call.wholes.iter().all(|whole| whole.name != input.whole());
        let mut known: Vec<Known> = doubtful
            .par_iter()
            .filter(is_single)
            .map(|input| self.known(vec![input.whole().to_owned()], None, self.single(input, columns)))
            .collect();
        for (at, group) in call.wholes.iter().chain(&call.groups).enumerate() {
            match self.group(group) {
                Ok(e) if at < call.wholes.len() => {
                    known.push(self.known(group.inputs.clone(), None, not_negative(e)));
                }
                Ok(e) => {
                    let part = self.bounded(group, e, &known);
                    known.push(part);
                }
                Err(Failure::Cancelled) => return Err(Unvalued::Failed(None, Failure::Cancelled)),
                Err(failure) => {
                    let (group, reason) = (group.name.clone(), failure.to_string());
                    warnings.push((&Warning::GroupNotValued { group, reason }).into());
                }
            }
        }
        let evsi: BTreeMap<String, Vec<Sized>> = BTreeMap::new();
        let mut value = PerspectiveValue {
            decision: call.options[means.decision].clone(),
            expected: call.options.iter().cloned().zip(means.expected.iter().copied()).collect(),
            evpi: means.evpi,
            evpi_scaled: call.scaled(means.evpi),
            evppi: Vec::new(),
            evsi,
            best: call.valuing.cost.map(|_| BTreeMap::new()),
            choice: order.map(|order| self.choice(&order)),
        };
        for (study, places) in &call.studies {
            self.study(study, places, columns, &known, &mut value);
        }
        // Equally valuable ones stay in the order of their names.
        known.sort_by(|a, b| {
            let by_value = (b.value.value as f32).total_cmp(&(a.value.value as f32));
            a.group.is_some().cmp(&b.group.is_some()).then(by_value)
        });
        value.evppi = known;
        Ok(value)
    }

    fn known(&self, inputs: Vec<String>, group: Option<String>, e: Estimate) -> Known {
        let evpi = self.means.evpi;
        let value = at_most(not_negative(e), evpi).where_finite(self.of.order, 2.0);
        let share_of_evpi = (evpi.value > 0.0).then(|| value.value / evpi.value);
        let adjusted = (value.value - e.value).abs() > e.se && value.value != e.value;
        Known { inputs, group, scaled: self.call.scaled(value), value, share_of_evpi, adjusted }
    }

    /// A group is worth at least what its parts are.
    fn bounded(&self, group: &Group, e: Estimate, known: &[Known]) -> Known {
        let mut raised = not_negative(e);
        for part in known.iter().filter(|part| part.inputs.iter().all(|input| group.inputs.contains(input))) {
            raised = at_least(raised, part.value);
        }
        let moved = self.known(group.inputs.clone(), Some(group.name.clone()), raised);
        let adjusted = (moved.value.value - e.value).abs() > e.se && moved.value.value != e.value;
        Known { adjusted, ..moved }
    }

    fn strata(&self, cells: &[&Cells], shown: &[&[f64]], chances: Option<&[f64]>) -> Strata {
        let mut index = vec![0_u16; self.draws as usize];
        let mut count = 1;
        for (cells, shown) in cells.iter().zip(shown) {
            for (index, x) in index.iter_mut().zip(*shown) {
                *index = (usize::from(*index) * cells.count() + cells.of(*x)) as u16;
            }
            count *= cells.count();
        }
        let gains: Vec<&[f64]> = self.gains.iter().map(Vec::as_slice).collect();
        Strata::new(&index, count, chances, &gains, self.call.settings.sampling)
    }

    fn single(&self, input: &Doubtful, columns: &Columns) -> Estimate {
        if self.means.evpi == Estimate::exact(0.0) {
            return Estimate::exact(0.0);
        }
        let cells = input.law.cells(perfect::cells(self.draws));
        let strata = self.strata(&[&cells], &[columns.column(input.column)], Some(cells.chances()));
        perfect::knowing(&strata, self.gains.len())
    }

    fn group(&self, group: &Group) -> Result<Estimate, Failure> {
        if self.means.evpi == Estimate::exact(0.0) {
            return Ok(Estimate::exact(0.0));
        }
        let call = self.call;
        let probed = {
            let (sides, name) = (call.sides, &self.of.name);
            Probed::play(sides, name, group, call.pool, call.settings, self.prepared, call.watch)?
        };
        let gains: Vec<(usize, &[f64])> =
            self.others.iter().copied().zip(self.gains.iter().map(Vec::as_slice)).collect();
        Ok(groups::knowing(&probed, &gains, self.means.decision, call.settings))
    }

    fn study(
        &self,
        study: &Study,
        places: &[usize],
        columns: &Columns,
        known: &[Known],
        value: &mut PerspectiveValue,
    ) {
        let call = self.call;
        let inputs: Vec<&Doubtful> = places.iter().map(|place| &call.asked.doubtful[*place]).collect();
        let cells = inputs.iter().map(|input| study::cells(&input.law, inputs.len(), self.draws));
        let cells: Vec<Cells> = cells.collect();
        let shown: Vec<&[f64]> = inputs.iter().map(|input| columns.column(input.column)).collect();
        let chances = (cells.len() == 1).then(|| cells[0].chances());
        let strata = self.strata(&cells.iter().collect::<Vec<_>>(), &shown, chances);
        let arms = cells.iter().zip(&study.arms).map(|(cells, (_, seen))| Arm { cells, seen: *seen });
        let arms: Vec<Arm<'_>> = arms.collect();
        let mut names: Vec<&String> = study.arms.iter().map(|(input, _)| input).collect();
        names.sort();
        let most = known.iter().find(|known| known.inputs.iter().eq(names.iter().copied()));
        let most = most.map_or(self.means.evpi, |known| known.value);
        let worth = |n: u32| {
            if most == Estimate::exact(0.0) {
                return most;
            }
            let worth = study::worth(&strata, self.gains.len(), &arms, n);
            at_most(not_negative(worth), most).where_finite(self.of.order, 2.0)
        };
        let scaled = |e: Estimate| e.scaled(call.valuing.repeat);
        let sized = |n: u32| {
            let value = worth(n);
            let enbs = call.valuing.cost.map(|cost| cost.net(scaled(value), n));
            Sized { n, value, scaled: call.scaled(value), enbs }
        };
        let all: Vec<Sized> = call.valuing.sizes.all().into_par_iter().map(sized).collect();
        if let (Some(best), Some(cost)) = (&mut value.best, call.valuing.cost) {
            best.insert(study.name.clone(), sizes::best(&all, cost, |n| scaled(worth(n))));
        }
        value.evsi.insert(study.name.clone(), all);
    }

    fn choice(&self, order: &ranking::Order) -> Choice {
        let call = self.call;
        let standing = |(option, name): (usize, &String)| {
            let placed = order.places.iter().find(|placed| placed.name == *name).expect("all are ranked");
            let (p5, probability_break_even) = self.means.spread[option];
            Standing {
                name: name.clone(),
                net_benefit: placed.net_benefit,
                p5,
                probability_break_even,
                probability_best: placed.probability_best,
                expected_regret: placed.expected_regret,
                regret_p95: placed.regret_p95,
            }
        };
        let options: Vec<Standing> = call.options.iter().enumerate().map(standing).collect();
        let takes = |rule: fn(&Standing) -> f64| {
            let best = first_best(options.len(), |option| rule(&options[option]));
            options[best.unwrap_or(0)].name.clone()
        };
        let rules = Rules {
            highest_mean: takes(|s| s.net_benefit.value),
            highest_p5: takes(|s| s.p5.value),
            highest_probability_break_even: takes(|s| s.probability_break_even.value),
            smallest_regret_p95: takes(|s| -s.regret_p95.value),
        };
        let all = [&rules.highest_p5, &rules.highest_probability_break_even, &rules.smallest_regret_p95];
        let agree = all.into_iter().all(|taken| *taken == rules.highest_mean);
        Choice { options, rules, agree }
    }
}

/// What makes two scenarios poor alternatives.
fn unlike(base: &Scenario, other: &Scenario, name: &str) -> Vec<WarningRecord> {
    let rates = |of: &Scenario| {
        of.discount.steps.iter().map(|step| (step.from, step.rate.expr.clone())).collect::<Vec<_>>()
    };
    let scenario = || name.to_owned();
    let mut found = Vec::new();
    if base.horizon != other.horizon {
        found.push(ComparisonWarning::OtherYears { scenario: scenario() });
    }
    if rates(base) != rates(other) || base.discount.timing != other.discount.timing {
        found.push(ComparisonWarning::OtherDiscount { scenario: scenario() });
    }
    if !base.payers.keys().eq(other.payers.keys()) {
        found.push(ComparisonWarning::OtherPayers { scenario: scenario() });
    }
    found.into_iter().map(|warning| WarningRecord::from(&Warning::Comparison(warning))).collect()
}

fn not_negative(e: Estimate) -> Estimate {
    at_least(e, Estimate::exact(0.0))
}

/// The larger of each end.
fn at_least(e: Estimate, least: Estimate) -> Estimate {
    let max = |a: f64, b: f64| if b > a { b } else { a };
    Estimate { value: max(e.value, least.value), se: e.se, lo: max(e.lo, least.lo), hi: max(e.hi, least.hi) }
}

/// The smaller of each end.
fn at_most(e: Estimate, most: Estimate) -> Estimate {
    let min = |a: f64, b: f64| if b < a { b } else { a };
    Estimate { value: min(e.value, most.value), se: e.se, lo: min(e.lo, most.lo), hi: min(e.hi, most.hi) }
}
