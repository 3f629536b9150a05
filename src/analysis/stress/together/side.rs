//! On which side of an assumption the harm lies.

use crate::analysis::stress::tornado::Row;
use crate::distribution::Law;
use crate::scenario::{Definition, Scenario};

/// A doubtful input with its unfavourable side.
pub(super) struct Side<'a> {
    pub input: &'a str,
    law: &'a Law,
    /// Whether the low values are the unfavourable ones; `None` where an end cannot be played.
    low_is_worse: Option<bool>,
    /// Low, central and high.
    ends: [f64; 3],
}

impl<'a> Side<'a> {
    /// By what the tornado shows of the input, for the perspective in question.
    pub fn of(scenario: &'a Scenario, row: &'a Row, perspective: &str) -> Option<Side<'a>> {
        let Definition::Law(law) = &scenario.inputs.get(&row.input)?.definition else { return None };
        // Paired differences are exactly 0 where only rounding moves.
        let swing = row.swing.perspectives.get(perspective);
        Some(Side {
            input: &row.input,
            law,
            low_is_worse: swing.map(|swing| swing.net_benefit.value >= 0.0),
            ends: [row.low.at, row.central.at, row.high.at],
        })
    }

    /// Whether it stays at its median.
    pub fn is_still(&self) -> bool {
        self.low_is_worse.is_none()
    }

    /// At its unfavourable end, its median and its favourable end.
    pub fn values(&self) -> [f64; 3] {
        let [low, central, high] = self.ends;
        match self.low_is_worse {
            Some(true) => [low, central, high],
            Some(false) => [high, central, low],
            None => [central; 3],
        }
    }

    /// Its quantile `t` counted from its unfavourable side.
    pub fn quantile(&self, t: f64) -> f64 {
        match self.low_is_worse {
            Some(true) => self.law.quantile(t),
            Some(false) => self.law.upper_quantile(t),
            None => self.ends[1],
        }
    }
}
