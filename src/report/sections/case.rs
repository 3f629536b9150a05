//! What is reported on: a scenario and its results, side by side.

use crate::report::digits::TIE;
use crate::report::document::{Text, Tone};
use crate::report::names::{abridge, tame};
use crate::report::words::Words;
use crate::scenario::formula::Expr;
use crate::scenario::{Definition, Input, Labels, Scenario, USUAL};
use crate::summary::first_outlay;
use crate::summary::results::{PerspectiveResults, Results, Verdict};

/// Letters of a name above a column.
const MOST_ABOVE_A_COLUMN: usize = 40;

/// Whether net benefit is the same in every draw.
pub(super) fn is_certain(results: &PerspectiveResults) -> bool {
    results.net_benefit.sd.value == 0.0
}

pub(super) struct Case<'a> {
    pub scenario: &'a Scenario,
    pub results: &'a Results,
    pub words: &'static Words,
}

impl<'a> Case<'a> {
    /// The perspective that the report is about.
    pub fn main(&self) -> Option<(&'a str, &'a PerspectiveResults)> {
        let main = self.results.scenario.main_of(&self.results.perspectives);
        main.map(|(name, results)| (name.as_str(), results))
    }

    /// The main perspective, then the payers, then whoever else looks on. Who sees the very same as one before is left out.
    pub fn perspectives(&self) -> Vec<(&'a str, &'a PerspectiveResults)> {
        let all = self.every_perspective();
        let is_first = |at: usize| !all[..at].iter().any(|(name, _)| self.are_twins(name, all[at].0));
        (0..all.len()).filter(|at| is_first(*at)).map(|at| all[at]).collect()
    }

    fn every_perspective(&self) -> Vec<(&'a str, &'a PerspectiveResults)> {
        let all = self.results.scenario.in_order(&self.results.perspectives).into_iter();
        all.map(|(name, results)| (name.as_str(), results)).collect()
    }

    /// What things are called.
    pub fn labels(&self) -> &'a Labels {
        &self.results.scenario.labels
    }

    /// The payers alone.
    pub fn payers(&self) -> impl Iterator<Item = (&'a str, &'a PerspectiveResults)> {
        self.perspectives().into_iter().filter(|(name, _)| self.scenario.payers.contains_key(*name))
    }

    /// Every payer, also one that is the very same as a perspective before it.
    pub fn every_payer(&self) -> Vec<(&'a str, &'a PerspectiveResults)> {
        let all = self.every_perspective().into_iter();
        all.filter(|(name, _)| self.scenario.payers.contains_key(*name)).collect()
    }

    /// Whether two perspectives add up the same payers in the same way.
    fn are_twins(&self, one: &str, other: &str) -> bool {
        let seen = |name| {
            let Some(perspective) = self.scenario.perspectives.get(name) else {
                return (vec![name], None);
            };
            let mut payers: Vec<&str> = perspective.payers.iter().map(String::as_str).collect();
            payers.sort_unstable();
            let distortion = &perspective.tax_distortion.expr;
            let is_distorted = *distortion != Expr::Number(0.0) && !perspective.taxed.is_empty();
            (payers, is_distorted.then_some((distortion, &perspective.taxed)))
        };
        one != other && seen(one) == seen(other)
    }

    /// The name of a payer or perspective for people, with the names of those that are the same.
    pub fn label(&self, name: &str) -> String {
        let own = self.own_label(name);
        let twins = self.every_perspective().into_iter().filter(|(other, _)| self.are_twins(name, other));
        let twins: Vec<String> =
            twins.map(|(other, _)| self.own_label(other)).filter(|l| *l != own).collect();
        if twins.is_empty() { own } else { format!("{own} ({})", twins.join(", ")) }
    }

    /// The name of a payer or perspective for people, without those of its twins.
    pub fn own_label(&self, name: &str) -> String {
        match self.scenario.payers.get(name) {
            Some(payer) => tame(&payer.label),
            None if self.is_the_public(name) => self.words.common.public.to_owned(),
            None => tame(&self.labels().label("perspectives", name)),
        }
    }

    /// The first year with an outlay; `None` for who pays nothing.
    pub fn first_outlay(&self, name: &str) -> Option<usize> {
        first_outlay(self.scenario, name, self.results.perspectives.get(name)?)
    }

    /// Why net benefit is the same in every draw.
    pub fn why_certain(&self) -> &'static str {
        let words = &self.words.run;
        if self.is_all_fixed() { words.all_fixed } else { words.nothing_bears }
    }

    /// Whether every input is a fixed number.
    pub fn is_all_fixed(&self) -> bool {
        let is_fixed = |input: &Input| match &input.definition {
            Definition::Law(law) => law.is_fixed().is_some(),
            Definition::People(_) | Definition::Dirichlet(_) => false,
            Definition::Formula(_) => true,
        };
        self.scenario.inputs.values().all(is_fixed)
    }

    /// Whether what is said of an input (`evidence` or `source`) is of a number that was replaced since.
    pub fn is_outdated(&self, input: &str, said: &str) -> bool {
        self.results.scenario.outdated.contains(&format!("inputs.{input}.{said}"))
    }

    /// A payer or perspective above a narrow column, where a long name would fill the page; rows have it whole.
    pub fn column(&self, name: &str) -> String {
        abridge(&self.label(name), MOST_ABOVE_A_COLUMN)
    }

    /// Whether it is the perspective that every scenario has, under no label of its own.
    fn is_the_public(&self, name: &str) -> bool {
        name == USUAL && self.labels().own("perspectives", name).is_none()
    }

    /// The payer or perspective within a sentence.
    pub fn subject(&self, name: &str) -> String {
        match name {
            _ if self.is_the_public(name) => self.words.common.the_public.to_owned(),
            _ if self.scenario.payers.contains_key(name) => self.own_label(name),
            _ => tame(&self.labels().within("perspectives", name)),
        }
    }

    /// The currency for people.
    pub fn currency(&self) -> String {
        currency(&self.scenario.currency)
    }

    /// Label of a row: the main perspective stands out.
    pub fn row_label(&self, name: &str) -> Text {
        let main = self.main().is_some_and(|(main, _)| main == name);
        Text::of(if main { Tone::Strong } else { Tone::Plain }, self.label(name))
    }

    /// How many people there are in all, those of the beginning included, where the scenario fixes it.
    pub fn entrants(&self) -> Option<f64> {
        let (cohort, pathways) = (self.scenario.cohort.as_ref(), self.scenario.pathways.as_ref());
        if cohort.is_none() && pathways.is_none() {
            return None;
        }
        let stock = pathways.into_iter().flat_map(|pathways| pathways.states.values());
        let intakes = cohort.into_iter().flat_map(|cohort| &cohort.intakes);
        let mut all = intakes.chain(stock.map(|state| &state.stock));
        all.try_fold(0.0, |sum, people| Some(sum + people.expr.literal()?))
    }
}

/// A currency for people.
pub(super) fn currency(name: &str) -> String {
    tame(name).replace(' ', &TIE.to_string())
}

/// A verdict in a word.
pub(super) fn verdict(verdict: Verdict, words: &Words) -> Text {
    let tone = match verdict {
        Verdict::Pass => Tone::Good,
        Verdict::Fail => Tone::Bad,
        Verdict::Inconclusive => Tone::Caution,
    };
    Text::of(tone, (words.common.verdict)(verdict))
}
