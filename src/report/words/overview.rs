//! What a table over several scenarios says.

/// What is said in a language.
pub(crate) struct Words {
    pub net_benefit: fn(whose: Option<&str>) -> String,
    pub all_scenarios: fn(usize) -> String,
    pub required: &'static str,
    pub of: &'static str,
}
