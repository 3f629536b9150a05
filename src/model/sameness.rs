//! Whether two models are one and the same.

use super::Model;
use super::program::Program;

impl Model {
    /// Whether two models make the same of every draw, to the last bit. It asks what was compiled, not how the
    /// scenarios are written: order, comments, labels and units leave no trace in a model. An input that nothing
    /// reads may, so leave it out before compiling.
    pub fn is_same(&self, other: &Model) -> bool {
        let paths = |model: &Model| model.sites.iter().map(|site| site.path.clone()).collect::<Vec<_>>();
        self.horizon == other.horizon
            && self.payers == other.payers
            && self.base == other.base
            && self.outputs == other.outputs
            && self.program.is_same(&other.program)
            && paths(self) == paths(other)
    }
}

impl Program {
    fn is_same(&self, other: &Program) -> bool {
        let laws = |program: &Program| {
            let tables = program.tables.iter().map(|table| table.law().clone());
            let scores = program.score_tables.iter().map(|table| table.law().clone());
            (tables.collect::<Vec<_>>(), scores.collect::<Vec<_>>())
        };
        self.slots == other.slots
            && self.gathered == other.gathered
            && self.streams == other.streams
            && self.steps == other.steps
            && self.count_tables == other.count_tables
            && laws(self) == laws(other)
    }
}
