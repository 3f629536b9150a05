//! Cases at the edges, and what must hold of every answer.

use vendepunkt::analysis::value::{Group, Seen, Sizes, Study, StudyCost, Unvalued, Valuing, value};
use vendepunkt::{Estimate, Settings, Sharing, Side, Unwatched};

use super::{common, known, scenario, settings, usual, valued};

/// E max(0, X) − E X for X ~ N(mean, sd), by the unit normal loss integral.
fn loss(mean: f64, sd: f64) -> f64 {
    let z = mean / sd;
    let density = (-0.5 * z * z).exp() / (2.0 * std::f64::consts::PI).sqrt();
    // Φ(−z) by numerical integration of the density (Simpson), accurate to 1e-10 for the cases here.
    let steps = 2000;
    let width = (12.0 - z) / f64::from(steps);
    let f = |i: i32| (-0.5 * (z + f64::from(i) * width).powi(2)).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let inner: f64 = (1..steps).map(|i| if i % 2 == 1 { 4.0 * f(i) } else { 2.0 * f(i) }).sum();
    sd * (density - z * (f(0) + inner + f(steps)) * width / 3.0)
}

#[track_caller]
fn is_within(e: Estimate, exact: f64) {
    assert!((e.value - exact).abs() <= 4.0 * e.se + 1e-6, "{e:?} for {exact}");
    assert!(e.se < 0.004, "{e:?}");
}

/// X = a + b + c with sds 1, 2, 1.5, mean 0.5, and a rank correlation of 0.6 between a and b. E[X | a] = a (1 + 2r) + …,
/// r = 2 sin(0.1 π); knowing a and c leaves what b is besides; knowing all leaves nothing.
#[test]
fn what_an_input_says_about_its_partner_counts() {
    let inputs = "[inputs.a]\nnormal = { mean = 0.5, sd = 1 }\n[inputs.b]\nnormal = { mean = 0, sd = 2 }\n\
                  [inputs.c]\nnormal = { mean = 0, sd = 1.5 }\n\
                  [correlations.ab]\ninputs = [\"a\", \"b\"]\nspearman = 0.6\n";
    let r = 2.0 * (std::f64::consts::PI / 10.0).sin();
    let group = |name: &str, inputs: &[&str]| Group {
        name: name.to_owned(),
        inputs: inputs.iter().map(|input| (*input).to_owned()).collect(),
    };
    let valuing =
        Valuing { groups: vec![group("mixed", &["a", "c"]), group("all", &["a", "b", "c"])], ..usual() };
    let of = valued(&scenario(inputs, "\"a + b + c\"", "0"), &settings(400_000), &valuing);
    let (of_a, of_b) = (1.0 + 2.0 * r, 2.0 + r);
    is_within(known(&of, &["a"]), loss(0.5, of_a));
    is_within(known(&of, &["b"]), loss(0.5, of_b));
    is_within(known(&of, &["c"]), loss(0.5, 1.5));
    is_within(known(&of, &["a", "c"]), loss(0.5, (of_a * of_a + 2.25).sqrt()));
    is_within(known(&of, &["a", "b"]), loss(0.5, (5.0 + 4.0 * r).sqrt()));
    is_within(known(&of, &["a", "b", "c"]), loss(0.5, (7.25 + 4.0 * r).sqrt()));
}

/// A discrete, a truncated, an atom-bearing and a formula input, by hand: x is −1, 0.2 or 2 with chances 0.3, 0.5, 0.2, so that
/// knowing it gains 0.3 where the mean, 0.2, would have been taken. A formula of x is not learnt by itself.
#[test]
fn single_values_and_formulas() {
    let inputs = "[inputs.x]\ndiscrete = { values = [-1, 0.2, 2], weights = [0.3, 0.5, 0.2] }\n\
                  [inputs.y]\nformula = \"2 * x\"\n[inputs.idle]\nuniform = { min = 0, max = 1 }\n";
    let of = valued(&scenario(inputs, "\"y\"", "0"), &settings(100_000), &usual());
    let public = of.perspectives["public"].as_ref().unwrap();
    assert_eq!(public.evppi.len(), 1, "{:?}", public.evppi);
    is_within(known(&of, &["x"]), 0.6);
    assert_eq!(of.unread, ["idle"]);
    // Knowing x is knowing all there is.
    assert!(known(&of, &["x"]).value <= public.evpi.value);
}

/// Two arms: p ~ Beta(3, 4) with the programme, q ~ Beta(2, 5) without it, and a cost of 0.2. The sum over both results of 12
/// people each, with posterior means, is exact.
#[test]
fn a_study_in_two_arms() {
    let inputs = "[inputs.p]\nbeta = { alpha = 3, beta = 4 }\n[inputs.q]\nbeta = { alpha = 2, beta = 5 }\n";
    let arms = ["p", "q"].map(|name| (name.to_owned(), Seen::Binomial)).to_vec();
    let valuing = Valuing {
        studies: vec![Study { name: "p and q".to_owned(), arms }],
        sizes: Sizes::These(vec![12]),
        ..usual()
    };
    let of = valued(&scenario(inputs, "\"p - q\"", "0.2"), &settings(400_000), &valuing);
    // P(r) of the beta-binomial law for whole a and b, by products.
    let chance = |n: i32, r: i32, a: f64, b: f64| {
        let rising = |x: f64, k: i32| (0..k).map(|i| x + f64::from(i)).product::<f64>();
        let choose: f64 = (0..r).map(|i| f64::from(n - i) / f64::from(i + 1)).product();
        choose * rising(a, r) * rising(b, n - r) / rising(a + b, n)
    };
    let (n, mut exact) = (12, 0.0);
    for r in 0..=n {
        for s in 0..=n {
            let gain = (3.0 + f64::from(r)) / 19.0 - (2.0 + f64::from(s)) / 19.0 - 0.2;
            exact += chance(n, r, 3.0, 4.0) * chance(n, s, 2.0, 5.0) * gain.max(0.0);
        }
    }
    exact -= (3.0_f64 / 7.0 - 2.0 / 7.0 - 0.2).max(0.0);
    let e = of.perspectives["public"].as_ref().unwrap().evsi["p and q"][0].value;
    // 48 cells of each law are 0.4 % off.
    assert!((e.value - exact).abs() < 4.0 * e.se + 0.004 * exact, "{e:?} for {exact}");
}

/// With x at its mean the formula divides by 0, which no draw does: the group cannot be valued, and all else can.
#[test]
fn a_group_that_cannot_be_valued_is_named() {
    let inputs = "[inputs.x]\nuniform = { min = 0, max = 1 }\n[inputs.a]\nnormal = { mean = 0, sd = 10 }\n\
                  [inputs.b]\nnormal = { mean = 0, sd = 10 }\n";
    let inputs_of = ["a", "b"].map(str::to_owned).to_vec();
    let valuing = Valuing { groups: vec![Group { name: "ab".to_owned(), inputs: inputs_of }], ..usual() };
    let of = valued(&scenario(inputs, "\"a + b + 0.001 / (x - 0.5)\"", "0"), &settings(2_000), &valuing);
    let warned = |warning: &&vendepunkt::summary::results::WarningRecord| warning.code == "group-not-valued";
    let warning = of.warnings.iter().find(warned).unwrap_or_else(|| panic!("{:?}", of.warnings));
    assert!(warning.message.contains("the group ab cannot be valued"), "{}", warning.message);
    assert_eq!(of.perspectives["public"].as_ref().unwrap().evppi.len(), 3);
}

#[test]
fn nothing_is_worth_knowing_where_nothing_is_uncertain() {
    let loaded = scenario("[inputs.x]\nfixed = 3\n", "\"x\"", "2");
    let of = valued(&loaded, &settings(1000), &usual());
    let public = of.perspectives["public"].as_ref().unwrap();
    assert_eq!(public.evpi, Estimate::exact(0.0));
    assert!(public.evppi.is_empty() && of.unread.is_empty());
    assert_eq!(public.decision, "case");
    // No cost at all, and a loss for certain: nothing is done.
    let of = valued(&scenario("[inputs.x]\nfixed = 3\n", "\"-x\"", "0"), &settings(1000), &usual());
    assert_eq!(of.perspectives["public"].as_ref().unwrap().decision, "nothing");
}

/// What includes more is worth more, up to everything, in each perspective of every shipped scenario; intervals too.
#[test]
fn nothing_is_worth_more_than_what_includes_it() {
    for path in common::shipped_files() {
        let loaded = common::load_file(&path, None, &[]);
        let names: Vec<String> = loaded.scenario.inputs.keys().cloned().collect();
        let uncertain: Vec<&String> = names.iter().filter(|name| is_uncertain(&loaded, name)).collect();
        let of = valued(&loaded, &settings(4_000), &usual());
        for (name, of) in of.perspectives.iter().filter_map(|(name, of)| Some((name, of.as_ref()?))) {
            for (at, part) in of.evppi.iter().enumerate() {
                assert!(part.inputs.iter().all(|input| uncertain.contains(&input)), "{part:?}");
                assert!(
                    part.value.lo >= 0.0 && part.value.value <= of.evpi.value && part.value.hi <= of.evpi.hi
                );
                for whole in &of.evppi[at + 1..] {
                    if part.inputs.iter().all(|input| whole.inputs.contains(input)) {
                        let (a, b) = (part.value, whole.value);
                        assert!(
                            a.value <= b.value && a.lo <= b.lo && a.hi <= b.hi,
                            "{name}: {part:?} in {whole:?}"
                        );
                    }
                }
            }
        }
    }
}

fn is_uncertain(loaded: &vendepunkt::Loaded, input: &str) -> bool {
    use vendepunkt::scenario::Definition;
    match &loaded.scenario.inputs[input].definition {
        Definition::Law(law) => law.is_fixed().is_none(),
        Definition::Dirichlet(_) => true,
        Definition::People(_) | Definition::Formula(_) => false,
    }
}

/// The same bytes on any number of threads and every instruction set that is there, for each way to draw.
#[test]
fn the_answer_is_the_same_everywhere() {
    let loaded = common::shipped("scenarios/cannabis.toml");
    let study = Study { name: "rate".to_owned(), arms: vec![("success_rate".to_owned(), Seen::Binomial)] };
    let valuing = Valuing {
        studies: vec![study],
        sizes: Sizes::UpTo(100),
        cost: Some(StudyCost { fixed: 1000.0, per_person: 10.0 }),
        repeat: 3.0,
        ..usual()
    };
    common::is_the_same_everywhere(|sampling, pool| {
        let settings = Settings { sampling, ..settings(20_000) };
        let side = Side::new(&loaded, "case", None, Sharing::Everything);
        value(&[side], pool, &settings, &valuing, &Unwatched).unwrap()
    });
}

#[test]
fn what_cannot_be_studied_is_refused_with_a_reason() {
    let inputs = "[inputs.a]\nnormal = { mean = 0.5, sd = 1 }\n[inputs.b]\nbeta = { mean = 0.4, sd = 0.1 }\n";
    let loaded = scenario(inputs, "\"a\"", "\"b\"");
    let asked = |valuing: Valuing| {
        let side = Side::new(&loaded, "case", None, Sharing::Everything);
        match value(&[side], &common::pool(1), &settings(1000), &valuing, &Unwatched) {
            Err(Unvalued::Asked(why)) => why,
            other => panic!("{other:?}"),
        }
    };
    let study = |arms: &[(&str, Seen)]| {
        let arms = arms.iter().map(|(input, seen)| ((*input).to_owned(), *seen)).collect();
        Valuing { studies: vec![Study { name: "s".to_owned(), arms }], ..usual() }
    };
    for (why, valuing) in [
        ("`a` is no chance", study(&[("a", Seen::Binomial)])),
        ("it is no uncertain input; there are `a` and `b`", study(&[("c", Seen::Binomial)])),
        ("twice", study(&[("b", Seen::Binomial), ("b", Seen::Binomial)])),
        ("there are `public` and `state`", Valuing { perspective: "city".to_owned(), ..usual() }),
        (
            "fewer than two",
            Valuing { groups: vec![Group { name: "g".to_owned(), inputs: vec!["a".to_owned()] }], ..usual() },
        ),
    ] {
        let said = asked(valuing);
        assert!(said.contains(why), "{said}");
    }
}

/// No draw of 100 turns the decision, which proves no more than it does: the chance that one does is below some 4 in 100.
#[test]
fn what_was_never_seen_may_still_be_worth_knowing() {
    let loaded = scenario("[inputs.x]\nnormal = { mean = 4, sd = 1 }\n", "\"x\"", "0");
    let of = valued(&loaded, &settings(100), &usual());
    let evpi = of.perspectives["public"].as_ref().unwrap().evpi;
    assert!(evpi.value == 0.0 && evpi.lo == 0.0 && evpi.hi > loss(4.0, 1.0) && evpi.hi < 0.1, "{evpi:?}");
    // A law without a variance has a mean, and no error of it.
    let heavy = scenario("[inputs.x]\nstudent_t = { df = 1.8, mean = 0, scale = 1 }\n", "\"x\"", "0");
    let of = valued(&heavy, &settings(1_000), &usual());
    assert!(
        of.perspectives["public"].as_ref().unwrap().evpi.se.is_infinite()
            && known(&of, &["x"]).se.is_infinite()
    );
    assert!(of.warnings.iter().any(|warning| warning.code == "no-finite-error"), "{:?}", of.warnings);
}
