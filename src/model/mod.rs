//! The model: scenarios compiled to a list of column operations.
//!
//! A [`Reading`] is compiled into a graph of values in which other readings may be already ([`mod@column`]); what is wanted of
//! all of them becomes one program. Pure: nothing here draws, prints or reads a file.

mod arms;
pub mod base;
pub mod column;
mod compiled;
mod formula;
mod inputs;
mod lines;
mod money;
mod outputs;
mod paid;
mod people;
mod persons;
mod reading;
mod shares;
mod states;
mod transfers;
mod twin;
mod view;
mod walk;
mod worked;

pub use arms::ArmValue;
pub use base::BaseCase;
pub use compiled::{Compiled, Headline};
pub use inputs::{MOST_PEOPLE, ModelError, Site, Watched};
pub use outputs::{Detail, Flows, OutcomeOutputs, Outputs, PerspectiveOutputs, Scaled};
pub use reading::{Dial, Reading};
pub use states::{Counts, StateOutputs};
pub use transfers::{Paths, Transfers};
pub use twin::Twin;
pub use view::TIE;
pub use walk::{About, Step, Walk};
pub use worked::{At, Cell, Entry, Key, Nature, Operation, Part, Row, Term, Worked, work_out};
