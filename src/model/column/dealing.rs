//! People who are dealt: how many go where, draw by draw.
//!
//! One count is drawn after the other, each of those whom the counts before it have left. Most draws soon have nobody left, and most chances
//! are 0, so all counts of the same people are one operation: it looks only at draws that have anybody.

use super::columns::Columns;
use super::elementwise::operand;
use super::graph::Graph;
use super::node::{Node, Value};
use super::program::{Arg, Deal};
use crate::block::{HeapColumn, Operand};
use crate::distribution::counts::Bunch;
use crate::kernel::Instructions;
use crate::sampling::{StreamName, Uniforms};

/// A count: the chance of each of those who are left, and the stream of its uniforms.
pub type Count = (Value, StreamName);

impl Graph {
    /// Deals people, who are whole numbers: `leaving` counts those who do not stay, and then `others` count who of those goes where; what they leave
    /// goes to a last place. Gives those who stay, if anybody may, and the people of each place.
    pub fn deal(&mut self, people: Value, leaving: Option<Count>, others: Vec<Count>) -> Vec<Value> {
        let mut dealt = Vec::new();
        let (mut left, mut first) = (people, leaving);
        // Of a fixed number there is a table, or no draw without anybody.
        if people.constant().is_some()
            && let Some((chance, stream)) = first.take()
        {
            let u = Value::Column(self.uniform(stream));
            left = self.binomial(people, chance, u);
            dealt.push(self.subtract(people, left));
        }
        let stays = first.is_some();
        let counts: Vec<Count> = first.into_iter().chain(others).collect();
        if counts.is_empty() || left.is_zero() {
            dealt.extend(std::iter::repeat_n(Value::ZERO, counts.len()));
            dealt.push(left);
            return dealt;
        }
        let most = self.range(left).1;
        let (chances, streams): (Vec<Value>, Vec<u32>) =
            counts.into_iter().map(|(chance, stream)| (chance, self.stream(stream))).unzip();
        let parts = streams.len();
        let node = Node::Deal { people: left, stays, chances: chances.into(), streams: streams.into() };
        let first = self.add(node, (0.0, most));
        dealt.push(Value::Column(first));
        for part in 1..=parts {
            let part = u32::try_from(part).expect("fewer than 2³² parts");
            dealt.push(Value::Column(self.add(Node::Part { of: first, part }, (0.0, most))));
        }
        dealt
    }
}

impl Deal {
    #[inline(always)]
    pub(super) fn run(
        &self,
        isa: impl Instructions,
        (uniforms, block): (&Uniforms, u64),
        columns: &mut Columns,
        (bunch, out): (&mut Bunch, &mut HeapColumn),
    ) {
        match self.people {
            Arg::Slot(people) if !columns.is_zero(people) => bunch.gather(columns.read(people)),
            Arg::Gathered(_) => unreachable!("sums by group stand for no single draw"),
            Arg::Slot(_) => {
                self.to.iter().for_each(|to| columns.put_zeros(*to));
                return;
            }
            Arg::Const(people) => {
                out.fill(people);
                bunch.gather(out);
            }
        }
        for (place, ((chance, stream), to)) in self.counts.iter().zip(&self.to).enumerate() {
            let chance =
                if columns.is_zeros(*chance) { Operand::Const(0.0) } else { operand(columns, *chance) };
            let any = bunch.count(isa, chance, |u| uniforms.fill(isa, *stream as usize, block, u));
            if self.stays && place == 0 {
                match self.people {
                    Arg::Slot(people) => bunch.write_others(columns.read(people), out),
                    _ => unreachable!("of a fixed number those who stay are counted by themselves"),
                }
                columns.put(*to, out);
                bunch.keep_counted();
            } else if any {
                bunch.write_counted(out);
                columns.put(*to, out);
                bunch.drop_counted();
            } else {
                columns.put_zeros(*to);
            }
        }
        if let Some(to) = self.to.get(self.counts.len()) {
            if bunch.is_empty() {
                columns.put_zeros(*to);
            } else {
                bunch.write_left(out);
                columns.put(*to, out);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::{BLOCK, new_column};
    use crate::distribution::counts::binomial_quantile;
    use crate::kernel::Baseline;
    use crate::sampling::Sampling;

    /// Dealt side by side or one draw after the other: every count is that of its people, chance and uniform, also where nobody is left, a chance is 0
    /// or 1 in some draws, and many have large numbers.
    #[test]
    fn dealt_people_are_counted_draw_by_draw() {
        let names: Vec<StreamName> =
            ["a", "b", "c"].iter().map(|name| StreamName::Input((*name).to_owned())).collect();
        let uniforms = Uniforms::new(Sampling::Random, 7, &names);
        for (sparse, stays) in [(1, true), (2, false), (7, true), (300, false), (5000, true)] {
            let mut columns = Columns::new(8);
            let mut put = |slot: u32, number: &dyn Fn(usize) -> f64| {
                let mut column = new_column();
                (0..BLOCK).for_each(|i| column[i] = number(i));
                columns.put(slot, &mut column);
            };
            put(0, &|i| if i % sparse == 0 { (i % 90) as f64 } else { 0.0 });
            put(1, &|i| [0.0, 0.2, 1.0, 0.7, 0.01][i % 5]);
            put(2, &|i| if i % 3 == 0 { 0.0 } else { 0.4 });
            let deal = Deal {
                people: Arg::Slot(0),
                stays,
                counts: [(Arg::Slot(1), 0), (Arg::Slot(2), 1), (Arg::Const(0.3), 2)].into(),
                to: [3, 4, 5, 6].into(),
            };
            let (mut bunch, mut out) = (Bunch::default(), new_column());
            deal.run(Baseline, (&uniforms, 0), &mut columns, (&mut bunch, &mut out));
            let mut of = [new_column(), new_column(), new_column()];
            of.iter_mut().enumerate().for_each(|(stream, u)| uniforms.fill(Baseline, stream, 0, u));
            let mut in_all = 0.0;
            for i in 0..BLOCK {
                let mut left = columns.read(0)[i];
                for place in 0..3 {
                    let chance = [columns.read(1)[i], columns.read(2)[i], 0.3][place];
                    let count = binomial_quantile(left, chance, of[place][i]);
                    let dealt = columns.read(3 + place as u32)[i];
                    left = if stays && place == 0 {
                        assert_eq!(dealt, left - count, "draw {i}, one in {sparse}");
                        count
                    } else {
                        assert_eq!(dealt, count, "draw {i}, place {place}, one in {sparse}");
                        left - count
                    };
                    in_all += count;
                }
                assert_eq!(columns.read(6)[i], left, "draw {i}, one in {sparse}");
            }
            assert!(sparse == 5000 || in_all > 0.0);
            assert_eq!(columns.is_zero(4), (0..BLOCK).all(|i| columns.read(4)[i] == 0.0));
        }
    }

    /// What nobody leaves, and what nobody is in, costs nothing and leaves nothing behind.
    #[test]
    fn nobody_is_dealt_nowhere() {
        let uniforms = Uniforms::new(Sampling::Random, 7, &[StreamName::Input("a".to_owned())]);
        let mut columns = Columns::new(4);
        let deal = Deal {
            people: Arg::Slot(0),
            stays: true,
            counts: [(Arg::Const(0.5), 0)].into(),
            to: [1, 2].into(),
        };
        let (mut bunch, mut out) = (Bunch::default(), new_column());
        deal.run(Baseline, (&uniforms, 0), &mut columns, (&mut bunch, &mut out));
        assert!(columns.is_zero(1) && columns.is_zero(2));
        let mut three = new_column();
        three.fill(3.0);
        columns.put(0, &mut three);
        let deal = Deal { counts: [(Arg::Const(0.0), 0)].into(), ..deal };
        deal.run(Baseline, (&uniforms, 0), &mut columns, (&mut bunch, &mut out));
        assert!(columns.read(1).iter().all(|stay| *stay == 3.0) && columns.is_zero(2));
    }
}
