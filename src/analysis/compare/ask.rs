//! What a comparison wants of two readings: differences, draw by draw.

use crate::model::column::Value;
use crate::model::{Headline, PerspectiveOutputs};
use crate::summary::events::{Event, Sign};
use crate::summary::plan::{Moments, Plan, Product, Ranked, Share, Turning};
use crate::summary::quantity::Recipe;
use crate::summary::run::ask::Asked;

/// Probabilities of the quantiles of the paired difference.
pub(super) const QUANTILES: [f64; 3] = [0.05, 0.5, 0.95];

/// What is wanted of a perspective that two readings have. Every change is the other's figure less the base's.
pub(super) struct Paired {
    pub name: String,
    /// Of E[net benefit | θ].
    pub expected: Moments,
    /// Of drawn net benefit.
    pub net_benefit: Moments,
    pub quantiles: Ranked,
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
            all.push(pair(plan, [b, o], horizons));
        }
    }
    plan.next_asker();
    all
}

fn pair(plan: &mut Plan, [base, other]: [&PerspectiveOutputs; 2], horizons: [usize; 2]) -> Paired {
    let (b, o) = (&base.headline, &other.headline);
    let tolerances = [o.tolerance, b.tolerance];
    let of = |value: fn(&Headline) -> Value| Recipe::Difference { of: [value(o), value(b)], tolerances };
    let expected = plan.make(of(|h| h.expected));
    let net_benefit = plan.make(of(|h| h.net_benefit));
    let peak = plan.make(of(|h| h.peak_need));
    let years = [b.break_even_year, o.break_even_year];
    let [before, after] = [(years[0], horizons[0] as f64), (years[1], horizons[1] as f64)];
    let counted = if horizons[0] < horizons[1] { horizons[0] } else { horizons[1] } + 1;
    let mut across = |value: fn(&Headline) -> Value| {
        (plan.moments(value(b)), plan.moments(value(o)), plan.product(value(b), value(o)))
    };
    Paired {
        name: base.name.clone(),
        across: [across(|h| h.expected), across(|h| h.net_benefit)],
        expected: plan.moments(expected),
        net_benefit: plan.four_moments(net_benefit),
        quantiles: plan.quantiles(net_benefit, &QUANTILES, false),
        peak: plan.moments(peak),
        order: [Sign::Above, Sign::Below].map(|sign| plan.share_of_sign(net_benefit, sign)),
        break_even: [(after, before), (before, after)]
            .map(|(first, second)| plan.share(Event::FirstOnly(first, second))),
        years: plan.turning(years, counted),
    }
}
