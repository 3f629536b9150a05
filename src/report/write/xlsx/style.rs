//! How cells look.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::report::book::{Style, Unit};

/// The formats of cells, each made once.
pub(super) struct Formats {
    money: [String; 2],
    made: BTreeMap<(Unit, Style, bool), Format>,
}

impl Formats {
    pub fn new(money: &[String; 2]) -> Formats {
        Formats { money: money.clone(), made: BTreeMap::new() }
    }

    /// The code by which spreadsheets show a number; their own separators take the place of point and comma.
    pub fn code(&self, unit: Unit) -> &str {
        match unit {
            Unit::General => "General",
            Unit::Money => &self.money[0],
            Unit::SmallMoney => &self.money[1],
            Unit::Share => "0.0%",
            Unit::Whole => "#,##0",
            Unit::Hundredths => "#,##0.00",
            Unit::Fine => "0.0000",
            Unit::Year => "0",
            Unit::Plain => "0.0000###########",
        }
    }

    /// The format of a number, or of text at the left of the sheet.
    pub fn of(&mut self, unit: Unit, style: Style) -> &Format {
        self.made(unit, style, false)
    }

    /// The format of text beside something else, from which it keeps apart.
    pub fn of_text_beside(&mut self, style: Style) -> &Format {
        self.made(Unit::General, style, !matches!(style, Style::Right | Style::ColumnOfNumbers))
    }

    fn made(&mut self, unit: Unit, style: Style, apart: bool) -> &Format {
        if !self.made.contains_key(&(unit, style, apart)) {
            let format = styled(style).set_num_format(self.code(unit));
            let format = if apart { format.set_align(FormatAlign::Left).set_indent(1) } else { format };
            self.made.insert((unit, style, apart), format);
        }
        &self.made[&(unit, style, apart)]
    }
}

fn styled(style: Style) -> Format {
    let plain = Format::new().set_align(FormatAlign::Top);
    match style {
        Style::Plain => plain,
        Style::Title => plain.set_bold().set_font_size(16),
        Style::Heading => plain.set_bold().set_font_size(12).set_font_color(Color::RGB(0x005F94)),
        Style::Column => heading(plain),
        Style::ColumnOfNumbers => heading(plain).set_align(FormatAlign::Right),
        Style::Right => plain.set_align(FormatAlign::Right),
        Style::Left => plain.set_align(FormatAlign::Left).set_indent(1),
        Style::Strong => plain.set_bold(),
        Style::Dim => plain.set_font_color(Color::RGB(0x5B5A55)),
        Style::Input => plain
            .set_background_color(Color::RGB(0xFFF2CC))
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0xD6B656)),
        Style::Good => plain.set_font_color(Color::RGB(0x005F94)).set_bold(),
        Style::Bad => plain.set_font_color(Color::RGB(0xB8470B)).set_bold(),
        Style::Caution => plain.set_font_color(Color::RGB(0xB8470B)),
        Style::Wrapped => plain.set_text_wrap(),
    }
}

fn heading(plain: Format) -> Format {
    let shaded = plain.set_bold().set_text_wrap().set_background_color(Color::RGB(0xE9_EE_F2));
    shaded.set_border_bottom(FormatBorder::Thin).set_align(FormatAlign::Bottom)
}
