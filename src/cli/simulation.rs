//! How to simulate: the options that are the same in every command that does so.

use clap::{Args, ValueEnum};

use super::memory;
use super::refusal::Refusal;
use super::values::{parse_draws, parse_threads};
use crate::engine::Pool;
use crate::kernel::Isa;
use crate::sampling::Sampling;
use crate::summary::Settings;

/// Draws where the call names no number.
const DRAWS: u64 = 1_000_000;

/// Most draws where they are added until enough is known and the call names no number.
const MOST_DRAWS: u64 = 100_000_000;

/// How to simulate.
#[derive(Debug, Clone, Args)]
pub struct Simulation {
    /// How many times each scenario is played out, at least 100; `1e6` and `1_000_000` are understood. 1_000_000 if not said,
    /// and for `stress` of people who move between states 32_768; at most so many, 100_000_000 if not said, where draws are added until enough is known.
    #[arg(long, value_name = "N", allow_negative_numbers = true, env = "VENDEPUNKT_DRAWS", value_parser = parse_draws)]
    pub draws: Option<u64>,
    /// Which draws there are.
    #[command(flatten)]
    pub chance: Chance,
    /// Threads to use, 0 for one per core; changes no figure.
    #[arg(long, value_name = "N", default_value = "0", allow_negative_numbers = true, env = "VENDEPUNKT_THREADS", value_parser = parse_threads)]
    pub threads: usize,
}

/// Where the random numbers come from.
#[derive(Debug, Clone, Args)]
pub struct Chance {
    /// Seed of the random numbers; the same seed gives the same figures, everywhere.
    #[arg(
        long,
        value_name = "N",
        default_value = "1",
        allow_negative_numbers = true,
        env = "VENDEPUNKT_SEED"
    )]
    pub seed: u64,
    /// How draws are spread: independently, or evenly, which needs fewer for the same error.
    #[arg(long, value_name = "HOW", default_value = "random", env = "VENDEPUNKT_SAMPLING")]
    pub sampling: SamplingOption,
}

/// How draws are spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SamplingOption {
    /// Independently.
    Random,
    /// As Latin hypercubes of 1,024 draws; draws are rounded up to whole hypercubes, at least 16.
    Latin,
    /// As scrambled Sobol points; draws are rounded up to a power of two.
    Sobol,
}

impl From<SamplingOption> for Sampling {
    fn from(option: SamplingOption) -> Sampling {
        match option {
            SamplingOption::Random => Sampling::Random,
            SamplingOption::Latin => Sampling::Latin,
            SamplingOption::Sobol => Sampling::Sobol,
        }
    }
}

impl Simulation {
    /// The threads, of which the calling one is one, with the instruction set that a variable asks for.
    ///
    /// # Errors
    /// Where there is no such set, or this machine does not have it or so many threads.
    pub fn pool(&self) -> Result<Pool, Refusal> {
        let isa = instruction_set().map_err(Refusal::usage)?;
        Ok(Pool::along(self.threads)?.with_isa(isa))
    }

    /// What is said here, and all else as usual; `until_known` where draws are added until enough is known.
    pub fn settings(&self, until_known: bool) -> Settings {
        Settings {
            draws: self.draws.unwrap_or(if until_known { MOST_DRAWS } else { DRAWS }),
            seed: self.chance.seed,
            sampling: self.chance.sampling.into(),
            memory: memory::available(),
            ..Settings::default()
        }
    }
}

fn instruction_set() -> Result<Isa, String> {
    const VARIABLE: &str = "VENDEPUNKT_ISA";
    let best = Isa::detect();
    let Some(text) = std::env::var_os(VARIABLE).filter(|text| !text.is_empty()) else { return Ok(best) };
    let isa: Isa = text
        .to_string_lossy()
        .parse()
        .map_err(|error| format!("in the environment variable {VARIABLE}: {error}"))?;
    if isa.is_available() {
        return Ok(isa);
    }
    Err(format!(
        "in the environment variable {VARIABLE}: this machine does not have `{isa}`: unset it, or say `{best}`"
    ))
}
