//! The end: warnings with what to try, and how the figures were made.

use super::{Case, INDENT};
use crate::report::digits::whole;
use crate::report::layout::{Line, Page, TIE, Tone, tame};

pub(super) fn write(page: &mut Page, case: &Case) {
    let warnings = &case.results.warnings;
    if !warnings.is_empty() {
        page.heading("warnings", "");
        for warning in warnings {
            let mut line = Line::new().with(Tone::Caution, "! ");
            line.push(Tone::Plain, tame(&warning.message));
            page.paragraph(&line, INDENT, INDENT + 2);
            if !warning.help.is_empty() {
                page.paragraph(
                    &Line::new().with(Tone::Dim, format!("→ {}", tame(&warning.help))),
                    INDENT + 2,
                    INDENT + 4,
                );
            }
        }
    }
    page.gap();
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
    page.paragraph(&Line::new().with(Tone::Dim, provenance.join(" · ")), 0, 0);
    let meaning = "± and the digits shown: 95 % simulation error, which more draws would remove. It says nothing of \
                   doubt in the data or in the model.";
    page.paragraph(&Line::new().with(Tone::Dim, meaning), 0, 0);
}
