//! A small scenario to vary, ways to load variations of it, and snapshots of what is said about them.

use std::fmt::Write as _;
use std::path::PathBuf;

use vendepunkt::scenario::{Diagnostic, Invalid, Loaded, Order, Request, Scenario, Source, load};

pub use crate::common::BASE;
use crate::common::{ANEW, accepted};

/// One variation: a text, and how to load it.
#[derive(Clone)]
pub struct Case {
    pub name: &'static str,
    pub text: String,
    pub set: Vec<String>,
    pub variant: Option<String>,
    pub strict: bool,
}

/// A case of this text.
pub fn text(name: &'static str, text: &str) -> Case {
    Case { name, text: text.to_owned(), set: Vec::new(), variant: None, strict: false }
}

/// The base with one replacement; more can follow with [`Case::edit`].
pub fn edit(name: &'static str, from: &str, to: &str) -> Case {
    text(name, BASE).edit(from, to)
}

/// People who move between states, without a warning.
pub const MOVING: &str = r#"
format = 1
title = "People who move"
currency = "DKK"
price_year = 2015
horizon = 6

[discount]
rate = 0.035

[payers]
municipality = "A municipality"
state = "The State"

[inputs.moves]
dirichlet = { counts = { shelter = 70, home = 20, dead = 1 } }
source = "a register"
evidence = "register"

[inputs.faster]
beta = { mean = 0.4, sd = 0.05 }
source = "a study"
evidence = "trial"

[inputs.back]
beta = { mean = 0.1, sd = 0.02 }
source = "a study"
evidence = "trial"

[inputs.place]
pert = { low = 300_000, mode = 500_000, high = 600_000 }
source = "a register"
evidence = "register"

[inputs.support]
fixed = 90_000
source = "an expert"
evidence = "expert"

[cohort]
intake = [0, 9]
half_cycle = true

[states.shelter]
label = "A shelter"
stock = 60

[states.home]
label = "A home"

[states.dead]

[transitions.start]
without = { shelter = "rest" }

[transitions.shelter]
without = "moves"
with = { home = "faster" }

[transitions.home]
without = [{ from = 0, row = { shelter = "back" } }, { from = 3, row = { shelter = "back / 2" } }]

[costs.support]
per = "person_year"
states = ["home"]
amount = "support"
paid_by = { municipality = 1.0 }

[effects.shelter]
per = "person_year"
states = ["shelter"]
cost = "place"
shares = { municipality = 0.5, state = 0.5 }

[effects.returns]
per = "move"
leaving = ["home"]
entering = ["shelter"]
cost = "support / 9"
shares = { municipality = 1.0 }
"#;

/// The same with one replacement.
pub fn moving(name: &'static str, from: &str, to: &str) -> Case {
    text(name, MOVING).edit(from, to)
}

/// The base with something added at its end.
pub fn add(name: &'static str, more: &str) -> Case {
    text(name, BASE).add(more)
}

impl Case {
    pub fn edit(mut self, from: &str, to: &str) -> Case {
        assert!(self.text.contains(from), "{}: the base does not contain {from:?}", self.name);
        self.text = self.text.replacen(from, to, 1);
        self
    }

    pub fn add(mut self, more: &str) -> Case {
        self.text.push('\n');
        self.text.push_str(more);
        self
    }

    pub fn set(mut self, set: &str) -> Case {
        self.set.push(set.to_owned());
        self
    }

    pub fn variant(mut self, variant: &str) -> Case {
        self.variant = Some(variant.to_owned());
        self
    }

    pub fn strict(mut self) -> Case {
        self.strict = true;
        self
    }

    pub fn request(&self) -> Request {
        let source = Source::Text {
            name: format!("{}.toml", self.name),
            text: self.text.clone().into_bytes(),
            // Tests run in the folder of the package; a relative path is the same on every machine.
            folder: PathBuf::from("tests/scenario/data"),
        };
        Request {
            source,
            variant: self.variant.clone(),
            set: self.set.clone(),
            set_in: Vec::new(),
            strict: self.strict,
            allow_outside: false,
        }
    }

    pub fn load(&self) -> Result<Loaded, Invalid> {
        load(&self.request())
    }

    /// Loads what must be valid.
    pub fn valid(&self) -> Loaded {
        self.load().unwrap_or_else(|invalid| panic!("{} is refused:\n{}", self.name, rendered(&Err(invalid))))
    }

    /// Loads what must be refused.
    pub fn invalid(&self) -> Invalid {
        match self.load() {
            Ok(_) => panic!("{} is not refused:\n{}", self.name, self.text),
            Err(invalid) => invalid,
        }
    }
}

/// Everything found, as text.
pub fn rendered(result: &Result<Loaded, Invalid>) -> String {
    let (files, findings): (_, &[Diagnostic]) = match result {
        Ok(loaded) => (&loaded.files, &loaded.warnings),
        Err(invalid) => (&invalid.files, &invalid.findings),
    };
    let list: Vec<String> = findings.iter().map(|finding| finding.render(files, 110, false)).collect();
    list.join("\n\n")
}

/// A scenario as text, without the places of its values and the order of its names.
pub fn content(scenario: &Scenario) -> String {
    let scenario = Scenario { order: Order::default(), ..scenario.clone() };
    let debug = format!("{scenario:?}");
    let mut text = String::new();
    let mut rest = debug.as_str();
    while let Some(i) = rest.find("place: Some(Place {") {
        text.push_str(&rest[..i]);
        let end = rest[i..].find("})").expect("a place ends") + 2;
        rest = &rest[i + end..];
    }
    text.push_str(rest);
    text.replace("place: None", "")
}

/// Compares a list of named texts with a committed file.
pub fn snapshot(file: &str, sections: &[(String, String)]) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/scenario/snapshots").join(file);
    let mut text = String::new();
    for (name, content) in sections {
        let lines: Vec<&str> = content.lines().map(str::trim_end).collect();
        writeln!(text, "=== {name}\n{}\n", lines.join("\n")).expect("a string takes everything");
    }
    let Err(expected) = accepted(&path, &text) else { return };
    let of = |text: &str, name: &str| {
        let sections = text.split("=== ").find(|s| s.lines().next() == Some(name));
        sections.unwrap_or("(nothing)\n").to_owned()
    };
    for (name, _) in sections {
        assert_eq!(of(&text, name), of(&expected, name), "{file}: {name}; {ANEW}");
    }
    panic!("{file} holds sections that no case has; {ANEW}");
}
