//! How means are found: from columns, or from sums of groups of draws.

use std::collections::HashMap;

use super::graph::Graph;
use super::node::{Node, NodeId, Value};
use super::order::{demand_order, leaves, none, operands, post_order};

/// What is wanted of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Every draw.
    Drawn,
    /// Its mean: sums of groups of draws do.
    Mean,
    /// Every draw, to be shown beside the figures, which do not depend on it.
    Shown,
}

/// A value that is wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Root {
    /// The value.
    pub value: Value,
    /// What is wanted of it.
    pub wanted: Wanted,
    /// For whom. How a mean is found depends on what the same asker wants besides, and on nobody else.
    pub asker: u32,
    /// The last stage in which it is read.
    pub stage: usize,
}

/// A linear operation on sums by group: its bias and coefficients by their bits, its operands among [`Gathering::sums`].
type Linear = (u64, Vec<(u64, usize)>);

/// Sums by group that are needed.
#[derive(Debug, Clone, PartialEq)]
pub enum Sums {
    /// Of a column.
    Column(NodeId),
    /// Of a linear operation on others.
    Linear { bias: f64, terms: Vec<(f64, usize)> },
}

/// How the means of every asker are found. A linear operation that an asker wants only the mean of is done on sums by
/// group, an eighth of the work. What an asker has drawn anyway is summed as it is; that others have it drawn changes
/// nothing, so that its figures are the same bytes whoever asks beside it.
#[derive(Debug, Default)]
pub struct Gathering {
    /// The columns that are needed, by stage, in the order in which they are first asked for.
    pub columns: Vec<Vec<Value>>,
    /// Operands first.
    pub sums: Vec<Sums>,
    /// How many of them are needed by the end of each stage.
    pub ends: Vec<usize>,
    /// Where the sums of an asker's value are among all.
    pub of: HashMap<(u32, NodeId), usize>,
}

impl Gathering {
    /// Plans the means of all askers, in stages.
    pub fn plan(graph: &Graph, roots: &[Root], stages: usize) -> Gathering {
        let mut gathering = Gathering { columns: vec![Vec::new(); stages], ..Gathering::default() };
        let mut askers: Vec<u32> = roots.iter().map(|root| root.asker).collect();
        askers.sort_unstable();
        askers.dedup();
        // What is computed for each asker, and what is planned of it already.
        let mut known: HashMap<u32, [Vec<bool>; 2]> = HashMap::new();
        for asker in askers {
            let drawn = gathering.columns_of(graph, roots, asker);
            known.insert(asker, [drawn, none(graph)]);
        }
        let (mut columns, mut linear) = (HashMap::new(), HashMap::<Linear, usize>::new());
        for stage in 0..stages {
            for root in roots.iter().filter(|root| root.stage == stage && root.wanted == Wanted::Mean) {
                let Some([drawn, done]) = known.get_mut(&root.asker) else { continue };
                let inner = |id: NodeId| match &graph.nodes[id.0 as usize] {
                    node @ Node::Linear { .. } if !drawn[id.0 as usize] => operands(node),
                    _ => Vec::new(),
                };
                for id in post_order(done, &[root.value], inner) {
                    let next = gathering.sums.len();
                    let (place, sums) = match &graph.nodes[id.0 as usize] {
                        Node::Linear { bias, terms } if !drawn[id.0 as usize] => {
                            let of = |of: &NodeId| gathering.of[&(root.asker, *of)];
                            let terms: Vec<(f64, usize)> = terms.iter().map(|(c, id)| (*c, of(id))).collect();
                            let key = terms.iter().map(|(c, of)| (c.to_bits(), *of)).collect();
                            let place = *linear.entry((bias.to_bits(), key)).or_insert(next);
                            (place, Sums::Linear { bias: *bias, terms })
                        }
                        _ => (*columns.entry(id).or_insert(next), Sums::Column(id)),
                    };
                    if place == next {
                        gathering.sums.push(sums);
                    }
                    gathering.of.insert((root.asker, id), place);
                }
            }
            gathering.ends.push(gathering.sums.len());
        }
        gathering
    }

    /// Adds the columns that an asker needs to those of their stages, and marks all nodes that are computed for it.
    fn columns_of(&mut self, graph: &Graph, roots: &[Root], asker: u32) -> Vec<bool> {
        let (mut own, mut followed) = (Vec::new(), none(graph));
        for root in roots.iter().filter(|root| root.asker == asker) {
            let from = own.len();
            match root.wanted {
                Wanted::Drawn | Wanted::Shown => own.push(root.value),
                Wanted::Mean => leaves(graph, root.value, &mut followed, &mut own),
            }
            self.columns[root.stage].extend_from_slice(&own[from..]);
        }
        let mut drawn = none(graph);
        demand_order(graph, &own).into_iter().for_each(|id| drawn[id.0 as usize] = true);
        drawn
    }
}
