//! The beta law, also stretched over an interval (see `pert`).
//!
//! Mean α/(α + β), variance αβ/((α + β)²(α + β + 1)) (Johnson, Kotz & Balakrishnan 1995, *Continuous Univariate
//! Distributions* 2, ch. 25); from mean m and sd s, α + β = m(1 − m)/s² − 1. From a trial, the
//! posterior under Jeffreys' prior, α = successes + ½, β = failures + ½ (Jeffreys 1961, *Theory of
//! Probability*; Brown, Cai & DasGupta 2001, §3.1.3).

use std::ops::RangeInclusive;

use super::fit;
use super::given::{Broken, Form, Given, SpecError};
use super::normal::check_sd;
use super::smooth::{Density, Distance, Jet, SMALL_SHAPE_TOLERANCE, Side, Smooth, TOLERANCE};
use super::special::beta::{BetaConstants, Odds};
use super::special::{Chance, Neighbour};

/// Shapes that the special functions are tested for.
pub(super) const SHAPES: RangeInclusive<f64> = 1e-4..=1e14;

/// A beta law on [low, high]; v is the log-odds of (x − low)/(high − low).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Beta {
    constants: BetaConstants,
    low: f64,
    high: f64,
}

pub(super) fn build(given: &Given) -> Result<Beta, Vec<SpecError>> {
    let mut broken = Broken::default();
    let number = |key| given.number(key);
    let (alpha, beta) = match given.form {
        Form::Keys(0) => {
            let (mean, sd) = (number("mean"), number("sd"));
            check_mean(&mut broken, mean);
            check_sd(&mut broken, sd);
            if broken.is_empty() {
                let most = libm::sqrt(mean * (1.0 - mean));
                let message = format!("no share with mean {mean} has sd {sd}; it stays below {most:.4}");
                broken.unless(
                    sd < most,
                    "sd",
                    message,
                    "give a smaller sd, or the ends with `uniform` or `pert`",
                );
            }
            let n = mean * (1.0 - mean) / (sd * sd) - 1.0;
            (mean * n, (1.0 - mean) * n)
        }
        Form::Keys(1) => {
            let (alpha, beta) = (number("alpha"), number("beta"));
            let help = "shapes are positive; 1 and 1 is the uniform law";
            broken.unless(alpha > 0.0, "alpha", format!("alpha is {alpha}, must be above 0"), help);
            broken.unless(beta > 0.0, "beta", format!("beta is {beta}, must be above 0"), help);
            (alpha, beta)
        }
        Form::Keys(2) => {
            let (successes, trials) = (number("successes"), number("trials"));
            let help = "give counts: how many of how many";
            broken.unless(
                successes >= 0.0,
                "successes",
                format!("successes is {successes}, must not be negative"),
                help,
            );
            broken.unless(trials >= 0.0, "trials", format!("trials is {trials}, must not be negative"), help);
            let message = format!("{successes} successes out of {trials} trials");
            broken.unless(successes <= trials, "successes", message, "successes cannot be more than trials");
            (successes + 0.5, trials - successes + 0.5)
        }
        Form::Keys(_) => {
            let (mean, n) = (number("mean"), number("n"));
            check_mean(&mut broken, mean);
            let help = "n says how many observations the mean is worth, as 50";
            broken.unless(n > 0.0, "n", format!("n is {n}, must be above 0"), help);
            (mean * n, (1.0 - mean) * n)
        }
        Form::Quantiles(stated) => {
            let stated = given.rising_within(stated, 0.0, 1.0)?;
            fit::beta_shapes(stated).map_err(|error| vec![error])?
        }
    };
    if broken.is_empty() {
        for shape in [alpha, beta] {
            let message = format!("the shapes would be {alpha:.4e} and {beta:.4e}");
            let help = "too narrow or too wide for a beta law: write `fixed` for a rate without spread, \
                        `discrete` for one that is all or nothing";
            let known = SHAPES.contains(&shape);
            if !known {
                broken.unless(false, given.first_key(), message, help);
                break;
            }
        }
    }
    broken.or(|| Beta::stretched(alpha, beta, 0.0, 1.0))
}

/// Checks the mean of a share.
pub(super) fn check_mean(broken: &mut Broken, mean: f64) {
    let help = "a share lies between 0 and 1: write 42 % as 0.42";
    broken.unless(
        mean > 0.0 && mean < 1.0,
        "mean",
        format!("mean is {mean}, must lie between 0 and 1"),
        help,
    );
}

impl Beta {
    /// The beta law with these shapes, stretched over [low, high].
    pub fn stretched(alpha: f64, beta: f64, low: f64, high: f64) -> Beta {
        Beta { constants: BetaConstants::new(alpha, beta), low, high }
    }
}

/// x = 1/(1 + e^(−v)) as a function of v.
pub(super) fn logistic_jet(at: Odds) -> Jet {
    let slope = at.x * at.y;
    Jet { value: at.x, first: slope, second: slope * (at.y - at.x), third: slope * (1.0 - 6.0 * slope) }
}

/// ln x and ln(1 − x) as functions of v, on the side that is asked for.
pub(super) fn log_logistic_jet(side: Side, at: Odds) -> Jet {
    let slope = at.x * at.y;
    let (value, first) = match side {
        Side::Lower => (at.ln_x(), at.y),
        Side::Upper => (at.ln_y(), -at.x),
    };
    Jet { value, first, second: -slope, third: -slope * (at.y - at.x) }
}

impl Smooth for Beta {
    fn support(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    fn mean(&self) -> Option<f64> {
        let BetaConstants { a, b, .. } = self.constants;
        Some(self.low + (self.high - self.low) * (a / (a + b)))
    }

    fn sd(&self) -> Option<f64> {
        let BetaConstants { a, b, .. } = self.constants;
        let n = a + b;
        Some((self.high - self.low) * libm::sqrt(a / n * (b / n) / (n + 1.0)))
    }

    fn locate(&self, x: f64) -> f64 {
        libm::log((x - self.low) / (self.high - x))
    }

    fn value(&self, v: f64) -> Jet {
        let at = Odds::new(v);
        let width = self.high - self.low;
        let jet = logistic_jet(at).scaled(self.low, width);
        // Measured from the nearer end.
        if v > 0.0 { Jet { value: self.high - width * at.y, ..jet } } else { jet }
    }

    fn tails(&self, v: f64) -> Chance {
        self.constants.tails(Odds::new(v))
    }

    fn solve(&self, chance: Chance, near: Option<Neighbour>) -> f64 {
        self.constants.quantile(chance, near)
    }

    fn density(&self, v: f64) -> Density {
        let BetaConstants { a, b, .. } = self.constants;
        let at = Odds::new(v);
        Density {
            value: self.constants.density(at),
            log_first: a * at.y - b * at.x,
            log_second: -(a + b) * at.x * at.y,
        }
    }

    fn tolerance(&self) -> f64 {
        if self.constants.a < 1.0 || self.constants.b < 1.0 { SMALL_SHAPE_TOLERANCE } else { TOLERANCE }
    }

    fn distance(&self, side: Side, v: f64) -> Option<Distance> {
        let BetaConstants { a, b, .. } = self.constants;
        // Measured from the end at which the law piles up; from the tail's own end where it does at both.
        let from = match side {
            Side::Lower if a >= 1.0 && b < 1.0 => Side::Upper,
            Side::Upper if b >= 1.0 => Side::Lower,
            own => own,
        };
        let log = log_logistic_jet(from, Odds::new(v)).scaled(libm::log(self.high - self.low), 1.0);
        Some(match from {
            Side::Lower => Distance { at: self.low, sign: 1.0, log },
            Side::Upper => Distance { at: self.high, sign: -1.0, log },
        })
    }
}
