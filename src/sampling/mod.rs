//! The sampling. (being built)
