//! Newton's method on the logarithm of a tail.

/// What Newton's method needs of a tail T at v.
pub(super) struct LogTail {
    /// T(v).
    pub tail: f64,
    /// dT/dv.
    pub derivative: f64,
    /// d ln|dT/dv|/dv.
    pub slope: f64,
}

/// Solves T(v) = `target` for a tail whose logarithm is concave in v, falling off like e^(`shape` |v|) at most,
/// by Newton's method on ln T with Halley's correction, kept inside a bracket.
pub(super) fn solve_log_tail(target: f64, start: f64, shape: f64, evaluate: impl Fn(f64) -> LogTail) -> f64 {
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
