//! From what was gathered to the results.

use std::collections::BTreeMap;

use super::estimate::{Central, complement, covariance, exact, normal, probability, quantile, ratio, scaled};
use super::quantiles::Missed;
use super::results::{
    Additional, BaseCase, BreakEvenYear, CashFlow, Estimate, Joint, MeanOnly, NetBenefit, OutcomeResults,
    PeakFundingNeed, PerspectiveOutcome, PerspectiveResults, Unadjusted, VarianceShares, YearEstimate,
    YearFlow, YearQuantiles,
};
use super::sums::{Moments, SumPlan};
use super::tally::{
    FLOW_QUANTILES, NET_BENEFIT_QUANTILES, PEAK_QUANTILES, PEOPLE_QUANTILES, PerspectivePlan, Ranked, Tally,
    YearPlan,
};
use crate::model::Flows;

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
    sums: Vec<f64>,
    n: u64,
}

impl Figures {
    /// Makes the figures.
    ///
    /// # Errors
    /// [`Missed`] where a quantile was not kept: repeat the run with wider brackets.
    pub(super) fn assemble(tally: &Tally<'_>) -> Result<Figures, Missed> {
        let reader = Reader { tally, sums: tally.sums.total(tally.plan.width()), n: tally.draws };
        let outputs = &tally.model.outputs;
        let mut perspectives = BTreeMap::new();
        for (index, (p, plan)) in outputs.perspectives.iter().zip(&tally.perspectives).enumerate() {
            perspectives.insert(p.name.clone(), reader.perspective(index, plan)?);
        }
        let mut outcomes = BTreeMap::new();
        for (o, plan) in outputs.outcomes.iter().zip(&tally.outcomes) {
            let [p5, p50, p95] = reader.quantiles(plan.ranked, PEOPLE_QUANTILES)?;
            let additional = Additional {
                mean: reader.central(plan.expected).mean(),
                sd: reader.central_of_four(plan.additional).sd(),
                p5,
                p50,
                p95,
            };
            let mean = |moments| MeanOnly { mean: reader.central(moments).mean() };
            let results = OutcomeResults { with: mean(plan.with), without: mean(plan.without), additional };
            outcomes.insert(o.name.clone(), results);
        }
        let joint = Joint {
            all_payers_gain: reader.event(tally.all_gain),
            public_gains_and_payer_loses: tally
                .model
                .payers
                .iter()
                .zip(&tally.public_only)
                .map(|((payer, _), &event)| (format!("public_gains_and_{payer}_loses"), reader.event(event)))
                .collect(),
        };
        let base = &tally.model.base.net_benefit;
        let gap = |(name, p): (&String, &PerspectiveResults)| {
            let mean = p.net_benefit.mean;
            let shift = |x: f64| x - base[name];
            let gap =
                Estimate { value: shift(mean.value), se: mean.se, lo: shift(mean.lo), hi: shift(mean.hi) };
            (name.clone(), gap)
        };
        let base_case =
            BaseCase { net_benefit: base.clone(), gap_to_mean: perspectives.iter().map(gap).collect() };
        let unadjusted = outputs.unadjusted.is_some().then(|| {
            let read = |(mean, year): &(Moments, Ranked)| Unadjusted {
                net_benefit_mean: reader.central(*mean).mean(),
                probability_break_even: reader.within(*year, tally.model.horizon),
            };
            outputs
                .perspectives
                .iter()
                .map(|p| p.name.clone())
                .zip(tally.unadjusted.iter().map(read))
                .collect()
        });
        Ok(Figures { perspectives, outcomes, joint, base_case, unadjusted })
    }
}

impl Reader<'_, '_> {
    fn central(&self, moments: Moments) -> Central {
        match moments {
            Moments::Constant(c) => Central::constant(c, self.n),
            Moments::Summed { slot, at } => {
                let pivot = self.tally.plan.pivot(crate::model::Arg::Slot(slot));
                Central::of_two(pivot, &self.sums[at..], self.n)
            }
        }
    }

    fn central_of_four(&self, moments: Moments) -> Central {
        match moments {
            Moments::Constant(c) => Central::constant(c, self.n),
            Moments::Summed { slot, at } => {
                let pivot = self.tally.plan.pivot(crate::model::Arg::Slot(slot));
                Central::of_four(pivot, &self.sums[at..], self.n)
            }
        }
    }

    /// Covariance of two numbers whose product was summed at `product`; 0 where either does not vary.
    fn covariance(&self, product: Option<usize>, a: Moments, b: Moments) -> f64 {
        let shift = |m: Moments| match m {
            Moments::Constant(_) => 0.0,
            Moments::Summed { at, .. } => self.sums[at] / self.n as f64,
        };
        product.map_or(0.0, |at| covariance(self.sums[at], shift(a), shift(b), self.n))
    }

    fn at_rank(&self, ranked: Ranked, rank: u64) -> Result<f64, Missed> {
        match ranked {
            Ranked::Constant(c) => Ok(c),
            Ranked::Followed(index) => self.tally.quantiles[index].1.at_rank(rank),
            Ranked::Counted(index) => Ok(self.tally.tables[index].at_rank(rank)),
        }
    }

    fn quantiles<const K: usize>(
        &self,
        ranked: Ranked,
        probabilities: [f64; K],
    ) -> Result<[Estimate; K], Missed> {
        let mut all = [exact(0.0); K];
        for (estimate, p) in all.iter_mut().zip(probabilities) {
            *estimate = quantile(p, self.n, |rank| self.at_rank(ranked, rank))?;
        }
        Ok(all)
    }

    fn event(&self, index: usize) -> Estimate {
        probability(self.tally.events[index].1, self.n)
    }

    /// P(a year is at most `t`); exact where the year does not vary.
    fn within(&self, year: Ranked, t: usize) -> Estimate {
        match year {
            Ranked::Constant(c) => exact(if c <= t as f64 { 1.0 } else { 0.0 }),
            Ranked::Counted(index) => probability(self.tally.tables[index].at_most(t as i64), self.n),
            Ranked::Followed(_) => unreachable!("years are counted"),
        }
    }

    fn perspective(&self, index: usize, plan: &PerspectivePlan) -> Result<PerspectiveResults, Missed> {
        let tally = self.tally;
        let horizon = tally.model.horizon;
        let outputs = &tally.model.outputs.perspectives[index];
        let expected = self.central(plan.expected);
        let (effects, costs) = (self.central(plan.effects), self.central(plan.costs));
        let [p5, p10, p25, p50, p75, p90, p95] = self.quantiles(plan.net_quantiles, NET_BENEFIT_QUANTILES)?;
        let net_benefit = NetBenefit {
            mean: expected.mean(),
            sd: self.central_of_four(plan.net_benefit).sd(),
            p5,
            p10,
            p25,
            p50,
            p75,
            p90,
            p95,
            histogram: (tally.public == Some(index)).then(|| tally.histogram.clone()).flatten(),
        };
        let entrants = self.central(tally.entrants);
        let with_entrants = self.covariance(plan.expected_entrants, plan.expected, tally.entrants);
        let cross = self.covariance(plan.effects_costs, plan.effects, plan.costs);
        let break_even = self.within(plan.year, horizon);
        // Net benefit is effects − costs, so the return is the ratio less 1, with the same error.
        let benefit_cost_ratio = ratio(&effects, &costs, cross);
        let return_on_investment = benefit_cost_ratio.map(|r| Estimate {
            value: r.value - 1.0,
            se: r.se,
            lo: r.lo - 1.0,
            hi: r.hi - 1.0,
        });
        let [peak50, peak95] = self.quantiles(plan.peak_quantiles, PEAK_QUANTILES)?;
        let lines = outputs
            .lines
            .iter()
            .zip(&plan.lines)
            .map(|((name, _), (factor, moments))| {
                (name.clone(), scaled(*factor, self.central(*moments).mean()))
            })
            .collect();
        let outcomes = tally
            .model
            .outputs
            .outcomes
            .iter()
            .zip(tally.outcomes.iter().zip(&plan.outcomes))
            .map(|(outcome, (people, (product, event)))| {
                let key = (outputs.name.clone(), outcome.name.clone());
                let cross = self.covariance(*product, plan.costs, people.expected);
                let figures = PerspectiveOutcome {
                    successes_to_break_even: tally
                        .model
                        .base
                        .successes_to_break_even
                        .get(&key)
                        .copied()
                        .flatten(),
                    probability_reaching_it: event.map(|event| self.event(event)),
                    cost_per_additional_success: ratio(&costs, &self.central(people.expected), cross),
                };
                (outcome.name.clone(), figures)
            })
            .collect();
        Ok(PerspectiveResults {
            net_benefit,
            per_participant: ratio(&expected, &entrants, with_entrants),
            probability_break_even: break_even,
            probability_loss: complement(break_even),
            break_even_year: self.break_even_year(plan.year, horizon),
            benefit_cost_ratio,
            return_on_investment,
            expected_shortfall_5: self.shortfall(plan.net_quantiles)?,
            peak_funding_need: PeakFundingNeed {
                mean: self.central(plan.peak).mean(),
                p50: peak50,
                p95: peak95,
            },
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
            let se = hi.map(|hi| (hi - lo) as f64 / (2.0 * super::estimate::Z95));
            YearEstimate { value, se, lo, hi }
        });
        let never = complement(self.within(year, horizon));
        BreakEvenYear { by_year, never, median }
    }

    /// Mean of the lowest twentieth.
    ///
    /// Its error: Manistre & Hancock (2005), "Variance of the CTE estimator", North American Actuarial
    /// Journal 9(2), eq. 2.2.
    fn shortfall(&self, ranked: Ranked) -> Result<Estimate, Missed> {
        let count = self.n.div_ceil(20);
        match ranked {
            Ranked::Constant(c) => Ok(exact(c)),
            Ranked::Followed(index) => {
                let tail = self.tally.quantiles[index].1.shortfall(count)?;
                let gap = tail.threshold - tail.mean;
                let variance = tail.variance + (1.0 - SHORTFALL_SHARE) * gap * gap;
                Ok(normal(tail.mean, (variance / count as f64).sqrt()))
            }
            Ranked::Counted(_) => unreachable!("net benefit is followed by quantile"),
        }
    }

    /// Shares of the variance, with errors by the delta method from fourth moments.
    fn variance(&self, index: usize, plan: &PerspectivePlan) -> VarianceShares {
        let none = VarianceShares { parameter_share: None, cohort_luck_share: None };
        let extremes = &self.tally.extremes[index];
        let varies = |(low, high): (f64, f64)| high - low > NO_RANGE * extremes.largest;
        let s = SumPlan::split_sums(plan.split, &self.sums);
        let n = self.n as f64;
        let (a, b) = (s.a.map(|x| x / n), s.b.map(|x| x / n));
        let cross = s.cross.map(|x| x / n);
        let second = |m: &[f64; 4]| m[1] - m[0] * m[0];
        let fourth = |m: &[f64; 4]| {
            m[3] - 4.0 * m[0] * m[2] + 6.0 * m[0] * m[0] * m[1] - 3.0 * m[0] * m[0] * m[0] * m[0]
        };
        let (va, vb) = match (varies(extremes.expected), varies(extremes.luck)) {
            (false, false) => return none,
            (true, false) => (second(&a), 0.0),
            (false, true) => (0.0, second(&b)),
            (true, true) => (second(&a), second(&b)),
        };
        let total = va + vb;
        if !(total > 0.0) {
            return none;
        }
        let share = va / total;
        if va == 0.0 || vb == 0.0 {
            let luck = exact(1.0 - share);
            return VarianceShares { parameter_share: Some(exact(share)), cohort_luck_share: Some(luck) };
        }
        // E[(a − α)²(b − β)²] from raw products.
        let (alpha, beta) = (a[0], b[0]);
        let both = cross[3] - 2.0 * beta * cross[1] - 2.0 * alpha * cross[2]
            + 4.0 * alpha * beta * cross[0]
            + beta * beta * a[1]
            + alpha * alpha * b[1]
            - 3.0 * alpha * alpha * beta * beta;
        let rest = 1.0 - share;
        let variance = (rest * rest * (fourth(&a) - va * va) + share * share * (fourth(&b) - vb * vb)
            - 2.0 * share * rest * (both - va * vb))
            / (total * total);
        let se = (if variance > 0.0 { variance } else { 0.0 } / n).sqrt();
        let within = |e: Estimate| Estimate { lo: e.lo.clamp(0.0, 1.0), hi: e.hi.clamp(0.0, 1.0), ..e };
        VarianceShares {
            parameter_share: Some(within(normal(share, se))),
            cohort_luck_share: Some(within(normal(rest, se))),
        }
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
        let mean = scaled(factor, self.central(moments).mean());
        let quantiles = match plan.drawn {
            None => None,
            Some((factor, ranked)) => {
                let all = self.quantiles(ranked, FLOW_QUANTILES)?.map(|q| scaled(factor, q));
                // A negative factor turns the order: the 5 % quantile is then the other one's 95 %.
                let [p5, p25, p50, p75, p95] =
                    if factor < 0.0 { [all[4], all[3], all[2], all[1], all[0]] } else { all };
                Some(YearQuantiles { p5, p25, p50, p75, p95 })
            }
        };
        Ok(YearFlow { mean, quantiles })
    }
}
