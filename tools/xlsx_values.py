#!/usr/bin/env python3
"""Evaluate the formulas of a spreadsheet, independent of the program that wrote it.

    tools/xlsx_values.py FILE.xlsx

Prints a line for each cell: sheet, cell, kind (number, text, formula), stored value, own value of the formula, formula,
separated by tabs. Leaves with 1 if a formula cannot be evaluated or differs from its stored value by more than 1e-9.
"""
import math
import re
import statistics
import sys
import xml.etree.ElementTree as xml
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEET = r"(?:'(?P<quoted>(?:[^']|'')+)'!|(?P<plain>\w+)!)?"
REFERENCE = re.compile(SHEET + r"(?P<first>[A-Z]{1,3}[0-9]+)(?::(?P<last>[A-Z]{1,3}[0-9]+))?(?![\w(])")


def load(path):
    """{sheet: {cell: (kind, stored value, formula)}} in the order of the file."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                xml.fromstring(archive.read(name))  # all parts are well-formed
        book = xml.fromstring(archive.read("xl/workbook.xml"))
        texts = []
        if "xl/sharedStrings.xml" in archive.namelist():
            texts = ["".join(t.text or "" for t in item.iter(MAIN + "t"))
                     for item in xml.fromstring(archive.read("xl/sharedStrings.xml"))]
        sheets = {}
        for number, sheet in enumerate(book.find(MAIN + "sheets"), 1):
            cells = sheets[sheet.get("name")] = {}
            for cell in xml.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml")).iter(MAIN + "c"):
                value, formula = cell.find(MAIN + "v"), cell.find(MAIN + "f")
                if formula is not None:
                    cells[cell.get("r")] = ("formula", float(value.text or "nan"), formula.text)
                elif cell.get("t") == "s":
                    cells[cell.get("r")] = ("text", texts[int(value.text)], "")
                elif value is not None:
                    cells[cell.get("r")] = ("number", float(value.text), "")
        return sheets


def split_name(cell):
    letters, digits = re.fullmatch(r"([A-Z]+)([0-9]+)", cell).groups()
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    return column, int(digits)


def line(y, x):
    """Slope, intercept and standard error of y: ordinary least squares."""
    mean_x, mean_y = statistics.fmean(x), statistics.fmean(y)
    slope = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y)) / sum((a - mean_x) ** 2 for a in x)
    intercept = mean_y - slope * mean_x
    rest = sum((b - intercept - slope * a) ** 2 for a, b in zip(x, y))
    return slope, intercept, math.sqrt(rest / (len(x) - 2)) if len(x) > 2 else math.nan


def flat(arguments):
    return [v for a in arguments for v in (a if isinstance(a, list) else [a])]


FUNCTIONS = {
    "ABS": abs, "SQRT": math.sqrt,
    "SUM": lambda *a: math.fsum(flat(a)), "SUMSQ": lambda *a: math.fsum(v * v for v in flat(a)),
    "AVERAGE": lambda *a: statistics.fmean(flat(a)), "STDEV": lambda *a: statistics.stdev(flat(a)),
    "SLOPE": lambda y, x: line(y, x)[0], "INTERCEPT": lambda y, x: line(y, x)[1],
    "STEYX": lambda y, x: line(y, x)[2],
}


class Book:
    def __init__(self, sheets):
        self.sheets, self.known = sheets, {}

    def value(self, sheet, cell):
        if (sheet, cell) not in self.known:
            kind, stored, formula = self.sheets[sheet].get(cell, ("number", 0.0, ""))
            self.known[sheet, cell] = self.evaluate(sheet, formula) if kind == "formula" else stored
        return self.known[sheet, cell]

    def cells(self, sheet, first, last):
        (left, top), (right, bottom) = split_name(first), split_name(last)
        inside = [c for c in self.sheets[sheet]
                  if left <= split_name(c)[0] <= right and top <= split_name(c)[1] <= bottom]
        return [self.value(sheet, c) for c in sorted(inside, key=split_name)]

    def evaluate(self, sheet, formula):
        def python(match):
            own = match["quoted"] or match["plain"]
            own = own.replace("''", "'") if own else sheet
            if match["last"]:
                return f"cells({own!r}, {match['first']!r}, {match['last']!r})"
            return f"value({own!r}, {match['first']!r})"
        names = dict(FUNCTIONS, cells=self.cells, value=self.value, __builtins__={})
        return float(eval(REFERENCE.sub(python, formula).replace("^", "**"), names))


def main():
    sheets = load(sys.argv[1])
    book, bad = Book(sheets), 0
    for sheet, cells in sheets.items():
        for cell, (kind, stored, formula) in cells.items():
            own = book.value(sheet, cell) if kind == "formula" else ""
            if kind == "formula" and not math.isclose(own, stored, rel_tol=1e-9, abs_tol=1e-12):
                bad += 1
            print(sheet, cell, kind, repr(stored) if kind != "text" else stored.replace("\n", " "),
                  repr(own) if own != "" else "", formula, sep="\t")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
