//! The figures of a run, read by their handles.

use std::collections::BTreeMap;

use super::ask::{
    Asked, FLOW_QUANTILES, InState as AskedInState, NET_BENEFIT_QUANTILES, Outcome, PEAK_QUANTILES,
    PEOPLE_QUANTILES, Perspective, ScaledMean, State, Year, YearAsked,
};
use crate::model::{Flows, TIE};
use crate::summary::estimate::Estimate;
use crate::summary::plan::Moments;
use crate::summary::quantiles::Missed;
use crate::summary::reader::Reader;
use crate::summary::results::{
    Additional, AdditionalYears, ArmResults, Arms, BaseCase, CashFlow, InState, Joint, MeanOnly, NetBenefit,
    OutcomeResults, PeakFundingNeed, PerspectiveOutcome, PerspectiveResults, Perspectives, StateResults,
    Unadjusted, YearFlow, YearQuantiles,
};
use crate::summary::spread_out::spread_out;

/// The figures of a reading, as in its results.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// By perspective, single payers included.
    pub perspectives: Perspectives,
    /// By outcome.
    pub outcomes: BTreeMap<String, OutcomeResults>,
    /// By state.
    pub states: BTreeMap<String, StateResults>,
    /// What happens to several payers at once.
    pub joint: Joint,
    /// With every input at its mean.
    pub base_case: BaseCase,
    /// By perspective: on how many draws the spread of its net benefit rests.
    pub deciding: BTreeMap<String, f64>,
    /// Payments of which nothing was paid in any draw.
    pub unseen: Vec<String>,
    /// By perspective, with every optimism and cashable at 1.
    pub unadjusted: Option<BTreeMap<String, Unadjusted>>,
}

impl Asked {
    /// Whether every break-even probability is known to within ±`wanted`, and every mean to within `wanted` standard
    /// deviations of net benefit, at 95 %.
    pub fn is_precise(&self, reader: &Reader<'_>, horizon: usize, wanted: f64) -> bool {
        let half = |e: Estimate| (e.hi - e.lo) / 2.0;
        self.perspectives.iter().all(|p| {
            let (mean, sd) = (reader.mean(p.expected), reader.plain_sd(p.net_benefit));
            half(reader.within(p.year, horizon)) <= wanted && half(mean) <= wanted * sd
        })
    }

    /// Reads the figures.
    ///
    /// # Errors
    /// [`Missed`] where a quantile was not kept.
    pub fn figures(&self, reader: &Reader<'_>, horizon: usize) -> Result<Figures, Missed> {
        let perspectives = self.perspectives(reader, horizon)?;
        let outcomes = self
            .outcomes
            .iter()
            .map(|o| Ok((o.name.clone(), outcome(reader, o)?)))
            .collect::<Result<_, _>>()?;
        let states = self.states.iter().map(|s| Ok((s.name.clone(), state(reader, s)?)));
        let states = states.collect::<Result<_, _>>()?;
        let share = |(payer, share)| (format!("public_gains_and_{payer}_loses"), reader.share(share));
        let joint = Joint {
            all_payers_gain: reader.share(self.all_gain),
            public_gains_and_payer_loses: self.public_only.iter().cloned().map(share).collect(),
        };
        let base = &self.base.net_benefit;
        let gap = |(name, p): (&String, &PerspectiveResults)| {
            (name.clone(), p.net_benefit.mean.shifted(-base[name]))
        };
        let base_case =
            BaseCase { net_benefit: base.clone(), gap_to_mean: perspectives.iter().map(gap).collect() };
        let unadjusted = self.perspectives.iter().map(|p| {
            let (mean, year) = p.unadjusted?;
            let net_benefit_mean = reader.mean(mean);
            let probability_break_even = reader.within(year, horizon);
            Some((p.name.clone(), Unadjusted { net_benefit_mean, probability_break_even }))
        });
        let unadjusted = self.outputs.unadjusted.is_some().then(|| unadjusted.flatten().collect());
        let deciding = |p: &Perspective| (p.name.clone(), reader.draws_that_decide(p.net_benefit));
        let deciding = self.perspectives.iter().map(deciding).collect();
        let unseen = self.paid.iter().filter(|(_, paid)| reader.largest(*paid) == 0.0);
        let unseen = unseen.map(|(name, _)| name.clone()).collect();
        Ok(Figures { perspectives, outcomes, states, joint, base_case, deciding, unseen, unadjusted })
    }

    /// Reads the figures of the perspectives.
    ///
    /// # Errors
    /// [`Missed`] where a quantile was not kept.
    pub fn perspectives(&self, reader: &Reader<'_>, horizon: usize) -> Result<Perspectives, Missed> {
        let read = |p: &Perspective| Ok((p.name.clone(), self.perspective(reader, p, horizon)?));
        self.perspectives.iter().map(read).collect()
    }

    fn perspective(
        &self,
        reader: &Reader<'_>,
        p: &Perspective,
        horizon: usize,
    ) -> Result<PerspectiveResults, Missed> {
        let [p5, p10, p25, p50, p75, p90, p95] = reader.quantiles(p.net_quantiles, NET_BENEFIT_QUANTILES)?;
        let [expected, drawn] = p.tails;
        let known: Vec<(f64, f64)> = NET_BENEFIT_QUANTILES
            .into_iter()
            .zip([p5, p10, p25, p50, p75, p90, p95].map(|q| q.value))
            .collect();
        let net_benefit = NetBenefit {
            // An error is a mean of squares, that of a standard deviation one of fourth powers.
            mean: reader.mean(p.expected).where_finite(expected.order(), 2.0),
            sd: match drawn.order() > 2.0 {
                true => reader.sd(p.net_benefit).where_finite(drawn.order(), 4.0),
                false => Estimate::of_unknown_error(f64::INFINITY),
            },
            p5,
            p10,
            p25,
            p50,
            p75,
            p90,
            p95,
            quantiles: spread_out(reader.picture(p.net_quantiles), &known),
            histogram: reader.picture(p.net_quantiles).cloned(),
        };
        let break_even = reader.within(p.year, horizon);
        // Net benefit is effects − costs, so the return is the ratio less 1, with the same error.
        let benefit_cost_ratio = reader.ratio(p.effects, p.costs, p.effects_costs);
        let [peak50, peak95] = reader.quantiles(p.peak_quantiles, PEAK_QUANTILES)?;
        // A need that was never seen is as deep as what is paid, or as net benefit spreads, and never deeper than it can be.
        let larger = |a: f64, b: f64| if b > a { b } else { a };
        let depth = larger(reader.mean(p.costs).value, reader.plain_sd(p.net_benefit));
        let depth = if depth > p.deepest { p.deepest } else { depth };
        let outcome = |(outcome, (product, event)): (&Outcome, _)| {
            let needed = self.base.successes_to_break_even.get(&(p.name.clone(), outcome.name.clone()));
            // Where both arms have the same chance, rounding leaves some 1e-16 of a person, by which nothing is to be divided.
            let rounding = TIE * reader.mean(self.entrants).value;
            let anyone = reader.mean(outcome.expected).value > rounding;
            let figures = PerspectiveOutcome {
                successes_to_break_even: needed.copied().flatten(),
                probability_reaching_it: Option::map(event, |event| reader.share(event)),
                cost_per_additional_success: reader
                    .ratio(p.costs, outcome.expected, product)
                    .filter(|_| anyone),
            };
            (outcome.name.clone(), figures)
        };
        Ok(PerspectiveResults {
            net_benefit,
            per_participant: reader.ratio(p.expected, self.entrants, p.expected_entrants),
            probability_break_even: break_even,
            probability_loss: break_even.complement(),
            break_even_year: reader.break_even_year(p.year, horizon),
            benefit_cost_ratio,
            return_on_investment: benefit_cost_ratio.map(|ratio| ratio.shifted(-1.0)),
            expected_shortfall_5: reader.shortfall(p.net_quantiles)?.where_finite(drawn.lower, 2.0),
            peak_funding_need: PeakFundingNeed {
                mean: reader.mean_of_rare(p.peak, depth).where_finite(drawn.lower, 2.0),
                p50: peak50,
                p95: peak95,
            },
            variance: reader.split(p.split, p.twins),
            cash_flow: cash_flow(reader, &p.flows)?,
            arms: p.arms.as_ref().map(|arms| {
                let [with, without] = arms.each_ref().map(|arm| {
                    let arm = arm.map(|of| scaled(reader, *of));
                    let [lines, states] = [arm.lines, arm.states].map(|all| all.into_iter().collect());
                    ArmResults { total: arm.total, lines, states }
                });
                Arms { with, without }
            }),
            lines: p.lines.iter().map(|(name, line)| (name.clone(), scaled(reader, *line))).collect(),
            outcomes: self.outcomes.iter().zip(p.outcomes.iter().copied()).map(outcome).collect(),
        })
    }
}

fn scaled(reader: &Reader<'_>, of: ScaledMean) -> Estimate {
    reader.mean(of.mean).scaled(of.factor)
}

fn outcome(reader: &Reader<'_>, o: &Outcome) -> Result<OutcomeResults, Missed> {
    let [p5, p50, p95] = reader.quantiles(o.ranked, PEOPLE_QUANTILES)?;
    let additional = Additional { mean: reader.mean(o.expected), sd: reader.sd(o.additional), p5, p50, p95 };
    let mean = |moments| MeanOnly { mean: reader.mean(moments) };
    Ok(OutcomeResults { with: mean(o.with), without: mean(o.without), additional })
}

fn state(reader: &Reader<'_>, s: &State) -> Result<StateResults, Missed> {
    let [p5, p50, p95] = reader.quantiles(s.quantiles, PEOPLE_QUANTILES)?;
    let person_years =
        Additional { mean: reader.mean(s.expected), sd: reader.sd(s.additional), p5, p50, p95 };
    let means = |years: &[Moments]| years.iter().map(|mean| reader.mean(*mean)).collect();
    let arm = |of: &AskedInState| InState {
        person_years: reader.mean(of.person_years),
        entered: reader.mean(of.entered),
        by_year: means(&of.by_year),
    };
    let additional = AdditionalYears { person_years, by_year: means(&s.by_year) };
    Ok(StateResults { with: arm(&s.with), without: arm(&s.without), additional })
}

fn cash_flow(reader: &Reader<'_>, flows: &Flows<Year>) -> Result<CashFlow, Missed> {
    let years = |years: &[Year]| years.iter().map(|year| flow(reader, year)).collect::<Result<_, _>>();
    Ok(CashFlow {
        undiscounted: years(&flows.undiscounted)?,
        cumulative_undiscounted: years(&flows.cumulative_undiscounted)?,
        cumulative_discounted: years(&flows.cumulative_discounted)?,
    })
}

fn flow(reader: &Reader<'_>, year: &Year) -> Result<YearFlow, Missed> {
    let mean = scaled(reader, year.mean);
    let quantiles = year.drawn.map(|drawn| year_quantiles(reader, drawn)).transpose()?;
    Ok(YearFlow { mean, quantiles })
}

/// The quantiles of a year's drawn flow.
///
/// # Errors
/// [`Missed`], as [`Reader::quantiles`].
pub fn year_quantiles(reader: &Reader<'_>, drawn: YearAsked) -> Result<YearQuantiles, Missed> {
    let YearAsked { factor, ranked } = drawn;
    let all = reader.quantiles(ranked, FLOW_QUANTILES)?.map(|q| q.scaled(factor));
    // A negative factor turns the order: the 5 % quantile is then the other one's 95 %.
    let [p5, p25, p50, p75, p95] = if factor < 0.0 { [all[4], all[3], all[2], all[1], all[0]] } else { all };
    Ok(YearQuantiles { p5, p25, p50, p75, p95 })
}
