//! Every assumption as stated, with what it is on average, where it comes from, and its key.

use super::made::{Made, columns};
use super::rows::mean_key;
use crate::distribution;
use crate::model::{Nature, Part, Worked};
use crate::report::book::{Cell, Sheet, Style, Unit};
use crate::report::formula;
use crate::report::names::{capitalised, tame};
use crate::report::sections::terms::{Term, terms};
use crate::scenario::leaves::Leaves;
use crate::scenario::{Definition, Input, part_name};

pub(super) fn sheet(made: &Made<'_>, worked: Option<&Worked>) -> Sheet {
    let (words, scenario) = (made.words, made.case.scenario);
    let mut sheet = made.sheet(words.assumptions, words.assumptions, &[made.money_is()]);
    sheet.rows.push(columns(&[
        words.assumption,
        words.law,
        words.mean,
        "P5",
        "P95",
        words.unit,
        words.evidence,
        words.source,
        words.path,
        words.optimism,
    ]));
    sheet.frozen = (sheet.rows.len(), 1);
    let leaves = made.leaves();
    for (name, input) in scenario.order.of("inputs", &scenario.inputs) {
        sheet.rows.push(of_input(made, name, input, &leaves));
        if let Definition::Dirichlet(law) = &input.definition {
            sheet.rows.extend(law.parts().iter().map(|part| of_part(made, name, part)));
        }
    }
    let stated: Vec<_> = worked
        .into_iter()
        .flat_map(|worked| &worked.rows)
        .filter(|row| row.part != Part::Inputs)
        .filter_map(|row| Some((row, row.path.as_ref()?, row.alone.as_ref()?)))
        .collect();
    if !stated.is_empty() {
        sheet.rows.push(Vec::new());
        sheet.rows.push(vec![Cell::text(words.other_numbers).styled(Style::Heading)]);
    }
    for (row, path, entry) in stated {
        let label = format!("{} · {}", made.heading(&row.part), made.row_label(row));
        let law = match entry.nature {
            Nature::Worked => words.formula,
            _ => "",
        };
        let mut cells = vec![Cell::text(label), Cell::text(law)];
        cells.push(Cell::number(entry.value, made.row_unit(row, entry.value)));
        cells.extend([Cell::default(), Cell::default(), Cell::default(), Cell::default(), Cell::default()]);
        cells.push(Cell::text(path.clone()).styled(Style::Dim));
        sheet.rows.push(cells);
    }
    let terms = terms(&made.case, &|of, _| formula::write_in(&of.expr, &made.case.words.locale));
    if !terms.is_empty() {
        sheet.rows.push(Vec::new());
        sheet.rows.push(vec![Cell::text(made.case.words.page.also_assumed).styled(Style::Heading)]);
    }
    for Term { label, says, path } in terms {
        let mut cells = vec![Cell::text(label), Cell::text(capitalised(&says)).styled(Style::Wrapped)];
        cells.extend([(); 6].map(|()| Cell::default()));
        cells.push(Cell::text(path).styled(Style::Dim));
        sheet.rows.push(cells);
    }
    sheet.widths = vec![54.0, 40.0, 14.0, 14.0, 14.0, 22.0, 16.0, 60.0, 36.0, 14.0];
    sheet
}

/// A part of an input that is stated with all its parts.
fn of_part(made: &Made<'_>, input: &str, part: &distribution::Part) -> Vec<Cell> {
    let number = |value: f64| Cell::number(value, Unit::of_number(value));
    let label = made.label("inputs", &part_name(input, &part.name));
    let ends = [0.05, 0.95].map(|share| number(part.law.quantile(share)));
    let [low, high] = ends;
    vec![Cell::text(label), Cell::default(), number(part.mean), low, high]
}

fn of_input(made: &Made<'_>, name: &str, input: &Input, leaves: &Leaves) -> Vec<Cell> {
    let words = made.words;
    let mut law_text = match &input.definition {
        Definition::Formula(expr) => formula::write_in(expr, &made.case.words.locale),
        Definition::Law(_) | Definition::People(_) | Definition::Dirichlet(_) => {
            (made.case.words.assumed.written)(&tame(&input.written))
        }
    };
    if matches!(input.definition, Definition::People(_)) {
        law_text = format!("{law_text}; {}", words.differs);
    }
    let law = match &input.definition {
        Definition::Law(law) | Definition::People(law) => Some(law),
        Definition::Formula(_) | Definition::Dirichlet(_) => None,
    };
    let number = |value: Option<f64>| {
        value.map_or_else(Cell::default, |value| Cell::number(value, Unit::of_number(value)))
    };
    let ends = |share: f64| number(law.filter(|law| law.is_fixed().is_none()).map(|law| law.quantile(share)));
    let key = match &input.definition {
        Definition::Formula(_) => format!("inputs.{name}.formula"),
        Definition::Law(_) => mean_key(name, leaves),
        Definition::People(_) | Definition::Dirichlet(_) => format!("inputs.{name}"),
    };
    let evidence = input.evidence.filter(|_| !made.case.is_outdated(name, "evidence"));
    let source = input.source.as_deref().filter(|_| !made.case.is_outdated(name, "source"));
    vec![
        Cell::text(made.label("inputs", name)),
        Cell::text(law_text).styled(Style::Wrapped),
        number(law.and_then(|law| law.mean())),
        ends(0.05),
        ends(0.95),
        Cell::text(input.unit.as_deref().map(tame).unwrap_or_default()),
        Cell::text(evidence.map(made.case.words.common.evidence).unwrap_or_default()),
        Cell::text(source.map(tame).unwrap_or_default()).styled(Style::Wrapped),
        Cell::text(key).styled(Style::Dim),
        Cell::text(
            input
                .optimism
                .as_ref()
                .map(|factor| formula::write_in(&factor.expr, &made.case.words.locale))
                .unwrap_or_default(),
        ),
    ]
}
