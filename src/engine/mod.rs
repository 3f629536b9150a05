//! The engine. (being built)
