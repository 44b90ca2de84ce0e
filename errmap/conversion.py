"""Conversions: what a code is called and numbered on other systems.

One number can carry two meanings on one system (Linux 11 is EAGAIN and EWOULDBLOCK) that are two
numbers on another (HP-UX 11 and 246). So a conversion starts from conditions, not from numbers:

1. from a name, its own condition; from a number, the conditions of all its names;
2. where the target has none of these, the conditions of the name's aliases;
3. the nearest conditions: those curated in the tables and those of the aliases. They answer where
   nothing else does, and are named beside the answer where the source cannot tell them apart.
"""

from __future__ import annotations

from errmap import registry
from errmap.records import Code, Conversion, Converted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from errmap.store import Store

_OPPOSITE = {"exact": "exact", "wider": "narrower", "narrower": "wider", "close": "close"}
_NAMED = ("name", "alias", "glob")

_MAX_INEXACT = 3
"""So many codes of one system answer for a condition that none of its codes fits exactly."""


class _Codes(dict[str, "dict[str, list[Code]]"]):
    """The codes of a condition by system, best first; asked of the store once."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __missing__(self, condition: str) -> dict[str, list[Code]]:
        systems: dict[str, list[Code]] = {}
        self[condition] = systems
        for code in self.store.of_condition(condition):
            systems.setdefault(code.system, []).append(code)
        return systems


def convert(
    store: Store, text: str, to: tuple[str, ...], source: tuple[str, ...] | None = None
) -> tuple[Conversion, ...]:
    """The codes on the systems `to` for each meaning that an input has, on `source` or anywhere.

    One conversion per meaning; an input without a meaning gives one that says so.
    """
    answer = registry.lookup(store, text, source)
    if answer.status != "found":
        return (Conversion(text, answer.status, None, (), answer.why),)
    codes = _Codes(store)
    grouped = same_group(store, to)
    found = []
    seen: set[str] = set()
    for match in answer.matches:
        if match.code.condition is None:
            found.append(Conversion(text, "not_found", match.code, (), registry.no_meaning(match.code)))
        elif match.code.condition not in seen:
            seen.add(match.code.condition)
            found.append(_converted(codes, text, match.code, match.reading in _NAMED, to, grouped))
    return tuple(found)


def same_group(store: Store, systems: tuple[str, ...]) -> bool:
    """Whether several systems belong to one group, in which one of them may lead."""
    groups = [set(system.groups) for system in store.systems() if system.id in systems]
    return len(systems) > 1 and bool(set.intersection(*groups))


def single(conversions: Iterable[Conversion], grouped: bool) -> Converted | None:
    """The one code that answers an input for a script; None if there are several, or none.

    Every meaning of the input must lead to the same number. On each system the best exact code of
    each condition counts, or else the first code. Where the targets are `grouped` (see
    `same_group`), one that leads the group settles it alone.
    """
    rivals = [_rivals(conversion, grouped) for conversion in conversions]
    matches = [match for matches in rivals for match in matches]
    answers = {(match.code.number, match.code.number is None and match.code.name) for match in matches}
    return matches[0] if all(rivals) and len(answers) == 1 else None


def _rivals(conversion: Conversion, grouped: bool) -> list[Converted]:
    """The codes that compete to be the one answer of a conversion; none if it has no answer."""
    chosen = []
    for system in dict.fromkeys(match.code.system for match in conversion.matches):
        matches = [match for match in conversion.matches if match.code.system == system]
        exact: dict[str | None, Converted] = {}
        for match in matches:
            if match.via == "condition" and match.fit == "exact":
                exact.setdefault(match.code.condition, match)
        rivals = list(exact.values()) or matches[:1]
        if grouped and _leads(matches[0]):
            return rivals
        chosen += rivals
    return chosen


def _leads(match: Converted) -> bool:
    """Whether a code comes first among those of its group of systems."""
    return match.code.leads and match.via == "condition"


def _converted(
    codes: _Codes, text: str, code: Code, named: bool, to: tuple[str, ...], grouped: bool
) -> Conversion:
    twins = [twin for twin in codes.store.aliases_of(code) if twin.condition != code.condition]
    origins = [[code], twins] if named else [[code, *twins]]
    near = _nearest(codes.store, code, twins)
    matches = [match for id in to for match in _on_system(codes, code, origins, near, id)]
    if grouped:
        matches.sort(key=lambda match: not _leads(match))
    if matches:
        return Conversion(text, "found", code, tuple(matches), None)
    where = to[0] if len(to) == 1 else "these systems"
    why = f"{where} has no code for {code.name} ({code.condition}), nor one near it"
    return Conversion(text, "not_found", code, (), why)


def _on_system(
    codes: _Codes, code: Code, origins: list[list[Code]], near: list[tuple[str, str]], system: str
) -> Iterator[Converted]:
    """The codes of one system for a code, best first, every number once.

    Of `origins`, the names of the code's number, the first group that leads anywhere answers; the
    conditions `near` it answer where none does, or stand beside the answer.
    """
    answered: set[int | str] = set()
    for group in origins:
        for match in (match for origin in group for match in _same(codes, code, origin, system)):
            if _new(match.code, answered):
                yield match
        if answered:
            break
    beside = bool(answered)
    for condition, why in near:
        if beside and _tells_apart(codes, code, condition):
            continue
        for target in codes[condition].get(system, ()):
            if _new(target, answered):
                yield Converted(target, "close", "near", why)


def _new(code: Code, answered: set[int | str]) -> bool:
    """Whether a code's number (or its name, if it has none) is not among the answers yet; adds it."""
    key = code.name if code.number is None else code.number
    fresh = key not in answered
    answered.add(key)
    return fresh


def _same(codes: _Codes, code: Code, origin: Code, system: str) -> Iterator[Converted]:
    """The codes of a system that share the condition of `origin`, a name of the number of `code`."""
    targets = _worthy(codes[origin.condition or ""].get(system, []), code)
    for target in sorted(targets, key=lambda target: target.place != code.place):
        if target.place == code.place:
            yield Converted(target, "exact", "condition", None)
            continue
        whys = [code.fit_why for code in (target, origin) if code.fit_why]
        if origin is not code:
            whys.append(_one_number(code, origin))
        fit = _fit(origin.fit, target.fit)
        yield Converted(target, fit, "condition", "; ".join(whys) or None)


def _worthy(targets: list[Code], code: Code) -> list[Code]:
    """The exact codes of a system for a condition, or else the few that fit best; never loses `code`."""
    exact = [target for target in targets if target.fit == "exact" or target.place == code.place]
    return exact or targets[:_MAX_INEXACT]


def _fit(source: str, target: str) -> str:
    """How well a target matches a source when both are compared with their condition."""
    if source == "exact":
        return target
    return _OPPOSITE[source] if target == "exact" else "close"


def _nearest(store: Store, code: Code, twins: list[Code]) -> list[tuple[str, str]]:
    """The conditions near that of a code, nearest first: of its other names, then the curated."""
    near = {twin.condition: _one_number(code, twin) for twin in twins if twin.condition}
    for condition, why in store.near(code.condition or ""):
        near.setdefault(condition, why)
    return list(near.items())


def _one_number(code: Code, twin: Code) -> str:
    return f"{twin.name} = {code.name} on {code.system}"


def _tells_apart(codes: _Codes, code: Code, condition: str) -> bool:
    """Whether the code's own system has another number for a condition."""
    return any(other.number != code.number for other in codes[condition].get(code.system, ()))
