//! Charts, with their data: what they look like is for the back-ends to say.

use super::digits::Scale;
use super::document::Text;
use crate::summary::results::{Estimate, Histogram};

/// A chart.
#[derive(Debug)]
pub enum Chart {
    /// How a quantity spreads, with what is said of the sides below and from 0.
    Histogram {
        /// Draws by bin.
        counts: Histogram,
        /// Of the side below 0.
        below: Text,
        /// Of the side from 0 on.
        above: Text,
    },
    /// A probability by year, which does not fall.
    ByYear {
        /// The first year that means something.
        from: usize,
        /// By year, 0 … horizon.
        by_year: Vec<Estimate>,
    },
}

/// Money by year, 0 … horizon. Where there is no room for every year, some are taken together.
#[derive(Debug)]
pub struct Flows {
    /// What is shown.
    pub rows: Vec<FlowRow>,
}

/// A row of money by year.
#[derive(Debug)]
pub struct FlowRow {
    /// What it is.
    pub label: Text,
    /// The unit, stated above or in the label.
    pub scale: Scale,
    /// Power of ten of the finest digit that is shown.
    pub last: i32,
    /// What some years come to together.
    pub of: Of,
    /// The amounts by year.
    pub years: Vec<Estimate>,
}

/// What a row of money by year holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// What flows in a year: several years add up.
    Flow,
    /// Where one stands at the end of a year.
    Level,
    /// Where one stands, which is good or bad.
    Balance,
}

impl FlowRow {
    /// What the years `from` … `to` come to. Errors of flows are added as if they moved together, which can only
    /// overstate.
    pub fn over(&self, from: usize, to: usize) -> Estimate {
        if self.of != Of::Flow {
            return self.years[to];
        }
        self.years[from..=to].iter().fold(Estimate::exact(0.0), |sum, flow| Estimate {
            value: sum.value + flow.value,
            se: sum.se + flow.se,
            lo: sum.lo + flow.lo,
            hi: sum.hi + flow.hi,
        })
    }
}
