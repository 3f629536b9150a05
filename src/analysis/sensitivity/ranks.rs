//! How an input and net benefit rise and fall together, by ranks: Spearman's correlation, and the partial correlation with
//! all other doubtful inputs held (Iman & Helton, 1985, NUREG/CR-3904).

use rayon::prelude::*;

use super::ask::Asked;
use crate::analysis::doubtful::{Doubtful, Together as Group};
use crate::sampling::Sampling;
use crate::summary::Columns;
use crate::summary::ranks::{Order, Ranking, Together};
use crate::summary::results::Estimate;

/// Both of one input and perspective.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Correlated {
    pub spearman: Option<Estimate>,
    pub partial: Option<Estimate>,
}

/// By perspective and input; nothing where a perspective's expectation does not vary.
pub(super) fn correlated(
    asked: &Asked,
    columns: &Columns,
    varies: &[bool],
    draws: u64,
    sampling: Sampling,
) -> Vec<Vec<Correlated>> {
    let ranking = Ranking::new(draws, sampling);
    let doubtful = &asked.doubtful;
    let values: Vec<Option<Order>> = asked
        .perspectives
        .par_iter()
        .zip(varies)
        .map(|(of, varies)| varies.then(|| Order::of(&columns.draws(of.expected))))
        .collect();
    let own = |order: &Option<Order>| order.as_ref().map(|order| ranking.together(order, order));
    let own_values: Vec<Option<Together>> = values.par_iter().map(own).collect();
    // Of each input: its product with itself, and with every perspective. The order is kept where it is needed again.
    struct Input {
        order: Order,
        own: Together,
        with: Vec<Option<Together>>,
    }
    let inputs: Vec<Input> = doubtful
        .par_iter()
        .map(|input| {
            let order = Order::of(columns.column(input.column));
            let own = ranking.together(&order, &order);
            let with = values.iter().map(|value| value.as_ref().map(|value| ranking.together(&order, value)));
            let with = with.collect();
            let order = if input.group.is_some() { order } else { order.without_draws() };
            Input { order, own, with }
        })
        .collect();
    // Below the diagonal, row by row.
    let pairs: Vec<(usize, usize)> = (0..inputs.len()).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
    let pairs: Vec<Together> = pairs
        .par_iter()
        .map(|&(a, b)| {
            let [x, y] = [&inputs[a].order, &inputs[b].order];
            if doubtful[a].group.is_some() && doubtful[a].group == doubtful[b].group {
                ranking.together(x, y)
            } else {
                ranking.apart(&x.ranks, &y.ranks)
            }
        })
        .collect();
    let row = |a: usize| -> Vec<&Together> {
        pairs[a * a.saturating_sub(1) / 2..][..a].iter().chain([&inputs[a].own]).collect()
    };
    let of_perspective = |at: usize| -> Vec<Correlated> {
        let Some(own) = &own_values[at] else { return vec![Correlated::default(); inputs.len()] };
        let with: Vec<&Together> =
            inputs.iter().map(|input| input.with[at].as_ref().expect("it varies")).collect();
        let held: Vec<usize> = (0..inputs.len()).filter(|at| !follows(doubtful, *at)).collect();
        let among = |a: &usize| -> Vec<&Together> {
            row(*a)
                .into_iter()
                .enumerate()
                .filter(|(b, _)| held.contains(b))
                .map(|(_, together)| together)
                .collect()
        };
        let mut triangle: Vec<Vec<&Together>> = held.iter().map(among).collect();
        triangle.push(held.iter().map(|at| with[*at]).chain([own]).collect());
        let partial = ranking.partial(&triangle);
        let partial = |place: usize| {
            let is_part = matches!(doubtful[place].group, Some(Group::Parts { .. }));
            let at = held.iter().position(|at| *at == place).filter(|_| !is_part)?;
            partial.as_ref().map(|partial| partial[at])
        };
        let of = |(place, input): (usize, &Input)| Correlated {
            spearman: ranking.spearman(with[place], &input.own, own),
            partial: partial(place),
        };
        inputs.iter().enumerate().map(of).collect()
    };
    (0..asked.perspectives.len()).into_par_iter().map(of_perspective).collect()
}

/// Whether an input is what the parts before it leave: the last of a whole all of whose parts are read. It says nothing beside the others,
/// and no part can be told with the rest of its whole held.
fn follows(doubtful: &[Doubtful], at: usize) -> bool {
    let Some(Group::Parts { count, .. }) = &doubtful[at].group else { return false };
    let read = doubtful.iter().filter(|other| other.group == doubtful[at].group).count();
    read == *count && doubtful[at + 1..].iter().all(|other| other.group != doubtful[at].group)
}
