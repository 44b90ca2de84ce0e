"""What to say on a miss: why nothing was found, and which names come near. Loaded only then."""

from __future__ import annotations

from errmap.inputs import HIGH, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from errmap.inputs import Query
    from errmap.store import Store

MAX_NAMES = 3
_CLOSE_ENOUGH = 0.75
_TOO_LARGE = "too large for a code; codes have at most 32 bits"


def nearest(text: str, names: Iterable[str]) -> list[str]:
    """The names that a mistyped text most likely stands for, best first, at most MAX_NAMES."""
    from difflib import SequenceMatcher

    typed = text.lower()
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(typed)
    scored = []
    for name in names:
        if abs(len(name) - len(typed)) > 3:
            continue
        matcher.set_seq1(name.lower())
        if matcher.real_quick_ratio() >= _CLOSE_ENOUGH and matcher.quick_ratio() >= _CLOSE_ENOUGH:
            scored.append((-matcher.ratio(), name))
    return [name for score, name in sorted(scored) if -score >= _CLOSE_ENOUGH][:MAX_NAMES]


def why_not_found(store: Store, text: str, systems: tuple[str, ...] | None) -> str:
    """One line for an input without an answer: what it was taken for and what to try."""
    query = parse(text)
    if not query.bare:
        return "the input is empty; give a number, a name or words"
    unknown = [name for name in (query.scope or "").split(",") if name and not store.scope(name)]
    if unknown:
        from errmap.registry import unknown_scope

        return unknown_scope(store, unknown[0])
    narrowed = query.scope is not None or systems is not None
    if narrowed and (elsewhere := _elsewhere(store, query.bare)):
        where = query.scope or ", ".join(systems or ())
        return f"no code of {where}, but one of {elsewhere}"
    return _no_number(store, query) or _no_name(store, query)


def _unknown(store: Store, number: int) -> str:
    """A number that nobody has; one with the high bit set is taken apart all the same."""
    unsigned = number & 0xFFFFFFFF
    if not unsigned & HIGH or not -(1 << 31) <= number < 1 << 32:
        return "no system has this code"
    from errmap.arithmetic import layout_of, taken_apart

    layout = layout_of(number)
    parts = taken_apart(number, layout, store.facilities(layout))
    return f"no system has this code; as an {layout.upper()}, 0x{unsigned:08X} would be: {parts}"


def _no_number(store: Store, query: Query) -> str | None:
    """Why a number has no answer; None for what is no number."""
    if query.readings:
        if all(abs(reading.number) >= 1 << 32 for reading in query.readings):
            return _TOO_LARGE
        return _unknown(store, query.readings[0].number)
    if query.bare.lower() in ("0x", "&h"):
        return "the hexadecimal digits are missing"
    if query.bare.isascii() and query.bare.lstrip("+-").isdigit():
        return _TOO_LARGE
    return None


def _no_name(store: Store, query: Query) -> str:
    if query.glob is not None:
        return "no name of a code matches this pattern"
    if query.keys and (names := nearest(query.keys[-1], store.keys())):
        return f"no such code; did you mean {' or '.join(names)}?"
    return "no such code, and no text about one has these words"


def _elsewhere(store: Store, bare: str) -> str:
    from errmap.registry import lookup

    answer = lookup(store, bare)
    names = dict.fromkeys(f"{m.code.system} ({m.code.name})" for m in answer.matches)
    return ", ".join(list(names)[:MAX_NAMES]) + (", ..." if len(names) > MAX_NAMES else "")
