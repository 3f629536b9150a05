//! How a payer stands: what happens in most draws, and on average.

use super::figure::amount;
use crate::summary::results::PerspectiveResults;

/// How a payer stands: what happens in most draws, and on average.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Standing {
    /// Nothing ever happens to it.
    Untouched,
    /// Nearly always, mostly, or as often as not; and whether the mean is surely above 0, surely below, or neither.
    Gains(Often, Mean),
    /// The same of losses.
    Loses(Often, Mean),
    /// It gains as often as it loses.
    Even,
}

/// In how many draws.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Often {
    /// In 95 % or more.
    Always,
    /// In more than half.
    Mostly,
}

/// What comes of it on average.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mean {
    /// A gain, surely.
    Gain,
    /// A loss, surely.
    Loss,
    /// Neither for sure.
    Open,
}

impl Standing {
    /// How whoever has these results stands.
    pub fn of(results: &PerspectiveResults) -> Standing {
        let (n, p) = (&results.net_benefit, &results.probability_break_even);
        if n.p5.value == 0.0 && n.p95.value == 0.0 && n.mean.value == 0.0 {
            return Standing::Untouched;
        }
        let mean = match () {
            () if amount(&n.mean).is_nothing() => Mean::Open,
            () if n.mean.lo > 0.0 => Mean::Gain,
            () if n.mean.hi < 0.0 => Mean::Loss,
            () => Mean::Open,
        };
        match p.value {
            v if v >= 0.95 => Standing::Gains(Often::Always, mean),
            v if v <= 0.05 => Standing::Loses(Often::Always, mean),
            _ if p.lo <= 0.5 && p.hi >= 0.5 => Standing::Even,
            v if v > 0.5 => Standing::Gains(Often::Mostly, mean),
            _ => Standing::Loses(Often::Mostly, mean),
        }
    }

    /// Whether the average goes against the majority of the draws, and if so, whether it is a loss.
    pub fn against_the_mean(self) -> Option<bool> {
        match self {
            Standing::Gains(_, Mean::Loss) => Some(true),
            Standing::Loses(_, Mean::Gain) => Some(false),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;
    use crate::report::language::Language;
    use crate::summary::results::Estimate;

    #[test]
    fn the_majority_has_its_word_only_with_the_consent_of_the_mean() {
        let (_, results) = fixture::run();
        let words = &Language::English.words().run;
        let standing = |chance: f64, mean: f64, half: f64| {
            let mut public = results.perspectives["public"].clone();
            public.probability_break_even =
                Estimate { value: chance, se: 0.001, lo: chance - 0.002, hi: chance + 0.002 };
            public.net_benefit.mean =
                Estimate { value: mean, se: half / 2.0, lo: mean - half, hi: mean + half };
            Standing::of(&public)
        };
        for (chance, mean, half, word, says) in [
            (0.8, 5e6, 1e4, "mostly gains", None),
            (0.8, -5e6, 1e4, "often gains, mean a loss", Some(true)),
            (0.97, -5e6, 1e4, "often gains, mean a loss", Some(true)),
            (0.2, 5e6, 1e4, "often loses, mean a gain", Some(false)),
            (0.2, -5e6, 1e4, "mostly loses", None),
            (0.8, 5e3, 1e4, "mostly breaks even", None),
            (0.58, 0.0, 0.0, "mostly breaks even", None),
            (0.2, 5e3, 1e4, "mostly falls short", None),
            (0.501, 5e6, 1e4, "even chances", None),
            (0.999, 5e6, 1e4, "gains", None),
            (0.01, -5e6, 1e4, "loses", None),
        ] {
            let standing = standing(chance, mean, half);
            assert_eq!(
                ((words.standing)(standing), standing.against_the_mean()),
                (word, says),
                "{chance} {mean}"
            );
        }
    }
}
