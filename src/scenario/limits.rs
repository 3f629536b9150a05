//! Limits on what a scenario file may ask for, so that no file can exhaust memory or time.
//!
//! Each is far above what a real business case needs. Passing one is an error that names the limit.

/// Bytes in one file, scenario or data. Parsing takes some hundred times as much memory in the worst case.
pub const FILE_BYTES: usize = 4 << 20;
/// Files in an `extends` chain.
pub const CHAIN: usize = 16;
/// Last year of the horizon.
pub const HORIZON: usize = 200;
/// Any other year that a file names; lines may be said to last beyond the horizon.
pub const YEARS: usize = 1000;
/// People in one intake. Their counts stay exact in a double by a wide margin.
pub const PEOPLE: f64 = 1e9;
/// People of whom each is drawn, because amounts differ from person to person.
pub const PERSONS: f64 = 5_000.0;
/// Characters in a formula.
pub const FORMULA_LENGTH: usize = 10_000;
/// Depth of a formula's tree.
pub const FORMULA_DEPTH: usize = 200;
/// Values in a discrete or empirical law.
pub const VALUES: usize = 100_000;
/// States that people move between: pairs of them are followed, one in each life.
pub const STATES: usize = 20;
/// Family tables within one another in a mixture.
pub const MIXTURE_DEPTH: usize = 4;
/// Family tables in one input, parts of parts included.
pub const MIXTURE_PARTS: usize = 100;
/// Parts of one whole.
pub const DIRICHLET_PARTS: usize = 20;
/// Inputs in one correlation group: a Cholesky factor takes the cube of it.
pub const CORRELATED: usize = 500;
/// Characters in a name.
pub const NAME_LENGTH: usize = 100;
/// Counts of people that one draw takes: intakes, outcomes, and relapse in every year.
pub const COUNTS: usize = 100_000;
/// Amounts of money in one draw: lines, intakes and years.
pub const AMOUNTS: usize = 1_000_000;
/// Entries of a list of amounts: years 0 to the longest horizon.
pub const LISTED: usize = HORIZON + 1;
/// Findings kept; a file with more has one cause behind many of them.
pub const FINDINGS: usize = 300;
