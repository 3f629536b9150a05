//! Warnings of a comparison.

use serde::{Deserialize, Serialize};

use crate::scenario::codes::Code;
use crate::scenario::spelling::number;

/// What makes a comparison say less.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ComparisonWarning {
    /// The two count different years.
    Horizon {
        /// Horizon of the base.
        base: usize,
        /// Horizon of the other.
        other: usize,
    },
    /// The two weigh later money differently.
    Discount,
    /// The two have different payers.
    Payers,
    /// A perspective that adds up other payers or taxes.
    Perspective {
        /// The perspective.
        perspective: String,
    },
    /// A requirement of the base that was dropped or loosened.
    WeakerRequirement {
        /// The requirement, as it is called.
        requirement: String,
    },
    /// Money that is shown in the prices of another year.
    Prices {
        /// The year whose prices the other is in.
        price_year: i32,
        /// The year in whose prices it is shown.
        shown: i32,
        /// How many times as large.
        factor: f64,
    },
    /// A scenario that counts other years than the first one.
    OtherYears {
        /// The scenario.
        scenario: String,
    },
    /// A scenario that weighs later money otherwise than the first one.
    OtherDiscount {
        /// The scenario.
        scenario: String,
    },
    /// A scenario that has other payers than the first one.
    OtherPayers {
        /// The scenario.
        scenario: String,
    },
    /// A base that is invalid.
    InvalidBase {
        /// File and line.
        place: String,
        /// What is wrong with it, in English.
        reason: String,
    },
    /// A stored result with other figures than the same draws give now.
    StoredFigures {
        /// The result.
        stored: String,
        /// The perspective that differs.
        perspective: String,
        /// Its mean net benefit and its probability of break-even as stored.
        was: [f64; 2],
        /// The same now.
        now: [f64; 2],
        /// The version that made it.
        version: String,
    },
}

impl ComparisonWarning {
    /// Its code.
    pub fn code(&self) -> Code {
        match self {
            ComparisonWarning::Horizon { .. } | ComparisonWarning::OtherYears { .. } => Code::UnlikeHorizon,
            ComparisonWarning::Discount | ComparisonWarning::OtherDiscount { .. } => Code::UnlikeDiscount,
            ComparisonWarning::Payers | ComparisonWarning::OtherPayers { .. } => Code::UnlikePayers,
            ComparisonWarning::Perspective { .. } => Code::UnlikePerspective,
            ComparisonWarning::WeakerRequirement { .. } => Code::WeakerRequirement,
            ComparisonWarning::Prices { .. } => Code::RestatedPrices,
            ComparisonWarning::InvalidBase { .. } => Code::InvalidBase,
            ComparisonWarning::StoredFigures { .. } => Code::StoredFiguresDiffer,
        }
    }

    /// The cause, as a lowercase fragment.
    pub fn message(&self) -> String {
        match self {
            ComparisonWarning::Horizon { base, other } => {
                format!("the base counts years 0–{base}, the other years 0–{other}")
            }
            ComparisonWarning::Discount | ComparisonWarning::Payers => self.code().meaning().to_owned(),
            ComparisonWarning::Perspective { perspective } => {
                format!("`{perspective}` adds up other payers or taxes than in the base")
            }
            ComparisonWarning::WeakerRequirement { requirement } => {
                format!("`{requirement}` of the base was dropped or loosened")
            }
            ComparisonWarning::Prices { price_year, shown, factor } => format!(
                "the other is in {price_year} prices: its figures of money are shown in {shown} prices, {} times as large",
                number(*factor)
            ),
            ComparisonWarning::OtherYears { scenario } => {
                format!("in {scenario} other years are counted than in the first scenario")
            }
            ComparisonWarning::OtherDiscount { scenario } => {
                format!("in {scenario} later money is weighed in another way than in the first scenario")
            }
            ComparisonWarning::OtherPayers { scenario } => {
                format!("in {scenario} there are other payers than in the first scenario")
            }
            ComparisonWarning::InvalidBase { place, reason } => {
                let base = if place.is_empty() { String::new() } else { format!("the base, {place}: ") };
                format!("not compared, as the base is invalid; {base}{reason}")
            }
            ComparisonWarning::StoredFigures { stored, perspective, was, now, .. } => format!(
                "{stored} was stored with other figures than the same seed and draws give now: for {perspective} a mean net benefit of \
                 {} and a probability of break-even of {}, now {} and {}",
                short(was[0]),
                short(was[1]),
                short(now[0]),
                short(now[1])
            ),
        }
    }

    /// What to try, as a lowercase fragment.
    pub fn help(&self) -> String {
        match self {
            ComparisonWarning::StoredFigures { version, .. } => format!(
                "it was made by version {version}, or altered since; what is compared is simulated now"
            ),
            _ => self.code().help().to_owned(),
        }
    }
}

/// A figure with as many digits as are compared by eye.
fn short(figure: f64) -> String {
    number(format!("{figure:.5e}").parse().unwrap_or(figure))
}
