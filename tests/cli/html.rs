//! Reading a page: what stands in which element, without its markup.

/// A table of a page: its caption and its rows, the headings of columns first and the heading of a row in front.
#[derive(Debug)]
pub struct Table {
    pub caption: String,
    pub rows: Vec<Vec<String>>,
}

/// What stands in the elements of a name, one after the other, markup included.
pub fn elements<'t>(page: &'t str, name: &str) -> Vec<&'t str> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find(&open) {
        rest = &rest[start + open.len()..];
        if !rest.starts_with(['>', ' ']) {
            continue;
        }
        let inner = &rest[rest.find('>').expect("an element is opened") + 1..];
        let end = inner.find(&close).expect("an element is closed");
        found.push(&inner[..end]);
        rest = &inner[end..];
    }
    found
}

/// The values of an attribute.
pub fn attributes(page: &str, name: &str) -> Vec<String> {
    let lead = format!(" {name}=\"");
    let values = page.split(&lead).skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
    values.map(text).collect()
}

/// The text of some markup.
pub fn text(markup: &str) -> String {
    let mut text = String::new();
    for (at, piece) in markup.split('<').enumerate() {
        // Of what follows a `<` the text begins behind its `>`.
        let piece = if at == 0 { piece } else { piece.split_once('>').map_or("", |(_, after)| after) };
        text.push_str(piece);
    }
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (entity, character)| text.replace(entity, character))
}

/// The tables in folds.
pub fn folded(page: &str) -> Vec<Table> {
    let table = |fold: &&str| Table {
        caption: text(elements(fold, "caption")[0]),
        rows: elements(fold, "tr").into_iter().map(cells).collect(),
    };
    elements(page, "details").iter().map(table).collect()
}

fn cells(row: &str) -> Vec<String> {
    // Cells and headings in the order in which they stand.
    let row = row.replace("<th ", "<td ").replace("</th>", "</td>");
    elements(&row, "td").into_iter().map(text).collect()
}
