"""The vocabulary of errmap as immutable records: systems, codes, conditions and the answers.

Every record is a named tuple. `typing.NamedTuple` and `collections.namedtuple` cost a tenth of an
interpreter's start and more, so at run time a few lines stand in for them; type checkers see the
real thing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from operator import itemgetter

    class NamedTuple(tuple):
        """A tuple whose items also have names; made once, never changed."""

        _fields = ()

        def __init_subclass__(cls):
            cls._fields = tuple(cls.__annotations__)
            for index, name in enumerate(cls._fields):
                setattr(cls, name, property(itemgetter(index)))

        def __new__(cls, *values, **named):
            values += tuple(named.pop(name) for name in cls._fields[len(values) :] if name in named)
            if named or len(values) != len(cls._fields):
                raise TypeError(f"{cls.__name__} takes the fields {', '.join(cls._fields)}")
            return tuple.__new__(cls, values)

        @classmethod
        def _make(cls, values):
            return tuple.__new__(cls, values)

        def __setattr__(self, name, value):
            raise AttributeError(f"{type(self).__name__} is immutable")

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            items = ", ".join(f"{n}={v!r}" for n, v in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({items})"

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def _replace(self, **named):
            return type(self)(*(named.pop(n, v) for n, v in zip(self._fields, self, strict=True)))


class Source(NamedTuple):
    """Where a row comes from: a header, a vendor's table, a standard."""

    id: str
    title: str
    version: str


class Code(NamedTuple):
    """One row of a system.

    `number` is None where the system names errors without numbering them. `message` is the
    system's own short phrase, `summary` a line in our words. `fit` says how well the code's meaning
    matches `condition` ("exact", "wider", "narrower", "close") and `fit_why` gives the reason where
    it is not exact. `since` is the version that brought the name, where that is new; `texts` has what
    other libraries print for it, such as ("musl", "Not a tty"). `bits` is the width of the system's
    numbers where that matters (32), else 0.

    `place` orders codes for output. `alias` marks a second name of a number, `leads` a code that
    comes first among those of its group of systems. `choice` ranks the codes that one system has
    for one condition, 0 for the best; it is None for names that are never an answer of their own.
    `marker` is true of names that bound the numbers, or stand for success, and are no errors.
    """

    system: str
    name: str
    aliases: tuple[str, ...]
    number: int | None
    message: str | None
    summary: str | None
    condition: str | None
    fit: str
    fit_why: str | None
    note: str | None
    since: str | None
    texts: tuple[tuple[str, str], ...]
    bits: int
    source: Source
    place: int
    alias: bool
    leads: bool
    choice: int | None
    marker: bool

    @property
    def hex(self) -> str | None:
        """The number in hexadecimal, negative numbers as 32-bit two's complement."""
        if self.number is None:
            return None
        return f"0x{self.number & 0xFFFFFFFF:0{8 if self.bits == 32 else 0}X}"

    @property
    def unsigned(self) -> int | None:
        """The number read as an unsigned 32-bit integer."""
        return None if self.number is None else self.number & 0xFFFFFFFF

    @property
    def signed(self) -> int | None:
        """The number read as a signed 32-bit integer."""
        value = self.unsigned
        return None if value is None else value - (value >> 31 << 32)


class Condition(NamedTuple):
    """The portable meaning that ties codes of different systems together."""

    id: str
    posix: str | None
    area: str
    summary: str


class System(NamedTuple):
    """Whoever assigns numbers to errors.

    `column` heads the column of a table that the system's numbers stand in; several systems may
    share one. `codes` counts its rows, aliases included; `verified` says what they were compared with.
    """

    id: str
    label: str
    column: str
    title: str
    kind: str
    rank: int
    groups: tuple[str, ...]
    aliases: tuple[str, ...]
    codes: int
    verified: str | None
    note: str | None
    sources: tuple[Source, ...]


class Match(NamedTuple):
    """One reading of an input: `text` is the piece `input[start:end]` that was read."""

    code: Code
    text: str
    start: int
    end: int
    reading: str
    why: str | None


class Answer(NamedTuple):
    """What a lookup found: `status` is "found", "not_found" or "not_an_error"."""

    input: str
    status: str
    matches: tuple[Match, ...]
    why: str | None


class Converted(NamedTuple):
    """One code of the target of a conversion.

    `via` says how it was found: "condition" (the same meaning) or "near" (the nearest one).
    """

    code: Code
    fit: str
    via: str
    why: str | None


class Conversion(NamedTuple):
    """One meaning of an input, `source`, and its codes on the target. Status as for Answer."""

    input: str
    status: str
    source: Code | None
    matches: tuple[Converted, ...]
    why: str | None


class Line(NamedTuple):
    """A line of a list of several systems: one meaning, a code (or None) for each system."""

    condition: str | None
    name: str
    codes: tuple[Code | None, ...]


class Explanation(NamedTuple):
    """The page about one condition (or one code that has none).

    `codes` holds its code on every system, `others` what the numbers of the input mean
    elsewhere, `sections` the written page as (heading, Markdown) pairs.
    """

    input: str
    status: str
    condition: str | None
    title: str
    summary: str
    sections: tuple[tuple[str, str], ...]
    codes: tuple[Code, ...]
    others: tuple[Code, ...]
    sources: tuple[Source, ...]
    why: str | None
