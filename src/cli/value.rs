//! `value`: scenarios in, a report on what it would be worth to know more out.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::console::Console;
use super::delivery::deliver;
use super::exit::Exit;
use super::output::{Destination, Outputs, format_of, refuse_book};
use super::programmes::{refuse_lonely, told_apart};
use super::progress::Progress;
use super::refusal::Refusal;
use super::scenario_options::One;
use super::selection::{file_name, name};
use super::value_options::{ValueFormat, ValueOptions};
use super::values::value_name;
use crate::analysis::ranking;
use crate::analysis::value::{StudyCost, Unvalued, Valuing, value as put_a_value_on};
use crate::report::write;
use crate::scenario::{Code, Diagnostic, Request, Scenario, load};
use crate::{Sharing, Side};

/// Values information about the choice that the call names.
///
/// # Errors
/// Where the call asks for what cannot be, and where the report cannot be written.
pub fn value(options: &ValueOptions, console: &Console) -> Result<Exit, Refusal> {
    if options.files.len() > ranking::MOST {
        return Err(Refusal::usage(format!("at most {} scenarios can be chosen between", ranking::MOST)));
    }
    let pool = options.simulation.pool()?;
    let outputs = Outputs::of(&options.output)?;
    outputs.spare(&options.files)?;
    let format = format_of(options.format, options.output.as_deref())?;
    if format == ValueFormat::Xlsx {
        refuse_book(false, options.output.as_deref())?;
    }
    let mut places = BTreeSet::new();
    for file in &options.files {
        if !places.insert(file.canonicalize().unwrap_or_else(|_| file.clone())) {
            let file = file.display();
            return Err(Refusal::usage(format!(
                "{file} is named twice: there is nothing to choose between the two"
            )));
        }
    }
    let destination = Destination::open(options.output.as_deref())?;
    let (mut requests, mut all) = (Vec::new(), Vec::new());
    for file in &options.files {
        let request = options.one(file).request()?;
        let loaded = load(&request)?;
        outputs.spare(&loaded.read)?;
        all.push(loaded);
        requests.push(request);
    }
    let names: Vec<String> = requests.iter().map(file_name).collect();
    let read: Vec<(String, &Scenario)> =
        names.iter().cloned().zip(all.iter().map(|loaded| &loaded.scenario)).collect();
    refuse_lonely(&options.share, &read).map_err(Refusal::usage)?;
    let stem = |file: &PathBuf| file.file_stem().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
    let programmes = told_apart(options.files.iter().map(stem));
    let sharing = |programme: &String| match options.programmes {
        true => {
            Sharing::Programme { name: programme.clone(), shared: options.share.iter().cloned().collect() }
        }
        false => Sharing::Everything,
    };
    let sides: Vec<Side<'_>> = all
        .iter()
        .zip(names.iter().zip(&programmes))
        .map(|(loaded, (name, programme))| {
            Side::new(loaded, name, options.variant.as_deref(), sharing(programme))
        })
        .collect();
    let settings = options.simulation.settings(false);
    let progress = Progress::of_questions(console.quiet);
    progress.start(&name(&requests[0]));
    let plays = progress.plays();
    let valuing = options.valuing(&all[0].scenario.report.perspective);
    let answer = put_a_value_on(&sides, &pool, &settings, &valuing, &plays)
        .map_err(|unvalued| refusal(unvalued, &sides, &requests))?;
    progress.clear();
    let writer = write::named(&write::VALUE, &value_name(format));
    deliver(&answer, (&names[0], &answer.warnings), writer, destination, console)?;
    Ok(Exit::Fine)
}

fn refusal(unvalued: Unvalued, sides: &[Side<'_>], requests: &[Request]) -> Refusal {
    match unvalued {
        Unvalued::Asked(message) => Refusal::usage(message),
        Unvalued::Unlike(at, impossible) => {
            let finding = Diagnostic::error(Code::Unlike, impossible.to_string()).help(Code::Unlike.help());
            Refusal::findings(vec![finding.in_file(&name(&requests[at]))])
        }
        Unvalued::Failed(at, failure) => {
            let side = &sides[at.unwrap_or(0)];
            Refusal::failed(&failure, side.file, side.loaded.files.clone())
        }
    }
}

impl ValueOptions {
    fn one(&self, file: &Path) -> One {
        One {
            file: file.to_owned(),
            changes: self.changes.clone(),
            variant: self.variant.clone(),
            allow_outside: self.allow_outside,
        }
    }

    fn valuing(&self, usual: &str) -> Valuing {
        let cost = self.study_cost.or(self.cost_per_person).map(|_| StudyCost {
            fixed: self.study_cost.unwrap_or(0.0),
            per_person: self.cost_per_person.unwrap_or(0.0),
        });
        Valuing {
            perspective: self.perspective.clone().unwrap_or_else(|| usual.to_owned()),
            or_nothing: self.or_nothing,
            groups: self.group.clone(),
            studies: self.study.clone(),
            sizes: self.n.clone(),
            cost,
            repeat: self.repeat,
        }
    }
}
