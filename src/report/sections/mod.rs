//! What reports say, section by section: each file builds its part of a document and lays nothing out.

pub mod book;
pub mod compare;
pub mod explain;
mod labelled;
pub mod limits;
pub mod overview;
pub mod page;
pub mod run;
pub mod sensitivity;
pub mod stress;
pub mod value;
pub mod walk;
pub mod wide;

mod answer;
mod assumed;
mod assumption;
mod call;
mod case;
mod changes;
mod closing;
mod doubt;
mod inputs;
mod money;
mod payers;
mod ranking;
mod rows;
mod scales;
mod sentences;
mod shares;
mod situations;
mod spread;
mod states;
mod successes;
mod terms;
mod timing;
mod trace;
