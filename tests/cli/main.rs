//! The program as its users call it: the built binary, its streams, its files and its exit codes.

mod call;
mod colour;
mod exits;
mod explain;
mod files;
mod formats;
mod streams;
