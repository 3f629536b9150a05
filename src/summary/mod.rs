//! The summary: from blocks of draws to figures with their simulation error.
//!
//! A [`question::Question`] wants figures of readings ([`plan`] has all that can be wanted), [`Prepared`] is the question made
//! ready, and a [`Reader`] gives the figures; [`run()`] is the whole way from a loaded scenario to its [`results::Results`]. A tally sees
//! every block; sums go through a tower whose bytes do not depend on grouping; quantiles are exact.

mod batches;
mod bits;
mod block_sums;
pub mod cell_sums;
mod central;
mod columns;
mod counting;
mod counts;
mod dealt;
pub mod draws;
pub mod estimate;
pub mod events;
mod extremes;
mod failure;
mod flips;
pub mod function;
mod handles;
pub(crate) mod interval;
mod layout;
mod leading;
pub mod metrics;
mod order;
mod outlay;
mod pieces;
pub mod plan;
mod prepared;
pub(crate) mod quantiles;
pub mod quantity;
pub mod question;
pub mod ranks;
mod reader;
mod requirements;
pub mod results;
pub(crate) mod run;
mod sample;
mod shard;
pub(crate) mod spread;
mod spread_out;
mod states;
pub mod strata;
mod tally;
pub(crate) mod thresholds;
pub mod ties;
mod tower;
mod turned;
mod turns;
pub mod twins;
mod walk;
mod warned;
mod written;

pub use columns::{Columns, Kept, Ordered};
pub use counting::Counting;
pub use failure::Failure;
pub use outlay::first_outlay;
pub use prepared::{Answered, Drawing, Failed, Moment, Prepared, Visit};
pub use quantiles::Missed;
pub use reader::Reader;
pub use requirements::{judge, verdict};
pub use run::answer::Figures;
pub use run::ask::{Asked, ask};
pub use run::{FEWEST_DRAWS, MOST_DRAWS, Settings, find_model, run, run_showing};
pub use shard::{MOST_SHARDS, Piece, Shard, ShardRun, Unmerged, merge, missing, run_shard};
pub use turned::Turned;
pub use walk::{first_draws, walk};
