//! `stress`: what the command says, writes and refuses.

use boon::{Compiler, Schemas};

use vendepunkt::analysis::stress::{Stress, Stresses, stress};
use vendepunkt::engine::{Pool, Unwatched};
use vendepunkt::scenario::{Request, load};
use vendepunkt::summary::Settings;

use crate::call::{Desk, U_TURN};

/// A folder with a scenario of which three assumptions are uncertain.
pub fn desk() -> Desk {
    let desk = Desk::new();
    let text = U_TURN
        .replace("fixed = 0.3333333333333333", "beta = { mean = 0.3, sd = 0.08 }")
        .replace("fixed = 179_166.66666666666", "lognormal = { mean = 179_167, sd = 18_000 }")
        .replace("fixed = 155_000", "pert = { low = 100_000, mode = 129_000, high = 200_000 }");
    desk.put("doubt.toml", &(text + "\n[variants.dear]\ninputs.course_cost.fixed = 300_000\n"));
    desk
}

/// A text with single blanks between its words.
pub fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_report_says_what_matters_before_it_shows_the_table() {
    let desk = desk();
    let text = words(&desk.call("stress doubt.toml").exits(0).out);
    let mut rest = text.as_str();
    for part in [
        "U-turn, one third doubt.toml As it is, the public gains ",
        " on average and breaks even in ",
        "What matters most is success rate: at 0.200 mean net benefit is DKK −",
        ", at 0.406 it is DKK 2.",
        "At least four times in five it lies between these two.",
        "Each of these by itself turns mean net benefit from gain to loss, or back: success rate and saving.",
        "With every assumption at its unfavourable end at once, the public loses DKK 2.",
        " on average; the assumptions come to less than that in ",
        "If every assumption were as bad as its 4",
        "% quantile, it would just break even on average.",
        "ONE ASSUMPTION AT A TIME mean net benefit in DKK m, the public",
        "at P10 at P90",
        "Success rate 0.200 0.406 −",
        "Saving 11",
        "Course cost 156,800 202,700",
        "All other assumptions are as drawn, over the same draws.",
        "ALL ASSUMPTIONS AT ONCE mean net benefit in DKK m, the public",
        "Worst −2.",
        "Medians ",
        "Best ",
        "Worst: Course cost 202,700, saving 11",
    ] {
        let at = rest.find(part).unwrap_or_else(|| panic!("`{part}` is not where it should be in:\n{text}"));
        rest = &rest[at + part.len()..];
    }
    let city =
        words(&desk.call("stress doubt.toml --perspective municipality --low 25 --high 75").exits(0).out);
    assert!(
        city.contains("Københavns Kommune loses ") && city.contains("At least 50 times in 100 it lies"),
        "{city}"
    );
    assert!(city.contains("at P25 at P75"), "{city}");
    let certain = words(&desk.call("stress u-turn.toml").exits(0).out);
    assert!(certain.contains("No assumption on which net benefit depends is uncertain"), "{certain}");
    assert!(!certain.contains("ONE ASSUMPTION") && !certain.contains("AT ONCE"), "{certain}");
    let alone = words(&desk.call("stress doubt.toml --only together").exits(0).out);
    assert!(alone.contains("ALL ASSUMPTIONS AT ONCE") && !alone.contains("What matters most"), "{alone}");
}

/// What cannot be played is said, and all else is shown.
#[test]
fn settings_that_cannot_be_played_are_named_in_the_report() {
    let desk = desk();
    let text = desk.read("doubt.toml").replace("amount = \"saving\"", "amount = \"saving + 0 * ln(margin)\"");
    let law = "[inputs.margin]\ndiscrete = { values = [0, 1], weights = [0.00001, 0.99999] }\n";
    desk.put("edge.toml", &text.replace("[inputs.saving]", &format!("{law}[inputs.saving]")));
    let text = words(&desk.call("stress edge.toml --draws 1000").exits(0).out);
    assert!(text.contains("Untried: margin at 0, as `effects.public_saving.amount` is "), "{text}");
    assert!(text.contains("ONE ASSUMPTION AT A TIME") && text.contains("At the median throughout"), "{text}");
    // What goes along with an assumption has a table of its own.
    let text = desk.read("doubt.toml")
        + "[correlations.both]\ninputs = [\"saving\", \"course_cost\"]\nspearman = 0.5\n";
    desk.put("both.toml", &text);
    let text = words(&desk.call("stress both.toml --draws 1000").exits(0).out);
    assert!(text.contains("WITH THOSE THAT MOVE WITH IT") && text.contains("Saving~ "), "{text}");
}

#[test]
fn pages_are_as_wide_as_asked_and_markdown_has_a_table() {
    let desk = desk();
    for columns in [60, 80, 200] {
        let output =
            desk.program().env("COLUMNS", columns.to_string()).args(["stress", "doubt.toml"]).output();
        let text = String::from_utf8(output.expect("the program starts").stdout).expect("it is UTF-8");
        assert!(text.lines().all(|line| line.chars().count() <= columns), "{columns}:\n{text}");
        assert_eq!(words(&text).contains("breaks breaks"), columns > 60, "{columns}:\n{text}");
    }
    let markdown = desk.call("stress doubt.toml --only tornado --format markdown").exits(0).out.clone();
    assert!(
        markdown.contains("# U-turn, one third") && markdown.contains("## One assumption at a time"),
        "{markdown}"
    );
    assert_eq!(markdown.lines().filter(|line| line.starts_with('|')).count(), 5, "{markdown}");
}

#[test]
fn json_is_as_its_schema_says_and_reads_back_to_the_answer() {
    let desk = desk();
    let answer =
        desk.call("stress doubt.toml --format json --low 5 --perspective state --seed 7 --variant dear");
    let json = answer.exits(0).json();
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let schema = serde_json::from_str(&desk.call("schema stress").exits(0).out).expect("a schema is JSON");
    compiler.add_resource("http://example.org/stress", schema).expect("a resource");
    let index = compiler.compile("http://example.org/stress", &mut schemas).expect("the schema is one");
    schemas.validate(&json, index).unwrap_or_else(|error| panic!("{error:#}"));
    // A schema that takes anything would say nothing.
    for broken in ["base", "tornado", "unread", "perspective"] {
        let mut json = json.clone();
        json.as_object_mut().expect("an object").remove(broken);
        assert!(schemas.validate(&json, index).is_err(), "without {broken}");
    }
    let request = Request { variant: Some("dear".to_owned()), ..Request::path(desk.path("doubt.toml")) };
    let loaded = load(&request).expect("the scenario is valid");
    let pool = Pool::new(1).expect("a thread can be started");
    let settings = Settings { draws: 20_000, seed: 7, ..Settings::default() };
    let asked = Stresses { ends: [0.05, 0.9], perspective: "state".to_owned(), ..Stresses::default() };
    let expected = stress(&loaded, "doubt.toml", Some("dear"), &pool, &settings, &asked, &Unwatched);
    let read: Stress = serde_json::from_str(&answer.out).expect("it reads back");
    assert_eq!(read, expected.expect("it can be put under stress"));
    let inputs: Vec<&str> = read.tornado.iter().map(|row| row.input.as_str()).collect();
    assert_eq!(inputs, ["success_rate", "saving"]);
}

#[test]
fn what_is_set_and_what_is_read_from_standard_input_counts() {
    let desk = desk();
    let set = desk.call("stress doubt.toml --set inputs.saving.fixed=155_000 --format json").exits(0).json();
    let inputs: Vec<_> = set["tornado"].as_array().expect("rows").iter().map(|row| &row["input"]).collect();
    assert_eq!(inputs, ["success_rate", "course_cost"]);
    let piped = desk.call_with_input("stress - --format json", &desk.read("doubt.toml"));
    let (piped, named) =
        (piped.exits(0).json(), desk.call("stress doubt.toml --format json").exits(0).json());
    assert_eq!((&piped["scenario"]["file"], &piped["tornado"]), (&"-".into(), &named["tornado"]));
    desk.call("stress doubt.toml -o report.txt").exits(0);
    assert_eq!(desk.read("report.txt"), desk.call("stress doubt.toml").out);
}

#[test]
fn what_cannot_be_is_refused() {
    let desk = desk();
    desk.put("broken.toml", "format = 1\n");
    desk.put(
        "beyond.toml",
        &desk.read("doubt.toml").replace("amount = \"saving\"", "amount = \"ln(saving - 115000)\""),
    );
    let text = desk.read("doubt.toml");
    for (call, code, says) in [
        ("stress doubt.toml -o doubt.toml", 2, "would be overwritten"),
        ("stress doubt.toml --perspective stat", 2, "`stat`, named by --perspective; did you mean `state`?"),
        ("stress doubt.toml --perspective x", 2, "there are `municipality`, `state` and `public`"),
        ("stress doubt.toml --low 60", 2, "60 is not in 1..=49"),
        ("stress doubt.toml --target 1", 2, "above 0 and below 1"),
        ("stress doubt.toml --funder stat", 2, "no payer `stat`, named by --funder; did you mean `state`?"),
        ("stress doubt.toml --only grid", 2, "name two assumptions by --grid A,B"),
        ("stress doubt.toml --worth-to 0", 2, "`0` is no amount above 0"),
        ("stress doubt.toml --wait 0", 2, "0 is not in 1..=100"),
        ("stress doubt.toml --high 50", 2, "50 is not in 51..=99"),
        ("stress doubt.toml --target 80%", 2, "a probability above 0 and below 1 is expected, as 0.8"),
        ("stress doubt.toml --input savin", 2, "`savin`, named by --input; did you mean `saving`?"),
        ("stress doubt.toml --input saving=5:1", 2, "a range rises: 5 is not below 1"),
        ("stress doubt.toml --input saving=5", 2, "write a range as FROM:TO"),
        ("stress doubt.toml --input saving --input saving=1:5", 2, "--input names `saving` twice"),
        ("stress doubt.toml --precision 0.1", 2, "unexpected argument"),
        ("stress broken.toml", 3, "error["),
        ("stress nowhere.toml", 3, "nowhere.toml"),
        ("stress beyond.toml", 3, "`effects.public_saving.amount` is not a number"),
    ] {
        let answer = desk.call(call);
        assert!(answer.exits(code).err.contains(says), "{call}: {}", answer.err);
        assert_eq!(answer.out, "", "{call}");
    }
    assert_eq!(desk.read("doubt.toml"), text);
    let help = words(&desk.call("stress --help").exits(0).out);
    for says in
        ["--low <PERCENT>", "--high <PERCENT>", "--perspective <NAME>", "--sampling", "`public` if not said"]
    {
        assert!(help.contains(says), "{says}: {help}");
    }
}

#[test]
fn the_report_says_what_a_years_waiting_costs() {
    let desk = desk();
    let text = words(&desk.call("stress doubt.toml --only waiting").exits(0).out);
    let mut rest = text.as_str();
    for part in [
        "A year's waiting costs ",
        "THE PRICE OF WAITING",
        "A year later",
        "2 years later",
        "3 years later",
        "nobody gets worse meanwhile",
    ] {
        let at = rest.find(part).unwrap_or_else(|| panic!("`{part}` is not where it should be in:\n{text}"));
        rest = &rest[at + part.len()..];
    }
    let city =
        words(&desk.call("stress doubt.toml --only waiting --perspective state --wait 7").exits(0).out);
    assert!(city.contains("A year's waiting costs Staten "), "{city}");
    assert!(city.contains("After 6 years or more not everything would begin"), "{city}");
    let json = desk.call("stress doubt.toml --only waiting --wait 7 --format json").exits(0).json();
    assert!(
        json["waiting"][5]["perspectives"]["public"].is_null()
            && !json["waiting"][4]["perspectives"]["public"].is_null()
    );
}

#[test]
fn the_report_says_who_should_pay_and_what_a_success_would_have_to_be_worth() {
    let desk = desk();
    let text = words(&desk.call("stress doubt.toml --only payers,worth").exits(0).out);
    let mut rest = text.as_str();
    for part in [
        "No agreement lets every payer break even with 80%: the public as a whole does in only ",
        "No payment from Staten lets Københavns Kommune and Staten break even with 80% at once: at best they do in ",
        "Paid per success: ",
        "For 80% certainty a success would have to be worth ",
        "WHO SHOULD PAY DKK, paid by Staten",
        "share of its costs",
        "Needed: the least",
        "WHAT A SUCCESS WOULD HAVE TO BE WORTH",
    ] {
        let part = words(part);
        let at = rest
            .find(part.as_str())
            .unwrap_or_else(|| panic!("`{part}` is not where it should be in:\n{text}"));
        rest = &rest[at + part.len()..];
    }
    let easier = words(&desk.call("stress doubt.toml --only payers --target 0.4").exits(0).out);
    assert!(easier.contains("Københavns Kommune breaks even with 40% if Staten carries "), "{easier}");
    let json = desk.call("stress doubt.toml --only payers --funder municipality --target 0.6 --format json");
    let json = json.exits(0).json();
    assert_eq!((&json["payers"]["funder"], &json["target"]), (&"municipality".into(), &0.6.into()));
    assert!(json["payers"]["agreements"]["state"]["cofinancing"].is_null());
    // Where nothing is needed that is said, and the curve shown, if nothing else was asked for.
    let text =
        words(&desk.call("stress doubt.toml --only worth --target 0.05 --worth-to 300000").exits(0).out);
    let none = "certainty a success need not be worth more to the public than is counted.";
    assert!(text.contains(none) && text.contains("WHAT A SUCCESS WOULD HAVE TO BE WORTH"), "{text}");
    let csv = desk.call("stress doubt.toml --only payers,worth --format csv").exits(0).out.clone();
    assert!(csv.contains("payers.agreements.municipality.transfer.needed,"), "{csv}");
    assert!(csv.contains("worth.turned_around.probability,"), "{csv}");
}

#[test]
fn where_the_answer_turns_is_said_with_what_to_set() {
    let desk = desk();
    let text = words(&desk.call("stress doubt.toml --only switching --target 0.5").exits(0).out);
    println!("{text}");
    for part in [
        "On average the money ",
        "50.0% certainty",
        "SWITCHING VALUES where the answer turns, the public",
        "Success rate ",
        "Saving ",
        "All other assumptions are as drawn, over the same draws.",
    ] {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
    assert!(!text.contains("ONE ASSUMPTION") && !text.contains("is uncertain"), "{text}");
    // A value that is set as the report says turns the mean.
    let json = desk.call("stress doubt.toml --only switching --format json --input saving=50_000:200_000");
    let json = json.exits(0).json();
    assert_eq!((&json["parts"], &json["target"]), (&serde_json::json!(["switching"]), &0.8.into()));
    for row in json["switching"].as_array().expect("rows") {
        // A whole number is no hair beyond the turn.
        let Some(root) = row["mean"]["roots"].get(0).filter(|_| row["whole"] == false) else { continue };
        let set = root["set"].as_array().expect("texts").iter().map(|set| set.as_str().expect("a text"));
        let set: Vec<String> = set.map(|set| format!("--set {set}")).collect();
        let call = format!("run doubt.toml --format json {}", set.join(" "));
        let mean = &desk.call(&call).exits(0).json()[0]["perspectives"]["public"]["net_benefit"]["mean"];
        let (lo, hi) = (mean["lo"].as_f64().expect("a number"), mean["hi"].as_f64().expect("a number"));
        assert!(lo <= 0.0 && 0.0 <= hi, "{call}: {mean}");
    }
    let saving = json["switching"].as_array().expect("rows").iter().find(|row| row["input"] == "saving");
    assert_eq!(saving.expect("a row")["range"]["searched"], serde_json::json!([50_000.0, 200_000.0]));
    let csv = desk.call("stress doubt.toml --only switching --format csv").exits(0).out.clone();
    assert!(csv.contains("switching.saving.mean.roots."), "{csv}");
    assert!(csv.contains("switching.discount.rate.mean.roots."), "{csv}");
}

#[test]
fn numbers_of_the_file_are_searched_and_those_that_it_cannot_state_are_named() {
    let desk = desk();
    let call = "stress doubt.toml --only switching,grid --number outcomes.turned_around.onset=0:10 \
                --grid cohort.participants=10:30:3,discount.rate=0:0.1:2";
    let text = words(&desk.call(call).exits(0).out);
    println!("{text}");
    for part in [
        "Number of participants ",
        "Discount rate 0% ≤ ",
        "Horizon in years ",
        "outcomes.turned_around.onset ",
        "discount rate and outcomes.turned_around.onset.",
        "% a year: the discount rate at which gains and costs are equal.",
        "outcomes.turned_around.onset from 6 to 10 is not tried: `effects.public_saving` starts in year 6, after the horizon",
        "number of participants by row, discount rate by column; the public",
    ] {
        assert!(text.contains(part), "`{part}` is not in:\n{text}");
    }
    for (options, says) in [
        ("--number success_rate=0:1", "`success_rate` is an input: search it by --input success_rate=0:1"),
        (
            "--number nothing=0:1",
            "`nothing`, named by --number, takes none of these values: unknown key `nothing`",
        ),
        ("--number title=0:1", "takes none of these values: it is text in quotes"),
        ("--number inputs.saving=0:1", "it is a table: name a number in it, as inputs.saving.pert.mode"),
        (
            "--only tornado --grid saving,success_rate",
            "--grid is of a part that --only leaves out: add `grid` to it",
        ),
        ("--number discount.rate=-5:-2", "`discount.rate` is out of range"),
        ("--number horizon=1:1.5", "its range must hold two whole numbers or more"),
        ("--number horizon=1:3 --number horizon=1:4", "--number names `horizon` twice: state one range"),
        ("--number horizon", "write PATH=FROM:TO"),
        ("--number horizon=3:1", "a range rises: 3 is not below 1"),
        ("--grid horizon,success_rate", "of another number of the file say the values"),
        ("--grid horizon=1:3:3,costs.none.amount=1:2:2", "named by --grid, takes none of these values"),
    ] {
        let refused = desk.call(&format!("stress doubt.toml --draws 1000 {options}")).exits(2).err.clone();
        assert!(refused.contains(says), "{options}: {refused}");
    }
}
