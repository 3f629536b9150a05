//! The model. (being built)
