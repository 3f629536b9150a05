//! What a call of `stress` names: payers, inputs and numbers that the scenario has.

use super::refusal::Refusal;
use super::stress_options::{NamedAxes, NamedAxis};
use crate::analysis::stress::{Assumption, Axis, NamedInput, NamedNumber, is_whole, try_number};
use crate::scenario::keys::{Kind, Lead, lead_of};
use crate::scenario::spelling::meant;
use crate::scenario::{Definition, Loaded, Scenario, input_of};

/// The payer that pays: one that the scenario has.
pub(super) fn funder(named: Option<&str>, scenario: &Scenario) -> Result<Option<String>, Refusal> {
    let Some(name) = named else { return Ok(None) };
    if scenario.payers.contains_key(name) {
        return Ok(Some(name.to_owned()));
    }
    let known: Vec<&str> = scenario.payers.keys().map(String::as_str).collect();
    let meant = meant(name, &known);
    Err(Refusal::usage(format!("the scenario has no payer `{name}`, named by --funder; {meant}")))
}

/// The inputs that are named to be searched: each one that the scenario has, once.
pub(super) fn inputs(named: &[NamedInput], scenario: &Scenario) -> Result<Vec<NamedInput>, Refusal> {
    for (at, NamedInput { name, .. }) in named.iter().enumerate() {
        refuse_parts(name, scenario, "--input")?;
        if !scenario.inputs.contains_key(name) {
            let known: Vec<&str> = scenario.inputs.keys().map(String::as_str).collect();
            let meant = meant(name, &known);
            return Err(Refusal::usage(format!(
                "the scenario has no input `{name}`, named by --input; {meant}"
            )));
        }
        if scenario.by_person.contains(name) {
            return Err(differs(name, "--input"));
        }
        if named[..at].iter().any(|before| before.name == *name) {
            return Err(Refusal::usage(format!("--input names `{name}` twice: state one range")));
        }
    }
    Ok(named.to_vec())
}

/// Parts of one whole have no number by themselves.
fn refuse_parts(name: &str, scenario: &Scenario, option: &str) -> Result<(), Refusal> {
    match scenario.inputs.get(input_of(name)).map(|input| &input.definition) {
        Some(Definition::Dirichlet(_)) => Err(Refusal::usage(format!(
            "`{name}`, named by {option}, shares one whole with other parts, of which none moves alone; a number of its law can be set, \
             by --number inputs.{}.dirichlet…=FROM:TO",
            input_of(name)
        ))),
        _ => Ok(()),
    }
}

/// What differs from person to person is luck, and no one number.
fn differs(name: &str, option: &str) -> Refusal {
    Refusal::usage(format!(
        "`{name}`, named by {option}, differs from person to person: it is luck, and there is no one number of it to set; \
         a number of a law can be, by --number PATH=FROM:TO"
    ))
}

/// The numbers of the file that are named to be searched: each one that the file can state, once.
pub(super) fn numbers(named: &[NamedNumber], loaded: &Loaded) -> Result<Vec<NamedNumber>, Refusal> {
    for (at, NamedNumber { path, range }) in named.iter().enumerate() {
        if loaded.scenario.inputs.contains_key(path) {
            let [from, to] = range;
            return Err(Refusal::usage(format!(
                "`{path}` is an input: search it by --input {path}={from}:{to}"
            )));
        }
        if is_whole(path) && range[0].ceil() >= range[1].floor() {
            return Err(Refusal::usage(format!(
                "`{path}`, named by --number, counts something: its range must hold two whole numbers or more"
            )));
        }
        number(path, range, "--number", loaded)?;
        if named[..at].iter().any(|before| before.path == *path) {
            return Err(Refusal::usage(format!("--number names `{path}` twice: state one range")));
        }
    }
    Ok(named.to_vec())
}

/// Refuses what is no number of the file: at least one of some values it must be able to state.
fn number(path: &str, at: &[f64], option: &str, loaded: &Loaded) -> Result<(), Refusal> {
    let ends = at.first().zip(at.last()).map(|(from, to)| [*from, (from + to) / 2.0, *to]);
    let mut refused = String::new();
    for at in ends.into_iter().flatten() {
        match try_number(loaded, path, at) {
            Ok(()) => return Ok(()),
            Err(reason) => refused = reason,
        }
    }
    let is_of_numbers = |kind: Kind| {
        matches!(
            kind,
            Kind::Whole | Kind::Number | Kind::Quantity | Kind::NumberOrInput | Kind::Years | Kind::Spearman
        )
    };
    let refused = match lead_of(path) {
        Some(Lead::Table) => "it is a table: name a number in it, as inputs.saving.pert.mode".to_owned(),
        Some(Lead::Key(key)) if !is_of_numbers(key.kind) => format!("it is {}", key.kind.expected()),
        _ => refused,
    };
    Err(Refusal::usage(format!("`{path}`, named by {option}, takes none of these values: {refused}")))
}

/// The axes of the grid: inputs that the scenario has, of a formula with values that are said, and numbers of the file with values.
pub(super) fn grid(axes: Option<&NamedAxes>, loaded: &Loaded) -> Result<Option<[Axis; 2]>, Refusal> {
    let Some([rows, columns]) = axes else { return Ok(None) };
    let axis = |named: &NamedAxis| -> Result<Axis, Refusal> {
        let (name, at) = (named.name.clone(), named.at.clone());
        if loaded.scenario.by_person.contains(&name) {
            return Err(differs(&name, "--grid"));
        }
        refuse_parts(&name, &loaded.scenario, "--grid")?;
        if let Some(input) = loaded.scenario.inputs.get(&name) {
            let has_spread = matches!(&input.definition, Definition::Law(law) if law.is_fixed().is_none());
            if at.is_none() && !has_spread {
                return Err(Refusal::usage(format!(
                    "`{name}`, named by --grid, has no law of its own: say its values, as {name}=FROM:TO:COUNT"
                )));
            }
            return Ok(Axis { of: Assumption::Input(name), at });
        }
        let Some(values) = &at else {
            let known: Vec<&str> = loaded.scenario.inputs.keys().map(String::as_str).collect();
            let meant = meant(&name, &known);
            return Err(Refusal::usage(format!(
                "the scenario has no input `{name}`, named by --grid; {meant}; of another number of the file say the values, as discount.rate=0:0.1:5"
            )));
        };
        number(&name, values, "--grid", loaded)?;
        Ok(Axis { of: Assumption::Number(name), at })
    };
    Ok(Some([axis(rows)?, axis(columns)?]))
}
