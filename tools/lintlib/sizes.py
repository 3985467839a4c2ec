"""Small files, small functions (STYLE: median file <= 110 lines, p95 <= 350)."""

from . import functions
from .house import Finding

FILE_LINES = 500
TEST_FILE_LINES = 700
FUNCTION_LINES = 60


def check(house):
    for source in house.sources:
        limit = TEST_FILE_LINES if source.is_test else FILE_LINES
        if len(source.lines) > limit:
            yield Finding(source.path, limit, "file-size",
                          f"{len(source.lines)} lines, the limit is {limit}: this file has more "
                          "than one concept; give each its own")
        for function in functions.find(source.code):
            lines = function.lines(source)
            line = source.line_of(function.start)
            if lines > FUNCTION_LINES and not source.allows("function-size", line):
                yield Finding(source.path, line, "function-size",
                              f"{function.name} has {lines} lines, the limit is {FUNCTION_LINES}: "
                              "keep the branches here and move the leaves into named functions")


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
