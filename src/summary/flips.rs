//! Flips: draws that break even under one scenario and not under the other.

use crate::summary::interval::Confidence;
use crate::summary::results::Estimate;

/// Hits below which a probability's interval is exact: the score interval's coverage dips there.
const FEW: u64 = 30;

/// How many draws turned, each way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flips {
    /// Draws in which it happens under the other scenario alone.
    pub up: u64,
    /// Draws in which it happens under the base alone.
    pub down: u64,
}

impl Flips {
    /// The change of the event's probability, from `n` paired draws.
    ///
    /// Its standard error is McNemar's, √(u + d − (u − d)²)/… with u and d the shares of draws that turned up and
    /// down (McNemar, 1947, "Note on the sampling error of the difference between correlated proportions",
    /// Psychometrika 12, eq. 3). Its interval puts the intervals of u and d together by the recovery of variances,
    /// L = θ − √((u − l_u)² + (u_d − d)² − 2 r (u − l_u)(u_d − d)) (Zou & Donner, 2008, "Construction of confidence
    /// limits about effect measures", Statistics in Medicine 27, eq. 7, after Newcombe, 1998, ibid. 17:2635), r the
    /// correlation of the two counts of one multinomial. Few flips have exact limits; so has no flip at all.
    pub fn change(self, n: u64, confidence: Confidence) -> Estimate {
        let size = n as f64;
        let share = |count: u64| count as f64 / size;
        let (u, d) = (share(self.up), share(self.down));
        let value =
            if self.up >= self.down { share(self.up - self.down) } else { -share(self.down - self.up) };
        let variance = u + d - value * value;
        let se = if variance > 0.0 { (variance / size).sqrt() } else { 0.0 };
        let ((lu, hu), (ld, hd)) = (limits(self.up, n, confidence), limits(self.down, n, confidence));
        let spread = u * (1.0 - u) * d * (1.0 - d);
        let r = if spread > 0.0 { -(u * d) / spread.sqrt() } else { 0.0 };
        let reach = |a: f64, b: f64| (a * a + b * b - 2.0 * r * a * b).sqrt();
        let (lo, hi) = (value - reach(u - lu, hd - d), value + reach(hu - u, d - ld));
        Estimate { value, se, lo: if lo < -1.0 { -1.0 } else { lo }, hi: if hi > 1.0 { 1.0 } else { hi } }
    }
}

fn limits(hits: u64, n: u64, confidence: Confidence) -> (f64, f64) {
    if hits < FEW || n - hits < FEW { confidence.exact(hits, n) } else { confidence.score(hits, n) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::BLOCK;
    use crate::sampling::{StreamKey, fill_uniforms};

    #[test]
    fn no_flip_leaves_the_exact_bound() {
        let e = Flips::default().change(100_000, Confidence::USUAL);
        assert_eq!((e.value, e.se), (0.0, 0.0));
        // 1 − 0.025^(1/n).
        let bound = -libm::expm1(0.025f64.ln() / 1e5);
        assert!((e.hi - bound).abs() < 1e-18 && (e.lo + bound).abs() < 1e-18, "{e:?}");
    }

    #[test]
    fn turned_round_the_change_turns_its_sign() {
        for (up, down) in [(0, 7), (12, 3), (400, 180), (1, 0), (50, 50)] {
            let [e, back] = [Flips { up, down }, Flips { up: down, down: up }]
                .map(|flips| flips.change(5000, Confidence::USUAL));
            assert_eq!((e.value, e.se, e.lo, e.hi), (-back.value, back.se, -back.hi, -back.lo));
        }
    }

    /// Share of samples whose interval holds the true change, where draws turn with these chances.
    fn coverage(up: f64, down: f64, draws: usize, samples: usize) -> f64 {
        let mut column = [0.0; BLOCK];
        let (mut block, mut at) = (0, BLOCK);
        let mut held = 0;
        for _ in 0..samples {
            let mut flips = Flips::default();
            for _ in 0..draws {
                if at == BLOCK {
                    fill_uniforms(StreamKey::new(7, "coverage of flips"), block, &mut column);
                    (block, at) = (block + 1, 0);
                }
                flips.up += u64::from(column[at] < up);
                flips.down += u64::from(column[at] >= 1.0 - down);
                at += 1;
            }
            let e = flips.change(draws as u64, Confidence::USUAL);
            held += usize::from(e.lo <= up - down && up - down <= e.hi);
        }
        held as f64 / samples as f64
    }

    #[test]
    fn intervals_hold_the_truth_as_often_as_they_say() {
        // 4,000 samples: a standard error of 0.35 % at 95 %. Few flips may be held too often, never too seldom.
        for (up, down, most) in [
            (0.000_2, 0.0, 1.0),
            (0.001, 0.0, 1.0),
            (0.002, 0.002, 1.0),
            (0.01, 0.001, 1.0),
            (0.06, 0.0, 0.971),
            (0.1, 0.0, 0.971),
            (0.05, 0.05, 0.971),
            (0.3, 0.1, 0.971),
        ] {
            let held = coverage(up, down, 1000, 4000);
            assert!((0.94..=most).contains(&held), "{up} up, {down} down: {held}");
        }
    }
}
