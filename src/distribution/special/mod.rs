//! Special functions behind the laws, on `libm` alone, with relative accuracy in both tails.
//!
//! A probability always travels as a [`Chance`]: what lies below and what lies above. Neither is computed as
//! one minus the other where that would cost digits.

pub mod beta;
pub mod gamma;
pub mod normal;
pub(crate) mod pearson;
pub(crate) mod saddle;

pub use beta::incomplete_beta;
pub use gamma::incomplete_gamma;

/// Probability on the two sides of a value; `below + above = 1`, each to full relative accuracy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    /// P(X ≤ x), 0–1.
    pub below: f64,
    /// P(X > x), 0–1.
    pub above: f64,
}

impl Chance {
    /// From the lower probability, 0–1. `above` is exact for below ≥ ½ and for uniforms of 52 bits.
    pub fn from_below(below: f64) -> Chance {
        Chance { below, above: 1.0 - below }
    }

    /// From the upper probability, 0–1.
    pub fn from_above(above: f64) -> Chance {
        Chance { below: 1.0 - above, above }
    }

    /// The same point seen from the other end of the axis.
    pub fn mirrored(self) -> Chance {
        Chance { below: self.above, above: self.below }
    }

    /// Whether the point lies in the lower half, the median included.
    pub fn is_lower(self) -> bool {
        self.below <= self.above
    }
}

/// A solved point close to the one that is sought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// Its coordinate.
    pub v: f64,
    /// Its tails, exact.
    pub chance: Chance,
    /// A first guess of the coordinate that is sought.
    pub guess: f64,
}

impl Neighbour {
    /// Probability between the neighbour and a point, signed, from the tail that both lie in.
    pub(super) fn area_to(&self, chance: Chance) -> f64 {
        if chance.is_lower() { chance.below - self.chance.below } else { self.chance.above - chance.above }
    }
}

/// What Newton's method needs of a tail T at v.
struct LogTail {
    /// T(v).
    tail: f64,
    /// dT/dv.
    derivative: f64,
    /// d ln|dT/dv|/dv.
    slope: f64,
}

/// Solves T(v) = `target` for a tail whose logarithm is concave in v, falling off like e^(`shape` |v|) at most,
/// by Newton's method on ln T with Halley's correction, kept inside a bracket.
fn solve_log_tail(target: f64, start: f64, shape: f64, evaluate: impl Fn(f64) -> LogTail) -> f64 {
    // No first guess is wrong by more than a few of these; a flat spot must not throw v out of range.
    let longest = 4.0 + 4.0 / shape;
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    let mut v = start;
    for _ in 0..200 {
        let LogTail { tail, derivative, slope } = evaluate(v);
        // Rising towards the target: a lower tail below it or an upper tail above it lies to the left.
        let rises = derivative > 0.0 || derivative == 0.0 && derivative.is_sign_positive();
        if (tail < target) == rises {
            low = v;
        } else {
            high = v;
        }
        let rate = derivative / tail;
        // ln(target/tail), without loss where they are close.
        let miss = if (target - tail).abs() < 0.1 * tail {
            libm::log1p((target - tail) / tail)
        } else {
            libm::log(target / tail)
        };
        let newton = miss / rate;
        // (ln T)″/(ln T)′ = slope − rate.
        let bend = slope - rate;
        let halley = newton * bend;
        let mut step = if halley.abs() < 1.0 { newton / (1.0 + 0.5 * halley) } else { newton };
        if !(step.abs() <= longest) {
            step = if low == v { longest } else { -longest };
        }
        let mut next = v + step;
        if !(next > low && next < high) {
            // Too short a step to move v, or one past a point already known to lie on the other side.
            next = 0.5 * (low + high);
            if step.abs() <= 1e-15 * v.abs() || !next.is_finite() {
                break;
            }
            step = next - v;
        }
        v = next;
        // Halley's step leaves an error of third order.
        let left = step * bend;
        if (left * left * step).abs() < 1e-16 && left.abs() < 0.1 || step.abs() < 1e-15 * v.abs() {
            break;
        }
    }
    v
}
