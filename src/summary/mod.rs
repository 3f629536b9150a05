//! The summary: from blocks of draws to figures with their simulation error.
//!
//! [`run()`] is the whole way from a loaded scenario to its [`results::Results`]. A tally sees every block; sums go
//! through a [`tower`] whose bytes do not depend on grouping; quantiles are exact ([`quantiles`]).

mod assemble;
pub mod counts;
pub mod estimate;
pub mod quantiles;
mod requirements;
pub mod results;
mod run;
pub mod sums;
mod tally;
pub mod tower;

pub use requirements::{find, verdict};
pub use run::{FEWEST_DRAWS, Failure, Settings, run, walk};
