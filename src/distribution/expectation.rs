//! The expectation of a function of one or two independent quantities, by summation over single values and by adaptive quadrature elsewhere.
//!
//! Of a law with a density it is ∫ f(Q(Φ(z))) φ(z) dz, so that tails of any weight that has a mean fall off as a normal density does. Panels end where
//! f has a corner or a step, and are halved until Gauss and Kronrod agree (QUADPACK's 7 and 15 points: Piessens, de Doncker-Kapenga, Überhuber & Kahaner 1983,
//! table 2.3).

use std::cell::RefCell;
use std::collections::HashMap;

use super::law::{Family, Law};
use super::special::normal;

/// Nodes above 0 and weights of the 15 points, and those of the 7 points that are among them (0 where it is none of these).
const KRONROD: [(f64, f64, f64); 7] = [
    (0.991_455_371_120_812_6, 0.022_935_322_010_529_224, 0.0),
    (0.949_107_912_342_758_5, 0.063_092_092_629_978_56, 0.129_484_966_168_869_7),
    (0.864_864_423_359_769_1, 0.104_790_010_322_250_18, 0.0),
    (0.741_531_185_599_394_4, 0.140_653_259_715_525_9, 0.279_705_391_489_276_64),
    (0.586_087_235_467_691_1, 0.169_004_726_639_267_9, 0.0),
    (0.405_845_151_377_397_2, 0.190_350_578_064_785_4, 0.381_830_050_505_118_9),
    (0.207_784_955_007_898_47, 0.204_432_940_075_298_89, 0.0),
];
const CENTRE: (f64, f64) = (0.209_482_141_084_727_82, 0.417_959_183_673_469_4);

/// Ends of the panels above 0 with which the search begins; beyond the last there is less than 1e-300.
const PANELS: [f64; 11] = [0.0, 0.5, 1.0, 1.75, 2.5, 3.5, 5.0, 8.0, 14.0, 24.0, 37.0];

/// Beyond this there is next to nothing of what has a mean.
const FAR: f64 = 24.0;

/// Relative to the expectation of |f|: of the quantity within, of the one around it, and of what may lie beyond [`FAR`].
const WITHIN: f64 = 1e-12;
const AROUND: f64 = 1e-10;
const BEYOND: f64 = 1e-9;

/// After so many halvings a panel is as narrow as numbers allow.
const MOST_HALVINGS: u32 = 44;

/// No formula bends so often that more panels are needed.
const MOST_PANELS: usize = 4_000;

/// Distance of the points between which corners are looked for, up to here and beyond.
const FINE: (f64, f64) = (0.01, 8.5);
const COARSE: f64 = 0.25;

/// A function of the quantities. It also says what changes its sign where the function has a corner or a step, always as many numbers in the same order.
pub type Bent<'f> = dyn FnMut(&[f64], &mut Vec<f64>) -> f64 + 'f;

/// E f(X₁, …, Xₖ) of independent quantities, to 1e-10 of E |f|; not a finite number where f is none somewhere, or has no mean.
pub fn expectation(laws: &[&Law], f: &mut Bent<'_>) -> f64 {
    // Quantities with a density come last, where corners are found.
    let mut order: Vec<usize> = (0..laws.len()).collect();
    order.sort_by_key(|i| !laws[*i].is_on_single_values());
    let known = laws.iter().map(|_| RefCell::default()).collect();
    let mut search = Search { laws, order, known, at: vec![0.0; laws.len()], bends: Vec::new() };
    search.over(0, f)
}

struct Search<'l> {
    laws: &'l [&'l Law],
    /// The quantities, outermost first.
    order: Vec<usize>,
    /// Quantiles at normal scores: what lies within is asked for at the same points again and again.
    known: Vec<RefCell<HashMap<u64, f64>>>,
    at: Vec<f64>,
    bends: Vec<f64>,
}

impl Search<'_> {
    fn over(&mut self, depth: usize, f: &mut Bent<'_>) -> f64 {
        let Some(&place) = self.order.get(depth) else {
            self.bends.clear();
            return f(&self.at, &mut self.bends);
        };
        match &self.laws[place].family {
            Family::Fixed(value) => {
                self.at[place] = *value;
                self.over(depth + 1, f)
            }
            Family::Steps(steps) => {
                let steps: Vec<(f64, f64)> = steps.weighted().collect();
                let mut sum = 0.0;
                for (value, weight) in steps {
                    self.at[place] = value;
                    sum += weight * self.over(depth + 1, f);
                }
                sum
            }
            _ => {
                let is_innermost = depth + 1 == self.order.len();
                let cuts = if is_innermost { self.corners(place, f) } else { Vec::new() };
                let accuracy = if is_innermost { WITHIN } else { AROUND };
                let mut g = |z: f64| {
                    self.at[place] = self.quantile(place, z);
                    self.over(depth + 1, f) * normal_density(z)
                };
                adaptive(&mut g, &cuts, accuracy)
            }
        }
    }

    fn quantile(&self, place: usize, z: f64) -> f64 {
        let quantile = || self.laws[place].quantile_at(normal::tails(z));
        *self.known[place].borrow_mut().entry(z.to_bits()).or_insert_with(quantile)
    }

    /// The scores at which something changes its sign.
    fn corners(&mut self, place: usize, f: &mut Bent<'_>) -> Vec<f64> {
        let mut signs = |search: &mut Self, z: f64| -> Vec<bool> {
            search.at[place] = search.quantile(place, z);
            search.bends.clear();
            f(&search.at, &mut search.bends);
            search.bends.iter().map(|bend| *bend >= 0.0).collect()
        };
        let last = PANELS[PANELS.len() - 1];
        let (mut z, mut before) = (-last, signs(self, -last));
        let mut cuts = Vec::new();
        while z < last && !before.is_empty() {
            let step = if z >= -FINE.1 && z < FINE.1 { FINE.0 } else { COARSE };
            let (next, after) = (z + step, signs(self, z + step));
            for bend in 0..before.len() {
                if after.get(bend) == Some(&before[bend]) {
                    continue;
                }
                // Halved until it is as near as numbers are.
                let (mut low, mut high) = (z, next);
                for _ in 0..60 {
                    let middle = 0.5 * (low + high);
                    if signs(self, middle).get(bend) == Some(&before[bend]) {
                        low = middle
                    } else {
                        high = middle
                    }
                }
                cuts.push(high);
            }
            (z, before) = (next, after);
        }
        cuts
    }
}

fn normal_density(z: f64) -> f64 {
    // 1/√(2π).
    const SCALE: f64 = 0.398_942_280_401_432_7;
    SCALE * libm::exp(-0.5 * z * z)
}

/// A panel: its ends, the integral over it and over the absolute value, and how far both rules are apart.
#[derive(Clone, Copy)]
struct Panel {
    ends: [f64; 2],
    value: f64,
    size: f64,
    error: f64,
}

fn panel(g: &mut dyn FnMut(f64) -> f64, ends: [f64; 2]) -> Panel {
    let (middle, half) = (0.5 * (ends[0] + ends[1]), 0.5 * (ends[1] - ends[0]));
    let centre = g(middle);
    let (mut fine, mut coarse, mut size) = (CENTRE.0 * centre, CENTRE.1 * centre, CENTRE.0 * centre.abs());
    for (node, weight, gauss) in KRONROD {
        let (low, high) = (g(middle - half * node), g(middle + half * node));
        fine += weight * (low + high);
        coarse += gauss * (low + high);
        size += weight * (low.abs() + high.abs());
    }
    Panel { ends, value: half * fine, size: half * size, error: (half * (fine - coarse)).abs() }
}

fn adaptive(g: &mut dyn FnMut(f64) -> f64, cuts: &[f64], accuracy: f64) -> f64 {
    let mut ends: Vec<f64> = PANELS.iter().flat_map(|end| [-end, *end]).chain(cuts.iter().copied()).collect();
    ends.sort_by(f64::total_cmp);
    ends.dedup();
    let mut open: Vec<(Panel, u32)> = ends.windows(2).map(|pair| (panel(g, [pair[0], pair[1]]), 0)).collect();
    let total: f64 = open.iter().map(|(panel, _)| panel.size).sum();
    let far: f64 = open
        .iter()
        .filter(|(panel, _)| panel.ends[0] >= FAR || panel.ends[1] <= -FAR)
        .map(|(p, _)| p.size)
        .sum();
    if !total.is_finite() || far > BEYOND * total {
        return f64::NAN;
    }
    let (mut sum, mut left) = (0.0, MOST_PANELS);
    while let Some((whole, halvings)) = open.pop() {
        left = left.saturating_sub(1);
        if whole.error <= accuracy * total || halvings >= MOST_HALVINGS || left == 0 {
            sum += whole.value;
            continue;
        }
        let middle = 0.5 * (whole.ends[0] + whole.ends[1]);
        open.push((panel(g, [whole.ends[0], middle]), halvings + 1));
        open.push((panel(g, [middle, whole.ends[1]]), halvings + 1));
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::Spec;

    fn law(family: &'static str, keys: &[(&'static str, f64)]) -> Law {
        let numbers = keys.iter().map(|(key, value)| ((*key).to_owned(), *value)).collect();
        Spec { family: family.to_owned(), numbers, ..Spec::default() }.law().unwrap()
    }

    fn assert_near(found: f64, exact: f64, scale: f64) {
        assert!((found - exact).abs() <= 1e-10 * scale, "{found} is not {exact}");
    }

    #[test]
    fn means_of_laws_are_found() {
        for (family, keys) in [
            ("lognormal", &[("mean", 3.0), ("sd", 9.0)][..]),
            ("gamma", &[("mean", 2.0), ("sd", 5.0)]),
            ("beta", &[("mean", 0.3), ("sd", 0.4)]),
            ("uniform", &[("min", -1.0), ("max", 2.0)]),
        ] {
            let law = law(family, keys);
            assert_near(expectation(&[&law], &mut |x, _| x[0]), law.mean().unwrap(), 3.0);
        }
    }

    /// E max(0, X − k) of an exponential law is m e^(−k/m), and of a lognormal one Black's formula.
    #[test]
    fn corners_are_found() {
        let exponential = law("exponential", &[("mean", 2.0)]);
        let excess = expectation(&[&exponential], &mut |x, _| if x[0] > 3.0 { x[0] - 3.0 } else { 0.0 });
        assert_near(excess, 2.0 * libm::exp(-1.5), 1.0);
        let capped = expectation(&[&exponential], &mut |x, _| if x[0] > 3.0 { 1.0 } else { 0.0 });
        assert_near(capped, libm::exp(-1.5), 1.0);
    }

    /// E min(X, Y) of two exponential laws of mean 2 and 3 is 1/(1/2 + 1/3); of X Y the product of the means.
    #[test]
    fn two_quantities_are_taken_together() {
        let (x, y) = (law("exponential", &[("mean", 2.0)]), law("exponential", &[("mean", 3.0)]));
        let least = expectation(&[&x, &y], &mut |at, bends| {
            bends.push(at[0] - at[1]);
            if at[0] < at[1] { at[0] } else { at[1] }
        });
        assert_near(least, 1.2, 1.2);
        let steps = Law {
            family: Family::steps(crate::distribution::discrete::Steps::new(vec![(1.0, 1.0), (5.0, 3.0)])),
        };
        assert_near(expectation(&[&steps, &x], &mut |at, _| at[0] * at[1]), 8.0, 8.0);
    }

    /// A band that lies between the points of a rule is found by its ends: P(a < X < b) of an exponential law.
    #[test]
    fn narrow_steps_are_found() {
        let exponential = law("exponential", &[("mean", 2.0)]);
        let within = expectation(&[&exponential], &mut |x, bends| {
            bends.extend([x[0] - 3.0, x[0] - 3.0001]);
            if x[0] > 3.0 && x[0] < 3.0001 { 1e6 } else { 0.0 }
        });
        assert_near(within, 1e6 * (libm::exp(-1.5) - libm::exp(-1.50005)), 30.0);
    }

    /// 1/X of a uniform law from 0 on has no mean.
    #[test]
    fn what_has_no_mean_is_none() {
        let uniform = law("uniform", &[("min", 0.0), ("max", 1.0)]);
        assert!(!expectation(&[&uniform], &mut |x, _| 1.0 / x[0]).is_finite());
        assert_near(expectation(&[&uniform], &mut |x, _| 1.0 / libm::sqrt(x[0])), 2.0, 2.0);
    }
}
