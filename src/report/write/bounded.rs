//! A box of assumptions as a scenario to run: the file that was put under stress, with its inputs bounded.

use crate::analysis::stress::{Discovery, Interval, Stress};
use crate::report::digits::Locale;
use crate::report::figure::percent;
use crate::report::names::tame;
use crate::scenario::resolved::{key, quoted};

/// The text of a scenario that extends a file, with `min` and `max` at each bounded input. `set` is what the call itself set, which the file
/// does not hold.
pub fn scenario(stress: &Stress, discovery: &Discovery, extends: &str, set: &[String]) -> String {
    let shown = |estimate| percent(estimate).show(&Locale::ENGLISH).replace('\u{a0}', " ");
    let mut text = format!(
        "# Where {} loses.\n#\n# Of the draws inside {} are losses of {}; {} of all its losses lie here, and {} of all draws.\n\
         # Found by `vendepunkt stress` ({} draws, seed {}).\n",
        tame(&stress.scenario.title),
        shown(&discovery.density),
        tame(&stress.perspective),
        shown(&discovery.coverage),
        shown(&discovery.mass),
        stress.run.draws,
        stress.run.seed,
    );
    let variant = stress.scenario.variant.iter().map(|variant| format!("--variant {}", tame(variant)));
    let call: Vec<String> = variant.chain(set.iter().map(|set| format!("--set '{}'", tame(set)))).collect();
    if !call.is_empty() {
        text.push_str(&format!("# It was found with {}: run this file with the same.\n", call.join(" ")));
    }
    if !discovery.correlated.is_empty() {
        let names: Vec<String> = discovery.correlated.iter().map(|name| tame(name)).collect();
        text.push_str(&format!(
            "#\n# {} moves with other inputs. Here its law is cut off and mixed with theirs anew: they are not conditioned on it, so that the\n\
             # share of losses differs from that of the draws inside.\n",
            names.join(", ")
        ));
    }
    text.push_str(&format!("\nextends = {}\n", quoted(extends)));
    for (input, interval) in &discovery.bounds {
        text.push_str(&format!("\n[inputs.{}]\n", key(input)));
        for (name, value) in limits(interval) {
            text.push_str(&format!("{name} = {value:?}\n"));
        }
    }
    text
}

/// The limits of an input. A law is cut off between two different numbers, also where a single value is left.
fn limits(interval: &Interval) -> Vec<(&'static str, f64)> {
    let (min, max) = (interval.min.map(|limit| limit.value), interval.max.map(|limit| limit.value));
    let min = if min.is_some() && min == max { min.map(f64::next_down) } else { min };
    [("min", min), ("max", max)].into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}
