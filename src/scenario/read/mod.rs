//! From the merged tree to the scenario: what must be there, what names refer to, and the defaults.
//!
//! Types and ranges have been looked at by [`super::recognise`]; a value that it refused is passed over here in
//! silence, so that everything else in the file can still be looked at.

mod amounts;
mod dirichlet;
mod inputs;
mod labels;
mod lines;
mod money;
mod pathways;
mod payments;
mod people;
mod prices;
mod report;
mod requirements;
mod situations;

pub use inputs::read_by;
pub use labels::{labels, note};
pub use report::USUAL;

use std::collections::BTreeMap;

use super::codes::Code;
use super::diagnostic::{Diagnostic, SourceFile};
use super::differing::by_person;
use super::document::*;
use super::findings::Findings;
use super::formula::Expr;
use super::formula_parser;
use super::keys::{Key, Kind, Names, Presence, Section};
use super::labels::{Labels, Order};
use super::pathways::{Pathways, START};
use super::payment::Payment;
use super::prices::Prices;
use super::quantities::{Lines, People, quantities};
use super::recognise::{about, family, within_text};
use super::spelling::{is_spelt_as_name, nearest, quoted_list};
use super::tree::{Node, Table};

/// A scenario of which some parts may have been refused.
#[derive(Debug, Default)]
pub struct Draft {
    /// Heading.
    pub title: Option<String>,
    /// What reports speak of first.
    pub report: Option<Report>,
    /// Currency.
    pub currency: Option<String>,
    /// Price year.
    pub price_year: Option<i32>,
    /// How prices have risen.
    pub prices: Option<Prices>,
    /// Last calendar year counted.
    pub horizon: Option<usize>,
    /// Discounting.
    pub discount: Option<Discount>,
    /// Payers.
    pub payers: BTreeMap<String, Payer>,
    /// Perspectives, `public` included.
    pub perspectives: BTreeMap<String, Perspective>,
    /// Inputs.
    pub inputs: BTreeMap<String, Input>,
    /// Correlation groups.
    pub correlations: BTreeMap<String, Correlation>,
    /// The people, where there are any.
    pub cohort: Option<Cohort>,
    /// Outcomes.
    pub outcomes: BTreeMap<String, Outcome>,
    /// States, and how people move between them.
    pub pathways: Option<Pathways>,
    /// Costs.
    pub costs: BTreeMap<String, Cost>,
    /// Effects.
    pub effects: BTreeMap<String, Effect>,
    /// Payments by results.
    pub payments: BTreeMap<String, Payment>,
    /// Requirements.
    pub requirements: BTreeMap<String, Requirement>,
    /// What things are called for people.
    pub labels: Labels,
    /// The order in which the files name them.
    pub order: Order,
}

impl Draft {
    /// The scenario, if nothing that it cannot do without was refused.
    pub fn complete(self) -> Option<Scenario> {
        Some(Scenario {
            title: self.title?,
            report: self.report?,
            currency: self.currency?,
            price_year: self.price_year?,
            prices: self.prices,
            restated: None,
            horizon: self.horizon?,
            discount: self.discount?,
            payers: self.payers,
            perspectives: self.perspectives,
            by_person: by_person(&self.inputs),
            inputs: self.inputs,
            correlations: self.correlations,
            cohort: self.cohort,
            outcomes: self.outcomes,
            pathways: self.pathways,
            costs: self.costs,
            effects: self.effects,
            payments: self.payments,
            requirements: self.requirements,
            labels: self.labels,
            order: self.order,
        })
    }

    /// Every quantity of the scenario that the model evaluates, optimism of inputs excepted, with the key that
    /// states it.
    pub fn quantities(&self) -> Vec<&Quantity> {
        quantities(
            self.discount.as_ref(),
            &self.perspectives,
            People {
                cohort: self.cohort.as_ref(),
                outcomes: &self.outcomes,
                pathways: self.pathways.as_ref(),
            },
            Lines { costs: &self.costs, effects: &self.effects, payments: &self.payments },
        )
    }
}

/// Reads the merged tree.
pub struct Reader<'a> {
    /// The merged tree.
    pub tree: &'a Table,
    /// The texts, in which formulas are located.
    pub files: &'a [SourceFile],
    /// Where what is wrong goes.
    pub findings: &'a mut Findings,
}

impl<'a> Reader<'a> {
    /// Reads what can be read.
    pub fn read(&mut self) -> Draft {
        self.require(Section::Scenario, self.tree, &Place { file: 0, span: 0..0 }, "");
        let text = |name: &str| self.tree.get(name).and_then(Node::text).map(str::to_owned);
        let mut draft = Draft { title: text("title"), currency: text("currency"), ..Draft::default() };
        draft.price_year =
            self.whole(Section::Scenario, self.tree, "price_year").and_then(|x| i32::try_from(x).ok());
        draft.horizon = self.whole(Section::Scenario, self.tree, "horizon");
        draft.report = self.report();
        draft.prices = self.prices();
        self.inputs(&mut draft);
        self.money(&mut draft);
        self.people(&mut draft);
        self.lines(&mut draft);
        self.payments(&mut draft);
        self.requirements(&mut draft);
        draft
    }

    /// The entries of a section that are tables, by name.
    fn entries(&self, section: &str) -> Vec<(&'a str, &'a Node, &'a Table)> {
        let tree = self.tree;
        let entries = tree.get(section).and_then(Node::table);
        entries
            .into_iter()
            .flatten()
            .filter_map(|(name, node)| Some((name.as_str(), node, node.table()?)))
            .collect()
    }

    /// Says which keys are missing from a table, and where exactly one of several must be given.
    fn require(&mut self, section: Section, table: &Table, place: &Place, path: &str) {
        let mut groups: Vec<&[&str]> = Vec::new();
        for key in section.keys() {
            match key.presence {
                Presence::Required if !table.contains_key(key.name) => {
                    self.missing(section, key, table, place, path)
                }
                // The definition of an input has findings of its own.
                Presence::OneOf(group) if section != Section::Input && !groups.contains(&group) => {
                    groups.push(group)
                }
                _ => {}
            }
        }
        for group in groups {
            let given: Vec<&str> = group.iter().copied().filter(|&name| table.contains_key(name)).collect();
            match given.as_slice() {
                [_] => {}
                [] if group.iter().any(|&name| is_misspelt(section, name, table)) => {}
                [] => {
                    let docs: Vec<String> =
                        group.iter().filter_map(|name| section.key(name)).map(about).collect();
                    let message = format!("{} lacks {}", bracketed(path), quoted_list(group, "or"));
                    self.findings.push(
                        Diagnostic::error(Code::MissingKey, message)
                            .placed(place)
                            .label(format!("expected exactly one of {}", quoted_list(group, "and")))
                            .help(docs.join("; ")),
                    );
                }
                // `rate_is_net = false` says nothing that a counterfactual could contradict.
                ["counterfactual", "rate_is_net"] if table["rate_is_net"].boolean() == Some(false) => {}
                [.., last] => {
                    let message = format!("{} states {}", bracketed(path), quoted_list(&given, "and"));
                    self.findings.push(
                        Diagnostic::error(Code::Rivals, message)
                            .placed(&table[*last].key)
                            .label(format!("expected exactly one of {}", quoted_list(group, "and")))
                            .help("remove one of them"),
                    );
                }
            }
        }
    }

    fn missing(&mut self, section: Section, key: &Key, table: &Table, place: &Place, path: &str) {
        if is_misspelt(section, key.name, table) {
            return;
        }
        let message = if section == Section::Scenario {
            let is_section = matches!(key.kind, Kind::Entries(_) | Kind::Table(_));
            let what = if is_section { "section" } else { "key" };
            format!("missing {what} `{}`", key.name)
        } else {
            format!("{} lacks `{}`", bracketed(path), key.name)
        };
        let finding = Diagnostic::error(Code::MissingKey, message).placed(place).help(about(key));
        self.findings.push(match key.kind {
            Kind::Entries(_) | Kind::Table(_) => finding.label(format!("expected {}", key.kind.expected())),
            _ => finding.label(format!("expected `{} = …`, {}", key.name, key.expected())),
        });
    }

    /// A whole number within its range; the default where it is not given.
    fn whole(&self, section: Section, table: &Table, name: &str) -> Option<usize> {
        let key = section.key(name)?;
        match (table.get(name), key.presence) {
            (Some(node), _) => {
                let x = node.whole().filter(|&x| key.range.contains(x as f64))?;
                usize::try_from(x).ok()
            }
            (None, Presence::Default(default)) => default.parse().ok(),
            (None, _) => None,
        }
    }

    /// A truth value; the default where it is not given.
    fn boolean(&self, section: Section, table: &Table, name: &str) -> Option<bool> {
        match (table.get(name), section.key(name)?.presence) {
            (Some(node), _) => node.boolean(),
            (None, Presence::Default(default)) => default.parse().ok(),
            (None, _) => Some(false),
        }
    }

    /// One word of those that the key allows; the default where it is not given.
    fn word<'t>(&self, section: Section, table: &'t Table, name: &str) -> Option<&'t str> {
        let key = section.key(name)?;
        match (table.get(name), key.presence) {
            (Some(node), _) => match key.kind {
                Kind::Choice(words) => node.text().filter(|text| words.contains(text)),
                _ => node.text(),
            },
            (None, Presence::Default(default)) => Some(default.trim_matches('"')),
            (None, _) => None,
        }
    }

    /// A number or formula; the default where it is not given.
    fn quantity(&mut self, section: Section, table: &Table, name: &str, path: &str) -> Option<Quantity> {
        let key = section.key(name)?;
        let path = super::recognise::join(path, name);
        match (table.get(name), key.presence) {
            (Some(node), _) => self.quantity_at(key, node, &path),
            (None, Presence::Default(default)) => Some(Quantity {
                expr: Expr::Number(default.parse().ok()?),
                path,
                place: None,
                range: key.range,
            }),
            (None, _) => None,
        }
    }

    fn quantity_at(&mut self, key: &Key, node: &Node, path: &str) -> Option<Quantity> {
        let expr = match (node.number(), node.text()) {
            (Some(x), _) => key.widest().contains(x).then_some(Expr::Number(x))?,
            (None, Some(text)) if key.section == Section::Payment => self.due(node, text, path)?,
            (None, Some(text)) => self.formula(node, text, path)?,
            (None, None) => return None,
        };
        if expr.literal().is_some_and(|x| !key.widest().contains(x)) {
            return None;
        }
        Some(Quantity { expr, path: path.to_owned(), place: Some(node.place.clone()), range: key.range })
    }

    /// A formula of which every name is an input.
    fn formula(&mut self, node: &Node, text: &str, path: &str) -> Option<Expr> {
        let formula = formula_parser::parse(text).ok()?;
        let mut known = true;
        for (name, range) in &formula.names {
            let place = within_text(node, range, self.files);
            known &= self.one_number(name, &place, path);
        }
        for (part, range) in &formula.parts {
            let place = within_text(node, range, self.files);
            known &= self.part_of(part, &place, path);
        }
        known.then_some(formula.expr)
    }

    /// Whether a name is declared; a finding if it is not.
    fn resolve(&mut self, names: Names, name: &str, place: &Place, path: &str) -> bool {
        let sections: &[&str] = match names {
            Names::Payers => &["payers"],
            Names::Perspectives => &["perspectives", "payers"],
            Names::Inputs => &["inputs"],
            Names::Outcomes => &["outcomes"],
            Names::States | Names::Left => &["states"],
            Names::Payments => &["payments"],
        };
        let tree = self.tree;
        let declared = |section: &str| tree.get(section).and_then(Node::table);
        let known = sections.iter().any(|section| declared(section).is_some_and(|t| t.contains_key(name)))
            || names == Names::Perspectives && name == "public"
            || names == Names::Left && name == START;
        let is_empty = |section: &str| declared(section).is_some_and(Table::is_empty);
        if known || self.findings.is_full() || sections == ["states"] && is_empty("states") {
            // That there are no states has been said by itself.
            return known;
        }
        let mut candidates: Vec<&str> = sections
            .iter()
            .filter_map(|section| declared(section))
            .flatten()
            .map(|(name, _)| name.as_str())
            .collect();
        if names == Names::Perspectives {
            candidates.push("public");
        }
        if names == Names::Left {
            candidates.push(START);
        }
        let near = nearest(name, candidates.iter().copied());
        if near.is_some_and(|near| !is_spelt_as_name(near)) {
            // That name has been refused for its spelling already.
            return false;
        }
        let message = format!("there is no {} `{name}`, named in `{path}`", names.noun());
        let finding = Diagnostic::error(Code::UnknownName, message).placed(place);
        let finding = match near {
            Some(near) => finding.label(format!("did you mean `{near}`?")),
            None if candidates.is_empty() => finding.label(format!("there is no [{}]", sections[0])),
            None => finding.label(format!("expected {}", names.one())),
        };
        candidates.retain(|name| is_spelt_as_name(name));
        let help = match names {
            Names::Inputs if near.is_some() => String::new(),
            Names::Inputs => format!("every uncertain number is a named input: declare [inputs.{name}]"),
            _ if candidates.len() <= 12 && !candidates.is_empty() => {
                format!("the names are {}", quoted_list(&candidates, "and"))
            }
            _ => format!("declare it under [{}]", sections[0]),
        };
        self.findings.push(finding.help(help));
        false
    }

    /// Names in a list, each declared and given once.
    fn names(&mut self, names: Names, node: &Node, path: &str) -> Option<Vec<String>> {
        let mut list: Vec<String> = Vec::new();
        let mut all = true;
        for item in node.list()? {
            let name = item.text()?;
            if list.iter().any(|other| other == name) {
                let message = format!("`{path}` names `{name}` twice");
                self.findings.push(
                    Diagnostic::error(Code::NamedTwice, message).placed(&item.place).help("remove one"),
                );
                all = false;
                continue;
            }
            all &= self.resolve(names, name, &item.place, path);
            list.push(name.to_owned());
        }
        all.then_some(list)
    }

    /// An error at a place.
    fn error(&mut self, code: Code, place: &Place, message: String, label: &str, help: &str) {
        self.findings.push(Diagnostic::error(code, message).placed(place).label(label).help(help));
    }
}

/// Whether an unknown key of the table was probably meant to be this one.
fn is_misspelt(section: Section, name: &str, table: &Table) -> bool {
    let unknown =
        |key: &str| section.key(key).is_none() && !(section == Section::Input && family(key).is_some());
    let known = || section.keys().map(|key| key.name);
    table.keys().take(1000).any(|key| unknown(key) && nearest(key, known()) == Some(name))
}

/// How a table is spoken of, as `[costs.treatment]`.
fn bracketed(path: &str) -> String {
    if path.contains('[') { format!("`{path}`") } else { format!("[{path}]") }
}
