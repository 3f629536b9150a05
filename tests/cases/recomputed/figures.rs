//! Every figure of a result from its draws, by the path of its leaf.

use std::collections::BTreeMap;

use super::draws::{
    Draws, Figure, Z, bins_of, complement_of, dots_of, largest, mean, mean_by_group_of, mean_of,
    parameter_share_of, probability_of, quantile_of, ratio_by_group_of, ratio_of, sd_of, sd_of_even,
    shortfall_of, shortfall_of_even,
};

/// What a leaf should hold.
#[derive(Debug, Clone)]
pub enum Leaf {
    /// A number, the size that its rounding is relative to, and another number that would do.
    Number(f64, f64, Option<f64>),
    /// A number from one to another.
    Within(f64, f64),
    /// Nothing.
    Null,
    /// A text.
    Text(String),
}

/// What a scenario says that its draws do not.
pub struct Stated {
    /// Last year.
    pub horizon: usize,
    /// Payers, and whether each is public.
    pub payers: Vec<(String, bool)>,
    /// Base case by perspective: a run with every input at its mean.
    pub base_case: BTreeMap<String, f64>,
    /// Fewest successes that bring the money back, by perspective and outcome.
    pub successes: BTreeMap<(String, String), Option<u64>>,
    /// Name, metric, perspective, key and value of the threshold.
    pub requirements: Vec<(String, String, String, String, f64)>,
    /// Whether optimism or cashable is used.
    pub adjusted: bool,
}

/// The leaves of a result, by path; steps are parted by slashes, as names of lines have dots.
#[derive(Default)]
pub struct Leaves(pub BTreeMap<String, Leaf>);

impl Leaves {
    fn number(&mut self, path: &str, value: f64, scale: f64) {
        self.0.insert(path.to_owned(), Leaf::Number(value, scale, None));
    }

    fn figure(&mut self, path: &str, figure: impl Into<Option<Figure>>) {
        let Some(figure) = figure.into() else {
            self.0.insert(path.to_owned(), Leaf::Null);
            return;
        };
        for (name, x) in [("value", figure.value), ("se", figure.se), ("lo", figure.lo), ("hi", figure.hi)] {
            self.number(&format!("{path}/{name}"), x, figure.scale);
        }
    }

    /// A probability. Where the event never varies because nothing does, the model may know it exactly.
    fn chance(&mut self, path: &str, figure: Figure) {
        self.figure(path, figure);
        if figure.value == 0.0 || figure.value == 1.0 {
            for end in ["lo", "hi"] {
                let leaf = self.0.get_mut(&format!("{path}/{end}"));
                if let Some(Leaf::Number(_, _, other)) = leaf {
                    *other = Some(figure.value);
                }
            }
        }
    }

    fn text(&mut self, path: &str, text: &str) {
        self.0.insert(path.to_owned(), Leaf::Text(text.to_owned()));
    }

    /// The number at a path.
    fn at(&self, path: &str) -> Option<f64> {
        match self.0.get(path) {
            Some(Leaf::Number(x, ..)) => Some(*x),
            _ => None,
        }
    }
}

/// Recomputes everything.
pub fn recompute(draws: &Draws, stated: &Stated) -> Leaves {
    let mut leaves = Leaves::default();
    let perspectives = draws.between("perspectives.", ".net_benefit");
    for name in &perspectives {
        if !name.contains('.') {
            perspective(&mut leaves, draws, stated, name);
        }
    }
    for name in draws.between("outcomes.", ".additional") {
        let column = |what: &str| draws.column(&format!("outcomes.{name}.{what}"));
        let path = format!("outcomes/{name}");
        leaves.figure(&format!("{path}/with/mean"), mean_by_group_of(column("expected_with")));
        leaves.figure(&format!("{path}/without/mean"), mean_by_group_of(column("expected_without")));
        leaves.figure(&format!("{path}/additional/mean"), mean_by_group_of(column("expected_additional")));
        leaves.figure(&format!("{path}/additional/sd"), spread(draws, column("additional")));
        for (level, p) in [("p5", 0.05), ("p50", 0.5), ("p95", 0.95)] {
            leaves.figure(&format!("{path}/additional/{level}"), quantile_of(column("additional"), p));
        }
    }
    for name in draws.between("states.", ".additional_person_years") {
        state(&mut leaves, draws, stated, &name);
    }
    joint(&mut leaves, draws, stated);
    for name in &perspectives {
        let mean = mean_of(draws.column(&format!("perspectives.{name}.expected_net_benefit")));
        let base = stated.base_case[name];
        leaves.number(&format!("base_case/net_benefit/{name}"), base, mean.scale);
        let shifted = Figure { value: mean.value - base, lo: mean.lo - base, hi: mean.hi - base, ..mean };
        leaves.figure(&format!("base_case/gap_to_mean/{name}"), shifted);
        if stated.adjusted {
            let column = |what: &str| draws.column(&format!("unadjusted.{name}.{what}"));
            let path = format!("unadjusted/{name}");
            leaves.figure(
                &format!("{path}/net_benefit_mean"),
                mean_by_group_of(column("expected_net_benefit")),
            );
            let back = column("break_even_year").iter().map(|year| year.is_finite());
            leaves.chance(&format!("{path}/probability_break_even"), probability_of(back));
        }
    }
    requirements(&mut leaves, stated);
    leaves
}

/// Where people are: person-years and moves in each arm, and how the difference spreads.
fn state(leaves: &mut Leaves, draws: &Draws, stated: &Stated, name: &str) {
    let column = |what: &str| draws.column(&format!("states.{name}.{what}"));
    let difference = |year: &str| -> Vec<f64> {
        let [with, without] = ["with", "without"].map(|arm| column(&format!("expected_{arm}{year}")));
        with.iter().zip(without).map(|(with, without)| with - without).collect()
    };
    // A difference is as large as what it is made of.
    let scaled = |figure: Figure, year: &str| {
        let size = largest(column(&format!("expected_with{year}"))).max(figure.scale);
        Figure { scale: size, ..figure }
    };
    let path = |what: &str| format!("states/{name}/{what}");
    for arm in ["with", "without"] {
        let years = mean_by_group_of(column(&format!("expected_{arm}")));
        leaves.figure(&path(&format!("{arm}/person_years")), years);
        let entered = mean_by_group_of(column(&format!("expected_entered_{arm}")));
        leaves.figure(&path(&format!("{arm}/entered")), entered);
        for t in 0..=stated.horizon {
            let years = mean_by_group_of(column(&format!("expected_{arm}.{t}")));
            leaves.figure(&path(&format!("{arm}/by_year/{t}")), years);
        }
    }
    let years = |what: &str| path(&format!("additional/person_years/{what}"));
    leaves.figure(&years("mean"), scaled(mean_by_group_of(&difference("")), ""));
    let drawn = column("additional_person_years");
    leaves.figure(&years("sd"), spread(draws, drawn));
    for (level, p) in [("p5", 0.05), ("p50", 0.5), ("p95", 0.95)] {
        leaves.figure(&years(level), quantile_of(drawn, p));
    }
    for t in 0..=stated.horizon {
        let year = format!(".{t}");
        let figure = scaled(mean_by_group_of(&difference(&year)), &year);
        leaves.figure(&path(&format!("additional/by_year/{t}")), figure);
    }
}

fn joint(leaves: &mut Leaves, draws: &Draws, stated: &Stated) {
    let gains =
        |name: &str, i: usize| draws.column(&format!("perspectives.{name}.break_even_year"))[i].is_finite();
    let public: Vec<&str> =
        stated.payers.iter().filter(|(_, public)| *public).map(|(name, _)| name.as_str()).collect();
    let all = (0..draws.n).map(|i| public.iter().all(|payer| gains(payer, i)));
    leaves.chance("joint/all_payers_gain", probability_of(all));
    for (payer, _) in &stated.payers {
        let loses = (0..draws.n).map(|i| gains("public", i) && !gains(payer, i));
        leaves.chance(&format!("joint/public_gains_and_{payer}_loses"), probability_of(loses));
    }
}

fn spread(draws: &Draws, x: &[f64]) -> Figure {
    draws.replicate.map_or_else(|| sd_of(x), |replicate| sd_of_even(x, replicate))
}

fn perspective(leaves: &mut Leaves, draws: &Draws, stated: &Stated, name: &str) {
    let column = |what: &str| draws.column(&format!("perspectives.{name}.{what}"));
    let path = |what: &str| format!("perspectives/{name}/{what}");
    let (drawn, expected) = (column("net_benefit"), column("expected_net_benefit"));
    let (effects, costs) = (column("expected_effects"), column("expected_costs"));

    leaves.figure(&path("net_benefit/mean"), mean_of(expected));
    leaves.figure(&path("net_benefit/sd"), spread(draws, drawn));
    for percent in [5, 10, 25, 50, 75, 90, 95] {
        let p = f64::from(percent) / 100.0;
        leaves.figure(&path(&format!("net_benefit/p{percent}")), quantile_of(drawn, p));
    }
    if let Some((from, width, counts)) = bins_of(drawn) {
        for (dot, value) in dots_of(from, width, &counts, drawn).into_iter().enumerate() {
            leaves.number(&path(&format!("net_benefit/quantiles/{dot}")), value, largest(drawn));
        }
        leaves.number(&path("net_benefit/histogram/from"), from, largest(drawn));
        leaves.number(&path("net_benefit/histogram/width"), width, largest(drawn));
        for (bin, count) in counts.into_iter().enumerate() {
            leaves.number(&path(&format!("net_benefit/histogram/counts/{bin}")), count as f64, 0.0);
        }
    }
    leaves.figure(&path("per_participant"), ratio_of(expected, draws.column("entrants")));
    leaves.figure(&path("benefit_cost_ratio"), ratio_by_group_of(effects, costs));
    // A krone that comes back with nothing more is a difference of two ones.
    let earned =
        ratio_by_group_of(expected, costs).map(|ratio| Figure { scale: ratio.scale.max(1.0), ..ratio });
    leaves.figure(&path("return_on_investment"), earned);
    let shortfall = if draws.replicate.is_some() { shortfall_of_even(drawn) } else { shortfall_of(drawn) };
    leaves.figure(&path("expected_shortfall_5"), shortfall);

    let years = column("break_even_year");
    let by = |t: usize| probability_of(years.iter().map(|year| *year <= t as f64));
    let back = by(stated.horizon);
    leaves.chance(&path("probability_break_even"), back);
    leaves.chance(&path("probability_loss"), complement_of(back));
    leaves.chance(&path("break_even_year/never"), complement_of(back));
    for t in 0..=stated.horizon {
        leaves.chance(&path(&format!("break_even_year/by_year/{t}")), by(t));
    }
    median_year(leaves, &path("break_even_year/median"), stated.horizon, years, &by);

    let peak = column("peak_funding_need");
    leaves.figure(&path("peak_funding_need/mean"), mean_of(peak));
    // Where few draws decide, its interval is that of a count, which tests/engine/tails.rs holds to its coverage.
    let (sum, squares) = (peak.iter().sum::<f64>(), peak.iter().map(|x| x * x).sum::<f64>());
    if sum * sum < 20.0 * squares || sum == 0.0 {
        let mean = sum / draws.n as f64;
        leaves.0.insert(path("peak_funding_need/mean/lo"), Leaf::Within(0.0, mean));
        leaves.0.insert(path("peak_funding_need/mean/hi"), Leaf::Within(mean, f64::INFINITY));
    }
    leaves.figure(&path("peak_funding_need/p50"), quantile_of(peak, 0.5));
    leaves.figure(&path("peak_funding_need/p95"), quantile_of(peak, 0.95));

    let share = parameter_share_of(drawn, expected);
    leaves.figure(&path("variance/parameter_share"), share);
    leaves.figure(&path("variance/cohort_luck_share"), share.map(complement_of));

    for view in ["undiscounted", "cumulative_undiscounted", "cumulative_discounted"] {
        // Flows that cancel leave their rounding.
        let mut size: f64 = 0.0;
        for t in 0..=stated.horizon {
            let path = path(&format!("cash_flow/{view}/{t}"));
            let figure = mean_by_group_of(column(&format!("expected_cash_flow.{view}.{t}")));
            size = size.max(largest(column(&format!("expected_cash_flow.undiscounted.{t}"))));
            leaves.figure(&path, Figure { scale: size.max(figure.scale), ..figure });
            for percent in [5, 25, 50, 75, 95] {
                let drawn = column(&format!("cash_flow.{view}.{t}"));
                leaves.figure(&format!("{path}/p{percent}"), quantile_of(drawn, f64::from(percent) / 100.0));
            }
        }
    }
    for kind in ["costs", "effects"] {
        for line in draws.between(&format!("perspectives.{name}.expected_{kind}."), "") {
            let worth = column(&format!("expected_{kind}.{line}"));
            leaves.figure(&path(&format!("lines/{kind}.{line}")), mean_by_group_of(worth));
        }
    }
    let has_states = !draws.between("states.", ".additional_person_years").is_empty();
    for arm in ["with", "without"].into_iter().filter(|_| has_states) {
        let at = format!("expected_arms.{arm}");
        leaves.figure(&path(&format!("arms/{arm}/total")), mean_by_group_of(column(&at)));
        for table in ["lines", "states"] {
            for of in draws.between(&format!("perspectives.{name}.{at}.{table}."), "") {
                let money = mean_by_group_of(column(&format!("{at}.{table}.{of}")));
                leaves.figure(&path(&format!("arms/{arm}/{table}/{of}")), money);
            }
        }
    }
    for outcome in draws.between("outcomes.", ".additional") {
        let people = |what: &str| draws.column(&format!("outcomes.{outcome}.{what}"));
        let path = path(&format!("outcomes/{outcome}"));
        let needed = stated.successes[&(name.to_owned(), outcome.clone())];
        let (needed_path, chance_path) =
            (format!("{path}/successes_to_break_even"), format!("{path}/probability_reaching_it"));
        match needed {
            None => {
                leaves.figure(&needed_path, None);
                leaves.figure(&chance_path, None);
            }
            Some(k) => {
                leaves.number(&needed_path, k as f64, 1.0);
                let reached = people("additional").iter().map(|people| *people >= k as f64);
                leaves.chance(&chance_path, probability_of(reached));
            }
        }
        let each = ratio_by_group_of(costs, people("expected_additional"));
        leaves.figure(&format!("{path}/cost_per_additional_success"), each);
    }
    assert_columns_agree(draws, stated, name);
}

/// The first year by which half of the draws are back, and those that the errors leave open.
fn median_year(leaves: &mut Leaves, path: &str, horizon: usize, years: &[f64], by: &dyn Fn(usize) -> Figure) {
    // Where no year varies, it is known.
    let constant = years.iter().all(|year| *year == years[0]);
    let first = |reaches: &dyn Fn(Figure) -> bool| (0..=horizon).find(|t| reaches(by(*t)));
    let Some(value) = first(&|p| p.value >= 0.5) else {
        leaves.figure(path, None);
        return;
    };
    let lo = if constant { value } else { first(&|p| p.hi >= 0.5).expect("the median itself") };
    let hi = if constant { Some(value) } else { first(&|p| p.lo >= 0.5) };
    leaves.number(&format!("{path}/value"), value as f64, 1.0);
    leaves.number(&format!("{path}/lo"), lo as f64, 1.0);
    match hi {
        Some(hi) => {
            leaves.number(&format!("{path}/hi"), hi as f64, 1.0);
            leaves.number(&format!("{path}/se"), (hi - lo) as f64 / (2.0 * Z), 1.0);
        }
        None => {
            leaves.figure(&format!("{path}/hi"), None);
            leaves.figure(&format!("{path}/se"), None);
        }
    }
}

/// Columns that follow from others do follow: net benefit, break-even year and peak need from the drawn cash flow.
fn assert_columns_agree(draws: &Draws, stated: &Stated, name: &str) {
    let column = |what: &str| draws.column(&format!("perspectives.{name}.{what}"));
    let flow = |view: &str, t: usize| column(&format!("cash_flow.{view}.{t}"));
    let scale = largest(column("expected_effects")) + largest(column("expected_costs"));
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * scale;
    for i in 0..draws.n {
        let worth = column("net_benefit")[i];
        assert!(near(worth, flow("cumulative_discounted", stated.horizon)[i]), "{name}, draw {i}");
        let worth = column("expected_net_benefit")[i];
        assert!(near(worth, column("expected_effects")[i] - column("expected_costs")[i]), "{name}, draw {i}");
        let lines = |kind: &str| -> f64 {
            let lines = draws.between(&format!("perspectives.{name}.expected_{kind}."), "");
            lines.iter().map(|line| column(&format!("expected_{kind}.{line}"))[i]).sum()
        };
        assert!(near(lines("effects"), column("expected_effects")[i]), "{name}, draw {i}");
        assert!(near(lines("costs"), column("expected_costs")[i]), "{name}, draw {i}");

        let deepest = (0..=stated.horizon).map(|t| flow("cumulative_undiscounted", t)[i]).fold(0.0, f64::min);
        assert!(near(column("peak_funding_need")[i], -deepest), "{name}, draw {i}");
        // A sum that rounding alone parts from 0 may count as 0.
        let below = (0..=stated.horizon).rev().find(|t| flow("cumulative_discounted", *t)[i] < 0.0);
        let year = match below {
            None => 0.0,
            Some(t) if t == stated.horizon => f64::INFINITY,
            Some(t) => (t + 1) as f64,
        };
        let tie = (0..=stated.horizon).any(|t| near(flow("cumulative_discounted", t)[i], 0.0));
        assert!(column("break_even_year")[i] == year || tie, "{name}, draw {i}: {year}");
    }
}

fn requirements(leaves: &mut Leaves, stated: &Stated) {
    for (i, (name, metric, perspective, key, threshold)) in stated.requirements.iter().enumerate() {
        let path = |what: &str| format!("requirements/{i}/{what}");
        leaves.text(&path("name"), name);
        leaves.text(&path("metric"), metric);
        leaves.text(&path("perspective"), perspective);
        leaves.number(&path(&format!("threshold/{key}")), *threshold, threshold.abs());
        let steps = match metric.strip_prefix("lines.") {
            Some(line) => format!("lines/{line}"),
            None => metric.replace('.', "/"),
        };
        let part = |end: &str| leaves.at(&format!("perspectives/{perspective}/{steps}/{end}"));
        let parts = [part("value"), part("se"), part("lo"), part("hi")];
        let [Some(value), Some(se), Some(lo), Some(hi)] = parts else {
            leaves.figure(&path("estimate"), None);
            leaves.text(&path("verdict"), "fail");
            continue;
        };
        let scale = value.abs().max(hi - lo);
        leaves.figure(&path("estimate"), Figure { value, se, lo, hi, scale });
        let (holds, breaks) = match key.as_str() {
            "at_least" => (lo >= *threshold, hi < *threshold),
            _ => (hi <= *threshold, lo > *threshold),
        };
        let verdict = if holds {
            "pass"
        } else if breaks {
            "fail"
        } else {
            "inconclusive"
        };
        leaves.text(&path("verdict"), verdict);
    }
}

/// Fewest whole successes that bring the money back: net benefit is a line in their number, through its value with
/// none and its value with the expected number.
pub fn successes(none: f64, some: f64, expected: f64, most: f64, scale: f64) -> Option<u64> {
    let each = (some - none) / expected;
    if each <= 1e-12 * scale {
        return None;
    }
    (0..=most as u64).find(|k| none + *k as f64 * each >= -1e-9 * scale)
}

/// The mean of a column, for the base case.
pub fn level(draws: &Draws, column: &str) -> f64 {
    mean(draws.column(column))
}
