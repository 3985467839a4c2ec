"""Finds function bodies by their braces: no parser, but it knows lambdas, initialisers and scopes."""

import dataclasses
import re

_SCOPE = re.compile(r"\b(namespace|class|struct|union|enum|extern)\b")
_ASSIGNED = re.compile(r"(?<![=!<>+\-*/%&|^])=(?!=)")
_LAMBDA_END = re.compile(r"\](\s*<[^{}]*>)?\s*(\(.*\)[^(){};]*)?\s*$", re.DOTALL)
_CONSTRUCTOR = re.compile(r"\)\s*(noexcept\s*(\([^()]*\))?\s*)?:(?!:)")
_TRAILER = re.compile(r"\)\s*((const|noexcept|override|final|mutable|try|&&?|requires\b[^{}]*"
                      r"|->[^{};]*)\s*(\([^()]*\))?\s*)*$")


@dataclasses.dataclass
class Function:
    name: str
    start: int  # offset of the first character of its head
    open: int   # offset of its {
    end: int    # offset of its }

    def lines(self, source):
        return source.line_of(self.end) - source.line_of(self.start) + 1


def _outside_parentheses(text):
    """The text with everything inside () blanked: a default argument is no initialiser."""
    depth, out = 0, []
    for char in text:
        depth += char == "("
        out.append(" " if depth > 1 or (depth == 1 and char != "(") else char)
        if char == ")":
            depth -= 1
            if depth == 0:
                out[-1] = ")"
    return "".join(out)


def _without_template(head):
    """Drops `template <...>`: its default arguments are no assignments."""
    match = re.match(r"\s*template\s*<", head)
    if not match:
        return head
    depth = 1
    for offset in range(match.end(), len(head)):
        depth += (head[offset] == "<") - (head[offset] == ">")
        if depth == 0:
            return _without_template(head[offset + 1:])
    return head


def _kind(head):
    """What the brace after `head` opens, outside of any function: scope, function or initialiser."""
    head = _without_template(head)
    flat = _outside_parentheses(head.replace("[[", "  ").replace("]]", "  ")).rstrip()
    if head.count("(") > head.count(")"):
        return "initialiser"
    assigned = _ASSIGNED.search(re.sub(r"\boperator\s*\W+", "operator", flat))
    if assigned:
        return "function" if _LAMBDA_END.search(flat[assigned.end():]) else "initialiser"
    if _CONSTRUCTOR.search(flat):
        return "function" if flat.endswith((")", "}")) else "initialiser"
    if _TRAILER.search(flat):
        return "function"
    if _SCOPE.search(flat):
        return "scope"
    return "initialiser"


def _name(head):
    match = re.search(r"((?:[\w:]*\boperator\s*[^\w\s(]+)|(?:[~\w:]+))\s*\(", head)
    if not match:
        match = re.search(r"(\w+)\s*=", head)
    return match[1] if match else "?"


def find(code):
    """The outermost functions of a blanked file, in order. Lambdas count as part of theirs."""
    found, offset, head_start = [], 0, 0
    stack = []  # kinds of the open braces
    while offset < len(code):
        char = code[offset]
        if char == "{":
            head = code[head_start:offset]
            kind = _kind(head)
            if kind == "scope":
                stack.append(kind)
                head_start = offset + 1
            else:
                end = _matching(code, offset)
                if kind == "function":
                    start = head_start + len(head) - len(head.lstrip())
                    found.append(Function(_name(head), start, offset, end))
                    head_start = end + 1
                offset = end
        elif char == "}":
            if stack:
                stack.pop()
            head_start = offset + 1
        elif char == ";" and code.count("(", head_start, offset) <= code.count(")", head_start, offset):
            head_start = offset + 1
        elif char == ":" and re.search(r"\b(public|private|protected)\s*$", code[head_start:offset]):
            head_start = offset + 1
        offset += 1
    return found


def _matching(code, start):
    depth = 0
    for offset in range(start, len(code)):
        if code[offset] == "{":
            depth += 1
        elif code[offset] == "}":
            depth -= 1
            if depth == 0:
                return offset
    return len(code) - 1
