//! Which draws turn from one break-even year to another, by their numbers.

use std::ops::ControlFlow;

use super::columns::Kept;
use super::draws::{DrawSink, Draws};
use super::plan::Shown;

/// Bytes of a number.
const NUMBER: usize = size_of::<u64>();

/// A pair of years; a draw turns where one lies within the horizon and the other does not.
#[derive(Debug, Clone, Copy)]
struct Pair {
    years: [Kept; 2],
    horizon: f64,
}

/// The draws that turn, by pair of years.
#[derive(Debug, Default)]
pub struct Turned {
    pairs: Vec<Pair>,
    draws: Vec<Vec<u64>>,
}

impl Turned {
    /// Looks for draws that turn between two kept years. Gives the pair's number.
    pub fn between(&mut self, years: [Kept; 2], horizon: usize) -> usize {
        self.pairs.push(Pair { years, horizon: horizon as f64 });
        self.pairs.len() - 1
    }

    /// Draws that turn, by rising number; of each pair.
    pub fn into_draws(self) -> Vec<Vec<u64>> {
        self.draws
    }
}

impl DrawSink for Turned {
    fn begin(&mut self, _: &[Shown]) -> ControlFlow<()> {
        self.draws = vec![Vec::new(); self.pairs.len()];
        ControlFlow::Continue(())
    }

    fn encode(&self, draws: &Draws<'_>, into: &mut Vec<u8>) {
        for Pair { years, horizon } in &self.pairs {
            let at = into.len();
            into.extend([0; NUMBER]);
            let mut found = 0u64;
            let mut note = |draw: usize, a: f64, b: f64| {
                if (a <= *horizon) != (b <= *horizon) {
                    into.extend((draws.first + draw as u64).to_le_bytes());
                    found += 1;
                }
            };
            match years {
                [Kept::Column(a), Kept::Column(b)] => {
                    let both = draws.numbers(*a).zip(draws.numbers(*b));
                    both.enumerate().for_each(|(draw, (a, b))| note(draw, a, b));
                }
                [Kept::Column(a), Kept::Constant(b)] | [Kept::Constant(b), Kept::Column(a)] => {
                    draws.numbers(*a).enumerate().for_each(|(draw, a)| note(draw, a, *b));
                }
                [Kept::Constant(a), Kept::Constant(b)] => (0..draws.len).for_each(|draw| note(draw, *a, *b)),
            }
            into[at..at + NUMBER].copy_from_slice(&found.to_le_bytes());
        }
    }

    fn take(&mut self, encoded: &[u8]) -> ControlFlow<()> {
        let mut words = encoded.chunks_exact(NUMBER).map(|bytes| bytes.try_into().expect("eight bytes"));
        let mut words = std::iter::from_fn(|| words.next().map(u64::from_le_bytes)).peekable();
        while words.peek().is_some() {
            for draws in &mut self.draws {
                let found = words.next().unwrap_or(0);
                draws.extend(words.by_ref().take(found as usize));
            }
        }
        ControlFlow::Continue(())
    }
}
