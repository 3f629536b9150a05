//! Puts readings in order by their figures.

use super::ask::{Asked, REGRET_QUANTILE};
use super::dominance::{Dominates, dominates};
use super::order::{Dominance, Order, Placed, Ranking};
use crate::summary::Reader;
use crate::summary::quantiles::Missed;
use crate::summary::results::Estimate;

/// The order of every perspective that was asked for; `names` are what the readings are called.
///
/// # Errors
/// [`Missed`] where a quantile was not kept.
pub fn answer(asked: &[Asked], names: &[String], reader: &Reader<'_>) -> Result<Ranking, Missed> {
    let order = |asked: &Asked| Ok((asked.name.clone(), Read { asked, names, reader }.order()?));
    Ok(Ranking { draws: reader.draws(), perspectives: asked.iter().map(order).collect::<Result<_, _>>()? })
}

struct Read<'a> {
    asked: &'a Asked,
    names: &'a [String],
    reader: &'a Reader<'a>,
}

impl Read<'_> {
    fn order(&self) -> Result<Order, Missed> {
        let (reader, places) = (self.reader, &self.asked.places);
        let means: Vec<Estimate> = places.iter().map(|place| reader.mean(place.expected)).collect();
        let mut order: Vec<usize> = (0..places.len()).collect();
        // Equal means stay in the order of the call.
        order.sort_by(|&a, &b| means[b].value.total_cmp(&means[a].value));
        let mut placed = Vec::new();
        for (place, &at) in order.iter().enumerate() {
            let behind = place.checked_sub(1).map(|before| self.lead(order[before], at));
            let [regret_p95] = reader.quantiles(places[at].regret_quantiles, REGRET_QUANTILE)?;
            placed.push(Placed {
                name: self.names[at].clone(),
                net_benefit: means[at],
                behind,
                within_noise: behind.is_some_and(|lead| lead.lo <= 0.0),
                probability_best: reader.share(places[at].best),
                expected_regret: reader.mean(places[at].regret),
                regret_p95,
                largest_regret: reader.largest(places[at].largest),
            });
        }
        let largest = |at: &usize| reader.largest(places[*at].largest);
        let minimax = order.iter().min_by(|a, b| largest(a).total_cmp(&largest(b)));
        let minimax_regret = minimax.map(|at| self.names[*at].clone()).unwrap_or_default();
        Ok(Order { places: placed, minimax_regret, dominance: self.dominance(&order) })
    }

    /// How far the first lies before the second on average.
    fn lead(&self, first: usize, second: usize) -> Estimate {
        let pair = if first < second { (first, second) } else { (second, first) };
        let lead = self.asked.leads.iter().find(|(of, _)| *of == pair).map(|(_, lead)| *lead);
        let lead = self.reader.mean(lead.expect("every pair has its lead"));
        if first < second { lead } else { lead.negated() }
    }

    /// Pairs of which one dominates, or may.
    fn dominance(&self, order: &[usize]) -> Vec<Dominance> {
        let Some((grid, spreads)) = self.reader.spreads(self.asked.spreads) else { return Vec::new() };
        let mut found = Vec::new();
        for &a in order {
            for &b in order.iter().filter(|b| **b != a) {
                let behind = self.lead(b, a);
                let draws = self.reader.draws();
                let [first_order, second_order] = dominates(grid, &spreads[a], &spreads[b], draws, &behind);
                if first_order != Dominates::No || second_order != Dominates::No {
                    found.push(Dominance {
                        dominant: self.names[a].clone(),
                        dominated: self.names[b].clone(),
                        first_order,
                        second_order,
                    });
                }
            }
        }
        found
    }
}
