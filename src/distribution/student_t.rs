//! Student's t law, moved and stretched.
//!
//! P(T ≤ −t) = ½ I_x(df/2, ½) with x = df/(df + t²), so that its quantiles are those of a beta law (Johnson, Kotz
//! & Balakrishnan 1995, *Continuous Univariate Distributions* 2, ch. 28; DLMF 8.17.1 for I). The mean exists for df > 1;
//! the variance, scale² df/(df − 2), for df > 2.

use super::gamma::check_positive;
use super::given::{Broken, Form, Given, Quantile, SpecError};
use super::normal::line_through;
use super::smooth::{Density, Distance, Jet, SMALL_SHAPE_TOLERANCE, Side, Smooth, TOLERANCE};
use super::special::beta::{BetaConstants, Odds};
use super::special::pearson::Pearson;
use super::special::{Chance, Neighbour};

/// Student's t law; v is t itself, (x − location)/scale.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StudentT {
    location: f64,
    scale: f64,
    df: f64,
    /// The law of df/(df + T²).
    beta: BetaConstants,
    /// 1/B(df/2, ½).
    constant: f64,
}

pub(super) fn build(given: &Given) -> Result<StudentT, Vec<SpecError>> {
    let df = given.number("df");
    let mut broken = Broken::default();
    let help = "with n observations, df is n − 1";
    broken.unless((0.1..=1e12).contains(&df), "df", format!("df is {df}, must lie in 0.1 to 1e12"), help);
    match given.form {
        Form::Keys(_) => {
            let (mean, scale) = (given.number("mean"), given.number("scale"));
            check_positive(&mut broken, "scale", scale);
            broken.or(|| StudentT::new(mean, scale, df))
        }
        Form::Quantiles(stated) => {
            let [p, q] = given.rising(stated)?;
            broken.or(|| {
                let standard = StudentT::new(0.0, 1.0, df);
                let t = |q: Quantile| standard.solve(q.chance(), None);
                let (location, scale) = line_through(t(p), p.x, t(q), q.x);
                StudentT::new(location, scale, df)
            })
        }
    }
}

impl StudentT {
    fn new(location: f64, scale: f64, df: f64) -> StudentT {
        let beta = BetaConstants::new(0.5 * df, 0.5);
        StudentT { location, scale, df, beta, constant: libm::exp(-beta.ln_beta()) }
    }

    /// (1 + t²/df)^(−df/2)/(B(df/2, ½) √(df + t²)).
    fn standard_density(&self, t: f64) -> f64 {
        let power = libm::exp(-0.5 * self.df * libm::log1p(t / self.df * t));
        self.constant * power / libm::sqrt(self.df + t * t)
    }

    /// f′/f = −(df + 1) t/(df + t²).
    fn pearson(&self, t: f64) -> Pearson {
        let rate = self.df + 1.0;
        Pearson { p0: -rate * t, p1: -rate, q0: self.df + t * t, q1: 2.0 * t, q2: 1.0 }
    }
}

impl Smooth for StudentT {
    fn support(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }

    fn mean(&self) -> Option<f64> {
        (self.df > 1.0).then_some(self.location)
    }

    fn sd(&self) -> Option<f64> {
        (self.df > 2.0).then(|| self.scale * libm::sqrt(self.df / (self.df - 2.0)))
    }

    fn locate(&self, x: f64) -> f64 {
        (x - self.location) / self.scale
    }

    fn value(&self, t: f64) -> Jet {
        Jet::line(self.location + self.scale * t, self.scale)
    }

    fn tails(&self, t: f64) -> Chance {
        if t == 0.0 {
            return Chance { below: 0.5, above: 0.5 };
        }
        let Chance { below, above } =
            self.beta.tails(Odds::new(libm::log(self.df) - 2.0 * libm::log(t.abs())));
        let outside = Chance { below: 0.5 * below, above: 0.5 + 0.5 * above };
        if t < 0.0 { outside } else { outside.mirrored() }
    }

    fn solve(&self, chance: Chance, near: Option<Neighbour>) -> f64 {
        if let Some(near) = near {
            let t = near.v;
            let reach = libm::sqrt(self.df + t * t);
            let area = near.area_to(chance);
            if let Some(step) =
                self.pearson(t).step_for(self.standard_density(t), area, near.guess - t, reach)
            {
                return t + step;
            }
        }
        let tail = if chance.is_lower() { chance.below } else { chance.above };
        // Exact: the two are within a factor of two where it matters.
        let middle = 1.0 - 2.0 * tail;
        if middle <= 0.0 {
            return 0.0;
        }
        let v = self.beta.quantile(Chance { below: 2.0 * tail, above: middle }, None);
        let t = libm::sqrt(self.df) * libm::exp(-0.5 * v);
        if chance.is_lower() { -t } else { t }
    }

    fn density(&self, t: f64) -> Density {
        let spread = self.df + t * t;
        Density {
            value: self.standard_density(t),
            log_first: -(self.df + 1.0) * (t / spread),
            log_second: -(self.df + 1.0) * ((self.df - t * t) / spread / spread),
        }
    }

    fn tail_order(&self, _side: Side) -> f64 {
        self.df
    }

    fn tolerance(&self) -> f64 {
        if self.df < 1.0 { SMALL_SHAPE_TOLERANCE } else { TOLERANCE }
    }

    fn distance(&self, _side: Side, t: f64) -> Option<Distance> {
        let sign = if t < 0.0 { -1.0 } else { 1.0 };
        let log = Jet {
            value: libm::log(self.scale) + libm::log(t.abs()),
            first: 1.0 / t,
            second: -1.0 / (t * t),
            third: 2.0 / (t * t * t),
        };
        Some(Distance { at: self.location, sign, log })
    }
}
