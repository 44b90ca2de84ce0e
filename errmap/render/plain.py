"""Plain text for pipes: one record per line, tab-separated, no colour, no wrapping, no headings."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from errmap.records import Answer, Code, Conversion, Line, System

MISSING = "-"
"""Stands where a field has no value, so that no field is ever empty."""


def answer(answer: Answer) -> str:
    """SYSTEM NAME NUMBER MESSAGE for each match; a value that is no error has a line of its own."""
    if answer.status == "not_an_error":
        return f"{MISSING}\t{MISSING}\t{answer.input.strip()}\t{answer.why}\n"
    return "".join([f"{match.code.system}\t{code(match.code)}" for match in answer.matches])


def code(code: Code) -> str:
    """NAME NUMBER MESSAGE of one code."""
    return f"{code.name}\t{number(code)}\t{code.message or code.summary or MISSING}\n"


def conversions(conversions: Iterable[Conversion]) -> str:
    """SYSTEM NAME NUMBER FIT for each code; FIT is "near" for one that is only the nearest."""
    return "".join(
        f"{m.code.system}\t{m.code.name}\t{number(m.code)}\t{m.fit if m.via == 'condition' else m.via}\n"
        for conversion in conversions
        for m in conversion.matches
    )


def line(line: Line) -> str:
    """NAME, then a number for each system."""
    return "\t".join([line.name, *map(number, line.codes)]) + "\n"


def system(system: System) -> str:
    """ID KIND CODES TITLE SOURCE VERIFIED of a system."""
    sources = "; ".join(f"{source.title} ({source.version})" for source in system.sources)
    verified = system.verified or MISSING
    return f"{system.id}\t{system.kind}\t{system.codes}\t{system.title}\t{sources}\t{verified}\n"


def number(code: Code | None) -> str:
    """A number as text."""
    return MISSING if code is None or code.number is None else str(code.number)


def visible(text: str) -> str:
    """A text with everything that could steer a terminal shown escaped."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in text
    )
