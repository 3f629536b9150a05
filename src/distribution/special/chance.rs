//! A probability as what lies below and what lies above.

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
    pub(in crate::distribution) fn area_to(&self, chance: Chance) -> f64 {
        if chance.is_lower() { chance.below - self.chance.below } else { self.chance.above - chance.above }
    }
}
