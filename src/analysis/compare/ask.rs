//! What a comparison wants of two readings: differences, draw by draw.

use crate::model::Headline;
use crate::model::column::Value;
use crate::summary::events::Sign;
use crate::summary::plan::{Moments, Plan, Product, Quantiles, Share, Turning};
use crate::summary::run::ask::Asked;

/// Probabilities of the quantiles of the paired difference.
pub(super) const QUANTILES: [f64; 3] = [0.05, 0.5, 0.95];

/// A perspective that two readings have.
pub(super) struct Paired {
    pub name: String,
    /// `None` where it is not touched: it comes to the very same in both.
    pub between: Option<Between>,
}

/// What is wanted of a perspective that is touched. Every change is the other's figure less the base's.
pub(super) struct Between {
    /// Of E[net benefit | θ].
    pub expected: Moments,
    /// Of drawn net benefit.
    pub net_benefit: Moments,
    pub quantiles: Quantiles,
    pub peak: Moments,
    /// Net benefit is higher, and lower.
    pub order: [Share; 2],
    /// Break-even turns, up and down.
    pub break_even: [Share; 2],
    pub years: Turning,
    /// Of the expectations, and of what is drawn: base, other, and their product.
    pub across: [(Moments, Moments, Product); 2],
}

/// Asks for what lies between two readings.
pub(super) fn ask(plan: &mut Plan, readings: [&Asked; 2], horizons: [usize; 2]) -> Vec<Paired> {
    let [base, other] = readings.map(|asked| &asked.outputs.perspectives);
    let mut all = Vec::new();
    for b in base {
        if let Some(o) = other.iter().find(|o| o.name == b.name) {
            let is_touched = b.headline != o.headline || horizons[0] != horizons[1];
            let between = is_touched.then(|| pair(plan, [&b.headline, &o.headline], horizons));
            all.push(Paired { name: b.name.clone(), between });
        }
    }
    plan.next_asker();
    all
}

fn pair(plan: &mut Plan, [b, o]: [&Headline; 2], horizons: [usize; 2]) -> Between {
    let mut less =
        |value: fn(&Headline) -> Value| plan.difference([value(o), value(b)], [o.tolerance, b.tolerance]);
    let (expected, net_benefit, peak) =
        (less(|h| h.expected), less(|h| h.net_benefit), less(|h| h.peak_need));
    let years = [b.break_even_year, o.break_even_year];
    let within = [(years[0], horizons[0] as f64), (years[1], horizons[1] as f64)];
    let counted = if horizons[0] < horizons[1] { horizons[0] } else { horizons[1] } + 1;
    let mut across = |value: fn(&Headline) -> Value| plan.correlation(value(b), value(o));
    Between {
        across: [across(|h| h.expected), across(|h| h.net_benefit)],
        expected: plan.moments(expected),
        net_benefit: plan.four_moments(net_benefit),
        quantiles: plan.quantiles(net_benefit, &QUANTILES),
        peak: plan.moments(peak),
        order: [Sign::Above, Sign::Below].map(|sign| plan.share_of_sign(net_benefit, sign)),
        break_even: plan.turned(within),
        years: plan.turning(years, counted),
    }
}
