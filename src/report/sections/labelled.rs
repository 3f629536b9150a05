//! Names of inputs, outcomes and variants in the labels that a scenario gives them: what is reported is called as people call it.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::sensitivity::Sensitivity;
use crate::analysis::stress::Stress;
use crate::analysis::value::Valuation;
use crate::scenario::Labels;

/// Replaces names of one table by their labels. A label that another has too, or is another's name, is not used: it would tell
/// nothing apart.
struct Naming<'a> {
    labels: &'a Labels,
    table: &'static str,
    taken: BTreeSet<String>,
}

impl<'a> Naming<'a> {
    fn of(labels: &'a Labels, table: &'static str) -> Naming<'a> {
        let (mut taken, mut seen) = (BTreeSet::new(), BTreeSet::new());
        for name in labels.names(table) {
            taken.insert(name.to_owned());
            if let Some(label) = labels.own(table, name)
                && !seen.insert(label)
            {
                taken.insert(label.to_owned());
            }
        }
        Naming { labels, table, taken }
    }

    fn name(&self, name: &mut String) {
        if let Some(label) = self.labels.own(self.table, name).filter(|label| !self.taken.contains(*label)) {
            *name = label.to_owned();
        }
    }

    fn names<'n>(&self, names: impl IntoIterator<Item = &'n mut String>) {
        names.into_iter().for_each(|name| self.name(name));
    }

    fn keys<T>(&self, map: &mut BTreeMap<String, T>) {
        let renamed = std::mem::take(map).into_iter().map(|(mut name, value)| {
            self.name(&mut name);
            (name, value)
        });
        *map = renamed.collect();
    }
}

/// A stress test with labels.
pub(super) fn stress(stress: &Stress) -> Stress {
    let mut labelled = stress.clone();
    let labels = &stress.scenario.labels;
    let [inputs, outcomes, variants] =
        ["inputs", "outcomes", "variants"].map(|table| Naming::of(labels, table));
    for row in &mut labelled.tornado {
        inputs.name(&mut row.input);
        inputs.names(&mut row.correlated_with);
    }
    for row in &mut labelled.switching {
        inputs.names(&mut row.input);
        inputs.names(&mut row.correlated_with);
    }
    if let Some(grid) = &mut labelled.grid {
        inputs.names(grid.rows.input.iter_mut().chain(&mut grid.columns.input));
    }
    inputs.names(&mut labelled.unread);
    if let Some(together) = &mut labelled.together {
        inputs.names(&mut together.at_median);
        for corner in [&mut together.worst, &mut together.central, &mut together.best] {
            inputs.keys(&mut corner.inputs);
        }
    }
    if let Some(discovery) = &mut labelled.discovery {
        inputs.keys(&mut discovery.bounds);
    }
    variants.names(labelled.variants.iter_mut().map(|variant| &mut variant.name));
    for agreements in labelled.payers.iter_mut().flat_map(|payers| payers.agreements.values_mut()) {
        outcomes.keys(&mut agreements.per_success);
    }
    outcomes.keys(&mut labelled.worth);
    labelled
}

/// A report on sensitivity with labels.
pub(super) fn sensitivity(found: &Sensitivity) -> Sensitivity {
    let mut labelled = found.clone();
    let inputs = Naming::of(&found.scenario.labels, "inputs");
    inputs.names(&mut labelled.unread);
    for of in labelled.perspectives.values_mut() {
        for input in &mut of.inputs {
            inputs.name(&mut input.input);
            inputs.names(&mut input.correlated_with);
        }
        inputs.names(of.factors.iter_mut().flat_map(|factor| &mut factor.inputs));
    }
    labelled
}

/// A valuation with labels. Inputs that each programme has of its own are called after their files besides, and keep their names.
pub(super) fn valuation(valuation: &Valuation) -> Valuation {
    let mut labelled = valuation.clone();
    let Some(first) = valuation.scenarios.first() else { return labelled };
    let inputs = Naming::of(&first.labels, "inputs");
    inputs.names(&mut labelled.unread);
    for of in labelled.perspectives.values_mut().flatten() {
        inputs.names(of.evppi.iter_mut().flat_map(|known| &mut known.inputs));
    }
    labelled
}
