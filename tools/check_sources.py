#!/usr/bin/env python3
"""Check that every test of physics names its authority, and that the authority is in the list of references.

In the rooms chem, physics, twin, analysis and infer, and in tests/laws, each TEST must hold NITER_SOURCE(key, place)
or NITER_IDENTITY(text); every key must stand in share/niter/references.bib.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
ROOMS = ["src/niter/chem", "src/niter/physics", "src/niter/twin", "src/niter/analysis", "src/niter/infer", "tests/laws"]
TEST = re.compile(r"^(?:TEST|TEST_F|TEST_P|TYPED_TEST|RC_GTEST_PROP)\((\w+),\s*(\w+)", re.M)


def main():
    keys = set(re.findall(r"^@\w+\{([^,\s]+),", (ROOT / "share/niter/references.bib").read_text(), re.M))
    bad, count = [], 0
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*_test.cpp")):
            text = path.read_text()
            starts = [*TEST.finditer(text)]
            for this, following in zip(starts, [*starts[1:], None]):
                body = text[this.start(): following.start() if following else len(text)]
                where = f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, this.start()) + 1}"
                count += 1
                sources = re.findall(r'NITER_SOURCE\(\s*"([^"]+)"', body)
                if not sources and "NITER_IDENTITY(" not in body:
                    bad.append(f"{where}: {this[1]}.{this[2]} names neither a source nor an identity")
                bad += [f"{where}: '{key}' is not in share/niter/references.bib" for key in sources if key not in keys]
    print("\n".join(bad) if bad else f"{count} tests name their source or identity; {len(keys)} references")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
