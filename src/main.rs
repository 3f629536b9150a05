//! The `vendepunkt` program.

fn main() {}
