"""Which room may include which (ARCHITECTURE.md, the rooms table), and who owns which library."""

import dataclasses
import fnmatch
import re

from .house import Finding

RULE = "arrows"
NAMES = {RULE, "heavy-header"}


@dataclasses.dataclass
class Owned:
    """Headers beginning with `prefix` may be included only by files of `room` that match `where`."""

    prefix: str
    room: str
    where: str


@dataclasses.dataclass
class Inner:
    """Headers of ours that only their own folder and some rooms may include."""

    pattern: re.Pattern
    rooms: set
    reason: str


@dataclasses.dataclass
class Arrows:
    rooms: dict       # room -> set of rooms that it may include
    owned: list       # of Owned
    apart: set        # rooms whose sub-folders never include each other
    light: list       # prefixes of Boost headers that any header may include
    heavy: set        # "room:prefix": Boost headers that are the trade of a room's own headers
    inner: list       # of Inner

    @staticmethod
    def parse(text):
        arrows = Arrows({}, [], set(), [], set(), [])
        for line in text.splitlines():
            line = line.split("#")[0].strip()
            if not line:
                continue
            name, _, rest = line.partition(":")
            rooms, _, headers = rest.partition("|")
            if name == "apart":
                arrows.apart = set(rooms.split())
            elif name == "light headers":
                arrows.light = rooms.split()
            elif name == "heavy headers":
                arrows.heavy = set(rooms.split())
            elif name in ("concrete", "door"):
                arrows.inner += _inner(name, rest)
            else:
                arrows.rooms[name] = set(rooms.split())
                for header in headers.split():
                    prefix, _, where = header.partition("@")
                    arrows.owned.append(Owned(prefix, name, where or "*"))
        return arrows

    def reachable(self, room):
        """Every room below `room`. The table is of direct arrows; tests may use all below."""
        seen, todo = set(), [room]
        while todo:
            for lower in self.rooms.get(todo.pop(), ()):
                if lower not in seen:
                    seen.add(lower)
                    todo.append(lower)
        return seen


def _inner(kind, rest):
    places, _, rooms = rest.partition("->")
    rooms = set(rooms.split())
    for place in places.split():
        if kind == "concrete":
            yield Inner(re.compile(re.escape(place).replace(r"\*", "(?!testing/)[^/]+")), rooms,
                        "an adapter is named by the composition root alone: use the interface beside it")
        else:
            room, _, header = place.rpartition("/")
            yield Inner(re.compile(f"{room}/(?!testing/)(?!{re.escape(header)}$)"), rooms,
                        f"{place} is the door of {room}")


def _table(arrows):
    """Faults of the table itself: unknown names, and cycles."""
    for room, allowed in arrows.rooms.items():
        for name in sorted(allowed - set(arrows.rooms)):
            yield Finding("tools/arrows.txt", 1, RULE, f"{room} names the unknown room {name}")
        if room in arrows.reachable(room):
            yield Finding("tools/arrows.txt", 1, RULE,
                          f"{room} reaches itself: move what both need one room down")


def _room_named(house, name):
    """The room that an include such as "net/http/reply.h" points at, or "" if none."""
    return house.room_of("src/" + name) if "/" in name else ""


def _branch(name):
    """fronts/openai/chat/x.h -> openai; a file directly in the room has no branch."""
    parts = name.split("/")
    return parts[1] if len(parts) > 2 else ""


def _inside(house, source, line, name, room):
    if room in house.arrows.apart:
        mine, theirs = _branch(source.path[len("src/"):]), _branch(name)
        if mine and theirs and mine != theirs and not source.is_test:
            yield Finding(source.path, line, RULE,
                          f"{room}/{mine} and {room}/{theirs} must not know each other: what they "
                          "share goes into the room itself or one room down")


def _room_arrows(house, source):
    room = house.room_of(source.path)
    if room not in house.arrows.rooms:
        yield Finding(source.path, 1, RULE, f"tools/arrows.txt has no line for the room {room}")
        return
    allowed = house.arrows.rooms[room]
    for line, name, quoted in source.includes:
        if not quoted:
            continue
        target = _room_named(house, name)
        if "/" not in name or name.startswith("."):
            yield Finding(source.path, line, RULE,
                          f'write "{room}/..." so that a reader sees the room of {name}')
        elif target == "mock" and source.is_test:
            continue  # the stand-ins of the upstreams are there for tests
        elif name.endswith("_impl.h") and target != room:
            yield Finding(source.path, line, RULE, f"{name} is for the inside of {target} only")
        elif target == room:
            yield from _inside(house, source, line, name, room)
        elif "/testing/" in name:
            if not source.is_test:
                yield Finding(source.path, line, RULE, f"only tests may include {name}")
        elif source.is_test and target in house.arrows.reachable(room):
            continue
        elif target not in allowed:
            yield Finding(source.path, line, RULE,
                          f"{room} must not include {target}: see the table in tools/arrows.txt")


def _inner_headers(house, source):
    if source.is_test:
        return
    room = house.room_of(source.path)
    for line, name, quoted in source.includes:
        for inner in house.arrows.inner if quoted else ():
            match = inner.pattern.match(name)
            if match and room not in inner.rooms and not source.path.startswith("src/" + match[0]):
                yield Finding(source.path, line, RULE, f"{name}: {inner.reason}")


def _owners(house, source):
    room = house.room_of(source.path)
    for line, name, _ in source.includes:
        if source.is_test and name.startswith("boost/asio/"):
            continue  # a test may run its coroutine as it likes
        owners = [owned for owned in house.arrows.owned if name.startswith(owned.prefix)]
        if not owners or not source.path.startswith("src/"):
            continue
        mine = [owned for owned in owners if owned.room == room]
        inside = source.path[len("src/" + room) + 1:]
        if any(fnmatch.fnmatch(inside, owned.where) for owned in mine):
            continue
        homes = ", ".join(f"{owned.room} ({owned.where})" for owned in owners)
        yield Finding(source.path, line, RULE, f"<{name}> belongs only in {homes}")


def _light(house, source):
    """Rule 25 of the style: what a header pulls in, everybody who includes it pays for."""
    if not source.is_header or source.is_test or not source.path.startswith("src/"):
        return
    room = house.room_of(source.path)
    fine = tuple(house.arrows.light) + tuple(
        entry[len(room) + 1:] for entry in house.arrows.heavy if entry.startswith(room + ":"))
    for line, name, _ in source.includes:
        if name.startswith("boost/") and not name.startswith(fine):
            if not source.allows("heavy-header", line):
                yield Finding(source.path, line, "heavy-header",
                              f"<{name}> costs each includer: forward-declare, or include it in "
                              "the .cc (allowed ones: `light headers` in tools/arrows.txt)")


def check(house):
    yield from _table(house.arrows)
    for source in house.sources:
        if source.path.startswith("src/"):
            yield from _room_arrows(house, source)
            yield from _inner_headers(house, source)
        yield from _owners(house, source)
        yield from _light(house, source)


def folders_without_arrows(house):
    """Rooms of src/ that the table has forgotten."""
    for path in house.paths:
        match = re.match(r"src/([^/]+)/CMakeLists\.txt$", path)
        if match and match[1] not in house.arrows.rooms:
            yield match[1]
