//! How the texts of a drawing are set.

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Font {
    pub class: &'static str,
    pub size: f64,
    pub bold: bool,
}

/// Numbers and words beside an axis.
pub(super) const TICK: Font = Font { class: "tick", size: 12.5, bold: false };
/// Those of them that matter.
pub(super) const STRONG_TICK: Font = Font { class: "tick strong", size: 12.5, bold: true };
/// Names of rows and panels.
pub(super) const LABEL: Font = Font { class: "lab", size: 14.0, bold: false };
/// The one that matters.
pub(super) const STRONG_LABEL: Font = Font { class: "lab strong", size: 14.0, bold: true };
/// Figures at marks.
pub(super) const VALUE: Font = Font { class: "val", size: 13.0, bold: true };
/// The figure of a chart; where money is lost, and where it comes back.
pub(super) const BIG_LOSS: Font = Font { class: "big loss", size: 18.0, bold: true };
pub(super) const BIG_GAIN: Font = Font { class: "big gain", size: 18.0, bold: true };
pub(super) const LOSS: Font = Font { class: "loss", size: 13.0, bold: false };
pub(super) const GAIN: Font = Font { class: "gain", size: 13.0, bold: false };
