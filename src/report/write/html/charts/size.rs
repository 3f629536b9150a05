//! The two widths of a drawing.

/// The units across of a drawing on a page, and on a telephone.
pub(super) const WIDE: f64 = 720.0;
pub(super) const NARROW: f64 = 328.0;

/// How wide a drawing is to be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    pub width: f64,
}

impl Size {
    pub fn is_narrow(self) -> bool {
        self.width < WIDE
    }

    /// The one or the other.
    pub fn pick<T>(self, wide: T, narrow: T) -> T {
        if self.is_narrow() { narrow } else { wide }
    }
}
