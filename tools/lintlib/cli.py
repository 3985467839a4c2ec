"""The command: reads the checkout, runs every group of rules, prints findings."""

import argparse
import pathlib

from . import arrows, bans, coroutines, layout, sizes
from .house import ALLOW, Finding, House

GROUPS = {
    "arrows": (arrows, "rooms include only what tools/arrows.txt allows; no cycles; each library "
                       "has one owner"),
    "bans": (bans, "calls and constructs that the house does without"),
    "coroutines": (coroutines, "co_await stands alone; no capturing lambda coroutines"),
    "layout": (layout, "pragma once, room READMEs, fuzz corpora, nothing of one machine"),
    "sizes": (sizes, "files of at most 500 lines (tests 700), functions of at most 60"),
}
EPILOGUE = """An exception is a comment on the line or just above it, with a reason:
    // lint: allow(rule) why this one place is right
Exit status: 0 clean, 1 something found."""


RULES = set().union(*(group.NAMES for group, _ in GROUPS.values()))


def findings(house, groups=GROUPS):
    found = set(_unknown_exceptions(house))
    for name in groups:
        found.update(GROUPS[name][0].check(house))
    return sorted(found)


def _unknown_exceptions(house):
    for source in house.sources:
        for number, line in enumerate(source.lines, 1):
            match = ALLOW.search(line)
            if match and match["rule"] not in RULES:
                yield Finding(source.path, number, "unknown-rule",
                              f"there is no rule `{match['rule']}`: this exception allows nothing")


def main(arguments):
    parser = argparse.ArgumentParser(
        prog="tools/lint", description="Checks the rules of the house.", epilog=EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="*", help="only these groups: " + "; ".join(
        f"{name}: {text}" for name, (_, text) in GROUPS.items()))
    parser.add_argument("--root", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parents[2],
                        help="another checkout than the linter's own")
    options = parser.parse_args(arguments)
    unknown = set(options.groups) - set(GROUPS)
    if unknown:
        parser.error(f"no group named {', '.join(sorted(unknown))}")
    house = House(options.root)
    found = findings(house, options.groups or list(GROUPS))
    for finding in found:
        print(finding)
    print(f"{sizes.summary(house)}; {len(found)} found" if found else f"{sizes.summary(house)}; clean")
    return 1 if found else 0
