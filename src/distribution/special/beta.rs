//! The incomplete beta function and the quantile of the beta law.

use super::chance::{Chance, Neighbour};
use super::gamma::ln_gamma_1p;
use super::log_tail::{LogTail, solve_log_tail};
use super::normal;
use super::pearson::Pearson;
use super::saddle::{deviance, stirling_error};

/// 1/√(2π).
const RECIPROCAL_ROOT_TAU: f64 = 0.398_942_280_401_432_7;

/// Shapes from which both tails are summed by Taylor steps of the density: the fraction takes some 250 terms
/// there, and their number grows as the cube root.
const LARGE_SHAPE: f64 = 1e5;

/// A beta law with its constants worked out: shapes a, b > 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaConstants {
    /// Shape at 0.
    pub a: f64,
    /// Shape at 1.
    pub b: f64,
    /// √(ab/(2π(a + b))) exp(δ(a + b) − δ(a) − δ(b)): the density's constant in Loader's form.
    scale: f64,
    /// ln B(a, b).
    ln_beta: f64,
}

/// A point of the unit interval by its log-odds v = ln(x/(1 − x)); both ends keep their digits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Odds {
    /// ln(x/y).
    pub v: f64,
    /// x = 1/(1 + e^(−v)).
    pub x: f64,
    /// y = 1 − x.
    pub y: f64,
}

impl Odds {
    /// From the log-odds.
    pub fn new(v: f64) -> Odds {
        let e = libm::exp(-v.abs());
        let near = 1.0 / (1.0 + e);
        let far = e * near;
        if v < 0.0 { Odds { v, x: far, y: near } } else { Odds { v, x: near, y: far } }
    }

    /// From x in (0, 1).
    pub fn of(x: f64) -> Odds {
        let y = 1.0 - x;
        Odds { v: libm::log(x / y), x, y }
    }

    /// ln x, also where x itself is too small for a double.
    pub fn ln_x(self) -> f64 {
        if self.v < 0.0 { self.v - libm::log1p(libm::exp(self.v)) } else { -libm::log1p(libm::exp(-self.v)) }
    }

    /// ln y.
    pub fn ln_y(self) -> f64 {
        self.mirrored().ln_x()
    }

    /// The same point seen from 1.
    pub fn mirrored(self) -> Odds {
        Odds { v: -self.v, x: self.y, y: self.x }
    }
}

impl BetaConstants {
    /// Works out the constants for shapes a, b > 0.
    pub fn new(a: f64, b: f64) -> BetaConstants {
        let n = a + b;
        let correction = stirling_error(n) - stirling_error(a) - stirling_error(b);
        let scale = RECIPROCAL_ROOT_TAU * libm::sqrt(a * (b / n)) * libm::exp(correction);
        // ln Γ(a)Γ(b)/Γ(n); where one shape is small the ratio Γ(b)/Γ(n) is near one.
        let ln_beta = if a < 10.0 && b < 10.0 {
            ln_gamma_1p(a) + ln_gamma_1p(b) - ln_gamma_1p(n) - libm::log(a * (b / n))
        } else {
            -libm::log(scale) - a * libm::log1p(b / a) - b * libm::log1p(a / b)
        };
        BetaConstants { a, b, scale, ln_beta }
    }

    /// ln B(a, b).
    pub fn ln_beta(&self) -> f64 {
        self.ln_beta
    }

    /// The constants of the law of 1 − X.
    pub fn mirrored(self) -> BetaConstants {
        BetaConstants { a: self.b, b: self.a, ..self }
    }

    /// x y f(x), the density in the log-odds: x^a y^b/B(a, b).
    pub fn density(&self, at: Odds) -> f64 {
        let &BetaConstants { a, b, scale, ln_beta } = self;
        if a < 10.0 && b < 10.0 {
            return libm::exp(a * at.ln_x() + b * at.ln_y() - ln_beta);
        }
        let n = a + b;
        // exp(−D(a; nx) − D(b; ny)), the linear parts of which cancel.
        let part = |shape: f64, share: f64, ln_share: f64| {
            let expected = n * share;
            if expected > 0.01 * shape {
                deviance(shape, expected)
            } else {
                shape * (libm::log(shape / n) - ln_share) + (expected - shape)
            }
        };
        let x_part = part(a, at.x, if a > 100.0 * n * at.x { at.ln_x() } else { 0.0 });
        let y_part = part(b, at.y, if b > 100.0 * n * at.y { at.ln_y() } else { 0.0 });
        scale * libm::exp(-x_part - y_part)
    }

    /// I_x(a, b) and I_y(b, a), each with relative accuracy.
    pub fn tails(&self, at: Odds) -> Chance {
        self.tails_with_density(at, self.density(at))
    }

    fn tails_with_density(&self, at: Odds, g: f64) -> Chance {
        let &BetaConstants { a, b, .. } = self;
        let Odds { x, y, .. } = at;
        // x lies below the mean a/(a + b) where a y > b x.
        let lead = a * y - b * x;
        if a >= LARGE_SHAPE && b >= LARGE_SHAPE {
            let density = g / x / y;
            return if lead > 0.0 {
                Chance::from_below(self.pearson(at).tail(density, -1.0))
            } else {
                Chance::from_above(self.pearson(at).tail(density, 1.0))
            };
        }
        if lead > 0.0 {
            Chance::from_below(g * fraction(a, b, x, lead))
        } else {
            Chance::from_above(g * fraction(b, a, y, -lead))
        }
    }

    /// The beta density near x: f′/f = ((a − 1)(1 − x) − (b − 1)x)/(x(1 − x)).
    fn pearson(&self, Odds { x, y, .. }: Odds) -> Pearson {
        let &BetaConstants { a, b, .. } = self;
        Pearson { p0: a * y - b * x + (x - y), p1: -(a + b - 2.0), q0: x * y, q1: y - x, q2: -1.0 }
    }

    /// The point at which the law has the given tails, each in (0, 1), as log-odds; `near` is a solved point
    /// close by.
    ///
    /// From a neighbour by the area of the density between the two. Else by Newton's method on the logarithm of
    /// the smaller tail, which converges from any side: in the log-odds the density is log-concave for all shapes.
    pub fn quantile(&self, chance: Chance, near: Option<Neighbour>) -> f64 {
        if let Some(near) = near {
            let at = Odds::new(near.v);
            let (x, y) = (at.x, at.y);
            let density = self.density(at) / x / y;
            let far = libm::expm1(near.guess - near.v);
            let guess = x * y * far / (1.0 + x * far);
            if x > 0.0
                && y > 0.0
                && let Some(step) = self.pearson(at).step_for(density, near.area_to(chance), guess, x * y)
            {
                return near.v + libm::log1p(step / x) - libm::log1p(-step / y);
            }
        }
        if !chance.is_lower() {
            let near =
                near.map(|near| Neighbour { v: -near.v, guess: -near.guess, chance: near.chance.mirrored() });
            return -self.mirrored().solve_lower(chance.mirrored(), near);
        }
        self.solve_lower(chance, near)
    }

    fn solve_lower(&self, chance: Chance, near: Option<Neighbour>) -> f64 {
        let start = near.map_or_else(|| self.start(chance.below), |near| near.guess);
        solve_log_tail(chance.below, start, self.a, |v| {
            let at = Odds::new(v);
            let g = self.density(at);
            let tail = if at.x > 0.0 { self.tails_with_density(at, g).below } else { g / self.a };
            LogTail { tail, derivative: g, slope: self.a * at.y - self.b * at.x }
        })
    }

    /// A first guess of the log-odds of a lower quantile.
    fn start(&self, p: f64) -> f64 {
        let &BetaConstants { a, b, ln_beta, .. } = self;
        let centre = libm::log(a / b);
        // P ≈ x^a/(a B) while b x is small.
        let lead = (libm::log(p) + libm::log(a) + ln_beta) / a;
        let correction = b * libm::exp(lead);
        if a < 1.0 || correction < 0.2 {
            return if lead < centre || b < 1.0 && lead < 0.0 { lead } else { centre };
        }
        if a >= 1.0 && b >= 1.0 {
            // Abramowitz & Stegun (1964), 26.5.22.
            let z = -normal::quantile(Chance { below: p, above: 1.0 - p });
            let (r, s) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
            let lambda = (z * z - 3.0) / 6.0;
            let h = 2.0 / (r + s);
            if h + lambda > 0.0 {
                let w = z * libm::sqrt(h + lambda) / h - (s - r) * (lambda + 5.0 / 6.0 - 2.0 / (3.0 * h));
                return centre - 2.0 * w;
            }
        }
        if lead < centre { lead } else { centre }
    }
}

/// I_x(a, b) for shapes a, b > 0 and 0 < x < 1, both tails.
pub fn incomplete_beta(a: f64, b: f64, x: f64) -> Chance {
    if !(x > 0.0) {
        return Chance { below: 0.0, above: 1.0 };
    }
    if x >= 1.0 {
        return Chance { below: 1.0, above: 0.0 };
    }
    BetaConstants::new(a, b).tails(Odds::of(x))
}

/// I_x(a, b) B(a, b)/(x^a (1−x)^b) for x up to the mean, `lead` = a − (a + b) x ≥ 0, by the continued fraction
/// of DiDonato & Morris (1992, *ACM TOMS* 18(3), routine BFRAC) with Lentz's method. Written with `lead` it keeps its
/// digits where one shape is far larger than the other.
fn fraction(a: f64, b: f64, x: f64, lead: f64) -> f64 {
    let n = a + b;
    let mut denominator = a / (a + 1.0) * (lead + 1.0);
    let mut c = 1e300;
    let mut d = 1.0 / denominator;
    let mut result = d;
    let mut m = 0.0;
    loop {
        m += 1.0;
        let base = a + 2.0 * m;
        let share = m * (b - m) * x / (base - 1.0);
        let numerator = (a + m - 1.0) * ((n + m - 1.0) * x) * share / (base - 1.0);
        denominator = m + share + (a + m) / (base + 1.0) * (lead + 1.0 + m * (2.0 - x));
        d = 1.0 / (denominator + numerator * d);
        c = denominator + numerator / c;
        let factor = c * d;
        result *= factor;
        if !((factor - 1.0).abs() > 3e-16) || m > 100_000.0 {
            return result;
        }
    }
}
