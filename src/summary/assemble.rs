//! From what was gathered to figures with their simulation error.

use std::collections::BTreeMap;

use super::confidence::Confidence;
use super::estimate::Estimate;
use super::order::{quantile, type_7};
use super::plan::{
    FLOW_QUANTILES, NET_BENEFIT_QUANTILES, PEAK_QUANTILES, PEOPLE_QUANTILES, PerspectivePlan, Plan, Ranked,
    YearPlan,
};
use super::quantiles::Missed;
use super::replicates::Sizes;
use super::results::{
    Additional, BaseCase, BreakEvenYear, CashFlow, Joint, MeanOnly, NetBenefit, OutcomeResults,
    PeakFundingNeed, PerspectiveOutcome, PerspectiveResults, Unadjusted, VarianceShares, YearEstimate,
    YearFlow, YearQuantiles,
};
use super::sample::Sample;
use super::sums::Moments;
use super::tally::Tally;
use crate::model::Flows;
use crate::sampling::REPLICATES;

/// Share of the draws in the expected shortfall.
const SHORTFALL_SHARE: f64 = 0.05;

/// Relative range up to which something counts as not varying (MODEL §3).
const NO_RANGE: f64 = 1e-9;

/// The figures of a finished tally.
pub(super) struct Figures {
    pub(super) perspectives: BTreeMap<String, PerspectiveResults>,
    pub(super) outcomes: BTreeMap<String, OutcomeResults>,
    pub(super) joint: Joint,
    pub(super) base_case: BaseCase,
    pub(super) unadjusted: Option<BTreeMap<String, Unadjusted>>,
}

/// Reads figures off a tally.
struct Reader<'t, 'm> {
    tally: &'t Tally<'m>,
    plan: &'t Plan,
    all: Sample<'t>,
    /// Sizes of the replicates, and the draws of all but each.
    replicates: Option<(Sizes, Vec<Sample<'t>>)>,
}

/// Whether every break-even probability is known to within ±`wanted`, and every mean to within `wanted` standard
/// deviations of net benefit, at 95 %.
pub(super) fn is_precise(tally: &Tally<'_>, wanted: f64) -> bool {
    let reader = Reader::new(tally, Confidence::USUAL);
    let half = |e: Estimate| (e.hi - e.lo) / 2.0;
    tally.plan.perspectives.iter().all(|p| {
        let (mean, sd) = (reader.mean(p.expected), reader.all.central(p.net_benefit).variance.sqrt());
        half(reader.within(p.year, tally.model.horizon)) <= wanted && half(mean) <= wanted * sd
    })
}

impl Figures {
    /// Makes the figures.
    ///
    /// # Errors
    /// [`Missed`] where a quantile was not kept: repeat the run with wider brackets.
    pub(super) fn assemble(tally: &Tally<'_>) -> Result<Figures, Missed> {
        let reader = Reader::new(tally, Confidence::USUAL);
        let plan = tally.plan;
        let outputs = &tally.model.outputs;
        let perspectives = reader.perspectives()?;
        let mut outcomes = BTreeMap::new();
        for (o, plan) in outputs.outcomes.iter().zip(&plan.outcomes) {
            let [p5, p50, p95] = reader.quantiles(plan.ranked, PEOPLE_QUANTILES)?;
            let additional =
                Additional { mean: reader.mean(plan.expected), sd: reader.sd(plan.additional), p5, p50, p95 };
            let mean = |moments| MeanOnly { mean: reader.mean(moments) };
            let results = OutcomeResults { with: mean(plan.with), without: mean(plan.without), additional };
            outcomes.insert(o.name.clone(), results);
        }
        let joint = Joint {
            all_payers_gain: reader.event(plan.all_gain),
            public_gains_and_payer_loses: tally
                .model
                .payers
                .iter()
                .zip(&plan.public_only)
                .map(|((payer, _), &event)| (format!("public_gains_and_{payer}_loses"), reader.event(event)))
                .collect(),
        };
        let base = &tally.model.base.net_benefit;
        let gap = |(name, p): (&String, &PerspectiveResults)| {
            (name.clone(), p.net_benefit.mean.shifted(-base[name]))
        };
        let base_case =
            BaseCase { net_benefit: base.clone(), gap_to_mean: perspectives.iter().map(gap).collect() };
        let unadjusted = outputs.unadjusted.is_some().then(|| {
            let read = |(mean, year): &(Moments, Ranked)| Unadjusted {
                net_benefit_mean: reader.mean(*mean),
                probability_break_even: reader.within(*year, tally.model.horizon),
            };
            outputs
                .perspectives
                .iter()
                .map(|p| p.name.clone())
                .zip(plan.unadjusted.iter().map(read))
                .collect()
        });
        Ok(Figures { perspectives, outcomes, joint, base_case, unadjusted })
    }
}

/// The figures of every perspective with intervals of this confidence.
///
/// # Errors
/// [`Missed`], as [`Figures::assemble`].
pub(super) fn perspectives(
    tally: &Tally<'_>,
    confidence: Confidence,
) -> Result<BTreeMap<String, PerspectiveResults>, Missed> {
    Reader::new(tally, confidence).perspectives()
}

impl<'t, 'm> Reader<'t, 'm> {
    fn new(tally: &'t Tally<'m>, confidence: Confidence) -> Reader<'t, 'm> {
        let plan = tally.plan;
        let width = plan.sums.width();
        let grouped = tally.sums.total(width * tally.grouping.groups());
        let all = Sample { plan, sums: plan.sums.pooled(&grouped), n: tally.draws, confidence };
        let replicates = tally.grouping.sizes(tally.draws).map(|sizes| {
            let without = (0..REPLICATES).map(|g| {
                let own = &grouped[g * width..][..width];
                let sums = all.sums.iter().zip(own).map(|(all, own)| all - own).collect();
                Sample { plan, sums, n: tally.draws - sizes.of(g) as u64, confidence }
            });
            (sizes, without.collect())
        });
        Reader { tally, plan, all, replicates }
    }

    fn perspectives(&self) -> Result<BTreeMap<String, PerspectiveResults>, Missed> {
        let outputs = &self.tally.model.outputs.perspectives;
        let plans = outputs.iter().zip(&self.plan.perspectives).enumerate();
        plans.map(|(index, (p, plan))| Ok((p.name.clone(), self.perspective(index, plan)?))).collect()
    }

    /// A function of the sums: with the error that it states for independent draws, or by the jackknife over
    /// the replicates.
    fn figure(&self, f: impl Fn(&Sample) -> Estimate) -> Estimate {
        let all = f(&self.all);
        self.jackknifed(all, |sample| f(sample).value)
    }

    /// A figure with its error between replicates, where there are any; `without` gives it for all but one.
    fn jackknifed(&self, all: Estimate, without: impl Fn(&Sample) -> f64) -> Estimate {
        let Some((sizes, samples)) = &self.replicates else { return all };
        let mut values = [0.0; REPLICATES];
        for (value, sample) in values.iter_mut().zip(samples) {
            *value = without(sample);
        }
        if values.iter().all(|value| *value == all.value) {
            return Estimate::exact(all.value);
        }
        sizes.jackknife(all.value, &values, self.all.confidence)
    }

    /// mean(a)/mean(b); `None` where mean(b) ≤ 0, or so near 0 that its error cannot be told.
    fn ratio(&self, a: Moments, b: Moments, product: Option<usize>) -> Option<Estimate> {
        let all = self.all.ratio(a, b, product)?;
        let quotient = |sample: &Sample| sample.central(a).mean / sample.central(b).mean;
        Some(self.jackknifed(all, quotient)).filter(|ratio| ratio.se.is_finite())
    }

    fn mean(&self, moments: Moments) -> Estimate {
        self.figure(|sample| sample.central(moments).mean(sample.confidence))
    }

    fn sd(&self, moments: Moments) -> Estimate {
        let e = self.figure(|sample| sample.central_of_four(moments).sd(sample.confidence));
        Estimate { lo: if e.lo > 0.0 { e.lo } else { 0.0 }, ..e }
    }

    fn at_rank(&self, ranked: Ranked, rank: u64) -> Result<f64, Missed> {
        match ranked {
            Ranked::Constant(c) => Ok(c),
            Ranked::Followed(index) => self.tally.quantiles[index].at_rank(rank),
            Ranked::Counted(index) => Ok(self.tally.tables[index].at_rank(rank)),
        }
    }

    fn quantiles<const K: usize>(
        &self,
        ranked: Ranked,
        probabilities: [f64; K],
    ) -> Result<[Estimate; K], Missed> {
        let mut all = [Estimate::exact(0.0); K];
        for (estimate, p) in all.iter_mut().zip(probabilities) {
            *estimate = self.quantile(ranked, p)?;
        }
        Ok(all)
    }

    fn quantile(&self, ranked: Ranked, p: f64) -> Result<Estimate, Missed> {
        let confidence = self.all.confidence;
        let at_rank = |rank| self.at_rank(ranked, rank);
        let Some((sizes, _)) = &self.replicates else { return quantile(p, self.all.n, confidence, at_rank) };
        let value = type_7(p, self.all.n, at_rank)?;
        let (lo, hi) = match ranked {
            Ranked::Constant(c) => return Ok(Estimate::exact(c)),
            Ranked::Followed(index) => {
                let rank = (p * self.all.n as f64) as u64;
                let (below, values) = self.tally.quantiles[index].around(rank)?;
                sizes.quantile(p, below, values, confidence)?
            }
            Ranked::Counted(index) => {
                sizes.quantile(p, [0.0; REPLICATES], self.tally.tables[index].cumulative(), confidence)?
            }
        };
        Ok(Estimate { value, se: (hi - lo) / (2.0 * confidence.t), lo, hi })
    }

    /// A probability from the hits in each group.
    fn probability(&self, hits: &[u64]) -> Estimate {
        match &self.replicates {
            None => self.all.confidence.probability(hits[0], self.all.n),
            Some((sizes, _)) => sizes.probability(hits, self.all.confidence),
        }
    }

    fn event(&self, index: usize) -> Estimate {
        self.probability(&self.tally.events[index])
    }

    /// P(a year is at most `t`); exact where the year does not vary.
    fn within(&self, year: Ranked, t: usize) -> Estimate {
        match year {
            Ranked::Constant(c) => Estimate::exact(if c <= t as f64 { 1.0 } else { 0.0 }),
            Ranked::Counted(index) => self.probability(&self.tally.tables[index].at_most(t as i64)),
            Ranked::Followed(_) => unreachable!("years are counted"),
        }
    }

    fn perspective(&self, index: usize, plan: &PerspectivePlan) -> Result<PerspectiveResults, Missed> {
        let tally = self.tally;
        let horizon = tally.model.horizon;
        let outputs = &tally.model.outputs.perspectives[index];
        let [p5, p10, p25, p50, p75, p90, p95] = self.quantiles(plan.net_quantiles, NET_BENEFIT_QUANTILES)?;
        let net_benefit = NetBenefit {
            mean: self.mean(plan.expected),
            sd: self.sd(plan.net_benefit),
            p5,
            p10,
            p25,
            p50,
            p75,
            p90,
            p95,
            histogram: (self.plan.public == Some(index)).then(|| tally.histogram.clone()).flatten(),
        };
        let break_even = self.within(plan.year, horizon);
        // Net benefit is effects − costs, so the return is the ratio less 1, with the same error.
        let benefit_cost_ratio = self.ratio(plan.effects, plan.costs, plan.effects_costs);
        let return_on_investment = benefit_cost_ratio.map(|ratio| ratio.shifted(-1.0));
        let [peak50, peak95] = self.quantiles(plan.peak_quantiles, PEAK_QUANTILES)?;
        let lines = outputs
            .lines
            .iter()
            .zip(&plan.lines)
            .map(|((name, _), (factor, moments))| (name.clone(), self.mean(*moments).scaled(*factor)))
            .collect();
        let outcomes = tally
            .model
            .outputs
            .outcomes
            .iter()
            .zip(self.plan.outcomes.iter().zip(&plan.outcomes))
            .map(|(outcome, (people, (product, event)))| {
                let key = (outputs.name.clone(), outcome.name.clone());
                let figures = PerspectiveOutcome {
                    successes_to_break_even: tally
                        .model
                        .base
                        .successes_to_break_even
                        .get(&key)
                        .copied()
                        .flatten(),
                    probability_reaching_it: event.map(|event| self.event(event)),
                    cost_per_additional_success: self.ratio(plan.costs, people.expected, *product),
                };
                (outcome.name.clone(), figures)
            })
            .collect();
        Ok(PerspectiveResults {
            net_benefit,
            per_participant: self.ratio(plan.expected, self.plan.entrants, plan.expected_entrants),
            probability_break_even: break_even,
            probability_loss: break_even.complement(),
            break_even_year: self.break_even_year(plan.year, horizon),
            benefit_cost_ratio,
            return_on_investment,
            expected_shortfall_5: self.shortfall(plan.net_quantiles)?,
            peak_funding_need: PeakFundingNeed { mean: self.mean(plan.peak), p50: peak50, p95: peak95 },
            variance: self.variance(index, plan),
            cash_flow: self.cash_flow(&plan.flows)?,
            lines,
            outcomes,
        })
    }

    fn break_even_year(&self, year: Ranked, horizon: usize) -> BreakEvenYear {
        let by_year: Vec<Estimate> = (0..=horizon).map(|t| self.within(year, t)).collect();
        let first = |f: &dyn Fn(&Estimate) -> f64| by_year.iter().position(|e| f(e) >= 0.5);
        let median = first(&|e| e.value).map(|value| {
            // The year is surely reached where the lower bound reaches ½, possibly where the upper does.
            let (lo, hi) = (first(&|e| e.hi).unwrap_or(value), first(&|e| e.lo));
            let Confidence { z, t, .. } = self.all.confidence;
            let critical = if self.replicates.is_some() { t } else { z };
            let se = hi.map(|hi| (hi - lo) as f64 / (2.0 * critical));
            YearEstimate { value, se, lo, hi }
        });
        let never = self.within(year, horizon).complement();
        BreakEvenYear { by_year, never, median }
    }

    /// Mean of the lowest twentieth.
    ///
    /// Its error for independent draws: Manistre & Hancock (2005), "Variance of the CTE estimator", North American
    /// Actuarial Journal 9(2), eq. 2.2. Between replicates: that of q − E[(q − X)⁺]/α, whose slope in q is 0 at the
    /// quantile q (Rockafellar & Uryasev, 2000, J. Risk 2(3), eq. 4).
    fn shortfall(&self, ranked: Ranked) -> Result<Estimate, Missed> {
        let count = self.all.n.div_ceil(20);
        let index = match ranked {
            Ranked::Constant(c) => return Ok(Estimate::exact(c)),
            Ranked::Followed(index) => index,
            Ranked::Counted(_) => unreachable!("net benefit is followed by quantile"),
        };
        let tail = self.tally.quantiles[index].shortfall(count)?;
        if let Some((sizes, _)) = &self.replicates {
            let mut each = [0.0; REPLICATES];
            for (g, (each, (below, sum))) in each.iter_mut().zip(&tail.groups).enumerate() {
                *each = tail.threshold - (below * tail.threshold - sum) / (SHORTFALL_SHARE * sizes.of(g));
            }
            return Ok(self.all.confidence.around_spread(tail.mean, sizes.error(&each)));
        }
        let gap = tail.threshold - tail.mean;
        let variance = tail.variance + (1.0 - SHORTFALL_SHARE) * gap * gap;
        Ok(self.all.confidence.around(tail.mean, (variance / count as f64).sqrt()))
    }

    /// Shares of the variance, with errors by the delta method from fourth moments, or by the jackknife.
    fn variance(&self, index: usize, plan: &PerspectivePlan) -> VarianceShares {
        let extremes = &self.tally.extremes[index];
        let varies = |(low, high): (f64, f64)| high - low > NO_RANGE * extremes.largest;
        let (parameters, luck) = (varies(extremes.expected), varies(extremes.luck));
        let all = self.all.variance_share(plan.split, parameters, luck);
        let share = all.map(|all| {
            // Where nothing varies without one of the replicates, leaving it out changes nothing that can be told.
            let without = |sample: &Sample| {
                sample.variance_share(plan.split, parameters, luck).map_or(all.value, |e| e.value)
            };
            self.jackknifed(all, without)
        });
        let within = |e: Estimate| Estimate { lo: e.lo.clamp(0.0, 1.0), hi: e.hi.clamp(0.0, 1.0), ..e };
        let share = share.map(within);
        VarianceShares { parameter_share: share, cohort_luck_share: share.map(Estimate::complement) }
    }

    fn cash_flow(&self, flows: &Flows<YearPlan>) -> Result<CashFlow, Missed> {
        let years = |plans: &[YearPlan]| -> Result<Vec<YearFlow>, Missed> {
            plans.iter().map(|p| self.year(p)).collect()
        };
        Ok(CashFlow {
            undiscounted: years(&flows.undiscounted)?,
            cumulative_undiscounted: years(&flows.cumulative_undiscounted)?,
            cumulative_discounted: years(&flows.cumulative_discounted)?,
        })
    }

    fn year(&self, plan: &YearPlan) -> Result<YearFlow, Missed> {
        let (factor, moments) = plan.mean;
        let mean = self.mean(moments).scaled(factor);
        let quantiles = match plan.drawn {
            None => None,
            Some((factor, ranked)) => {
                let all = self.quantiles(ranked, FLOW_QUANTILES)?.map(|q| q.scaled(factor));
                // A negative factor turns the order: the 5 % quantile is then the other one's 95 %.
                let [p5, p25, p50, p75, p95] =
                    if factor < 0.0 { [all[4], all[3], all[2], all[1], all[0]] } else { all };
                Some(YearQuantiles { p5, p25, p50, p75, p95 })
            }
        };
        Ok(YearFlow { mean, quantiles })
    }
}
