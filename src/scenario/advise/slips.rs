//! Slips about money, time and people that leave a scenario valid.

use std::collections::BTreeSet;

use super::super::amounts::Amounts;
use super::super::bounds;
use super::super::document::*;
use super::super::formula::{BinaryOp, Expr, Function};
use super::super::metrics::{Figure, Kind};
use super::super::numerals::plain;
use super::super::tree::{Node, Table, Value};
use super::super::warning::Warning;
use super::Advice;

/// Yearly discount, growth or fade above which a percentage was probably written where a share belongs.
const STEEP: f64 = 0.2;

/// So many values of a data column are cases rather than guesses.
const CASES: usize = 5;

impl Advice<'_> {
    pub(super) fn slips(&mut self) {
        let mut found = Vec::new();
        self.negative_costs(&mut found);
        self.steep_rates(&mut found);
        self.wide_amounts(&mut found);
        self.cases_as_doubt(&mut found);
        self.totals(&mut found);
        self.early_end(&mut found);
        self.exclusive_effects(&mut found);
        self.idle_requirements(&mut found);
        for (warning, place) in found {
            self.warn(&warning, &place);
        }
    }

    /// The inputs that stand in an amount or a number of people by themselves, or as a term of a sum.
    pub(super) fn amounts(&self) -> BTreeSet<String> {
        let draft = self.draft;
        let lines = draft.costs.values().flat_map(|cost| cost.amount.quantities());
        let lines = lines.chain(draft.effects.values().flat_map(|effect| effect.amount.quantities()));
        let lines = lines.chain(draft.payments.values().map(|payment| &payment.amount));
        let people = draft.cohort.iter().flat_map(|cohort| &cohort.intakes);
        lines.chain(people).flat_map(|quantity| self.terms(&quantity.expr)).collect()
    }

    /// The inputs that an expression is, or is a sum of; those of formulas in it included.
    fn terms(&self, expr: &Expr) -> BTreeSet<String> {
        let mut terms = BTreeSet::new();
        let mut open = vec![expr];
        while let Some(expr) = open.pop() {
            match expr {
                Expr::Input(name) => {
                    if terms.insert(name.clone())
                        && let Some(Definition::Formula(expr)) =
                            self.draft.inputs.get(name).map(|input| &input.definition)
                    {
                        open.push(expr);
                    }
                }
                Expr::Negate(inner) => open.push(inner),
                Expr::Chain(first, rest) if matches!(rest[0].0, BinaryOp::Add | BinaryOp::Subtract) => {
                    open.push(first);
                    open.extend(rest.iter().map(|(_, next)| next));
                }
                Expr::Call(Function::Min | Function::Max | Function::Abs, arguments) => {
                    open.extend(arguments)
                }
                Expr::If(choice) => open.extend([&choice.then, &choice.otherwise]),
                Expr::Tier(tier) => open.extend(tier.1.iter().map(|(_, value)| value)),
                _ => {}
            }
        }
        terms
    }

    /// Costs that are below 0 whatever happens, unless a minus before an input says that this is meant.
    fn negative_costs(&self, found: &mut Vec<(Warning, Place)>) {
        for (name, cost) in &self.draft.costs {
            let is_negative = |amount: &Quantity| {
                let (_, high) = bounds::of(&amount.expr, &self.draft.inputs);
                high < 0.0 && !self.says_minus(&amount.expr)
            };
            if let Some(amount) = cost.amount.quantities().find(|amount| is_negative(amount)) {
                let place = amount.place.clone().unwrap_or_else(|| self.place(&["costs", name]));
                found.push((Warning::NegativeCost { cost: name.clone() }, place));
            }
        }
    }

    /// Whether an expression, or the formula of an input that it is, has a minus before something that is no number.
    fn says_minus(&self, expr: &Expr) -> bool {
        let mut expr = expr;
        // A chain of formulas that is longer says nothing plainly.
        for _ in 0..16 {
            match expr {
                Expr::Negate(inner) => return inner.literal().is_none(),
                Expr::Chain(first, rest) if matches!(rest[0].0, BinaryOp::Multiply | BinaryOp::Divide) => {
                    expr = first;
                }
                Expr::Input(name) => match self.draft.inputs.get(name).map(|input| &input.definition) {
                    Some(Definition::Formula(formula)) => expr = formula,
                    _ => return false,
                },
                _ => return false,
            }
        }
        false
    }

    /// Yearly rates above a fifth, unless their input's unit says that it is a share a year.
    fn steep_rates(&self, found: &mut Vec<(Warning, Place)>) {
        let draft = self.draft;
        let steps = draft.discount.iter().flat_map(|discount| discount.steps.iter().map(|step| &step.rate));
        let of_effects = draft.effects.values().flat_map(|effect| [&effect.fade, &effect.growth]);
        for rate in steps.chain(of_effects) {
            let Some(place) = rate.place.clone() else { continue };
            let law = match &rate.expr {
                Expr::Input(name) => draft.inputs.get(name),
                _ => None,
            };
            let middle = match law.map(|input| &input.definition) {
                Some(Definition::Law(law) | Definition::People(law)) => law.median(),
                _ => bounds::of(&rate.expr, &draft.inputs).0,
            };
            let says_share = |name: &str| {
                let unit = draft.inputs.get(name).and_then(|input| input.unit.as_deref()).unwrap_or_default();
                let unit = unit.to_lowercase();
                let says = |words: [&str; 2]| words.iter().any(|word| unit.contains(word));
                says(["share", "andel"]) && says(["year", "år"])
            };
            if middle > STEEP && !rate.expr.inputs().into_iter().any(says_share) {
                let warning = Warning::SteepRate { path: rate.path.clone(), rate: plain(100.0 * middle) };
                found.push((warning, place));
            }
        }
    }

    /// Data columns in amounts per person, where it is not said that they are cases, or are not.
    fn cases_as_doubt(&self, found: &mut Vec<(Warning, Place)>) {
        let draft = self.draft;
        let is_of_people = |per: &CostPer| matches!(per, CostPer::Participant | CostPer::Completer);
        let costs = draft.costs.values().filter(|cost| is_of_people(&cost.per)).map(|cost| &cost.amount);
        let effects = draft.effects.values().filter(|effect| effect.per != EffectPer::Programme);
        let amounts = costs.chain(effects.map(|effect| &effect.amount)).flat_map(Amounts::quantities);
        for name in self.reach(amounts.map(|amount| &amount.expr)) {
            let inputs = self.tree.get("inputs").and_then(Node::table);
            let Some(node) = inputs.and_then(|inputs| inputs.get(&name)) else { continue };
            let (Some(table), Some(input)) = (node.table(), draft.inputs.get(&name)) else { continue };
            let Definition::Law(law) = &input.definition else { continue };
            let is_data = table.contains_key("empirical") && law.count_of_values() >= CASES;
            if is_data && !table.contains_key("varies") {
                let place = input.place.clone().unwrap_or_else(|| node.place.clone());
                found.push((Warning::CasesAsDoubt { input: name }, place));
            }
        }
    }

    /// Positive laws of amounts whose standard deviation is stated, and larger than their mean.
    fn wide_amounts(&self, found: &mut Vec<(Warning, Place)>) {
        let draft = self.draft;
        let lines = draft.costs.values().flat_map(|cost| cost.amount.quantities());
        let lines = lines.chain(draft.effects.values().flat_map(|effect| effect.amount.quantities()));
        let lines = lines.chain(draft.payments.values().map(|payment| &payment.amount));
        let read = self.reach(lines.map(|amount| &amount.expr));
        for name in read {
            let inputs = self.tree.get("inputs").and_then(Node::table);
            let Some(table) = inputs.and_then(|inputs| inputs.get(&name)?.table()) else { continue };
            if table.contains_key("varies") {
                continue;
            }
            let cut_at_zero = table.get("min").and_then(Node::number).is_some_and(|min| min >= 0.0);
            let mut laws = Vec::new();
            moments(table, cut_at_zero, &mut laws);
            for (mean, sd) in laws {
                if let (Some(m), Some(s)) = (mean.number(), sd.number())
                    && m > 0.0
                    && s > m
                {
                    found.push((Warning::WideAmount { input: name.clone() }, sd.place.clone()));
                }
            }
        }
    }

    /// Amounts per person that are a total by their unit.
    fn totals(&self, found: &mut Vec<(Warning, Place)>) {
        let draft = self.draft;
        let costs = draft.costs.iter().filter(|(_, cost)| !matches!(cost.per, CostPer::Programme));
        let costs = costs.map(|(name, cost)| ("costs", name, &cost.amount));
        let effects = draft.effects.iter().filter(|(_, effect)| effect.per != EffectPer::Programme);
        let effects = effects.map(|(name, effect)| ("effects", name, &effect.amount));
        for (section, name, amount) in costs.chain(effects) {
            let total = amount.quantities().find_map(|amount| {
                let input = self.terms(&amount.expr).into_iter().find(|input| {
                    let unit = draft.inputs.get(input).and_then(|input| input.unit.as_deref());
                    unit.is_some_and(is_total)
                });
                Some((input?, amount.place.clone()))
            });
            if let Some((input, place)) = total {
                let place = place.unwrap_or_else(|| self.place(&[section, name]));
                found.push((Warning::TotalPerPerson { line: format!("{section}.{name}"), input }, place));
            }
        }
    }

    /// A horizon beyond the last year of every line, where nothing that is said makes the effects wear off.
    fn early_end(&self, found: &mut Vec<(Warning, Place)>) {
        let draft = self.draft;
        let Some(horizon) = draft.horizon else { return };
        let entry =
            draft.cohort.as_ref().map_or(0, |cohort| cohort.start + cohort.intakes.len().saturating_sub(1));
        let costs = draft.costs.values().map(|cost| match cost.per {
            CostPer::Programme => cost.years.1,
            _ => entry + cost.years.1,
        });
        let ends = |effect: &Effect| match effect.per {
            EffectPer::Programme => effect.years.1,
            _ => entry + effect.years.1,
        };
        let payments = draft.payments.values().map(|payment| payment.years.1);
        let Some(last) = costs.chain(draft.effects.values().map(ends)).chain(payments).max() else { return };
        let zero = |quantity: &Quantity| quantity.expr.literal() == Some(0.0);
        let cut = draft.effects.iter().filter(|(_, effect)| ends(effect) == last).find(|(_, effect)| {
            let relapse = match &effect.per {
                EffectPer::Outcome(name) => draft.outcomes.get(name).map(|outcome| &outcome.relapse),
                _ => None,
            };
            zero(&effect.fade) && relapse.is_none_or(zero)
        });
        // No horizon is shorter than a year.
        if let Some((name, _)) = cut
            && last < horizon
            && last > 0
        {
            let place = self.place(&["horizon"]);
            found.push((Warning::EffectEndsEarly { effect: name.clone(), last, horizon }, place));
        }
    }

    /// Outcomes of the common group, of which a person reaches at most one, each with effects, where it is not said that this is meant: by
    /// `exclusive`, or by a `group`.
    fn exclusive_effects(&self, found: &mut Vec<(Warning, Place)>) {
        let carries = |outcome: &str| {
            let of = EffectPer::Outcome(outcome.to_owned());
            self.draft.effects.values().any(|effect| effect.per == of)
        };
        let carriers: Vec<&String> = self
            .draft
            .outcomes
            .iter()
            .filter(|(_, of)| of.group.is_none() && of.is_dealt())
            .map(|(outcome, _)| outcome)
            .filter(|outcome| carries(outcome))
            .collect();
        let is_said = |name: &str| self.draft.outcomes.get(name).is_some_and(|outcome| outcome.exclusive);
        if let [first, second, ..] = carriers.as_slice()
            && let Some(unsaid) = carriers.iter().find(|outcome| !is_said(outcome))
        {
            let place = self.key_place(&["outcomes", unsaid]);
            let [first, second] = [first, second].map(|name| (*name).clone());
            found.push((Warning::ExclusiveEffects { first, second, unsaid: (*unsaid).clone() }, place));
        }
    }

    /// Requirements that hold, or fail, whatever the figure is.
    fn idle_requirements(&self, found: &mut Vec<(Warning, Place)>) {
        let Some(horizon) = self.draft.horizon else { return };
        for (name, requirement) in &self.draft.requirements {
            let metric = &requirement.metric;
            let (low, high) = match (metric.kind(), metric.figure()) {
                (Kind::Probability | Kind::Share, _) => (0.0, 1.0),
                (Kind::Year, _) => (0.0, horizon as f64),
                (_, Figure::NetBenefitSd | Figure::PeakMean | Figure::PeakP50 | Figure::PeakP95) => {
                    (0.0, f64::INFINITY)
                }
                _ => continue,
            };
            // Where there is no such year, the requirement fails, so that none holds whatever happens.
            let is_always_there = metric.kind() != Kind::Year;
            let (key, x, holds, fails) = match requirement.bound {
                Bound::AtLeast(x) => ("at_least", x, x <= low, x > high),
                Bound::AtMost(x) => ("at_most", x, x >= high, x < low),
            };
            // What no figure of the kind can reach is refused where it is read.
            let is_refused = metric.kind().range().is_some_and(|(low, high)| !(low..=high).contains(&x));
            if (holds && is_always_there || fails) && !is_refused {
                let place = self.place(&["require", name, key]);
                let warning = Warning::IdleRequirement {
                    requirement: name.clone(),
                    holds,
                    metric: metric.to_string(),
                    low,
                    high: high.is_finite().then_some(high),
                };
                found.push((warning, place));
            }
        }
    }
}

/// The mean and standard deviation of every law of a table that is positive and stated by the two.
fn moments<'t>(table: &'t Table, cut_at_zero: bool, laws: &mut Vec<(&'t Node, &'t Node)>) {
    for (name, node) in table {
        let Some(law) = node.table() else { continue };
        let is_positive = matches!(name.as_str(), "lognormal" | "gamma") || name == "normal" && cut_at_zero;
        if let (true, Some(mean), Some(sd)) = (is_positive, law.get("mean"), law.get("sd")) {
            laws.push((mean, sd));
        }
        if let Some(Value::List(parts)) = law.get("parts").map(|parts| &parts.value) {
            for part in parts.iter().filter_map(Node::table) {
                let cut_at_zero = part.get("min").and_then(Node::number).is_some_and(|min| min >= 0.0);
                moments(part, cut_at_zero, laws);
            }
        }
    }
}

/// Whether a unit says that an amount is one for all: "in all", "total", "for 24 courses".
fn is_total(unit: &str) -> bool {
    let unit = unit.to_lowercase();
    let words: Vec<&str> =
        unit.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.iter().any(|word| matches!(*word, "per" | "pr")) || unit.contains('/') {
        return false;
    }
    let is_number = |word: &str| word.parse::<u64>().is_ok_and(|number| number > 1);
    let pair = |pair: &[&str]| match pair {
        ["in" | "for", "all"] | ["i", "alt"] => true,
        ["for" | "til", number] => is_number(number),
        _ => false,
    };
    words.windows(2).any(pair)
        || words.iter().any(|word| matches!(*word, "total" | "totalt" | "altogether" | "samlet" | "ialt"))
}

#[cfg(test)]
mod tests {
    use super::is_total;

    #[test]
    fn units_of_totals() {
        for unit in
            ["DKK in all", "total DKK", "DKK, total", "DKK for 24 courses", "kr. i alt", "samlet beløb"]
        {
            assert!(is_total(unit), "{unit}");
        }
        for unit in [
            "DKK",
            "DKK per participant in all",
            "total per child",
            "DKK/person, total",
            "DKK for 1 course",
            "DKK for three years",
        ] {
            assert!(!is_total(unit), "{unit}");
        }
    }
}
