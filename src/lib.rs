//! Vendepunkt ("turning point"): how likely is it that the money of a social investment comes back, when,
//! and to whom?
//!
//! Data flows one way; each module imports only from those before it:
//! [`scenario`] → [`model`] → [`engine`] → [`summary`] → [`analysis`] → [`report`] → [`cli`], over the ground floor
//! [`distribution`] and [`sampling`], which stand on [`block`] (the unit of work) and [`kernel`] (its instruction sets).
//!
//! 1. [`scenario`] reads a TOML text, merges what it extends, and checks what it says. Every finding points into the text.
//! 2. [`model`] compiles the checked scenario to a list of column operations: people, their outcomes with and without the
//!    intervention, the money that follows, by payer and year. What does not vary is computed here, once.
//! 3. [`engine`] evaluates the operations block by block (1,024 draws in a column) on all cores, with uniforms that depend
//!    only on the seed, the stream's name and the draw's number ([`sampling`]), through the laws of [`distribution`].
//! 4. [`summary`] folds the blocks, in their order, to figures with their simulation error.
//! 5. [`analysis`] asks more of the draws: what lies between two scenarios, and whether a limit is crossed.
//! 6. [`report`] says the figures, and [`cli`] is the program around all this.
//!
//! ```
//! use vendepunkt::engine::{Pool, Unwatched};
//! use vendepunkt::scenario::{Request, Source, load};
//! use vendepunkt::summary::{Settings, run};
//!
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
//! let loaded = load(&Request::new(source)).expect("the scenario is valid");
//! let pool = Pool::new(0).expect("threads can be started");
//! let settings = Settings { draws: 100_000, ..Settings::default() };
//! let results = run(&loaded, "u-turn", None, &pool, &settings, &Unwatched).expect("the scenario runs");
//! let public = &results.perspectives["public"];
//! // P(Binomial(24, 1/3) ≥ 6): six successes pay for the programme.
//! assert_eq!(public.outcomes["success"].successes_to_break_even, Some(6));
//! let p = public.probability_break_even;
//! assert!((p.value - 0.861_746_495_871).abs() < 4.0 * p.se);
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
