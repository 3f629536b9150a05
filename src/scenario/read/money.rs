//! Discounting, payers, perspectives, costs and effects.

use std::collections::BTreeMap;

use super::super::amounts::Amounts;
use super::super::codes::Code;
use super::super::document::*;
use super::super::keys::{Names, Range, Section};
use super::super::recognise::{fragment, join};
use super::super::tree::{Node, Table};
use super::{Draft, Reader};

/// How far a sum of shares may be from 1.
const SUM_TOLERANCE: f64 = 1e-9;

impl Reader<'_> {
    pub(super) fn money(&mut self, draft: &mut Draft) {
        draft.discount = self.discount();
        self.payers(draft);
        self.perspectives(draft);
    }

    fn discount(&mut self) -> Option<Discount> {
        let tree = self.tree;
        let node = tree.get("discount")?;
        let table = node.table()?;
        self.require(Section::Discount, table, &node.place, "discount");
        let timing = match self.word(Section::Discount, table, "timing")? {
            "start" => Timing::Start,
            "mid" => Timing::Mid,
            _ => Timing::End,
        };
        let steps = match table.get("steps") {
            Some(steps) => self.rate_steps(steps)?,
            None => {
                let rate = self.quantity(Section::Discount, table, "rate", "discount")?;
                vec![RateStep { from: 0, rate }]
            }
        };
        Some(Discount { steps, timing })
    }

    fn rate_steps(&mut self, node: &Node) -> Option<Vec<RateStep>> {
        let mut steps: Vec<RateStep> = Vec::new();
        let mut complete = true;
        for (i, item) in node.list()?.iter().enumerate() {
            let path = format!("discount.steps[{i}]");
            let table = item.table()?;
            self.require(Section::RateStep, table, &item.place, &path);
            let from = self.whole(Section::RateStep, table, "from");
            let rate = self.quantity(Section::RateStep, table, "rate", &path);
            if let Some(from) = from {
                self.rising(
                    from,
                    (i > 0).then(|| steps.last().map(|step| step.from)),
                    0,
                    &table["from"],
                    &path,
                );
            }
            match (from, rate) {
                (Some(from), Some(rate)) => steps.push(RateStep { from, rate }),
                _ => complete = false,
            }
        }
        (complete && !steps.is_empty()).then_some(steps)
    }

    /// Steps start at `first` and rise. `previous` is `None` for the first step, and holds nothing where the one
    /// before was refused.
    fn rising(
        &mut self,
        from: usize,
        previous: Option<Option<usize>>,
        first: usize,
        node: &Node,
        path: &str,
    ) {
        match previous {
            None if from != first => self.error(
                Code::Steps,
                &node.place,
                format!("`{path}` starts at {from}"),
                &format!("expected {first} in the first step"),
                "the first step holds from the first year on",
            ),
            Some(Some(previous)) if from <= previous => self.error(
                Code::Steps,
                &node.place,
                format!("`{path}` starts at {from}, not after the step before it"),
                &format!("expected more than {previous}"),
                "put the steps in order of time",
            ),
            _ => {}
        }
    }

    fn payers(&mut self, draft: &mut Draft) {
        for (name, node, table) in self.entries("payers") {
            let path = join("payers", name);
            self.require(Section::Payer, table, &node.place, &path);
            if name == "public" {
                self.error(
                    Code::NameClash,
                    &node.key,
                    "a payer is called `public`".to_owned(),
                    "expected another name",
                    "`public` is the perspective of all public payers together",
                );
            }
            let label = table.get("label").and_then(Node::text);
            if let (Some(label), Some(public)) = (label, self.boolean(Section::Payer, table, "public")) {
                draft.payers.insert(name.to_owned(), Payer { label: label.to_owned(), public });
            }
        }
        let tree = self.tree;
        if let Some(node) = tree.get("payers").filter(|n| n.table().is_some_and(BTreeMap::is_empty)) {
            let label = "expected at least one, as municipality = \"City of Copenhagen\"";
            self.error(
                Code::MissingKey,
                &node.place,
                "there are no payers".to_owned(),
                label,
                &fragment(Section::Payer.doc()),
            );
        }
    }

    fn perspectives(&mut self, draft: &mut Draft) {
        let public: Vec<String> =
            draft.payers.iter().filter(|(_, payer)| payer.public).map(|(name, _)| name.clone()).collect();
        for (name, node, table) in self.entries("perspectives") {
            let path = join("perspectives", name);
            self.require(Section::Perspective, table, &node.place, &path);
            if self.entries("payers").iter().any(|(payer, ..)| *payer == name) {
                self.error(
                    Code::NameClash,
                    &node.key,
                    format!("`{name}` is a payer and a perspective"),
                    "expected another name",
                    "every payer is reported by itself without a perspective of its own",
                );
            }
            if let Some(perspective) = self.perspective(table, &path, &public) {
                draft.perspectives.insert(name.to_owned(), perspective);
            }
        }
        let tree = self.tree;
        let declared = |section: &str| tree.get(section).and_then(Node::table);
        if declared("perspectives").is_some_and(|table| table.contains_key("public")) {
            return;
        }
        // Only where every payer could be read is it known that none is public.
        if let Some(node) = tree.get("payers")
            && public.is_empty()
            && !draft.payers.is_empty()
            && declared("payers").is_some_and(|table| table.len() == draft.payers.len())
        {
            self.error(
                Code::NoPublicPayer,
                &node.place,
                "no payer is public".to_owned(),
                "expected at least one without `public = false`",
                "or say whose purse counts as public: [perspectives] public = { payers = [\"…\"] }",
            );
        }
        let perspective = Perspective {
            payers: public,
            tax_distortion: Quantity {
                expr: super::super::formula::Expr::Number(0.0),
                path: "perspectives.public.tax_distortion".to_owned(),
                place: None,
                range: Range::ANY,
            },
            taxed: Vec::new(),
        };
        draft.perspectives.insert("public".to_owned(), perspective);
    }

    fn perspective(&mut self, table: &Table, path: &str, public: &[String]) -> Option<Perspective> {
        let tax_distortion = self.quantity(Section::Perspective, table, "tax_distortion", path);
        let payers_node = table.get("payers")?;
        let payers = self.names(Names::Payers, payers_node, &join(path, "payers"));
        if payers.as_ref().is_some_and(Vec::is_empty) {
            let message = format!("`{path}` adds no payers together");
            self.error(Code::EmptyList, &payers_node.place, message, "expected at least one payer", "");
        }
        let taxed = match table.get("taxed") {
            None => None,
            Some(node) => {
                let taxed = self.names(Names::Payers, node, &join(path, "taxed"))?;
                for item in node.list()? {
                    let outside = payers.as_ref().is_some_and(|payers| {
                        item.text().is_some_and(|name| !payers.iter().any(|payer| payer == name))
                    });
                    if outside {
                        self.error(
                            Code::Taxed,
                            &item.place,
                            format!("`{path}` taxes a payer that it does not contain"),
                            "expected one of its `payers`",
                            "add it to `payers`, or take it out of `taxed`",
                        );
                    }
                }
                Some(taxed)
            }
        };
        let payers = payers?;
        let taxed =
            taxed.unwrap_or_else(|| payers.iter().filter(|name| public.contains(name)).cloned().collect());
        Some(Perspective { payers, tax_distortion: tax_distortion?, taxed })
    }

    pub(super) fn lines(&mut self, draft: &mut Draft) {
        for (name, node, table) in self.entries("costs") {
            let path = join("costs", name);
            self.require(Section::Cost, table, &node.place, &path);
            if let Some(cost) = self.cost(table, node, &path) {
                draft.costs.insert(name.to_owned(), cost);
            }
        }
        for (name, node, table) in self.entries("effects") {
            let path = join("effects", name);
            self.require(Section::Effect, table, &node.place, &path);
            if let Some(effect) = self.effect(draft, table, &path) {
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

    fn cost(&mut self, table: &Table, node: &Node, path: &str) -> Option<Cost> {
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
        let first = if per == Some("programme") { self.start() } else { 0 };
        let years = match (table.get("years"), listed) {
            (node, Some(entries)) => self.listed_years(node, entries, Some(first), &join(path, "years")),
            (Some(node), None) => self.years(node, &join(path, "years")),
            (None, None) => Some((first, first)),
        };
        let per = match per? {
            "participant" => CostPer::Participant,
            "completer" => CostPer::Completer,
            "programme" => CostPer::Programme,
            _ => CostPer::Caseworker { caseload: caseload? },
        };
        Some(Cost { amount: amount?, per, years: years?, paid_by: paid_by? })
    }

    /// Calendar year of the first intake; 0 without a cohort.
    fn start(&self) -> usize {
        let cohort = self.tree.get("cohort").and_then(Node::table);
        cohort.and_then(|table| self.whole(Section::Cohort, table, "start")).unwrap_or(0)
    }

    fn effect(&mut self, draft: &Draft, table: &Table, path: &str) -> Option<Effect> {
        let amount = self.amounts(Section::Effect, table, path);
        let fade = self.quantity(Section::Effect, table, "fade", path);
        let growth = self.quantity(Section::Effect, table, "growth", path);
        let cashable = self.quantity(Section::Effect, table, "cashable", path);
        let shares = match table.get("shares") {
            Some(node) => self.shares_by_year(node, &join(path, "shares")),
            None => table.contains_key("amounts").then(Vec::new),
        };
        let per = match (table.get("outcome"), self.word(Section::Effect, table, "per")) {
            (Some(node), _) => {
                let name = node.text()?;
                let known = self.resolve(Names::Outcomes, name, &node.place, &join(path, "outcome"));
                known.then(|| EffectPer::Outcome(name.to_owned()))
            }
            (None, Some("participant")) => Some(EffectPer::Participant),
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
            is_cost: false,
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
