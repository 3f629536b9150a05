//! The program as its users call it: the built binary, its streams, its files and its exit codes.

// Tests compare with what the platform computes; figures may not use it (clippy.toml).
#![allow(clippy::disallowed_methods)]

mod book;
mod changes;
mod colour;
#[path = "../common/mod.rs"]
mod common;
mod corner;
mod danish;
mod escapes;
mod exits;
mod explain;
mod files;
mod formats;
mod html;
mod kept;
mod many;
mod numbers;
mod outputs;
mod page;
mod page_edges;
mod page_figures;
mod parquet;
mod pieces;
mod sensitivity;
mod streams;
mod stress;
mod stress_many;
mod table;
mod trace;
mod value;
mod words;

use common::call;
