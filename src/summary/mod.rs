//! The summary: from blocks of draws to figures with their simulation error.
//!
//! [`run()`] is the whole way from a loaded scenario to its [`results::Results`]. A tally sees every block; sums go
//! through a [`tower`] whose bytes do not depend on grouping; quantiles are exact ([`quantiles`]).

mod assemble;
mod bits;
pub(crate) mod block_sums;
pub mod central;
mod conclude;
pub mod confidence;
pub mod counts;
mod dump;
pub mod estimate;
mod events;
mod extremes;
pub mod metrics;
pub mod order;
mod plan;
pub mod quantiles;
pub mod replicates;
mod requirements;
pub mod results;
mod run;
mod sample;
mod shard;
pub mod sums;
mod tally;
pub mod tower;
mod written;

pub use dump::{DumpError, dump};
pub use requirements::{judge, verdict};
pub use run::{Company, FEWEST_DRAWS, Failure, MOST_DRAWS, Settings, run, run_judged, walk};
pub use shard::{MOST_SHARDS, Piece, Shard, ShardRun, Unmerged, merge, run_shard};
