"""Coroutine shapes that GCC 12.2 compiles wrongly, or that outlive what they use.

Double frees were found by hand (`c ? co_await f() : g()`, an immediately awaited lambda with captures,
`co_await f(Agg{})` and `co_await f({})` where the parameter is an aggregate), and a compile error that
names the wrong line (a braced list). Instead of knowing all bad shapes we allow a few good ones: a
co_await stands alone.
"""

import re

from . import blank
from .house import Finding

RULE = "co-await-alone"
CAPTURE = "capturing-coroutine"
PARAMETER = "coroutine-parameter"
NAMES = {RULE, CAPTURE, PARAMETER}

_GOOD_START = re.compile(r"""
      ^$                                              # co_await f();
    | ^co_return$                                     # co_return co_await f();
    | ^\(void\)$ | ^std::ignore\s*=$
    | ^(?:CO_TRY)\s*\([^;{}?]*,$                      # CO_TRY(auto x, co_await f());
    | ^(?:CO_CHECK_OK)\s*\($
    | ^[^;{}?()]*(?:\([^()]*\)[^;{}?()]*)?(?<![=!<>])=$   # auto x = co_await f();
    """, re.VERBOSE)
_GOOD_HEAD = re.compile(r"^(?:[^;{}?()]*(?:\([^()]*\)[^;{}?()]*)?(?<![=!<>])=|[^;{}?()]*[\w\]&]\s*:)$")
_BRACES = ("no braces beside a co_await (GCC 12 destroys an aggregate Agg{} or {} twice, or says \"array "
           "used as initializer\"): build the value on the line before, or write Type()")
_LAMBDA_BEFORE_BRACE = re.compile(r"(\]|\)|\bmutable|\bnoexcept|->\s*[\w:<>,\s*&]+)\s*$")


def check(house):
    for source in house.sources:
        code = source.code
        for match in re.finditer(r"\bco_(?:await|yield)\b", code):
            line = source.line_of(match.start())
            reason = _fault(code, match.start())
            if reason and not source.allows(RULE, line):
                yield Finding(source.path, line, RULE, reason)
        for match in _IN_MACRO.finditer(source.plain):
            line = source.line_of(match.start(1))
            if not source.allows(RULE, line):
                yield Finding(source.path, line, RULE,
                              "no co_await inside a macro: nobody sees what stands beside it where "
                              "the macro is used; take the awaited expression as an argument")
        for offset in _capturing_coroutines(code):
            line = source.line_of(offset)
            if not source.allows(CAPTURE, line):
                yield Finding(source.path, line, CAPTURE,
                              "the captures die with the lambda object while the coroutine still "
                              "runs: pass arguments by value to a function or a stateless lambda")
        if not source.is_test:
            yield from _parameters(source)


_IN_MACRO = re.compile(r"^[ \t]*#[ \t]*define\b(?:[^\n\\]|\\.|\\\n)*?\b(co_await|co_yield)\b", re.MULTILINE)

_TASK = re.compile(r"\b(?:Task|awaitable)<")
# What a temporary can bind to. A plain `T&` needs something with a name, which whoever awaits owns.
_BORROWED = re.compile(r"\bstring_view\b|\bspan<|\bBytesView\b|&&|\bconst\s+(?P<type>[\w:]+)(?:<.*>)?\s*&")
# Lent all the same: each stands in the frame that awaits, or in a service, at every place of use.
LENT = {"AnswerServices", "ChatAnswer", "Client", "Completion", "Fd", "Handler", "HttpReply", "KeptImage",
        "Outcome", "PictureAddress", "Purchase", "Request", "Running"}


def _borrowed(parameters):
    for match in _BORROWED.finditer(parameters):
        if not match["type"] or match["type"].split("::")[-1] not in LENT:
            return match[0]
    return None


def _parameters(source):
    """Style rule 16: what a coroutine borrows may be gone at its first suspension."""
    code = source.code
    for match in _TASK.finditer(code):
        name = re.compile(r"\s*[\w:]+\s*(?=\()").match(code, _angle_end(code, match.end()))
        if not name:
            continue
        parameters = code[name.end() + 1:blank.closing(code, name.end())]
        borrowed = _borrowed(parameters)
        line = source.line_of(match.start())
        if borrowed and not source.allows(PARAMETER, line):
            yield Finding(source.path, line, PARAMETER,
                          f"`{borrowed}` may be gone when the coroutine goes on: take it by value, or "
                          "by reference what its awaiter surely owns (LENT in lintlib/coroutines.py)")


def _angle_end(code, start):
    """Offset behind the > that closes the < before `start`."""
    depth = 1
    for offset in range(start, len(code)):
        depth += (code[offset] == "<") - (code[offset] == ">")
        if depth == 0:
            return offset + 1
    return len(code)


def _start(code, offset):
    """Offset where the full expression of `offset` begins, and whether that is an if/for head."""
    depth = 0
    for at in range(offset - 1, -1, -1):
        char = code[at]
        if char in ")]":
            depth += 1
        elif char == "[" or (char == "(" and depth > 0):
            depth -= 1
        elif char == "(" and re.search(r"\b(if|for|switch)(\s+constexpr)?\s*$", code[max(0, at - 20):at]):
            return at + 1, True
        elif char == "{" and not _block(code, at):
            return at, False  # inside a braced list: the { itself makes it a bad start
        elif depth <= 0 and (char in ";{}" or _label(code, at)):
            return at + 1, False
    return 0, False


_BEFORE_BLOCK = re.compile(
    r"(^|[;{})\]:]|\b(?:else|do|try|mutable|noexcept|const|override|final)"
    r"|\)[^(){};=]*->[^(){};=]*)\s*$")


def _block(code, brace):
    """True if the { at `brace` opens a block of statements, not a list of values."""
    return _BEFORE_BLOCK.search(code[max(0, brace - 300):brace]) is not None


def _label(code, at):
    """True for the colon of `case x:`, `default:`; and after `)` of an if or for, or an else."""
    if code[at] == ":":
        if ":" in (code[at - 1:at], code[at + 1:at + 2]):
            return False
        line = code[code.rfind("\n", 0, at) + 1:at]
        return re.match(r"\s*(case\b[^?]*|default\s*)$", line) is not None
    return False


def _without_branch(text):
    """Drops a leading `if (...)`, `else`, `for (...)`, `while (...)` without braces."""
    while True:
        text = text.strip()
        match = re.match(r"(?:(?:if|for|while|switch)(?:\s+constexpr)?\s*(?=\()|else\b|do\b)", text)
        if not match:
            return text
        text = text[match.end():]
        if text.startswith("("):
            end = blank.closing(text, 0)
            if end == len(text):
                return text
            text = text[end + 1:]


def _fault(code, offset):
    start, head = _start(code, offset)
    before = re.sub(r"\s+", " ", _without_branch(code[start:offset]))
    good = _GOOD_HEAD if head else _GOOD_START
    if not good.match(before):
        return ("a co_await stands alone: `auto x = co_await f();`, `co_await f();`, `co_return "
                "co_await f();`, or in the initialiser of an if or range-for (GCC 12 frees twice)")
    return _fault_after(code, offset)


def _fault_after(code, offset):
    """A ?: or a braced list later in the same full expression; lambda bodies are skipped."""
    depth, at = 0, offset
    while at < len(code):
        char = code[at]
        if char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
            if depth < -1:
                break
        elif char == ";" and depth <= 0:
            break
        elif char == "}":
            return _BRACES
        elif char == "?":
            return "no ?: beside a co_await (GCC 12 frees a temporary twice): use an if"
        elif char == "{":
            if depth < 0:
                break  # the body of the if or for
            if not _LAMBDA_BEFORE_BRACE.search(code[offset:at]):
                return _BRACES
            at = blank.closing(code, at)
        at += 1
    return None


_INTRODUCER = re.compile(r"(?<![\w\)\]\[])\s*(\[)(?!\[)")


def _lambda_body(code, introducer):
    """Offsets of the { and } of the lambda whose [ is at `introducer`, or None if it is none."""
    at = blank.closing(code, introducer) + 1
    head = re.compile(r"\s*(<[^;{}]*?>)?\s*").match(code, at)
    at = head.end()
    if at < len(code) and code[at] == "(":
        at = blank.closing(code, at) + 1
    specifiers = re.compile(r"\s*(mutable|noexcept|constexpr|static|\s)*(->\s*[\w:<>,\s*&]+?)?\s*\{")
    match = specifiers.match(code, at)
    if not match:
        return None
    return match.end() - 1, blank.closing(code, match.end() - 1)


def _lambdas(code):
    """(offset of [, captures, body start, body end) of every lambda, outer ones first."""
    for match in _INTRODUCER.finditer(code):
        start = match.start(1)
        word = re.search(r"(\w+)\s*$", code[:start])
        if word and word[1] not in ("return", "co_return", "co_await", "co_yield"):
            continue  # a subscript or an array
        body = _lambda_body(code, start)
        if body:
            captures = code[start + 1:blank.closing(code, start)].strip()
            yield start, captures, body[0], body[1]


def _capturing_coroutines(code):
    lambdas = list(_lambdas(code))
    for start, captures, opened, closed in lambdas:
        if not captures:
            continue
        own = code[opened:closed]
        for _, _, inner_open, inner_close in lambdas:
            if opened < inner_open and inner_close < closed:
                own = (own[:inner_open - opened] + " " * (inner_close - inner_open)
                       + own[inner_close - opened:])
        if re.search(r"\bco_(await|return|yield)\b", own):
            yield start
