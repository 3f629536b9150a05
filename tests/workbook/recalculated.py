"""Sets the stored results of formulas to 0, and compares what LibreOffice makes of them with what was stored.

    recalculated.py empty MADE EMPTIED           copies of workbooks whose formulas have all come to 0
    recalculated.py compare MADE RECALCULATED    each formula's result, cell by cell; ends with 1 where one differs
    recalculated.py change MADE CHANGED KEY=NUMBER…  a copy of a workbook with other numbers in yellow cells
    recalculated.py follows RECALCULATED JSON    whether the base case in cells is that of a run's results, after changes
"""

import json
import re
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Names of the sheet of the base case.
BASE_CASE = ("Base case", "Grundberegning")
# Relative difference that rounding in another order may make.
TIE = 1e-9
# Less than this is nothing.
CRUMBS = 1e-6


def empty(made: Path, emptied: Path) -> None:
    """Copies every workbook with 0 in the place of each stored result."""
    for path in sorted(made.glob("*.xlsx")):
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(emptied / path.name, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                if name.startswith("xl/worksheets/sheet"):
                    text = content.decode()
                    text = re.sub(r' t="str"(><f>)', r"\1", text)
                    content = re.sub(r"</f><v>[^<]*</v>", "</f><v>0</v>", text).encode()
                new.writestr(name, content)


def read(path: Path) -> dict[str, dict[str, tuple[bool, str | float | None]]]:
    """The cells of each sheet: whether it is a formula, and what it holds."""
    with zipfile.ZipFile(path) as archive:
        strings = []
        if "xl/sharedStrings.xml" in archive.namelist():
            for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml")):
                strings.append("".join(part.text or "" for part in item.iter(f"{MAIN}t")))
        links = {link.get("Id"): link.get("Target") for link in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))}
        sheets = {}
        for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{MAIN}sheet"):
            cells = {}
            for cell in ElementTree.fromstring(archive.read("xl/" + links[sheet.get(LINK)])).iter(f"{MAIN}c"):
                held, kind = cell.find(f"{MAIN}v"), cell.get("t", "n")
                text = None if held is None else held.text or ""
                if kind == "s":
                    value = strings[int(text)]
                elif kind == "n" and text:
                    value = float(text)
                else:
                    value = text
                cells[cell.get("r")] = (cell.find(f"{MAIN}f") is not None, value)
            sheets[sheet.get("name")] = cells
        return sheets


def change(made: Path, changed: Path, numbers: list[str]) -> None:
    """Puts other numbers into the yellow cells of a base case."""
    sheets = list(read(made))
    at = next(at for at, name in enumerate(sheets) if name in BASE_CASE)
    cells = read(made)[sheets[at]]
    wanted = dict(number.split("=") for number in numbers)
    places = {f"B{place[1:]}": wanted[value] for place, (_, value) in cells.items() if place[0] == "E" and place[1:].isdigit() and value in wanted}
    assert len(places) == len(wanted), f"{wanted} are not all among the yellow cells"
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == f"xl/worksheets/sheet{at + 1}.xml":
                text = content.decode()
                for place, number in places.items():
                    text, found = re.subn(rf'(<c r="{place}"[^>]*><v>)[^<]*', rf"\g<1>{number}", text)
                    assert found == 1, place
                content = text.encode()
            new.writestr(name, content)


def follows(recalculated: Path, results: Path) -> int:
    """Compares the net benefit of every payer and perspective at the top of a base case with that of a run."""
    base = json.loads(results.read_text())[0]["base_case"]["net_benefit"]
    cells = next(cells for name, cells in read(recalculated).items() if name in BASE_CASE)
    shown = []
    for row in range(8, 8 + len(base)):
        number, verdict = cells[f"B{row}"][1], cells[f"D{row}"][1]
        assert verdict in ("numbers were changed", "tal er ændret"), verdict
        shown.append(number)
    expected = sorted(base.values())
    wrong = [pair for pair in zip(sorted(shown), expected) if not is_same(*pair)]
    print(f"{len(shown)} net benefits after changes, {len(wrong)} that are not the program's {wrong or ''}")
    return 1 if wrong else 0


def is_same(stored: str | float | None, found: str | float | None) -> bool:
    """Whether two values are the same, but for rounding; crumbs of money, which rounding leaves of a difference, are nothing."""
    if isinstance(stored, float) and isinstance(found, float):
        largest = max(abs(stored), abs(found))
        return abs(stored - found) <= TIE * largest or largest < CRUMBS
    return (stored or "") == (found or "")


def compare(made: Path, recalculated: Path) -> int:
    """Compares every formula, and looks at the verdicts on the base case."""
    formulas, verdicts, wrong = 0, 0, []
    paths = sorted(made.glob("*.xlsx"))
    for path in paths:
        other = recalculated / path.name
        if not other.exists():
            wrong.append(f"{path.name} was not opened")
            continue
        stored, found = read(path), read(other)
        if list(stored) != list(found):
            wrong.append(f"{path.name}: sheets {list(found)}, not {list(stored)}")
            continue
        for name, cells in stored.items():
            for place, (is_formula, value) in cells.items():
                if not is_formula:
                    continue
                formulas += 1
                there = found[name].get(place, (False, None))[1]
                if not is_same(value, there):
                    wrong.append(f"{path.name}, {name}!{place}: {there}, stored {value}")
                if value in ("agrees", "stemmer"):
                    verdicts += 1
                elif isinstance(value, str) and value:
                    wrong.append(f"{path.name}, {name}!{place}: {value}")
    for line in wrong[:50]:
        print(line)
    print(f"{len(paths)} workbooks, {formulas} formulas, {verdicts} base cases that agree, {len(wrong)} differences")
    return 1 if wrong or not verdicts else 0


if __name__ == "__main__":
    task, first, second = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    if task == "empty":
        empty(first, second)
    elif task == "change":
        change(first, second, sys.argv[4:])
    elif task == "follows":
        sys.exit(follows(first, second))
    else:
        sys.exit(compare(first, second))
