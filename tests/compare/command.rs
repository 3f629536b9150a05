//! The command as its users call it: what it compares, what it says, how it exits.

use crate::call::{Desk, U_TURN, requiring};

/// [`U_TURN`] with an uncertain rate, so that there is something to compare.
pub fn uncertain(alpha: f64) -> String {
    U_TURN.replace("fixed = 0.3333333333333333", &format!("beta = {{ alpha = {alpha}, beta = 24.0 }}"))
}

#[test]
fn a_null_edit_is_exactly_nothing() {
    let desk = Desk::new();
    let base = uncertain(12.0);
    desk.put("base.toml", &base);
    let unused = "\n[inputs.aside]\nformula = \"success_rate * saving\"\n[inputs.more]\nnormal = { mean = 1, sd = 2 }\n";
    let section = base.find("[effects.public_saving]").unwrap();
    let cohort = base.find("[cohort]").unwrap();
    let reordered = format!("{}{}{}", &base[..cohort], &base[section..], &base[cohort..section]);
    for (name, text) in [
        ("comments", base.replace("[cohort]", "# Who starts.\n[cohort] # all of them")),
        ("unused", format!("{base}{unused}")),
        ("reordered", reordered),
        ("numbers", base.replace("participants = 24", "participants = 24.0")),
        ("words", base.replace("the published reading", "another reading")),
    ] {
        desk.put("other.toml", &text);
        let answer =
            desk.call("compare base.toml other.toml --no-loser state --max-drop public.net_benefit.p5=0");
        answer.exits(0);
        let answer = desk.call("compare base.toml other.toml --no-loser state --format json");
        let json = answer.exits(0).json();
        let pair = &json["pairs"][0];
        assert_eq!(pair["unchanged"], true, "{name}");
        for change in pair["perspectives"].as_object().unwrap().values() {
            for path in [
                "/net_benefit/mean",
                "/net_benefit/sd",
                "/net_benefit/p5",
                "/probability_break_even",
                "/probability_better",
                "/probability_worse",
                "/break_even_year/by_year/3",
                "/peak_funding_need/mean",
            ] {
                let estimate = change.pointer(path).unwrap();
                for part in ["value", "se", "lo", "hi"] {
                    assert_eq!(estimate[part], 0.0, "{name}: {path} {part}");
                }
            }
        }
    }
    assert!(desk.call("compare base.toml base.toml").exits(0).out.starts_with("no change\n"));
}

#[test]
fn a_report_does_not_overwrite_what_is_compared() {
    let desk = Desk::new();
    desk.put("base.toml", &uncertain(12.0));
    desk.put("after/base.toml", &uncertain(10.0));
    desk.put("before/base.toml", &uncertain(12.0));
    for (call, read) in [
        ("compare base.toml after/base.toml -o base.toml", "base.toml"),
        ("compare before after -o after/base.toml", "after/base.toml"),
    ] {
        let text = desk.read(read);
        assert!(desk.call(call).exits(2).err.contains("would be overwritten"), "{call}");
        assert_eq!(desk.read(read), text);
    }
}

#[test]
fn one_comparison_writes_several_reports() {
    let desk = Desk::new();
    desk.put("base.toml", &uncertain(12.0));
    desk.put("other.toml", &uncertain(10.0));
    let call = "compare base.toml other.toml --no-loser state";
    let all =
        [("markdown", "a.md"), ("json", "b.json"), ("junit", "c.xml"), ("github", "d"), ("text", "e.txt")];
    let also: String = all.iter().map(|(format, file)| format!(" --also {format}={file}")).collect();
    let shown = desk.call(&format!("{call}{also}"));
    assert_eq!(shown.exits(4).out, desk.call(call).out);
    for (format, file) in all {
        assert_eq!(desk.read(file), desk.call(&format!("{call} --format {format}")).out, "{format}");
    }
    // Nothing is played out before the files are known to be good.
    for (more, says) in [
        ("--also json=x.json --also markdown=x.json", "would be written twice"),
        ("-o b.json --format json --also json=./b.json", "would be written twice"),
        ("--also text=base.toml", "would be overwritten"),
        ("--also json=x.xml", "write `--also junit=x.xml`, or name the file x.json"),
        ("--also csv=x.csv", "there is no format `csv`; there are text, markdown, html, json, junit, github"),
        ("--also json", "as json=report.json"),
        ("--also json=-", "`--format json`"),
    ] {
        let answer = desk.call(&format!("{call} {more}"));
        assert!(answer.exits(2).err.contains(says), "{more}: {}", answer.err);
        assert_eq!(answer.out, "", "{more}");
    }
    assert!(
        desk.call(&format!("{call} --also json=nowhere/x.json")).exits(1).err.contains("create it first")
    );
}

#[test]
fn a_slip_in_a_name_is_told() {
    let desk = Desk::new();
    desk.put("base.toml", &uncertain(12.0));
    desk.put(
        "other.toml",
        &uncertain(10.0).replace("[inputs.saving]", "[inputs.lonely]\nfixed = 1\n[inputs.saving]"),
    );
    for (options, says) in [
        ("--max-drop public.probability_braek_even=0.5", "did you mean `public.probability_break_even`?"),
        ("--max-drop publik.net_benefit.mean=5", "did you mean `public`?"),
        ("--no-loser statt", "did you mean `state`?"),
        ("--max-rise lines.costs.treatment=5", "as `public.lines.costs.treatment`"),
        ("--max-rise public.lines.costs.treatmnt=5", "nothing there is called `treatmnt`"),
        ("--max-drop outcomes.turned.with.mean=5", "nothing there is called `turned`"),
        ("--max-drop public.break_even_year.by_year.40=0.5", "no horizon reaches year 40"),
        ("--max-drop joint.net_benefit.mean=1000", "the payers and perspectives are"),
        ("--max-drop public.net_benefit.mean.value=5", "if `public.net_benefit.mean` is meant"),
        ("--max-drop public.probability_break_even=2", "2 percentage points are 0.02"),
        ("--programmes --share savng", "did you mean `saving`?"),
        ("--programmes --share lonely", "only one programme has the input `lonely`"),
    ] {
        let answer = desk.call(&format!("compare base.toml other.toml --draws 1000 {options}"));
        assert!(answer.exits(2).err.contains(says), "{options}: {}", answer.err);
    }
}

#[test]
fn a_limit_that_is_crossed_fails_and_one_that_is_not_holds() {
    let desk = Desk::new();
    desk.put("base.toml", &uncertain(12.0));
    desk.put("worse.toml", &uncertain(10.0));
    let call = |limits: &str| desk.call(&format!("compare base.toml worse.toml {limits}"));
    assert!(call("").exits(0).out.contains("no limit was set"));
    assert!(call("--max-drop public.probability_break_even=0.02").exits(4).out.contains("✗ fails"));
    call("--max-drop public.probability_break_even=0.5").exits(0);
    call("--no-loser municipality,state").exits(4);
    call("--max-rise municipality.peak_funding_need.mean=1").exits(0);
    call("--max-rise public.net_benefit.p5=0").exits(0);
    call("--max-drop public.expected_shortfall_5=1").exits(4);
    call("--max-drop outcomes.turned_around.additional.mean=0.1").exits(4);
    call("--max-drop joint.all_payers_gain=0.001").exits(4);
    call("--max-rise lines.costs.treatment=1").exits(2);
    call("--max-rise public.lines.costs.treatment=1").exits(0);
    assert!(
        call("--max-drop public.probability_braek_even=0.5")
            .exits(2)
            .err
            .contains("no scenario has the figure")
    );
    call("--max-drop public.probability_break_even=-1").exits(2);
    // What is asked beyond the draws is undecided, and more draws decide it.
    let change = desk.call("compare base.toml worse.toml --format json").json();
    let value = &change["pairs"][0]["perspectives"]["public"]["probability_break_even"]["value"];
    call(&format!("--max-drop public.probability_break_even={}", -value.as_f64().unwrap())).exits(5);
}

#[test]
fn what_the_files_require_is_judged_where_it_changed() {
    let desk = Desk::new();
    desk.put("base.toml", &requiring(0.8));
    desk.put("strict.toml", &requiring(0.9));
    desk.put("worse.toml", &requiring(0.8).replace("0.3333333333333333", "0.25"));
    desk.call("compare base.toml base.toml").exits(0);
    desk.call("compare base.toml strict.toml").exits(4);
    desk.call("compare base.toml worse.toml").exits(4);
    // It failed before, and nothing was changed: that is for `run` to say.
    assert!(desk.call("compare strict.toml strict.toml").exits(0).out.contains("as before"));
}

#[test]
fn a_requirement_that_is_dropped_or_loosened_is_said() {
    let desk = Desk::new();
    desk.put("base.toml", &requiring(0.9));
    let metric = requiring(0.9).replace("\"probability_break_even\"", "\"break_even_year.by_year.5\"");
    for (name, text) in
        [("dropped", U_TURN.to_owned()), ("loosened", requiring(0.8)), ("another figure", metric)]
    {
        desk.put("other.toml", &text);
        let call = |format: &str| desk.call(&format!("compare base.toml other.toml --format {format}"));
        let report = &call("text").out;
        assert!(
            !report.starts_with("no change") && report.contains("1 requirement dropped or loosened"),
            "{report}"
        );
        let json = call("json").json();
        assert_eq!(json["counts"]["changed"], 1, "{name}");
        let gates = json["pairs"][0]["gates"].as_array().unwrap();
        let gate = gates.iter().find(|gate| gate["weakened"] == true).expect(name);
        assert_eq!(gate["name"], "require break_even (of the base)");
        assert_eq!((&gate["verdict"], &gate["decides"]), (&"fail".into(), &false.into()), "{name}");
        assert_eq!(gate["threshold"]["at_least"], 0.9);
        assert_eq!(json["pairs"][0]["warnings"][0]["code"], "weaker-requirement");
        assert!(call("github").out.contains("::warning file=other.toml"), "{name}");
        assert!(call("junit").out.contains("<skipped message=\"no longer required: "), "{name}");
        assert!(call("markdown").out.contains("no longer required"), "{name}");
    }
    desk.put("other.toml", U_TURN);
    desk.call("compare base.toml other.toml").exits(0);
    // A stricter one is shown too, and decides.
    desk.put("other.toml", &requiring(0.95));
    let answer = desk.call("compare base.toml other.toml");
    let report = &answer.exits(4).out;
    assert!(
        report.contains("The model is the same") && report.contains("require.break_even.at_least"),
        "{report}"
    );
}

#[test]
fn folders_are_paired_by_relative_path() {
    let desk = Desk::new();
    for side in ["before", "after"] {
        desk.put(&format!("{side}/a.toml"), &uncertain(12.0));
        desk.put(&format!("{side}/below/b.toml"), &uncertain(13.0));
    }
    desk.put("before/gone.toml", U_TURN);
    desk.put("after/come.toml", U_TURN);
    desk.put("after/below/b.toml", &uncertain(14.0));
    let json = desk.call("compare before after --format json").exits(0).json();
    assert_eq!(json["added"][0]["name"], "come.toml");
    assert_eq!(json["removed"], serde_json::json!(["gone.toml"]));
    assert_eq!(json["pairs"][0]["name"], "a.toml");
    assert_eq!(json["pairs"][0]["unchanged"], true);
    assert_eq!(json["pairs"][1]["name"], "below/b.toml");
    assert_eq!(json["pairs"][1]["unchanged"], false);
    assert_eq!(json["pairs"][1]["assumptions"][0]["at"], "after/below/b.toml:16");
    desk.call("compare before u-turn.toml").exits(2);
    desk.call("compare before").exits(2);
}

#[test]
fn a_stored_result_is_simulated_again_and_paired() {
    let desk = Desk::new();
    desk.put("base.toml", &uncertain(12.0));
    desk.call("run base.toml --format json --output stored.json").exits(0);
    let same = desk.call("compare stored.json base.toml --format json").exits(0).json();
    assert_eq!(same["pairs"][0]["unchanged"], true);
    desk.put("new.toml", &uncertain(12.5));
    let direct = desk.call("compare base.toml new.toml --format json").exits(0).json();
    let stored = desk.call("compare stored.json new.toml --format json").exits(0).json();
    assert_eq!(direct["pairs"][0]["perspectives"], stored["pairs"][0]["perspectives"]);
    desk.put("odd.json", "{}");
    assert!(desk.call("compare odd.json new.toml").exits(2).err.contains("holds no scenario"));
}

#[test]
fn a_stored_result_that_is_not_what_it_says_is_refused() {
    let desk = Desk::new();
    let text = format!("{}\n[variants.low.inputs.success_rate]\nfixed = 0.2\n", uncertain(12.0));
    desk.put("base.toml", &text);
    desk.call("run base.toml --format json --output stored.json").exits(0);
    let stored = desk.read("stored.json");
    let says = |text: &str, options: &str| {
        desk.put("odd.json", text);
        desk.call(&format!("compare odd.json base.toml {options}")).exits(2).err.clone()
    };
    assert!(says(&stored.replace("alpha = 12", "alpha = 13"), "").contains("SHA-256"));
    assert!(says(&stored.replace("\"schema_version\": 1", "\"schema_version\": 2"), "").contains("layout 2"));
    assert!(says(&stored, "--variant low").contains("--variant cannot be applied"));
    let entry = stored.trim().trim_start_matches('[').trim_end_matches(']');
    assert!(says(&format!("[{entry}, {entry}]"), "").contains("twice"));
    desk.call("run base.toml --variant low --format json --output low.json").exits(0);
    let same = desk.call("compare low.json base.toml --variant low");
    assert!(same.exits(0).out.starts_with("no change"), "{}", same.out);
}

#[test]
fn paths_into_an_estimate_are_refused() {
    let desk = Desk::new();
    desk.put("base.toml", &uncertain(12.0));
    desk.put("new.toml", &uncertain(12.5));
    let call = |path: &str| desk.call(&format!("compare base.toml new.toml --max-drop {path}=1e9"));
    for path in [
        "public.net_benefit.mean.value",
        "public.net_benefit.mean.lo",
        "public.cash_flow.undiscounted.1.hi",
        "public.break_even_year.median.value",
        "outcomes.turned_around.additional.mean.se",
    ] {
        let answer = call(path);
        let figure = path.rsplit_once('.').unwrap().0;
        assert!(answer.exits(2).err.contains(&format!("if `{figure}` is meant")), "{path}: {}", answer.err);
    }
    for path in [
        "run.draws",
        "run.seed",
        "scenario.horizon",
        "scenario.price_year",
        "perspectives.public.net_benefit",
    ] {
        call(path).exits(2);
    }
    for path in [
        "base_case.net_benefit.public",
        "base_case.gap_to_mean.public",
        "public.outcomes.turned_around.successes_to_break_even",
        "public.cash_flow.undiscounted.1",
    ] {
        call(path).exits(0);
    }
}

#[test]
fn what_cannot_be_done_is_said_and_the_rest_is_done() {
    let desk = Desk::new();
    assert!(
        desk.call_with_input("compare - -", U_TURN).exits(2).err.contains("standard input can be read once")
    );
    // The broken file is the one that has the payer.
    for side in ["before", "after"] {
        desk.put(&format!("{side}/a.toml"), &uncertain(12.0));
        desk.put(&format!("{side}/b.toml"), &U_TURN.replace("municipality", "region"));
    }
    desk.put("after/b.toml", "format = 1\n");
    let answer = desk.call("compare before after --no-loser region --format json");
    assert_eq!(answer.exits(3).json()["counts"]["failed"], 1);
    // In a folder, files without variants have nothing to be compared with.
    let variant = format!("{}\n[variants.low.inputs.success_rate]\nfixed = 0.2\n", uncertain(12.0));
    desk.put("folder/with.toml", &variant);
    desk.put("folder/without.toml", U_TURN);
    let json = desk.call("compare folder --variants --format json").exits(0).json();
    assert_eq!(json["pairs"].as_array().unwrap().len(), 1);
}

#[test]
fn variants_are_compared_with_their_file() {
    let desk = Desk::new();
    let text = format!(
        "{}\n[variants.low.inputs.success_rate]\nfixed = 0.2\n[variants.same]\ntitle = \"Same\"\n",
        uncertain(12.0)
    );
    desk.put("base.toml", &text);
    let json = desk.call("compare base.toml --variants --format json").exits(0).json();
    assert_eq!(json["pairs"][0]["name"], "base.toml (variant low)");
    assert_eq!(json["pairs"][0]["unchanged"], false);
    assert_eq!(json["pairs"][1]["unchanged"], true);
    assert!(desk.call("compare u-turn.toml --variants").exits(2).err.contains("no [variants.NAME]"));
}

#[test]
fn different_money_is_refused_and_different_years_are_warned_of() {
    let desk = Desk::new();
    desk.put("euro.toml", &U_TURN.replace("\"DKK\"", "\"EUR\""));
    assert!(desk.call("compare u-turn.toml euro.toml").exits(3).err.contains("currency"));
    desk.put("long.toml", &U_TURN.replace("horizon = 5", "horizon = 7"));
    assert!(
        desk.call("compare u-turn.toml long.toml")
            .exits(0)
            .out
            .contains("warning: the base counts years 0–5")
    );
    desk.put("broken.toml", "format = 1\n");
    desk.call("compare u-turn.toml broken.toml").exits(3);
}

#[test]
fn the_number_of_threads_changes_no_figure() {
    let desk = Desk::new();
    desk.put("base.toml", &uncertain(12.0));
    desk.put("new.toml", &uncertain(12.5));
    desk.put("third.toml", &uncertain(11.5));
    // Two are compared; three are also ranked.
    for files in ["base.toml new.toml", "base.toml new.toml third.toml"] {
        let call = |threads: usize| {
            desk.call(&format!("compare {files} --format json --draws 40000 --threads {threads}"))
        };
        let alone = call(1).exits(0).out.clone();
        assert_eq!(alone.contains("regret"), files.contains("third"));
        assert_eq!(call(2).exits(0).out, alone);
        assert_eq!(call(5).exits(0).out, alone);
    }
}

#[test]
fn a_payer_that_one_side_has_is_in_the_tables() {
    let desk = Desk::new();
    desk.put("base.toml", &uncertain(12.0));
    let split = uncertain(11.0)
        .replace("state = \"Staten\"", "state = \"Staten\"\nregion = \"Regionen\"")
        .replace("state = 0.5 }", "state = 0.4, region = 0.1 }");
    desk.put("other.toml", &split);
    let json = desk.call("compare base.toml other.toml --format json").exits(0).json();
    let region = &json["pairs"][0]["one_sided"]["region"];
    assert!(region["was"].is_null() && region["is"]["net_benefit"]["value"].as_f64().unwrap() > 0.0);
    assert!(json["pairs"][0]["perspectives"]["region"].is_null());
    let rows = |call: &str| -> Vec<String> {
        let answer = desk.call(call);
        let rows = answer.exits(0).out.lines().filter(|line| line.contains("Regionen"));
        rows.map(|row| row.split_whitespace().filter(|word| *word != "|").collect::<Vec<_>>().join(" "))
            .collect()
    };
    for format in ["text", "markdown"] {
        let come = rows(&format!("compare base.toml other.toml --format {format}"));
        assert!(come.len() >= 2 && come[0].contains("Regionen – "), "{come:?}");
        let gone = rows(&format!("compare other.toml base.toml --format {format}"));
        assert!(gone.len() >= 2 && gone[0].ends_with("– – – – – – –"), "{gone:?}");
    }
}

#[test]
fn stored_figures_that_are_not_those_of_now_are_told() {
    let desk = Desk::new();
    desk.put("base.toml", &uncertain(12.0));
    desk.call("run base.toml --format json --output stored.json").exits(0);
    let warnings = |options: &str| {
        let json =
            desk.call(&format!("compare stored.json base.toml --format json {options}")).exits(0).json();
        json["pairs"][0]["warnings"].to_string()
    };
    assert!(!warnings("").contains("stored-figures-differ"));
    let mut stored: serde_json::Value = serde_json::from_str(&desk.read("stored.json")).unwrap();
    let entry = if stored.is_array() { &mut stored[0] } else { &mut stored };
    entry["perspectives"]["public"]["net_benefit"]["mean"]["value"] = 1.0.into();
    desk.put("stored.json", &stored.to_string());
    assert!(warnings("").contains("stored-figures-differ"), "{}", warnings(""));
    // Other draws give other figures.
    assert!(!warnings("--seed 7").contains("stored-figures-differ"));
    assert!(!warnings("--sampling sobol").contains("stored-figures-differ"));
}

#[test]
fn an_input_that_the_call_invents_is_warned_of() {
    let desk = Desk::new();
    desk.put("base.toml", &uncertain(12.0));
    let call = |set: &str| desk.call(&format!("compare base.toml u-turn.toml --set {set}"));
    let invented = call("inputs.nothing.fixed=3");
    assert!(invented.exits(0).err.contains("no scenario reads the input `nothing`"), "{invented:?}");
    assert!(!call("inputs.saving.fixed=150_000").exits(0).err.contains("no scenario reads"));
}
