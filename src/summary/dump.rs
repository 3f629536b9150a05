//! The draws themselves, as a table: inputs, drawn outputs and expectations, a row per draw.

use std::io;

use super::run::{Failure, Settings, explain};
use crate::block::BLOCK;
use crate::engine::{Fold, Play, Pool, Span, Watch, simulate};
use crate::model::{Arg, Flows, Frame, Model, Scaled};
use crate::sampling::Uniforms;
use crate::scenario::Scenario;

/// Blocks that are written together: 32,768 rows.
const TOGETHER: usize = 32;

/// Why there is no table.
#[derive(Debug)]
pub enum DumpError {
    /// The run failed.
    Failed(Failure),
    /// A row could not be written.
    Unwritten(io::Error),
}

/// Makes the draws of a run and hands them to `sink` as CSV, line by line in the order of the draws. The columns are
/// described in `docs/metrics.md`.
///
/// # Errors
/// [`DumpError`] says why the table is not whole.
pub fn dump(
    scenario: &Scenario,
    pool: &Pool,
    settings: &Settings,
    watch: &dyn Watch,
    sink: &mut (dyn FnMut(&[u8]) -> io::Result<()> + Send),
) -> Result<(), DumpError> {
    let rows = pool.install(|| {
        let model = Model::compile_with_inputs(scenario, settings.detail).map_err(Failure::Model)?;
        // An input that nothing reads has a column here, but no dimension in the run.
        let run = Model::compile(scenario, settings.detail).map_err(Failure::Model)?;
        let all = run.program.streams().iter().cloned().collect();
        let streams = model.program.streams();
        let uniforms = Uniforms::among(settings.sampling, settings.seed, streams, &all);
        let columns = columns(&model);
        let mut rows = Rows { columns: &columns, horizon: model.horizon as f64, text: header(&columns) };
        let span = Span::whole(settings.sampling.round_up(settings.draws));
        for from in span.blocks.clone().step_by(TOGETHER) {
            let to = span.blocks.end.min(from + TOGETHER as u64);
            let part = Span { draws: span.draws, blocks: from..to };
            let play = Play { model: &model, uniforms: &uniforms };
            let ahead = Ahead { watch, made: from * BLOCK as u64, draws: span.draws };
            simulate(&[play], &part, pool.isa(), &mut rows, None, &ahead)
                .map_err(|stopped| explain(stopped, scenario, &model, settings))?;
            if let Err(error) = sink(rows.text.as_bytes()) {
                return Ok(Err(error));
            }
            rows.text.clear();
        }
        Ok(Ok(()))
    });
    rows.map_err(DumpError::Failed)?.map_err(DumpError::Unwritten)
}

/// A watch over a part of a run, which has `made` so many draws before it.
struct Ahead<'a> {
    watch: &'a dyn Watch,
    made: u64,
    draws: u64,
}

impl Watch for Ahead<'_> {
    fn progressed(&self, done: u64, _: u64) {
        self.watch.progressed(self.made + done, self.draws);
    }

    fn cancelled(&self) -> bool {
        self.watch.cancelled()
    }
}

/// A column of the table: a column of the frame times a factor.
struct Column {
    name: String,
    factor: f64,
    arg: Arg,
    /// A break-even year: empty where there is none.
    is_year: bool,
}

fn columns(model: &Model) -> Vec<Column> {
    let mut columns = Vec::new();
    let mut scaled = |name: String, value: Scaled, is_year: bool| {
        columns.push(Column { name, factor: value.factor, arg: value.base, is_year });
    };
    let outputs = &model.outputs;
    let plain = |arg: Arg| Scaled { factor: 1.0, base: arg };
    for (name, arg) in &outputs.inputs {
        scaled(format!("inputs.{name}"), plain(*arg), false);
    }
    scaled("entrants".to_owned(), plain(outputs.entrants), false);
    for o in &outputs.outcomes {
        let name = |what: &str| format!("outcomes.{}.{what}", o.name);
        scaled(name("additional"), plain(o.additional), false);
        scaled(name("expected_additional"), plain(o.expected_additional), false);
        scaled(name("expected_with"), plain(o.with), false);
        scaled(name("expected_without"), plain(o.without), false);
    }
    for p in &outputs.perspectives {
        let name = |what: &str| format!("perspectives.{}.{what}", p.name);
        scaled(name("net_benefit"), plain(p.net_benefit), false);
        scaled(name("break_even_year"), plain(p.break_even_year), true);
        scaled(name("peak_funding_need"), plain(p.peak_need), false);
        scaled(name("expected_net_benefit"), plain(p.expected), false);
        scaled(name("expected_effects"), plain(p.expected_effects), false);
        scaled(name("expected_costs"), plain(p.expected_costs), false);
        for (line, value) in &p.lines {
            scaled(name(&format!("expected_{line}")), *value, false);
        }
        let mut years = |path: &str, flows: &Flows<Scaled>| {
            for (view, years) in [
                ("undiscounted", &flows.undiscounted),
                ("cumulative_undiscounted", &flows.cumulative_undiscounted),
                ("cumulative_discounted", &flows.cumulative_discounted),
            ] {
                for (year, value) in years.iter().enumerate() {
                    scaled(name(&format!("{path}.{view}.{year}")), *value, false);
                }
            }
        };
        years("expected_cash_flow", &p.expected_flows);
        if let Some(drawn) = &p.drawn_flows {
            years("cash_flow", drawn);
        }
    }
    for (p, (expected, year)) in outputs.perspectives.iter().zip(outputs.unadjusted.iter().flatten()) {
        scaled(format!("unadjusted.{}.expected_net_benefit", p.name), plain(*expected), false);
        scaled(format!("unadjusted.{}.break_even_year", p.name), plain(*year), true);
    }
    columns
}

/// Names hold letters, digits, underscores and dots only: nothing needs quotes.
fn header(columns: &[Column]) -> String {
    let names = columns.iter().fold(String::from("draw"), |all, column| all + "," + &column.name);
    names + "\n"
}

/// Every draw as a row.
struct Rows<'a> {
    columns: &'a [Column],
    horizon: f64,
    text: String,
}

impl Fold for Rows<'_> {
    type Part = String;

    fn part(&self) -> String {
        String::new()
    }

    #[inline(always)]
    fn observe(&self, part: &mut String, frames: &[Frame], block: u64, valid: usize) {
        self.write(part, &frames[0], block, valid);
    }

    fn absorb(&mut self, parts: Vec<String>) {
        self.text.extend(parts);
    }

    fn pause(&mut self, _: u64) -> bool {
        false
    }
}

impl Rows<'_> {
    #[inline(never)]
    fn write(&self, text: &mut String, frame: &Frame, block: u64, valid: usize) {
        for i in 0..valid {
            text.push_str(&(block * BLOCK as u64 + i as u64).to_string());
            for column in self.columns {
                let [value] = frame.operand(column.arg).lanes::<1>(i);
                text.push(',');
                if !column.is_year || value <= self.horizon {
                    text.push_str(&(column.factor * value).to_string());
                }
            }
            text.push('\n');
        }
    }
}
