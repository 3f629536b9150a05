//! Who pays whom how much: what is said about it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::summary::results::Estimate;

/// What one payer, the funder, could agree with each of the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Payers {
    /// The payer that pays.
    pub funder: String,
    /// Its name for people.
    pub label: String,
    /// Whether it was chosen by the rule: the public payer likeliest to break even, of equals the one with the larger mean, then the
    /// first by name.
    pub chosen: bool,
    /// P(net benefit of the public ≥ 0): where all payers are public, no agreement that is fixed beforehand lets all of them break even
    /// more often.
    pub bound: Estimate,
    /// Whether all payers are public.
    pub all_public: bool,
    /// By payer, but for the funder.
    pub agreements: BTreeMap<String, Agreements>,
}

/// What the funder could agree with a payer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Agreements {
    /// The payer's name for people.
    pub label: String,
    /// Whether it is a public payer.
    pub public: bool,
    /// The same amount, undiscounted, in each year from 0 to the horizon.
    pub transfer: Agreement,
    /// A share of the payer's own costs; null where these are not above 0 on average.
    pub cofinancing: Option<Agreement>,
    /// By outcome: an amount for each additional person, in the year of onset.
    pub per_success: BTreeMap<String, Agreement>,
}

/// How much it takes of one kind of payment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Agreement {
    /// What brings the payer's mean net benefit to 0 (delta method); null where what is paid for is not above 0 on average.
    pub mean: Option<Estimate>,
    /// The least amount with which the payer breaks even with the target probability; below 0 it could give as much. Where in some draws
    /// what is paid for is below 0, the least from 0 on. Null where no amount is enough, or any.
    pub needed: Option<Estimate>,
    /// The largest amount with which the funder still breaks even with the target probability; null where no amount is small enough, or
    /// any.
    pub affordable: Option<Estimate>,
    /// With which the payer, the funder and every other public payer break even in one and the same draw.
    pub joint: Joint,
}

/// How likely all break even at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Joint {
    /// Where it is likeliest.
    pub best: Best,
    /// The amounts with which it reaches the target; null where none does.
    pub range: Option<Range>,
}

/// The likeliest that it comes to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Best {
    /// The least amount of those that are best; its interval holds the amounts that cannot be told apart from it. Null where no
    /// amount makes a difference.
    pub amount: Option<Estimate>,
    /// Probability that all break even then.
    pub probability: Estimate,
}

/// From the first to the last amount.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Range {
    /// The first; null where the target is met however small the amount.
    pub from: Option<Estimate>,
    /// The last; null where the target is met however large the amount.
    pub to: Option<Estimate>,
}
