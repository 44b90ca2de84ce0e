"""The keys of each kind of TOML table: their type, and whether they must be there."""

from __future__ import annotations

from typing import Any

_TEXT, TEXTS, _INT, _FLAG, _TABLE, _TABLES = (
    "a text",
    "a list of texts",
    "a whole number",
    "true or false",
    "a table",
    "a list of tables",
)
Keys = dict[str, tuple[str, bool]]
SYSTEM_FILE: Keys = {
    "format": (_INT, True),
    "system": (_TABLE, True),
    "sources": (_TABLE, False),
    "codes": (_TABLE, False),
}
SYSTEM: Keys = {
    "id": (_TEXT, True),
    "label": (_TEXT, False),
    "column": (_TEXT, False),
    "title": (_TEXT, False),
    "kind": (_TEXT, False),
    "rank": (_INT, False),
    "groups": (TEXTS, False),
    "aliases": (TEXTS, False),
    "leads": (TEXTS, False),
    "carried": (TEXTS, False),
    "layout": (_TEXT, False),
    "bits": (_INT, False),
    "extends": (_TEXT, False),
    "verified": (_TEXT, False),
    "note": (_TEXT, False),
}
SOURCE: Keys = {
    "title": (_TEXT, True),
    "version": (_TEXT, True),
    "licence": (_TEXT, True),
    "url": (_TEXT, False),
}
CODE: Keys = {
    "number": (_INT, False),
    "alias": (_TEXT, False),
    "condition": (_TEXT, False),
    "fit": (_TEXT, False),
    "why": (_TEXT, False),
    "preferred": (_FLAG, False),
    "marker": (_FLAG, False),
    "src": (_TEXT, True),
    "message": (_TEXT, False),
    "summary": (_TEXT, False),
    "note": (_TEXT, False),
    "since": (_TEXT, False),
    "texts": (_TABLE, False),
}
FACILITY_FILE: Keys = {
    "format": (_INT, True),
    "sources": (_TABLE, False),
    "hresult": (_TABLE, False),
    "ntstatus": (_TABLE, False),
}
CONDITION_FILE: Keys = {
    "format": (_INT, True),
    "areas": (_TABLE, False),
    "conditions": (_TABLE, False),
}
CONDITION: Keys = {
    "posix": (_TEXT, False),
    "area": (_TEXT, True),
    "summary": (_TEXT, True),
    "names": (TEXTS, False),
    "words": (_TEXT, False),
    "near": (_TABLES, False),
}
NEAR: Keys = {"condition": (_TEXT, True), "why": (_TEXT, True)}


def is_kind(value: Any, kind: str) -> bool:
    """Whether a value of a TOML file is of one of the types named above."""
    if kind == _INT:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 63
    if kind in (TEXTS, _TABLES):
        inner = str if kind == TEXTS else dict
        return isinstance(value, list) and all(isinstance(item, inner) for item in value)
    return isinstance(value, {_TEXT: str, _FLAG: bool, _TABLE: dict}[kind])
