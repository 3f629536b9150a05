//! The end: warnings with what to try, and how the figures were made.

use super::Case;
use crate::report::digits::whole;
use crate::report::document::{Block, Document};
use crate::report::line::{Line, TIE, Tone, tame};

pub(super) fn write(document: &mut Document, case: &Case) {
    let warnings = &case.results.warnings;
    if !warnings.is_empty() {
        document.heading("warnings", "");
        for warning in warnings {
            let mut line = Line::new().with(Tone::Caution, "! ");
            line.push(Tone::Plain, tame(&warning.message));
            let help = tame(&warning.help);
            let help = (!help.is_empty()).then(|| Line::new().with(Tone::Dim, format!("→ {help}")));
            document.push(Block::Item(line, help));
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
    document.push(Block::Footnote(Line::new().with(Tone::Dim, provenance.join(" · "))));
    let meaning = "± and the digits shown: 95 % simulation error, which more draws would remove. It says nothing of \
                   doubt in the data or in the model.";
    document.push(Block::Footnote(Line::new().with(Tone::Dim, meaning)));
}
