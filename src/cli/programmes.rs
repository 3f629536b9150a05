//! Different programmes: what they are called, and what they share.

use std::collections::BTreeMap;

use crate::scenario::Scenario;
use crate::scenario::spelling::nearest;

/// What tells the luck of each from that of the others: short names, whatever path was typed, and numbered where they are
/// alike.
pub fn told_apart(short: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in short {
        let alike = names.iter().filter(|known| known.split('#').next() == Some(&name)).count();
        names.push(if alike == 0 { name } else { format!("{name}#{}", alike + 1) });
    }
    names
}

/// Refuses to share what at most one programme has, or half of what is correlated. Where none could be read, what is wrong
/// with them is said elsewhere.
///
/// # Errors
/// A sentence that names the input.
pub fn refuse_lonely(share: &[String], all: &[(String, &Scenario)]) -> Result<(), String> {
    let mut having: BTreeMap<&str, usize> = BTreeMap::new();
    for (shown, scenario) in all {
        for (group, correlation) in &scenario.correlations {
            let (shared, own): (Vec<&String>, Vec<&String>) =
                correlation.inputs.iter().partition(|input| share.contains(input));
            if let (Some(shared), Some(own)) = (shared.first(), own.first()) {
                return Err(format!(
                    "`{shared}` and `{own}` are correlated by [correlations.{group}] in {shown}: share both or neither"
                ));
            }
        }
        for input in scenario.inputs.keys() {
            *having.entry(input).or_default() += 1;
        }
    }
    let lonely =
        |name: &&String| !having.is_empty() && having.get(name.as_str()).is_none_or(|count| *count < 2);
    let Some(name) = share.iter().find(lonely) else { return Ok(()) };
    if having.contains_key(name.as_str()) {
        return Err(format!(
            "only one programme has the input `{name}`, named by --share: nothing would be shared"
        ));
    }
    let near = nearest(name, having.keys().copied());
    let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    Err(format!("no programme has the input `{name}`, named by --share{near}"))
}
