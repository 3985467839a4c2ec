#!/usr/bin/env python3
"""Shows the guard's word lists to a reviewer and writes them back.

The terms are kept in base64, one a line, so that nobody meets them by searching or scrolling.

    lexicon_tool.py decode             print all groups as plain text
    lexicon_tool.py encode FILE        write every group and the checksum from such a text

The text has a line [group] before each group and a term a line. Terms are sorted and made unique.
A change of the lists needs a review by a person: the checksum in checksum.inc is what the guard
compares at start-up.
"""
import base64
import hashlib
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
# The order is the one in which lexicon.cc names the groups; the checksum depends on it.
GROUPS = ["hard", "minor", "minor_mature", "sexual", "grown", "benign", "benign_general"]


def read_group(name):
    lines = (HERE / f"{name}.inc").read_text().splitlines()
    return [base64.b64decode(line.strip().strip('",')).decode() for line in lines if line.strip()]


def decode():
    for name in GROUPS:
        print(f"[{name}]")
        print("\n".join(read_group(name)))


def parse(text):
    groups, name = {group: set() for group in GROUPS}, None
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("["):
            name = line.strip("[]")
        elif line:
            groups[name].add(line)
    return groups


def encode(path):
    groups = parse(pathlib.Path(path).read_text())
    digest = hashlib.sha256()
    for name in GROUPS:
        if not groups[name]:
            sys.exit(f"group {name} is empty")
        digest.update(f"[{name}]\n".encode())
        with open(HERE / f"{name}.inc", "w", encoding="ascii") as out:
            for term in sorted(groups[name]):
                digest.update(f"{term}\n".encode())
                out.write(f'"{base64.b64encode(term.encode()).decode()}",\n')
    (HERE / "checksum.inc").write_text(f'"{digest.hexdigest()}"\n')
    print({name: len(groups[name]) for name in GROUPS}, digest.hexdigest())


if __name__ == "__main__":
    if sys.argv[1:] == ["decode"]:
        decode()
    elif len(sys.argv) == 3 and sys.argv[1] == "encode":
        encode(sys.argv[2])
    else:
        sys.exit(__doc__)
