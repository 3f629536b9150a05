//! Charts of Excel's own.

use rust_xlsxwriter::{
    Chart as Native, ChartAxisCrossing, ChartAxisLabelPosition, ChartFont, ChartFormat, ChartLegendPosition,
    ChartLine, ChartSolidFill, ChartType, Color, Worksheet, XlsxError,
};

use super::style::Formats;
use crate::report::book::{Chart, Range, Shape, Unit};

/// Colours that all kinds of eyes tell apart (Okabe & Ito, 2008), the first for what matters most.
const COLOURS: [u32; 8] =
    [0x00_5F_94, 0xB8_47_0B, 0x00_9E_73, 0xE6_9F_00, 0xCC_79_A7, 0x56_B4_E9, 0x5B_5A_55, 0xD5_5E_00];

pub(super) fn insert(worksheet: &mut Worksheet, chart: &Chart, formats: &Formats) -> Result<(), XlsxError> {
    let mut native = Native::new(match chart.shape {
        Shape::Histogram | Shape::Columns => ChartType::Column,
        Shape::Lines => ChartType::Line,
        Shape::Areas => ChartType::AreaStacked,
        Shape::Bars(_) => ChartType::Bar,
    });
    for (at, (name, categories, values)) in chart.series.iter().enumerate() {
        let colour = Color::RGB(COLOURS[at % COLOURS.len()]);
        let mut format = ChartFormat::new();
        match chart.shape {
            Shape::Lines => format.set_line(ChartLine::new().set_color(colour).set_width(2)),
            _ => format.set_solid_fill(ChartSolidFill::new().set_color(colour)),
        };
        let series = native.add_series().set_name(plain(name).as_str()).set_format(&mut format);
        series.set_categories(range(categories)).set_values(range(values));
        if chart.shape == Shape::Histogram {
            series.set_gap(4);
        }
        if let Shape::Bars(_) = chart.shape {
            // What goes to both sides of where bars start is one bar.
            series.set_gap(60).set_overlap(100);
        }
    }
    native.title().set_name(plain(&chart.title).as_str()).set_font(ChartFont::new().set_size(12).set_bold());
    // Of bars that lie the categories stand along the upright axis.
    match chart.shape {
        Shape::Bars(from) => {
            native.y_axis().set_name(plain(&chart.along).as_str()).set_reverse();
            native.y_axis().set_crossing(ChartAxisCrossing::Max);
            native.y_axis().set_label_position(ChartAxisLabelPosition::Low);
            native.x_axis().set_num_format(formats.code(chart.unit));
            // A single series has no legend that says what its numbers are.
            if let [(name, ..)] = chart.series.as_slice() {
                native.x_axis().set_name(plain(name).as_str());
            }
            native.x_axis().set_crossing(ChartAxisCrossing::AxisValue(from));
        }
        _ => {
            native.x_axis().set_name(plain(&chart.along).as_str());
            native.x_axis().set_label_position(ChartAxisLabelPosition::Low);
            native.y_axis().set_num_format(formats.code(chart.unit));
        }
    }
    if chart.shape == Shape::Histogram {
        native.x_axis().set_num_format(formats.code(Unit::Money)).set_label_interval(6);
    }
    if chart.series.len() > 1 {
        native.legend().set_position(ChartLegendPosition::Bottom);
    } else {
        native.legend().set_hidden();
    }
    native.set_width(chart.size.0).set_height(chart.size.1);
    worksheet.insert_chart(chart.at.0 as u32, chart.at.1 as u16, &native)?;
    Ok(())
}

/// A name that is not taken for a reference to a sheet, or for a formula.
fn plain(name: &str) -> String {
    let name = name.replace('!', "\u{ff01}");
    if name.starts_with('=') { format!("\u{2060}{name}") } else { name }
}

fn range(range: &Range) -> (&str, u32, u16, u32, u16) {
    let ((row, column), (last_row, last_column)) = (range.from, range.to);
    (&range.sheet, row as u32, column as u16, last_row as u32, last_column as u16)
}
