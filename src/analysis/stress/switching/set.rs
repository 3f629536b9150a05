//! What `run --set` takes to put an assumption at a value.

use crate::scenario::{Correlation, Scenario};

/// The overrides that put an input at a number, one for each `--set`. A number cannot be correlated: its group goes on without it.
pub(super) fn set(scenario: &Scenario, input: &str, value: f64) -> Vec<String> {
    let mut all = Vec::new();
    for (name, group) in &scenario.correlations {
        if group.inputs.iter().any(|member| member == input) {
            all.extend(without(name, group, input));
        }
    }
    all.push(format!("inputs.{input}.fixed={value:?}"));
    all
}

fn without(name: &str, group: &Correlation, input: &str) -> Vec<String> {
    let rest: Vec<usize> = (0..group.inputs.len()).filter(|at| group.inputs[*at] != input).collect();
    if rest.len() < 2 {
        return vec![format!("correlations.{name}.remove=true")];
    }
    let names: Vec<String> = rest.iter().map(|at| format!("\"{}\"", group.inputs[*at])).collect();
    let number = |i: &usize, j: &usize| format!("{:?}", group.spearman[*i][*j]);
    let rows = rest.iter().map(|i| rest.iter().map(|j| number(i, j)).collect::<Vec<_>>().join(", "));
    let rows: Vec<String> = rows.map(|row| format!("[{row}]")).collect();
    vec![
        format!("correlations.{name}.inputs=[{}]", names.join(", ")),
        format!("correlations.{name}.spearman=[{}]", rows.join(", ")),
    ]
}
