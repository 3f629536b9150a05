//! Broken files of the kinds that analysts produce, and exactly what is said about each.

use crate::support::{BASE, Case, MOVING, add, edit, moving, rendered, snapshot, text};

/// A success rate that is a part of what this says.
fn whole(name: &'static str, says: &str) -> Case {
    let input =
        format!("[inputs.moves]\ndirichlet = {{ {says} }}\nsource = \"S\"\nevidence = \"trial\"\n\n[cohort]");
    edit(name, "[cohort]", &input).edit("rate = \"success_rate\"", "rate = \"moves.a\"")
}

/// A payment that says this.
fn payment(says: &str) -> String {
    format!("[payments.fee]\n{says}\n")
}

/// A payment that goes by this.
fn by(amount: &str) -> String {
    payment(&format!("from = \"municipality\"\nto = \"state\"\nyears = 2\namount = \"{amount}\""))
}

fn cases() -> Vec<Case> {
    vec![
        // Not TOML.
        edit("unquoted-name", "rate = \"success_rate\"", "rate = success_rate"),
        edit("unclosed-text", "title = \"A small scenario\"", "title = \"A small scenario"),
        edit("unclosed-table", "paid_by = { municipality = 1.0 }", "paid_by = { municipality = 1.0"),
        edit("unclosed-header", "[costs.treatment]", "[costs.treatment"),
        edit("no-value", "horizon = 6", "horizon ="),
        edit("decimal-comma", "rate = 0.035", "rate = 0,035"),
        edit("same-key-twice", "horizon = 6", "horizon = 6\nhorizon = 7"),
        edit("same-table-twice", "[cohort]", "[inputs.saving]\nfixed = 1\n\n[cohort]"),
        edit("two-syntax-errors", "horizon = 6", "horizon = six").edit("participants = 24", "participants = ="),
        edit("syntax-and-more", "horizon = 6", "horizon = six").edit("participants = 24", "particpants = 24"),
        text("not-toml", "This is not a scenario.\nIt is a letter.\n"),
        text("json", "{ \"format\": 1, \"title\": \"A JSON file\" }\n"),
        // Numbers as people write them.
        edit("thousands-blank", "amount = \"saving\"", "amount = 129 000"),
        edit("thousands-blank-formula", "amount = \"saving\"", "amount = \"saving + 129 000\""),
        edit("thousands-blank-text", "low = 100_000", "low = \"100 000\""),
        edit("thousands-points", "amount = \"saving\"", "amount = 1.179.167"),
        edit("thousands-points-formula", "amount = \"saving\"", "amount = \"1.179.167 / 24\""),
        edit("thousands-list", "participants = 24", "intake = [24, 1 200]"),
        edit("millions", "amount = \"saving\"", "amount = 0,129 mio"),
        edit("millions-point", "mode = 129_000", "mode = 0.129 mio."),
        edit("millions-formula", "amount = \"saving\"", "amount = \"0,129 mio\""),
        edit("millions-set", "horizon = 6", "horizon = 6").set("costs.treatment.amount=0,129 mio"),
        edit("per-cent", "counterfactual = 0.1", "counterfactual = 10 %"),
        edit("range", "beta = { mean = 0.42, sd = 0.08 }", "uniform = 30–50"),
        edit("range-in-per-cent", "beta = { mean = 0.42, sd = 0.08 }", "uniform = { min = 30, max = 50 }"),
        edit("rate-fixed-in-per-cent", "beta = { mean = 0.42, sd = 0.08 }", "fixed = 42"),
        edit("quantile-outside", "mean = 0.42, sd = 0.08", "p0.01 = 0.2, p99.99 = 0.6"),
        edit("quantile-decimals", "mean = 0.42, sd = 0.08", "p2.2750132 = 0.2, p97.5 = 0.6"),
        edit("quantile-dotted", "beta = { mean = 0.42, sd = 0.08 }", "beta.p2.5 = 0.2"),
        edit("quantile-twice", "mean = 0.42, sd = 0.08", "p2.5 = 0.2, p2.50 = 0.3, p97.5 = 0.6"),
        edit("quantile-as-table", "mean = 0.42, sd = 0.08", "p2 = { half = 0.2 }, p97.5 = 0.6"),
        edit("quantile-falls", "mean = 0.42, sd = 0.08", "p2.5 = 0.6, p97.5 = 0.2"),
        edit("quantile-without-family", "beta = { mean = 0.42, sd = 0.08 }", "p2.5 = 0.2\np97.5 = 0.6"),
        edit("interval-falls", "mean = 0.42, sd = 0.08", "ci95 = [0.41, 0.12]"),
        edit("interval-point", "mean = 0.42, sd = 0.08", "ci95 = [0.4, 0.4]"),
        edit("interval-level", "mean = 0.42, sd = 0.08", "ci99.99 = [0.12, 0.41]"),
        edit("interval-narrow", "mean = 0.42, sd = 0.08", "ci25 = [0.12, 0.41]"),
        edit("interval-of-three", "mean = 0.42, sd = 0.08", "ci95 = [0.12, 0.3, 0.41]"),
        edit("interval-as-text", "mean = 0.42, sd = 0.08", "ci95 = \"0.12-0.41\""),
        edit("interval-as-texts", "mean = 0.42, sd = 0.08", "ci95 = [\"0,12\", \"0,41\"]"),
        edit("interval-misspelt", "mean = 0.42, sd = 0.08", "CI_95 = [0.12, 0.41]"),
        edit("interval-and-mean", "mean = 0.42, sd = 0.08", "mean = 0.3, ci95 = [0.12, 0.41]"),
        edit("interval-and-quantile", "mean = 0.42, sd = 0.08", "p2.5 = 0.12, ci95 = [0.12, 0.41]"),
        edit("interval-outside", "mean = 0.42, sd = 0.08", "ci95 = [-0.12, 1.41]"),
        edit("interval-of-pert", "pert = { low = 100_000, mode = 129_000, high = 160_000 }", "pert = { ci95 = [100_000, 160_000] }"),
        edit("interval-without-family", "beta = { mean = 0.42, sd = 0.08 }", "ci95 = [0.12, 0.41]"),
        edit("interval-set", "horizon = 6", "horizon = 6").set("inputs.success_rate.beta.ci95=[0.12, 0.41]"),
        // Shares of one whole.
        whole("dirichlet-two-ways", "counts = { a = 1, b = 2 }, alpha = { a = 1, b = 2 }"),
        whole("dirichlet-n-with-counts", "counts = { a = 1, b = 2 }, n = 40"),
        whole("dirichlet-mean-without-n", "mean = { a = 0.5, b = 0.5 }"),
        whole("dirichlet-empty", ""),
        whole("dirichlet-one-part", "counts = { a = 1 }"),
        whole("dirichlet-too-many-parts", &format!("counts = {{ a = 1, b = 2{} }}", (0..19).map(|part| format!(", p{part} = 1")).collect::<String>())),
        whole("dirichlet-negative-count", "counts = { a = -1, b = 2 }"),
        whole("dirichlet-alpha-of-nothing", "alpha = { a = 0, b = 2 }"),
        whole("dirichlet-tiny-alpha", "alpha = { a = 1e-9, b = 2 }"),
        whole("dirichlet-means-beyond-one", "mean = { a = 0.5, b = 0.6 }, n = 40"),
        whole("dirichlet-no-number", "counts = { a = \"16\", b = 2 }"),
        whole("dirichlet-bad-name", "counts = { a = 1, \"Own home\" = 2 }"),
        whole("dirichlet-misspelt", "count = { a = 1, b = 2 }"),
        whole("dirichlet-list", "counts = [1, 2]"),
        whole("dirichlet-cut-off", "counts = { a = 1, b = 2 }").edit("b = 2 } }", "b = 2 } }\nmin = 0.1"),
        whole("dirichlet-optimism", "counts = { a = 1, b = 2 }").edit("b = 2 } }", "b = 2 } }\noptimism = 0.9"),
        whole("dirichlet-prices", "counts = { a = 1, b = 2 }").edit("b = 2 } }", "b = 2 } }\nprice_year = 2012"),
        whole("dirichlet-average-price", "counts = { a = 1, b = 2 }").edit("b = 2 } }", "b = 2 } }\naverage_price = true"),
        whole("dirichlet-of-people", "counts = { a = 1, b = 2 }").edit("b = 2 } }", "b = 2 } }\nvaries = \"person\""),
        whole("dirichlet-correlated", "counts = { a = 1, b = 2 }").add("[correlations.c]\ninputs = [\"moves\", \"saving\"]\nspearman = 0.3\n"),
        whole("dirichlet-alone", "counts = { a = 1, b = 2 }").edit("rate = \"moves.a\"", "rate = \"moves\""),
        whole("dirichlet-alone-in-payment", "counts = { a = 1, b = 2 }").add(&by("1000 * moves")),
        whole("dirichlet-unknown-part", "counts = { own_home = 1, b = 2 }").edit("moves.a", "moves.own_hom"),
        whole("dirichlet-far-part", "counts = { a = 1, b = 2 }").edit("moves.a", "moves.elsewhere"),
        whole("dirichlet-part-of-another", "counts = { a = 1, b = 2 }").edit("moves.a", "saving.a"),
        whole("dirichlet-part-of-nothing", "counts = { a = 1, b = 2 }").edit("moves.a", "move.a"),
        whole("dirichlet-part-of-number", "counts = { a = 1, b = 2 }").edit("moves.a", "saving.mean"),
        whole("dirichlet-part-of-part", "counts = { a = 1, b = 2 }").edit("moves.a", "moves.a.b"),
        whole("dirichlet-part-of-payment", "counts = { a = 1, b = 2 }").add(&by("1000 * moves.c")),
        whole("dirichlet-and-beta", "counts = { a = 1, b = 2 }").edit("b = 2 } }", "b = 2 } }\nbeta = { mean = 0.4, sd = 0.1 }"),
        edit("dirichlet-in-mixture", "beta = { mean = 0.42, sd = 0.08 }", "mixture = { parts = [{ dirichlet = { counts = { a = 1, b = 2 } } }, { fixed = 1 }], weights = [1, 1] }"),
        add("payment-of-nothing-known", &by("2 * save.state")),
        // Years of the calendar.
        edit("calendar-years", "from = 1, to = 6", "from = 2016, to = 2021"),
        edit("calendar-horizon", "horizon = 6", "horizon = 2021"),
        edit("calendar-start", "participants = 24", "participants = 24\nstart = 2016"),
        edit("calendar-onset", "counterfactual = 0.1", "counterfactual = 0.1\nonset = 2017"),
        edit("calendar-cost", "per = \"participant\"", "per = \"participant\"\nyears = 2016"),
        edit("calendar-steps", "rate = 0.035", "steps = [{ from = 2016, rate = 0.035 }]"),
        edit("calendar-shares", "{ municipality = 0.45, region = 0.10, state = 0.45 }", "[{ from = 2016, shares = { state = 1 } }]"),
        add("calendar-metric", "[require.a]\nmetric = \"break_even_year.by_year.2020\"\nperspective = \"state\"\nat_least = 0.5\n"),
        // Keys and sections.
        edit("blank-in-header", "[costs.treatment]", "[costs.treatment of the young]"),
        edit("blank-in-key", "participants = 24", "number of people = 24"),
        edit("misspelt-key", "amount = \"course_cost\"", "amonut = \"course_cost\""),
        edit("misspelt-section", "[effects.public_saving]", "[effect.public_saving]"),
        edit("misspelt-family", "beta = {", "betta = {"),
        edit("misspelt-parameter", "mean = 0.42", "maen = 0.42"),
        edit("misplaced-key", "participants = 24", "participants = 24\nonset = 2"),
        edit("strange-key", "participants = 24", "participants = 24\ncolour = \"blue\""),
        edit("capital-key", "horizon = 6", "Horizon = 6"),
        text("only-a-title", "title = \"An idea\"\n"),
        text("only-a-format", "format = 1\n"),
        edit("no-discount", "[discount]\nrate = 0.035\n", ""),
        edit("no-counterfactual", "counterfactual = 0.1", ""),
        edit("no-paid-by", "paid_by = { municipality = 1.0 }", ""),
        edit("no-family", "beta = { mean = 0.42, sd = 0.08 }", ""),
        edit("no-cohort", "[cohort]\nparticipants = 24\n", ""),
        edit("effect-of-nothing", "outcome = \"turned_around\"\n", ""),
        edit("newer-format", "format = 1", "format = 2"),
        edit("list-of-tables", "[costs.treatment]", "[[costs]]"),
        edit("key-instead-of-table", "[cohort]\nparticipants = 24", "[cohort]\nparticipants = 24\n\n[inputs]\nx = 3"),
        // Types.
        edit("text-for-number", "horizon = 6", "horizon = \"6\""),
        edit("formula-for-number", "horizon = 6", "horizon = \"a + b\""),
        edit("fraction-for-whole", "horizon = 6", "horizon = 6.5"),
        edit("number-for-text", "title = \"A small scenario\"", "title = 7"),
        edit("date-for-number", "price_year = 2015", "price_year = 2015-01-01"),
        edit("list-for-amount", "amount = \"saving\"", "amount = [1, 2]"),
        edit("table-for-amount", "amount = \"saving\"", "amount = { pert = 3 }"),
        edit("text-for-truth", "state = \"The State\"", "state = { label = \"The State\", public = \"no\" }"),
        edit("number-for-family", "beta = { mean = 0.42, sd = 0.08 }", "beta = 0.42"),
        edit("formula-in-family", "mean = 0.42", "mean = \"a / b\""),
        edit("name-for-list", "[cohort]", "[correlations.a]\ninputs = \"saving\"\nspearman = 0.5\n\n[cohort]"),
        edit("unknown-word", "per = \"participant\"", "per = \"participants\""),
        edit("unknown-evidence", "evidence = \"register\"", "evidence = \"RCT\""),
        edit("empty-title", "\"A small scenario\"", "\" \""),
        // Numbers.
        edit("rate-in-per-cent", "rate = \"success_rate\"", "rate = 42"),
        edit("rate-above-one", "rate = \"success_rate\"", "rate = 1.2"),
        edit("negative-rate", "counterfactual = 0.1", "counterfactual = -0.1"),
        edit("horizon-too-long", "horizon = 6", "horizon = 2000"),
        edit("horizon-zero", "horizon = 6", "horizon = 0"),
        edit("negative-year", "years = { from = 1, to = 6 }", "years = { from = -1, to = 6 }"),
        edit("infinite", "amount = \"saving\"", "amount = inf"),
        edit("not-a-number", "mean = 0.42", "mean = nan"),
        edit("too-large-whole", "participants = 24", "participants = 99999999999999999999"),
        edit("half-a-person", "participants = 24", "participants = 24.5"),
        edit("discount-below-all", "rate = 0.035", "rate = -1"),
        edit("icc-of-one", "counterfactual = 0.1", "counterfactual = 0.1\nicc = 1.0"),
        edit("years-backwards", "from = 1, to = 6", "from = 6, to = 1"),
        edit("years-half", "from = 1, to = 6", "from = 1"),
        // Names.
        edit("unknown-input", "amount = \"saving\"", "amount = \"savings\""),
        edit("unknown-input-far", "amount = \"saving\"", "amount = \"wages\""),
        edit("unknown-outcome", "outcome = \"turned_around\"", "outcome = \"turned_aruond\""),
        edit("unknown-payer", "{ municipality = 1.0 }", "{ munipality = 1.0 }"),
        edit("capital-name", "[inputs.saving]", "[inputs.Saving]"),
        edit("danish-name", "[costs.treatment]", "[costs.behandling_på_årsbasis]"),
        edit("payer-label-as-name", "region = \"Capital Region\"", "\"Region Hovedstaden\" = true"),
        edit("function-name", "[inputs.saving]", "[inputs.max]"),
        edit("outcome-none", "[outcomes.turned_around]", "[outcomes.none]"),
        edit("payer-public", "region = \"Capital Region\"", "public = \"Everybody\""),
        add("perspective-like-payer", "[perspectives]\nregion = { payers = [\"state\"] }\n"),
        add("perspective-of-strangers", "[perspectives]\nall = { payers = [\"state\", \"sate\", \"state\"] }\n"),
        add("taxed-outside", "[perspectives]\nall = { payers = [\"state\"], taxed = [\"region\"] }\n"),
        edit("nobody-public", "municipality = \"City of Copenhagen\"\nregion = \"Capital Region\"\nstate = \"The State\"", "fund = { label = \"A fund\", public = false }")
            .edit("{ municipality = 1.0 }", "{ fund = 1.0 }")
            .edit("{ municipality = 0.45, region = 0.10, state = 0.45 }", "{ fund = 1 }"),
        add("report-of-nobody", "[report]\nperspective = \"munipality\"\n"),
        add("report-empty-note", "[report]\nnote = \" \"\n"),
        add("report-misspelt", "[reports]\nperspective = \"state\"\n"),
        edit("report-set", "horizon = 6", "horizon = 6").set("report.perspective=nobody"),
        // Amounts by year and by payer.
        edit("amount-list-short", "amount = \"saving\"", "amount = [1, 2]"),
        edit("amount-list-year", "amount = \"course_cost\"", "amount = [1, 2]\nyears = 0"),
        edit("amount-list-no-from", "amount = \"course_cost\"", "amount = [1, 2]\nyears = { to = 3 }"),
        edit("amount-list-empty", "amount = \"saving\"", "amount = []"),
        edit("amount-list-words", "amount = \"course_cost\"", "amount = [\"savng\", true, [1], 1_000_000, nan]"),
        edit("amount-list-caseworker", "amount = \"course_cost\"\nper = \"participant\"", "amount = [1, 2]\nper = \"caseworker\"\ncaseload = 10"),
        edit("amount-list-before-onset", "from = 1, to = 6", "from = 0, to = 0").edit("amount = \"saving\"", "amount = [1]"),
        edit("amount-list-long", "amount = \"course_cost\"", &format!("amount = [{}0]", "1, ".repeat(201))),
        edit("amounts-and-amount", "amount = \"saving\"", "amount = \"saving\"\namounts = { state = 1 }"),
        edit("amounts-and-paid-by", "amount = \"course_cost\"", "amounts = { state = 1 }"),
        edit("amounts-of-nobody", "amount = \"course_cost\"", "amounts = { sate = 1 }").edit("paid_by = { municipality = 1.0 }", ""),
        edit("amounts-empty", "amount = \"course_cost\"", "amounts = {}").edit("paid_by = { municipality = 1.0 }", ""),
        edit("amounts-unlike", "amount = \"course_cost\"", "amounts = { state = [1, 2], region = [1, 2, 3], municipality = 4 }")
            .edit("paid_by = { municipality = 1.0 }", ""),
        edit("amounts-number", "amount = \"course_cost\"", "amounts = 3").edit("paid_by = { municipality = 1.0 }", ""),
        // Prices of other years.
        edit("price-index-missing-year", "price_year = 2015", "price_year = 2015\nprices.index = { 2014 = 98, 2015 = 100 }")
            .edit("[inputs.saving]", "[inputs.saving]\nprice_year = 2012"),
        edit("price-index-missing-own", "price_year = 2015", "price_year = 2015\nprices.index = { 2012 = 98, 2014 = 100 }")
            .edit("[inputs.saving]", "[inputs.saving]\nprice_year = 2012"),
        edit("price-index-of-rate", "price_year = 2015", "price_year = 2015\nprices.index = { 2012 = 98, 2015 = 100 }")
            .edit("[inputs.success_rate]", "[inputs.success_rate]\nprice_year = 2012"),
        edit("price-index-through-formula", "price_year = 2015", "price_year = 2015\nprices.index = { 2012 = 98, 2015 = 100 }")
            .edit("[inputs.saving]", "[inputs.saving]\nprice_year = 2012")
            .edit("counterfactual = 0.1", "counterfactual = \"part\"")
            .add("[inputs.part]\nformula = \"saving / 1_000_000\"\n"),
        edit("price-index-of-optimism", "price_year = 2015", "price_year = 2015\nprices.index = { 2012 = 98, 2015 = 100 }")
            .edit("[inputs.saving]", "[inputs.saving]\noptimism = \"part\"")
            .add("[inputs.part]\nfixed = 0.9\nprice_year = 2012\nsource = \"x\"\nevidence = \"expert\"\n"),
        edit("price-index-of-formula", "price_year = 2015", "price_year = 2015\nprices.index = { 2012 = 98, 2015 = 100 }")
            .edit("amount = \"saving\"", "amount = \"part\"")
            .add("[inputs.part]\nformula = \"saving * 2\"\nprice_year = 2012\n"),
        add("price-index-empty", "[prices]\nindex = {}\n"),
        add("price-index-absent", "[prices]\n"),
        add("price-index-words", "[prices]\nindex = { last_year = 100, 15 = 98, 2015 = \"100\", 2016 = -3, 2020.5 = 4 }\n"),
        add("price-index-number", "[prices]\nindex = 1.05\n"),
        edit("price-index-set", "horizon = 6", "horizon = 6").set("prices.index.2012=0"),
        // Formulas.
        edit("formula-ends", "amount = \"saving\"", "amount = \"saving * \""),
        edit("formula-comma", "amount = \"saving\"", "amount = \"saving * 0,5\""),
        edit("formula-percent", "amount = \"saving\"", "amount = \"saving * 50 %\""),
        edit("formula-bracket", "amount = \"saving\"", "amount = \"2 * (saving + 3\""),
        edit("formula-bracket-too-many", "amount = \"saving\"", "amount = \"2 * saving + 3)\""),
        edit("formula-stars", "amount = \"saving\"", "amount = \"saving ** 2\""),
        edit("formula-function", "amount = \"saving\"", "amount = \"sqr(saving)\""),
        edit("formula-arguments", "amount = \"saving\"", "amount = \"max(saving) + exp(1, 2)\""),
        edit("formula-bare-function", "amount = \"saving\"", "amount = \"max + 3\""),
        edit("formula-points", "amount = \"saving\"", "amount = \"129.000.5\""),
        edit("formula-times", "amount = \"saving\"", "amount = \"2 saving\""),
        edit("formula-minus-sign", "amount = \"saving\"", "amount = \"saving − 2\""),
        edit("formula-names", "amount = \"saving\"", "amount = \"savng * (1 + overhaed) - æble\""),
        edit("formula-empty", "amount = \"saving\"", "amount = \"\""),
        edit("formula-escapes", "amount = \"saving\"", "amount = \"saving \\u002B \\u002B\""),
        edit("formula-lines", "amount = \"saving\"", "amount = '''saving + savin'''"),
        add("formula-cycle", "[inputs.a]\nformula = \"b + 1\"\n[inputs.b]\nformula = \"2 * c\"\n[inputs.c]\nformula = \"a\"\n"),
        add("optimism-cycle", "[inputs.a]\nfixed = 1\noptimism = \"a\"\nsource = \"x\"\nevidence = \"expert\"\n"),
        add("optimism-formula", "[inputs.a]\nfixed = 1\noptimism = \"2 * saving\"\n"),
        add("formula-number", "[inputs.a]\nformula = 3\n"),
        // Families.
        edit("impossible-beta", "sd = 0.08", "sd = 0.6"),
        edit("two-families", "beta = { mean = 0.42, sd = 0.08 }", "beta = { mean = 0.42, sd = 0.08 }\nfixed = 0.4"),
        edit("half-a-beta", "mean = 0.42, sd = 0.08", "mean = 0.42, alpha = 3"),
        edit("low-above-mode", "low = 100_000", "low = 140_000"),
        edit("pert-lambda", "low = 100_000", "lamda = 4, low = 100_000"),
        edit("negative-sd", "sd = 18_000", "sd = -18_000"),
        edit("quantile-zero", "mean = 0.42, sd = 0.08", "p0 = 0.2, p95 = 0.6"),
        edit("quantiles-crossed", "mean = 0.42, sd = 0.08", "p5 = 0.6, p95 = 0.2"),
        edit("fixed-truncated", "[cohort]", "[inputs.a]\nfixed = 3\nmin = 0\n\n[cohort]"),
        edit("rate-leaves-one", "beta = { mean = 0.42, sd = 0.08 }", "normal = { mean = 0.42, sd = 0.08 }"),
        edit("rate-fixed-above-one", "beta = { mean = 0.42, sd = 0.08 }", "fixed = 1.2"),
        // Sums and shares.
        edit("shares-short", "state = 0.45", "state = 0.40"),
        edit("shares-long", "state = 0.45", "state = 0.55"),
        edit("shares-per-cent", "{ municipality = 0.45, region = 0.10, state = 0.45 }", "{ municipality = 45, region = 10, state = 45 }"),
        edit("shares-negative", "municipality = 0.45, region = 0.10", "municipality = 0.65, region = -0.10"),
        edit("shares-late", "{ municipality = 0.45, region = 0.10, state = 0.45 }", "[{ from = 2, shares = { state = 1 } }]"),
        edit("shares-unordered", "{ municipality = 0.45, region = 0.10, state = 0.45 }",
            "[{ from = 1, shares = { state = 1 } }, { from = 3, shares = { region = 0.9 } }, { from = 2, shares = { region = 1 } }]"),
        edit("shares-none", "{ municipality = 0.45, region = 0.10, state = 0.45 }", "[]"),
        edit("steps-and-rate", "rate = 0.035", "rate = 0.035\nsteps = [{ from = 0, rate = 0.035 }]"),
        edit("steps-late", "rate = 0.035", "steps = [{ from = 1, rate = 0.035 }, { from = 1, rat = 0.02 }]"),
        // People and time.
        edit("nobody", "participants = 24", "participants = 0"),
        edit("nobody-twice", "participants = 24", "intake = [0, 0.4]"),
        edit("nobody-by-formula", "participants = 24", "participants = \"min(success_rate, 1) / 3\""),
        edit("participants-and-intake", "participants = 24", "participants = 24\nintake = [12, 12]"),
        edit("empty-intake", "participants = 24", "intake = []"),
        edit("intake-after-horizon", "participants = 24", "intake = [3, 3, 3]\nstart = 5"),
        edit("start-after-horizon", "participants = 24", "participants = 24\nstart = 9"),
        edit("effect-after-horizon", "from = 1, to = 6", "from = 7, to = 9"),
        edit("effect-before-onset", "counterfactual = 0.1", "counterfactual = 0.1\nonset = 3").edit("from = 1, to = 6", "from = 0, to = 2"),
        edit("cost-after-horizon", "per = \"participant\"", "per = \"participant\"\nyears = 8"),
        edit("net-with-counterfactual", "counterfactual = 0.1", "counterfactual = 0.1\nrate_is_net = true"),
        edit("net-false", "counterfactual = 0.1", "rate_is_net = false"),
        edit("fade-and-relapse", "counterfactual = 0.1", "counterfactual = 0.1\nrelapse = 0.1").edit("amount = \"saving\"", "amount = \"saving\"\nfade = 0.1"),
        edit("caseload-elsewhere", "per = \"participant\"", "per = \"participant\"\ncaseload = 20"),
        edit("caseload-missing", "per = \"participant\"", "per = \"caseworker\""),
        edit("outcome-and-per", "outcome = \"turned_around\"", "outcome = \"turned_around\"\nper = \"participant\""),
        add("events", "[outcomes.half_way]\nevents = true\nrate = 1.5\ncounterfactual = 2\nonset = 1\nyears = { from = 1, to = 2 }\nrelapse = 0.1\n"),
        add("exclusive-outcomes", "[outcomes.half_way]\nrate = 0.3\ncounterfactual = 0.2\nicc = 0.1\nrate_of = \"completers\"\n"),
        edit("people-in-a-rate", "beta = { mean = 0.42, sd = 0.08 }", "beta = { mean = 0.42, sd = 0.08 }\nvaries = \"person\""),
        edit("people-mixed", "amount = \"saving\"", "amount = \"min(saving, course_cost)\"").edit("high = 160_000 }", "high = 160_000 }\nvaries = \"person\""),
        add("people-mixed-formula", "[inputs.case]\ngamma = { mean = 3, sd = 9 }\nvaries = \"person\"\n[inputs.share]\nformula = \"case * success_rate\"\n"),
        add("people-fixed", "[inputs.case]\nfixed = 3\nvaries = \"person\"\n[inputs.share]\nformula = \"2 * case\"\nvaries = \"person\"\n[inputs.other]\nfixed = 2\nvaries = \"people\"\n"),
        edit("people-in-a-programme", "per = \"participant\"", "per = \"programme\"").edit("amount = \"course_cost\"", "amount = \"case\"").add("[inputs.case]\ngamma = { mean = 3, sd = 9 }\nvaries = \"person\"\n"),
        edit("people-in-three-ways", "amount = \"saving\"", "amount = \"max(0, saving * case - other)\"").edit("high = 160_000 }", "high = 160_000 }\nvaries = \"person\"").add("[inputs.case]\ngamma = { mean = 3, sd = 9 }\nvaries = \"person\"\nsource = \"x\"\nevidence = \"register\"\n[inputs.factor]\nbeta = { mean = 0.3, sd = 0.1 }\nvaries = \"person\"\nsource = \"x\"\nevidence = \"register\"\n[inputs.other]\nformula = \"2 * factor\"\n"),
        edit("people-too-many", "participants = 24", "participants = 6_000").edit("high = 160_000 }", "high = 160_000 }\nvaries = \"person\""),
        edit("people-correlated", "high = 160_000 }", "high = 160_000 }\nvaries = \"person\"").add("[correlations.a]\ninputs = [\"saving\", \"success_rate\"]\nspearman = 0.5\n"),
        edit("people-optimism", "high = 160_000 }", "high = 160_000 }\nvaries = \"person\"\noptimism = \"success_rate\""),
        add("outcome-of-nothing", "[outcomes.job]\nrate = 0.3\ncounterfactual = 0.2\nrate_of = \"turned_round\"\n[outcomes.home]\nrate = 0.3\ncounterfactual = 0.2\nrate_of = \"completer\"\n"),
        add("outcome-of-itself", "[outcomes.job]\nrate = 0.3\ncounterfactual = 0.2\nrate_of = \"home\"\n[outcomes.home]\nrate = 0.3\ncounterfactual = 0.2\nrate_of = \"job\"\n[outcomes.self]\nrate = 0.3\ncounterfactual = 0.2\nrate_of = \"self\"\n"),
        add("outcome-of-events", "[outcomes.seen]\nevents = true\nrate = 3\ncounterfactual = 2\n[outcomes.job]\nrate = 0.3\ncounterfactual = 0.2\nrate_of = \"seen\"\n[outcomes.visits]\nevents = true\nrate = 3\ncounterfactual = 2\nrate_of = \"turned_around\"\n"),
        add("payment-to-itself", &payment("from = \"municipality\"\nto = \"municipality\"\nyears = 2\namount = 5")),
        add("payment-to-nobody", &payment("from = \"municipality\"\nto = \"investors\"\nyears = 2\namount = 5")),
        add("payment-after-horizon", &payment("from = \"municipality\"\nto = \"state\"\nyears = { from = 2, to = 7 }\namount = 5")),
        add("payment-list", &payment("from = \"municipality\"\nto = \"state\"\nyears = 2\namount = [5, 6]")),
        add("payment-without-amount", &payment("from = \"municipality\"\nto = \"state\"\nyears = 2")),
        add("payment-by-what-is-unknown", &by("saved.muncipality + achieved.turned + additional.turned_around.intake1 + paid.fees + discounts")),
        add("payment-by-slips", &by("save.municipality")),
        add("payment-by-halves", &by("entrants.all")),
        add("payment-by-itself", &by("paid.fee + 1")),
        add("payment-circle", &(by("paid.next") + &payment("from = \"state\"\nto = \"municipality\"\nyears = 2\namount = \"paid.fee\"").replace("fee]", "next]"))),
        add("payment-by-net", &by("achieved.turned_around")).edit("counterfactual = 0.1", "rate_is_net = true"),
        add("input-named-as-what-is-known", &(by("5") + "[inputs.saved]\nfixed = 3\n")),
        edit("known-elsewhere", "amount = \"saving\"", "amount = \"saved.municipality\""),
        edit("compared-outside", "amount = \"saving\"", "amount = \"saving > 5\""),
        edit("if-without-comparison", "amount = \"saving\"", "amount = \"if(saving, 1, 2)\""),
        edit("if-with-equality", "amount = \"saving\"", "amount = \"if(saving == 5, 1, 2)\""),
        edit("if-with-one-value", "amount = \"saving\"", "amount = \"if(saving < 5, 1)\""),
        edit("tier-that-falls", "amount = \"saving\"", "amount = \"tier(saving, 2, 10, 1, 20)\""),
        edit("tier-in-halves", "amount = \"saving\"", "amount = \"tier(saving, 2)\""),
        edit("function-misspelt", "amount = \"saving\"", "amount = \"teir(saving, 2, 3)\""),
        add("outcome-of-outcome", "[outcomes.job]\nrate = 0.3\nrate_is_net = true\nrate_of = \"turned_around\"\nonset = 0\nicc = 0.1\ngroup = \"work\"\n"),
        edit("outcome-of-net", "counterfactual = 0.1", "rate_is_net = true").add("[outcomes.job]\nrate = 0.3\ncounterfactual = 0.2\nrate_of = \"turned_around\"\n"),
        edit("rates-sum", "rate = \"success_rate\"", "rate = 0.7").add("[outcomes.half_way]\nrate = 0.6\nrate_is_net = true\n"),
        // Correlations.
        add("correlated-twice", "[correlations.a]\ninputs = [\"saving\", \"success_rate\", \"saving\"]\nspearman = 0.5\n"),
        add("correlated-alone", "[correlations.a]\ninputs = [\"saving\"]\nspearman = 0.5\n"),
        add("correlated-in-two-groups", "[correlations.a]\ninputs = [\"saving\", \"success_rate\"]\nspearman = 0.5\n[correlations.b]\ninputs = [\"course_cost\", \"saving\"]\nspearman = 0.5\n"),
        add("correlated-fixed", "[inputs.a]\nfixed = 3\n[inputs.b]\nformula = \"a\"\n[correlations.a]\ninputs = [\"saving\", \"a\", \"b\"]\nspearman = 0.5\n"),
        add("correlated-perfectly", "[correlations.a]\ninputs = [\"saving\", \"success_rate\"]\nspearman = 1\n"),
        add("correlated-too-negatively", "[correlations.a]\ninputs = [\"saving\", \"success_rate\", \"course_cost\"]\nspearman = -0.6\n"),
        add("correlated-contradiction", "[correlations.a]\ninputs = [\"saving\", \"success_rate\", \"course_cost\"]\nspearman = [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]\n"),
        add("correlated-unsymmetrically", "[correlations.a]\ninputs = [\"saving\", \"success_rate\"]\nspearman = [[1, 0.5], [0.4, 1]]\n"),
        add("correlated-shape", "[correlations.a]\ninputs = [\"saving\", \"success_rate\"]\nspearman = [[1, 0.5, 0.2], [0.5, 1, 0.2]]\n"),
        add("correlated-diagonal", "[correlations.a]\ninputs = [\"saving\", \"success_rate\"]\nspearman = [[0.5, 1], [1, 0.5]]\n"),
        add("correlated-above-one", "[correlations.a]\ninputs = [\"saving\", \"sucess_rate\"]\nspearman = 1.5\n"),
        // Requirements.
        add("unknown-metric", "[require.a]\nmetric = \"net_benefit.p6\"\nperspective = \"public\"\nat_least = 0\n"),
        add("unknown-perspective", "[require.a]\nmetric = \"per_participant\"\nperspective = \"sate\"\nat_least = 0\n"),
        add("two-thresholds", "[require.a]\nmetric = \"per_participant\"\nperspective = \"state\"\nat_least = 0\nat_most = 1\n"),
        add("no-threshold", "[require.a]\nmetric = \"per_participant\"\nperspective = \"state\"\n"),
        add("metric-year", "[require.a]\nmetric = \"break_even_year.by_year.7\"\nperspective = \"state\"\nat_least = 0.5\n"),
        add("metric-line", "[require.a]\nmetric = \"lines.costs.treatmnt\"\nperspective = \"state\"\nat_least = 0.5\n"),
        add("threshold-percent", "[require.a]\nmetric = \"probability_break_even\"\nperspective = \"state\"\nat_least = 75\n"),
        add("threshold-percent-loss", "[require.a]\nmetric = \"probability_loss\"\nperspective = \"state\"\nat_most = 5\n"),
        add("threshold-by-year", "[require.a]\nmetric = \"break_even_year.by_year.3\"\nperspective = \"state\"\nat_least = 1.5\n"),
        add("threshold-share", "[require.a]\nmetric = \"variance.parameter_share\"\nperspective = \"state\"\nat_most = -0.5\n"),
        add("threshold-calendar-year", "[require.a]\nmetric = \"break_even_year.median\"\nperspective = \"state\"\nat_most = 2020\n"),
        // Overrides and variants.
        edit("set-without-value", "horizon = 6", "horizon = 6").set("horizon"),
        edit("set-misspelt", "horizon = 6", "horizon = 6").set("inputs.sucess_rate.fixed=0.4"),
        edit("set-unknown-key", "horizon = 6", "horizon = 6").set("inputs.success_rate.betta.mean=0.4").set("horizon=\"long\""),
        edit("set-broken-value", "horizon = 6", "horizon = 6").set("cohort.intake=[1, 2").set("a..b=3"),
        edit("set-format", "horizon = 6", "horizon = 6").set("format=1").set("variants.low.horizon=3"),
        edit("set-formula", "horizon = 6", "horizon = 6").set("costs.treatment.amount=course_cost * (1 + overhead)"),
        edit("set-impossible", "horizon = 6", "horizon = 6").set("inputs.success_rate.beta.sd=0.7"),
        add("unknown-variant", "[variants.low]\nhorizon = 3\n[variants.high]\nhorizon = 9\n").variant("lwo"),
        add("variant-broken", "[variants.low]\nformat = 1\nhorizon = \"3\"\n[variants.low.inputs.saving]\npert = { low = 1, mod = 2, high = 3 }\n"),
        add("variant-impossible", "[variants.low]\nhorizon = 3\n[variants.low.inputs.success_rate]\nbeta = { mean = 0.4, sd = 0.9 }\n").variant("low"),
        add("variant-removes-nothing", "[variants.low]\nhorizon = 3\n[variants.low.costs.treatmnt]\nremove = true\n[variants.low.costs.treatment]\nremove = true\nper = \"programme\"\n").variant("low"),
        edit("remove-first", "[costs.treatment]", "[costs.nothing]\nremove = true\n\n[costs.treatment]"),
        // Data and other files.
        edit("data-missing", "beta = { mean = 0.42, sd = 0.08 }", "empirical = { file = \"colums.csv\", column = \"share\" }"),
        edit("data-column", "beta = { mean = 0.42, sd = 0.08 }", "empirical = { file = \"columns.csv\", column = \"shares\" }"),
        edit("data-cell", "beta = { mean = 0.42, sd = 0.08 }", "empirical = { file = \"columns.csv\", column = \"broken\" }"),
        edit("data-outside", "beta = { mean = 0.42, sd = 0.08 }", "empirical = { file = \"../main.rs\", column = \"share\" }"),
        edit("extends-missing", "format = 1", "format = 1\nextends = \"bas.toml\""),
        edit("extends-outside", "format = 1", "format = 1\nextends = \"/etc/passwd\""),
        edit("extends-folder", "format = 1", "format = 1\nextends = \".\""),
        text("extends-broken", "extends = \"broken_base.toml\"\ntitle = \"child\"\n"),
        text("extends-circle", "extends = \"circle.toml\"\n"),
        // People who move between states.
        moving("states-beside-outcomes", "[states.dead]", "[outcomes.home]\nrate = 0.4\ncounterfactual = 0.2\n\n[states.dead]"),
        moving("states-and-dropout", "half_cycle = true", "dropout = 0.1\ndropout_cost_share = 0.5"),
        moving("states-and-completer", "per = \"person_year\"\nstates = [\"home\"]", "per = \"completer\""),
        moving("states-and-outcome", "per = \"person_year\"\nstates = [\"shelter\"]", "outcome = \"shelter\""),
        add("transitions-without-states", "[transitions.start]\nwithout = { home = \"rest\" }\n").edit("participants = 24", "participants = 24\nhalf_cycle = true"),
        edit("person-years-without-states", "outcome = \"turned_around\"", "per = \"person_year\"\nstates = [\"home\"]"),
        edit("moves-without-states", "outcome = \"turned_around\"", "per = \"move\"\nleaving = [\"start\"]"),
        text("states-empty", MOVING).edit("[states.shelter]\nlabel = \"A shelter\"\nstock = 60\n\n[states.home]\nlabel = \"A home\"\n\n[states.dead]", "[states]"),
        moving("state-called-start", "[states.dead]", "[states.start]\n\n[states.dead]"),
        moving("state-called-rest", "[states.dead]", "[states.rest]\n\n[states.dead]"),
        moving("input-called-rest", "[inputs.support]", "[inputs.rest]\nfixed = 1\nsource = \"S\"\nevidence = \"expert\"\n\n[inputs.support]"),
        moving("unknown-state-in-a-row", "{ home = \"faster\" }", "{ hme = \"faster\" }"),
        moving("unknown-state-of-a-row", "[transitions.home]", "[transitions.homes]"),
        moving("unknown-state-in-a-line", "states = [\"home\"]", "states = [\"homes\"]"),
        moving("unknown-state-left", "leaving = [\"home\"]", "leaving = [\"hom\"]"),
        moving("unknown-state-entered", "entering = [\"shelter\"]", "entering = [\"start\"]"),
        moving("unknown-part-of-a-row", "[states.dead]\n\n", ""),
        moving("nowhere-to-begin", "[transitions.start]\nwithout = { shelter = \"rest\" }\n\n", ""),
        moving("nobody-is-there", "stock = 60", "stock = 0").edit("intake = [0, 9]\n", ""),
        moving("nobody-comes", "stock = 60", "stock = 0").edit("intake = [0, 9]", "participants = 0"),
        moving("stock-of-parts-of-people", "stock = 60", "stock = 60.5"),
        moving("start-without-rest", "without = { shelter = \"rest\" }", "without = { shelter = 1.0 }"),
        moving("start-later", "without = { shelter = \"rest\" }", "without = [{ from = 0, row = { shelter = \"rest\" } }, { from = 2, row = { home = \"rest\" } }]"),
        moving("two-rests", "without = { shelter = \"rest\" }", "without = { shelter = \"rest\", home = \"rest\" }"),
        moving("own-state", "without = \"moves\"", "without = { shelter = 0.8, home = 0.2 }"),
        moving("chance-of-the-rest", "with = { home = \"faster\" }", "with = { shelter = 0.5 }"),
        moving("chance-of-another-rest", "without = \"moves\"\nwith = { home = \"faster\" }", "without = { home = \"rest\", shelter = 0.7 }\nwith = [{ from = 0, row = {} }, { from = 3, row = { home = \"faster\" } }]"),
        moving("row-above-1", "without = \"moves\"", "without = { home = 0.7, dead = 0.4 }"),
        moving("row-above-1-with", "without = \"moves\"\nwith = { home = \"faster\" }", "without = { home = 0.2, dead = 0.4 }\nwith = { home = 0.7 }"),
        moving("row-in-per-cent", "{ home = \"faster\" }", "{ home = 40 }"),
        moving("row-of-shares", "{ home = \"faster\" }", "{ home = \"place\" }"),
        moving("row-steps-fall", "from = 3", "from = 0"),
        moving("row-steps-begin-late", "from = 0", "from = 1"),
        moving("row-steps-mix-clocks", "from = 3", "from_year = 3"),
        moving("row-step-of-two-clocks", "from = 3", "from = 3, from_year = 3"),
        moving("row-step-without-a-clock", "from = 3, ", ""),
        moving("row-steps-empty", "with = { home = \"faster\" }", "with = []"),
        moving("row-step-as-a-row", "with = { home = \"faster\" }", "with = [{ home = \"faster\" }]"),
        moving("row-as-a-number", "with = { home = \"faster\" }", "with = 0.4"),
        moving("row-of-lists", "{ home = \"faster\" }", "{ home = [0.4] }"),
        moving("row-by-an-input", "without = \"moves\"", "without = \"faster\""),
        moving("row-by-a-formula", "without = \"moves\"", "without = \"moves * 2\""),
        moving("row-of-a-whole", "{ home = \"faster\" }", "{ home = \"moves\" }"),
        moving("row-part-of-another", "{ home = \"faster\" }", "{ home = \"faster.home\" }"),
        moving("row-part-misspelt", "{ home = \"faster\" }", "{ home = \"moves.hom\" }"),
        moving("without-without", "without = \"moves\"\n", ""),
        moving("states-of-a-programme", "per = \"person_year\"\nstates = [\"home\"]", "per = \"programme\"\nstates = [\"home\"]"),
        moving("states-of-moves", "leaving = [\"home\"]\nentering = [\"shelter\"]", "states = [\"home\"]"),
        moving("moves-of-person-years", "states = [\"shelter\"]", "entering = [\"shelter\"]"),
        moving("person-years-of-nothing", "states = [\"shelter\"]\n", ""),
        moving("moves-of-nothing", "leaving = [\"home\"]\nentering = [\"shelter\"]\n", ""),
        moving("moves-misspelt", "leaving = [\"home\"]\nentering = ", "enterring = "),
        moving("states-of-an-empty-list", "states = [\"shelter\"]", "states = []"),
        moving("state-twice", "states = [\"shelter\"]", "states = [\"shelter\", \"shelter\"]"),
        moving("move-to-itself", "leaving = [\"home\"]", "leaving = [\"home\", \"shelter\"]"),
        moving("amount-and-cost", "cost = \"place\"", "cost = \"place\"\namount = \"-place\""),
        moving("neither-amount-nor-cost", "cost = \"place\"\n", ""),
        moving("fade-of-person-years", "cost = \"place\"", "cost = \"place\"\nfade = 0.1"),
        moving("cost-of-a-cost", "amount = \"support\"", "cost = \"support\""),
        moving("too-many-states", "[states.dead]", &(0..20).map(|i| format!("[states.s{i}]\n")).collect::<String>().replace("[states.s0]", "[states.dead]")).add("[states.s20]\n[states.s21]\n"),
        moving("too-many-pairs", "[states.dead]", &format!("{}[states.dead]", (0..17).map(|i| format!("[states.s{i}]\n")).collect::<String>()))
            .edit("horizon = 6", "horizon = 60").edit("with = { home = \"faster\" }", &format!("with = {{ {}home = \"faster\" }}", (0..17).map(|i| format!("s{i} = 0.01, ")).collect::<String>()))
            .add(&(0..17).map(|i| format!("[transitions.s{i}]\nwithout = {{ {}home = 0.1 }}\nwith = {{ home = 0.2 }}\n", (0..17).filter(|j| *j != i).map(|j| format!("s{j} = 0.01, ")).collect::<String>())).collect::<String>()),
        moving("strict-row", "{ home = \"faster\" }", "{ home = 0.4 }").strict(),
        // Size.
        edit("too-many-counts", "horizon = 6", "horizon = 200").edit("participants = 24", &format!("intake = [{}]", vec!["9"; 190].join(", ")))
            .edit("counterfactual = 0.1", "counterfactual = 0.1\nrelapse = 0.1")
            .add("[outcomes.b]\nrate = 0.1\nrate_is_net = true\nrelapse = 0.1\n[outcomes.c]\nrate = 0.1\nrate_is_net = true\nrelapse = 0.1\n"),
        edit("too-many-amounts", "horizon = 6", "horizon = 200").edit("participants = 24", &format!("intake = [{}]", vec!["9"; 190].join(", ")))
            .add(&(0..60).map(|i| format!("[costs.c{i}]\namount = 1\nper = \"participant\"\npaid_by = {{ state = 1 }}\n")).collect::<String>()),
        // Strictness.
        edit("strict", "source = \"a study\"\n", "").edit("evidence = \"register\"", "unit = \"DKK\"").edit("rate = \"success_rate\"", "rate = 0.4").strict(),
        edit("strict-replace", "source = \"a study\"", "source = \"Replace: where this was measured\"").edit("counterfactual = 0.1", "rate_is_net = true").strict(),
        // Everything at once.
        edit("many-findings", "horizon = 6", "horizn = 6")
            .edit("amount = \"saving\"", "amount = \"savings\"")
            .edit("participants = 24", "participants = \"many\"")
            .edit("state = 0.45", "sate = 0.45")
            .edit("per = \"participant\"", "per = \"head\""),
    ]
}

#[test]
fn every_broken_file_is_refused_as_the_snapshot_says() {
    let cases = cases();
    assert!(cases.len() >= 60);
    let mut sections = Vec::new();
    for case in &cases {
        let result = case.load();
        assert!(result.is_err(), "{} is not refused:\n{}", case.name, case.text);
        sections.push((case.name.to_owned(), rendered(&result)));
    }
    snapshot("broken.txt", &sections);
}

#[test]
fn every_finding_has_a_place_a_message_and_a_way_out() {
    for case in cases() {
        for finding in case.invalid().findings {
            assert!(!finding.message.is_empty() && !finding.message.ends_with('.'), "{}", finding.message);
            let starts = finding.message.chars().next().expect("not empty");
            assert!(!starts.is_uppercase(), "{}: {}", case.name, finding.message);
            assert!(finding.line.is_some() && finding.column.is_some(), "{}: {}", case.name, finding.message);
            assert!(
                !finding.help.is_empty() || !finding.label.is_empty(),
                "{}: {} has no help",
                case.name,
                finding.message
            );
        }
    }
}

#[test]
fn unlike_line_ends_and_tabs_leave_the_column_right() {
    let text = BASE.replace('\n', "\r\n").replace("horizon = 6", "horizon\t=\t\"æøå\"");
    let invalid = crate::support::text("crlf", &text).invalid();
    let [finding] = invalid.findings.as_slice() else { panic!("{:?}", invalid.findings) };
    assert_eq!((finding.line, finding.column), (Some(5), Some(11)));
    assert!(finding.render(&invalid.files, 80, false).contains("crlf.toml:5:11"));
}
