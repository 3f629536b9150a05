//! Which rows a net benefit is worked out from.

use super::Worked;
use super::term::Term;

impl Worked {
    /// For each row whether a net benefit follows it.
    pub fn followed(&self) -> Vec<bool> {
        let mut is_followed = vec![false; self.rows.len()];
        let mut open: Vec<usize> = self.net_benefit.iter().map(|(_, row, _)| *row).collect();
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut is_followed[at], true) {
                continue;
            }
            let row = &self.rows[at];
            let years = row.years.iter().flatten();
            for entry in row.alone.iter().chain(&row.present).chain(years) {
                read(&entry.term, &mut open);
            }
        }
        is_followed
    }
}

/// The rows that a term reads.
fn read(term: &Term, rows: &mut Vec<usize>) {
    match term {
        Term::Number(_) => {}
        Term::Cell(cell) => rows.push(cell.row),
        Term::Years { row, .. } => rows.push(*row),
        Term::Products(first, second) => rows.extend([*first, *second]),
        Term::Call(_, terms) => terms.iter().for_each(|term| read(term, rows)),
    }
}
