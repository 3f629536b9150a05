//! Scenarios made up by chance, as TOML text: together they use every key of the format.

use std::fmt::Write;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// How many scenarios together use every key.
pub const COUNT: usize = 10;

/// The data column that one family is read from.
pub const DATA: &str = "amount;note\n0.7;a\n0.9;b\n1.0;c\n1.05;d\n1.4;e\n";

/// A scenario and what it lies on.
pub struct Generated {
    /// The scenario.
    pub text: String,
    /// The file that it extends, if any.
    pub base: Option<String>,
    /// The variant to run.
    pub variant: Option<&'static str>,
}

/// Writes one scenario, different for every `index` below [`COUNT`].
pub fn scenario(index: usize) -> Generated {
    let mut writer = Writer {
        index,
        rng: ChaCha8Rng::seed_from_u64(4_200 + index as u64),
        inputs: 0,
        person: None,
        out: String::new(),
    };
    writer.head();
    let outcomes = writer.cohort_and_outcomes();
    writer.costs();
    writer.effects(&outcomes);
    writer.remainder();
    match index {
        // The same scenario in two files, the second of which changes a few leaves.
        4 => Generated {
            text: "extends = \"base.toml\"\ntitle = \"extended\"\n[cohort]\nstart = 1\n[costs.course]\nyears = 1\n\
                   [costs.office]\nremove = true\n"
                .to_owned(),
            base: Some(writer.out),
            variant: None,
        },
        // A variant that displaces a family and a rate that is net.
        7 => {
            let name = outcomes[0];
            let variant = format!(
                "[variants.other]\ndiscount.steps = [{{ from = 0, rate = 0.05 }}]\n[variants.other.outcomes.{name}]\n\
                 rate_is_net = true\n"
            );
            Generated { text: writer.out + &variant, base: None, variant: Some("other") }
        }
        _ => Generated { text: writer.out, base: None, variant: None },
    }
}

struct Writer {
    index: usize,
    rng: ChaCha8Rng,
    inputs: usize,
    /// The input that says how people differ.
    person: Option<String>,
    out: String,
}

const OUTCOMES: [&str; 3] = ["better", "cured", "moved"];
/// Of the first of them, and of the first of these.
const FURTHER: [&str; 2] = ["at_work", "in_shape"];

impl Writer {
    fn between(&mut self, low: f64, high: f64) -> f64 {
        // Three digits, so that the text says exactly what is meant.
        let x = low + (high - low) * self.rng.random::<f64>();
        (x * 1000.0).round() / 1000.0
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// Adds an input and returns its name.
    fn input(&mut self, family: &str, more: &str) -> String {
        self.inputs += 1;
        let name = format!("i{}", self.inputs);
        let head =
            format!("[inputs.{name}]\n{family}\nsource = \"made up\"\nevidence = \"assumption\"\n{more}\n");
        // Inputs are written as they are needed: their tables may stand anywhere, but not inside another.
        self.out.insert_str(self.out.find("# inputs\n").expect("a place for inputs"), &head);
        name
    }

    /// A family around `m`, which is money.
    fn money_family(&mut self, m: f64) -> String {
        let kind = (self.inputs * 7 + self.index * 3) % 20;
        let n = |share: f64| m * share;
        match kind {
            0 => format!("fixed = {m:?}"),
            1 => format!("uniform = {{ min = {:?}, max = {:?} }}", n(0.7), n(1.3)),
            2 => format!("triangular = {{ low = {:?}, mode = {:?}, high = {:?} }}", n(0.5), n(0.9), n(1.6)),
            3 => format!(
                "pert = {{ low = {:?}, mode = {:?}, high = {:?}, lambda = 3 }}",
                n(0.4),
                n(1.0),
                n(2.0)
            ),
            4 => format!("normal = {{ mean = {:?}, sd = {:?} }}\nmin = {:?}", n(1.0), n(0.4), n(0.2)),
            5 => format!("lognormal = {{ mean = {:?}, sd = {:?} }}", n(1.0), n(0.3)),
            6 => format!("gamma = {{ mean = {:?}, sd = {:?} }}", n(1.0), n(0.5)),
            7 => format!("gamma = {{ shape = 3.5, scale = {:?} }}", n(0.3)),
            8 => format!("weibull = {{ shape = 1.8, scale = {:?} }}", n(1.1)),
            9 => format!("exponential = {{ mean = {:?} }}\nmax = {:?}", n(1.0), n(3.0)),
            10 => format!("student_t = {{ mean = {:?}, scale = {:?}, df = 9 }}", n(1.0), n(0.2)),
            11 => format!(
                "discrete = {{ values = [{:?}, {:?}, {:?}], weights = [0.5, 0.3, 0.2] }}",
                n(0.5),
                n(1.0),
                n(2.0)
            ),
            12 => {
                format!("empirical = {{ values = [{:?}, {:?}, {:?}, {:?}] }}", n(0.6), n(0.9), n(1.1), n(1.7))
            }
            13 => format!(
                "mixture = {{ parts = [{{ normal = {{ mean = {:?}, sd = {:?} }} }}, {{ uniform = {{ min = {:?}, max = {:?} }} \
                 }}], weights = [0.7, 0.3] }}",
                n(0.8),
                n(0.1),
                n(1.2),
                n(1.8)
            ),
            14 => {
                format!("metalog = {{ p10 = {:?}, p50 = {:?}, p90 = {:?}, min = 0 }}", n(0.8), n(1.0), n(1.3))
            }
            15 => format!("normal = {{ p2.5 = {:?}, p97.5 = {:?} }}", n(0.5), n(1.5)),
            16 => format!("lognormal = {{ ci80 = [{:?}, {:?}] }}", n(0.7), n(1.5)),
            17 => format!("weibull = {{ p20 = {:?}, p80 = {:?} }}", n(0.6), n(1.4)),
            18 => format!("uniform = {{ p5 = {:?}, p95 = {:?} }}", n(0.7), n(1.3)),
            _ => "empirical = { file = \"data.csv\", column = \"amount\" }".to_owned(),
        }
    }

    /// An amount of money: an input, or a formula over one or two.
    fn money(&mut self, m: f64) -> String {
        let family = self.money_family(m);
        // A data column holds amounts around 1.
        let unit = if family.starts_with("empirical = { file") { m } else { 1.0 };
        let optimism = match self.inputs % 5 {
            1 => "optimism = 0.9".to_owned(),
            3 if self.index % 2 == 1 => {
                let factor = self.input("uniform = { min = 0.7, max = 1.0 }", "");
                format!("optimism = \"{factor}\"")
            }
            _ => String::new(),
        };
        let name = self.input(&family, &optimism);
        if unit != 1.0 {
            return format!("\"{unit:?} * {name}\"");
        }
        match self.rng.random_range(0..6) {
            0 => format!("\"{name} * 1.1 - 2 ^ 2\""),
            1 => format!("\"max({name}, {:?}, 1) / (1 + 0.1)\"", 0.8 * m),
            2 => {
                let more = self.input(&format!("formula = \"sqrt({name} ^ 2) + abs(-1)\""), "unit = \"DKK\"");
                format!("\"min({more}, {:?})\"", 2.5 * m)
            }
            3 => format!("\"exp(ln(1 + abs({name})))\""),
            _ => format!("\"{name}\""),
        }
    }

    /// A chance around `m`, whose support stays in 0–1.
    fn rate_family(&mut self, m: f64) -> String {
        match (self.inputs + 3 * self.index) % 11 {
            0 => format!("beta = {{ mean = {m:?}, sd = {:?} }}", 0.2 * m),
            1 => format!("beta = {{ alpha = {:?}, beta = {:?} }}", 30.0 * m, 30.0 * (1.0 - m)),
            2 => format!("beta = {{ successes = {}, trials = 40 }}", (40.0 * m) as u32),
            3 => format!("beta = {{ mean = {m:?}, n = 60 }}"),
            4 => format!("logit_normal = {{ median = {m:?}, sd = 0.3 }}"),
            5 => format!("uniform = {{ min = {:?}, max = {:?} }}", 0.7 * m, 1.3 * m),
            6 => format!("logit_normal = {{ ci90.5 = [{:?}, {:?}] }}", 0.7 * m, 1.3 * m),
            7 => format!("normal = {{ mean = {m:?}, sd = {:?} }}\nmin = 0\nmax = 1", 0.5 * m),
            8 => {
                format!(
                    "metalog = {{ p10 = {:?}, p50 = {m:?}, p90 = {:?}, min = 0, max = 1 }}",
                    0.75 * m,
                    1.3 * m
                )
            }
            9 => format!("triangular = {{ low = {:?}, mode = {m:?}, high = {:?} }}", 0.5 * m, 1.4 * m),
            _ => format!("fixed = {m:?}"),
        }
    }

    fn rate(&mut self, m: f64) -> String {
        let family = self.rate_family(m);
        let name = self.input(&family, "");
        match self.rng.random_range(0..5) {
            0 => format!("\"{name} * 0.9\""),
            1 => format!("{m:?}"),
            _ => format!("\"{name}\""),
        }
    }

    fn head(&mut self) {
        let horizon = 3 + self.index % 6;
        let timing = ["start", "mid", "end"][self.index % 3];
        let _ = write!(
            self.out,
            "format = 1\ntitle = \"generated {}\"\ncurrency = \"DKK\"\nprice_year = 2020\nhorizon = {horizon}\n\n\
             [report]\nperspective = \"city\"\nnote = \"made up\"\n\n[prices]\nindex = {{ 2012 = 88.5, 2020 = 104.9 }}\n\n# inputs\n",
            self.index
        );
        let rate = self.rate(0.04);
        let discount = if self.index.is_multiple_of(3) {
            format!("steps = [{{ from = 0, rate = {rate} }}, {{ from = 2, rate = 0.02 }}]")
        } else {
            format!("rate = {rate}")
        };
        self.line(&format!("[discount]\n{discount}\ntiming = \"{timing}\""));
        let citizens = if self.index.is_multiple_of(2) {
            "citizens = { label = \"Citizens\", public = false }"
        } else {
            "citizens = \"Citizens\""
        };
        self.line(&format!("[payers]\ncity = \"City\"\nstate = {{ label = \"State\" }}\n{citizens}"));
        if self.index % 4 != 1 {
            let distortion = if self.index.is_multiple_of(4) { self.rate(0.1) } else { "0.2".to_owned() };
            let taxed = if self.index % 4 == 3 { "" } else { ", taxed = [\"state\"]" };
            self.line("[perspectives.society]\npayers = [\"city\", \"state\", \"citizens\"]");
            self.line(&format!("tax_distortion = {distortion}"));
            self.line(taxed.trim_start_matches(", "));
        }
        if self.index == 2 {
            self.line("[perspectives.public]\npayers = [\"city\", \"state\"]\ntax_distortion = 0.1");
        }
    }

    /// Writes the people and returns the outcomes they can reach.
    fn cohort_and_outcomes(&mut self) -> Vec<&'static str> {
        let size = [24.0, 7.0, 60.0][self.index % 3];
        let people = match self.index % 4 {
            0 => format!("participants = {size}").replace(".0", ""),
            1 => {
                let name = self.input(&format!("gamma = {{ mean = {size:?}, sd = 4 }}"), "");
                format!("participants = \"{name}\"")
            }
            2 => format!("intake = [{size}, 5, {size}]"),
            _ => {
                let name = self.input(&format!("uniform = {{ min = 4, max = {size:?} }}"), "");
                format!("intake = [12, \"{name}\"]")
            }
        };
        self.line(&format!("[cohort]\n{people}"));
        if self.index % 3 == 1 {
            self.line("start = 1");
        }
        if self.index != 0 {
            let dropout = self.rate(0.25);
            self.line(&format!("dropout = {dropout}"));
            let share = self.rate(0.5);
            self.line(&format!("dropout_cost_share = {share}"));
        }
        let count = 1 + self.index % 3;
        let rate_of = if self.index.is_multiple_of(2) { "completers" } else { "participants" };
        let icc = [0.0, 0.15, 0.0, 0.05][self.index % 4];
        for (k, name) in OUTCOMES.iter().take(count).enumerate() {
            let m = self.between(0.4, 0.6) / count as f64;
            let rate = self.rate(m);
            self.line(&format!("[outcomes.{name}]\nlabel = \"Æ {name}\"\nrate = {rate}"));
            if k == 1 && self.index.is_multiple_of(2) {
                self.line("rate_is_net = true");
            } else {
                // Sometimes the outcome is likelier without the intervention.
                let m =
                    self.between(0.15, if self.index.is_multiple_of(2) { 0.5 } else { 0.7 }) / count as f64;
                let counterfactual = self.rate(m);
                self.line(&format!("counterfactual = {counterfactual}"));
            }
            self.line(&format!("rate_of = \"{rate_of}\"\nonset = {}", (self.index + k) % 3));
            if (self.index + k).is_multiple_of(2) {
                let relapse = self.rate(0.1);
                self.line(&format!("relapse = {relapse}"));
            }
            // Some outcomes exclude each other, some do not, of participants and of completers.
            if matches!(self.index, 5 | 8) {
                self.line(&format!("group = \"{}\"", ["home", "work"][k % 2]));
            } else if count > 1 {
                self.line("exclusive = true");
            }
            if icc > 0.0 {
                self.line(&format!("icc = {icc:?}"));
            }
        }
        if matches!(self.index, 1 | 4 | 8) {
            // What those who reach the first may reach besides, and what these may; once where it is likelier without the intervention.
            let mut of = OUTCOMES[0];
            for (k, name) in FURTHER.iter().enumerate() {
                let [with, without] = if k == 0 || self.index != 4 { [0.7, 0.3] } else { [0.5, 0.65] };
                let (rate, counterfactual) = (self.rate(with), self.rate(without));
                self.line(&format!(
                    "[outcomes.{name}]\nrate = {rate}\ncounterfactual = {counterfactual}\nrate_of = \"{of}\""
                ));
                if k == 0 {
                    self.line("onset = 3");
                }
                if (self.index + count + k).is_multiple_of(2) {
                    let relapse = self.rate(0.2);
                    self.line(&format!("relapse = {relapse}"));
                }
                of = name;
            }
            return OUTCOMES[..count].iter().copied().chain(FURTHER).collect();
        }
        if matches!(self.index, 3 | 6) {
            // What happens to people more than once: more often with the intervention, or less.
            let [rate, counterfactual] = [0, 1].map(|_| {
                let m = self.between(0.3, 0.7);
                let family = self.rate_family(m);
                let name = self.input(&family, "");
                format!("\"{name} * 3\"")
            });
            let years = if self.index == 3 { "years = { from = 0, to = 2 }" } else { "onset = 2" };
            self.line(&format!(
                "[outcomes.seen]\nevents = true\nrate = {rate}\ncounterfactual = {counterfactual}\n{years}\nrate_of = \"{rate_of}\""
            ));
            return OUTCOMES[..count].iter().copied().chain(["seen"]).collect();
        }
        OUTCOMES[..count].to_vec()
    }

    fn costs(&mut self) {
        let mut course = self.money(20.0);
        if matches!(self.index, 0 | 4 | 7) {
            // People differ in what they cost and bring, beside what is in doubt for all of them.
            self.inputs += 1;
            let name = format!("i{}", self.inputs);
            let law = if self.index == 4 {
                "discrete = { values = [1.5, 9.0, 40.0], weights = [0.5, 0.3, 0.2] }"
            } else {
                "empirical = { values = [2.0, 5.0, 11.0, 60.0] }"
            };
            let head = format!(
                "[inputs.{name}]\n{law}\nvaries = \"person\"\noptimism = 1.1\nsource = \"made up\"\nevidence = \"register\"\n\
                 [inputs.above]\nformula = \"0.5 * max(0, min({name}, 30) - 10)\"\nsource = \"law\"\n"
            );
            self.out.insert_str(self.out.find("# inputs\n").expect("a place for inputs"), &head);
            self.person = Some(name.clone());
            let day = self.rate(0.6);
            course = format!("\"{name} * {} + {} - above\"", day.trim_matches('"'), course.trim_matches('"'));
        }
        let course = if self.index % 3 == 2 { format!("[{course}, 2.5]") } else { course };
        self.line(&format!(
            "[costs.course]\namount = {course}\nper = \"participant\"\nyears = {{ from = 0, to = 1 }}"
        ));
        self.line("paid_by = { city = 0.75, state = 0.25 }");
        let exam = self.money(5.0);
        self.line(&format!(
            "[costs.exam]\namount = {exam}\nper = \"completer\"\nyears = 1\npaid_by = {{ city = 1 }}"
        ));
        let office = self.money(40.0);
        let paid = match self.index % 4 {
            3 => format!("amounts = {{ state = {office}, citizens = [3, 7] }}\nyears = {{ from = 1 }}"),
            _ => format!("amount = {office}\npaid_by = {{ state = 0.5, citizens = 0.5 }}"),
        };
        self.line(&format!("[costs.office]\nper = \"programme\"\n{paid}"));
        let (worker, load) = (self.money(30.0), self.between(4.0, 15.0));
        let load = self.input(&format!("uniform = {{ min = {load:?}, max = {:?} }}", load + 5.0), "");
        self.line(&format!(
            "[costs.workers]\namount = {worker}\nper = \"caseworker\"\ncaseload = \"{load}\"\nyears = {{ from = 0, to = 1 }}"
        ));
        self.line("paid_by = { city = 1.0 }");
    }

    fn effects(&mut self, outcomes: &[&str]) {
        for (k, outcome) in outcomes.iter().enumerate() {
            let mut amount = self.money(45.0);
            if let Some(name) = self.person.as_ref().filter(|_| k == 0 || *outcome == FURTHER[0]) {
                amount = format!("\"{name} - above + {}\"", amount.trim_matches('"'));
            }
            self.line(&format!("[effects.{outcome}_saving]\noutcome = \"{outcome}\"\namount = {amount}"));
            if (self.index + k) % 2 == 1 {
                // Fade and relapse are rivals; relapse stands where this sum is even.
                let fade = self.rate(0.15);
                self.line(&format!("fade = {fade}"));
            }
            if self.index.is_multiple_of(3) {
                self.line("years = { from = 1, to = 4 }");
                self.line("growth = 0.015");
            }
            if self.index % 4 == 2 {
                let cashable = self.rate(0.6);
                self.line(&format!("cashable = {cashable}"));
            }
            if self.index % 3 == 1 {
                self.line(
                    "shares = [{ from = 1, shares = { city = 0.3, state = 0.7 } }, { from = 3, shares = { city = 0.6, \
                     citizens = 0.4 } }]",
                );
            } else {
                self.line("shares = { city = 0.5, state = 0.3, citizens = 0.2 }");
            }
        }
        let side = self.money(3.0);
        let side = if self.index.is_multiple_of(2) { format!("[{side}, 1.5]") } else { side };
        self.line(&format!(
            "[effects.wear]\nper = \"participant\"\namount = {side}\nyears = {{ from = 1, to = 2 }}\nfade = 0.1\n\
             shares = {{ citizens = 1 }}"
        ));
        let grant = self.money(25.0);
        let grant = match self.index % 3 {
            0 => format!(
                "amounts = {{ city = {grant}, state = [1, \"2 ^ 3\", {grant}] }}\nyears = {{ from = 1 }}"
            ),
            _ => format!(
                "amount = {grant}\nyears = {{ from = 1, to = 3 }}\n\
                 shares = [{{ from = 1, shares = {{ city = 1 }} }}, {{ from = 2, shares = {{ state = 1 }} }}]"
            ),
        };
        self.line(&format!("[effects.grant]\nper = \"programme\"\ngrowth = -0.02\n{grant}"));
    }

    fn remainder(&mut self) {
        let columns: Vec<String> = (0..3).map(|k| self.correlated(k)).collect();
        let list = columns.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        let spearman = if self.index.is_multiple_of(2) {
            "0.5"
        } else {
            "[[1, 0.7, -0.3], [0.7, 1, 0.1], [-0.3, 0.1, 1]]"
        };
        self.line(&format!("[correlations.together]\ninputs = [{list}]\nspearman = {spearman}"));
        self.line(&format!(
            "[effects.together]\nper = \"programme\"\namount = \"{} + {} - {}\"\nshares = {{ city = 0.5, state = 0.5 }}",
            columns[0], columns[1], columns[2]
        ));
        self.shares();
        self.payments();
        self.line(
            "[require.back]\nmetric = \"probability_break_even\"\nperspective = \"public\"\nat_least = 0.1",
        );
        self.line(
            "[require.deep]\nmetric = \"peak_funding_need.p95\"\nperspective = \"city\"\nat_most = 100000",
        );
    }

    /// Chances that share one whole, stated in each of the ways, in an amount and in a formula.
    fn shares(&mut self) {
        let says = [
            "counts = { here = 12, there = 0, away = 5 }",
            "alpha = { here = 2.5, there = 0.6, away = 1 }",
            "mean = { here = 0.5, there = 0.2, away = 0.3 }, n = 12",
        ][self.index % 3];
        let name = self.input(&format!("dirichlet = {{ {says} }}"), "");
        let both = self.input(&format!("formula = \"{name}.away + {name}.there\""), "");
        self.line(&format!(
            "[effects.placed]\nper = \"programme\"\namount = \"60 * {name}.here - 20 * {both}\"\nshares = {{ city = 0.5, state = 0.5 }}"
        ));
    }

    /// Payments by results in some of them: by people, by events, by money and by each other, with caps, tiers and choices.
    fn payments(&mut self) {
        let outcome = OUTCOMES[0];
        let (index, first, last) = (self.index, 1 + usize::from(self.index == 4), 3);
        let mut pay = |name: &str, ends: [&str; 2], years: &str, amount: &str| {
            self.line(&format!(
                "[payments.{name}]\nlabel = \"Ø {name}\"\nfrom = \"{}\"\nto = \"{}\"\nyears = {years}\namount = \"{amount}\"",
                ends[0], ends[1]
            ));
        };
        let years = format!("{{ from = {first}, to = {last} }}");
        match index {
            0 => {
                let due = format!("min(60, 0.3 * max(0, saved.city)) + 2 * achieved.{outcome}");
                pay("fee", ["city", "citizens"], &years, &due);
            }
            3 => {
                let due =
                    "tier(additional.seen / max(1, entrants), 0, 30, 0.5, 55) + 0.1 * achieved.seen.intake0";
                pay("fee", ["state", "citizens"], &years, due);
                pay(
                    "back",
                    ["citizens", "state"],
                    "3",
                    "if(paid.fee > 40, 0.5 * paid.fee, 1 / (paid.fee - 50))",
                );
            }
            4 => {
                let due = format!(
                    "if(achieved.{outcome} <= 0.4 * entrants, 0, 5 * achieved.{outcome} - 0.05 * spent.city)"
                );
                pay("fee", ["city", "state"], &years, &due);
                pay(
                    "more",
                    ["state", "citizens"],
                    &years,
                    &format!("0.5 * paid.fee + 3 * achieved.{}", FURTHER[1]),
                );
            }
            5 => pay(
                "fee",
                ["citizens", "city"],
                &years,
                &format!("abs(additional.{outcome}) + entrants.intake0 / 4"),
            ),
            _ => {}
        }
    }

    fn correlated(&mut self, k: usize) -> String {
        let family = [
            "lognormal = { mean = 30, sd = 20 }",
            "gamma = { shape = 0.8, scale = 20 }",
            "discrete = { values = [10, 20, 40], weights = [0.3, 0.4, 0.3] }",
        ][k];
        let year = [2012, 2020, 2012][k];
        self.input(family, &format!("price_year = {year}\nincludes_relapse = true\naverage_price = false"))
    }
}
