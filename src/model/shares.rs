//! Shares of one whole: an input with several parts.

use std::collections::BTreeMap;

use super::column::Value;
use super::inputs::{Basis, Numbers};
use crate::distribution::Dirichlet;
use crate::sampling::StreamName;
use crate::scenario::part_name;

impl Numbers<'_> {
    /// Works out the parts of an input, by the names that formulas have for them: x_k = v_k ∏_{m<k} (1 − v_m), with v_k of Beta(α_k, Σ_{m>k} α_m), and the last
    /// ∏ (1 − v_m) (Connor & Mosimann 1969). A pin on a part is of its v.
    pub(super) fn shares(&mut self, name: &str, law: &Dirichlet, pins: &BTreeMap<String, f64>) {
        let mut rest = Value::ONE;
        for part in law.parts() {
            let number = part_name(name, &part.name);
            let share = match (&part.taken, self.pass.basis) {
                (_, Basis::Mean) => Value::Const(part.mean),
                (None, Basis::Drawn) => rest,
                (Some(law), Basis::Drawn) => {
                    let taken = match pins.get(&number) {
                        Some(pin) => Value::Const(*pin),
                        None => {
                            let (input, part) = (name.to_owned(), part.name.clone());
                            let stream = self.sharing.name(StreamName::Part { input, part });
                            let u = self.graph.uniform(stream);
                            self.graph.quantile(&number, law, u)
                        }
                    };
                    let share = self.graph.multiply(rest, taken);
                    let left = self.graph.linear(1.0, &[(-1.0, taken)]);
                    rest = self.graph.multiply(rest, left);
                    share
                }
            };
            self.raw.insert(number.clone(), share);
            self.values.insert(number, share);
        }
    }
}
