"""Calls and constructs that the house does without, each with the reason and the way out."""

import dataclasses
import re

from . import functions
from .house import Finding


@dataclasses.dataclass
class Ban:
    rule: str
    pattern: str            # searched in code without comments and literals
    reason: str
    homes: tuple = ()       # path prefixes where it is fine
    headers_only: bool = False   # and there only outside of function bodies
    tests_too: bool = True
    text: bool = False      # search the raw text instead
    unless_after: str = ""  # the code just before a match that makes it right

    def applies(self, source):
        if source.path.startswith(self.homes) and self.homes:
            return False
        if self.headers_only and not source.is_header:
            return False
        return self.tests_too or not source.is_test


# A call of a free function: not a member, not another namespace's function of that name.
def _call(names):
    return rf"(?<![\w.>:])(?:std::|::)?(?:{names})\s*\("


NO_SLEEP = "nothing blocks a thread and no test waits for the clock: async::sleep, or a fake clock"

BANS = [
    Ban("printf", _call("v?(?:f|s|sn|d)?printf|puts|fputs|perror"),
        "output goes through observe (log lines) or a std::ostream handed in",
        homes=("src/main/", "src/base/assert", "mock/", "bench/", "fuzz/", "tests/"), tests_too=False),
    Ban("iostream", r"\bstd::(?:cout|cerr|clog)\b",
        "a server's words go through observe; only commands print",
        homes=("src/main/", "mock/", "bench/", "fuzz/", "tests/"), tests_too=False),
    Ban("getenv", _call("secure_getenv|getenv|setenv|putenv|unsetenv") + r"|(?<![\w.>])environ\b(?!\s*\()",
        "only app and main read the environment; below them everything gets a settings struct",
        homes=("src/main/", "src/app/", "src/isolate/child/test_child", "mock/", "bench/", "tests/"),
        tests_too=False),
    Ban("shell", _call("system|popen"),
        "no shell is ever between us and a program: isolate starts children with posix_spawn"),
    Ban("process", _call("fork|vfork|posix_spawnp?|f?exec(?:l|v|ve|le|lp|vp|vpe)"),
        "children are started by isolate alone, so that no lock or listener is inherited",
        homes=("src/isolate/", "mock/", "tests/", "bench/"), tests_too=False),
    Ban("unsafe-c", _call("strcpy|strncpy|strcat|strncat|gets|strtok|alloca"
                          "|tmpnam|mktemp|asctime|ctime|gmtime|localtime"),
        "unbounded or not thread-safe: use std::string, base/text.h, base/file.h"),
    Ban("chance", r"(?<![\w.>:])(?:std::|::)?(?:s?rand|drand48)\s*\(|\bstd::random_device\b",
        "chance comes from base/rng.h, so that a decision can be tested",
        homes=("src/base/rng",)),
    Ban("chance", r"\bstd::(?:mt19937(?:_64)?|default_random_engine|minstd_rand0?)\b",
        "chance comes from base/rng.h; a test may have an engine of its own, if it prints the seed",
        homes=("src/base/rng",), tests_too=False),
    Ban("wall-clock", r"\b(?:system_clock|steady_clock|high_resolution_clock)::now\s*\("
                      r"|(?<![\w.>:])(?:std::|::)?(?:time|gettimeofday|clock_gettime)\s*\(",
        "time comes from base/clock.h, so that a decision can be tested without waiting",
        homes=("src/base/", "src/async/", "src/observe/", "mock/", "bench/", "fuzz/", "tests/"),
        tests_too=False),
    Ban("sleep", r"\bthis_thread::sleep_(?:for|until)\b|(?<![\w.>:])::?(?:u|nano)?sleep\s*\("
                 r"|(?<![\w.>:])(?:usleep|nanosleep)\s*\(", NO_SLEEP),
    # With one argument; a coroutine of ours takes Timers too. After a type it is being declared.
    Ban("sleep", r"(?<![\w.>:])sleep\s*\([^,()]+\)", NO_SLEEP, unless_after=r"[>&*]\s*$"),
    Ban("spawn", r"\bco_spawn\b|\basio::thread_pool\b|\bstd::j?thread\b(?!::)|\bstd::async\b"
                 r"|(?<![\w.>:])(?:::)?pthread_create\b",
        "only async::Scope spawns: what it spawned is awaited, cancelled and accounted for",
        homes=("src/async/", "mock/", "bench/"), tests_too=False),
    Ban("detached", r"\basio::detached\b|\.detach\s*\(",
        "what is detached outlives what it uses, and its errors vanish", tests_too=False),
    Ban("naked-new", r"(?<![\w.>:])(?:new\b(?!\s*\()\s+[\w:]|new\s*\([^)]*\)\s*[\w:]|delete\b(?!\s*[;,)])(?:\s*\[\s*\])?\s+[\w:*(])"
                     r"|(?<![\w.>:])(?:std::|::)?(?:malloc|calloc|realloc)\s*\(",
        "ownership is a value or a unique_ptr (std::make_unique)",
        # A private constructor, called by its own class, cannot be reached by make_unique.
        unless_after=r"(?:\b(?:unique|shared)_ptr<[^;{}]*>\s*\w*\s*[({]|\breset\()\s*$"),
    Ban("using-namespace", r"\busing\s+namespace\b",
        "a header's using spills into every file that includes it", headers_only=True),
    Ban("shared-from-this", r"\benable_shared_from_this\b",
        "sessions that keep themselves alive cannot be stopped in order: a Scope owns them"),
    Ban("volatile", r"\bvolatile\b(?!\s+(?:std::)?sig_atomic_t)",
        "it is no synchronisation: std::atomic, or one strand that owns the state",
        tests_too=False),
    Ban("unfinished", r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX)\b",
        "finish it, or open an issue: notes in code are read by nobody", text=True),
]

UMBRELLAS = {
    "boost/asio.hpp": "boost/asio/<the part>.hpp",
    "boost/beast.hpp": "boost/beast/<the part>.hpp",
    "boost/json.hpp": "boost/json/<the part>.hpp, or json/ of ours",
    "boost/beast/core.hpp": "boost/beast/core/<the part>.hpp",
    "boost/beast/http.hpp": "boost/beast/http/<the part>.hpp",
    "boost/beast/ssl.hpp": "boost/beast/ssl/<the part>.hpp",
    "boost/beast/websocket.hpp": "boost/beast/websocket/<the part>.hpp",
    "bits/stdc++.h": "the standard headers used",
    "gmock/gmock.h": "a fake in testing/ (fakes over mocks)",
    "vips/vips8": "the C interface: its C++ wrapper throws across our frames",
}


# Lines of a room's code that may say shared_ptr: immutable snapshots, and what Asio or curl hands
# about. Everything else is a value, a unique_ptr, or a reference to what outlives its user. A room
# that is not here has none; a budget grows by an edit that a reviewer sees.
SHARED_PTR_LINES = {"async": 8, "blobs": 2, "jobs": 16, "net/fetch": 34, "net/http": 14, "observe": 1}
BUDGET = "shared-ptr-budget"
NAMES = {ban.rule for ban in BANS} | {"umbrella", BUDGET}


def check(house):
    yield from _shared_pointers(house)
    for source in house.sources:
        yield from _umbrellas(source)
        for ban in BANS:
            if ban.applies(source):
                yield from _matches(source, ban)


def _matches(source, ban):
    text = source.text if ban.text else source.code
    if ban.headers_only:
        text = _outside_functions(text)
    for match in re.finditer(ban.pattern, text):
        line = source.line_of(match.start())
        before = text[max(0, match.start() - 200):match.start()]
        if ban.unless_after and re.search(ban.unless_after, before):
            continue
        if not source.allows(ban.rule, line):
            yield Finding(source.path, line, ban.rule, f"`{match[0].strip()}`: {ban.reason}")


def _shared_pointers(house):
    used = {}
    for source in house.sources:
        room = house.room_of(source.path)
        if room and not source.is_test:
            for number, line in enumerate(source.code.splitlines(), 1):
                if "shared_ptr" in line:
                    used.setdefault(room, []).append((source.path, number))
    for room, places in used.items():
        budget = SHARED_PTR_LINES.get(room, 0)
        if len(places) > budget:
            yield Finding(*places[-1], BUDGET,
                          f"{room} says shared_ptr in {len(places)} lines, its budget is {budget} "
                          "(tools/lintlib/bans.py): a value, a unique_ptr or a reference to a service?")


def _outside_functions(code):
    for function in functions.find(code):
        inside = slice(function.open, function.end)
        code = code[:function.open] + re.sub(r"[^\n]", " ", code[inside]) + code[function.end:]
    return code


def _umbrellas(source):
    for line, name, _ in source.includes:
        if name in UMBRELLAS and not source.allows("umbrella", line):
            yield Finding(source.path, line, "umbrella", f"include {UMBRELLAS[name]}, not <{name}>")
