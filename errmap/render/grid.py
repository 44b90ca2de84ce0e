"""CSV and Markdown tables: rows of cells, made from records, with a heading."""

from __future__ import annotations

from errmap.render import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from errmap.records import Answer, Code, Conversion, Line, System

LOOKUP = ("input", "system", "name", "number", "message", "condition", "reading")
CONVERT = ("input", "from", "system", "name", "number", "fit", "via", "why")
CODES = ("name", "number", "message", "condition")
SYSTEMS = ("id", "kind", "codes", "title", "source", "verified")


def answers(answers: Iterable[Answer]) -> list[list[str]]:
    """The rows of a lookup, under LOOKUP."""
    return [
        [
            answer.input,
            m.code.system,
            m.code.name,
            _number(m.code),
            _message(m.code),
            m.code.condition or "",
            m.reading,
        ]
        for answer in answers
        for m in answer.matches
    ]


def conversions(conversions: Iterable[Conversion]) -> list[list[str]]:
    """The rows of a conversion, under CONVERT."""
    return [
        [*_origin(conversion), m.code.system, m.code.name, _number(m.code), m.fit, m.via, m.why or ""]
        for conversion in conversions
        for m in conversion.matches
    ]


def _origin(conversion: Conversion) -> tuple[str, str]:
    source = conversion.source
    return conversion.input, f"{source.system}:{source.name}" if source else ""


def codes(codes: Iterable[Code]) -> list[list[str]]:
    """The rows of the list of one system, under CODES."""
    return [[code.name, _number(code), _message(code), code.condition or ""] for code in codes]


def lines(lines: Iterable[Line]) -> list[list[str]]:
    """The rows of the list of several systems: name, condition, then the systems."""
    return [[line.name, line.condition or "", *map(_number, line.codes)] for line in lines]


def systems(systems: Iterable[System]) -> list[list[str]]:
    """The rows of the list of systems, under SYSTEMS."""
    return [plain.system(system).rstrip("\n").split("\t") for system in systems]


def csv(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """CSV by RFC 4180, lines ended by a single line feed as Unix tools expect."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return out.getvalue()


def markdown(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; what Markdown would read as markup is escaped."""
    lines = [heading, ["---"] * len(heading), *([_escaped(cell) for cell in row] for row in rows)]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)


def _escaped(cell: str) -> str:
    text = plain.visible(cell)
    return "".join(f"\\{c}" if c in "\\|*_`[]<>" else c for c in text)


def _number(code: Code | None) -> str:
    return "" if code is None or code.number is None else str(code.number)


def _message(code: Code) -> str:
    return code.message or code.summary or ""
