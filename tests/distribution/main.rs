//! The laws against references that were worked out independently.

mod reference;
mod tables;
