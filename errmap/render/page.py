"""The page of `explain` as Markdown: for pipes as it is, for terminals rendered by rich."""

from __future__ import annotations

from errmap.pages import by_number, who
from errmap.render.plain import number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from errmap.records import Code, Explanation, Source, System


def markdown(page: Explanation, systems: Iterable[System]) -> str:
    """One page: the written sections, and around them what the tables know."""
    return "\n\n".join(_parts(page, list(systems))) + "\n"


def _parts(page: Explanation, systems: list[System]) -> Iterator[str]:
    words = f": {page.condition.replace('_', ' ')}" if page.condition else ""
    yield f"# {page.title}{words}"
    yield page.summary
    yield "## Numbers"
    yield " · ".join(f"**{_shown(value)}** {who}" for value, who in by_number(_best(page.codes), systems))
    exact = [code for code in page.codes if code.fit == "exact"]
    if names := list(_names(page, exact, systems)):
        yield "\n".join(names)
    for heading, text in page.sections:
        yield f"## {heading}"
        yield text
    inexact = [code for code in page.codes if code.fit != "exact"]
    if names := list(_names(page, inexact, systems)):
        yield "## Codes that come near"
        yield "\n".join(names)
    if page.others:
        yield "## The same number elsewhere"
        yield "\n".join(_elsewhere(page.others, systems))
    yield "## Sources"
    yield "\n".join(_sources(page.codes, systems))


def _shown(value: int | None) -> str:
    return "no number" if value is None else str(value)


def _best(codes: Iterable[Code]) -> list[Code]:
    return [code for code in codes if not code.choice]


def _names(page: Explanation, codes: Iterable[Code], systems: list[System]) -> Iterator[str]:
    """Lines for the names of codes that differ from the page's title, and for their aliases."""
    users: dict[str, list[str]] = {}
    for code in codes:
        if code.name != page.title:
            why = f" ({code.fit}: {code.fit_why})" if code.fit_why else ""
            users.setdefault(f"`{code.name}` {number(code)}{why}", []).append(code.system)
        for alias in code.aliases:
            users.setdefault(f"`{alias}`, the same number as `{code.name}`", []).append(code.system)
    for name, ids in users.items():
        yield f"- {name}: {who(ids, systems)}"


def _sources(codes: Iterable[Code], systems: list[System]) -> Iterator[str]:
    """A line for each source: whose numbers it gives, its title and version."""
    users: dict[Source, list[str]] = {}
    for code in codes:
        users.setdefault(code.source, []).append(code.system)
    for source, ids in users.items():
        yield f"- {who(ids, systems)}: {source.title}; {source.version}"


def _elsewhere(others: Iterable[Code], systems: list[System]) -> Iterator[str]:
    """A line for each meaning that the same number has on other systems."""
    meanings: dict[tuple[str, str], list[str]] = {}
    for code in others:
        meanings.setdefault((number(code), code.name), []).append(code.system)
    for (value, name), ids in meanings.items():
        yield f"- {value} is `{name}` on {who(ids, systems)}"
