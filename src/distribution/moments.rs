//! Mean and standard deviation by integrating the quantile function, for laws without a formula.

use super::smooth::{Side, Smooth};
use super::special::{Chance, Neighbour};

/// Mean and standard deviation, where they are finite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Moments {
    pub mean: Option<f64>,
    pub sd: Option<f64>,
}

impl Moments {
    /// Neither known.
    pub const NONE: Moments = Moments { mean: None, sd: None };
}

/// Positive nodes and weights of Gauss–Legendre quadrature with 12 points on [−1, 1] (Abramowitz & Stegun 1964,
/// table 25.4).
const GAUSS_LEGENDRE: [(f64, f64); 6] = [
    (0.125_233_408_511_468_9, 0.249_147_045_813_402_8),
    (0.367_831_498_998_180_2, 0.233_492_536_538_354_8),
    (0.587_317_954_286_617_4, 0.203_167_426_723_065_92),
    (0.769_902_674_194_304_7, 0.160_078_328_543_346_22),
    (0.904_117_256_370_474_9, 0.106_939_325_995_318_43),
    (0.981_560_634_246_719_4, 0.047_175_336_386_511_83),
];

/// After so many halvings of the tail probability what is left follows a power law to all digits.
const MOST_OCTAVES: usize = 300;

/// Mean and sd of a law from its quantile function Q: ∫ Q(u) du, octave by octave of the tail probability on
/// either side of the median, each by 12 points; the tail beyond the last octave as a geometric series.
pub(super) fn moments(law: &dyn Smooth) -> Moments {
    let centre = law.value(law.solve(Chance { below: 0.5, above: 0.5 }, None)).value;
    let kinks: Vec<Chance> = law.kinks().into_iter().map(|x| law.tails(law.locate(x))).collect();
    let mut sums = [0.0; 2];
    let mut finite = [true; 2];
    for side in [Side::Lower, Side::Upper] {
        let order = law.tail_order(side);
        let part = tail_moments(law, side, centre, &kinks, [order > 1.0, order > 2.0]);
        for k in 0..2 {
            match part[k] {
                Some(value) => sums[k] += value,
                None => finite[k] = false,
            }
        }
    }
    let [first, second] = sums;
    let variance = second - first * first;
    Moments {
        mean: finite[0].then_some(centre + first).filter(|mean| mean.is_finite()),
        sd: (finite[1] && variance >= 0.0).then(|| libm::sqrt(variance)).filter(|sd| sd.is_finite()),
    }
}

/// First two moments about `centre` over one side of the median, where they exist.
fn tail_moments(
    law: &dyn Smooth,
    side: Side,
    centre: f64,
    kinks: &[Chance],
    exists: [bool; 2],
) -> [Option<f64>; 2] {
    let tail_of = |chance: &Chance| if side == Side::Lower { chance.below } else { chance.above };
    let (mut sums, mut last) = ([0.0; 2], [0.0; 2]);
    let (mut outer, mut ratio) = (0.5, [0.0; 2]);
    for _ in 0..MOST_OCTAVES {
        let inner = 0.5 * outer;
        // Every octave is solved anew: from neighbour to neighbour what is lost of the area adds up, and is soon more than
        // the tail that is left.
        let mut near: Option<Neighbour> = None;
        let mut at = |tail: f64| {
            let chance =
                if side == Side::Lower { Chance::from_below(tail) } else { Chance::from_above(tail) };
            let v = law.solve(chance, near);
            near = Some(Neighbour { v, chance, guess: v });
            law.value(v).value - centre
        };
        let mut ends: Vec<f64> = kinks
            .iter()
            .map(tail_of)
            .filter(|&tail| tail > inner && tail < outer)
            .chain([inner, outer])
            .collect();
        ends.sort_by(|a, b| b.total_cmp(a));
        let mut octave = [0.0; 2];
        for pair in ends.windows(2) {
            let (middle, half) = (0.5 * (pair[0] + pair[1]), 0.5 * (pair[0] - pair[1]));
            for (node, weight) in GAUSS_LEGENDRE
                .iter()
                .rev()
                .map(|&(x, w)| (x, w))
                .chain(GAUSS_LEGENDRE.iter().map(|&(x, w)| (-x, w)))
            {
                let x = at(middle + half * node);
                octave[0] += weight * half * x;
                octave[1] += weight * half * (x * x);
            }
        }
        let mut settled = true;
        for k in 0..2 {
            sums[k] += octave[k];
            ratio[k] = octave[k] / last[k];
            settled &= !exists[k] || !(octave[k].abs() > 1e-17 * sums[k].abs());
        }
        last = octave;
        if settled {
            break;
        }
        outer = inner;
    }
    let rest =
        |k: usize| if ratio[k] > 0.0 && ratio[k] < 1.0 { last[k] * ratio[k] / (1.0 - ratio[k]) } else { 0.0 };
    [0, 1].map(|k| exists[k].then(|| sums[k] + rest(k)))
}
