//! What a table over several scenarios says.

/// What is said in a language.
pub(crate) struct Words {
    pub net_benefit: fn(whose: Option<&str>) -> String,
    pub all_scenarios: fn(usize) -> String,
    /// The head of a table over so many scenarios and variants.
    pub scenarios: fn(usize) -> String,
    /// What its columns hold.
    pub what: &'static str,
    /// Below a table whose rows do not all speak of the same payer or perspective.
    pub mixed: &'static str,
    pub perspectives: &'static str,
    /// That no scenario has a payer or perspective of this name.
    pub nobody: fn(name: &str) -> String,
    /// In how many of several scenarios the money is back in at least half of the outcomes.
    pub back_in: fn(back: usize, all: usize) -> String,
    /// What the marks of a picture are.
    pub marks: fn(unit: &str) -> String,
    pub span_says: fn(what: &str, low: &str, high: &str, mean: &str, of: &str) -> String,
    /// Rows that a picture has no room for.
    pub in_the_table: fn(more: usize) -> String,
    pub required: &'static str,
    pub of: &'static str,
}
