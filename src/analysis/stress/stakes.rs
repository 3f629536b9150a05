//! What every payer has at stake in each draw, and what a payment to it would go by: kept as columns, for the questions that look
//! at all draws at once.

use std::collections::BTreeMap;

use super::call::Call;
use crate::model::Paths;
use crate::summary::plan::{Moments, Plan, Product};
use crate::summary::question::Question;
use crate::summary::results::Estimate;
use crate::summary::{Columns, Failure, Kept, Reader};

/// What all have at stake.
pub(super) struct Stakes {
    columns: Columns,
    /// By payer, and of the perspective in question.
    pub of: BTreeMap<String, Stake>,
    /// What a payment of 1 in each year is worth.
    pub yearly: Kept,
    /// By outcome, in name order.
    pub successes: Vec<Success>,
}

/// Additional people in an outcome.
pub(super) struct Success {
    pub outcome: String,
    /// What a payment of 1 for each of them, in the year of onset, is worth.
    pub per: Kept,
    /// Its mean.
    pub mean: Estimate,
}

/// What one of them has at stake.
pub(super) struct Stake {
    /// Mean net benefit.
    pub mean: Estimate,
    /// Net benefit, and what it may lack of 0 and still count as a gain.
    pub margin: Kept,
    /// Its costs.
    pub costs: Kept,
    /// Their mean.
    pub mean_costs: Estimate,
    /// What brings its mean to 0.
    pub means: Means,
}

/// Amounts that bring a mean to 0; `None` where what they go by is not above 0 on average.
pub(super) struct Means {
    /// A year.
    pub yearly: Option<Estimate>,
    /// Of its costs.
    pub of_costs: Option<Estimate>,
    /// A success, by outcome.
    pub per_success: Vec<Option<Estimate>>,
}

/// Handles of an amount that brings a mean to 0: the mean, that of what it goes by, and their product.
type Needed = (Moments, Moments, Product);

struct Asked {
    name: String,
    margin: Kept,
    costs: Kept,
    yearly: Needed,
    of_costs: Needed,
    per_success: Vec<Needed>,
}

impl Stakes {
    /// Plays the scenario out as it is and keeps what all have at stake.
    ///
    /// # Errors
    /// [`Failure`] says why there is nothing.
    pub fn of(call: &Call<'_>) -> Result<Stakes, Failure> {
        let mut question = Question::default();
        let look = question.read(call.reading.clone()).map_err(Failure::Model)?;
        let transfers = question.transfers(look);
        let headlines = question.headlines(look);
        let is_at_stake = |name: &String| {
            call.reading.scenario.payers.contains_key(name) || *name == call.stresses.perspective
        };
        let mut asked = Vec::new();
        for ((name, headline), costs) in headlines.into_iter().zip(&transfers.costs) {
            if !is_at_stake(&name) {
                continue;
            }
            let margin = question.margin(&headline);
            let plan: &mut Plan = &mut question;
            let mut needed = |per| {
                let (net, per_mean) = (plan.moments(headline.expected), plan.moments(per));
                (net, per_mean, plan.product(headline.expected, per))
            };
            asked.push(Asked {
                yearly: needed(transfers.yearly),
                of_costs: needed(costs.expected),
                per_success: transfers.successes.iter().map(|(_, paths)| needed(paths.expected)).collect(),
                margin: plan.keep(margin),
                costs: plan.keep(costs.drawn),
                name,
            });
        }
        let yearly = question.keep(transfers.yearly);
        let kept: Vec<(Kept, Moments)> = transfers
            .successes
            .iter()
            .map(|(_, Paths { drawn, expected })| (question.keep(*drawn), question.moments(*expected)))
            .collect();
        let read = |reader: &Reader<'_>| {
            // What it is divided by is known to be above 0, or nothing is known of the amount.
            let amount = |(net, per, product): Needed| {
                let ratio = reader.ratio(net, per, product).filter(|_| reader.mean(per).lo > 0.0);
                Some(ratio?.negated())
            };
            let of = |asked: &Asked| {
                let means = Means {
                    yearly: amount(asked.yearly),
                    of_costs: amount(asked.of_costs),
                    per_success: asked.per_success.iter().map(|needed| amount(*needed)).collect(),
                };
                let [mean, mean_costs] = [asked.yearly.0, asked.of_costs.1].map(|of| reader.mean(of));
                let (margin, costs) = (asked.margin, asked.costs);
                (asked.name.clone(), Stake { mean, margin, costs, mean_costs, means })
            };
            let successes = transfers.successes.iter().zip(&kept).map(|((outcome, _), (per, mean))| {
                Success { outcome: outcome.clone(), per: *per, mean: reader.mean(*mean) }
            });
            (asked.iter().map(of).collect(), successes.collect())
        };
        let ((of, successes), columns) =
            call.keep(question, &mut |reader: &Reader<'_>, _, _| Ok(read(reader)))?;
        Ok(Stakes { columns, of, yearly, successes })
    }

    /// A draw of something kept.
    pub fn at(&self, kept: Kept, draw: usize) -> f64 {
        self.columns.at(kept, draw)
    }

    /// How many draws there are.
    pub fn draws(&self) -> usize {
        self.columns.count()
    }
}
