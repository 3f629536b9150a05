//! Looks for the ways in which a valid scenario is probably wrong.

mod pathways;
mod slips;
mod thousands;

use std::collections::{BTreeMap, BTreeSet};

use super::codes::Code;
use super::diagnostic::{Diagnostic, Severity, SourceFile};
use super::document::*;
use super::findings::Findings;
use super::formula::Expr;
use super::pathways::Pathways;
use super::read::{Draft, read_by};
use super::tree::{Node, Table};
use super::warning::Warning;

/// Horizon beyond which money should be discounted.
const UNDISCOUNTED_YEARS: usize = 5;

/// Gives advice on a draft.
pub struct Advice<'a> {
    /// The draft.
    pub draft: &'a Draft,
    /// The merged tree, for the places.
    pub tree: &'a Table,
    /// The texts, in which numbers stand as they were written.
    pub files: &'a [SourceFile],
    /// Whether a figure without a source is an error.
    pub strict: bool,
    /// Where the advice goes.
    pub findings: &'a mut Findings,
}

impl Advice<'_> {
    /// Looks at everything.
    pub fn run(&mut self) {
        // What reads an input may be among what was refused, so that nothing can be said of its use.
        if self.findings.errors() == 0 {
            self.unused_inputs();
        }
        self.inputs();
        self.outcomes();
        self.pathways();
        self.effects();
        self.horizon();
        self.thousands();
        self.slips();
        if self.strict {
            self.sources_of_figures();
        }
    }

    fn warn(&mut self, warning: &Warning, place: &Place) {
        self.push(warning, place, Severity::Warning);
    }

    fn push(&mut self, warning: &Warning, place: &Place, severity: Severity) {
        let finding = match severity {
            Severity::Error => Diagnostic::error(warning.code(), warning.message()),
            Severity::Warning => Diagnostic::warning(warning.code(), warning.message()),
        };
        self.findings.push(finding.placed(place).help(warning.help()).of(warning));
    }

    /// The place of the value at a key path, or of the nearest table above it that is written.
    fn place(&self, path: &[&str]) -> Place {
        let mut place = Place { file: 0, span: 0..0 };
        let mut table = Some(self.tree);
        for name in path {
            let Some(node) = table.and_then(|table| table.get(*name)) else { break };
            place = node.place.clone();
            table = node.table();
        }
        place
    }

    /// The inputs that these expressions read, those that they read in turn included.
    fn reach<'e>(&self, roots: impl IntoIterator<Item = &'e Expr>) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<String> =
            roots.into_iter().flat_map(|expr| expr.inputs()).map(str::to_owned).collect();
        while let Some(name) = open.pop() {
            let Some(input) = self.draft.inputs.get(&name) else { continue };
            if reached.insert(name) {
                open.extend(read_by(input).into_iter().flat_map(|expr| expr.inputs()).map(str::to_owned));
            }
        }
        reached
    }

    fn unused_inputs(&mut self) {
        for name in self.unused() {
            let place = self.key_place(&["inputs", &name]);
            self.warn(&Warning::UnusedInput { input: name }, &place);
        }
    }

    /// The inputs that nothing reads, by name.
    pub fn unused(&self) -> Vec<String> {
        let draft = self.draft;
        let used = self.reach(draft.quantities().into_iter().map(|quantity| &quantity.expr));
        draft.inputs.keys().filter(|name| !used.contains(*name)).cloned().collect()
    }

    /// The place of a key itself.
    fn key_place(&self, path: &[&str]) -> Place {
        let (last, inner) = path.split_last().expect("a path has a name");
        let table = inner.iter().try_fold(self.tree, |table, name| table.get(*name).and_then(Node::table));
        table
            .and_then(|table| table.get(*last))
            .map_or(Place { file: 0, span: 0..0 }, |node| node.key.clone())
    }

    fn inputs(&mut self) {
        let draft = self.draft;
        let unsourced = if self.strict { Severity::Error } else { Severity::Warning };
        for (name, input) in &draft.inputs {
            let place = self.key_place(&["inputs", name]);
            if self.strict
                && let Some(source) = &input.source
                && source.trim_start().to_lowercase().starts_with("replace")
            {
                let message = format!("the source of input `{name}` still waits to be replaced");
                let place = self.place(&["inputs", name, "source"]);
                let finding = Diagnostic::error(Code::PlaceholderSource, message).placed(&place);
                self.findings.push(finding.help(Code::PlaceholderSource.help()));
            }
            match &input.definition {
                // What a formula gives is as good as what it reads, and that is asked for its source itself.
                Definition::Formula(expr) if !expr.inputs().is_empty() => {}
                _ => {
                    if input.source.is_none() {
                        self.push(&Warning::NoSource { input: name.clone() }, &place, unsourced);
                    }
                    if input.evidence.is_none() {
                        self.push(&Warning::NoEvidence { input: name.clone() }, &place, unsourced);
                    }
                }
            }
            if let (Some(year), Some(scenario)) = (input.price_year, draft.price_year)
                && year != scenario
                && draft.prices.is_none()
            {
                let place = self.place(&["inputs", name, "price_year"]);
                self.warn(&Warning::MixedPriceYears { input: name.clone(), year, scenario }, &place);
            }
            if let Definition::Law(law) | Definition::People(law) = &input.definition
                && law.mean().is_none()
            {
                let place = input.place.clone().unwrap_or(place);
                self.warn(&Warning::InfiniteMean { input: name.clone() }, &place);
            }
        }
    }

    fn outcomes(&mut self) {
        let draft = self.draft;
        for (name, outcome) in &draft.outcomes {
            let no_comparison = match &outcome.counterfactual {
                Counterfactual::RateIsNet => true,
                Counterfactual::Rate(rate) => rate.expr.literal() == Some(0.0),
            };
            if no_comparison && outcome.counterfactual_place().is_some() {
                let place = self.place(&["outcomes", name, "counterfactual"]);
                self.warn(&Warning::LiteralZeroCounterfactual { outcome: name.clone() }, &place);
            }
            if no_comparison {
                let before_after = self.reach([&outcome.rate.expr]).into_iter().find(|input| {
                    draft.inputs.get(input).is_some_and(|i| i.evidence == Some(Evidence::BeforeAfter))
                });
                if let Some(input) = before_after {
                    let place = self.place(&["outcomes", name, "rate"]);
                    self.warn(&Warning::BeforeAfterRate { outcome: name.clone(), input }, &place);
                }
            }
        }
    }

    fn effects(&mut self) {
        let draft = self.draft;
        for (name, effect) in &draft.effects {
            let read = self.reach(effect.amount.quantities().map(|amount| &amount.expr));
            let with = |holds: fn(&Input) -> bool| {
                read.iter().find(|input| draft.inputs.get(*input).is_some_and(holds)).cloned()
            };
            if let EffectPer::Outcome(outcome) = &effect.per
                && draft.outcomes.get(outcome).is_some_and(|o| o.relapse.expr.literal() != Some(0.0))
                && let Some(input) = with(|input| input.includes_relapse)
            {
                let place = self.amount_place(name);
                let warning =
                    Warning::RelapseCountedTwice { effect: name.clone(), outcome: outcome.clone(), input };
                self.warn(&warning, &place);
            }
            if effect.cashable.expr.literal() == Some(1.0)
                && let Some(input) = with(|input| input.average_price)
            {
                let place = self.amount_place(name);
                self.warn(&Warning::AveragePriceCashable { effect: name.clone(), input }, &place);
            }
            self.cut_effect(name, effect);
        }
    }

    /// The place of what an effect's money is.
    fn amount_place(&self, effect: &str) -> Place {
        let stated = self.tree.get("effects").and_then(|effects| effects.table()?.get(effect)?.table());
        let states = |key: &&str| stated.is_some_and(|table| table.contains_key(*key));
        let key = ["amounts", "cost"].into_iter().find(states).unwrap_or("amount");
        self.place(&["effects", effect, key])
    }

    /// An effect that was said to last longer than the horizon lets it count. A default is no statement.
    fn cut_effect(&mut self, name: &str, effect: &Effect) {
        let stated =
            self.tree.get("effects").and_then(Node::table).and_then(|effects| effects.get(name)?.table());
        let Some(horizon) = self.draft.horizon else { return };
        if stated.is_none_or(|table| !table.contains_key("years")) {
            return;
        }
        let (first_entry, last_entry) = match (&effect.per, &self.draft.cohort) {
            (EffectPer::Programme, _) | (_, None) => (0, 0),
            (_, Some(cohort)) => (cohort.start, cohort.start + cohort.intakes.len().saturating_sub(1)),
        };
        let last = last_entry + effect.years.1;
        // An effect or an intake that lies beyond the horizon altogether is an error.
        if last > horizon && first_entry + effect.years.0 <= horizon && last_entry <= horizon {
            let place = self.place(&["effects", name, "years"]);
            self.warn(&Warning::EffectBeyondHorizon { effect: name.to_owned(), last, horizon }, &place);
        }
    }

    fn horizon(&mut self) {
        let (Some(horizon), Some(discount)) = (self.draft.horizon, &self.draft.discount) else { return };
        let undiscounted = discount.steps.iter().all(|step| step.rate.expr.literal() == Some(0.0));
        if undiscounted && horizon > UNDISCOUNTED_YEARS {
            let place = self.place(&["discount", "rate"]);
            self.warn(&Warning::UndiscountedHorizon { horizon }, &place);
        }
    }

    /// Every rate, counterfactual, drop-out, relapse, chance of a row and amount that is written names an input, amounts of 0 and chances of 0 and 1 aside.
    fn sources_of_figures(&mut self) {
        let draft = self.draft;
        let mut figures: BTreeMap<&str, &Quantity> = BTreeMap::new();
        let mut note = |quantity| {
            let quantity: &Quantity = quantity;
            figures.insert(&quantity.path, quantity);
        };
        draft.cohort.iter().for_each(|cohort| note(&cohort.dropout));
        for outcome in draft.outcomes.values() {
            note(&outcome.rate);
            note(&outcome.relapse);
            if let Counterfactual::Rate(rate) = &outcome.counterfactual {
                note(rate);
            }
        }
        // That everybody or nobody moves is how the states are meant.
        let is_sure = |quantity: &&Quantity| matches!(quantity.expr.literal(), Some(0.0 | 1.0));
        let chances = draft.pathways.iter().flat_map(Pathways::chances);
        chances.filter(|chance| !is_sure(chance)).for_each(&mut note);
        // An amount of 0 says that nothing is paid, as in some years of a list, and needs no source.
        let paid = |quantity: &&Quantity| quantity.expr.literal() != Some(0.0);
        draft.costs.values().flat_map(|cost| cost.amount.quantities()).filter(paid).for_each(&mut note);
        draft.effects.values().flat_map(|effect| effect.amount.quantities()).filter(paid).for_each(&mut note);
        draft.payments.values().map(|payment| &payment.amount).for_each(&mut note);
        for (path, quantity) in figures {
            if let Some(place) = quantity.place.clone()
                && quantity.expr.inputs().is_empty()
                && quantity.expr.known().is_empty()
            {
                self.findings.push(
                    Diagnostic::error(
                        Code::UnsourcedFigure,
                        format!("`{path}` is a number without a source"),
                    )
                    .placed(&place)
                    .label("expected the name of an input")
                    .help("make it an input, `fixed = …` if need be, with `source` and `evidence`"),
                );
            }
        }
    }
}

impl Outcome {
    /// Where the counterfactual was written, if one was.
    fn counterfactual_place(&self) -> Option<&Place> {
        match &self.counterfactual {
            Counterfactual::Rate(rate) => rate.place.as_ref(),
            Counterfactual::RateIsNet => None,
        }
    }
}
