"""What a CODE may look like: one input text becomes a query. Nothing is looked up here."""

from __future__ import annotations

from errmap.records import NamedTuple

MAX_DIGITS = 40
"""No code needs more digits than this; longer ones are refused unread."""

HIGH = 1 << 31
"""The highest bit of 32: numbers that have it may be put together from parts."""

_DECORATION = "\"'`$!{}()[]<>,;:#"
_HEX_DIGITS = frozenset("0123456789abcdef")
_PREFIXES = ("uv_", "socket_")


class Reading(NamedTuple):
    """One number that the input may stand for, how it was read, and why if that is not plain."""

    number: int
    how: str
    why: str | None


class Query(NamedTuple):
    """An input taken apart.

    `scope` is the part before a single colon (`macos:35`, `bsd,aix:35`), `bare` the rest. `readings` are the
    numbers the text may be, best first; `keys` the folded names it may be, best first; `glob` a
    folded pattern or None; `words` what to search for.
    """

    text: str
    scope: str | None
    bare: str
    readings: tuple[Reading, ...]
    keys: tuple[str, ...]
    glob: str | None
    words: tuple[str, ...]


def parse(text: str) -> Query:
    """Take an input apart; a text that can be nothing gives a query without content."""
    bare = text.strip()
    scope, _, rest = bare.partition(":")
    if rest and rest[0] != ":" and rest.isprintable() and all(map(_is_word, scope.split(","))):
        return _query(text, scope.lower(), rest.strip())
    return _query(text, None, bare)


def without_scope(query: Query) -> Query:
    """The same input with its colon as part of the text, for a scope that is none."""
    return _query(query.text, None, query.text.strip())


def _query(text: str, scope: str | None, bare: str) -> Query:
    if (readings := number_readings(bare)) or not bare:
        return Query(text, scope, bare, readings, (), None, ())
    if " " not in bare and ("*" in bare or "?" in bare):
        return Query(text, scope, bare, (), (), bare.lower(), ())
    return Query(text, scope, bare, (), name_keys(bare), None, words(bare))


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded, without punctuation: `Port in use!` is port, in, use."""
    return tuple("".join(c if c.isalnum() else " " for c in text.lower()).split())


def squash(name: str) -> str:
    """A name without its spelling: `connection_refused` and `ConnectionRefused` are one."""
    return "".join(c for c in name.lower() if c.isalnum())


def name_keys(text: str) -> tuple[str, ...]:
    """The folded names that a decorated name may stand for, the most literal first.

    `Errno::ECONNREFUSED`, `errno.ECONNREFUSED`, `:econnrefused`, `UV_ECONNREFUSED` and
    `$!{ECONNREFUSED}` all hold econnrefused: a language's qualifier ends at the last dot or double
    colon, and a runtime's own prefix is dropped.
    """
    name = text.strip(_DECORATION)
    head, _, tail = name.replace("::", ".").rpartition(".")
    if not _is_word(tail.replace("-", "_")) or not all(map(_is_word, head.split(".") if head else ())):
        return ()
    key = tail.lower()
    cut = tuple(key[len(prefix) :] for prefix in _PREFIXES if key.startswith(prefix))
    return (key, *cut)


def number_readings(text: str) -> tuple[Reading, ...]:
    """All numbers that a text may stand for, best first; none if it is no number.

    A number below zero may be a negated errno, as the Linux kernel and libuv write it; one with the
    32nd bit set may be a negative number printed as unsigned, and the other way round.
    """
    found: list[Reading] = []
    for value, how in _literals(text):
        why = None if how == "decimal" else f"{text} is {value} in hexadecimal notation"
        found.append(Reading(value, how, why))
        found += _wrapped(value)
        unsigned = value & 0xFFFFFFFF
        if unsigned & HIGH and -(1 << 31) <= value < 1 << 32:
            from errmap.arithmetic import carried

            found += [Reading(*inside) for inside in carried(unsigned)]
    return tuple(found)


def _wrapped(value: int) -> list[Reading]:
    """What a number is once its sign is read otherwise, and negated."""
    found = []
    signed, said = value, str(value)
    for bits in (32, 64):
        if 1 << (bits - 1) <= value < 1 << bits and value - (1 << bits) >= -(1 << 31):
            signed = value - (1 << bits)
            said = f"{value} is {signed} as a signed number"
            found.append(Reading(signed, "signed", said))
    if -(1 << 31) <= signed < 0:
        unsigned = signed & 0xFFFFFFFF
        if unsigned != value:
            found.append(Reading(unsigned, "unsigned", f"{signed} is {unsigned} as an unsigned number"))
        if signed > -(1 << 31):
            how = f"is {-signed} negated, as kernels return it"
            found.append(
                Reading(-signed, "negated", f"{said}, and that {how}" if signed != value else f"{said} {how}")
            )
    return found


def _literals(text: str) -> list[tuple[int, str]]:
    """The plain values of a number as it is written: decimal and hexadecimal."""
    folded = text.lower().replace("\u2212", "-")
    negative = folded.startswith("-")
    digits = folded[1:] if folded[:1] in ("-", "+") else folded
    if not digits.isascii() or len(digits) > MAX_DIGITS:
        return []
    sign = -1 if negative else 1
    plain = digits.rstrip("ul") if digits[:1].isdigit() else digits
    found = []
    if plain.isdigit():
        found.append((sign * int(plain), "decimal"))
    if hexadecimal := _hexadecimal(plain):
        found.append((sign * int(hexadecimal, 16), "hex"))
    elif plain == folded and len(plain) == 8 and plain[0] in "8cde" and _HEX_DIGITS.issuperset(plain):
        found.append((int(plain, 16), "hex"))
    return found


def _hexadecimal(digits: str) -> str | None:
    """The digits of a number that is marked as hexadecimal: 0x6f, 6fh, &h6f."""
    if digits.startswith(("0x", "&h")):
        body = digits[2:].rstrip("&ul")
    elif digits.endswith("h") and digits[0].isdigit():
        body = digits[:-1]
    else:
        return None
    return body if body and _HEX_DIGITS.issuperset(body) else None


def _is_word(text: str) -> bool:
    return text.replace("_", "a").replace("-", "a").isalnum()


def is_negative_number(text: str) -> bool:
    """Whether a word that starts like an option is a number below zero."""
    return text[:1] == "-" and bool(number_readings(text))


def looks_like_code(text: str) -> bool:
    """Whether a first word can only be a code: a number, a name in capitals, `a::b`, a pattern.

    Used for `errmap 10061`; a plain lower-case word may be a mistyped command instead.
    """
    if number_readings(text):
        return True
    if text[:1] == "-" or not text:
        return False
    return (text.isascii() and text.isupper() and len(text) > 1) or any(c in text for c in ":.* $?")
