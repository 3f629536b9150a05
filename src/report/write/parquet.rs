//! Draws as Parquet: the plain subset that every reader knows, uncompressed.
//!
//! Numbers are DOUBLE, the draw's own INT64; what may be missing is OPTIONAL. A row group is a page for each column. (Apache Parquet
//! format 2.10, `parquet.thrift`; metadata in Thrift's compact protocol.)

use crate::summary::draws::Draws;

const MAGIC: &[u8; 4] = b"PAR1";

/// Most rows of a group, and most bytes that are kept for one.
const MOST_ROWS: usize = 65_536;
const MOST_BYTES: usize = 1 << 26;

/// Rows come in blocks, and a group holds whole ones.
const ROWS: usize = crate::block::BLOCK;

const NUMBER: usize = size_of::<f64>();

// Numbers of `parquet.thrift`.
const INT64: i64 = 2;
const DOUBLE: i64 = 5;
const REQUIRED: i64 = 0;
const OPTIONAL: i64 = 1;
const PLAIN: i64 = 0;
const RLE: i64 = 3;

/// A file on its way: what it takes comes out as bytes, in order.
#[derive(Debug)]
pub struct Parquet {
    columns: Vec<Column>,
    /// Notes on the file, each with its name.
    notes: Vec<(String, String)>,
    most_rows: usize,
    /// Rows that wait for their group to be full.
    waiting: usize,
    /// Metadata of the groups that are written.
    groups: Vec<Vec<u8>>,
    rows: usize,
    /// Bytes that are written.
    at: usize,
}

#[derive(Debug)]
struct Column {
    name: String,
    kind: i64,
    repetition: i64,
    /// Values that are there, as they are written.
    values: Vec<u8>,
    /// By row, whether it is there; of what may be missing.
    present: Vec<bool>,
}

impl Parquet {
    /// A file with the draw's number and these columns, each of which may have missing values or not.
    pub fn new(columns: Vec<(String, bool)>, notes: Vec<(String, String)>) -> Parquet {
        let column = |name, kind, repetition| {
            let (values, present) = (Vec::new(), Vec::new());
            Column { name, kind, repetition, values, present }
        };
        let numbers = columns
            .into_iter()
            .map(|(name, may_miss)| column(name, DOUBLE, if may_miss { OPTIONAL } else { REQUIRED }));
        let columns: Vec<Column> =
            [column("draw".to_owned(), INT64, REQUIRED)].into_iter().chain(numbers).collect();
        let fitting = MOST_BYTES / (NUMBER * columns.len()) / ROWS * ROWS;
        let most_rows = fitting.clamp(ROWS, MOST_ROWS);
        Parquet { columns, notes, most_rows, waiting: 0, groups: Vec::new(), rows: 0, at: 0 }
    }

    /// What it begins with.
    pub fn open(&mut self) -> Vec<u8> {
        self.at += MAGIC.len();
        MAGIC.to_vec()
    }

    /// Writes the rows of a block down for [`Parquet::take`].
    pub fn encode(draws: &Draws<'_>, into: &mut Vec<u8>) {
        into.extend((draws.len as u64).to_le_bytes());
        (0..draws.len as u64).for_each(|draw| into.extend((draws.first + draw).to_le_bytes()));
        for column in 0..draws.width() {
            for draw in 0..draws.len {
                // No number that is drawn is NaN.
                into.extend(draws.value(column, draw).unwrap_or(f64::NAN).to_le_bytes());
            }
        }
    }

    /// Takes blocks of rows, and gives the groups that they fill.
    pub fn take(&mut self, encoded: &[u8]) -> Vec<u8> {
        let (mut groups, mut rest) = (Vec::new(), encoded);
        while let Some((len, block)) = rest.split_first_chunk::<NUMBER>() {
            let len = u64::from_le_bytes(*len) as usize;
            let (block, after) = block.split_at(len * NUMBER * self.columns.len());
            rest = after;
            for (column, bytes) in self.columns.iter_mut().zip(block.chunks_exact(len * NUMBER)) {
                column.take(bytes);
            }
            self.waiting += len;
            if self.waiting == self.most_rows {
                self.group(&mut groups);
            }
        }
        groups
    }

    /// What it ends with.
    pub fn close(mut self) -> Vec<u8> {
        let mut end = Vec::new();
        if self.waiting > 0 {
            self.group(&mut end);
        }
        let mut schema = vec![{
            let mut root = Compact::default();
            root.binary(4, b"draws");
            root.integer(5, self.columns.len() as i64, I32);
            root.end()
        }];
        schema.extend(self.columns.iter().map(|column| {
            let mut element = Compact::default();
            element.integer(1, column.kind, I32);
            element.integer(3, column.repetition, I32);
            element.binary(4, column.name.as_bytes());
            element.end()
        }));
        let notes = self.notes.iter().map(|(name, note)| {
            let mut pair = Compact::default();
            pair.binary(1, name.as_bytes());
            pair.binary(2, note.as_bytes());
            pair.end()
        });
        let mut file = Compact::default();
        file.integer(1, 2, I32);
        file.structs(2, &schema);
        file.integer(3, self.rows as i64, I64);
        file.structs(4, &self.groups);
        file.structs(5, &notes.collect::<Vec<_>>());
        file.binary(6, concat!("vendepunkt version ", env!("CARGO_PKG_VERSION")).as_bytes());
        let file = file.end();
        end.extend(&file);
        end.extend((file.len() as u32).to_le_bytes());
        end.extend(MAGIC);
        end
    }

    /// Writes the rows that wait as a group.
    fn group(&mut self, into: &mut Vec<u8>) {
        let (rows, mut chunks, mut size) = (std::mem::take(&mut self.waiting), Vec::new(), 0);
        for column in &mut self.columns {
            let begin = self.at;
            let page = column.page(rows);
            self.at += page.len();
            size += page.len();
            into.extend(page);
            let mut data = Compact::default();
            data.integer(1, column.kind, I32);
            data.integers(2, &[PLAIN, RLE]);
            data.binaries(3, &[column.name.as_bytes()]);
            data.integer(4, 0, I32);
            data.integer(5, rows as i64, I64);
            data.integer(6, (self.at - begin) as i64, I64);
            data.integer(7, (self.at - begin) as i64, I64);
            data.integer(9, begin as i64, I64);
            let mut chunk = Compact::default();
            chunk.integer(2, begin as i64, I64);
            chunk.structure(3, &data.end());
            chunks.push(chunk.end());
        }
        let mut group = Compact::default();
        group.structs(1, &chunks);
        group.integer(2, size as i64, I64);
        group.integer(3, rows as i64, I64);
        self.groups.push(group.end());
        self.rows += rows;
    }
}

impl Column {
    fn take(&mut self, bytes: &[u8]) {
        if self.repetition == REQUIRED {
            self.values.extend(bytes);
            return;
        }
        for value in bytes.as_chunks::<NUMBER>().0 {
            let is_there = !f64::from_le_bytes(*value).is_nan();
            self.present.push(is_there);
            if is_there {
                self.values.extend(value);
            }
        }
    }

    /// A page of the rows that wait, with its header.
    fn page(&mut self, rows: usize) -> Vec<u8> {
        let mut levels = Vec::new();
        if self.repetition == OPTIONAL {
            // One bit a row, packed eight in a byte, as one run.
            let bytes = self.present.len().div_ceil(8);
            let mut run = Vec::new();
            varint((bytes as u64) << 1 | 1, &mut run);
            let bits = |rows: &[bool]| rows.iter().rev().fold(0, |byte, there| byte << 1 | u8::from(*there));
            run.extend(self.present.chunks(8).map(bits));
            levels.extend((run.len() as u32).to_le_bytes());
            levels.extend(run);
            self.present.clear();
        }
        let size = (levels.len() + self.values.len()) as i64;
        let mut data = Compact::default();
        for (field, value) in [(1, rows as i64), (2, PLAIN), (3, RLE), (4, RLE)] {
            data.integer(field, value, I32);
        }
        let mut header = Compact::default();
        for (field, value) in [(1, 0), (2, size), (3, size)] {
            header.integer(field, value, I32);
        }
        header.structure(5, &data.end());
        let mut page = header.end();
        page.append(&mut levels);
        page.append(&mut self.values);
        page
    }
}

// Types of Thrift's compact protocol.
const I32: u8 = 5;
const I64: u8 = 6;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

/// A struct in Thrift's compact protocol, its fields in rising order.
#[derive(Debug, Default)]
struct Compact {
    bytes: Vec<u8>,
    field: u8,
}

impl Compact {
    fn field(&mut self, field: u8, kind: u8) {
        self.bytes.push((field - self.field) << 4 | kind);
        self.field = field;
    }

    fn integer(&mut self, field: u8, value: i64, kind: u8) {
        self.field(field, kind);
        varint(zigzag(value), &mut self.bytes);
    }

    fn binary(&mut self, field: u8, value: &[u8]) {
        self.field(field, BINARY);
        text(value, &mut self.bytes);
    }

    fn structure(&mut self, field: u8, value: &[u8]) {
        self.field(field, STRUCT);
        self.bytes.extend(value);
    }

    fn list(&mut self, field: u8, len: usize, kind: u8) {
        self.field(field, LIST);
        // Up to 14 the length stands beside the kind.
        self.bytes.push(if len < 15 { (len as u8) << 4 | kind } else { 0xF0 | kind });
        if len >= 15 {
            varint(len as u64, &mut self.bytes);
        }
    }

    fn structs(&mut self, field: u8, all: &[Vec<u8>]) {
        self.list(field, all.len(), STRUCT);
        all.iter().for_each(|one| self.bytes.extend(one));
    }

    fn integers(&mut self, field: u8, all: &[i64]) {
        self.list(field, all.len(), I32);
        all.iter().for_each(|one| varint(zigzag(*one), &mut self.bytes));
    }

    fn binaries(&mut self, field: u8, all: &[&[u8]]) {
        self.list(field, all.len(), BINARY);
        all.iter().for_each(|one| text(one, &mut self.bytes));
    }

    fn end(mut self) -> Vec<u8> {
        self.bytes.push(0);
        self.bytes
    }
}

fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63) as u64
}

fn text(value: &[u8], into: &mut Vec<u8>) {
    varint(value.len() as u64, into);
    into.extend(value);
}

fn varint(mut value: u64, into: &mut Vec<u8>) {
    while value >= 0x80 {
        into.push(value as u8 | 0x80);
        value >>= 7;
    }
    into.push(value as u8);
}
