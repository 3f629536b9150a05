//! Draws as Parquet: the plain subset that every reader knows, uncompressed.
//!
//! Numbers are DOUBLE, the draw's own INT64; what may be missing is OPTIONAL. A row group is a page for each column. (Apache Parquet
//! format 2.10, `parquet.thrift`; metadata in Thrift's compact protocol.)

use std::ops::Range;

use crate::summary::draws::Draws;
use Thrift::{I32, I64, List, Struct, Text};

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
    /// Of each group that is written its rows, and where the pages of its columns end.
    groups: Vec<(usize, Vec<usize>)>,
    /// Bytes that are written.
    at: usize,
}

#[derive(Debug)]
struct Column {
    name: String,
    kind: i64,
    may_miss: bool,
    /// Values that are there, as they are written.
    values: Vec<u8>,
    /// By row, whether it is there; of what may be missing.
    present: Vec<bool>,
}

impl Parquet {
    /// A file with the draw's number and these columns, each of which may have missing values or not.
    pub fn new(columns: Vec<(String, bool)>, notes: Vec<(String, String)>) -> Parquet {
        let column =
            |name, kind, may_miss| Column { name, kind, may_miss, values: Vec::new(), present: Vec::new() };
        let draw = column("draw".to_owned(), INT64, false);
        let numbers = columns.into_iter().map(|(name, may_miss)| column(name, DOUBLE, may_miss));
        let columns: Vec<Column> = std::iter::once(draw).chain(numbers).collect();
        let fitting = MOST_BYTES / (NUMBER * columns.len()) / ROWS * ROWS;
        let most_rows = fitting.clamp(ROWS, MOST_ROWS);
        Parquet { columns, notes, most_rows, waiting: 0, groups: Vec::new(), at: 0 }
    }

    /// What it begins with.
    pub fn open(&mut self) -> Vec<u8> {
        self.at = MAGIC.len();
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
        let root = Struct(vec![(4, Text("draws")), (5, I32(self.columns.len() as i64))]);
        let mut begin = MAGIC.len();
        let mut groups = Vec::new();
        for (rows, ends) in &self.groups {
            let first = begin;
            let chunks = self.columns.iter().zip(ends).map(|(column, end)| {
                let chunk = column.chunk(*rows, begin..*end);
                begin = *end;
                chunk
            });
            let chunks = List(chunks.collect());
            groups.push(Struct(vec![(1, chunks), (2, I64((begin - first) as i64)), (3, I64(*rows as i64))]));
        }
        let notes = self.notes.iter().map(|(name, note)| Struct(vec![(1, Text(name)), (2, Text(note))]));
        let rows: usize = self.groups.iter().map(|(rows, _)| rows).sum();
        let file = Struct(vec![
            (1, I32(2)),
            (2, List(std::iter::once(root).chain(self.columns.iter().map(Column::element)).collect())),
            (3, I64(rows as i64)),
            (4, List(groups)),
            (5, List(notes.collect())),
            (6, Text(concat!("vendepunkt version ", env!("CARGO_PKG_VERSION")))),
        ]);
        let begin = end.len();
        file.write(&mut end);
        let len = (end.len() - begin) as u32;
        end.extend(len.to_le_bytes());
        end.extend(MAGIC);
        end
    }

    /// Writes the rows that wait as a group.
    fn group(&mut self, into: &mut Vec<u8>) {
        let (rows, before, begin) = (std::mem::take(&mut self.waiting), into.len(), self.at);
        let mut ends = Vec::new();
        for column in &mut self.columns {
            column.page(rows, into);
            ends.push(begin + into.len() - before);
        }
        self.at = begin + into.len() - before;
        self.groups.push((rows, ends));
    }
}

impl Column {
    fn take(&mut self, bytes: &[u8]) {
        if !self.may_miss {
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
    fn page(&mut self, rows: usize, into: &mut Vec<u8>) {
        let mut levels = Vec::new();
        if self.may_miss {
            // One bit a row, packed eight in a byte, as one run.
            let mut run = Vec::new();
            varint((rows.div_ceil(8) as u64) << 1 | 1, &mut run);
            let bits = |rows: &[bool]| rows.iter().rev().fold(0, |byte, there| byte << 1 | u8::from(*there));
            run.extend(self.present.chunks(8).map(bits));
            levels.extend((run.len() as u32).to_le_bytes());
            levels.append(&mut run);
            self.present.clear();
        }
        let size = (levels.len() + self.values.len()) as i64;
        let data = Struct(vec![(1, I32(rows as i64)), (2, I32(PLAIN)), (3, I32(RLE)), (4, I32(RLE))]);
        Struct(vec![(1, I32(0)), (2, I32(size)), (3, I32(size)), (5, data)]).write(into);
        into.append(&mut levels);
        into.append(&mut self.values);
    }

    /// What the schema says of it.
    fn element(&self) -> Thrift<'_> {
        Struct(vec![(1, I32(self.kind)), (3, I32(self.may_miss.into())), (4, Text(&self.name))])
    }

    /// What is said at the end of a page of so many rows that lies there.
    fn chunk(&self, rows: usize, at: Range<usize>) -> Thrift<'_> {
        let (begin, size) = (at.start as i64, at.len() as i64);
        let data = Struct(vec![
            (1, I32(self.kind)),
            (2, List(vec![I32(PLAIN), I32(RLE)])),
            (3, List(vec![Text(&self.name)])),
            (4, I32(0)),
            (5, I64(rows as i64)),
            (6, I64(size)),
            (7, I64(size)),
            (9, I64(begin)),
        ]);
        Struct(vec![(2, I64(begin)), (3, data)])
    }
}

/// A value of Thrift's compact protocol.
enum Thrift<'t> {
    I32(i64),
    I64(i64),
    Text(&'t str),
    /// Of one kind.
    List(Vec<Thrift<'t>>),
    /// Fields by number, in rising order.
    Struct(Vec<(u8, Thrift<'t>)>),
}

impl Thrift<'_> {
    fn kind(&self) -> u8 {
        match self {
            I32(_) => 5,
            I64(_) => 6,
            Text(_) => 8,
            List(_) => 9,
            Struct(_) => 12,
        }
    }

    fn write(&self, into: &mut Vec<u8>) {
        match self {
            I32(number) | I64(number) => varint((number << 1 ^ number >> 63) as u64, into),
            Text(text) => {
                varint(text.len() as u64, into);
                into.extend(text.as_bytes());
            }
            List(all) => {
                let (len, kind) = (all.len(), all.first().map_or(12, Thrift::kind));
                // Up to 14 the length stands beside the kind.
                into.push(if len < 15 { (len as u8) << 4 | kind } else { 0xF0 | kind });
                if len >= 15 {
                    varint(len as u64, into);
                }
                all.iter().for_each(|one| one.write(into));
            }
            Struct(fields) => {
                let mut before = 0;
                for (field, value) in fields {
                    into.push((field - before) << 4 | value.kind());
                    value.write(into);
                    before = *field;
                }
                into.push(0);
            }
        }
    }
}

fn varint(mut value: u64, into: &mut Vec<u8>) {
    while value >= 0x80 {
        into.push(value as u8 | 0x80);
        value >>= 7;
    }
    into.push(value as u8);
}
