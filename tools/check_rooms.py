#!/usr/bin/env python3
"""Check that every include respects the order of the rooms and the doors of third-party libraries.

The rooms and what each may use are read from CMakeLists.txt; a library may be included only in the room that has its
door (and never in a public header, but tl/expected.hpp, which is Result). Prints file:line for each breach.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOORS = {  # first part of the include -> rooms whose .cpp files may use it
    "tl": {"base"},
    "sha2.h": {"base"},
    "Eigen": {"math", "twin", "infer"},
    "ceres": {"infer"},
    "idas": {"math"},
    "nvector": {"math"},
    "sundials": {"math"},
    "toml++": {"config"},
    "nlohmann": {"config"},
    "hdf5.h": {"io"},
    "xlsxwriter.h": {"io"},
    "CLI": {"apps"},
}


def rooms():
    """{room: rooms it may include} from the niter_room() lines."""
    allowed = {}
    for line in (ROOT / "CMakeLists.txt").read_text().splitlines():
        match = re.match(r"niter_room\((\w+)\s*(?:ROOMS ([\w ]+?))?(?:\s+TEST_ROOMS ([\w ]+?))?\)", line)
        if match:
            room, used, in_tests = match.groups()
            allowed[room] = (set((used or "").split()) | {room}, set((in_tests or "").split()))
    return allowed


def breaches():
    allowed = rooms()
    for path in sorted([*ROOT.glob("src/niter/**/*.?pp"), *ROOT.glob("apps/**/*.?pp")]):
        parts = path.relative_to(ROOT).parts
        room = parts[2] if parts[0] == "src" else "apps"
        is_test = path.name.endswith("_test.cpp") or path.name == "testing.hpp"
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = re.match(r'\s*#include\s+(["<])([^">]+)[">]', line)
            if not match:
                continue
            quote, target = match.groups()
            where = f"{path.relative_to(ROOT)}:{number}"
            head = target.split("/")[0]
            if head == "niter":
                used = target.split("/")[1]
                if quote != '"':
                    yield f"{where}: niter headers are included with quotes"
                if room in allowed:
                    may, in_tests = allowed[room]
                    if used not in may and not (is_test and used in in_tests):
                        yield f"{where}: room '{room}' may not use '{used}'; it may use {', '.join(sorted(may))}"
            elif head in DOORS:
                if room not in DOORS[head]:
                    yield f"{where}: <{target}> belongs behind the door of {', '.join(sorted(DOORS[head]))}"
                elif path.suffix == ".hpp" and head != "tl" and "detail" not in parts:
                    yield f"{where}: <{target}> may not appear in a public header"


if __name__ == "__main__":
    found = list(breaches())
    print("\n".join(found) if found else "every include keeps the order of the rooms")
    sys.exit(bool(found))
