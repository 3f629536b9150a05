//! One draw, step by step, with its numbers.

use super::words::{Language, mark, say};
use crate::model::{About, Step};
use crate::report::digits::{exact_money, written};
use crate::report::document::{Block, Document};
use crate::report::line::{Line, tame};
use crate::scenario::Scenario;

/// Which draw of which run.
#[derive(Debug, Clone, Copy)]
pub struct DrawOf {
    /// The draw, from 0.
    pub draw: u64,
    /// The seed.
    pub seed: u64,
}

/// Adds the steps of a draw to a page.
pub fn compose(
    page: &mut Document,
    scenario: &Scenario,
    of: DrawOf,
    steps: &[Step<f64>],
    language: Language,
) {
    let (draw, seed) = (of.draw, of.seed);
    let heading =
        say(language, format!("DRAW {draw}, STEP BY STEP"), format!("TRÆKNING {draw}, TRIN FOR TRIN"));
    page.heading(heading, say(language, format!("seed {seed}"), format!("frø {seed}")));
    let start = scenario.cohort.as_ref().map_or(0, |cohort| cohort.start);
    let money = |amount: f64| match language {
        Language::English => exact_money(amount, &scenario.currency),
        Language::Danish => mark(language, &exact_money(amount, "")) + &scenario.currency,
    };
    let mut steps: Vec<&Step<f64>> = steps.iter().collect();
    steps.sort_by_key(|step| chapter(&step.about));
    for step in steps {
        let number = mark(language, &written(step.value));
        let line = match &step.about {
            About::Input(name) => {
                let unit =
                    scenario.inputs.get(name).and_then(|input| input.unit.as_deref()).unwrap_or_default();
                format!("{name} = {number} {unit}")
            }
            About::Entrants(intake) => {
                let year = start + intake;
                say(
                    language,
                    format!("year {year}: {number} people enter"),
                    format!("år {year}: {number} personer begynder"),
                )
            }
            About::Dropouts(_) if step.value == 0.0 => continue,
            About::Dropouts(intake) => {
                let year = start + intake;
                say(
                    language,
                    format!("year {year}: {number} of them leave early"),
                    format!("år {year}: {number} af dem falder fra"),
                )
            }
            About::Additional { outcome, intake, age } => {
                let (year, entered) = (start + intake + age, start + intake);
                say(
                    language,
                    format!(
                        "year {year}: {number} more of those of year {entered} are in `{outcome}` than without the intervention"
                    ),
                    format!(
                        "år {year}: {number} flere af dem fra år {entered} er i `{outcome}` end uden indsatsen"
                    ),
                )
            }
            About::Line(name) => {
                let amount = money(step.value);
                say(
                    language,
                    format!("{name}: present value to the public {amount}"),
                    format!("{name}: nutidsværdi for det offentlige {amount}"),
                )
            }
            About::Flow { .. } if step.value == 0.0 => continue,
            About::Flow { payer, year } => {
                let label = scenario.payers.get(payer).map_or(payer.as_str(), |payer| payer.label.as_str());
                let amount = money(step.value);
                say(
                    language,
                    format!("year {year}: {label} {amount}"),
                    format!("år {year}: {label} {amount}"),
                )
            }
            About::DiscountFactor(year) => say(
                language,
                format!("money of year {year} counts {number} times"),
                format!("penge i år {year} tæller {number} gange"),
            ),
            About::Cumulative(year) => {
                let amount = money(step.value);
                say(
                    language,
                    format!("public, so far by year {year}, discounted: {amount}"),
                    format!("det offentlige, hidtil i år {year}, diskonteret: {amount}"),
                )
            }
            About::NetBenefit(perspective) => {
                let amount = money(step.value);
                let label = scenario.payers.get(perspective).map_or(perspective, |payer| &payer.label);
                say(
                    language,
                    format!("net benefit of {label}: {amount}"),
                    format!("nettoresultat for {label}: {amount}"),
                )
            }
            About::BreakEvenYear if step.value > scenario.horizon as f64 => say(
                language,
                "the public does not have its money back within the horizon",
                "det offentlige får ikke pengene igen inden for horisonten",
            ),
            About::BreakEvenYear => say(
                language,
                format!("the public has its money back in year {number}"),
                format!("det offentlige har pengene igen i år {number}"),
            ),
        };
        page.push(Block::Item(Line::from(tame(&line).as_str()), None));
    }
}

/// The order in which a reader follows a draw: what is drawn, people, money year by year, and what it comes to.
fn chapter(about: &About) -> u8 {
    match about {
        About::Input(_) => 0,
        About::Entrants(_) | About::Dropouts(_) => 1,
        About::Additional { .. } => 2,
        About::Flow { .. } => 3,
        About::DiscountFactor(_) => 4,
        About::Line(_) => 5,
        About::Cumulative(_) => 6,
        About::BreakEvenYear => 7,
        About::NetBenefit(_) => 8,
    }
}
