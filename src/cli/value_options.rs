//! What a call of `value` can say.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::changes::Changes;
use super::simulation::Simulation;
use super::speech::Speech;
use crate::analysis::value::{Group, Seen, Sizes, Study};
use crate::summary::Piece;

/// Most people in an arm of a study.
const MOST_PEOPLE: u32 = 100_000;

/// More than anything costs or varies by.
const MOST_COST: f64 = 1e15;

/// More often than any decision is taken.
const MOST_TIMES: f64 = 1e9;

/// Options of `value`.
#[derive(Debug, Clone, Args)]
pub struct ValueOptions {
    /// The scenarios: one, which can be funded or not, or several to choose between.
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// What to change in them.
    #[command(flatten)]
    pub changes: Changes,
    /// Apply this variant of every scenario first.
    #[arg(long, value_name = "NAME")]
    pub variant: Option<String>,
    /// Let a scenario read files outside its own folder.
    #[arg(long)]
    pub allow_outside: bool,
    /// Refused: a part of what is chosen between is another choice.
    #[arg(long, value_name = "K/N", hide = true, value_parser = refuse_part)]
    pub part: Option<Piece>,
    /// With several scenarios: doing nothing is an option too.
    #[arg(long)]
    pub or_nothing: bool,
    /// Different programmes: luck is each one's own, and so is every input that --share does not name.
    #[arg(long)]
    pub programmes: bool,
    /// Inputs that mean the same in all programmes.
    #[arg(long, value_name = "INPUT", value_delimiter = ',', requires = "programmes")]
    pub share: Vec<String>,
    /// Inputs that would become known together, besides correlated ones and those with evidence of one grade.
    #[arg(long, value_name = "NAME=INPUT,INPUT…", value_parser = parse_group)]
    pub group: Vec<Group>,
    /// A study of one input, or of two in two arms: `rate=binomial` counts people for whom it comes about, `saving=normal:30000`
    /// measures it with this standard deviation between people.
    #[arg(long, value_name = "INPUT=HOW[,INPUT=HOW]", value_parser = parse_study)]
    pub study: Vec<Study>,
    /// People followed in each arm: the most that is tried, or a list.
    #[arg(long, value_name = "MAX|N,N…", default_value = "2000", allow_negative_numbers = true, value_parser = parse_sizes)]
    pub n: Sizes,
    /// What a study costs, however many are followed.
    #[arg(long, value_name = "AMOUNT", requires = "study", allow_negative_numbers = true, value_parser = parse_cost)]
    pub study_cost: Option<f64>,
    /// What a study costs for each of the people of --n; with two arms, for one in each.
    #[arg(long, value_name = "AMOUNT", requires = "study", allow_negative_numbers = true, value_parser = parse_cost)]
    pub cost_per_person: Option<f64>,
    /// How often the decision is taken: 98 municipalities, 5 yearly cohorts.
    #[arg(long, value_name = "TIMES", default_value = "1", allow_negative_numbers = true, value_parser = parse_repeat)]
    pub repeat: f64,
    /// The payer or perspective in question; that of `[report]` in the first scenario, else `public` if not said.
    #[arg(long, value_name = "NAME")]
    pub perspective: Option<String>,
    /// How to simulate.
    #[command(flatten)]
    pub simulation: Simulation,
    /// Format of the report; if not said, what the ending of the file says, else text.
    #[arg(long, value_name = "FORMAT", env = "VENDEPUNKT_FORMAT")]
    pub format: Option<ValueFormat>,
    /// In which language to report.
    #[command(flatten)]
    pub speech: Speech,
    /// Write the report to this file, whole or not at all; `-` is standard output.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Formats of `value`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ValueFormat {
    /// For people.
    Text,
    /// For people, as Markdown.
    Markdown,
    /// For people, as a page to look at in a browser or to print: one file.
    Html,
    /// For programs: every figure with its error.
    Json,
    /// A row per figure: path, value, se, lo, hi.
    Csv,
    /// A workbook of Excel: a sheet for each section; needs `--output FILE`.
    Xlsx,
}

/// Says why there are no parts.
fn refuse_part(_: &str) -> Result<Piece, String> {
    let says = "the files are weighed against each other, so that a part of them would be another choice; cut a list of choices into \
                calls, one for each";
    Err(says.to_owned())
}

fn parse_group(text: &str) -> Result<Group, String> {
    let (name, inputs) = text.split_once('=').ok_or("write NAME=INPUT,INPUT")?;
    let inputs: Vec<String> = inputs.split(',').map(|input| input.trim().to_owned()).collect();
    if name.is_empty() || inputs.iter().any(String::is_empty) {
        return Err("write NAME=INPUT,INPUT".to_owned());
    }
    Ok(Group { name: name.trim().to_owned(), inputs })
}

fn parse_study(text: &str) -> Result<Study, String> {
    let arm = |text: &str| -> Result<(String, Seen), String> {
        let (input, how) = text.split_once('=').ok_or("write INPUT=binomial, or INPUT=normal:SD")?;
        let seen = match how.split_once(':') {
            None if how == "binomial" => Seen::Binomial,
            Some(("normal", sd)) => match amount(sd) {
                Some(sd) if sd > 0.0 && sd <= MOST_COST => Seen::Normal(sd),
                _ => return Err(format!("`{sd}` is no standard deviation above 0")),
            },
            _ => {
                return Err(format!(
                    "`{how}` is neither `binomial` nor `normal:SD`, SD being how far people differ"
                ));
            }
        };
        Ok((input.trim().to_owned(), seen))
    };
    let arms: Vec<(String, Seen)> = text.split(',').map(arm).collect::<Result<_, _>>()?;
    if arms.len() > 2 {
        return Err("a study is of one input, or of two in two arms".to_owned());
    }
    let name = arms.iter().map(|(input, _)| input.as_str()).collect::<Vec<_>>().join(" and ");
    Ok(Study { name, arms })
}

fn parse_sizes(text: &str) -> Result<Sizes, String> {
    let number = |text: &str| match text.trim().replace('_', "").parse::<u32>() {
        Ok(n) if (1..=MOST_PEOPLE).contains(&n) => Ok(n),
        _ => Err(format!("`{text}` is no number of people from 1 to {MOST_PEOPLE}")),
    };
    let all: Vec<u32> = text.split(',').map(number).collect::<Result<_, _>>()?;
    Ok(if let [most] = all.as_slice() { Sizes::UpTo(*most) } else { Sizes::These(all) })
}

fn parse_cost(text: &str) -> Result<f64, String> {
    let cost = amount(text).filter(|cost| (0.0..=MOST_COST).contains(cost));
    cost.ok_or_else(|| format!("`{text}` is no amount from 0 to {MOST_COST:e}; write it like 250_000"))
}

/// A number, with `_` between digits.
pub fn amount(text: &str) -> Option<f64> {
    text.replace('_', "").parse().ok()
}

fn parse_repeat(text: &str) -> Result<f64, String> {
    let times = amount(text).filter(|times| *times > 0.0 && *times <= MOST_TIMES);
    times.ok_or_else(|| format!("`{text}` is no number of times above 0, at most {MOST_TIMES:e}"))
}
