"""Draws as Parquet, read by pandas, Polars and DuckDB: every value is that of the CSV.

python tests/scale/columns.py draws.csv draws.parquet
"""

import csv
import math
import sys

import duckdb
import pandas
import polars
import pyarrow.parquet


def same(one, other):
    nothing = [value is None or math.isnan(value) for value in (one, other)]
    return nothing[0] == nothing[1] and (nothing[0] or float(one) == float(other))


def main(table, file):
    with open(table, newline="") as lines:
        rows = csv.reader(lines)
        names = next(rows)
        columns = [[float(cell) if cell else None for cell in column] for column in zip(*rows)]
    by_pandas = pandas.read_parquet(file)
    by_polars = polars.read_parquet(file)
    by_duckdb = duckdb.execute("select * from read_parquet(?)", [file])
    headers = {"pandas": list(by_pandas), "Polars": by_polars.columns, "DuckDB": [c[0] for c in by_duckdb.description]}
    of_duckdb = list(zip(*by_duckdb.fetchall()))
    missing = empty = 0
    for at, (name, column) in enumerate(zip(names, columns)):
        read = {"pandas": by_pandas[name].tolist(), "Polars": by_polars[name].to_list(), "DuckDB": of_duckdb[at]}
        for reader, values in read.items():
            assert headers[reader][at] == name, (reader, name, headers[reader][at])
            assert len(values) == len(column), (reader, name, len(values))
            wrong = [row for row, pair in enumerate(zip(values, column)) if not same(*pair)]
            assert not wrong, (reader, name, wrong[0], values[wrong[0]], column[wrong[0]])
        missing += sum(value is None for value in column)
        empty += all(value is None for value in column)
    notes = {key.decode(): value.decode() for key, value in pyarrow.parquet.read_metadata(file).metadata.items()}
    assert notes["title"] == "Å, \"ø\" & 中" and notes["seed"] == "5" and len(notes["sha256"]) == 64, notes
    assert missing > 0 and empty > 0, (missing, empty)
    print(f"{len(columns[0])} rows of {len(names)} columns, {missing} values missing, {empty} columns empty, {len(notes)} notes")


if __name__ == "__main__":
    main(*sys.argv[1:])
