//! The base case, worked out in cells, and what was changed in them.

use super::formula::{Places, write};
use super::made::{Made, columns};
use super::rows::mean_key;
use crate::model::{At, Cell as WorkedCell, Entry, Key, Nature, Part, Row, Worked};
use crate::report::book::{Cell, Content, Sheet, Style, Unit, column_letters};
use crate::scenario::input_of;

const VALUE: usize = 1;
const STATED: usize = 2;
const NOTE: usize = 3;
const KEY: usize = 4;
const PRESENT: usize = 5;
/// The column of year 0.
pub(super) const YEARS: usize = 6;

/// Largest relative difference at which two sums are the same.
const TIE: &str = "0.000000001";

/// Where each row of the base case stands.
struct Placed {
    rows: Vec<usize>,
    horizon: usize,
}

impl Placed {
    fn absolute(&self, row: usize, column: usize) -> String {
        format!("${}${}", column_letters(column), self.rows[row] + 1)
    }
}

impl Places for Placed {
    fn cell(&self, cell: WorkedCell) -> String {
        match cell.at {
            At::Alone => self.absolute(cell.row, VALUE),
            At::Present => self.absolute(cell.row, PRESENT),
            At::Year(year) => format!("{}{}", column_letters(YEARS + year), self.rows[cell.row] + 1),
        }
    }

    fn years(&self, row: usize, years: Option<(usize, usize)>) -> String {
        let (from, to) = years.unwrap_or((0, self.horizon));
        let at = self.rows[row] + 1;
        format!("{}{at}:{}{at}", column_letters(YEARS + from), column_letters(YEARS + to))
    }
}

/// The cell that counts what was changed, as other sheets name it.
pub(super) struct Counted(pub String);

/// The sheet of the base case, and that of what was changed in it; and where it is counted.
pub(super) fn sheets(made: &Made<'_>, worked: &Worked) -> ([Sheet; 2], Counted) {
    let (words, scenario) = (made.words, made.case.scenario);
    let mut below = vec![words.base_case_is.to_owned(), words.how_to_change.to_owned(), made.money_is()];
    if scenario.pathways.is_some() {
        below.push(words.people_stand.to_owned());
    }
    let mut sheet = made.sheet(words.base_case, words.base_case, &below);
    let mut heading =
        columns(&[words.what, words.value, words.as_stated, words.unit, words.path, words.present_value]);
    heading.extend(
        (0..=scenario.horizon).map(|year| Cell::number(year as f64, Unit::Year).styled(Style::Column)),
    );
    sheet.rows.pop();
    sheet.rows.push(heading);
    sheet.frozen = (sheet.rows.len(), 1);
    sheet.widths = [46.0, 16.0, 16.0, 28.0, 34.0, 16.0].into();
    sheet.widths.resize(YEARS + scenario.horizon + 1, 13.0);
    // The parts begin below what is said of the agreement.
    let checks = sheet.rows.len() + 2;
    // Below the perspectives stand how many numbers were changed, and a blank.
    let first = checks + worked.net_benefit.len() + 2;
    let (order, placed) = placed(worked, first, scenario.horizon);
    agreement(made, worked, &placed, &mut sheet);
    let leaves = made.leaves();
    let followed = worked.followed();
    let mut changes = Vec::new();
    for (part, rows) in &order {
        sheet.rows.push(vec![Cell::text(made.heading(part)).styled(Style::Heading)]);
        for at in rows {
            let row = &worked.rows[*at];
            let mut cells = cells(made, row, &placed);
            let is_editable = row.alone.as_ref().is_some_and(|entry| entry.nature == Nature::Editable);
            let path = match (&row.of, &row.path) {
                (Some(input), Some(_)) if row.key == Key::Input && is_editable => {
                    Some(mean_key(input, &leaves))
                }
                (_, path) => path.clone(),
            };
            if is_editable && decides(made, worked, row) {
                let moves = if followed[*at] { words.moves_money_alone } else { words.moves_people_alone };
                let unit = made.unit_of(row);
                let note = if unit.is_empty() { moves.to_owned() } else { format!("{moves}; {unit}") };
                cells[NOTE] = Cell::text(note).styled(Style::Caution);
            }
            cells[KEY] = path.map(|path| Cell::text(path).styled(Style::Dim)).unwrap_or_default();
            if is_editable {
                changes.push(sheet.rows.len());
            }
            sheet.rows.push(cells);
        }
        sheet.rows.push(Vec::new());
    }
    let changes = changed(made, &sheet, &changes);
    let counted = Counted(format!("'{}'!$B${}", sheet.name, checks + worked.net_benefit.len() + 1));
    ([sheet, changes], counted)
}

/// Whether what a row states decides who is in which state: that stands as values, and does not follow.
fn decides(made: &Made<'_>, worked: &Worked, row: &Row) -> bool {
    let is_of_people = made.case.scenario.pathways.is_some() && matches!(row.key, Key::Stock | Key::Intake);
    is_of_people
        || row.of.as_deref().is_some_and(|of| row.key == Key::Input && worked.deciding.contains(input_of(of)))
}

/// The parts in the order in which they are worked out, each with its rows, and where these stand.
fn placed(worked: &Worked, first: usize, horizon: usize) -> (Vec<(Part, Vec<usize>)>, Placed) {
    let mut order: Vec<(Part, Vec<usize>)> = Vec::new();
    for (at, row) in worked.rows.iter().enumerate() {
        match order.iter_mut().find(|(part, _)| *part == row.part) {
            Some((_, rows)) => rows.push(at),
            None => order.push((row.part.clone(), vec![at])),
        }
    }
    let (mut rows, mut next) = (vec![0; worked.rows.len()], first);
    for (_, all) in &order {
        // Below a heading, and above a blank.
        next += 1;
        for at in all {
            rows[*at] = next;
            next += 1;
        }
        next += 1;
    }
    (order, Placed { rows, horizon })
}

/// Whether the sheet comes to what the program says, perspective by perspective.
fn agreement(made: &Made<'_>, worked: &Worked, placed: &Placed, sheet: &mut Sheet) {
    let words = made.words;
    sheet.rows.push(vec![Cell::text(words.agreement).styled(Style::Heading)]);
    let mut heading = columns(&[words.perspective, words.here, words.program, words.verdict]);
    heading.extend([Cell::text("").styled(Style::Column)]);
    heading.extend(columns(&[words.difference]));
    sheet.rows.push(heading);
    let first = sheet.rows.len();
    let last = placed.rows.iter().copied().fold(first, |last, row| if row > last { row } else { last });
    let counted = first + worked.net_benefit.len();
    for name in made.perspectives() {
        let Some((_, net_benefit, size)) = worked.net_benefit.iter().find(|(of, ..)| *of == name) else {
            continue;
        };
        let number = |row: usize| worked.rows[row].number(At::Alone).unwrap_or_default();
        let here = number(*net_benefit);
        let program = made.case.results.base_case.net_benefit.get(&name).copied().unwrap_or(f64::NAN);
        let at = sheet.rows.len() + 1;
        let agrees = (here - program).abs() <= 1e-9 * number(*size);
        let verdict = format!(
            "IF(ABS(B{at}-C{at})<=({TIE}*{}),\"{}\",IF($B${}>0,\"{}\",\"{}\"))",
            placed.absolute(*size, VALUE),
            words.agrees,
            counted + 1,
            words.changed,
            words.disagrees
        );
        let verdict =
            Content::Saying(verdict, if agrees { words.agrees } else { words.disagrees }.to_owned());
        sheet.rows.push(vec![
            Cell::text(made.perspective(&name)),
            Cell::formula(placed.absolute(*net_benefit, VALUE), here, Unit::of_money(here))
                .styled(Style::Strong),
            Cell::money(program),
            Cell {
                content: verdict,
                style: if agrees { Style::Good } else { Style::Bad },
                ..Cell::default()
            },
            Cell::default(),
            Cell::formula(format!("B{at}-C{at}"), here - program, Unit::General).styled(Style::Dim),
        ]);
    }
    let (from, to) = (counted + 2, last + 1);
    let formula = format!("SUMPRODUCT((C{from}:C{to}<>\"\")*(B{from}:B{to}<>C{from}:C{to}))");
    sheet.rows.push(vec![Cell::text(capital(words.changed)), Cell::formula(formula, 0.0, Unit::Whole)]);
    sheet.rows.push(Vec::new());
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The cells of a row.
fn cells(made: &Made<'_>, row: &Row, placed: &Placed) -> Vec<Cell> {
    let mut cells = vec![Cell::text(made.row_label(row))];
    let is_result = matches!(row.key, Key::NetBenefit);
    let cell = |entry: &Entry| {
        let unit = made.row_unit(row, entry.value);
        let number = Cell::number(entry.value, unit);
        match (entry.nature, write(&entry.term, placed)) {
            (Nature::Editable, _) => number.styled(Style::Input),
            (Nature::Stated, _) => number,
            (Nature::Value, _) | (Nature::Worked, None) => number.styled(Style::Caution),
            (Nature::Worked, Some(formula)) => {
                let style = if is_result { Style::Strong } else { Style::Plain };
                Cell::formula(formula, entry.value, unit).styled(style)
            }
        }
    };
    cells.push(row.alone.as_ref().map(cell).unwrap_or_default());
    let editable = row.alone.as_ref().filter(|entry| entry.nature == Nature::Editable);
    cells.push(editable.map_or_else(Cell::default, |entry| {
        Cell::number(entry.value, made.row_unit(row, entry.value)).styled(Style::Dim)
    }));
    let all = row.alone.iter().chain(row.years.iter().flatten());
    let note = match all.into_iter().any(|entry| entry.nature == Nature::Value) {
        true => made.words.value_stands.to_owned(),
        false => made.unit_of(row),
    };
    cells.push(Cell::text(note).styled(Style::Dim));
    cells.push(Cell::default());
    cells.push(row.present.as_ref().map(cell).unwrap_or_default());
    cells.extend(row.years.iter().map(|entry| entry.as_ref().map(cell).unwrap_or_default()));
    cells
}

/// A row for each number that may be changed: empty unless it was, so that the sheet, saved as CSV, holds what `--set-from` reads.
fn changed(made: &Made<'_>, live: &Sheet, editable: &[usize]) -> Sheet {
    let words = made.words;
    let mut rows = vec![columns(&["key", "value"])];
    for at in editable {
        let of = |column: usize| format!("'{}'!{}{}", live.name, column_letters(column), at + 1);
        let (is, was, key) = (of(VALUE), of(STATED), of(KEY));
        let saying = |formula: String, unit: Unit| Cell {
            content: Content::Saying(formula, String::new()),
            unit,
            style: Style::Plain,
        };
        rows.push(vec![
            saying(format!("IF({is}<>{was},{key},\"\")"), Unit::General),
            saying(format!("IF({is}<>{was},{is},\"\")"), Unit::Plain),
        ]);
    }
    Sheet {
        name: words.changes.to_owned(),
        rows,
        widths: vec![48.0, 24.0],
        frozen: (1, 0),
        upright: true,
        ..Sheet::default()
    }
}
