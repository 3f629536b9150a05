//! Maximal coupling: what two rows have in common happens in both lives (Lindvall 1992, Lectures on the Coupling Method, ch. I.5).
//!
//! Of the rows p with and q without the intervention a person goes to k in both lives with chance m_k = min(p_k, q_k), and to k with and to l without with
//! chance a_k b_l / Σa, a = p − m and b = q − m. Each life by itself goes by its own row.

use super::rows::Chances;
use crate::model::column::{Binary, Graph, Value};
use crate::sampling::StreamName;

/// States with and without the intervention, by number in name order.
pub(super) type Pair = (usize, usize);

/// How the people of a pair are dealt.
#[derive(Debug)]
pub(super) struct Coupled {
    /// Where most go, who are not counted one by one; `None` where nobody goes there.
    pub last: Option<Pair>,
    /// Chance of going elsewhere.
    pub leaving: Value,
    /// Where they go elsewhere, in the order in which they are dealt.
    pub others: Vec<Pair>,
    /// Chance of each of these among it and those after it.
    pub conditional: Vec<Value>,
}

/// Couples two rows.
pub(super) fn couple(graph: &mut Graph, with: &Chances, without: &Chances) -> Coupled {
    let states = with.to.len();
    let common: Vec<Value> = with.to.iter().zip(&without.to).map(|(p, q)| least(graph, *p, *q)).collect();
    let gained: Vec<Value> = (0..states).map(|k| excess(graph, (with, without), k)).collect();
    let lost: Vec<Value> = (0..states).map(|k| excess(graph, (without, with), k)).collect();
    let count = |values: &[Value]| values.iter().filter(|value| !value.is_zero()).count();
    let is_only = [count(&gained) == 1, count(&lost) == 1];
    let in_all = graph.sum(&gained);
    let apart = |graph: &mut Graph, (k, l): Pair| {
        if gained[k].is_zero() || lost[l].is_zero() {
            return Value::ZERO;
        }
        match is_only {
            // Σa = Σb, so that what one of them has by itself is all of it.
            [true, _] => lost[l],
            [_, true] => gained[k],
            _ => {
                let share = graph.binary(Binary::ShareOf, lost[l], in_all);
                graph.multiply(gained[k], share)
            }
        }
    };
    let last = (with.rest, without.rest);
    let mut others: Vec<(Pair, Value)> = Vec::new();
    let mut is_last_reached = false;
    let differing = (0..states).flat_map(|k| (0..states).map(move |l| (k, l))).filter(|(k, l)| k != l);
    for pair in differing.chain((0..states).map(|k| (k, k))) {
        let chance = if pair.0 == pair.1 { common[pair.0] } else { apart(graph, pair) };
        match (chance.is_zero(), pair == last) {
            (true, _) => {}
            (false, true) => is_last_reached = true,
            (false, false) => others.push((pair, chance)),
        }
    }
    let chances: Vec<Value> = others.iter().map(|(_, chance)| *chance).collect();
    // The chances of a place and of those after it, added up from the last.
    let mut left = Value::ZERO;
    let mut conditional = Vec::new();
    for chance in chances.iter().rev() {
        left = graph.add2(*chance, left);
        conditional.push(graph.binary(Binary::ShareOf, *chance, left));
    }
    conditional.reverse();
    let leaving = left;
    Coupled {
        last: is_last_reached.then_some(last),
        // Rounding may leave the sum above 1.
        leaving: graph.binary(Binary::Minimum, leaving, Value::ONE),
        others: others.into_iter().map(|(pair, _)| pair).collect(),
        conditional,
    }
}

/// The smaller of two chances.
fn least(graph: &mut Graph, p: Value, q: Value) -> Value {
    match (p, q) {
        _ if p == q => p,
        _ if p.is_zero() || q.is_zero() => Value::ZERO,
        _ => graph.binary(Binary::Minimum, p, q),
    }
}

/// What a chance of one row has above that of another.
fn excess(graph: &mut Graph, (row, other): (&Chances, &Chances), state: usize) -> Value {
    let (p, q) = (row.to[state], other.to[state]);
    // What is stated alike and divided here alone is no larger here.
    let is_divided_here = row.stated[state] == other.stated[state] && other.divisor == Value::ONE;
    if p == q || p.is_zero() || is_divided_here && state != row.rest && state != other.rest {
        return Value::ZERO;
    }
    if q.is_zero() {
        return p;
    }
    let difference = graph.subtract(p, q);
    graph.binary(Binary::Maximum, difference, Value::ZERO)
}

impl Coupled {
    /// Deals so many people: how many go where, each pair of states once. The stream is that of who goes elsewhere, or to a pair.
    pub fn deal(
        &self,
        graph: &mut Graph,
        people: Value,
        stream: impl Fn(Option<Pair>) -> StreamName,
    ) -> Vec<(Pair, Value)> {
        if people.is_zero() {
            return Vec::new();
        }
        let Some((_, counted)) = self.others.split_last() else {
            return self.last.map(|last| (last, people)).into_iter().collect();
        };
        let leaving = self.last.map(|_| (self.leaving, stream(None)));
        let counts = counted.iter().zip(&self.conditional);
        let counts = counts.map(|(pair, chance)| (*chance, stream(Some(*pair)))).collect();
        let dealt = graph.deal(people, leaving, counts);
        self.last.iter().chain(&self.others).copied().zip(dealt).collect()
    }
}
