//! Warnings of a comparison, in Danish.

use crate::report::digits::Locale;
use crate::scenario::warning::ComparisonWarning;

pub(super) fn message(warning: &ComparisonWarning) -> String {
    let written = |figure: f64| Locale::DANISH.written(figure);
    match warning {
        ComparisonWarning::Horizon { base, other } => {
            format!("udgangspunktet regner med årene 0–{base}, den anden med årene 0–{other}")
        }
        ComparisonWarning::Discount => "de to vægter senere penge forskelligt".to_owned(),
        ComparisonWarning::Payers => {
            "de to har ikke de samme kasser, så `public` kan være forskellige kasser lagt sammen".to_owned()
        }
        ComparisonWarning::Perspective { perspective } => {
            format!("`{perspective}` lægger andre kasser eller skatter sammen end i udgangspunktet")
        }
        ComparisonWarning::WeakerRequirement { requirement } => {
            let name = requirement.strip_prefix("require ").unwrap_or(requirement);
            format!("udgangspunktets krav `{name}` er fjernet eller lempet")
        }
        ComparisonWarning::Prices { price_year, shown, factor } => format!(
            "den anden er i {price_year}-priser: dens beløb vises i {shown}-priser, {} gange så store",
            written(*factor)
        ),
        ComparisonWarning::OtherYears { scenario } => {
            format!("i {scenario} regnes der med andre år end i det første scenarie")
        }
        ComparisonWarning::OtherDiscount { scenario } => {
            format!("i {scenario} vægtes senere penge anderledes end i det første scenarie")
        }
        ComparisonWarning::OtherPayers { scenario } => {
            format!("i {scenario} er der andre kasser end i det første scenarie")
        }
        ComparisonWarning::InvalidBase { place, reason } => {
            let place = if place.is_empty() { String::new() } else { format!("{place}: ") };
            format!("ikke sammenlignet, da udgangspunktet er ugyldigt; {place}{reason}")
        }
        ComparisonWarning::StoredFigures { stored, perspective, was, now, .. } => format!(
            "{stored} blev gemt med andre tal, end samme frø og udfald giver nu: for {perspective} et gennemsnitligt nettoresultat på {} \
             og en sandsynlighed på {} for at få pengene igen, nu {} og {}",
            written(was[0]),
            written(was[1]),
            written(now[0]),
            written(now[1])
        ),
    }
}

pub(super) fn help(warning: &ComparisonWarning) -> String {
    let text = match warning {
        ComparisonWarning::Horizon { .. } | ComparisonWarning::OtherYears { .. } => {
            "det, der følger senere, tæller kun på den ene side; giv begge samme horisont"
        }
        ComparisonWarning::Discount | ComparisonWarning::OtherDiscount { .. } => {
            "giv begge den samme diskontering, medmindre det er den, der sammenlignes"
        }
        ComparisonWarning::Payers | ComparisonWarning::OtherPayers { .. } => {
            "sammenlign kasse for kasse, eller giv begge de samme kasser"
        }
        ComparisonWarning::Perspective { .. } => {
            "en del af ændringen skyldes definitionen: sammenlign kasse for kasse, eller giv begge det samme perspektiv"
        }
        ComparisonWarning::WeakerRequirement { .. } => {
            "det vises, om det, som udgangspunktet kræver, holder, men det afgør intet"
        }
        ComparisonWarning::Prices { .. } => {
            "forudsætninger og beløb, der nævnes, står i de priser, der gælder i deres egen fil"
        }
        ComparisonWarning::InvalidBase { .. } => {
            "den regnes for tilføjet: dens egne krav afgør; hvor der er sat grænser, er de uafgjorte, da der ikke er nogen ændring at \
             holde dem op imod"
        }
        ComparisonWarning::StoredFigures { version, .. } => {
            return format!(
                "resultatet er lavet af version {version} eller ændret siden; det, der sammenlignes, er simuleret nu"
            );
        }
    };
    text.to_owned()
}
