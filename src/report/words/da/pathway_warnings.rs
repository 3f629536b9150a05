//! Warnings about states and rows, in Danish.

use crate::scenario::warning::PathwayWarning;

pub(super) fn message(warning: &PathwayWarning) -> String {
    match warning {
        PathwayWarning::Unreachable { state } => {
            format!(
                "ingen er nogensinde i tilstanden `{state}`: den har ingen `stock`, og ingen række fører dertil"
            )
        }
        PathwayWarning::NoDifference => {
            "ingen række er anderledes med indsatsen: det, der tæller tilstande, er ens i begge forløb"
                .to_owned()
        }
        PathwayWarning::LiteralZero { of, to } => {
            format!("uden indsatsen ville ingen af sig selv være kommet fra `{of}` til `{to}`")
        }
        PathwayWarning::BeforeAfter { of, input } => format!(
            "det, som `transitions.{of}` regner med under indsatsen, er en før-efter-måling (forudsætningen `{input}`), der bruges, som \
             om den var en virkning"
        ),
        PathwayWarning::Uncounted { state } => {
            format!("ingen linje tæller tilstanden `{state}`: de, der er dér, koster intet")
        }
        PathwayWarning::NeverLeft { state } => {
            format!(
                "ingen forlader nogensinde tilstanden `{state}`, hvis personår tælles: den har ingen række"
            )
        }
        PathwayWarning::LateStep { of, from, of_calendar } => {
            let when = match of_calendar {
                true => format!("i kalenderår {from}"),
                false => format!("{from} år efter start"),
            };
            format!("et trin i `transitions.{of}` begynder {when}, efter den sidste flytning, der tæller")
        }
    }
}

pub(super) fn help(warning: &PathwayWarning) -> String {
    let text = match warning {
        PathwayWarning::Unreachable { .. } => {
            "angiv som `stock`, hvor mange der er dér, lad en række føre dertil, eller udelad den"
        }
        PathwayWarning::NoDifference => {
            "angiv i `with` under [transitions], hvilke sandsynligheder indsatsen ændrer"
        }
        PathwayWarning::LiteralZero { of, to } => {
            return format!(
                "nogle klarer sig selv: angiv sandsynligheden for `{to}` i `without` under [transitions.{of}], ved en forudsætning, hvis \
                 den alligevel er 0"
            );
        }
        PathwayWarning::BeforeAfter { .. } => {
            "folk, der har det værst, får det ofte bedre alligevel: brug forskellen til en sammenligningsgruppe eller en spredning, der \
             når ned til ingen virkning"
        }
        PathwayWarning::Uncounted { .. } => {
            "nævn den i `states`, `leaving` eller `entering` i en linje; koster den intet, så i en linje med `cost = 0`"
        }
        PathwayWarning::NeverLeft { state } => {
            return format!(
                "angiv i [transitions.{state}], hvor de er et år senere; bliver alle, hvor de er, så med `without = {{}}`"
            );
        }
        PathwayWarning::LateStep { .. } => "lad det begynde tidligere, forlæng `horizon`, eller udelad det",
    };
    text.to_owned()
}
