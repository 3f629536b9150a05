//! What a scenario says, in sentences: who enters when, what happens to them, who pays, what follows.

use std::collections::{BTreeMap, BTreeSet};

use super::inputs::{Measure, Used};
use crate::report::formula::write_in;
use crate::report::words::explain::InUse;
use crate::report::words::{Words, explain};
use crate::scenario::formula::Expr;
use crate::scenario::metrics::Metric;
use crate::scenario::{
    Amounts, Bound, ByYear, Cost, CostPer, Counterfactual, Definition, Effect, EffectPer, Payment, Quantity,
    RateOf, Requirement, Scenario, USUAL,
};

/// Headings with their sentences.
pub(super) fn compose(scenario: &Scenario, words: &Words) -> Vec<(&'static str, Vec<String>)> {
    let speaker = Speaker::of(scenario, words);
    let situations = &words.situations;
    let luck = scenario.pathways.iter().map(|_| situations.coupled.to_owned());
    let words = &words.explain;
    let sections = vec![
        (words.question, speaker.question()),
        (words.who_enters, speaker.people()),
        (words.what_happens, speaker.outcomes()),
        (situations.where_they_go, speaker.moves()),
        (situations.luck, luck.collect()),
        (
            words.what_it_costs,
            scenario.order.of("costs", &scenario.costs).into_iter().map(|cost| speaker.cost(cost)).collect(),
        ),
        (
            words.what_follows,
            scenario
                .order
                .of("effects", &scenario.effects)
                .into_iter()
                .map(|effect| speaker.effect(effect))
                .collect(),
        ),
        (
            words.what_is_paid,
            scenario
                .order
                .of("payments", &scenario.payments)
                .into_iter()
                .map(|payment| speaker.payment(payment))
                .collect(),
        ),
        (words.what_is_required, scenario.requirements.iter().map(|one| speaker.requirement(one)).collect()),
    ];
    sections.into_iter().filter(|(_, sentences)| !sentences.is_empty()).collect()
}

pub(super) struct Speaker<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) all: &'a Words,
    words: &'a explain::Words,
}

impl<'a> Speaker<'a> {
    pub(super) fn of(scenario: &'a Scenario, words: &'a Words) -> Speaker<'a> {
        Speaker { scenario, words: &words.explain, all: words }
    }
}

impl Speaker<'_> {
    /// A plain number, or a formula as it stands.
    pub(super) fn number(&self, quantity: &Quantity) -> String {
        self.quantity(quantity, Measure::Plain)
    }

    /// A rate or a share.
    pub(super) fn rate(&self, quantity: &Quantity) -> String {
        self.quantity(quantity, Measure::Share)
    }

    /// Money of what is called so: an input that is called the same is not named again.
    fn money(&self, quantity: &Quantity, of: &str) -> String {
        let s = self.scenario;
        if let Expr::Input(name) = &quantity.expr
            && self.called("inputs", name) == of
            && let Some(used) = s.inputs.get(name).and_then(|input| Used::of(s, input))
            && let said @ InUse { mean: Some(_), .. } = self.in_use("", &used, Measure::Money)
        {
            return (self.words.input)(said);
        }
        self.quantity(quantity, Measure::Money)
    }

    /// A number; an input as its mean, with its name and range; a formula as it stands, with what its inputs are.
    fn quantity(&self, quantity: &Quantity, of: Measure) -> String {
        let (s, words, locale) = (self.scenario, self.words, &self.all.locale);
        match &quantity.expr {
            Expr::Number(value) => of.written(*value, &s.currency, locale),
            Expr::Input(name) => match s.inputs.get(name).and_then(|input| Used::of(s, input)) {
                Some(used) => (words.input)(self.in_use(self.called("inputs", name), &used, of)),
                None => self.formula(&quantity.expr),
            },
            formula => self.formula(formula),
        }
    }

    /// A formula as it stands, and what each input with a law that it rests on comes to.
    fn formula(&self, formula: &Expr) -> String {
        let (s, locale) = (self.scenario, &self.all.locale);
        let (mut leaves, mut seen, mut open) = (Vec::new(), BTreeSet::new(), formula.inputs());
        while let Some(name) = open.pop_first() {
            if !seen.insert(name) {
                continue;
            }
            match s.inputs.get(name).map(|input| (&input.definition, Used::of(s, input))) {
                Some((_, Some(used))) => leaves.push((name, used)),
                Some((Definition::Formula(inner), None)) => open.extend(inner.inputs()),
                _ => {}
            }
        }
        let leaf = |(name, used): &(&str, Used)| (self.words.leaf)(self.in_use(name, used, Measure::Plain));
        let leaves: Vec<String> = leaves.iter().map(leaf).collect();
        let text = write_in(formula, locale);
        if leaves.is_empty() { text } else { format!("{text} ({})", leaves.join("; ")) }
    }

    fn in_use<'n>(&self, name: &'n str, used: &Used, of: Measure) -> InUse<'n> {
        let locale = &self.all.locale;
        InUse {
            name,
            mean: used.mean(of, &self.scenario.currency, locale),
            ends: used.ends(of, locale),
            of_people: used.of_people,
        }
    }

    fn percent(&self, share: f64) -> String {
        self.all.locale.per_cent(self.all.locale.written(share * 100.0))
    }

    fn payers<'p>(&self, names: impl IntoIterator<Item = &'p String>) -> String {
        self.all.list(&names.into_iter().map(|name| self.payer(name)).collect::<Vec<String>>())
    }

    fn payer(&self, name: &str) -> String {
        self.scenario.payers.get(name).map_or_else(|| self.perspective(name), |payer| payer.label.clone())
    }

    /// A perspective within a sentence.
    fn perspective(&self, name: &str) -> String {
        match self.scenario.labels.own("perspectives", name) {
            Some(label) => label.to_owned(),
            None if name == USUAL => self.all.common.the_public.to_owned(),
            None => name.to_owned(),
        }
    }

    fn shares(&self, shares: &BTreeMap<String, f64>) -> String {
        let paid = shares.iter().filter(|(_, share)| **share != 0.0);
        let parts = paid.map(|(payer, share)| match *share {
            1.0 => self.payer(payer),
            share => format!("{} {}", self.payer(payer), self.percent(share)),
        });
        self.all.list(&parts.collect::<Vec<String>>())
    }

    /// What something is called: its label where one is stated, else its name.
    pub(super) fn called<'n>(&'n self, table: &str, name: &'n str) -> &'n str {
        self.scenario.labels.own(table, name).unwrap_or(name)
    }

    /// What the money of a line, called so, is: an amount, a list by year, or one of these for each payer.
    pub(super) fn amounts(&self, amounts: &Amounts, line: &str) -> String {
        let by_year = |by_year: &ByYear| match by_year.quantities() {
            [only] => self.money(only, line),
            list => (self.words.year_by_year)(
                &list.iter().map(|of| self.money(of, line)).collect::<Vec<String>>().join("; "),
            ),
        };
        let parts = amounts.parts().into_iter().map(|(payer, of)| match payer {
            Some(payer) => format!("{} {}", self.payer(payer), by_year(of)),
            None => by_year(of),
        });
        self.all.list(&parts.collect::<Vec<String>>())
    }

    /// Who bears it, with shares where they share.
    pub(super) fn bearers(&self, amounts: &Amounts, shares: &BTreeMap<String, f64>) -> String {
        match amounts {
            Amounts::Shared(_) => self.shares(shares),
            Amounts::ByPayer(all) => self.payers(all.keys()),
        }
    }

    fn question(&self) -> Vec<String> {
        let (s, words) = (self.scenario, self.words);
        let mut all = vec![(words.money)(self.all.locale.currency(&s.currency), s.price_year, s.horizon)];
        for (name, input) in s.inputs.iter().filter(|(_, input)| input.conversion != 1.0) {
            let (own, factor) =
                (input.price_year.unwrap_or(s.price_year), self.all.locale.written(input.conversion));
            all.push((words.converted)(self.called("inputs", name), own, &factor, s.price_year));
        }
        for (name, input) in s.order.of("inputs", &s.inputs) {
            if matches!(input.definition, Definition::People(_)) {
                all.push((words.differs)(self.called("inputs", name)));
            }
            if let Definition::Dirichlet(_) = &input.definition {
                let parts: Vec<String> = input.drawn(name).into_iter().map(|(part, _)| part).collect();
                all.push((words.shares)(self.called("inputs", name), &self.all.list(&parts)));
            }
        }
        let when = (words.when)(s.discount.timing);
        for step in &s.discount.steps {
            all.push(if is(&step.rate, 0.0) && s.discount.steps.len() == 1 {
                words.undiscounted.to_owned()
            } else {
                (words.discounted)(step.from, &self.rate(&step.rate), when)
            });
        }
        if s.report.perspective != USUAL {
            all.push((words.speaks_first_of)(&self.payer(&s.report.perspective)));
        }
        for (name, perspective) in s.order.of("perspectives", &s.perspectives) {
            let mut sentence = (words.adds_up)(&self.perspective(name), &self.payers(&perspective.payers));
            if !is(&perspective.tax_distortion, 0.0) {
                let taxed = self.payers(&perspective.taxed);
                sentence += &(words.taxed)(&taxed, &self.number(&perspective.tax_distortion));
            }
            all.push(sentence + ".");
        }
        all
    }

    fn people(&self) -> Vec<String> {
        let Some(cohort) = &self.scenario.cohort else { return Vec::new() };
        let intakes = cohort.intakes.iter().enumerate();
        // Who comes in no number is not spoken of where others are there already.
        let comes = |people: &Quantity| self.scenario.pathways.is_none() || !is(people, 0.0);
        let intakes = intakes.filter(|(_, people)| comes(people));
        let mut all = self.stock(cohort.start);
        // Years in which as many enter are one sentence.
        let said: Vec<(String, usize)> =
            intakes.map(|(intake, people)| (self.number(people), cohort.start + intake)).collect();
        let alike = said.chunk_by(|(people, year), (other, next)| people == other && year + 1 == *next);
        all.extend(alike.map(|years| {
            let ((people, first), (_, last)) = (&years[0], &years[years.len() - 1]);
            (self.words.people_enter)(people, (*first, *last))
        }));
        all.extend(self.beginnings());
        if !is(&cohort.dropout, 0.0) {
            let (share, cost) = (self.rate(&cohort.dropout), self.rate(&cohort.dropout_cost_share));
            all.push((self.words.dropout)(&share, &cost));
        }
        all
    }

    fn outcomes(&self) -> Vec<String> {
        let words = self.words;
        let mut all = Vec::new();
        for (name, outcome) in self.scenario.order.of("outcomes", &self.scenario.outcomes) {
            let name = self.called("outcomes", name);
            let of = match &outcome.rate_of {
                RateOf::Participants => words.of_participants.to_owned(),
                RateOf::Completers => words.of_completers.to_owned(),
                RateOf::Outcome(other) => (words.of_outcome)(self.called("outcomes", other)),
            };
            let of = of.as_str();
            let without = match (&outcome.counterfactual, outcome.events) {
                (Counterfactual::Rate(rate), Some(_)) => (words.without_events)(&self.number(rate)),
                (Counterfactual::Rate(rate), None) => (words.without)(&self.rate(rate)),
                (Counterfactual::RateIsNet, _) => words.rate_is_net.to_owned(),
            };
            if let Some(years) = outcome.events {
                let years = self.years(years, false);
                all.push((words.happens)(name, &self.number(&outcome.rate), of, &years, &without));
                continue;
            }
            let after = (words.after)(outcome.onset);
            all.push((words.reached)(name, &self.rate(&outcome.rate), of, &after, &without));
            if !is(&outcome.relapse, 0.0) {
                all.push((words.relapse)(name, &self.rate(&outcome.relapse)));
            }
            if outcome.icc > 0.0 {
                all.push((words.site)(&self.all.locale.written(outcome.icc)));
            }
        }
        let mut groups: BTreeMap<Option<&String>, Vec<String>> = BTreeMap::new();
        for (name, outcome) in self.scenario.outcomes.iter().filter(|(_, of)| of.is_dealt()) {
            groups.entry(outcome.group.as_ref()).or_default().push(format!("`{name}`"));
        }
        let are_several = groups.len() > 1;
        for outcomes in groups.values().filter(|outcomes| outcomes.len() > 1) {
            all.push(match are_several {
                true => (words.at_most_one_of)(&self.all.list(outcomes)),
                false => words.at_most_one.to_owned(),
            });
        }
        if are_several {
            all.push(words.independent_groups.to_owned());
        }
        all
    }

    fn cost(&self, (name, cost): (&String, &Cost)) -> String {
        let words = self.words;
        let per = match &cost.per {
            CostPer::Participant => words.per_participant.to_owned(),
            CostPer::Completer => words.per_completer.to_owned(),
            CostPer::Programme => words.per_programme.to_owned(),
            CostPer::Situations(situations) => {
                format!("{} {}", self.per_situation(situations), self.all.situations.with_the_intervention)
            }
            CostPer::Caseworker { caseload } => (words.per_caseworker)(&self.number(caseload)),
        };
        let years = self.years(cost.years, matches!(cost.per, CostPer::Programme));
        (words.costs)(
            self.called("costs", name),
            &self.amounts(&cost.amount, self.called("costs", name)),
            &per,
            &years,
            &self.bearers(&cost.amount, &cost.paid_by),
        )
    }

    /// Years, and from when they are counted.
    pub(super) fn years(&self, (from, to): (usize, usize), of_calendar: bool) -> String {
        (self.words.years)(from, to, of_calendar)
    }

    fn effect(&self, (name, effect): (&String, &Effect)) -> String {
        let words = self.words;
        let per = match &effect.per {
            EffectPer::Outcome(outcome) if self.scenario.outcomes[outcome].events.is_some() => {
                (words.per_event)(self.called("outcomes", outcome))
            }
            EffectPer::Outcome(outcome) => (words.per_person_in)(self.called("outcomes", outcome)),
            EffectPer::Participant => words.per_participant.to_owned(),
            EffectPer::Programme => words.per_programme.to_owned(),
            EffectPer::Situations(_) => String::new(),
        };
        let years = self.years(effect.years, effect.per == EffectPer::Programme);
        let mut text = match &effect.per {
            EffectPer::Situations(situations) => self.situation(name, effect, situations),
            _ => {
                let name = self.called("effects", name);
                (words.brings)(name, &self.amounts(&effect.amount, name), &per, &years)
            }
        };
        for change in self.changes(effect, &|rate| self.rate(rate)) {
            text += &format!(", {change}");
        }
        let bears = match effect.per {
            EffectPer::Situations(_) => self.all.situations.difference,
            _ => ": ",
        };
        format!("{text}{bears}{}.", self.whose(effect))
    }

    /// How an effect changes with the years, and which share of it a budget releases; `write` says how a rate is written.
    pub(super) fn changes(&self, effect: &Effect, write: &dyn Fn(&Quantity) -> String) -> Vec<String> {
        let words = self.words;
        let all = [
            (&effect.growth, 0.0, words.growing),
            (&effect.fade, 0.0, words.fading),
            (&effect.cashable, 1.0, words.cashable),
        ];
        let changes = all.into_iter().filter(|(quantity, plain, _)| !is(quantity, *plain));
        changes.map(|(quantity, _, says)| says(&write(quantity))).collect()
    }

    /// Who has what share of an effect, from the first year of the line on and from others.
    pub(super) fn whose(&self, effect: &Effect) -> String {
        let steps = effect.shares.iter().enumerate().map(|(step, (from, shares))| match step {
            0 => self.bearers(&effect.amount, shares),
            _ => (self.words.from_its_year)(*from, &self.shares(shares)),
        });
        let steps = steps.collect::<Vec<String>>().join("; ");
        if steps.is_empty() { self.bearers(&effect.amount, &BTreeMap::new()) } else { steps }
    }

    fn payment(&self, (name, payment): (&String, &Payment)) -> String {
        let name = self.called("payments", name);
        let [from, to] = [&payment.from, &payment.to].map(|payer| self.payer(payer));
        (self.words.pays)(
            name,
            &from,
            &to,
            &self.years(payment.years, true),
            &self.money(&payment.amount, name),
        )
    }

    fn requirement(&self, (name, requirement): (&String, &Requirement)) -> String {
        let (says, bound) = match requirement.bound {
            Bound::AtLeast(bound) => (self.words.at_least, bound),
            Bound::AtMost(bound) => (self.words.at_most, bound),
        };
        let path = requirement.metric.as_str();
        let kind = Metric::below(path, usize::MAX).map(|metric| metric.kind());
        let measure = match kind {
            Ok(kind) if kind.is_share() => Measure::Share,
            Ok(kind) if kind.is_money() => Measure::Money,
            _ => Measure::Plain,
        };
        let bound = measure.written(bound, &self.scenario.currency, &self.all.locale);
        let metric = (self.all.run.metric)(path);
        let of = (self.words.metric_of)(&metric, &self.payer(&requirement.perspective));
        format!("`{}`: {of} {says} {bound}.", self.called("require", name))
    }
}

fn is(quantity: &Quantity, value: f64) -> bool {
    quantity.expr == Expr::Number(value)
}
