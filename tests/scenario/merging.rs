//! Files that extend others, variants and overrides.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use vendepunkt::scenario::formula::Expr;
use vendepunkt::scenario::{Definition, Invalid, Layer, Loaded, Request, load};

use crate::support::{BASE, MOVING, add, content, edit, moving, rendered, text};

/// Files in a folder of their own.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

fn load_path(folder: &TempDir, name: &str) -> Result<Loaded, Invalid> {
    load(&Request::path(folder.path().join(name)))
}

fn valid(folder: &TempDir, name: &str) -> Loaded {
    load_path(folder, name).unwrap_or_else(|e| panic!("{name}:\n{}", rendered(&Err(e))))
}

fn written(loaded: &Loaded, input: &str) -> String {
    loaded.scenario.inputs[input].written.clone()
}

#[test]
fn a_file_takes_another_and_changes_what_it_lists() {
    let folder = folder(&[
        ("base.toml", BASE),
        (
            "child.toml",
            "extends = \"base.toml\"\ntitle = \"Child\"\nhorizon = 8\n[cohort]\nparticipants = 30\n",
        ),
        ("sub/grandchild.toml", ""),
        ("grandchild.toml", "extends = \"child.toml\"\n[costs.treatment]\namount = 5\n"),
    ]);
    let loaded = valid(&folder, "grandchild.toml");
    assert_eq!(loaded.scenario.title, "Child");
    assert_eq!(loaded.scenario.horizon, 8);
    assert_eq!(
        loaded.scenario.costs["treatment"].amount.quantities().next().unwrap().expr,
        Expr::Number(5.0)
    );
    // The other keys of the entry stay.
    assert_eq!(loaded.scenario.costs["treatment"].paid_by["municipality"], 1.0);
    assert_eq!(loaded.files.len(), 3);
}

/// A part is a leaf, and a family beside it takes its place.
#[test]
fn parts_of_one_whole_are_set_one_by_one() {
    let moves = "[inputs.moves]\ndirichlet = { counts = { own_home = 16, away = 4 } }\n[effects.more]\n\
                 per = \"programme\"\namount = \"10 * moves.own_home\"\nshares = { state = 1 }\n";
    let set = |set: &str| add("set", moves).set(set);
    let says = |case: crate::support::Case| written(&case.valid(), "moves");
    assert_eq!(
        says(set("inputs.moves.dirichlet.counts.own_home=20")),
        "dirichlet(counts = { away = 4, own_home = 20 })"
    );
    assert_eq!(
        says(set("inputs.moves.dirichlet.counts.dead=1")),
        "dirichlet(counts = { away = 4, dead = 1, own_home = 16 })"
    );
    assert_eq!(
        says(set("inputs.moves.dirichlet={ mean = { own_home = 0.7, away = 0.3 }, n = 9 }")),
        "dirichlet(mean = { away = 0.3, own_home = 0.7 }, n = 9)"
    );
    let fixed = set("inputs.moves.fixed=0.3").set("effects.more.amount=moves");
    assert_eq!(says(fixed), "fixed(0.3)");
    let back = edit("back", "amount = \"saving\"", "amount = \"saving * success_rate.yes\"")
        .set("inputs.success_rate.dirichlet={ alpha = { yes = 2, no = 3 } }")
        .set("outcomes.turned_around.rate=success_rate.yes");
    assert_eq!(written(&back.valid(), "success_rate"), "dirichlet(alpha = { no = 3, yes = 2 })");
    let two = set("inputs.moves.dirichlet.alpha.own_home=20");
    assert!(rendered(&two.load()).contains("cannot be stated by `alpha` and `counts`"));
}

#[test]
fn rivals_displace_each_other() {
    let base = BASE
        .replace("beta = { mean = 0.42, sd = 0.08 }", "beta = { mean = 0.42, sd = 0.08 }\nmin = 0\nmax = 1");
    let folder = folder(&[
        ("base.toml", &base),
        (
            "family.toml",
            "extends = \"base.toml\"\n[inputs.success_rate]\nuniform = { min = 0.2, max = 0.4 }\n",
        ),
        ("fixed.toml", "extends = \"base.toml\"\n[inputs.success_rate]\nfixed = 0.3\n"),
        ("formula.toml", "extends = \"base.toml\"\n[inputs.success_rate]\nformula = \"0.3\"\n"),
        (
            "same.toml",
            "extends = \"base.toml\"\n[inputs.success_rate]\nbeta = { mean = 0.5, sd = 0.1 }\nmin = 0.1\nmax = 0.9\n",
        ),
        ("bound.toml", "extends = \"base.toml\"\n[inputs.success_rate]\nmin = 0.2\n"),
        ("intake.toml", "extends = \"base.toml\"\n[cohort]\nintake = [1, 2]\n"),
        ("people.toml", "extends = \"intake.toml\"\n[cohort]\nparticipants = 3\n"),
        ("steps.toml", "extends = \"base.toml\"\n[discount]\nsteps = [{ from = 0, rate = 0.01 }]\n"),
        ("rate.toml", "extends = \"steps.toml\"\n[discount]\nrate = 0.02\n"),
        ("net.toml", "extends = \"base.toml\"\n[outcomes.turned_around]\nrate_is_net = true\n"),
        ("counter.toml", "extends = \"net.toml\"\n[outcomes.turned_around]\ncounterfactual = 0.3\n"),
        ("per.toml", "extends = \"base.toml\"\n[effects.public_saving]\nper = \"programme\"\n"),
        ("outcome.toml", "extends = \"per.toml\"\n[effects.public_saving]\noutcome = \"turned_around\"\n"),
    ]);
    assert_eq!(written(&valid(&folder, "family.toml"), "success_rate"), "uniform(max = 0.4, min = 0.2)");
    assert_eq!(written(&valid(&folder, "fixed.toml"), "success_rate"), "fixed(0.3)");
    assert_eq!(written(&valid(&folder, "formula.toml"), "success_rate"), "0.3");
    let intake = valid(&folder, "intake.toml").scenario;
    assert_eq!(intake.cohort.map(|c| c.intakes.len()), Some(2));
    assert_eq!(valid(&folder, "people.toml").scenario.cohort.map(|c| c.intakes.len()), Some(1));
    assert_eq!(valid(&folder, "steps.toml").scenario.discount.steps[0].rate.expr, Expr::Number(0.01));
    assert_eq!(valid(&folder, "rate.toml").scenario.discount.steps[0].rate.expr, Expr::Number(0.02));
    for name in ["net.toml", "counter.toml", "per.toml", "outcome.toml"] {
        valid(&folder, name);
    }
    // With truncation, where the laws know it: the same family anew drops the old bounds, a bound alone stays beside.
    for (name, expected) in [
        ("same.toml", "beta(mean = 0.5, sd = 0.1), within 0.1 to 0.9"),
        ("bound.toml", "beta(mean = 0.42, sd = 0.08), within 0.2 to 1"),
    ] {
        assert_eq!(written(&valid(&folder, name), "success_rate"), expected);
    }
}

#[test]
fn two_rivals_in_one_layer_are_found_out() {
    let folder = folder(&[
        ("base.toml", BASE),
        ("child.toml", "extends = \"base.toml\"\n[cohort]\nparticipants = 3\nintake = [1, 2]\n"),
    ]);
    let invalid = load_path(&folder, "child.toml").expect_err("two rivals");
    assert_eq!(invalid.findings[0].code, "rivals");
    assert_eq!(invalid.findings[0].line, Some(4));
}

#[test]
fn entries_are_removed_and_come_back_fresh() {
    let folder = folder(&[
        (
            "base.toml",
            &format!(
                "{BASE}\n[costs.extra]\namount = 7\nper = \"programme\"\nyears = 3\npaid_by = {{ state = 1 }}\n"
            ),
        ),
        ("without.toml", "extends = \"base.toml\"\n[costs.extra]\nremove = true\n"),
        (
            "again.toml",
            "extends = \"without.toml\"\ncosts.extra = { amount = 9, per = \"programme\", paid_by = { state = 1 } }\n",
        ),
        ("kept.toml", "extends = \"base.toml\"\n[costs.extra]\nremove = false\namount = 8\n"),
        ("nobody.toml", "extends = \"base.toml\"\ncohort.remove = true\n"),
    ]);
    assert!(!valid(&folder, "without.toml").scenario.costs.contains_key("extra"));
    let again = valid(&folder, "again.toml");
    assert_eq!(again.scenario.costs["extra"].years, (0, 0), "the years of the removed entry are gone");
    assert!(again.origins.get("costs.extra.amount").expect("an origin").replaced.is_empty());
    assert_eq!(valid(&folder, "kept.toml").scenario.costs["extra"].years, (3, 3));
    let nobody = load_path(&folder, "nobody.toml").expect_err("nobody is left");
    assert!(nobody.findings.iter().all(|f| f.code == "no-cohort"));
}

#[test]
fn payers_given_as_text_are_labels() {
    let folder = folder(&[
        (
            "base.toml",
            &BASE.replace("state = \"The State\"", "state = { label = \"The State\", public = false }"),
        ),
        (
            "child.toml",
            "extends = \"base.toml\"\n[payers]\nstate = \"Staten\"\nmunicipality = { label = \"K\", public = true }\n",
        ),
    ]);
    let payers = valid(&folder, "child.toml").scenario.payers;
    assert_eq!((payers["state"].label.as_str(), payers["state"].public), ("Staten", false));
    assert_eq!(payers["municipality"].label, "K");
}

#[test]
fn dotted_keys_headers_and_inline_tables_are_one() {
    let header = edit("one", "[cohort]\nparticipants = 24", "[cohort]\nparticipants = 24\nstart = 0");
    let dotted = edit("one", "[cohort]\nparticipants = 24\n", "")
        .edit("horizon = 6", "horizon = 6\ncohort.participants = 24\ncohort.start = 0");
    let inline = edit("one", "[cohort]\nparticipants = 24\n", "")
        .edit("horizon = 6", "horizon = 6\ncohort = { participants = 24, start = 0 }");
    let expected = header.valid();
    for case in [dotted, inline] {
        let loaded = case.valid();
        assert_eq!(content(&loaded.scenario), content(&expected.scenario));
        assert_eq!(loaded.sha256, expected.sha256);
    }
    let folder = folder(&[
        ("base.toml", BASE),
        (
            "child.toml",
            "extends = \"base.toml\"\ninputs.saving.pert = { low = 1, mode = 2, high = 3 }\ninputs.saving.unit = \"DKK\"\n",
        ),
    ]);
    let child = valid(&folder, "child.toml");
    assert_eq!(written(&child, "saving"), "pert(low = 1, mode = 2, high = 3)");
    assert_eq!(child.scenario.inputs["saving"].source.as_deref(), Some("an expert"));
}

#[test]
fn findings_point_into_the_file_that_states_the_value() {
    let folder = folder(&[
        ("base.toml", &BASE.replace("amount = \"saving\"", "amount = \"saving * overhead\"")),
        (
            "child.toml",
            "extends = \"base.toml\"\ntitle = \"Child\"\n[costs.treatment]\npaid_by = { state = 0.5 }\n",
        ),
    ]);
    let invalid = load_path(&folder, "child.toml").expect_err("two errors");
    let places: Vec<_> = invalid
        .findings
        .iter()
        .map(|f| (Path::new(&f.file).file_name().and_then(|n| n.to_str()).unwrap_or(""), f.line, f.column))
        .collect();
    assert_eq!(places, [("child.toml", Some(4), Some(11)), ("base.toml", Some(44), Some(20))]);
}

#[test]
fn variants_change_the_file_and_those_of_a_base_come_first() {
    let variants = "\n[variants.low]\nhorizon = 7\n[variants.low.inputs.success_rate]\nfixed = 0.3\n[variants.low.cohort]\nintake = [5, 6]\n\
                    [variants.high.inputs]\nsuccess_rate = { fixed = 0.6 }\n";
    let folder = folder(&[
        ("base.toml", &format!("{BASE}{variants}")),
        (
            "child.toml",
            "extends = \"base.toml\"\n[variants.low]\nhorizon = 9\n[variants.low.cohort]\nparticipants = 4\n[variants.new]\ntitle = \"New\"\n[variants.high]\nremove = true\n",
        ),
    ]);
    let base = valid(&folder, "base.toml");
    assert_eq!(base.variants, ["high", "low"]);
    assert_eq!(base.scenario.horizon, 6);
    let child = valid(&folder, "child.toml");
    assert_eq!(child.variants, ["low", "new"]);
    let request = Request { variant: Some("low".into()), ..Request::path(folder.path().join("child.toml")) };
    let low = load(&request).expect("the variant is valid");
    assert_eq!(low.scenario.horizon, 9);
    assert_eq!(written(&low, "success_rate"), "fixed(0.3)");
    assert_eq!(low.scenario.cohort.as_ref().map(|c| c.intakes.len()), Some(1));
    let origin = low.origins.get("horizon").expect("an origin");
    assert_eq!(origin.layer, Layer::Variant("low".into()));
    assert_eq!(origin.replaced.len(), 2);
    assert!(origin.describe(&low.files).ends_with("child.toml:3 (variant low)"));
}

#[test]
fn overrides_change_just_the_leaf_they_name() {
    let case = edit(
        "set",
        "beta = { mean = 0.42, sd = 0.08 }",
        "beta = { mean = 0.42, sd = 0.08 }\nmin = 0\nmax = 1",
    );
    let leaf = case.clone().set("inputs.success_rate.beta.sd=0.1").valid();
    assert_eq!(written(&leaf, "success_rate"), "beta(mean = 0.42, sd = 0.1), within 0 to 1");
    let fixed = case.clone().set("inputs.success_rate.fixed=0.4").valid();
    assert_eq!(written(&fixed, "success_rate"), "fixed(0.4)");
    let other = case.clone().set("inputs.success_rate.uniform={ min = 0.3, max = 0.5 }").valid();
    assert_eq!(written(&other, "success_rate"), "uniform(max = 0.5, min = 0.3)");
    let origin = fixed.origins.get("inputs.success_rate.fixed").expect("an origin");
    assert_eq!((origin.layer.clone(), origin.replaced.len()), (Layer::Set, 3));
    assert_eq!(origin.describe(&fixed.files), "--set inputs.success_rate.fixed=0.4");

    let shares = case
        .clone()
        .set("effects.public_saving.shares.municipality=0.55")
        .set("effects.public_saving.shares.state=0.35")
        .set("effects.public_saving.years.to=5")
        .valid();
    let effect = &shares.scenario.effects["public_saving"];
    assert_eq!((effect.shares[0].1["municipality"], effect.years), (0.55, (1, 5)));

    let mixed = case
        .set("title=Another title")
        .set("horizon=9")
        .set("payers.state.public=false")
        .set("payers.region=Region H")
        .set("cohort.intake=[3, 4]")
        .set("costs.treatment.amount=course_cost * 2")
        .set("costs.treatment.years={ from = 0, to = 1 }")
        .set("inputs.extra.fixed=3")
        .set("inputs.extra.source=\"a source\"")
        .valid();
    assert_eq!(mixed.scenario.title, "Another title");
    assert!(!mixed.scenario.payers["state"].public);
    assert_eq!(mixed.scenario.payers["region"].label, "Region H");
    assert_eq!(mixed.scenario.cohort.as_ref().map(|c| c.intakes.len()), Some(2));
    assert!(matches!(
        mixed.scenario.costs["treatment"].amount.quantities().next().unwrap().expr,
        Expr::Chain(..)
    ));
    assert!(matches!(mixed.scenario.inputs["extra"].definition, Definition::Law(_)));
}

#[test]
fn overrides_come_after_the_variant_and_in_order() {
    let case = add("order", "[variants.low]\nhorizon = 7\n").variant("low").set("horizon=8").set("horizon=9");
    let loaded = case.valid();
    assert_eq!(loaded.scenario.horizon, 9);
    assert_eq!(loaded.origins.get("horizon").map(|o| o.replaced.len()), Some(3));
}

#[test]
fn an_override_can_remove_an_entry() {
    let case =
        add("remove", "[require.a]\nmetric = \"per_participant\"\nperspective = \"state\"\nat_least = 0\n");
    assert_eq!(case.valid().scenario.requirements.len(), 1);
    assert!(case.set("require.a.remove=true").valid().scenario.requirements.is_empty());
}

#[test]
fn a_broken_base_is_found_even_where_the_child_replaces_it() {
    let invalid = text("child", "extends = \"broken_base.toml\"\nhorizon = 6\n").invalid();
    assert!(invalid.findings.iter().any(|f| f.code == "wrong-type" && f.file.ends_with("broken_base.toml")));
}

/// `p2.5` is two keys for TOML and one here: in files, in variants, in inline tables and in paths of `--set`.
#[test]
fn percentages_with_decimals_are_one_key_in_every_layer() {
    let base = BASE.replace("beta = { mean = 0.42, sd = 0.08 }", "beta.p2.5 = 0.2\nbeta.\"p97.50\" = 0.6");
    let folder = folder(&[
        ("base.toml", &base),
        ("child.toml", "extends = \"base.toml\"\n[inputs.success_rate]\nbeta = { ci95.0 = [0.2, 0.5] }\n"),
        (
            "varied.toml",
            "extends = \"child.toml\"\n[variants.low.inputs.success_rate.beta]\np2.5 = 0.1\np97.5 = 0.3\np2.75 = 0.2\n",
        ),
    ]);
    let loaded = valid(&folder, "base.toml");
    assert_eq!(written(&loaded, "success_rate"), "beta(p2.5 = 0.2, p97.5 = 0.6)");
    assert!(loaded.origins.get("inputs.success_rate.beta.p2.5").is_some());
    assert!(loaded.resolved.contains("beta = { \"p2.5\" = 0.2, \"p97.5\" = 0.6 }"), "{}", loaded.resolved);
    assert_eq!(written(&valid(&folder, "child.toml"), "success_rate"), "beta(ci95 = [0.2, 0.5])");

    let set = |sets: &[&str]| {
        let set = sets.iter().map(|&set| set.to_owned()).collect();
        let loaded = load(&Request { set, ..Request::path(folder.path().join("base.toml")) });
        let loaded = loaded.unwrap_or_else(|e| panic!("{sets:?}:\n{}", rendered(&Err(e))));
        (written(&loaded, "success_rate"), loaded.changed[0].path.clone())
    };
    let path = "inputs.success_rate".to_owned();
    let changed = "beta(p2.5 = 0.3, p97.5 = 0.6)".to_owned();
    assert_eq!(set(&["inputs.success_rate.beta.p2.5=0.3"]), (changed.clone(), path.clone()));
    assert_eq!(set(&["inputs.success_rate.beta.\"p2.5\"=0.3"]), (changed, path.clone()));
    let whole = "beta(ci97.5 = [0.2, 0.5])".to_owned();
    assert_eq!(set(&["inputs.success_rate.beta={ ci97.5 = [0.2, 0.5] }"]), (whole, path));

    // A stray key of the same first half is found where it stands.
    let request = Request { variant: Some("low".into()), ..Request::path(folder.path().join("varied.toml")) };
    let invalid = load(&request).expect_err("a third quantile");
    assert!(rendered(&Err(invalid)).contains("cannot be stated by `p2.5`, `p2.75` and `p97.5`"));
}

/// Names keep the place at which the chain first names them, the root first, however often they are changed.
#[test]
fn names_stand_in_the_order_of_the_files() {
    let folder = folder(&[
        ("base.toml", BASE),
        (
            "child.toml",
            "extends = \"base.toml\"\n[inputs.later]\nfixed = 1\n[inputs.saving]\nunit = \"DKK\"\n[inputs.also]\nfixed = 2\n\
             [inputs.course_cost]\nremove = true\n[costs.treatment]\namount = 3\n\
             [variants.v.inputs.last]\nfixed = 3\n[variants.v.inputs.early]\nfixed = 3\n",
        ),
    ]);
    let request = Request {
        variant: Some("v".into()),
        set: vec!["inputs.zero.fixed=3".into(), "inputs.saving.fixed=3".into()],
        ..Request::path(folder.path().join("child.toml"))
    };
    let loaded = load(&request).unwrap_or_else(|e| panic!("{}", rendered(&Err(e))));
    let names = |table: &str| -> Vec<String> {
        let of = loaded.scenario.order.of(table, &loaded.scenario.inputs);
        of.into_iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(names("inputs"), ["success_rate", "saving", "later", "also", "last", "early", "zero"]);
    // A file that only stands in another order is the same scenario.
    let (first, second) = BASE.split_at(BASE.find("[inputs.saving]").unwrap());
    let (moved, rest) = second.split_at(second.find("[cohort]").unwrap());
    let other = text("other", &format!("{first}{rest}\n{moved}")).valid();
    let plain = text("plain", BASE).valid();
    assert_eq!(other.sha256, plain.sha256);
    assert_eq!(
        other.scenario.inputs.keys().collect::<Vec<_>>(),
        plain.scenario.inputs.keys().collect::<Vec<_>>()
    );
}

/// Amounts by payer stand for an amount and its shares together; a list is one value.
#[test]
fn amounts_by_payer_displace_an_amount_and_its_shares() {
    let by_payer = "amounts = { municipality = 1, state = [0, 2] }\nyears = { from = 1 }\n";
    let folder = folder(&[
        ("base.toml", BASE),
        (
            "own.toml",
            &format!(
                "extends = \"base.toml\"\n[effects.public_saving]\n{by_payer}[costs.treatment]\namounts.state = 3\n"
            ),
        ),
        (
            "shared.toml",
            "extends = \"own.toml\"\n[effects.public_saving]\namount = [7, 8]\nshares = { state = 1 }\n\
             [costs.treatment]\namount = 4\npaid_by = { region = 1 }\n",
        ),
        ("half.toml", "extends = \"own.toml\"\n[effects.public_saving]\nshares = { state = 1 }\n"),
    ]);
    let own = valid(&folder, "own.toml").scenario;
    assert_eq!((own.effects["public_saving"].years, own.effects["public_saving"].shares.len()), ((1, 2), 0));
    assert_eq!(own.costs["treatment"].amount.parts().len(), 1);
    assert!(own.costs["treatment"].paid_by.is_empty());
    let shared = valid(&folder, "shared.toml").scenario;
    assert_eq!(shared.effects["public_saving"].amount.listed(), Some(2));
    assert_eq!(shared.costs["treatment"].paid_by["region"], 1.0);
    let half = load_path(&folder, "half.toml").expect_err("no amount is left");
    assert_eq!(half.findings[0].code, "missing-key");
    // A `--set` changes the leaf that it names, and displaces as files do.
    let set = |set: &str| {
        let request = Request { set: vec![set.to_owned()], ..Request::path(folder.path().join("own.toml")) };
        load(&request).map(|loaded| loaded.scenario.effects["public_saving"].clone())
    };
    let changed = set("effects.public_saving.amounts.municipality=[5, 6]").expect("a list is one value");
    assert_eq!(changed.amount.of("municipality").map(|own| own.quantities().len()), Some(2));
    assert!(set("effects.public_saving.amount=5").is_err(), "the shares are gone");
}

#[test]
fn rows_are_replaced_whole_and_set_one_by_one() {
    use vendepunkt::scenario::Arm;

    let chances = |loaded: &Loaded, arm: Arm, of: &str, age: usize| -> (Vec<(String, String)>, String) {
        let pathways = loaded.scenario.pathways.as_ref().expect("states");
        let row = pathways.transitions[of].row(of, arm, age, age);
        let said = |expr: &Expr| match expr {
            Expr::Number(x) => x.to_string(),
            Expr::Input(name) => name.clone(),
            Expr::Part { input, part } => format!("{input}.{part}"),
            _ => "formula".to_owned(),
        };
        let all = row.chances.iter().map(|(to, chance)| ((*to).to_owned(), said(&chance.expr)));
        (all.collect(), row.rest.to_owned())
    };
    let is = |loaded: &Loaded, arm: Arm, of: &str, age: usize, expected: &[(&str, &str)], rest: &str| {
        let expected: Vec<_> =
            expected.iter().map(|(to, chance)| ((*to).to_owned(), (*chance).to_owned())).collect();
        assert_eq!(chances(loaded, arm, of, age), (expected, rest.to_owned()), "{of} {arm:?} {age}");
    };
    let (with, without) = (Arm::With, Arm::Without);
    let plain = text("moving", MOVING).valid();
    // The name of a whole row is each of its parts, and the own state takes the rest; with the intervention what differs is laid over it.
    is(&plain, without, "shelter", 0, &[("dead", "moves.dead"), ("home", "moves.home")], "shelter");
    is(&plain, with, "shelter", 0, &[("dead", "moves.dead"), ("home", "faster")], "shelter");
    is(&plain, with, "home", 2, &[("shelter", "back")], "home");
    is(&plain, with, "home", 3, &[("shelter", "formula")], "home");
    // A set changes a leaf of a row, and no row that is a name or a list of steps.
    let set = |path: &str| text("moving", MOVING).set(path).valid();
    let loaded = set("transitions.shelter.with.dead=0.3");
    is(&loaded, with, "shelter", 0, &[("dead", "0.3"), ("home", "faster")], "shelter");
    let loaded = set("transitions.home.without={ shelter = 0.3 }");
    is(&loaded, without, "home", 5, &[("shelter", "0.3")], "home");
    for (path, what) in [
        ("shelter.without.home", "all the parts of input `moves`"),
        ("home.without.shelter", "a list of steps"),
    ] {
        let found = rendered(&text("moving", MOVING).set(&format!("transitions.{path}=0.3")).load());
        assert!(found.contains(what) && found.contains("error[row]"), "{found}");
    }
    let loaded = text("rest", MOVING).set("transitions.shelter.with.dead=rest").valid();
    is(&loaded, with, "shelter", 0, &[("home", "faster")], "dead");
    assert_eq!(
        set("states.shelter.stock=50").scenario.pathways.expect("states").states["shelter"].stock.expr,
        Expr::Number(50.0)
    );
    // A variant replaces a row whole, and `cost` takes the place of `amount`.
    let variant = "[variants.v]\ntransitions.shelter = { with = { dead = 0.5 } }\neffects.shelter = { amount = -5 }\ncosts.support = { per = \"move\" }\n";
    let found = text("moving", MOVING).add(variant).variant("v").load();
    assert!(rendered(&found).contains("per move and states `states`"), "{}", rendered(&found));
    let variant = variant.replace("costs.support = { per = \"move\" }", "states.home.stock = 4");
    let loaded = text("moving", MOVING).add(&variant).variant("v").valid();
    is(&loaded, with, "shelter", 0, &[("dead", "0.5"), ("home", "moves.home")], "shelter");
    assert!(!loaded.scenario.effects["shelter"].is_cost && loaded.scenario.effects["returns"].is_cost);
    assert_eq!(loaded.scenario.effects["shelter"].years, (0, 6));
    // A whole row replaces what it is laid over; of a state that is none of its parts the last by name takes the rest.
    let other = "with = \"moves\"";
    let loaded = moving(
        "whole",
        "without = \"moves\"\nwith = { home = \"faster\" }",
        &format!("without = {{ home = \"rest\" }}\n{other}"),
    )
    .valid();
    is(&loaded, with, "shelter", 0, &[("dead", "moves.dead"), ("home", "moves.home")], "shelter");
    let loaded = moving(
        "last",
        "[transitions.home]\n",
        &format!("[transitions.street]\nwithout = {{ home = 0.5 }}\n{other}\n\n[transitions.home]\n"),
    )
    .edit("[states.home]", "[states.street]\nstock = 1\n\n[states.home]")
    .valid();
    is(&loaded, with, "street", 0, &[("dead", "moves.dead"), ("home", "moves.home")], "shelter");
}
