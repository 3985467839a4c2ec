"""What the rules look at: the files of the checkout and what they hold."""

import dataclasses
import functools
import os
import pathlib
import re

from . import blank

CODE_FOLDERS = ("src", "mock", "fuzz", "bench", "tests")
CODE_ENDINGS = (".h", ".cc")
SKIPPED_FOLDERS = {".git", ".cache", "build", "data", "node_modules", "__pycache__"}
ALLOW = re.compile(r"lint: allow\((?P<rule>[a-z-]+)\)(?P<reason>.*)")


@dataclasses.dataclass(frozen=True, order=True)
class Finding:
    """One broken rule. `reason` tells what to do instead, because a ban alone teaches nothing."""

    path: str
    line: int
    rule: str
    reason: str

    def __str__(self):
        return f"{self.path}:{self.line}: [{self.rule}] {self.reason}"


class Source:
    """One C++ file: its text, and `code`: the same text with comments, literals and macros blanked."""

    def __init__(self, path, text):
        self.path = path
        self.text = text

    @functools.cached_property
    def lines(self):
        return self.text.splitlines()

    @functools.cached_property
    def plain(self):
        """Comments and literals blanked, preprocessor lines kept. Offsets and lines stay the same."""
        return blank.comments_and_literals(self.text)

    @functools.cached_property
    def code(self):
        return blank.preprocessor(self.plain)

    @functools.cached_property
    def includes(self):
        """(line, name, quoted) of every #include."""
        found = []
        for number, line in enumerate(self.lines, 1):
            match = re.match(r'\s*#\s*include\s*(<([^>]+)>|"([^"]+)")', line)
            if match:
                found.append((number, match[2] or match[3], match[3] is not None))
        return found

    def line_of(self, offset):
        return self.text.count("\n", 0, offset) + 1

    @property
    def is_header(self):
        return self.path.endswith(".h")

    @property
    def is_test(self):
        return (self.path.endswith("_test.cc") or "/testing/" in self.path
                or self.path.startswith(("tests/", "bench/")))

    def allows(self, rule, line):
        """True if the line, or a comment just above it, says `lint: allow(rule) <a reason>`."""
        for number in (line, line - 1):
            if 0 < number <= len(self.lines):
                match = ALLOW.search(self.lines[number - 1])
                if match and match["rule"] == rule and len(match["reason"].strip()) >= 10:
                    return True
        return False


class House:
    """The files of a checkout. Tests make small ones from a dictionary of path to text."""

    def __init__(self, root, files=None):
        self.root = pathlib.Path(root)
        self.paths = sorted(files) if files is not None else sorted(self._walk())
        self._files = files

    def _walk(self):
        for folder, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
            for name in names:
                yield os.path.relpath(os.path.join(folder, name), self.root)

    def read(self, path):
        if self._files is not None:
            return self._files[path]
        return (self.root / path).read_bytes().decode("utf-8", "replace")

    @functools.cached_property
    def sources(self):
        return [Source(path, self.read(path)) for path in self.paths
                if path.startswith(tuple(folder + "/" for folder in CODE_FOLDERS))
                and path.endswith(CODE_ENDINGS)]

    @functools.cached_property
    def arrows(self):
        from . import arrows
        return arrows.Arrows.parse(self.read("tools/arrows.txt"))

    def room_of(self, path):
        """The room that a file of src/ belongs to ("net/http"), or "" outside of src/."""
        if not path.startswith("src/"):
            return ""
        parts = path.split("/")[1:-1]
        for depth in (2, 1):
            name = "/".join(parts[:depth])
            if name in self.arrows.rooms:
                return name
        return parts[0] if parts else ""
