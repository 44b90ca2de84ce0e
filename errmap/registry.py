"""Lookups: every reading of an input, best first. The rules of DESIGN section 3 live here."""

from __future__ import annotations

from errmap.errors import ErrmapError
from errmap.inputs import parse, squash, without_scope
from errmap.records import Answer, Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from errmap.inputs import Query
    from errmap.records import Code
    from errmap.store import Store

MAX_SEARCH_HITS = 10
"""A search for words answers with at most this many conditions and codes without one."""

NOT_ERRORS = {
    0: "0 is success on every system, not an error",
    (1 << 64) - 1: f"{(1 << 64) - 1} is -1, by which calls say only that they failed, not an error code",
    4294967295: "4294967295 is -1, by which calls say only that they failed, not an error code",
}

_STOP_WORDS = frozenset(
    "a an and are as at by for has have i in is it of on or that the this to was with".split()  # noqa: SIM905
)


def scope(store: Store, names: Iterable[str]) -> tuple[str, ...] | None:
    """The ids of the systems named after --os, in the order of the names; None for no names.

    Each name may hold several, separated by commas. Raises ErrmapError for an unknown one.
    """
    found: dict[str, None] = {}
    parts = [part.strip().lower() for name in names for part in name.split(",")]
    for part in filter(None, parts):
        systems = store.scope(part)
        if not systems:
            raise ErrmapError(unknown_scope(store, part))
        found.update(dict.fromkeys(systems))
    if parts and not found:
        raise ErrmapError("no system is named; 'errmap list --systems' shows them")
    return tuple(found) or None


def scoped_systems(store: Store, names: str) -> tuple[str, ...]:
    """The systems before the colon of an input; none if any of the names is unknown."""
    found = [store.scope(name) for name in names.split(",")]
    return tuple(id for systems in found for id in systems) if all(found) else ()


def by_meaning(matches: Iterable[Match]) -> list[list[Match]]:
    """Matches grouped by condition, in the order in which the conditions appear.

    A code without a condition is a meaning of its own.
    """
    groups: dict[str | int, list[Match]] = {}
    for match in matches:
        groups.setdefault(match.code.condition or match.code.place, []).append(match)
    return list(groups.values())


def no_meaning(code: Code) -> str:
    """What to say of a code that has no condition."""
    if code.marker:
        return f"{code.name} of {code.system} bounds or marks its numbers and is no error of its own"
    return f"nothing is known to mean the same as {code.name} of {code.system}"


def unknown_scope(store: Store, name: str) -> str:
    """The line that says that no system or group has a name, and which ones come near."""
    from errmap.suggest import nearest

    hint = nearest(name, store.scope_names())
    meant = f"did you mean {hint[0]}?" if hint else "'errmap list --systems' shows them"
    return f"no system or group is called {name!r}; {meant}"


def lookup(store: Store, text: str, systems: tuple[str, ...] | None = None) -> Answer:
    """Every reading of an input, on the given systems or on all of them."""
    query = parse(text)
    inside = systems
    if query.scope is not None:
        if scoped := scoped_systems(store, query.scope):
            inside = tuple(id for id in scoped if systems is None or id in systems)
        else:
            query = without_scope(query)
    number = query.readings[0].number if query.readings else None
    if number in NOT_ERRORS:
        return Answer(text, "not_an_error", (), NOT_ERRORS[number])
    matches = tuple(_matches(store, query, inside))
    why = _as_exit_status(number)
    if matches or why:
        return Answer(text, "found" if matches else "not_an_error", matches, why)
    from errmap.suggest import why_not_found

    return Answer(text, "not_found", (), why_not_found(store, text, systems))


def _as_exit_status(number: int | None) -> str | None:
    """What a number between 129 and 143 says as a shell's exit status; it may be a code as well."""
    if number is None or not 128 < number < 144:
        return None
    from errmap.arithmetic import exit_status

    return exit_status(number)


def _matches(store: Store, query: Query, systems: tuple[str, ...] | None) -> Iterable[Match]:
    start = query.text.find(query.bare)
    end = start + len(query.bare)
    seen = set()
    for code, reading, why in _codes(store, query):
        if code.place not in seen and (systems is None or code.system in systems):
            seen.add(code.place)
            yield Match(code, query.bare, start, end, reading, _with_parts(store, code, why))


def _with_parts(store: Store, code: Code, why: str | None) -> str | None:
    """The reason for a reading, and for an HRESULT or NTSTATUS what its number is put together from."""
    if code.bits != 32 or code.number is None or (layout := store.layout(code.system)) is None:
        return why
    from errmap.arithmetic import taken_apart

    parts = f"{code.hex}: {taken_apart(code.number, layout, store.facilities(layout))}"
    return f"{why}; {parts}" if why else parts


_Reading = tuple["Code", str, "str | None"]


def _codes(store: Store, query: Query) -> Iterable[_Reading]:
    """The codes that a query may mean, each with its reading and the reason, best first."""
    if query.readings:
        return (
            (code, how, why) for number, how, why in query.readings for code in _by_number(store, number, how)
        )
    if query.glob is not None:
        return ((code, "glob", None) for code in store.by_glob(query.glob))
    for key in query.keys:
        if found := _named(store, query, key):
            return found
    return _search(store, query) if any(len(word) > 1 and word.isalpha() for word in query.words) else ()


def _by_number(store: Store, number: int, how: str) -> list[Code]:
    """The codes of a number; one that was carried in another number, only on the systems it fits."""
    codes = store.by_number(number)
    if "-" not in how:
        return codes
    carriers = store.carriers(how)
    return [code for code in codes if code.system in carriers]


def _named(store: Store, query: Query, key: str) -> list[_Reading]:
    """The codes that have a name, or else those of the conditions that have it."""
    if codes := store.by_name(key):
        return [
            (code, "alias", f"{code.name} is a second name of {code.aliases[0]}")
            if code.alias
            else (code, "name", None)
            for code in codes
        ]
    return [
        (code, "name", f"{query.bare} is a name of the condition {condition}")
        for condition in store.spelled(squash(key))
        for code in store.of_condition(condition)
    ]


def _search(store: Store, query: Query) -> Iterable[_Reading]:
    for condition, place in search(store, query.words)[:MAX_SEARCH_HITS]:
        if condition is None:
            for code in store.by_place(place or 0):
                yield code, "search", None
        else:
            for code in store.of_condition(condition):
                yield code, "search", f"the words describe the condition {condition}"


def search(store: Store, words: Iterable[str]) -> list[tuple[str | None, int | None]]:
    """The conditions, or places of codes without one, that fit all the words, best first.

    Little words such as "in" and "the" count only where nothing else is asked for. Words that are
    all that a system prints for a condition, or the condition's very name, put that one first;
    codes without a condition come last.
    """
    words = tuple(words)
    telling = tuple(word for word in words if word not in _STOP_WORDS) or words
    hits = store.search(telling)
    phrase = "".join(words)
    printed, spelled = store.printed(phrase), store.spelled(phrase)
    return sorted(hits, key=lambda hit: (hit[0] not in printed, hit[0] not in spelled, hit[0] is None))
