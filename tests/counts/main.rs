//! Counts of people: binomial draws by inversion.

mod binomial;
mod speed;
