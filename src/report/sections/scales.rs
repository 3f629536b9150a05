//! The units of a table of money: one for all, or each its own where payers differ by orders of magnitude.

use crate::report::digits::{Locale, Scale, TIE, leading};
use crate::report::document::Text;

/// The units of what stands in some rows, or in some columns.
pub(super) struct Scales {
    own: Vec<(Scale, i32)>,
    common: Option<Scale>,
}

/// Less money than this is nothing.
const CRUMBS: f64 = 1e-6;

impl Scales {
    /// The units that suit rows whose largest amounts are these. A common one would leave a row that is small beside the largest a
    /// single digit: then each has its own. With `shared` digits, all rows end at the same decimal.
    pub fn of(sizes: &[f64], shared: bool) -> Scales {
        let largest = sizes.iter().fold(0.0_f64, |a, b| if b.abs() > a { b.abs() } else { a });
        let scale = Scale::of(largest);
        let last = scale.last_digit(largest);
        let finest = if shared { last } else { leading(scale.unit()) - 2 };
        let is_poor = |size: f64| scale != Scale::One && size.abs() > CRUMBS && leading(size) <= finest;
        if sizes.iter().any(|size| is_poor(*size)) {
            let own = |size: &f64| (Scale::of(*size), Scale::of(*size).last_digit(*size));
            return Scales { own: sizes.iter().map(own).collect(), common: None };
        }
        Scales { own: vec![(scale, last); sizes.len()], common: Some(scale) }
    }

    /// The unit of a row, and its last digit.
    pub fn at(&self, row: usize) -> (Scale, i32) {
        self.own[row]
    }

    /// The unit of all, if they have one.
    pub fn common(&self) -> Option<Scale> {
        self.common
    }

    /// The unit of all for a heading, or that each has its own, as it is said.
    pub fn beside(&self, locale: &Locale, currency: &str, each_its_own: &str) -> String {
        match self.common {
            Some(scale) => locale.heading(scale, currency),
            None => each_its_own.to_owned(),
        }
    }

    /// The unit of a row where it is its own.
    pub fn own(&self, row: usize, locale: &Locale, currency: &str) -> Option<String> {
        self.common.is_none().then(|| locale.heading(self.own[row].0, currency))
    }

    /// A row's label, with its unit where that is its own.
    pub fn label(&self, row: usize, label: Text, locale: &Locale, currency: &str) -> Text {
        match self.own(row, locale, currency) {
            Some(unit) => label.dim(format!(",{TIE}{unit}")),
            None => label,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_municipality_beside_a_state_keeps_its_digits() {
        // 25 k in millions is 0.03; in its own unit 25.0 k.
        let scales = Scales::of(&[4.3e6, 25_000.0, 0.0], false);
        assert_eq!(scales.at(0), (Scale::Million, 4));
        assert_eq!(scales.at(1), (Scale::Thousand, 2));
        assert_eq!(scales.beside(&Locale::ENGLISH, "DKK", "each its own"), "each its own");
        // 690 k beside 4.3 m is 0.69, which is two digits; nothing needs none.
        let scales = Scales::of(&[4.3e6, 690_000.0, 0.0], true);
        assert_eq!([scales.at(0), scales.at(1)], [(Scale::Million, 4); 2]);
        assert_eq!(scales.own(1, &Locale::ENGLISH, "DKK"), None);
        // With 10.1 m above it, 0.5 m has a digit where digits are shared, and two where they are not.
        assert_eq!(Scales::of(&[10.1e6, 5e5], true).at(1), (Scale::Thousand, 3));
        assert_eq!(Scales::of(&[10.1e6, 5e5], false).at(1).0, Scale::Million);
        assert_eq!(Scales::of(&[900.0, 3.0], true).own(1, &Locale::ENGLISH, "DKK"), None);
    }
}
