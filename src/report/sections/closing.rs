//! The end: warnings with what to try, and how the figures were made.

use super::case::Case;
use crate::report::digits::TIE;
use crate::report::document::{Block, Document, Text, Tone};
use crate::report::names::tame;

pub(super) fn write(document: &mut Document, case: &Case) {
    let words = &case.words.common;
    let warnings = &case.results.warnings;
    if !warnings.is_empty() {
        document.heading(words.warnings, "");
        for warning in warnings {
            let [message, help] = case.words.warned(warning);
            let help = if help.is_empty() { help } else { format!("→ {help}") };
            document.item_with(Text::of(Tone::Caution, "! ").and(message), help);
        }
    }
    let run = &case.results.run;
    let hash: String = case.results.scenario.sha256.chars().take(12).collect();
    let provenance = [
        (words.draws)(&case.words.locale.whole(run.draws)),
        (words.seed)(run.seed),
        (words.sampling)(&tame(&run.sampling)),
        format!("vendepunkt{TIE}{}", run.program_version),
        (words.contract)(run.contract_version),
        (words.scenario)(&hash),
    ];
    document.push(Block::Footnote(Text::of(Tone::Dim, provenance.join(" · "))));
    document.push(Block::Footnote(Text::of(Tone::Dim, words.simulation_error)));
}
