//! A number is what its place allows, by whatever road it comes: as a literal, from an input, or worked out.

use crate::call::{Answer, Desk};

/// A scenario with a cohort, a caseworker, an effect that grows, a perspective that is taxed and an input that is
/// adjusted, each by a number that `inputs` gives.
fn scenario(inputs: &str) -> String {
    format!(
        r#"format = 1
title = "Numbers"
currency = "DKK"
price_year = 2024
horizon = 5
discount = {{ rate = "discount_rate" }}
payers = {{ state = "State", city = "City" }}
[perspectives.all]
payers = ["state", "city"]
tax_distortion = "distortion"
[inputs.discount_rate]
fixed = 0.03
[inputs.distortion]
fixed = 0.1
[inputs.growth]
fixed = 0.01
[inputs.caution]
fixed = 0.9
[inputs.price]
fixed = 1000
optimism = "caution"
[inputs.load]
fixed = 10
[inputs.people]
fixed = 20
[inputs.success]
fixed = 0.4
[inputs.x]
uniform = {{ min = -1.0, max = 1.0 }}
{inputs}
[cohort]
participants = "people"
[outcomes.done]
rate = "success"
counterfactual = 0.1
[costs.workers]
amount = 100
per = "caseworker"
caseload = "load"
paid_by = {{ state = 1.0 }}
[effects.saved]
outcome = "done"
amount = "price"
growth = "growth"
shares = {{ city = 1.0 }}
"#
    )
}

fn run(text: &str) -> Answer {
    let desk = Desk::new();
    desk.put("numbers.toml", text);
    desk.call("run numbers.toml --draws 5000")
}

/// With one of the inputs stated otherwise.
fn with(input: &str, stated: &str) -> String {
    let text = scenario("");
    let header = format!("[inputs.{input}]\n");
    let (before, rest) = text.split_once(&header).expect("the scenario has the input");
    let (_, after) = rest.split_once('\n').expect("a line follows");
    format!("{before}{header}{stated}\n{after}")
}

/// Every key that has a range and takes an input: the input, its key path, what it may be, and a number that it may not.
const PLACES: [(&str, &str, &str, &str); 5] = [
    ("discount_rate", "discount.rate", "above -1", "-2.0"),
    ("distortion", "perspectives.all.tax_distortion", "0 or more", "-0.5"),
    ("growth", "effects.saved.growth", "above -1", "-1.0"),
    ("load", "costs.workers.caseload", "above 0", "0.0"),
    ("caution", "inputs.price.optimism", "0 or more", "-0.1"),
];

#[test]
fn a_number_in_its_range_runs() {
    run(&scenario("")).exits(0);
    // An open end of a range may be the end of a support: a gamma law gives nothing that is not above 0.
    for (input, law) in
        [("load", "gamma = { mean = 10.0, sd = 3.0 }"), ("growth", "lognormal = { mean = 0.1, sd = 0.01 }")]
    {
        run(&with(input, law)).exits(0);
    }
}

#[test]
fn an_input_that_can_leave_the_range_of_its_place_is_refused_where_it_is_named() {
    for (input, path, range, outside) in PLACES {
        for stated in [
            format!("fixed = {outside}"),
            "normal = { mean = 0.5, sd = 0.4 }".to_owned(),
            format!("discrete = {{ values = [0.5, {outside}], weights = [0.9, 0.1] }}"),
        ] {
            let answer = run(&with(input, &stated));
            answer.exits(3);
            let said = format!("error[input-support]: `{path}` must be {range}, but input `{input}` can be ");
            assert!(answer.err.contains(&said), "{stated}: {}", answer.err);
        }
    }
}

#[test]
fn a_formula_that_leaves_the_range_of_its_place_stops_the_run_at_its_draw() {
    for (input, path, range, outside) in PLACES {
        // From 0.5 down to what it may not be, in one draw of some hundreds.
        let stated = format!("formula = \"0.5 + ({outside} - 0.52) * max(0, x)\"");
        let answer = run(&with(input, &stated));
        answer.exits(3);
        let said = format!("error[not-finite]: `{path}` is not a number {range} that can be used in draw ");
        assert!(answer.err.contains(&said), "{stated}: {}", answer.err);
        assert!(
            answer.err.contains(&format!("{input} = ")) && answer.err.contains("x = 0."),
            "{}",
            answer.err
        );
        // What does not vary is said without a draw.
        let answer = run(&with(input, &format!("formula = \"{outside} - 0\"")));
        answer.exits(3);
        assert!(answer.err.contains(&format!("and must be {range}")), "{}", answer.err);
    }
}

#[test]
fn people_below_0_are_counted_as_rates_outside_0_to_1_are() {
    // 0.5 % of the draws, and 50 %.
    let few = run(&with("people", "formula = \"20 * (x + 0.99)\""));
    few.exits(0);
    assert!(few.out.contains("`cohort.participants` falls below 0 in 0."), "{}", few.out);
    let many = run(&with("people", "formula = \"20 * x\""));
    many.exits(3);
    assert!(many.err.contains("error[outside-unit]: `cohort.participants` is below 0 in "), "{}", many.err);
    run(&with("people", "fixed = -3")).exits(3);
    // A normal law of people is no error: nobody draws what is 10 standard deviations away.
    let normal = run(&with("people", "normal = { mean = 20.0, sd = 2.0 }"));
    normal.exits(0);
    assert!(!normal.out.contains("falls below"), "{}", normal.out);
}

#[test]
fn what_is_no_number_stops_a_run_wherever_it_stands_in_a_formula() {
    for formula in [
        "max(2, ln(x))",
        "max(ln(x), 2)",
        "min(5, 0/0)",
        "min(0/0, 5)",
        "min(5, x/0)",
        "max(2, sqrt(x))",
        "ln(x)^0",
        "1^sqrt(x)",
        "1/(1/(x - x))",
        "max(0, -sqrt(x))",
        "max(2, exp(900 + x) - exp(901 + x))",
        "5 + 0 * ln(x)",
        "ln(x) * 0",
        "3 + ln(x) - ln(x)",
        "max(2, min(sqrt(x), 1))",
        "0 / (x - x)",
    ] {
        let answer = run(&with("price", &format!("formula = \"{formula}\"")));
        answer.exits(3);
        let (model, draw) = ("is not a finite number", "is not a number that can be used in draw ");
        assert!(answer.err.contains(model) || answer.err.contains(draw), "{formula}: {}", answer.err);
    }
    // What is a number, if a large one, is none of these: 1/(1 + e⁹⁰⁰) is 0.
    for formula in
        ["1 / (1 + exp(900 + x))", "min(5, exp(900 + x))", "x^3", "(x - 1)^0", "ln(x + 2) / (x + 2)"]
    {
        run(&with("price", &format!("formula = \"{formula}\""))).exits(0);
    }
}

#[test]
fn a_draw_is_clamped_once_and_the_figures_for_comparison_are_not_refused() {
    // 1 − 1/1.006 = 0.6 % of the draws, whether or not something else is adjusted.
    let rate = "formula = \"1.006 * abs(x)\"";
    let once = run(&with("success", rate));
    once.exits(0);
    let plain = run(&with("success", rate).replace("optimism = \"caution\"\n", ""));
    let warning = |answer: &Answer| {
        let line = answer.out.lines().find(|line| line.contains("leaves 0 to 1")).map(str::to_owned);
        line.unwrap_or_else(|| panic!("{}", answer.out))
    };
    assert!(warning(&once).contains("`outcomes.done.rate` leaves 0 to 1 in 0."), "{}", warning(&once));
    assert_eq!(warning(&once), warning(&plain));
    // In nearly every draw: no share above 100 %.
    let all = run(&with("success", "formula = \"1.5 + 0.51 * x\""));
    all.exits(3);
    assert!(all.err.contains("is outside 0 to 1 in 98."), "{}", all.err);
    // 0.5 × (1 to 1.8) lies within 0 to 1; without the factor it does not, which is said and no more.
    let kept = with("success", "uniform = { min = 1.0, max = 1.8 }\noptimism = 0.5");
    let answer = run(&kept);
    answer.exits(0);
    let without = "without optimism and cashable `outcomes.done.rate` leaves 0 to 1 in 100% of the draws";
    assert!(answer.out.contains(without), "{}", answer.out);
    run(&with("success", "fixed = 1.4\noptimism = 0.5")).exits(0);
}

/// 12 payers in 200 years have 13 · 603 yearly quantiles of some 0.3 MB.
#[test]
#[cfg(unix)]
fn yearly_quantiles_that_take_more_memory_than_there_is_are_refused_before_the_work() {
    let desk = Desk::new();
    let names: Vec<String> = (0..12).map(|i| format!("p{i}")).collect();
    let payers: String = names.iter().map(|name| format!("{name} = \"{name}\"\n")).collect();
    // What differs by a factor alone is followed once: each has an amount of its own.
    let line = |name: &String| {
        format!(
            "[inputs.x_{name}]\nuniform = {{ min = 1.0, max = 2.0 }}\n[effects.a_{name}]\nper = \"programme\"\namount = \"x_{name}\"\n\
             growth = \"y\"\nshares = {{ {name} = 1.0 }}\n"
        )
    };
    let lines: String = names.iter().map(line).collect();
    let text = format!(
        "format = 1\ntitle = \"Wide\"\ncurrency = \"DKK\"\nprice_year = 2024\nhorizon = 200\n[discount]\nrate = 0.03\n[payers]\n{payers}\
         [inputs.y]\nuniform = {{ min = 0.0, max = 0.1 }}\n{lines}"
    );
    desk.put("wide.toml", &text);
    let limited = |outputs: &str| {
        let program = desk.program().get_program().to_string_lossy().into_owned();
        let call = format!(
            "ulimit -v 1500000; exec {program} run wide.toml --threads 1 --draws 20000 --outputs {outputs}"
        );
        let output =
            std::process::Command::new("sh").arg("-c").arg(call).current_dir(desk.path(".")).output();
        Answer::of(output.expect("a shell"))
    };
    let answer = limited("yearly");
    answer.exits(3);
    let said = "error[memory]: the draws that are kept take 2.";
    let more = " GB, more memory than there is";
    assert!(answer.err.contains(said) && answer.err.contains(more), "{}", answer.err);
    limited("headline").exits(0);
}

#[test]
fn amounts_whose_squares_overflow_are_an_error_and_large_ones_are_shown_readably() {
    // 1e150 has no fourth power, 1e200 no square.
    for size in ["1e80", "1e150", "1e200"] {
        let text = with("price", &format!("formula = \"{size} * x\""));
        for more in ["", " --format json", " --sampling sobol"] {
            let desk = Desk::new();
            desk.put("numbers.toml", &text);
            let answer = desk.call(&format!("run numbers.toml{more}"));
            answer.exits(3);
            assert!(
                answer.err.contains("error[overflow]: amounts vary by so much"),
                "{size}: {}",
                answer.err
            );
        }
    }
    // What does not vary needs no square.
    let text = with("price", "fixed = 1e200").replace("rate = \"success\"", "rate = 0.0");
    let desk = Desk::new();
    desk.put("numbers.toml", &text.replace("counterfactual = 0.1", "counterfactual = 1.0"));
    let answer = desk.call("run numbers.toml");
    answer.exits(0);
    assert!(answer.out.contains("e201"), "{}", answer.out);
    let longest = answer.out.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
    assert!(longest < Some(13), "{}", answer.out);
    // Messages too.
    for stated in
        ["normal = { mean = 0.0, sd = -1e300 }", "beta = { mean = 1e300, sd = 1.0 }", "fixed = -1e300"]
    {
        let answer = run(&with("load", stated));
        answer.exits(3);
        let message = answer.err.lines().find(|line| line.starts_with("error")).unwrap_or_default();
        assert!(message.contains("1e300") && message.len() < 200, "{message}");
    }
}
