//! Probabilities as counts: how many of 100 equally likely outcomes.

use crate::report::digits::half_width;
use crate::summary::results::Estimate;

/// How many of 100. What is possible is never none, and what is not certain is never all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of100 {
    /// None at all.
    None,
    /// Some, but fewer than one.
    UnderOne,
    /// So many, 1 to 99.
    Some(usize),
    /// More than 99, but not all.
    OverNinetyNine,
    /// All of them.
    All,
}

impl Of100 {
    /// A probability as a count.
    pub fn of(chance: &Estimate) -> Of100 {
        let is_sure = half_width(chance) == 0.0;
        match chance.value {
            0.0 if is_sure => Of100::None,
            1.0 if is_sure => Of100::All,
            value if value < 0.005 => Of100::UnderOne,
            value if value > 0.995 => Of100::OverNinetyNine,
            value => Of100::Some((libm::round(value * 100.0) as usize).clamp(1, 99)),
        }
    }

    /// The count that is left of 100.
    pub fn rest(self) -> Of100 {
        match self {
            Of100::None => Of100::All,
            Of100::UnderOne => Of100::OverNinetyNine,
            Of100::Some(n) => Of100::Some(100 - n),
            Of100::OverNinetyNine => Of100::UnderOne,
            Of100::All => Of100::None,
        }
    }

    /// The count as dots.
    pub fn dots(self) -> usize {
        match self {
            Of100::None | Of100::UnderOne => 0,
            Of100::Some(n) => n,
            Of100::OverNinetyNine | Of100::All => 100,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_possible_is_never_none_and_what_is_open_never_all() {
        let seen = |value| Of100::of(&Estimate { value, se: 0.001, lo: value - 0.002, hi: value + 0.002 });
        assert_eq!(Of100::of(&Estimate::exact(0.0)), Of100::None);
        assert_eq!(Of100::of(&Estimate::exact(1.0)), Of100::All);
        assert_eq!(Of100::of(&Estimate::exact(0.5)), Of100::Some(50));
        assert_eq!(
            [0.0, 0.004_9, 0.005, 0.006].map(seen),
            [Of100::UnderOne, Of100::UnderOne, Of100::Some(1), Of100::Some(1)]
        );
        assert_eq!(
            [0.881_9, 0.995, 0.995_1, 1.0].map(seen),
            [Of100::Some(88), Of100::Some(99), Of100::OverNinetyNine, Of100::OverNinetyNine]
        );
        for value in [0.001, 0.01, 0.3, 0.5, 0.885, 0.999] {
            assert_eq!(seen(value).rest().rest(), seen(value));
            assert_eq!(seen(value).dots() + seen(value).rest().dots(), 100);
        }
    }
}
