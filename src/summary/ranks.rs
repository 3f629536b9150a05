//! Ranks of columns, and how these go together: Spearman's correlation and the partial correlation of ranks.
//!
//! Errors are the jackknife's over 16 batches or replicates. What ranks would be without a batch is taken to first order, by
//! the influence of each draw on the covariance of two ranks: its own product, and what it moves the ranks of all others by
//! (Hampel, 1974, "The influence curve and its role in robust estimation", J. Am. Stat. Assoc. 69:383, of
//! E[(F(X) − ½)(G(Y) − ½)]).

use super::batches::{Each, Grouping, Sizes};
use super::estimate::Estimate;
use super::interval::Confidence;
use super::sample::artanh;
use crate::block::BLOCK;
use crate::sampling::{REPLICATES, Sampling};

/// Pivots below this, of correlations, count as 0.
const NO_PIVOT: f64 = 1e-9;

/// So near to ±1 a correlation is taken to be that.
const CRUMBS: f64 = 1e-12;

/// The most draws that can be ranked.
pub const MOST_RANKED: u64 = i32::MAX as u64;

/// A column by its order.
#[derive(Debug)]
pub struct Order {
    /// The draws, by rising value; none where they are not needed any more.
    order: Vec<u32>,
    /// The ranks.
    pub ranks: Ranks,
}

/// Ranks of draws, those of equal values the middle of theirs: twice the rank less n + 1, from −n to n.
#[derive(Debug)]
pub struct Ranks(Vec<i32>);

impl Order {
    /// Puts a column in order.
    pub fn of(column: &[f64]) -> Order {
        let order = in_order(column);
        let n = column.len() as i64;
        let mut ranks = vec![0; column.len()];
        let equal = |a: &u32, b: &u32| column[*a as usize] == column[*b as usize];
        let mut before = 0;
        for run in order.chunk_by(equal) {
            let len = run.len() as i64;
            // Ranks before + 1 … before + len; twice their middle.
            let twice = 2 * before + len + 1;
            run.iter().for_each(|draw| ranks[*draw as usize] = (twice - n - 1) as i32);
            before += len;
        }
        Order { order, ranks: Ranks(ranks) }
    }

    /// The ranks alone: half of the memory.
    #[must_use]
    pub fn without_draws(self) -> Order {
        Order { order: Vec::new(), ..self }
    }

    /// By group, the sum over its draws of how much each moves the mean product with `other` by moving the ranks of this
    /// column: twice the sum of `other`'s ranks where this column is larger, and half of that where it is equal.
    fn moved(&self, other: &Ranks, grouping: Grouping) -> Each {
        let ranks = &self.ranks.0;
        let mut sums = [0.0; REPLICATES];
        let mut above = 0.0;
        for run in self.order.chunk_by(|a, b| ranks[*a as usize] == ranks[*b as usize]).rev() {
            let level: f64 = run.iter().map(|draw| f64::from(other.0[*draw as usize])).sum();
            // Twice, as ranks here are twice ranks, and differ by at most 2n.
            let moved = 2.0 * above + level;
            for draw in run {
                let at = *draw as usize;
                sums[grouping.of((at / BLOCK) as u64, at % BLOCK)] += moved;
            }
            above += level;
        }
        sums
    }
}

/// The draws by rising value, equal ones by number.
fn in_order(column: &[f64]) -> Vec<u32> {
    let larger = |a: f64, b: f64| if b > a { b } else { a };
    let low = -column.iter().fold(f64::NEG_INFINITY, |most, x| larger(most, -x));
    let high = column.iter().fold(f64::NEG_INFINITY, |most, x| larger(most, *x));
    // How far a number lies from the lowest, in as many steps as go beside its draw's number into 64 bits.
    let bits = u64::BITS - (column.len() as u64).leading_zeros();
    let steps = libm::ldexp(1.0, (u64::BITS - bits) as i32 - 1);
    let scale = steps / (high - low);
    let exactly = |a: &u32, b: &u32| column[*a as usize].total_cmp(&column[*b as usize]).then(a.cmp(b));
    if !scale.is_normal() {
        let mut order: Vec<u32> = (0..column.len() as u32).collect();
        // A column of one value is in order.
        if high > low {
            order.sort_unstable_by(exactly);
        }
        return order;
    }
    let step = |x: f64| ((x - low) * scale) as u64;
    let mut keys: Vec<u64> = (0..).zip(column).map(|(draw, x)| step(*x) << bits | draw).collect();
    keys.sort_unstable();
    let mut order: Vec<u32> = keys.iter().map(|key| (key & ((1 << bits) - 1)) as u32).collect();
    let mut from = 0;
    for run in keys.chunk_by(|a, b| a >> bits == b >> bits) {
        let same = &mut order[from..from + run.len()];
        if !same.is_sorted_by(|a, b| column[*a as usize] <= column[*b as usize]) {
            same.sort_unstable_by(exactly);
        }
        from += run.len();
    }
    order
}

/// The mean product of the ranks of two columns, and what it would be without each group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Together {
    all: f64,
    without: Each,
}

/// Ranks of several columns, with the groups that their draws belong to.
#[derive(Debug, Clone, Copy)]
pub struct Ranking {
    grouping: Grouping,
    sizes: Sizes,
    draws: f64,
}

impl Ranking {
    /// Of so many draws.
    pub fn new(draws: u64, sampling: Sampling) -> Ranking {
        let grouping = Grouping::of_draws(sampling, true);
        let sizes = grouping.sizes(draws).expect("draws are told apart in batches");
        Ranking { grouping, sizes, draws: draws as f64 }
    }

    /// By group, the sum of the products of two columns' ranks.
    fn products(&self, a: &Ranks, b: &Ranks) -> Each {
        let mut sums = [0.0; REPLICATES];
        for (block, (a, b)) in a.0.chunks(BLOCK).zip(b.0.chunks(BLOCK)).enumerate() {
            let mut lanes = [0.0; REPLICATES];
            let ((rows, rest), (others, rest_of)) =
                (a.as_chunks::<REPLICATES>(), b.as_chunks::<REPLICATES>());
            for (a, b) in rows.iter().zip(others) {
                for l in 0..REPLICATES {
                    lanes[l] += f64::from(a[l]) * f64::from(b[l]);
                }
            }
            for (l, (a, b)) in rest.iter().zip(rest_of).enumerate() {
                lanes[l] += f64::from(*a) * f64::from(*b);
            }
            if self.grouping.is_by_draw() {
                sums.iter_mut().zip(lanes).for_each(|(sum, lane)| *sum += lane);
            } else {
                sums[self.grouping.of(block as u64, 0)] += lanes.iter().sum::<f64>();
            }
        }
        sums
    }

    /// Two columns, which may be one.
    pub fn together(&self, a: &Order, b: &Order) -> Together {
        let [of_a, of_b] = [a.moved(&b.ranks, self.grouping), b.moved(&a.ranks, self.grouping)];
        let products = self.products(&a.ranks, &b.ranks);
        self.with(products, |group| of_a[group] + of_b[group], 3.0)
    }

    /// Two columns that are independent by law: moving the ranks of others then moves nothing.
    pub fn apart(&self, a: &Ranks, b: &Ranks) -> Together {
        self.with(self.products(a, b), |_| 0.0, 1.0)
    }

    fn with(&self, products: Each, moved: impl Fn(usize) -> f64, times: f64) -> Together {
        let all = products.iter().sum::<f64>() / self.draws;
        let without = std::array::from_fn(|group| {
            let own = self.sizes.of(group);
            let influence = (products[group] + moved(group)) / own - times * all;
            all - own / (self.draws - own) * influence
        });
        Together { all, without }
    }

    /// Spearman's correlation of two columns from their product and those of each with itself; `None` where either does not
    /// vary. Its interval is that of artanh.
    pub fn spearman(&self, both: &Together, a: &Together, b: &Together) -> Option<Estimate> {
        let of = |both: f64, a: f64, b: f64| (a > 0.0 && b > 0.0).then(|| both / (a * b).sqrt());
        let all = of(both.all, a.all, b.all)?;
        self.estimate(all, |group| of(both.without[group], a.without[group], b.without[group]))
    }

    /// The partial correlation of the ranks of each of some columns with the last one, the others held: of the products of all
    /// pairs, the lower triangle row by row. `None` where a column is a function of the others.
    ///
    /// From the inverse P of the correlation matrix, −Pᵢₗ/√(PᵢᵢPₗₗ): Iman & Helton (1985), "A comparison of uncertainty and
    /// sensitivity analysis techniques for computer models", NUREG/CR-3904, §2.
    pub fn partial(&self, triangle: &[Vec<&Together>]) -> Option<Vec<Estimate>> {
        let matrix = |of: &dyn Fn(&Together) -> f64| -> Option<Vec<f64>> {
            let rows: Vec<Vec<f64>> =
                triangle.iter().map(|row| row.iter().map(|together| of(together)).collect()).collect();
            partial_with_last(&rows)
        };
        if let [own, last] = triangle {
            // There is nothing to hold.
            return self.spearman(last[0], own[0], last[1]).map(|e| vec![e]);
        }
        let all = matrix(&|together| together.all)?;
        let mut without = Vec::with_capacity(REPLICATES);
        for group in 0..REPLICATES {
            without.push(matrix(&|together| together.without[group])?);
        }
        let of = |at: usize| self.estimate(all[at], |group| Some(without[group][at]));
        (0..all.len()).map(of).collect()
    }

    fn estimate(&self, all: f64, without: impl Fn(usize) -> Option<f64>) -> Option<Estimate> {
        if 1.0 - all.abs() < CRUMBS {
            return Some(Estimate::exact(all.clamp(-1.0, 1.0)));
        }
        let mut each = [0.0; REPLICATES];
        for (group, each) in each.iter_mut().enumerate() {
            *each = artanh(without(group)?.clamp(CRUMBS - 1.0, 1.0 - CRUMBS));
        }
        let e = self.sizes.jackknife(artanh(all), &each, Confidence::USUAL);
        Some(Estimate {
            value: all,
            se: (1.0 - all * all) * e.se,
            lo: libm::tanh(e.lo),
            hi: libm::tanh(e.hi),
        })
    }
}

/// The partial correlations with the last of some columns, of whose covariances the lower triangle is given.
fn partial_with_last(triangle: &[Vec<f64>]) -> Option<Vec<f64>> {
    let count = triangle.len();
    let diagonal: Vec<f64> = triangle.iter().map(|row| row[row.len() - 1]).collect();
    if !diagonal.iter().all(|own| *own > 0.0) {
        return None;
    }
    let entry = |a: usize, b: usize| triangle[a.max(b)][a.min(b)] / (diagonal[a] * diagonal[b]).sqrt();
    let mut rest: Vec<Vec<f64>> = (0..count).map(|a| (0..count).map(|b| entry(a, b)).collect()).collect();
    let mut inverse: Vec<Vec<f64>> =
        (0..count).map(|a| (0..count).map(|b| f64::from(a == b)).collect()).collect();
    // Gauss and Jordan; of a positive definite matrix any order of the pivots will do.
    for pivot in 0..count {
        let size = rest[pivot][pivot];
        if !(size > NO_PIVOT) {
            return None;
        }
        for of in [&mut rest, &mut inverse] {
            of[pivot].iter_mut().for_each(|x| *x /= size);
        }
        for row in (0..count).filter(|row| *row != pivot) {
            let factor = rest[row][pivot];
            for of in [&mut rest, &mut inverse] {
                let [row, own] = of.get_disjoint_mut([row, pivot]).expect("they are two rows");
                row.iter_mut().zip(own).for_each(|(x, own)| *x -= factor * *own);
            }
        }
    }
    let last = count - 1;
    let partial = |at: usize| -inverse[at][last] / (inverse[at][at] * inverse[last][last]).sqrt();
    Some((0..last).map(partial).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_the_middle_of_their_ranks() {
        // Ranks 1, 2.5, 2.5, 4, 5 in order; twice that less 6.
        let order = Order::of(&[3.0, -1.0, 0.0, 7.0, 0.0]);
        assert_eq!(order.ranks.0, [2, -4, -1, 4, -1]);
        assert_eq!(order.order, [1, 2, 4, 0, 3]);
        assert_eq!(Order::of(&[-0.0, 0.0]).ranks.0, [0, 0]);
        assert_eq!(Order::of(&[2.0; 3]).ranks.0, [0, 0, 0]);
    }

    #[test]
    fn numbers_of_any_size_are_put_in_order() {
        // Most of them in one step of the way from the lowest to the highest, or a distance beyond a double's range.
        for column in [
            vec![1e300, 1e-300, -1.0, 2e-300, 0.0, 1.5e-300],
            vec![f64::MAX, -f64::MAX, 1.0, -1.0],
            vec![5e-324, 0.0, -5e-324],
            vec![1.0 + f64::EPSILON, 1.0, 1e9],
        ] {
            let order = Order::of(&column).order;
            assert!(
                order.is_sorted_by(|a, b| column[*a as usize] < column[*b as usize]),
                "{column:?}: {order:?}"
            );
        }
    }

    /// Leaving a batch out for good gives nearly what the influences say.
    #[test]
    fn influences_are_what_leaving_a_batch_out_does() {
        let n = 16_000;
        let noise = |i: usize, by: usize| (i * by % 16_001) as f64 / 16_001.0;
        let a: Vec<f64> = (0..n).map(|i| noise(i, 7919)).collect();
        let b: Vec<f64> = (0..n).map(|i| a[i] * a[i] + 0.3 * noise(i, 104_729)).collect();
        // Few values, so that ranks are tied.
        let c: Vec<f64> = (0..n).map(|i| libm::floor(5.0 * (a[i] + noise(i, 1_299_709)))).collect();
        let ranking = Ranking::new(n as u64, Sampling::Random);
        let mean = |a: &Order, b: &Order| {
            let n = a.order.len() as f64;
            a.ranks.0.iter().zip(&b.ranks.0).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>()
                / n
                / n
                / n
        };
        for (a, b) in [(&a, &b), (&a, &c), (&c, &c)] {
            let together = ranking.together(&Order::of(a), &Order::of(b));
            let scale = (n * n) as f64;
            for group in 0..REPLICATES {
                let rest = |column: &[f64]| -> Vec<f64> {
                    (0..n).filter(|i| i % REPLICATES != group).map(|i| column[i]).collect()
                };
                let exact = mean(&Order::of(&rest(a)), &Order::of(&rest(b)));
                let (all, without) = (together.all / scale, together.without[group] / scale);
                assert!(
                    (exact - without).abs() < 0.02 * (exact - all).abs() + 2e-6,
                    "{group}: {exact}, {without}, {all}"
                );
            }
        }
    }

    #[test]
    fn partial_correlations_of_three() {
        // r12.3 = (r12 − r13 r23)/√((1 − r13²)(1 − r23²)), with variances 1, 4 and 9.
        let found =
            partial_with_last(&[vec![1.0], vec![0.5 * 2.0, 4.0], vec![0.6 * 3.0, 0.4 * 6.0, 9.0]]).unwrap();
        let exact = |own: f64, other: f64, both: f64| {
            (own - both * other) / ((1.0 - both * both) * (1.0 - other * other)).sqrt()
        };
        assert!((found[0] - exact(0.6, 0.4, 0.5)).abs() < 1e-14, "{found:?}");
        assert!((found[1] - exact(0.4, 0.6, 0.5)).abs() < 1e-14, "{found:?}");
        assert_eq!(partial_with_last(&[vec![1.0], vec![1.0, 1.0]]), None);
    }
}
