//! How large a study should be: its value for the decision against what it costs (Willan & Pinto, 2005, "The value of
//! information and optimal clinical trial design", Stat. Med. 24:1791).

use rayon::prelude::*;

use super::perfect::first_best;
use super::valuation::{Best, Sized};
use crate::summary::results::Estimate;

/// Numbers of people that are tried.
#[derive(Debug, Clone, PartialEq)]
pub enum Sizes {
    /// Up to this many: every number up to 64, then in steps of an eighth of an octave, and round numbers.
    UpTo(u32),
    /// These.
    These(Vec<u32>),
}

/// Round numbers that are tried and shown.
pub const ROUND: [u32; 12] = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000];

/// Most numbers that are tried between neighbours.
const MOST_BETWEEN: usize = 200;

/// Largest number up to which every number is tried.
const EVERY: u32 = 64;

impl Sizes {
    /// The numbers, rising.
    pub(super) fn all(&self) -> Vec<u32> {
        let mut all: Vec<u32> = match self {
            Sizes::These(these) => these.clone(),
            Sizes::UpTo(most) => {
                let mut all: Vec<u32> = (1..=EVERY.min(*most)).collect();
                let step = |k: i32| (f64::from(EVERY) * libm::exp2(f64::from(k) / 8.0)).round() as u32;
                all.extend((1..).map(step).take_while(|n| n < most));
                all.extend(ROUND.iter().filter(|n| *n < most));
                all.push(*most);
                all
            }
        };
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// What a study costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StudyCost {
    /// However many are followed.
    pub fixed: f64,
    /// For each person; with two arms, for one in each.
    pub per_person: f64,
}

impl StudyCost {
    /// The value of a study of `n` people less what it costs.
    pub(super) fn net(&self, worth: Estimate, n: u32) -> Estimate {
        worth.shifted(-(self.fixed + f64::from(n) * self.per_person))
    }
}

/// The best size, where one is worth its costs; `worth` gives the value of a size. Between the neighbours of the best one of
/// `tried` all numbers are tried too, or 200 of them.
pub(super) fn best(tried: &[Sized], cost: StudyCost, worth: impl Fn(u32) -> Estimate + Sync) -> Option<Best> {
    let of = |sized: &Sized| (sized.n, sized.enbs.unwrap_or(sized.value));
    let mut all: Vec<(u32, Estimate)> = tried.iter().map(of).collect();
    let best = |all: &[(u32, Estimate)]| first_best(all.len(), |at| all[at].1.value);
    let at = best(&all)?;
    let from = at.checked_sub(1).map_or(all[at].0, |before| all[before].0 + 1);
    let to = all.get(at + 1).map_or(all[at].0, |(after, _)| after - 1);
    // Where there are many, as many as show the best one to a part in a thousand.
    let step = (to - from) as usize / MOST_BETWEEN + 1;
    let between: Vec<u32> = (from..=to).step_by(step).filter(|n| *n != all[at].0).collect();
    all.extend(between.into_par_iter().map(|n| (n, cost.net(worth(n), n))).collect::<Vec<_>>());
    all.sort_by_key(|(n, _)| *n);
    let (n, enbs) = all[best(&all)?];
    if !(enbs.value > 0.0) {
        return None;
    }
    let near: Vec<u32> = all.iter().filter(|(_, e)| e.value >= 0.95 * enbs.value).map(|(n, _)| *n).collect();
    Some(Best { n, enbs, near_best: [near[0], near[near.len() - 1]] })
}
