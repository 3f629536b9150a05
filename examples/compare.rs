//! What `vendepunkt compare scenarios/u-turn.toml --variants` does: two scenarios over the same draws, and what lies between
//! them.
//!
//! `cargo run --release --example compare`

use std::error::Error;

use vendepunkt::{Pair, Pool, Questions, Request, Settings, Sharing, Side, Unwatched, compare, load};

/// Compares a shipped scenario with its variant.
///
/// # Errors
/// Where the scenario is invalid, or the two cannot be compared.
pub fn pair(draws: u64) -> Result<Pair, Box<dyn Error>> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/u-turn.toml");
    let (name, variant) = ("u-turn.toml", "one_in_ten_anyway");
    let base = load(&Request::path(file))?;
    let other = load(&Request { variant: Some(variant.to_owned()), ..Request::path(file) })?;
    // Common random numbers: every stream is shared. `Sharing::Programme` gives each side its own luck.
    let sides = [
        Side::new(&base, name, None, Sharing::Everything),
        Side::new(&other, name, Some(variant), Sharing::Everything),
    ];
    let settings = Settings { draws, ..Settings::default() };
    let questions = Questions { settings, limits: Vec::new(), until_conclusive: false };
    Ok(compare(variant, [&sides[0], &sides[1]], &Pool::new(0)?, &questions, &Unwatched)?)
}

pub fn main() -> Result<(), Box<dyn Error>> {
    let pair = pair(100_000)?;
    for assumption in &pair.assumptions {
        println!("{}: {:?}, before {:?}", assumption.path, assumption.is, assumption.was);
    }
    for (name, change) in &pair.perspectives {
        let (mean, p) = (change.net_benefit.mean, change.probability_break_even);
        println!(
            "{name:>12}: {:+.0} ± {:.0} on average, {:+.3} break even",
            mean.value,
            mean.hi - mean.value,
            p.value
        );
    }
    Ok(())
}
