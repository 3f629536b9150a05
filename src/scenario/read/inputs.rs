//! Inputs: their definitions as laws or formulas, and the groups that move together.

use std::collections::BTreeMap;

use crate::distribution::{FAMILIES, FamilyKeys, KeyKind, Law, Spec, SpecError};

use super::super::codes::Code;
use super::super::diagnostic::Diagnostic;
use super::super::document::*;
use super::super::formula::Expr;
use super::super::keys::{Names, Section};
use super::super::limits;
use super::super::recognise::{family, fragment, join};
use super::super::spelling::{number, quoted_list, readable};
use super::super::tree::{Node, Table, Value};
use super::{Draft, Reader};

impl Reader<'_> {
    pub(super) fn inputs(&mut self, draft: &mut Draft) {
        for (name, node, table) in self.entries("inputs") {
            let path = join("inputs", name);
            if let Some(mut input) = self.input(table, node, &path) {
                input.conversion = self.conversion(draft, table, input.price_year, &path);
                draft.inputs.insert(name.to_owned(), input);
            }
        }
        for (name, node, table) in self.entries("correlations") {
            let path = join("correlations", name);
            self.require(Section::Correlation, table, &node.place, &path);
            if let Some(correlation) = self.correlation(table, node, &path) {
                draft.correlations.insert(name.to_owned(), correlation);
            }
        }
    }

    fn input(&mut self, table: &Table, node: &Node, path: &str) -> Option<Input> {
        let definition = self.definition(table, node, path);
        let optimism = self.quantity(Section::Input, table, "optimism", path);
        if table.contains_key("optimism") && optimism.is_none() {
            return None;
        }
        let text = |key: &str| table.get(key).and_then(Node::text).map(str::to_owned);
        let evidence = match self.word(Section::Input, table, "evidence") {
            None => None,
            Some("trial") => Some(Evidence::Trial),
            Some("quasi-experiment") => Some(Evidence::QuasiExperiment),
            Some("before-after") => Some(Evidence::BeforeAfter),
            Some("register") => Some(Evidence::Register),
            Some("expert") => Some(Evidence::Expert),
            Some(_) => Some(Evidence::Assumption),
        };
        let (definition, written, place) = definition?;
        let definition = self.varying(table, definition, path)?;
        Some(Input {
            definition,
            unit: text("unit"),
            source: text("source"),
            evidence,
            price_year: self.whole(Section::Input, table, "price_year").and_then(|x| i32::try_from(x).ok()),
            conversion: 1.0,
            includes_relapse: self.boolean(Section::Input, table, "includes_relapse")?,
            average_price: self.boolean(Section::Input, table, "average_price")?,
            optimism,
            written,
            place: Some(place),
        })
    }

    /// A definition with what it says: how well a number is known, or how people differ.
    fn varying(&mut self, table: &Table, definition: Definition, path: &str) -> Option<Definition> {
        let Some(node) = table.get("varies") else { return Some(definition) };
        let is_of_people = self.word(Section::Input, table, "varies")? == "person";
        match definition {
            Definition::Law(law) if is_of_people && law.is_fixed().is_none() => Some(Definition::People(law)),
            Definition::Law(_) if is_of_people => {
                let message = format!("`{path}` is fixed, and so the same for everybody");
                let help = "state a family, as empirical = { file = \"cases.csv\", column = \"cost\" }, or leave `varies` out";
                self.error(Code::ByPerson, &node.place, message, "expected a family beside it", help);
                None
            }
            Definition::Formula(_) => {
                let message = format!("`{path}` is a formula and states `varies`");
                let help = "a formula has a value for each person where an input that it names has: leave `varies` out";
                self.error(
                    Code::ByPerson,
                    &node.place,
                    message,
                    "expected no such key beside `formula`",
                    help,
                );
                None
            }
            Definition::Dirichlet(_) if is_of_people => {
                let message = format!("the parts of `{path}` vary from person to person");
                let help =
                    "shares are known more or less well, and everybody has the same: leave `varies` out";
                self.error(
                    Code::Parts,
                    &node.place,
                    message,
                    "expected no `person` beside `dirichlet`",
                    help,
                );
                None
            }
            definition => Some(definition),
        }
    }

    /// The one family, `fixed` or `formula` of an input, in words too, with its place.
    fn definition(&mut self, table: &Table, node: &Node, path: &str) -> Option<(Definition, String, Place)> {
        let given: Vec<(&str, &Node)> = definitions(table);
        let (name, stated) = match given.as_slice() {
            [one] => *one,
            [] => {
                self.undefined(table, node, path);
                return None;
            }
            several => {
                let names: Vec<&str> = several.iter().map(|(name, _)| *name).collect();
                let last =
                    several.iter().max_by_key(|(_, node)| node.key.span.start).map(|(_, node)| *node)?;
                let message = format!("[{path}] states {}", quoted_list(&names, "and"));
                let label = "expected exactly one family, `fixed` or `formula`";
                self.error(Code::Rivals, &last.key, message, label, "remove all but one");
                return None;
            }
        };
        let place = stated.place.clone();
        let Some(family) = family(name) else {
            if let Some(truncation) = table.get("min").or(table.get("max")) {
                let message = format!("`{path}` truncates `{name}`");
                let help = match name {
                    "formula" => "bound a formula with min(…) and max(…)",
                    "dirichlet" => {
                        "the others would not sum to 1 with a part that is cut off: bound it where it is named, with min(…) and max(…)"
                    }
                    _ => "a fixed number needs no bounds",
                };
                self.error(Code::Truncation, &truncation.key, message, "expected only beside a family", help);
            }
            if name == "dirichlet" {
                let (law, written) = self.dirichlet(table, stated, path)?;
                return Some((Definition::Dirichlet(law), written, place));
            }
            return match stated.number() {
                Some(x) if name == "fixed" => x
                    .is_finite()
                    .then(|| (Definition::Law(Law::fixed(x)), format!("fixed({})", number(x)), place)),
                _ => {
                    let text = stated.text().filter(|_| name == "formula")?;
                    let expr = self.formula(stated, text, &join(path, name))?;
                    Some((Definition::Formula(expr), text.to_owned(), place))
                }
            };
        };
        let mut budget = limits::MIXTURE_PARTS;
        let mut spec = self.spec(family, stated, &join(path, name), &mut budget)?;
        spec.min = bound(table, "min")?;
        spec.max = bound(table, "max")?;
        let written = describe(&spec);
        match spec.law() {
            Ok(law) => Some((Definition::Law(law), written, place)),
            Err(errors) => {
                for error in errors {
                    let at = blamed(table, stated, &error.key).unwrap_or(stated);
                    self.law_error(&error, at, &join(path, name));
                }
                None
            }
        }
    }

    fn undefined(&mut self, table: &Table, node: &Node, path: &str) {
        // An unknown key that was meant to be the family has been reported, with what it was meant to be.
        let known = |key: &String| Section::Input.key(key).is_some();
        if table.keys().any(|key| !known(key)) {
            return;
        }
        let families = FAMILIES.iter().map(|family| family.name).filter(|n| *n != "fixed");
        let families: Vec<&str> = families.chain(["dirichlet"]).collect();
        let help = format!("the families are {}", quoted_list(&families, "and"));
        let label = "expected a family, as beta = { mean = 0.4, sd = 0.1 }, `fixed` or `formula`";
        self.error(
            Code::MissingKey,
            &node.place,
            format!("[{path}] does not say what the number is"),
            label,
            &help,
        );
    }

    pub(super) fn law_error(&mut self, error: &SpecError, at: &Node, path: &str) {
        self.findings.push(
            Diagnostic::error(Code::ImpossibleLaw, format!("`{path}`: {}", readable(&error.message)))
                .placed(&at.place)
                .help(error.help.clone()),
        );
    }

    /// A family table with one of its parametrisations; `budget` is what is left of the parts of mixtures.
    fn spec(&mut self, family: &FamilyKeys, node: &Node, path: &str, budget: &mut usize) -> Option<Spec> {
        let table = node.table()?;
        if table.keys().any(|key| family.kind(key).is_none()) {
            return None;
        }
        if !self.is_parametrised(family, table, node, path) {
            return None;
        }
        let mut spec = Spec { family: family.name.to_owned(), ..Spec::default() };
        for (name, item) in table {
            match family.kind(name)? {
                KeyKind::Number => {
                    spec.numbers.insert(name.clone(), item.number().filter(|x| x.is_finite())?);
                }
                KeyKind::Interval => {
                    spec.lists.insert(name.clone(), numbers(item).filter(|ends| ends.len() == 2)?);
                }
                KeyKind::Numbers => {
                    spec.lists.insert(name.clone(), numbers(item)?);
                }
                // A data column that could be read stands here as `values`; else that has been reported.
                KeyKind::Text => return None,
                KeyKind::Families => {
                    for (i, part) in item.list()?.iter().enumerate() {
                        let part = self.part(part, &format!("{path}.{name}[{i}]"), budget)?;
                        spec.parts.push(part);
                    }
                }
            }
        }
        Some(spec)
    }

    fn part(&mut self, node: &Node, path: &str, budget: &mut usize) -> Option<Spec> {
        let table = node.table()?;
        *budget = match budget.checked_sub(1) {
            Some(left) => left,
            None => {
                let message = format!("a mixture of more than {} parts in all", limits::MIXTURE_PARTS);
                self.error(Code::TooMany, &node.place, message, "", "");
                return None;
            }
        };
        let given = definitions(table);
        let [(name, stated)] = given.as_slice() else {
            let label = "expected exactly one family, as { normal = { mean = …, sd = … } }";
            self.error(Code::Mixture, &node.place, format!("`{path}` is not one family"), label, "");
            return None;
        };
        let mut spec = match family(name) {
            Some(family) => self.spec(family, stated, &join(path, name), budget)?,
            None if *name == "fixed" => {
                let numbers = BTreeMap::from([("fixed".to_owned(), stated.number()?)]);
                Spec { family: "fixed".to_owned(), numbers, ..Spec::default() }
            }
            None => return None,
        };
        spec.min = bound(table, "min")?;
        spec.max = bound(table, "max")?;
        Some(spec)
    }

    fn is_parametrised(&mut self, family: &FamilyKeys, table: &Table, node: &Node, path: &str) -> bool {
        let given: Vec<&str> =
            table.keys().map(String::as_str).filter(|key| !family.optional.contains(key)).collect();
        if family.is_stated_by(&given) {
            return true;
        }
        let message = match given.as_slice() {
            [] => format!("`{path}` has no parameters"),
            given => format!("`{path}` cannot be stated by {}", quoted_list(given, "and")),
        };
        let label = format!("expected {}", family.ways());
        self.error(Code::Parametrisation, &node.place, message, &label, &fragment(family.doc));
        false
    }

    fn correlation(&mut self, table: &Table, node: &Node, path: &str) -> Option<Correlation> {
        let names_node = table.get("inputs")?;
        let inputs = self.names(Names::Inputs, names_node, &join(path, "inputs"))?;
        let k = inputs.len();
        if !(2..=limits::CORRELATED).contains(&k) {
            let label = format!("expected 2 to {} inputs", limits::CORRELATED);
            self.error(
                Code::Correlation,
                &names_node.place,
                format!("`{path}` correlates {k} inputs"),
                &label,
                "",
            );
            return None;
        }
        let stated = table.get("spearman")?;
        let spearman = match &stated.value {
            Value::List(rows) => self.matrix(rows, stated, &inputs, path)?,
            _ => {
                let range = Section::Correlation.key("spearman")?.range;
                let rho = stated.number().filter(|&x| range.contains(x))?;
                (0..k).map(|i| (0..k).map(|j| if i == j { 1.0 } else { rho }).collect()).collect()
            }
        };
        Some(Correlation { inputs, spearman, place: Some(node.place.clone()) })
    }

    /// The matrix as rows: square, with ones on the diagonal, symmetric.
    fn matrix(&mut self, rows: &[Node], node: &Node, inputs: &[String], path: &str) -> Option<Vec<Vec<f64>>> {
        let k = inputs.len();
        let range = Section::Correlation.key("spearman")?.range;
        let wrong = rows.iter().find(|row| row.list().is_some_and(|items| items.len() != k));
        if let Some(wrong) = wrong.or((rows.len() != k).then_some(node)) {
            let message = format!("`{path}.spearman` is not a matrix of {k} rows of {k} numbers");
            let label = format!("expected {k} for the {k} inputs");
            self.error(
                Code::Correlation,
                &wrong.place,
                message,
                &label,
                "one row and one column for each of `inputs`, in order",
            );
            return None;
        }
        let matrix: Option<Vec<Vec<f64>>> = rows
            .iter()
            .map(|row| row.list()?.iter().map(|item| item.number().filter(|&x| range.contains(x))).collect())
            .collect();
        let matrix = matrix?;
        for (i, row) in rows.iter().enumerate() {
            for (j, item) in row.list()?.iter().enumerate().take(i + 1) {
                if i == j && matrix[i][j] != 1.0 {
                    let message = format!("`{}` does not correlate with itself by 1", inputs[i]);
                    self.error(Code::Correlation, &item.place, message, "expected 1 on the diagonal", "");
                    return None;
                }
                if matrix[i][j] != matrix[j][i] {
                    let message = format!("`{path}.spearman` is not symmetric");
                    let label = format!("expected {}, as in row {}", matrix[j][i], j + 1);
                    let help = format!("`{}` and `{}` have one correlation", inputs[j], inputs[i]);
                    self.error(Code::Correlation, &item.place, message, &label, &help);
                    return None;
                }
            }
        }
        Some(matrix)
    }
}

/// What says in a table what the number is.
fn definitions(table: &Table) -> Vec<(&str, &Node)> {
    let is_definition =
        |name: &str| matches!(name, "fixed" | "formula" | "dirichlet") || family(name).is_some();
    table.iter().filter(|(name, _)| is_definition(name)).map(|(name, node)| (name.as_str(), node)).collect()
}

/// A bound beside a family: `Some(None)` where there is none, `None` where it cannot be read.
fn bound(table: &Table, name: &str) -> Option<Option<f64>> {
    match table.get(name) {
        None => Some(None),
        Some(node) => node.number().filter(|x| x.is_finite()).map(Some),
    }
}

fn numbers(node: &Node) -> Option<Vec<f64>> {
    match &node.value {
        Value::Numbers(list, _) => Some(list.clone()),
        Value::List(items) => items.iter().map(|item| item.number().filter(|x| x.is_finite())).collect(),
        _ => None,
    }
}

/// The value that a key of a law's error blames, as `sd`, `weights[2]`, `parts[1].mean` or `min`.
fn blamed<'t>(beside: &'t Table, stated: &'t Node, key: &str) -> Option<&'t Node> {
    let (head, rest) = key.split_once('.').map_or((key, None), |(head, rest)| (head, Some(rest)));
    let (name, index) = match head.split_once('[') {
        Some((name, index)) => (name, index.trim_end_matches(']').parse::<usize>().ok()),
        None => (head, None),
    };
    let node = stated.table().and_then(|table| table.get(name)).or_else(|| beside.get(name))?;
    let Some(item) = index.and_then(|i| node.list()?.get(i)) else { return Some(node) };
    match (rest, item.table()) {
        (Some(rest), Some(part)) => {
            let inner = definitions(part).first().map(|(_, node)| *node);
            inner.and_then(|stated| blamed(part, stated, rest)).or(Some(item))
        }
        _ => Some(item),
    }
}

/// A family in words, as `beta(mean = 0.42, sd = 0.08)`.
fn describe(spec: &Spec) -> String {
    const SHOWN: usize = 6;
    let mut parts: Vec<String> =
        spec.numbers.iter().map(|(key, x)| format!("{key} = {}", number(*x))).collect();
    for (key, list) in &spec.lists {
        let shown: Vec<String> = list.iter().take(SHOWN).map(|x| number(*x)).collect();
        let more = if list.len() > SHOWN { format!(", … {} in all", list.len()) } else { String::new() };
        parts.push(format!("{key} = [{}{more}]", shown.join(", ")));
    }
    if !spec.parts.is_empty() {
        let shown: Vec<String> = spec.parts.iter().take(SHOWN).map(describe).collect();
        let more = if spec.parts.len() > SHOWN { ", …" } else { "" };
        parts.insert(0, format!("parts = [{}{more}]", shown.join(", ")));
    }
    // In the order in which people say them.
    let order = |part: &String| {
        const ORDER: [&str; 6] = ["low", "mode", "high", "mean", "median", "successes"];
        ORDER.iter().position(|key| part.starts_with(&format!("{key} = "))).unwrap_or(ORDER.len())
    };
    parts.sort_by_key(order);
    let name = &spec.family;
    let law = match spec.numbers.get("fixed").filter(|_| name == "fixed") {
        Some(x) => format!("fixed({})", number(*x)),
        None => format!("{name}({})", parts.join(", ")),
    };
    match (spec.min.map(number), spec.max.map(number)) {
        (None, None) => law,
        (Some(min), None) => format!("{law}, at least {min}"),
        (None, Some(max)) => format!("{law}, at most {max}"),
        (Some(min), Some(max)) => format!("{law}, within {min} to {max}"),
    }
}

/// The expression of an input in other inputs: its formula and its optimism, or nothing.
pub fn read_by(input: &Input) -> Vec<&Expr> {
    let formula = match &input.definition {
        Definition::Formula(expr) => Some(expr),
        Definition::Law(_) | Definition::People(_) | Definition::Dirichlet(_) => None,
    };
    formula.into_iter().chain(input.optimism.as_ref().map(|q| &q.expr)).collect()
}
