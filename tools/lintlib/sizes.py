"""Small files, small functions (STYLE: median file <= 110 lines, p95 <= 350)."""

from . import functions
from .house import CODE_ENDINGS, Finding

SCRIPT_ENDINGS = (".mjs", ".js", ".py", ".sh", ".inc", ".lua")
SCRIPT_FOLDERS = ("scripts/", ".ci/", "tools/lint")

FILE_LINES = 500
TEST_FILE_LINES = 700
FUNCTION_LINES = 60
NAMES = {"file-size", "function-size"}


def check(house):
    for path in house.paths:
        script = path.endswith(SCRIPT_ENDINGS) or path.startswith(SCRIPT_FOLDERS)
        if script and not path.endswith(CODE_ENDINGS):
            test = path.startswith("tests/") or "/testing/" in path or "_test." in path
            yield from _file(path, len(house.read(path).splitlines()), test)
    for source in house.sources:
        yield from _file(source.path, len(source.lines), source.is_test)
        for function in functions.find(source.code):
            lines = function.lines(source)
            line = source.line_of(function.start)
            if lines > FUNCTION_LINES and not source.allows("function-size", line):
                yield Finding(source.path, line, "function-size",
                              f"{function.name} has {lines} lines, the limit is {FUNCTION_LINES}: "
                              "keep the branches here and move the leaves into named functions")


def _file(path, lines, test):
    limit = TEST_FILE_LINES if test else FILE_LINES
    if lines > limit:
        yield Finding(path, limit, "file-size",
                      f"{lines} lines, the limit is {limit}: this file has more than one concept; "
                      "give each its own")


def _percentile(values, part):
    return values[min(len(values) - 1, int(len(values) * part))] if values else 0


def summary(house):
    """One line for the end of a run."""
    lines = sorted(len(source.lines) for source in house.sources if not source.is_test)
    lengths = sorted(function.lines(source) for source in house.sources if not source.is_test
                     for function in functions.find(source.code))
    return (f"{len(house.sources)} files; source files: median {_percentile(lines, .5)} lines, "
            f"p95 {_percentile(lines, .95)}; functions: median {_percentile(lengths, .5)}, "
            f"p95 {_percentile(lengths, .95)}")
