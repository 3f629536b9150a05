//! Shares of one whole: the family `dirichlet`, and parts of it where formulas name them.

use crate::distribution::{Dirichlet, JEFFREYS};

use super::super::codes::Code;
use super::super::diagnostic::Diagnostic;
use super::super::document::Place;
use super::super::drawn::part_name;
use super::super::keys::{Names, Section};
use super::super::limits;
use super::super::recognise::join;
use super::super::spelling::{is_spelt_as_name, nearest, number, quoted_list};
use super::super::tree::{Node, Table};
use super::Reader;

/// The ways to state it.
const WAYS: [&[&str]; 3] = [&["counts"], &["alpha"], &["mean", "n"]];

/// By how much means may miss 1.
const ROUNDING: f64 = 1e-9;

impl<'a> Reader<'a> {
    /// The law that `stated` says, and what it says in words; `beside` is the table of the input.
    pub(super) fn dirichlet(
        &mut self,
        beside: &Table,
        stated: &Node,
        path: &str,
    ) -> Option<(Dirichlet, String)> {
        self.beside_parts(beside, path)?;
        let (table, path) = (stated.table()?, join(path, "dirichlet"));
        if table.keys().any(|key| Section::Dirichlet.key(key).is_none()) {
            return None;
        }
        let given: Vec<&str> = table.keys().map(String::as_str).collect();
        let is_way = |way: &&&[&str]| way.len() == given.len() && way.iter().all(|key| given.contains(key));
        let Some(way) = WAYS.iter().find(is_way) else {
            let message = match given.as_slice() {
                [] => format!("`{path}` has no parameters"),
                given => format!("`{path}` cannot be stated by {}", quoted_list(given, "and")),
            };
            let label = "expected { counts }, { alpha } or { mean, n }";
            let help = "counts of what was seen, the α of each part, or the mean of each and how many observations these are worth";
            self.error(Code::Parametrisation, &stated.place, message, label, help);
            return None;
        };
        let (key, node) = (way[0], table.get(way[0])?);
        let parts = self.numbers_of_parts(key, node, &join(&path, key))?;
        let n = match table.get("n") {
            Some(node) => {
                let range = Section::Dirichlet.key("n")?.range;
                Some(node.number().filter(|n| range.contains(*n))?)
            }
            None => None,
        };
        let alpha = |x: f64| match (key, n) {
            ("counts", _) => x + JEFFREYS,
            (_, Some(n)) => x * n,
            _ => x,
        };
        let alphas: Vec<(String, f64)> = parts.iter().map(|(name, x)| (name.clone(), alpha(*x))).collect();
        let all: Vec<String> = parts.iter().map(|(name, x)| format!("{name} = {}", number(*x))).collect();
        let worth = n.map(|n| format!(", n = {}", number(n))).unwrap_or_default();
        let written = format!("dirichlet({key} = {{ {} }}{worth})", all.join(", "));
        match Dirichlet::new(&alphas) {
            Ok(law) => Some((law, written)),
            Err(errors) => {
                for error in errors {
                    let at = node.table().and_then(|table| table.get(&error.key)).unwrap_or(node);
                    self.law_error(&error, at, &path);
                }
                None
            }
        }
    }

    /// The number of each part, by name.
    fn numbers_of_parts(&mut self, key: &str, node: &Node, path: &str) -> Option<Vec<(String, f64)>> {
        let (table, range) = (node.table()?, Section::Dirichlet.key(key)?.range);
        let most = limits::DIRICHLET_PARTS;
        if table.len() < 2 {
            let message =
                format!("`{path}` has {} part{}", table.len(), if table.len() == 1 { "" } else { "s" });
            let label = format!("expected 2 to {most} parts");
            let help = "list what may happen instead, too: a single chance and its opposite are a beta";
            self.error(Code::Parts, &node.place, message, &label, help);
            return None;
        }
        if table.len() > most {
            let message = format!("`{path}` has {} parts, where {most} is the limit", table.len());
            let help = "put those together that no formula tells apart";
            self.error(Code::TooMany, &node.place, message, &format!("expected 2 to {most} parts"), help);
            return None;
        }
        let part = |(name, item): (&String, &Node)| {
            let number = item.number().filter(|x| range.contains(*x))?;
            is_spelt_as_name(name).then(|| (name.clone(), number))
        };
        let parts: Vec<(String, f64)> = table.iter().map(part).collect::<Option<_>>()?;
        let sum: f64 = parts.iter().map(|(_, x)| x).sum();
        if key == "mean" && (sum - 1.0).abs() > ROUNDING {
            let message = format!("the means of `{path}` sum to {}", number(sum));
            let help =
                "one of the parts comes about: let them share the whole, with a part for whatever is left";
            self.error(Code::Parts, &node.place, message, "expected a sum of 1", help);
            return None;
        }
        Some(parts)
    }

    /// Refuses what changes a single number.
    fn beside_parts(&mut self, table: &Table, path: &str) -> Option<()> {
        let wrong = [
            (
                "optimism",
                "a factor on each part would leave their sum: multiply where a formula names one of them",
            ),
            ("price_year", "a share is no amount of money, and has no prices: leave `price_year` out"),
            ("average_price", "a share is no price: leave `average_price` out"),
        ];
        let states = |key: &str| table.get(key).filter(|node| node.boolean() != Some(false));
        let found = wrong.into_iter().find_map(|(key, help)| Some((key, states(key)?, help)));
        let Some((key, node, help)) = found else { return Some(()) };
        let message = format!("[{path}] states `{key}` beside `dirichlet`");
        self.error(Code::Parts, &node.key, message, "expected only beside one number", help);
        None
    }

    /// The parts of an input, where it is a dirichlet, each with where it is named.
    pub(super) fn parts(&self, input: &str) -> Option<Vec<(&'a str, &'a Place)>> {
        let input = self.tree.get("inputs")?.table()?.get(input)?.table()?;
        let stated = input.get("dirichlet")?.table();
        let way = stated.and_then(|table| WAYS.iter().find_map(|way| table.get(way[0])?.table()));
        Some(way.into_iter().flatten().map(|(name, node)| (name.as_str(), &node.key)).collect())
    }

    /// Whether a name in a formula is an input that is one number; a finding if it is not.
    pub(super) fn one_number(&mut self, name: &str, place: &Place, path: &str) -> bool {
        if !self.resolve(Names::Inputs, name, place, path) {
            return false;
        }
        let Some(parts) = self.parts(name) else { return true };
        if parts.is_empty() {
            return false;
        }
        let parts: Vec<String> = parts.into_iter().map(|(part, _)| part_name(name, part)).collect();
        let message = format!("`{name}`, named in `{path}`, is several numbers that share one whole");
        let help = format!("its parts are {}", quoted_list(&parts, "and"));
        self.error(Code::Parts, place, message, "expected one of its parts", &help);
        false
    }

    /// Whether there is a part of an input; a finding if there is not.
    pub(super) fn part_of(&mut self, [name, part]: &[String; 2], place: &Place, path: &str) -> bool {
        if !self.resolve(Names::Inputs, name, place, path) {
            return false;
        }
        let Some(parts) = self.parts(name) else {
            let message = format!("`{name}.{part}`, named in `{path}`: input `{name}` has no parts");
            let help = self.whole_with(part).unwrap_or_else(|| {
                format!("name `{name}` by itself; only an input with `dirichlet` has parts")
            });
            self.error(Code::Parts, place, message, "expected an input that is one number", &help);
            return false;
        };
        if parts.is_empty() {
            // What should state them has been refused.
            return false;
        }
        let parts: Vec<&str> = parts.into_iter().map(|(part, _)| part).collect();
        if parts.iter().any(|known| known == part) {
            return true;
        }
        let message = format!("input `{name}` has no part `{part}`, named in `{path}`");
        let finding = Diagnostic::error(Code::UnknownName, message).placed(place);
        let finding = match nearest(part, parts.iter().copied()) {
            Some(near) => finding.label(format!("did you mean `{name}.{near}`?")),
            None => finding.label("expected one of its parts"),
        };
        self.findings.push(finding.help(format!("its parts are {}", quoted_list(&parts, "and"))));
        false
    }

    /// Which input has a part that was looked for in another.
    fn whole_with(&self, part: &str) -> Option<String> {
        let is_it = |(known, _): &(&str, &Place)| *known == part;
        let has = |name: &&str| self.parts(name).is_some_and(|parts| parts.iter().any(is_it));
        let name = self.entries("inputs").into_iter().map(|(name, ..)| name).find(|name| has(name))?;
        Some(format!("did you mean `{name}.{part}`?"))
    }
}
