//! What every question of a page is told: whose it is, and how its amounts are written.

use crate::analysis::stress::Glance;
use crate::report::count::Of100;
use crate::report::digits::{Locale, Scale};
use crate::report::figure::{Kind, figure};
use crate::report::sections::case::{Case, is_certain};
use crate::report::words::page::{Crowd, Words};
use crate::summary::results::{Estimate, PerspectiveResults};

/// Less money than this is nothing.
const CRUMBS: f64 = 1e-6;

/// A run, as its page speaks of it.
pub(super) struct Told<'a> {
    pub case: &'a Case<'a>,
    pub words: &'static Words,
    pub locale: Locale,
    /// The perspective that the page is about.
    pub name: &'a str,
    pub main: &'a PerspectiveResults,
    /// Its name within a sentence.
    pub who: String,
    /// All perspectives, the main one first, each once.
    pub all: Vec<(&'a str, &'a PerspectiveResults)>,
    pub glance: Option<&'a Glance>,
    pub currency: String,
    /// The unit of all amounts.
    pub scale: Scale,
}

impl<'a> Told<'a> {
    pub fn of(
        case: &'a Case<'a>,
        name: &'a str,
        main: &'a PerspectiveResults,
        glance: Option<&'a Glance>,
    ) -> Told<'a> {
        let all = case.perspectives();
        let ends = all.iter().flat_map(|(_, p)| [p.net_benefit.p5.value, p.net_benefit.p95.value]);
        let scale = Scale::of_all(ends.chain([main.net_benefit.mean.value]));
        let glance = glance.filter(|glance| glance.perspective == name);
        let (words, locale) = (&case.words.page, case.words.locale);
        let (who, currency) = (case.subject(name), case.currency());
        Told { case, words, locale, name, main, who, all, glance, currency, scale }
    }

    /// Whether the main net benefit is the same in every draw.
    pub fn is_certain(&self) -> bool {
        is_certain(self.main)
    }

    /// Whether nobody's net benefit varies.
    pub fn is_all_certain(&self) -> bool {
        self.all.iter().all(|(_, p)| is_certain(p))
    }

    /// The unit of all amounts, for a heading.
    pub fn unit(&self) -> String {
        self.locale.heading(self.scale, &self.currency)
    }

    /// An amount beside others, without its unit, to the digits that its error supports.
    pub fn amount(&self, estimate: &Estimate) -> String {
        let last = self.scale.last_digit(self.largest());
        self.scale.figure_to(estimate, last).show(&self.locale)
    }

    /// The size that the digits of a table follow.
    fn largest(&self) -> f64 {
        let ends = [self.main.net_benefit.p5.value, self.main.net_benefit.p95.value];
        ends.into_iter().map(f64::abs).fold(self.scale.unit(), |a, b| if b > a { b } else { a })
    }

    /// The same in short, as at a mark.
    pub fn short(&self, value: f64) -> String {
        let last = self.short_digit();
        self.scale.figure_to(&Estimate::exact(value), last).show(&self.locale)
    }

    /// The last digit in a sentence: a tenth of what is counted in.
    fn short_digit(&self) -> i32 {
        match self.scale {
            Scale::One => 0,
            Scale::Thousand => 3,
            Scale::Million => 5,
            Scale::Billion => 8,
        }
    }

    /// An amount with its currency within a sentence, in the unit that suits it.
    pub fn money(&self, value: f64) -> String {
        let value = if value.abs() < CRUMBS { 0.0 } else { value };
        let scale = Scale::of(value);
        let last = match scale {
            Scale::One => 0,
            Scale::Thousand => 3,
            Scale::Million => 5,
            Scale::Billion => 8,
        };
        let kind = Kind::MoneyIn(self.currency.clone(), scale, last);
        figure(&Estimate::exact(value), kind).show(&self.locale)
    }

    /// The same where it would not be shown as nothing.
    pub fn more_than_nothing(&self, value: f64) -> Option<String> {
        (value >= 0.5).then(|| self.money(value))
    }

    /// An amount with its currency and the digits that its error supports.
    pub fn exact_money(&self, estimate: &Estimate) -> String {
        self.scale.money(estimate, &self.currency).show(&self.locale)
    }

    /// How many of 100, in words.
    pub fn of_100(&self, chance: &Estimate) -> String {
        (self.words.of_100)(Of100::of(chance))
    }

    /// Every payer, also one that is the very same as the main perspective.
    pub fn payers(&self) -> Vec<(&'a str, &'a PerspectiveResults)> {
        self.case.every_payer()
    }

    /// The public payers and others that pay something, those with the largest costs first.
    pub fn paying(&self) -> Vec<(&'a str, &'a PerspectiveResults)> {
        let mut paying: Vec<_> =
            self.payers().into_iter().filter(|(name, _)| self.case.first_outlay(name).is_some()).collect();
        let costs = |p: &PerspectiveResults| {
            let costs = p.lines.iter().filter(|(line, _)| line.starts_with("costs."));
            costs.fold(0.0, |sum, (_, cost)| sum + cost.value)
        };
        paying.sort_by(|a, b| costs(b.1).total_cmp(&costs(a.1)));
        paying
    }

    /// Whether people move between states, where others reach outcomes.
    pub fn moves(&self) -> bool {
        self.case.scenario.pathways.is_some()
    }

    /// Who there is.
    pub fn crowd<'p>(&self, people: Option<&'p str>) -> Crowd<'p> {
        Crowd { people, moves: self.moves() }
    }

    /// How many people start, where that is one number.
    pub fn people(&self) -> Option<String> {
        self.case.entrants().map(|people| self.locale.written(people))
    }
}
