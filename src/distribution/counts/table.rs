//! Binomial counts where neither the number of trials nor the chance varies: a table for the whole run.

use super::binomial::fill_binomial_on;
use super::exact::Trials;
use crate::block::{Column, Operand};
use crate::kernel::{Baseline, Instructions};

/// Terms smaller than this change no comparison with a uniform of 53 bits.
const SMALLEST_TERM: f64 = 1e-25;

/// So many terms follow one from the other before the next is worked out anew, lest rounding adds up.
const TERMS_IN_A_ROW: usize = 64;

/// Longer tables leave the fastest cache, where the kernel that needs no table is as fast.
const LONGEST: f64 = 4096.0;

/// The law Binomial(n, p), made ready for many draws.
#[derive(Debug, Clone, PartialEq)]
pub struct BinomialTable {
    n: f64,
    p: f64,
    /// The count of the first step.
    first: f64,
    /// P(X ≤ first + i), the last of them 1; empty where the law is too wide for a table.
    steps: Vec<f64>,
    /// The first step that is ≥ j / guide.len().
    guide: Vec<u32>,
}

impl BinomialTable {
    /// Makes the law of the number of successes in `n` trials (whole, 0–2⁵⁰) with chance `p` (0–1).
    pub fn build(n: f64, p: f64) -> BinomialTable {
        let mut table = BinomialTable { n, p, first: 0.0, steps: Vec::new(), guide: Vec::new() };
        if n == 0.0 || p == 0.0 {
            table.steps.push(1.0);
        } else if p == 1.0 {
            table.first = n;
            table.steps.push(1.0);
        } else if libm::sqrt(n * p * (1.0 - p)) * 22.0 + 50.0 < LONGEST {
            let (first, masses) = masses(n, p);
            table.first = first;
            table.steps = steps(&masses);
        }
        if !table.steps.is_empty() {
            let cells = (4 * table.steps.len()).next_power_of_two();
            let cell = 1.0 / cells as f64;
            let mut step = 0;
            for j in 0..cells {
                while table.steps[step] < j as f64 * cell {
                    step += 1;
                }
                table.guide.push(step as u32);
            }
        }
        table
    }

    /// Draws by inversion, exactly as [`fill_binomial`](super::fill_binomial) does.
    #[inline(always)]
    pub fn fill(&self, u: &Column, out: &mut Column) {
        self.fill_on(Baseline, u, out);
    }

    /// The same, on an instruction set.
    #[inline(always)]
    pub fn fill_on(&self, isa: impl Instructions, u: &Column, out: &mut Column) {
        if self.steps.is_empty() {
            return fill_binomial_on(isa, Operand::Const(self.n), Operand::Const(self.p), u, out);
        }
        let cells = self.guide.len() as f64;
        for (out, &u) in out.iter_mut().zip(u) {
            let mut step = self.guide[(u * cells) as usize] as usize;
            while self.steps[step] < u {
                step += 1;
            }
            *out = self.first + step as f64;
        }
    }
}

/// P(X = k) for every k that matters, and the first of these k.
fn masses(n: f64, p: f64) -> (f64, Vec<f64>) {
    if p > 0.5 {
        let (first, mut masses) = masses(n, 1.0 - p);
        masses.reverse();
        return (n - (first + (masses.len() - 1) as f64), masses);
    }
    let trials = Trials::new(n, p);
    let mode = libm::floor((n + 1.0) * p);
    let mode = if mode > n { n } else { mode };
    let odds = p / (1.0 - p);
    let walk = |start: f64, direction: f64| {
        let mut terms = Vec::new();
        let mut k = start;
        let mut term = 1.0;
        while k >= 0.0 && k <= n && term > SMALLEST_TERM {
            term = if terms.len() % TERMS_IN_A_ROW == 0 {
                trials.mass(k)
            } else if direction > 0.0 {
                term * ((n - k + 1.0) / k * odds)
            } else {
                term * ((k + 1.0) / ((n - k) * odds))
            };
            terms.push(term);
            k += direction;
        }
        terms
    };
    let mut masses = walk(mode - 1.0, -1.0);
    let first = mode - masses.len() as f64;
    masses.reverse();
    masses.extend(walk(mode, 1.0));
    (first, masses)
}

/// The distribution function from its terms: up to one half the sum from below, from there on 1 less the sum from above.
fn steps(masses: &[f64]) -> Vec<f64> {
    let mut above = 0.0;
    let mut steps: Vec<f64> = (masses.iter().rev())
        .map(|mass| {
            let step = 1.0 - above;
            above += mass;
            step
        })
        .collect();
    steps.reverse();
    let mut below = 0.0;
    for (step, mass) in steps.iter_mut().zip(masses) {
        below += mass;
        if below > 0.5 {
            break;
        }
        *step = below;
    }
    steps
}
