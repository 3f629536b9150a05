//! What a table over several scenarios says.

/// What is said in a language.
pub(crate) struct Words {
    pub net_benefit: fn(whose: Option<&str>) -> String,
    pub all_scenarios: fn(usize) -> String,
    /// The head of a table over so many scenarios and variants.
    pub scenarios: fn(usize) -> String,
    /// What its columns hold.
    pub what: &'static str,
    pub perspectives: &'static str,
    /// That no scenario has a payer or perspective of this name.
    pub nobody: fn(name: &str) -> String,
    pub required: &'static str,
    pub of: &'static str,
}
