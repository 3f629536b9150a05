//! Tail areas of densities of Pearson's system, by Taylor steps of the density.
//!
//! A density whose logarithmic derivative is a line over a quadratic, f′/f = p(x)/q(x) (Pearson 1895), has
//! Taylor coefficients that follow from two predecessors. Summing the area step by step outwards costs the
//! same for every size of the shapes and adds only positive parts, so it keeps relative accuracy in the tail.

/// f′/f = (p₀ + p₁ h)/(q₀ + q₁ h + q₂ h²), expanded at the present point.
#[derive(Debug, Clone, Copy)]
pub struct Pearson {
    pub p0: f64,
    pub p1: f64,
    pub q0: f64,
    pub q1: f64,
    pub q2: f64,
}

/// More terms than any step needs: steps are chosen so that terms fall by half or faster.
const MOST_TERMS: usize = 80;

impl Pearson {
    /// Area of the density and its value after a step of `h` from a point where it is `f`.
    ///
    /// From (q f)′ expanded: q₀ (k+1) c_{k+1} = (p₀ − k q₁) c_k + (p₁ − (k−1) q₂) c_{k−1}.
    fn advance(&self, f: f64, h: f64) -> (f64, f64) {
        let (mut before, mut term) = (0.0, f);
        let (mut area, mut density) = (0.0, 0.0);
        let scale = h / self.q0;
        let h_scale = h * scale;
        let mut small = 0;
        for k in 0..MOST_TERMS {
            let order = k as f64;
            density += term;
            area += term / (order + 1.0);
            small = if term.abs() <= 1e-18 * density.abs() { small + 1 } else { 0 };
            if small == 2 {
                break;
            }
            let next = ((self.p0 - order * self.q1) * scale * term
                + (self.p1 - (order - 1.0) * self.q2) * h_scale * before)
                / (order + 1.0);
            before = term;
            term = next;
        }
        (area * h, density)
    }

    /// The same density seen from a point `h` further.
    fn moved(&self, h: f64) -> Pearson {
        Pearson {
            p0: self.p0 + self.p1 * h,
            q0: self.q0 + h * (self.q1 + h * self.q2),
            q1: self.q1 + 2.0 * h * self.q2,
            ..*self
        }
    }

    /// The step after which the area from a point where the density is `f` is `area`, starting from `guess`;
    /// `None` where one Taylor step does not go that far. `reach` is at most the
    /// distance to the nearest root of q.
    ///
    /// Newton's method with Halley's correction; area and density come from the same series.
    pub fn step_for(&self, f: f64, area: f64, guess: f64, reach: f64) -> Option<f64> {
        let mut h = guess;
        for _ in 0..8 {
            if !(h.abs() <= 0.25 * reach && (h * self.p0).abs() <= 2.0 * self.q0) {
                return None;
            }
            let (reached, density) = self.advance(f, h);
            let there = self.moved(h);
            let newton = (area - reached) / density;
            let bend = newton * there.p0 / there.q0;
            let step = newton / (1.0 + 0.5 * bend);
            h += step;
            // The error left is of third order.
            if (bend * bend * step).abs() <= 1e-16 * h.abs() {
                return Some(h);
            }
        }
        None
    }

    /// Area outwards from a point where the density is `f`, in the direction of `sign` (±1), to the end of the
    /// support, a root of q. Relative to the distance from there, q₀ is at least half of it for the gamma and
    /// beta laws, so it bounds the step.
    pub fn tail(mut self, mut f: f64, sign: f64) -> f64 {
        let mut sum = 0.0;
        loop {
            let slope = self.p0 / self.q0;
            let curvature = (self.p1 - slope * self.q1) / self.q0;
            let natural = 1.0 / (slope.abs() + libm::sqrt(curvature.abs()));
            let h = if natural < 0.25 * self.q0 { natural } else { 0.25 * self.q0 };
            let (area, density) = self.advance(f, sign * h);
            let area = area.abs();
            sum += area;
            if !(area > 1e-17 * sum) {
                return sum;
            }
            self = self.moved(sign * h);
            f = density;
        }
    }
}
