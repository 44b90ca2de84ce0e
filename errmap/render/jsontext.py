"""JSON: the contract's objects, and a writer that does not cost the import of `json`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from errmap.records import Answer, Code, Conversion, Explanation, Line, Source, System


def code(code: Code) -> dict[str, Any]:
    """The code object; those of 32-bit systems have their number signed and unsigned as well."""
    item = {
        "system": code.system,
        "name": code.name,
        "aliases": list(code.aliases),
        "number": code.number,
        "hex": code.hex,
    }
    if code.bits == 32:
        item |= {"signed": code.signed, "unsigned": code.unsigned}
    return item | {
        "message": code.message,
        "summary": code.summary,
        "condition": code.condition,
        "fit": code.fit,
        "fit_why": code.fit_why,
        "note": code.note,
        "since": code.since,
        "texts": dict(code.texts),
        "source": source(code.source),
    }


def source(source: Source) -> dict[str, Any]:
    """The source object."""
    return source._asdict()


def answer(answer: Answer) -> dict[str, Any]:
    """The element of `lookup` for one input."""
    matches = [
        code(match.code)
        | {
            "text": match.text,
            "start": match.start,
            "end": match.end,
            "reading": match.reading,
            "why": match.why,
        }
        for match in answer.matches
    ]
    return {"input": answer.input, "status": answer.status, "matches": matches, "why": answer.why}


def conversion(conversion: Conversion) -> dict[str, Any]:
    """The element of `convert` for one meaning of an input."""
    matches = [
        code(match.code) | {"fit": match.fit, "via": match.via, "why": match.why}
        for match in conversion.matches
    ]
    origin = None if conversion.source is None else code(conversion.source)
    return {
        "input": conversion.input,
        "status": conversion.status,
        "from": origin,
        "matches": matches,
        "why": conversion.why,
    }


def line(line: Line, systems: tuple[str, ...]) -> dict[str, Any]:
    """The element of `list` of several systems."""
    cells = [None if cell is None else code(cell) for cell in line.codes]
    return {
        "condition": line.condition,
        "name": line.name,
        "codes": dict(zip(systems, cells, strict=True)),
    }


def system(system: System) -> dict[str, Any]:
    """The element of `list --systems`."""
    item: dict[str, Any] = system._asdict()
    return item | {"sources": [source(each) for each in system.sources]}


def explanation(page: Explanation) -> dict[str, Any]:
    """The element of `explain` for one meaning of an input."""
    return {
        "input": page.input,
        "status": page.status,
        "condition": page.condition,
        "title": page.title,
        "summary": page.summary,
        "sections": dict(page.sections),
        "codes": [code(each) for each in page.codes],
        "same_number": [code(each) for each in page.others],
        "runtimes": [],
        "sources": [source(each) for each in page.sources],
        "why": page.why,
    }


def dumps(value: object) -> str:
    """JSON text on one line, as `json.dumps` would write it."""
    if isinstance(value, str):
        return _quoted(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join([f"{_quoted(key)}: {dumps(item)}" for key, item in value.items()]) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(dumps, value)) + "]"
    raise TypeError(f"no JSON for {type(value).__name__}")


def _quoted(text: str) -> str:
    """A string in JSON; the rare ones with characters to escape are left to the library."""
    if text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    import json

    return json.dumps(text)
