//! `value`: what the command says, writes and refuses.

use boon::{Compiler, Schemas};

use vendepunkt::analysis::value::Valuation;

use crate::stress::{desk, words};

const STUDY: &str =
    "value doubt.toml --study success_rate=binomial --study-cost 1000 --cost-per-person 10 --repeat 98";

#[test]
fn the_report_says_what_to_do_before_it_shows_the_tables() {
    let text = words(&desk().call(STUDY).exits(0).out);
    let mut rest = text.as_str();
    for part in [
        "U-turn, one third doubt.toml or nothing",
        "Fund it: on average, the public gains ",
        "Being certain of every assumption would be worth ",
        "; of success rate alone ",
        "No study is worth more than that, for this decision. The decision is taken 98 times:",
        "WHAT IT IS WORTH TO KNOW",
        "Success rate ",
        "Everything ",
        "A STUDY OF SUCCESS RATE",
        "Follow ",
        " more than it costs; it is the largest that was tried, so try a larger --n.",
        "50 people ",
        "2,000 people ",
    ] {
        let Some(at) = rest.find(part) else { panic!("no {part:?} in {rest}") };
        rest = &rest[at + part.len()..];
    }
    let lost = words(&desk().call("value doubt.toml --set inputs.saving.fixed=1000").exits(0).out);
    assert!(lost.contains("Do not fund it: on average, the public loses "), "{lost}");
    let safe = "In none of the draws would knowing more change the decision: as far as they can tell it is worth less than ";
    assert!(lost.contains(safe), "{lost}");
    let certain = words(&desk().call("value u-turn.toml").exits(0).out);
    assert!(certain.contains("no study is worth anything"), "{certain}");
}

#[test]
fn several_scenarios_are_chosen_between() {
    let desk = desk();
    desk.put("dear.toml", &desk.read("doubt.toml").replace("mean = 179_167", "mean = 300_000"));
    let text = words(&desk.call("value doubt.toml dear.toml --or-nothing").exits(0).out);
    assert!(text.contains("Take doubt.toml: on average, the public gains "), "{text}");
    assert!(
        text.contains("WHICH TO TAKE") && text.contains("the likeliest break-even takes nothing"),
        "{text}"
    );
    let shared = "Course cost, saving, success rate are one and the same in all files that have them";
    assert!(text.contains(shared), "{text}");
    let own = desk
        .call("value doubt.toml dear.toml --programmes --share success_rate --format json")
        .exits(0)
        .json();
    let known: Vec<&str> = own["perspectives"]["public"]["evppi"]
        .as_array()
        .expect("rows")
        .iter()
        .filter(|row| row["group"].is_null())
        .filter_map(|row| row["inputs"][0].as_str())
        .collect();
    for name in ["success_rate", "saving (doubt)", "saving (dear)", "course_cost (dear)"] {
        assert!(known.contains(&name), "{name} in {known:?}");
    }
    assert_eq!(known.len(), 5, "{known:?}");
    assert_eq!(own["shared"], serde_json::json!(["success_rate"]));
}

#[test]
fn json_is_as_its_schema_says_and_csv_has_every_figure_of_it() {
    let desk = desk();
    let answer = desk.call(&format!("{STUDY} --n 10,50 --format json"));
    let json = answer.exits(0).json();
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let schema = serde_json::from_str(&desk.call("schema value").exits(0).out).expect("a schema is JSON");
    compiler.add_resource("http://example.org/value", schema).expect("a resource");
    let index = compiler.compile("http://example.org/value", &mut schemas).expect("the schema is one");
    schemas.validate(&json, index).unwrap_or_else(|error| panic!("{error:#}"));
    for broken in ["options", "repeat", "perspectives"] {
        let mut json = json.clone();
        json.as_object_mut().expect("an object").remove(broken);
        assert!(schemas.validate(&json, index).is_err(), "without {broken}");
    }
    let read: Valuation = serde_json::from_str(&answer.out).expect("it reads back");
    assert_eq!(serde_json::to_value(&read).expect("it can be written"), json);
    let text = desk.call(&format!("{STUDY} --n 10,50 --format csv")).exits(0).out.clone();
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(rows.headers().expect("a header"), vec!["path", "value", "se", "lo", "hi"]);
    let mut paths = Vec::new();
    for row in rows.records() {
        let row = row.expect("a row");
        paths.push(row[0].to_owned());
        if &row[0] == "perspectives.public.evppi.success_rate.value" {
            let public = &read.perspectives["public"];
            let known = public
                .as_ref()
                .unwrap()
                .evppi
                .iter()
                .find(|known| known.inputs == ["success_rate"])
                .expect("it is known");
            let parts = [known.value.value, known.value.se, known.value.lo, known.value.hi];
            assert_eq!(parts.map(|part| part.to_string()), [1, 2, 3, 4].map(|at| row[at].to_owned()));
        }
    }
    for path in [
        "perspectives.public.evpi",
        "perspectives.public.evppi.success_rate.value",
        "perspectives.state.evsi.success_rate.10.value",
        "perspectives.public.best.success_rate.n",
        "perspectives.public.expected.doubt.toml",
    ] {
        assert!(paths.iter().any(|known| known == path), "{path} in {paths:?}");
    }
    let stress = desk.call("stress doubt.toml --format csv").exits(0).out.clone();
    assert!(stress.contains("\r\ntornado.saving.low.perspectives.public.net_benefit.mean,"), "{stress}");
}

#[test]
fn what_cannot_be_is_refused() {
    let desk = desk();
    desk.put("nothing", &desk.read("doubt.toml"));
    desk.put(
        "other.toml",
        &desk.read("doubt.toml").replace("mean = 0.3, sd = 0.08", "mean = 0.4, sd = 0.08"),
    );
    desk.put("euro.toml", &desk.read("doubt.toml").replace("currency = \"DKK\"", "currency = \"EUR\""));
    for (call, code, says) in [
        ("value", 2, "required"),
        ("value doubt.toml -o doubt.toml", 2, "would be overwritten"),
        ("value doubt.toml doubt.toml", 2, "named twice"),
        ("value doubt.toml euro.toml", 3, "the currency of the base is `DKK`"),
        ("value doubt.toml --perspective stat", 2, "did you mean `state`?"),
        ("value doubt.toml --perspective x", 2, "there are `municipality`, `public` and `state`"),
        ("value doubt.toml ./doubt.toml", 2, "named twice"),
        ("value - -", 2, "named twice"),
        (
            "value doubt.toml --study success_rate=binomial,saving=normal:9 --n 9000",
            2,
            "at most 5000 people in each",
        ),
        ("value nothing", 2, "two options are called `nothing`"),
        ("value doubt.toml --study saving=normal:1 --study saving=normal:2", 2, "twice"),
        (
            "value doubt.toml --group a=saving,course_cost --group a=saving,success_rate",
            2,
            "two groups are called `a`",
        ),
        ("value u-turn.toml --study saving=normal:1", 2, "no input that matters is uncertain"),
        ("value doubt.toml --study sving=normal:1", 2, "did you mean `saving`?"),
        ("value doubt.toml --repeat 1e305", 2, "at most 1e9"),
        ("value doubt.toml --study saving=normal:1 --study-cost 1e308", 2, "from 0 to 1e15"),
        (
            "value doubt.toml other.toml --study success_rate=binomial",
            2,
            "has another law in another scenario",
        ),
        ("value doubt.toml --draws 1e12", 3, "more memory than there is"),
        ("value doubt.toml --study saving=binomial", 2, "`saving` is no chance"),
        ("value doubt.toml --study saving=normal", 2, "neither `binomial` nor `normal:SD`"),
        ("value doubt.toml --study saving=normal:0", 2, "no standard deviation above 0"),
        ("value doubt.toml --study rate=binomial", 2, "nothing to learn of `rate`"),
        ("value doubt.toml --group all=saving", 2, "fewer than two inputs"),
        ("value doubt.toml --group saving", 2, "write NAME=INPUT,INPUT"),
        ("value doubt.toml --n 0", 2, "no number of people from 1 to 100000"),
        ("value doubt.toml --repeat 0", 2, "no number of times above 0"),
        ("value doubt.toml --study success_rate=binomial --study-cost -1", 2, "no amount from 0 to 1e15"),
        ("value doubt.toml --study-cost 1", 2, "--study"),
        ("value doubt.toml --repeat -1", 2, "no number of times above 0"),
        ("value doubt.toml --share saving", 2, "--programmes"),
        ("value doubt.toml u-turn.toml --programmes --share wages", 2, "no programme has the input `wages`"),
        ("value doubt.toml --precision 0.1", 2, "unexpected argument"),
        ("value missing.toml", 3, "missing.toml"),
    ] {
        let answer = desk.call(call);
        answer.exits(code);
        assert!(answer.err.contains(says), "{call}: {}", answer.err);
    }
}

/// Luck hangs on the file's name, however its path was typed; and what is not before a reader's eyes is said beside.
#[test]
fn paths_move_no_luck_and_warnings_are_not_lost() {
    let desk = desk();
    std::fs::create_dir(desk.path("d")).expect("a folder");
    desk.put("d/a.toml", &desk.read("doubt.toml"));
    desk.put("d/b.toml", &desk.read("doubt.toml").replace("mean = 179_167", "mean = 200_000"));
    desk.put("a.toml", &desk.read("d/a.toml"));
    desk.put("b.toml", &desk.read("d/b.toml"));
    let evpi = |files: &str| {
        let json = desk.call(&format!("value {files} --programmes --format json")).exits(0).json();
        json["perspectives"]["public"]["evpi"].clone()
    };
    assert_eq!(evpi("a.toml b.toml"), evpi("d/a.toml d/b.toml"));
    desk.put("steep.toml", &desk.read("doubt.toml").replace("rate = 0.0", "rate = 0.5"));
    for command in ["stress", "value"] {
        let csv = desk.call(&format!("{command} steep.toml --format csv"));
        assert!(csv.exits(0).err.contains("`discount.rate` takes 50% a year"), "{}", csv.err);
        let file = desk.call(&format!("{command} steep.toml -o report.txt"));
        assert!(file.exits(0).err.contains("listed in the report"), "{}", file.err);
        assert_eq!(desk.call(&format!("{command} steep.toml")).exits(0).err, "");
    }
}

/// What comes to 0 but for rounding decides nothing, in either report.
#[test]
fn rounding_is_no_reason_to_fund_or_not() {
    let desk = desk();
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/one-child-in-five.toml");
    let value = words(&desk.call(&format!("value {shipped}")).exits(0).out);
    assert!(
        value.contains("Nothing decides between them: on average, the public neither gains nor loses."),
        "{value}"
    );
    let stress = words(&desk.call(&format!("stress {shipped} --only tornado,together")).exits(0).out);
    assert!(stress.contains("As it is, the public comes to DKK 0"), "{stress}");
    assert!(!stress.contains("unfavourable end at once, the public"), "{stress}");
    let shares = words(&desk.call(&format!("sensitivity {shipped}")).exits(0).out);
    assert!(!shares.contains("> 99"), "{shares}");
}
