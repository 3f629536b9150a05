//! What every report says, in Danish.

use super::law;
use crate::report::digits::TIE;
use crate::report::words::common::Words;
use crate::scenario::Evidence;
use crate::summary::results::Verdict;

pub(super) const COMMON: Words = Words {
    the_public: "det offentlige",
    public: "Det offentlige",
    variant: |label| format!("varianten{TIE}{label}"),
    year_word: "år",
    year: |year| format!("år{TIE}{year}"),
    mean: "gennemsnit",
    low: "lavt (P5)",
    high: "højt (P95)",
    breaks_even: "tjent hjem",
    each_row: "hver række i sin egen enhed",
    each_column: "hver kolonne i sin egen enhed",
    pays_nothing: "betaler intet",
    left_out: |rows| format!("{rows} mere vises ikke; JSON-rapporten har dem alle."),
    verdict: |verdict| match verdict {
        Verdict::Pass => "✓ opfyldt",
        Verdict::Fail => "✗ ikke opfyldt",
        Verdict::Inconclusive => "? uafgjort",
    },
    evidence: |evidence| match evidence {
        Evidence::Trial => "forsøg",
        Evidence::QuasiExperiment => "kvasieksperiment",
        Evidence::BeforeAfter => "før-efter-måling",
        Evidence::Register => "register",
        Evidence::Expert => "ekspertskøn",
        Evidence::Assumption => "antagelse",
    },
    changed_by_variant: |variant| format!("Ændret af varianten {variant}: "),
    changed_by_set: "Ændret for denne kørsel: ",
    stated: law::stated,
    is_was: |is, was| format!(": {is} (før {was})"),
    is_new: |is| format!(" er {is}, var ikke angivet"),
    is_gone: |was| format!(" er udeladt, var {was}"),
    more_changed: |more| format!("; {more} mere, som står i JSON-rapporten"),
    changed_in_words: |paths, only| {
        let lead = if only { "kun i tekst, " } else { "; og i tekst " };
        format!("{lead}{paths}")
    },
    table: |number| format!("Tabel {number}"),
    warnings: "advarsler",
    draws: |draws| format!("{draws}{TIE}udfald"),
    seed: |seed| format!("startværdi{TIE}{seed}"),
    sampling: |sampling| match sampling {
        "random" => "uafhængige udfald".to_owned(),
        "latin" => "latinske hyperkuber".to_owned(),
        "sobol" => "Sobol-punkter".to_owned(),
        other => other.to_owned(),
    },
    contract: |version| format!("udfaldsregler{TIE}{version}"),
    scenario: |hash| format!("scenarie{TIE}{hash}"),
    simulation_error: "± og de viste cifre: 95\u{a0}% simuleringsfejl, som flere udfald ville fjerne. Den siger intet om tvivl om \
                       data eller model.",
    before: |year| format!("Før år {year} er pengene tjent hjem i under 0,1{TIE}% af udfaldene."),
    not_shown: "År, der ikke vises, ligger mellem dem, der gør.",
    together: |from, to| {
        format!(
            "År, der står sammen som {from}–{to}, er lagt sammen; »hidtil« er ved udgangen af det sidste af dem."
        )
    },
    beyond: |percent, left| {
        format!("{percent} af udfaldene ligger længere til {}.", if left { "venstre" } else { "højre" })
    },
};
