//! Draws as Parquet, read by a reader of its own: what a file says of itself, and every value beside the CSV's.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::call::Desk;

/// A value of Thrift's compact protocol.
#[derive(Debug, Clone, PartialEq)]
enum Thrift {
    Integer(i64),
    Bytes(Vec<u8>),
    List(Vec<Thrift>),
    Struct(Vec<(u8, Thrift)>),
}

impl Thrift {
    fn get(&self, field: u8) -> &Thrift {
        let Thrift::Struct(fields) = self else { panic!("no struct: {self:?}") };
        &fields
            .iter()
            .find(|(known, _)| *known == field)
            .unwrap_or_else(|| panic!("no {field} in {self:?}"))
            .1
    }

    fn integer(&self) -> i64 {
        let Thrift::Integer(value) = self else { panic!("no integer: {self:?}") };
        *value
    }

    fn text(&self) -> String {
        let Thrift::Bytes(bytes) = self else { panic!("no bytes: {self:?}") };
        String::from_utf8(bytes.clone()).expect("UTF-8")
    }

    fn list(&self) -> &[Thrift] {
        let Thrift::List(all) = self else { panic!("no list: {self:?}") };
        all
    }
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Reader<'_> {
    fn byte(&mut self) -> u8 {
        self.at += 1;
        self.bytes[self.at - 1]
    }

    fn varint(&mut self) -> u64 {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            value |= u64::from(byte & 0x7F) << shift;
            shift += 7;
            if byte < 0x80 {
                return value;
            }
        }
    }

    fn value(&mut self, kind: u8) -> Thrift {
        match kind {
            4..=6 => {
                let coded = self.varint();
                Thrift::Integer((coded >> 1) as i64 ^ -((coded & 1) as i64))
            }
            8 => {
                let len = self.varint() as usize;
                self.at += len;
                Thrift::Bytes(self.bytes[self.at - len..self.at].to_vec())
            }
            9 => {
                let head = self.byte();
                let len = if head >> 4 == 15 { self.varint() } else { u64::from(head >> 4) };
                Thrift::List((0..len).map(|_| self.value(head & 15)).collect())
            }
            12 => {
                let (mut fields, mut field) = (Vec::new(), 0);
                loop {
                    let head = self.byte();
                    if head == 0 {
                        return Thrift::Struct(fields);
                    }
                    assert!(head >> 4 > 0, "a field far away");
                    field += head >> 4;
                    fields.push((field, self.value(head & 15)));
                }
            }
            other => panic!("type {other}"),
        }
    }
}

/// A column by name, each value as bits or missing.
type Column = (String, Vec<Option<u64>>);

/// The columns of a file, and its notes.
fn read(file: &[u8]) -> (Vec<Column>, Vec<(String, String)>) {
    assert!(file.starts_with(b"PAR1") && file.ends_with(b"PAR1"));
    let tail = file.len() - 8;
    let len = u32::from_le_bytes(file[tail..tail + 4].try_into().unwrap()) as usize;
    let meta = Reader { bytes: file, at: tail - len }.value(12);
    let schema = meta.get(2).list();
    assert_eq!(schema[0].get(5).integer() as usize, schema.len() - 1);
    let mut columns: Vec<Column> =
        schema[1..].iter().map(|column| (column.get(4).text(), Vec::new())).collect();
    for group in meta.get(4).list() {
        let rows = group.get(3).integer() as usize;
        for ((chunk, column), (name, values)) in
            group.get(1).list().iter().zip(&schema[1..]).zip(&mut columns)
        {
            let data = chunk.get(3);
            assert_eq!((data.get(3).list()[0].text(), data.get(5).integer() as usize), (name.clone(), rows));
            assert_eq!(data.get(1), column.get(1));
            let mut page = Reader { bytes: file, at: data.get(9).integer() as usize };
            let begin = page.at;
            let header = page.value(12);
            assert_eq!(header.get(5).get(1).integer() as usize, rows);
            let end = page.at + header.get(3).integer() as usize;
            assert_eq!(end - begin, data.get(7).integer() as usize);
            let mut there = vec![true; rows];
            if column.get(3).integer() == 1 {
                let levels = u32::from_le_bytes(file[page.at..page.at + 4].try_into().unwrap()) as usize;
                page.at += 4;
                let from = page.at;
                let run = page.varint();
                assert_eq!(run & 1, 1, "bits are packed");
                let bits = &file[page.at..from + levels];
                assert_eq!(bits.len(), (run >> 1) as usize);
                there = (0..rows).map(|row| bits[row / 8] >> (row % 8) & 1 == 1).collect();
                page.at = from + levels;
            }
            for there in there {
                let value = there.then(|| {
                    page.at += 8;
                    u64::from_le_bytes(file[page.at - 8..page.at].try_into().unwrap())
                });
                values.push(value);
            }
            assert_eq!(page.at, end);
        }
    }
    assert!(columns.iter().all(|(_, values)| values.len() as i64 == meta.get(3).integer()));
    let notes = meta.get(5).list().iter().map(|note| (note.get(1).text(), note.get(2).text()));
    (columns, notes.collect())
}

#[test]
fn every_value_of_a_parquet_file_is_that_of_the_csv() {
    let desk = Desk::new();
    // More than a group of rows, and a last byte of levels that is not full; twenty columns and more.
    let call = "run u-turn.toml --draws 70003 --seed 5 --dump-columns * --threads";
    desk.call(&format!("{call} 2 --dump draws.csv")).exits(0);
    desk.call(&format!("{call} 2 --dump draws.parquet")).exits(0);
    desk.call(&format!("{call} 1 --dump again --dump-format parquet")).exits(0);
    let file = std::fs::read(desk.path("draws.parquet")).unwrap();
    assert!(file == std::fs::read(desk.path("again")).unwrap());
    let (columns, notes) = read(&file);
    let note = |name: &str| notes.iter().find(|(known, _)| known == name).map(|(_, note)| note.as_str());
    assert_eq!(
        (note("seed"), note("contract_version"), note("file")),
        (Some("5"), Some("1"), Some("u-turn.toml"))
    );
    assert_eq!(note("sha256").map(str::len), Some(64));
    let table = desk.read("draws.csv");
    let mut lines = table.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    assert_eq!(names, columns.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>());
    let (mut rows, mut missing) = (0, 0);
    for (row, line) in lines.enumerate() {
        for (cell, (name, values)) in line.split(',').zip(&columns) {
            let read =
                values[row].map(|bits| if name == "draw" { bits as f64 } else { f64::from_bits(bits) });
            assert_eq!(cell.parse::<f64>().ok(), read, "{name} in row {row}");
            missing += usize::from(read.is_none());
        }
        rows += 1;
    }
    assert_eq!(rows, 70_003);
    assert!(missing > 1000, "{missing}");
}

#[test]
fn draws_that_will_take_much_room_are_announced_before_they_are_made() {
    let desk = Desk::new();
    for (file, said) in
        [("draws.parquet", "about 24 GB in 3 columns"), ("draws.csv", "about 57 GB in 3 columns")]
    {
        let columns = "inputs.saving,perspectives.public.net_benefit";
        let call = format!("run u-turn.toml --draws 1e9 --dump {file} --dump-columns {columns}");
        let mut program = desk.program();
        let mut child = program
            .args(call.split(' '))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut first = String::new();
        let read = BufReader::new(child.stderr.take().expect("a pipe")).read_line(&mut first);
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        read.expect("it says something");
        assert!(first.starts_with("warning: the draws will take ") && first.contains(said), "{first}");
        assert!(first.contains("--dump-columns says which are wanted"), "{first}");
    }
    let answer = desk.call("run u-turn.toml --draws 20000 --dump draws.csv");
    assert_eq!(answer.exits(0).err, "");
}
