//! Vendepunkt ("turning point"): how likely is it that the money of a social investment comes back, when,
//! and to whom?
//!
//! A scenario is a TOML text in which every number that nobody knows is an input with a law and a source. [`load()`] reads it
//! with what it extends, checks it, and says everything that is wrong at once, each [`Diagnostic`] pointing into the text.
//!
//! What is looked at is a [`Reading`]: a scenario, with what this look at it changes (an input at a number, streams of its
//! own). A [`Question`] compiles readings into one graph of values, in which equal values are one, and notes what is wanted of
//! which: a mean, quantiles, the share of draws in which something happens, a difference between two readings. [`Prepared`] is
//! the question compiled to one list of column operations. It is played out on a [`Pool`] of threads, 1,024 draws at a time,
//! with uniforms that depend only on the seed, the stream's name and the draw's number; blocks are folded in their order, and a
//! [`Reader`] gives every wanted figure with its simulation error. Nothing depends on the number of threads or on the
//! machine.
//!
//! [`run`] asks for everything of one reading and gives [`Results`]; [`compare`] asks what lies between two, [`compare_all`] also which
//! of several to choose, [`stress`] what if one input were otherwise, [`sensitivity`] which inputs the spread comes from. Reports are laid out by [`report`], and [`cli`] is the
//! program around all this. `docs/architecture.md` says how it is built, `docs/metrics.md` what every figure is.
//!
//! ```
//! use vendepunkt::{Pool, Request, Settings, Source, Unwatched, load, run};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // 24 young people, a third of whom succeed; each success saves 775,000 over five years, and a course costs 179,167.
//! let text = br#"
//!     format = 1
//!     title = "U-turn, one third"
//!     currency = "DKK"
//!     price_year = 2015
//!     horizon = 5
//!     discount = { rate = 0 }
//!     payers = { municipality = "City", state = "State" }
//!     cohort = { participants = 24 }
//!     [inputs.rate]
//!     fixed = 0.3333333333333333
//!     [outcomes.success]
//!     rate = "rate"
//!     counterfactual = 0
//!     [costs.course]
//!     amount = 179_166.66666666666
//!     per = "participant"
//!     paid_by = { municipality = 1 }
//!     [effects.saving]
//!     outcome = "success"
//!     amount = 155_000
//!     shares = { municipality = 0.5, state = 0.5 }
//! "#;
//! let source = Source::Text { name: "u-turn".to_owned(), text: text.to_vec(), folder: std::env::temp_dir() };
//! let loaded = load(&Request::new(source))?;
//! let pool = Pool::new(0)?;
//! let settings = Settings { draws: 100_000, ..Settings::default() };
//! let results = run(&loaded, "u-turn", None, &pool, &settings, &Unwatched)?;
//! let public = &results.perspectives["public"];
//! // P(Binomial(24, 1/3) ≥ 6): six successes pay for the programme.
//! assert_eq!(public.outcomes["success"].successes_to_break_even, Some(6));
//! let p = public.probability_break_even;
//! assert!((p.value - 0.861_746_495_871).abs() < 4.0 * p.se);
//! # Ok(())
//! # }
//! ```

#![deny(unsafe_code)]
#![warn(missing_docs)]
// Plain index loops over fixed-length columns are what the compiler vectorises.
#![allow(clippy::needless_range_loop)]
// Tests compare with the platform's functions; figures may not use them (clippy.toml).
#![cfg_attr(test, allow(clippy::disallowed_methods))]

pub mod analysis;
pub mod block;
pub mod cli;
pub mod distribution;
pub mod engine;
pub mod kernel;
pub mod model;
pub mod report;
pub mod sampling;
pub mod scenario;
pub mod summary;

pub use analysis::compare::comparison::Pair;
pub use analysis::compare::{Compared, Impossible, Questions, Side, compare, compare_all};
pub use analysis::ranking::Ranking;
pub use analysis::sensitivity::{Sensing, Sensitivity, sensitivity};
pub use analysis::stress::{Part, Stress, Stresses, stress};
pub use engine::{Pool, Unwatched, Watch};
pub use model::{Detail, Reading};
pub use sampling::{Sampling, Sharing};
pub use scenario::{Diagnostic, Invalid, Loaded, Request, Source, load};
pub use summary::estimate::Estimate;
pub use summary::question::Question;
pub use summary::results::Results;
pub use summary::{Failure, Moment, Prepared, Reader, Settings, run};
