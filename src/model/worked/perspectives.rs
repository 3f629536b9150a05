//! Payers and perspectives: what flows, and what it is worth.

use std::collections::BTreeMap;

use super::lines::Flow;
use super::payments::Transfer;
use super::sheet::Sheet;
use super::term::{At, Cell, Operation, Term};
use super::{Key, Part};

impl Sheet<'_> {
    /// Net benefit of every payer and perspective, in name order, each with its row and that of its size.
    pub fn perspectives(
        &mut self,
        lines: &[Flow],
        paid: &[Transfer],
        factors: usize,
    ) -> Vec<(String, usize, usize)> {
        let scenario = self.scenario;
        let mut net: BTreeMap<&str, usize> = BTreeMap::new();
        for (payer, _) in scenario.order.of("payers", &scenario.payers) {
            net.insert(payer, self.net_flow(payer, lines, paid, factors));
        }
        let mut found = BTreeMap::new();
        for (name, perspective) in scenario.order.of("perspectives", &scenario.perspectives) {
            let part = Part::Perspective(name.clone());
            let distortion = self.quantity(&part, Key::Distortion, &perspective.tax_distortion);
            let mut weights = Vec::new();
            for payer in &perspective.payers {
                let taxed = perspective.taxed.contains(payer) && distortion != Term::Number(0.0);
                let weight = if taxed {
                    let row = self.row_of(&part, Key::Weight, payer);
                    self.alone(row, Term::sum([Term::ONE, distortion.clone()]))
                } else {
                    Term::ONE
                };
                weights.push((payer.as_str(), weight));
            }
            found.insert(name.clone(), self.perspective(&part, &weights, (&net, lines, paid), factors));
        }
        for (payer, _) in scenario.order.of("payers", &scenario.payers) {
            let part = Part::Perspective(payer.clone());
            let weights = [(payer.as_str(), Term::ONE)];
            found.insert(payer.clone(), self.perspective(&part, &weights, (&net, lines, paid), factors));
        }
        found.into_iter().map(|(name, (net_benefit, size))| (name, net_benefit, size)).collect()
    }

    fn net_flow(&mut self, payer: &str, lines: &[Flow], paid: &[Transfer], factors: usize) -> usize {
        let row = self.row_of(&Part::Flows, Key::Net, payer);
        for year in 0..=self.scenario.horizon {
            let cell = |row: usize| Term::Cell(Cell { row, at: At::Year(year) });
            let own = lines.iter().filter(|flow| flow.payer == payer && self.has_year(flow.row, year));
            let mut terms: Vec<Term> = own.map(|flow| cell(flow.row)).collect();
            for transfer in paid.iter().filter(|transfer| self.has_year(transfer.row, year)) {
                if transfer.to == payer {
                    terms.push(cell(transfer.row));
                }
                if transfer.from == payer {
                    terms.push(Term::Call(Operation::Negate, vec![cell(transfer.row)]));
                }
            }
            self.put(row, At::Year(year), Term::sum(terms));
        }
        self.present(row, factors);
        row
    }

    fn perspective(
        &mut self,
        part: &Part,
        weights: &[(&str, Term)],
        (net, lines, paid): (&BTreeMap<&str, usize>, &[Flow], &[Transfer]),
        factors: usize,
    ) -> (usize, usize) {
        let at = |row: usize, year: usize| Term::Cell(Cell { row, at: At::Year(year) });
        let flow = self.row(part, Key::Net);
        let discounted = self.row(part, Key::Discounted);
        let cumulative = self.row(part, Key::Cumulative);
        for year in 0..=self.scenario.horizon {
            let payers = weights.iter().filter_map(|(payer, weight)| {
                Some(Term::product([weight.clone(), at(*net.get(payer)?, year)]))
            });
            let sum = Term::sum(payers.collect::<Vec<_>>());
            self.put(flow, At::Year(year), sum);
            let present = Term::product([at(factors, year), at(flow, year)]);
            self.put(discounted, At::Year(year), present);
            let before = year.checked_sub(1).map_or(Term::Number(0.0), |before| at(cumulative, before));
            self.put(cumulative, At::Year(year), Term::sum([before, at(discounted, year)]));
        }
        let net_benefit = self.row(part, Key::NetBenefit);
        self.alone(net_benefit, Term::Years { row: discounted, from: 0, to: self.scenario.horizon });
        let size = self.row(part, Key::Size);
        let weight = |payer: &str| {
            weights.iter().find(|(name, _)| *name == payer).map_or(Term::Number(0.0), |(_, w)| w.clone())
        };
        let mut by_line: BTreeMap<&str, Vec<Term>> = BTreeMap::new();
        for of in lines {
            let value = Term::product([weight(&of.payer), of.present.clone()]);
            if value != Term::Number(0.0) {
                by_line.entry(&of.line).or_default().push(value);
            }
        }
        let paid = paid.iter().map(|transfer| {
            let ends = weight(&transfer.to).less(weight(&transfer.from));
            Term::product([ends, transfer.present.clone()])
        });
        let sizes = by_line.into_values().map(Term::sum).chain(paid);
        let sizes = sizes.filter(|term| *term != Term::Number(0.0));
        let sizes = sizes.map(|term| Term::Call(Operation::Absolute, vec![term]));
        let sizes = Term::sum(sizes.collect::<Vec<_>>());
        self.alone(size, sizes);
        (net_benefit, size)
    }
}
