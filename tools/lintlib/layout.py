"""What must lie where: pragma once, a README a room, a corpus a fuzz target, nothing of one machine."""

import re

from .house import Finding

README_LINES = (5, 25)
NAMES = {"pragma-once", "room-readme", "fuzz-corpus", "machine-words"}
TEXT_ENDINGS = (".h", ".cc", ".c", ".py", ".md", ".txt", ".cmake", ".sh", ".json", ".yaml", ".yml",
                ".conf", ".service", ".mjs", ".js", ".ts", ".html", ".css", ".lua")
PLACES_WITHOUT_ENDING = ("scripts/", ".ci/", "tools/lint", "deploy/Dockerfile")

# Written in pieces, so that this file does not break its own rule.
_MACHINE_PATHS = re.compile(
    r"(?<![\w.$}-])/(?:wo" r"rk|che" r"ck|ho" r"me/\w+|ro" r"ot|tmp/ea" r"sel)/[\w.]|\.\./sha" r"red/")
_REGISTRY = re.compile(
    r"https?://[^\s\"'/]*(?:reg" r"istry|mir" r"ror|art" r"ifact|pack" r"ages\.|ne" r"xus|py" r"pi|deb\.)[^\s\"']*",
    re.IGNORECASE)
_HOST = re.compile(
    r"(?<![\w./-])(?:reg" r"istry|mir" r"rors?|art" r"ifactory|ne" r"xus|py" r"pi|de" r"b)(?:\.[a-z0-9-]+)*"
    r"\.(?:org|com|net|io|dev|cn|local|internal)\b", re.IGNORECASE)
_RESOLVED = re.compile(r'"resol' r'ved"\s*:\s*"http')


def check(house):
    for source in house.sources:
        if source.is_header and "#pragma once" not in source.text:
            yield Finding(source.path, 1, "pragma-once", "begin the header with #pragma once")
    yield from _readmes(house)
    yield from _corpora(house)
    for path in house.paths:
        if path.endswith(TEXT_ENDINGS) or path.startswith(PLACES_WITHOUT_ENDING):
            yield from _foreign_words(house, path)


def _readmes(house):
    for path in house.paths:
        match = re.match(r"(src/[^/]+(?:/[^/]+)?)/CMakeLists\.txt$", path)
        if not match or house.room_of(match[1] + "/x") != match[1][len("src/"):]:
            continue
        readme = match[1] + "/README.md"
        if readme not in house.paths:
            yield Finding(readme, 1, "room-readme",
                          "a room says what belongs in it, what does not, and where to start")
            continue
        lines = len(house.read(readme).splitlines())
        if not README_LINES[0] <= lines <= README_LINES[1]:
            yield Finding(readme, 1, "room-readme",
                          f"{lines} lines; a room's README has {README_LINES[0]} to "
                          f"{README_LINES[1]}: longer things go to docs/")


def _corpora(house):
    for path in house.paths:
        match = re.match(r"fuzz/(.+)_fuzz\.cc$", path)
        if match and not any(other.startswith(f"fuzz/corpus/{match[1]}/") for other in house.paths):
            yield Finding(path, 1, "fuzz-corpus",
                          f"fuzz/corpus/{match[1]}/ holds no seed: the everyday tests replay it")


def _foreign_words(house, path):
    for number, line in enumerate(house.read(path).splitlines(), 1):
        if "lint: allow(machine-words)" in line:
            continue
        if _MACHINE_PATHS.search(line):
            yield Finding(path, number, "machine-words",
                          "an absolute path of one machine: find it relative to the checkout")
        if _REGISTRY.search(line) or _HOST.search(line) or _RESOLVED.search(line):
            yield Finding(path, number, "machine-words",
                          "the address of a package registry: which one is asked is the "
                          "machine's own setting")
