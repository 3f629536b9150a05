//! Whether the program's figures and the oracle's draws tell the same story.
//!
//! Every comparison yields a p-value: how often chance alone would set the two as far apart. A family of m
//! comparisons fails where one p-value lies below 1 % / m (Bonferroni): an honest program fails once in a
//! hundred choices of the seeds, and the seeds are fixed.

use std::ops::Range;

use vendepunkt::summary::results::{Estimate, PerspectiveResults, Results};

use super::base_case::BaseCase;
use super::evaluator::{Draws, Evaluation, PerspectiveDraws};

/// Batches from which the oracle's own errors are read.
const BATCHES: usize = 50;

/// A relative difference that is rounding, not doubt.
const ROUNDING: f64 = 1e-9;

/// One comparison.
#[derive(Clone)]
pub struct Comparison {
    /// Scenario and figure.
    pub figure: String,
    /// Chance of a difference this large between equals.
    pub p_value: f64,
    /// The two values.
    pub values: (f64, f64),
}

/// The comparisons of one scenario.
pub struct Agreement<'a> {
    scenario: &'a str,
    results: &'a Results,
    draws: usize,
    comparisons: Vec<Comparison>,
}

/// Two-sided p-value of a standard normal deviate.
fn two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// The normal deviate of a Student t of `BATCHES` − 1 degrees of freedom (Wallace 1959, first order).
fn normal_of_t(t: f64) -> f64 {
    let df = (BATCHES - 1) as f64;
    t * (1.0 - 1.0 / (4.0 * df)) / (1.0 + t * t / (2.0 * df)).sqrt()
}

/// P(X ≥ count) and P(X ≤ count) of a Poisson law.
fn poisson_tails(mean: f64, count: f64) -> (f64, f64) {
    let (mut term, mut below) = ((-mean).exp(), 0.0);
    let mut k = 0.0;
    while k < count {
        below += term;
        k += 1.0;
        term *= mean / k;
    }
    ((1.0 - below).max(0.0), below + term)
}

/// Mean of some draws.
pub fn mean(draws: &[f64]) -> f64 {
    draws.iter().sum::<f64>() / draws.len() as f64
}

/// Standard deviation of some draws, n − 1.
pub fn sd(draws: &[f64]) -> f64 {
    variance(draws).sqrt()
}

/// Variance of some draws, n − 1; 0 where they differ by rounding alone.
fn variance(draws: &[f64]) -> f64 {
    let middle = mean(draws);
    let far = draws.iter().fold(0.0_f64, |far, x| far.max((x - middle).abs()));
    let large = draws.iter().fold(0.0_f64, |large, x| large.max(x.abs()));
    if far <= ROUNDING * large {
        return 0.0;
    }
    draws.iter().map(|x| (x - middle).powi(2)).sum::<f64>() / (draws.len() - 1) as f64
}

impl<'a> Agreement<'a> {
    /// Compares every figure of one scenario.
    pub fn of(
        scenario: &'a str,
        results: &'a Results,
        evaluation: &Evaluation,
        base_case: &BaseCase,
    ) -> Vec<Comparison> {
        let draws = evaluation.all_payers_gain.len();
        let mut agreement = Agreement { scenario, results, draws, comparisons: Vec::new() };
        for (name, of) in &results.perspectives {
            let drawn = &evaluation.perspectives[name];
            agreement.perspective(name, of, drawn, evaluation, base_case);
        }
        agreement.outcomes(evaluation);
        agreement.states(evaluation);
        agreement.joint(evaluation);
        agreement.unadjusted(evaluation);
        agreement.base_case(base_case);
        agreement.comparisons
    }

    fn record(&mut self, figure: &str, p_value: f64, ours: f64, theirs: f64) {
        let figure = format!("{}: {figure}", self.scenario);
        self.comparisons.push(Comparison { figure, p_value, values: (ours, theirs) });
    }

    /// Two values that must be the same but for rounding.
    fn same(&mut self, figure: &str, ours: f64, theirs: f64, scale: f64) {
        let p_value = f64::from((ours - theirs).abs() <= ROUNDING * scale.max(ours.abs()).max(theirs.abs()));
        self.record(figure, p_value, ours, theirs);
    }

    /// A statistic that the oracle computes from a range of draws; its error is read off batches of them.
    fn statistic(&mut self, figure: &str, ours: &Estimate, scale: f64, theirs: impl Fn(Range<usize>) -> f64) {
        let size = self.draws / BATCHES;
        let batches: Vec<f64> = (0..BATCHES).map(|b| theirs(b * size..(b + 1) * size)).collect();
        let (value, error) = (theirs(0..self.draws), sd(&batches) / (BATCHES as f64).sqrt());
        let se = (error * error + ours.se * ours.se).sqrt();
        if se <= ROUNDING * scale.max(value.abs()) {
            self.same(figure, ours.value, value, scale);
        } else {
            let p_value = two_sided(normal_of_t((ours.value - value) / se));
            self.record(figure, p_value, ours.value, value);
        }
    }

    /// A mean over draws.
    fn mean(&mut self, figure: &str, ours: &Estimate, scale: f64, theirs: &Draws) {
        self.statistic(figure, ours, scale, |range| mean(&theirs[range]));
    }

    /// The probability of an event: 1 in the draws where it happens.
    fn probability(&mut self, figure: &str, ours: &Estimate, theirs: &Draws) {
        let (n, m) = (self.draws as f64, self.results.run.draws as f64);
        let count: f64 = theirs.iter().sum();
        let pooled = (count + ours.value * m) / (n + m);
        let rare = pooled.min(1.0 - pooled);
        let p_value = if rare * n >= 30.0 {
            let se = (pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m)).sqrt();
            two_sided((ours.value - count / n) / se)
        } else {
            // Few enough to count: a Poisson law whose mean leaves room for the program's own error.
            let count = if pooled <= 0.5 { count } else { n - count };
            let room = 3.0 * (rare / m).sqrt() * n;
            let (_, low) = poisson_tails((rare * n - room).max(0.0), count);
            let (high, _) = poisson_tails(rare * n + room, count);
            (2.0 * low.min(high)).min(1.0)
        };
        self.record(figure, p_value, ours.value, count / n);
    }

    /// A quantile: about the share `level` of the oracle's draws must lie below it. Where the draws have
    /// atoms, the quantile may stand on one: the share below may be smaller and the share up to it larger.
    fn quantile(&mut self, figure: &str, level: f64, ours: &Estimate, theirs: &Draws) {
        let (n, m) = (self.draws as f64, self.results.run.draws as f64);
        let slack = ROUNDING * theirs.iter().fold(0.0_f64, |large, x| large.max(x.abs()));
        let below = theirs.iter().filter(|x| **x < ours.value - slack).count() as f64 / n;
        let up_to = theirs.iter().filter(|x| **x <= ours.value + slack).count() as f64 / n;
        let miss = (below - level).max(level - up_to).max(0.0);
        let se = (level * (1.0 - level) * (1.0 / n + 1.0 / m)).sqrt();
        self.record(figure, two_sided(miss / se), level, if below > level { below } else { up_to });
    }

    fn perspective(
        &mut self,
        name: &str,
        ours: &PerspectiveResults,
        theirs: &PerspectiveDraws,
        evaluation: &Evaluation,
        base_case: &BaseCase,
    ) {
        let scale: f64 = theirs.lines.values().map(|line| mean(line).abs()).sum();
        let net_benefit = &ours.net_benefit;
        self.mean(
            &format!("{name} net_benefit.mean"),
            &net_benefit.mean,
            scale,
            &theirs.expected_net_benefit,
        );
        // The drawn people must agree with the expectation path, too.
        self.mean(&format!("{name} net_benefit.mean, drawn"), &net_benefit.mean, scale, &theirs.net_benefit);
        self.statistic(&format!("{name} net_benefit.sd"), &net_benefit.sd, scale, |range| {
            sd(&theirs.net_benefit[range])
        });
        for (level, ours) in [
            (0.05, &net_benefit.p5),
            (0.10, &net_benefit.p10),
            (0.25, &net_benefit.p25),
            (0.50, &net_benefit.p50),
            (0.75, &net_benefit.p75),
            (0.90, &net_benefit.p90),
            (0.95, &net_benefit.p95),
        ] {
            self.quantile(&format!("{name} net_benefit at {level}"), level, ours, &theirs.net_benefit);
        }
        if let Some(ours) = &ours.per_participant {
            self.statistic(&format!("{name} per_participant"), ours, scale, |range| {
                mean(&theirs.net_benefit[range.clone()]) / mean(&evaluation.entrants[range])
            });
        }
        self.probability(
            &format!("{name} probability_break_even"),
            &ours.probability_break_even,
            &theirs.breaks_even,
        );
        let loses = theirs.breaks_even.iter().map(|gain| 1.0 - gain).collect();
        self.probability(&format!("{name} probability_loss"), &ours.probability_loss, &loses);
        self.probability(&format!("{name} break_even_year.never"), &ours.break_even_year.never, &loses);
        for (year, by) in ours.break_even_year.by_year.iter().enumerate() {
            let back = |known: &Option<usize>| f64::from(known.is_some_and(|known| known <= year));
            let theirs = theirs.break_even_year.iter().map(back).collect();
            self.probability(&format!("{name} break_even_year.by_year.{year}"), by, &theirs);
        }
        self.money(name, ours, theirs, scale);
        self.outcome_of_perspective(name, ours, theirs, evaluation, base_case);
    }

    fn money(&mut self, name: &str, ours: &PerspectiveResults, theirs: &PerspectiveDraws, scale: f64) {
        let total = |prefix: &'static str, range: Range<usize>| -> f64 {
            // What is paid by results is an effect of both ends.
            let is_of_kind = |line: &str| {
                line.starts_with(prefix) || prefix == "effects." && line.starts_with("payments.")
            };
            let of_kind = theirs.lines.iter().filter(|(line, _)| is_of_kind(line));
            of_kind.map(|(_, draws)| mean(&draws[range.clone()])).sum()
        };
        if let Some(ours) = &ours.benefit_cost_ratio {
            let theirs = |range: Range<usize>| total("effects.", range.clone()) / total("costs.", range);
            self.statistic(&format!("{name} benefit_cost_ratio"), ours, 0.0, theirs);
        }
        if let Some(ours) = &ours.return_on_investment {
            let theirs =
                |range: Range<usize>| total("effects.", range.clone()) / total("costs.", range) - 1.0;
            self.statistic(&format!("{name} return_on_investment"), ours, 1.0, theirs);
        }
        let has_cost = f64::from(total("costs.", 0..self.draws) > 0.0);
        let has_ratio = f64::from(ours.benefit_cost_ratio.is_some());
        self.same(&format!("{name} benefit_cost_ratio exists"), has_ratio, has_cost, 0.0);
        self.statistic(&format!("{name} expected_shortfall_5"), &ours.expected_shortfall_5, scale, |range| {
            let mut draws = theirs.net_benefit[range].to_vec();
            draws.sort_by(f64::total_cmp);
            mean(&draws[..draws.len().div_ceil(20)])
        });
        let peak = &ours.peak_funding_need;
        self.mean(&format!("{name} peak_funding_need.mean"), &peak.mean, scale, &theirs.peak_funding_need);
        self.quantile(&format!("{name} peak_funding_need.p50"), 0.5, &peak.p50, &theirs.peak_funding_need);
        self.quantile(&format!("{name} peak_funding_need.p95"), 0.95, &peak.p95, &theirs.peak_funding_need);
        if let Some(ours) =
            ours.variance.parameter_share.as_ref().filter(|_| !theirs.twin_net_benefit.is_empty())
        {
            self.statistic(&format!("{name} variance.parameter_share"), ours, 1.0, |range| {
                let (first, second) =
                    (&theirs.expected_net_benefit[range.clone()], &theirs.twin_net_benefit[range.clone()]);
                let (a, b) = (mean(first), mean(second));
                let common: f64 = first.iter().zip(second).map(|(x, y)| (x - a) * (y - b)).sum();
                common / (first.len() - 1) as f64 / variance(&theirs.net_benefit[range])
            });
        } else if let Some(ours) = &ours.variance.parameter_share {
            self.statistic(&format!("{name} variance.parameter_share"), ours, 1.0, |range| {
                let luck: Vec<f64> =
                    range.clone().map(|i| theirs.net_benefit[i] - theirs.expected_net_benefit[i]).collect();
                let (parameters, luck) = (variance(&theirs.expected_net_benefit[range]), variance(&luck));
                parameters / (parameters + luck)
            });
        }
        for (line, ours) in &ours.lines {
            let none = vec![0.0; self.draws];
            let theirs = theirs.lines.get(line).unwrap_or(&none);
            self.mean(&format!("{name} lines.{line}"), ours, scale, theirs);
        }
        let flow = &ours.cash_flow;
        for (kind, ours, theirs) in [
            ("undiscounted", &flow.undiscounted, &theirs.flow),
            ("cumulative_undiscounted", &flow.cumulative_undiscounted, &theirs.cumulative_flow),
            ("cumulative_discounted", &flow.cumulative_discounted, &theirs.cumulative_discounted),
        ] {
            for (year, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
                let figure = format!("{name} cash_flow.{kind}.{year}");
                self.mean(&figure, &ours.mean, scale, theirs);
                if let Some(quantiles) = &ours.quantiles {
                    self.quantile(&format!("{figure} p5"), 0.05, &quantiles.p5, theirs);
                    self.quantile(&format!("{figure} p25"), 0.25, &quantiles.p25, theirs);
                    self.quantile(&format!("{figure} p50"), 0.50, &quantiles.p50, theirs);
                    self.quantile(&format!("{figure} p75"), 0.75, &quantiles.p75, theirs);
                    self.quantile(&format!("{figure} p95"), 0.95, &quantiles.p95, theirs);
                }
            }
        }
    }

    fn outcome_of_perspective(
        &mut self,
        name: &str,
        ours: &PerspectiveResults,
        theirs: &PerspectiveDraws,
        evaluation: &Evaluation,
        base_case: &BaseCase,
    ) {
        for (outcome, ours) in &ours.outcomes {
            let figure = format!("{name} outcomes.{outcome}");
            let additional = &evaluation.outcomes[outcome].additional;
            let needed = base_case.successes_to_break_even[name].get(outcome).copied().flatten();
            let whole = |count: Option<u64>| count.map_or(-1.0, |count| count as f64);
            self.same(
                &format!("{figure}.successes_to_break_even"),
                whole(ours.successes_to_break_even),
                whole(needed),
                0.0,
            );
            if let (Some(needed), Some(ours)) = (needed, &ours.probability_reaching_it) {
                let reached = additional.iter().map(|x| f64::from(*x >= needed as f64 - 0.5)).collect();
                self.probability(&format!("{figure}.probability_reaching_it"), ours, &reached);
            }
            if let Some(ours) = &ours.cost_per_additional_success {
                self.statistic(&format!("{figure}.cost_per_additional_success"), ours, 0.0, |range| {
                    let costs = theirs.lines.iter().filter(|(line, _)| line.starts_with("costs."));
                    let costs: f64 = costs.map(|(_, draws)| mean(&draws[range.clone()])).sum();
                    costs / mean(&additional[range])
                });
            }
        }
    }

    fn outcomes(&mut self, evaluation: &Evaluation) {
        for (name, ours) in &self.results.outcomes {
            let theirs = &evaluation.outcomes[name];
            let people = mean(&evaluation.entrants);
            self.mean(&format!("{name} with.mean"), &ours.with.mean, people, &theirs.with);
            self.mean(&format!("{name} without.mean"), &ours.without.mean, people, &theirs.without);
            let (ours, theirs) = (&ours.additional, &theirs.additional);
            self.mean(&format!("{name} additional.mean"), &ours.mean, people, theirs);
            self.statistic(&format!("{name} additional.sd"), &ours.sd, people, |range| sd(&theirs[range]));
            self.quantile(&format!("{name} additional.p5"), 0.05, &ours.p5, theirs);
            self.quantile(&format!("{name} additional.p50"), 0.50, &ours.p50, theirs);
            self.quantile(&format!("{name} additional.p95"), 0.95, &ours.p95, theirs);
        }
    }

    fn states(&mut self, evaluation: &Evaluation) {
        for (name, ours) in &self.results.states {
            let theirs = &evaluation.states[name];
            let people = mean(&evaluation.entrants);
            for (arm, of, at) in [("with", &ours.with, 0), ("without", &ours.without, 1)] {
                self.mean(&format!("{name} {arm}.entered"), &of.entered, people, &theirs.entered[at]);
                for (year, (ours, theirs)) in of.by_year.iter().zip(&theirs.by_year[at]).enumerate() {
                    self.mean(&format!("{name} {arm}.by_year.{year}"), ours, people, theirs);
                }
            }
            let (ours, theirs) = (&ours.additional.person_years, &theirs.additional);
            self.mean(&format!("{name} additional.mean"), &ours.mean, people, theirs);
            self.statistic(&format!("{name} additional.sd"), &ours.sd, people, |range| sd(&theirs[range]));
            self.quantile(&format!("{name} additional.p5"), 0.05, &ours.p5, theirs);
            self.quantile(&format!("{name} additional.p50"), 0.50, &ours.p50, theirs);
            self.quantile(&format!("{name} additional.p95"), 0.95, &ours.p95, theirs);
        }
    }

    fn joint(&mut self, evaluation: &Evaluation) {
        let joint = &self.results.joint;
        self.probability("joint.all_payers_gain", &joint.all_payers_gain, &evaluation.all_payers_gain);
        for (event, ours) in &joint.public_gains_and_payer_loses {
            let payer = event.trim_start_matches("public_gains_and_").trim_end_matches("_loses");
            self.probability(
                &format!("joint.{event}"),
                ours,
                &evaluation.public_gains_and_payer_loses[payer],
            );
        }
    }

    fn unadjusted(&mut self, evaluation: &Evaluation) {
        let Some(unadjusted) = &self.results.unadjusted else { return };
        for (name, ours) in unadjusted {
            let theirs = &evaluation.perspectives[name];
            let figure = format!("unadjusted {name}");
            let scale = mean(&theirs.unadjusted_net_benefit).abs();
            self.mean(
                &format!("{figure} net_benefit_mean"),
                &ours.net_benefit_mean,
                scale,
                &theirs.unadjusted_net_benefit,
            );
            self.probability(
                &format!("{figure} probability_break_even"),
                &ours.probability_break_even,
                &theirs.unadjusted_breaks_even,
            );
        }
    }

    fn base_case(&mut self, base_case: &BaseCase) {
        for (name, ours) in &self.results.base_case.net_benefit {
            let (theirs, scale) = base_case.net_benefit[name];
            self.same(&format!("base_case {name}"), *ours, theirs, scale);
        }
    }
}
