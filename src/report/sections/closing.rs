//! The end: warnings with what to try, and how the figures were made.

use super::case::Case;
use crate::report::digits::{TIE, whole};
use crate::report::document::{Block, Document, Text, Tone};
use crate::report::names::tame;

pub(super) fn write(document: &mut Document, case: &Case) {
    let warnings = &case.results.warnings;
    if !warnings.is_empty() {
        document.heading("warnings", "");
        for warning in warnings {
            let help = tame(&warning.help);
            let help = if help.is_empty() { help } else { format!("→ {help}") };
            document.item_with(Text::of(Tone::Caution, "! ").and(tame(&warning.message)), help);
        }
    }
    let run = &case.results.run;
    let hash: String = case.results.scenario.sha256.chars().take(12).collect();
    let provenance = [
        format!("{}{TIE}draws", whole(run.draws)),
        format!("seed{TIE}{}", run.seed),
        format!("{TIE}{} sampling", tame(&run.sampling)).trim_start().to_owned(),
        format!("vendepunkt{TIE}{}", run.program_version),
        format!("draw{TIE}contract{TIE}{}", run.contract_version),
        format!("scenario{TIE}{hash}"),
    ];
    document.push(Block::Footnote(Text::of(Tone::Dim, provenance.join(" · "))));
    let meaning = "± and the digits shown: 95% simulation error, which more draws would remove. It says nothing of \
                   doubt in the data or in the model.";
    document.push(Block::Footnote(Text::of(Tone::Dim, meaning)));
}
