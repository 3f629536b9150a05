//! The compiler: values in a graph, and the list of column operations that it becomes.

mod affine;
mod columns;
mod crowd;
mod dealing;
mod elementwise;
mod evaluate;
mod gathering;
mod graph;
mod node;
mod operation;
mod order;
mod people;
mod person;
mod program;
mod schedule;
mod tails;
mod trace;

pub use affine::Dependence;
pub use crowd::Crowd;
pub use dealing::Count;
pub use evaluate::{Frame, OutOfBounds, Place};
pub use gathering::{Root, Wanted};
pub use graph::{Graph, Traced};
pub use node::{NodeId, Source, Value};
pub use operation::{Binary, Unary, clamp_excess};
pub use program::{Arg, Program};
pub use tails::Tails;
