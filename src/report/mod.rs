//! The report. (being built)
