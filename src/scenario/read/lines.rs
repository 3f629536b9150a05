//! Costs and effects.

use std::collections::BTreeMap;

use super::super::amounts::Amounts;
use super::super::codes::Code;
use super::super::document::*;
use super::super::keys::{Names, Section};
use super::super::recognise::{fragment, join};
use super::super::tree::{Node, Table};
use super::{Draft, Reader};

/// How far a sum of shares may be from 1.
const SUM_TOLERANCE: f64 = 1e-9;

impl Reader<'_> {
    pub(super) fn lines(&mut self, draft: &mut Draft) {
        for (name, node, table) in self.entries("costs") {
            let path = join("costs", name);
            self.require(Section::Cost, table, &node.place, &path);
            if let Some(cost) = self.cost(draft, table, node, &path) {
                draft.costs.insert(name.to_owned(), cost);
            }
        }
        for (name, node, table) in self.entries("effects") {
            let path = join("effects", name);
            self.require(Section::Effect, table, &node.place, &path);
            if let Some(effect) = self.effect(draft, table, node, &path) {
                draft.effects.insert(name.to_owned(), effect);
            }
        }
        let tree = self.tree;
        if let Some(node) = tree.get("effects").filter(|n| n.table().is_some_and(BTreeMap::is_empty)) {
            let label = "expected at least one [effects.NAME]";
            self.error(
                Code::MissingKey,
                &node.place,
                "there are no effects".to_owned(),
                label,
                &fragment(Section::Effect.doc()),
            );
        }
    }

    fn cost(&mut self, draft: &Draft, table: &Table, node: &Node, path: &str) -> Option<Cost> {
        let amount = self.amounts(Section::Cost, table, path);
        let paid_by = match table.get("paid_by") {
            Some(node) => self.shares(node, &join(path, "paid_by")),
            None => table.contains_key("amounts").then(BTreeMap::new),
        };
        let caseload = self.quantity(Section::Cost, table, "caseload", path);
        let per = self.word(Section::Cost, table, "per");
        if let (Some(per), Some(caseload)) = (per, table.get("caseload"))
            && per != "caseworker"
        {
            self.error(
                Code::Caseload,
                &caseload.key,
                format!("`{path}` is counted per {per} and states a caseload"),
                "expected only with per = \"caseworker\"",
                "write per = \"caseworker\", or remove `caseload`",
            );
        }
        if per == Some("caseworker") && !table.contains_key("caseload") {
            self.error(
                Code::MissingKey,
                &node.place,
                format!("[{path}] lacks `caseload`"),
                "expected `caseload = …`, a number above 0 or a formula",
                "`caseload`: people per caseworker; each caseworker begun is paid in full",
            );
        }
        let listed = amount.as_ref().and_then(Amounts::listed);
        if per == Some("caseworker") && listed.is_some() {
            let node = table.get("amount").or(table.get("amounts")).unwrap_or(node);
            self.error(
                Code::AmountList,
                &node.place,
                format!("`{path}` is counted per caseworker and lists amounts by year"),
                "expected one amount that recurs",
                "write a line for each year, or count per participant",
            );
            return None;
        }
        let situations = per.and_then(|per| self.situations(Section::Cost, table, (node, path), per));
        let first = if per == Some("programme") { self.start() } else { 0 };
        let years = match (table.get("years"), listed) {
            (node, Some(entries)) => self.listed_years(node, entries, Some(first), &join(path, "years")),
            (Some(node), None) => self.years(node, &join(path, "years")),
            (None, None) if matches!(per, Some("person_year" | "move")) => {
                draft.horizon.map(|last| (0, last))
            }
            (None, None) => Some((first, first)),
        };
        let per = match per? {
            "participant" => CostPer::Participant,
            "completer" => CostPer::Completer,
            "programme" => CostPer::Programme,
            "person_year" | "move" => CostPer::Situations(situations?),
            _ => CostPer::Caseworker { caseload: caseload? },
        };
        Some(Cost { amount: amount?, per, years: years?, paid_by: paid_by? })
    }

    /// Calendar year of the first intake; 0 without a cohort.
    fn start(&self) -> usize {
        let cohort = self.tree.get("cohort").and_then(Node::table);
        cohort.and_then(|table| self.whole(Section::Cohort, table, "start")).unwrap_or(0)
    }

    fn effect(&mut self, draft: &Draft, table: &Table, node: &Node, path: &str) -> Option<Effect> {
        let amount = self.amounts(Section::Effect, table, path);
        let fade = self.quantity(Section::Effect, table, "fade", path);
        let growth = self.quantity(Section::Effect, table, "growth", path);
        let cashable = self.quantity(Section::Effect, table, "cashable", path);
        let shares = match table.get("shares") {
            Some(node) => self.shares_by_year(node, &join(path, "shares")),
            None => table.contains_key("amounts").then(Vec::new),
        };
        let word = self.word(Section::Effect, table, "per");
        let situations = word.and_then(|per| self.situations(Section::Effect, table, (node, path), per));
        if let (Some("person_year" | "move"), Some(fade)) = (word, table.get("fade")) {
            let message = format!("`{path}` is counted per {} and states `fade`", word.unwrap_or_default());
            let help = "how an effect on situations wears off is in the chances of moving: let `with` come back to `without`";
            self.error(Code::States, &fade.key, message, "expected no `fade`", help);
        }
        let per = match (table.get("outcome"), word) {
            (Some(node), _) if self.has_states() && !self.tree.contains_key("outcomes") => {
                let message = format!("`{path}` counts an outcome beside [states]");
                let help =
                    "people are followed through states or through outcomes: count per person_year or move";
                self.error(Code::States, &node.place, message, "expected `per`", help);
                None
            }
            (Some(node), _) => {
                let name = node.text()?;
                let known = self.resolve(Names::Outcomes, name, &node.place, &join(path, "outcome"));
                known.then(|| EffectPer::Outcome(name.to_owned()))
            }
            (None, Some("participant")) => Some(EffectPer::Participant),
            (None, Some("person_year" | "move")) => situations.map(EffectPer::Situations),
            (None, Some(_)) => Some(EffectPer::Programme),
            (None, None) => None,
        };
        let listed = amount.as_ref().and_then(Amounts::listed);
        let years = match (table.get("years"), &per, draft.horizon) {
            (node, Some(per), _) if listed.is_some() => {
                let usual = match per {
                    EffectPer::Outcome(name) => draft.outcomes.get(name).map(|outcome| outcome.onset),
                    EffectPer::Participant | EffectPer::Programme | EffectPer::Situations(_) => Some(0),
                };
                self.listed_years(node, listed.unwrap_or(1), usual, &join(path, "years"))
            }
            (Some(node), ..) => self.years(node, &join(path, "years")),
            (None, Some(EffectPer::Outcome(name)), Some(horizon)) => {
                // Where onset lies beyond the horizon, the check on effects says so.
                draft.outcomes.get(name).map(|outcome| match outcome.events {
                    Some(years) => years,
                    None if outcome.onset > horizon => (outcome.onset, outcome.onset),
                    None => (outcome.onset, horizon),
                })
            }
            (None, Some(_), Some(horizon)) => Some((0, horizon)),
            (None, ..) => None,
        };
        Some(Effect {
            per: per?,
            amount: amount?,
            is_cost: !table.contains_key("amounts") && !table.contains_key("amount"),
            years: years?,
            shares: shares?,
            fade: fade?,
            growth: growth?,
            cashable: cashable?,
        })
    }

    pub(super) fn years(&mut self, node: &Node, path: &str) -> Option<(usize, usize)> {
        let Some(table) = node.table() else {
            let range = Section::Cost.key("years")?.range;
            let year = node.whole().filter(|&x| range.contains(x as f64))?;
            return usize::try_from(year).ok().map(|year| (year, year));
        };
        self.require(Section::Years, table, &node.place, path);
        let from = self.whole(Section::Years, table, "from")?;
        if let (None, Some(key)) = (table.get("to"), Section::Years.key("to")) {
            self.missing(Section::Years, key, table, &node.place, path);
        }
        let to = self.whole(Section::Years, table, "to")?;
        if from > to {
            let message = format!("`{path}` ends before it starts");
            let label = format!("expected {from} or later");
            self.error(Code::Years, &table["to"].place, message, &label, "`to` is the last year, included");
            return None;
        }
        Some((from, to))
    }

    fn shares_by_year(&mut self, node: &Node, path: &str) -> Option<Vec<(usize, BTreeMap<String, f64>)>> {
        let Some(items) = node.list() else {
            return self.shares(node, path).map(|shares| vec![(1, shares)]);
        };
        let mut steps: Vec<(usize, BTreeMap<String, f64>)> = Vec::new();
        let mut complete = true;
        for (i, item) in items.iter().enumerate() {
            let path = format!("{path}[{i}]");
            let table = item.table()?;
            self.require(Section::ShareStep, table, &item.place, &path);
            let from = self.whole(Section::ShareStep, table, "from");
            let shares = table.get("shares").and_then(|node| self.shares(node, &join(&path, "shares")));
            if let Some(from) = from {
                self.rising(from, (i > 0).then(|| steps.last().map(|step| step.0)), 1, &table["from"], &path);
            }
            match (from, shares) {
                (Some(from), Some(shares)) => steps.push((from, shares)),
                _ => complete = false,
            }
        }
        (complete && !steps.is_empty()).then_some(steps)
    }

    /// Shares by payer that sum to 1.
    fn shares(&mut self, node: &Node, path: &str) -> Option<BTreeMap<String, f64>> {
        let mut shares = BTreeMap::new();
        let mut known = true;
        let range = Section::Cost.key("paid_by")?.range;
        for (name, item) in node.table()? {
            known &= self.resolve(Names::Payers, name, &item.key, path);
            match item.number().filter(|&x| range.contains(x)) {
                Some(share) => drop(shares.insert(name.clone(), share)),
                None => return None,
            }
        }
        let sum: f64 = shares.values().sum();
        if (sum - 1.0).abs() > SUM_TOLERANCE {
            // Twelve digits show what is wrong without the noise of binary fractions.
            let sum: f64 = format!("{sum:.12}").parse().unwrap_or(sum);
            let help = if (sum - 100.0).abs() < 1e-6 {
                "write shares, not per cent: 0.45 for 45 %".to_owned()
            } else {
                let short: f64 = format!("{:.12}", 1.0 - sum).parse().unwrap_or(0.0);
                if short > 0.0 {
                    format!("{short} is not given to anybody")
                } else {
                    format!("{} is given twice", -short)
                }
            };
            self.error(
                Code::Shares,
                &node.place,
                format!("`{path}` sums to {sum}"),
                "expected shares that sum to 1",
                &help,
            );
            return None;
        }
        known.then_some(shares)
    }
}
