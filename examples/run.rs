//! What `vendepunkt run scenarios/u-turn.toml` does: a scenario in, figures with their errors out.
//!
//! `cargo run --release --example run`

use std::error::Error;

use vendepunkt::{Pool, Request, Results, Settings, Unwatched, load, run};

/// Plays a shipped scenario out.
///
/// # Errors
/// Where the scenario is invalid, or has no figures.
pub fn results(draws: u64) -> Result<Results, Box<dyn Error>> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/u-turn.toml");
    let loaded = load(&Request::path(file))?;
    let pool = Pool::new(0)?;
    let settings = Settings { draws, ..Settings::default() };
    Ok(run(&loaded, "u-turn.toml", None, &pool, &settings, &Unwatched)?)
}

pub fn main() -> Result<(), Box<dyn Error>> {
    let results = results(100_000)?;
    println!("{}", results.scenario.title);
    for (name, perspective) in &results.perspectives {
        let (p, mean) = (perspective.probability_break_even, perspective.net_benefit.mean);
        println!(
            "{name:>12}: {:.3} ± {:.3} break even, on average {:.0}",
            p.value,
            p.hi - p.value,
            mean.value
        );
    }
    Ok(())
}
