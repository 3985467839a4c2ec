"""Blanks out what is not code, keeping every offset and line where it was."""

import re

# Order matters: a raw string may hold quotes, a string may hold slashes.
_TOKEN = re.compile(
    r"""
      (?P<raw>\b(?:u8|[uUL])?R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)")
    | (?P<line>//(?:[^\n\\]|\\.|\\\n)*)
    | (?P<block>/\*.*?\*/)
    | (?P<string>"(?:[^"\\\n]|\\.)*")
    | (?P<number>\b[0-9](?:[\w.]|'(?=\w))*)
    | (?P<char>'(?:[^'\\\n]|\\.)+')
    """,
    re.VERBOSE | re.DOTALL)


def _spaces(text):
    return re.sub(r"[^\n]", " ", text)


def _replace(match):
    text = match[0]
    if match["number"]:
        return text  # so that the ' of 1'000 starts no character literal
    if match["line"] or match["block"]:
        return _spaces(text)
    quote = "'" if match["char"] else '"'
    return quote + _spaces(text[1:-1]) + quote


def comments_and_literals(text):
    """Comments become spaces, literals keep only their quotes."""
    include = re.compile(r"^\s*#\s*include[^\n]*", re.MULTILINE)
    text = include.sub(lambda match: _spaces(match[0]), text)
    return _TOKEN.sub(_replace, text)


def preprocessor(text):
    """Blanks # lines with their continuations: a macro's body is not part of the code around it."""
    directive = re.compile(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", re.MULTILINE)
    return directive.sub(lambda match: _spaces(match[0]), text)


def closing(code, start):
    """Offset of the bracket that closes the one at `start`, or len(code) if there is none."""
    pairs = {"(": ")", "[": "]", "{": "}"}
    stack = []
    for offset in range(start, len(code)):
        char = code[offset]
        if char in pairs:
            stack.append(pairs[char])
        elif stack and char == stack[-1]:
            stack.pop()
            if not stack:
                return offset
    return len(code)
