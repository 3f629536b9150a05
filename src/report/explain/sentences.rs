//! What a scenario says, in sentences: who enters when, what happens to them, who pays, what follows.

use std::collections::BTreeMap;

use super::words::{Language, list, mark, say};
use crate::report::digits::written;
use crate::report::formula::write;
use crate::scenario::formula::Expr;
use crate::scenario::{Bound, CostPer, Counterfactual, EffectPer, Quantity, RateOf, Scenario, Timing};

/// Headings with their sentences.
pub(super) fn compose(scenario: &Scenario, language: Language) -> Vec<(String, Vec<String>)> {
    let speaker = Speaker { scenario, language };
    let say = |english: &str, danish: &str| say(language, english, danish);
    let sections = vec![
        (say("THE QUESTION", "SPØRGSMÅLET"), speaker.question()),
        (say("WHO ENTERS, AND WHEN", "HVEM BEGYNDER, OG HVORNÅR"), speaker.people()),
        (say("WHAT HAPPENS TO THEM", "HVAD DER SKER MED DEM"), speaker.outcomes()),
        (say("WHAT IT COSTS, AND WHO PAYS", "HVAD DET KOSTER, OG HVEM DER BETALER"), speaker.costs()),
        (say("WHAT FOLLOWS, AND FOR WHOM", "HVAD DER FØLGER, OG FOR HVEM"), speaker.effects()),
        (say("WHAT IS REQUIRED", "HVAD DER KRÆVES"), speaker.requirements()),
    ];
    sections.into_iter().filter(|(_, sentences)| !sentences.is_empty()).collect()
}

struct Speaker<'a> {
    scenario: &'a Scenario,
    language: Language,
}

impl Speaker<'_> {
    fn say(&self, english: impl Into<String>, danish: impl Into<String>) -> String {
        say(self.language, english, danish)
    }

    /// A number or a formula as it stands.
    fn number(&self, quantity: &Quantity) -> String {
        write(&quantity.expr)
    }

    /// A rate or a share: a number as a percentage, a formula as it stands.
    fn rate(&self, quantity: &Quantity) -> String {
        match quantity.expr {
            Expr::Number(rate) => self.percent(rate),
            _ => write(&quantity.expr),
        }
    }

    fn percent(&self, share: f64) -> String {
        mark(self.language, &written(share * 100.0)) + "\u{a0}%"
    }

    /// How long after entry.
    fn after(&self, years: usize) -> String {
        match years {
            0 => self.say("in the year of entry", "i startåret"),
            1 => self.say("1 year after entry", "1 år efter start"),
            years => self.say(format!("{years} years after entry"), format!("{years} år efter start")),
        }
    }

    fn is(&self, quantity: &Quantity, value: f64) -> bool {
        quantity.expr == Expr::Number(value)
    }

    fn years(&self, (from, to): (usize, usize)) -> String {
        if from == to {
            self.say(format!("in year {from}"), format!("i år {from}"))
        } else {
            self.say(format!("in years {from} to {to}"), format!("i år {from} til {to}"))
        }
    }

    fn payer(&self, name: &str) -> String {
        self.scenario.payers.get(name).map_or_else(|| name.to_owned(), |payer| payer.label.clone())
    }

    fn shares(&self, shares: &BTreeMap<String, f64>) -> String {
        let parts: Vec<String> = shares
            .iter()
            .filter(|(_, share)| **share != 0.0)
            .map(|(payer, share)| format!("{} {}", self.payer(payer), self.percent(*share)))
            .collect();
        list(self.language, &parts)
    }

    fn question(&self) -> Vec<String> {
        let s = self.scenario;
        let mut all = vec![self.say(
            format!(
                "Money is counted in {} at {} prices, in the years 0 to {}.",
                s.currency, s.price_year, s.horizon
            ),
            format!("Penge regnes i {} i {}-priser, i årene 0 til {}.", s.currency, s.price_year, s.horizon),
        )];
        let when = match s.discount.timing {
            Timing::Start => self.say("start", "begyndelse"),
            Timing::Mid => self.say("middle", "midte"),
            Timing::End => self.say("end", "slutning"),
        };
        for step in &s.discount.steps {
            let rate = self.rate(&step.rate);
            if self.is(&step.rate, 0.0) && s.discount.steps.len() == 1 {
                all.push(self.say(
                    "Later money counts as much as money now (no discounting).",
                    "Senere penge tæller som penge nu (ingen diskontering).",
                ));
            } else {
                all.push(self.say(
                    format!("From year {} on, money later is worth less by {rate} a year; it moves at the {when} of the year.", step.from),
                    format!("Fra år {} er senere penge {rate} mindre værd om året; de falder ved årets {when}.", step.from),
                ));
            }
        }
        for (name, perspective) in &s.perspectives {
            let payers: Vec<String> = perspective.payers.iter().map(|p| self.payer(p)).collect();
            let payers = list(self.language, &payers);
            let mut sentence =
                self.say(format!("`{name}` adds up {payers}"), format!("`{name}` lægger {payers} sammen"));
            if !self.is(&perspective.tax_distortion, 0.0) {
                let taxed: Vec<String> = perspective.taxed.iter().map(|p| self.payer(p)).collect();
                let taxed = list(self.language, &taxed);
                let d = self.number(&perspective.tax_distortion);
                sentence += &self.say(
                    format!(", with every flow of {taxed} counted 1 + {d} times (tax distortion)"),
                    format!(", og hver strøm hos {taxed} tæller 1 + {d} gange (skatteforvridning)"),
                );
            }
            all.push(sentence + ".");
        }
        all
    }

    fn people(&self) -> Vec<String> {
        let Some(cohort) = &self.scenario.cohort else { return Vec::new() };
        let mut all: Vec<String> = cohort
            .intakes
            .iter()
            .enumerate()
            .map(|(intake, people)| {
                let (people, year) = (self.number(people), cohort.start + intake);
                self.say(
                    format!("{people} people enter in year {year}."),
                    format!("{people} personer begynder i år {year}."),
                )
            })
            .collect();
        if !self.is(&cohort.dropout, 0.0) {
            let (share, cost) = (self.rate(&cohort.dropout), self.rate(&cohort.dropout_cost_share));
            all.push(self.say(
                format!("Each leaves early with a chance of {share}, and then costs {cost} of the price per participant."),
                format!("Hver falder fra med en sandsynlighed på {share} og koster da {cost} af prisen pr. deltager."),
            ));
        }
        all
    }

    fn outcomes(&self) -> Vec<String> {
        let mut all = Vec::new();
        for (name, outcome) in &self.scenario.outcomes {
            let (rate, after) = (self.rate(&outcome.rate), self.after(outcome.onset));
            let of = match outcome.rate_of {
                RateOf::Participants => self.say("of those who start", "af dem, der begynder"),
                RateOf::Completers => {
                    self.say("of those who do not leave early", "af dem, der ikke falder fra")
                }
            };
            let without = match &outcome.counterfactual {
                Counterfactual::Rate(rate) => {
                    let rate = self.rate(rate);
                    self.say(format!("without it {rate} would"), format!("uden den ville {rate} gøre det"))
                }
                Counterfactual::RateIsNet => self
                    .say("that is already the difference it makes", "det er allerede den forskel, den gør"),
            };
            all.push(self.say(
                format!("`{name}`: {rate} {of} reach it with the intervention, {after}; {without}."),
                format!("`{name}`: {rate} {of} når det med indsatsen, {after}; {without}."),
            ));
            if !self.is(&outcome.relapse, 0.0) {
                let relapse = self.rate(&outcome.relapse);
                all.push(self.say(
                    format!("`{name}` is lost again with a chance of {relapse} in each later year."),
                    format!("`{name}` tabes igen med en sandsynlighed på {relapse} i hvert senere år."),
                ));
            }
            if outcome.icc > 0.0 {
                let icc = mark(self.language, &written(outcome.icc));
                all.push(self.say(
                    format!("The people share the luck of one site (intra-class correlation {icc})."),
                    format!("Deltagerne deler stedets held (intraklassekorrelation {icc})."),
                ));
            }
        }
        if self.scenario.outcomes.len() > 1 {
            all.push(self.say("A person reaches at most one of these.", "En person når højst ét af disse."));
        }
        all
    }

    fn costs(&self) -> Vec<String> {
        let sentence = |(name, cost): (&String, &crate::scenario::Cost)| {
            let amount = self.number(&cost.amount);
            let per = match &cost.per {
                CostPer::Participant => self.say("for each participant", "for hver deltager"),
                CostPer::Completer => {
                    self.say("for each who does not leave early", "for hver, der ikke falder fra")
                }
                CostPer::Programme => self.say("for the programme", "for hele indsatsen"),
                CostPer::Caseworker { caseload } => {
                    let caseload = self.number(caseload);
                    self.say(
                        format!("for each caseworker, one to every {caseload} people"),
                        format!("for hver sagsbehandler, én for hver {caseload} personer"),
                    )
                }
            };
            let (years, count) =
                (self.years(cost.years), self.counted(matches!(cost.per, CostPer::Programme)));
            let shares = self.shares(&cost.paid_by);
            self.say(
                format!("`{name}` costs {amount} {per} {years} {count}, paid by {shares}."),
                format!("`{name}` koster {amount} {per} {years} {count}, betalt af {shares}."),
            )
        };
        self.scenario.costs.iter().map(sentence).collect()
    }

    /// From when years are counted.
    fn counted(&self, programme: bool) -> String {
        if programme {
            self.say("of the calendar", "efter kalenderen")
        } else {
            self.say("from entry", "fra start")
        }
    }

    fn effects(&self) -> Vec<String> {
        let sentence = |(name, effect): (&String, &crate::scenario::Effect)| {
            let amount = self.number(&effect.amount);
            let per = match &effect.per {
                EffectPer::Outcome(outcome) => self.say(
                    format!("for each additional person in `{outcome}`"),
                    format!("for hver person mere i `{outcome}`"),
                ),
                EffectPer::Participant => self.say("for each participant", "for hver deltager"),
                EffectPer::Programme => self.say("for the programme", "for hele indsatsen"),
            };
            let (years, count) = (self.years(effect.years), self.counted(effect.per == EffectPer::Programme));
            let mut text = self.say(
                format!("`{name}` brings {amount} a year {per} {years} {count}"),
                format!("`{name}` giver {amount} om året {per} {years} {count}"),
            );
            for (quantity, plain, english, danish) in [
                (&effect.growth, 0.0, "growing by", "voksende med"),
                (&effect.fade, 0.0, "fading by", "aftagende med"),
                (&effect.cashable, 1.0, "of which a budget releases", "hvoraf et budget frigiver"),
            ] {
                if !self.is(quantity, plain) {
                    let number = self.rate(quantity);
                    text += &self.say(format!(", {english} {number}"), format!(", {danish} {number}"));
                }
            }
            let shares: Vec<String> = effect
                .shares
                .iter()
                .enumerate()
                .map(|(step, (from, shares))| {
                    let shares = self.shares(shares);
                    if step == 0 {
                        return shares;
                    }
                    self.say(
                        format!("from its year {from} on {shares}"),
                        format!("fra dens år {from} {shares}"),
                    )
                })
                .collect();
            text + &self.say(format!(": {}.", shares.join("; ")), format!(": {}.", shares.join("; ")))
        };
        self.scenario.effects.iter().map(sentence).collect()
    }

    fn requirements(&self) -> Vec<String> {
        let sentence = |(name, r): (&String, &crate::scenario::Requirement)| {
            let (metric, perspective) = (&r.metric, &r.perspective);
            let (english, danish, bound) = match r.bound {
                Bound::AtLeast(x) => ("is at least", "er mindst", x),
                Bound::AtMost(x) => ("is at most", "er højst", x),
            };
            let bound = mark(self.language, &written(bound));
            self.say(
                format!("`{name}`: {metric} of {perspective} {english} {bound}."),
                format!("`{name}`: {metric} for {perspective} {danish} {bound}."),
            )
        };
        self.scenario.requirements.iter().map(sentence).collect()
    }
}
