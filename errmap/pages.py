"""Explanations: everything that is known about one condition, gathered for a page."""

from __future__ import annotations

from errmap import registry
from errmap.records import Code, Explanation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from errmap.records import System
    from errmap.store import Store


def explain(store: Store, text: str, systems: tuple[str, ...] | None = None) -> tuple[Explanation, ...]:
    """A page for each meaning of an input, best first; words give the page that fits them best."""
    answer = registry.lookup(store, text, systems)
    if answer.status != "found":
        return (Explanation(text, answer.status, None, "", "", (), (), (), (), answer.why),)
    pages = registry.by_meaning(answer.matches)
    if answer.matches[0].reading == "search":
        pages = pages[:1]
    return tuple(_page(store, text, [match.code for match in matches]) for matches in pages)


def _page(store: Store, text: str, matched: list[Code]) -> Explanation:
    first = matched[0]
    condition = store.condition(first.condition) if first.condition else None
    if condition is None:
        title, codes, written = first.name, matched, None
        summary = registry.no_meaning(first) if first.marker else first.summary or first.message or ""
    else:
        title = condition.posix or first.name
        summary, written = condition.summary, store.page(condition.id)
        codes = store.of_condition(condition.id)
    lead, sections = split_page(written or "")
    sources = tuple(dict.fromkeys(code.source for code in codes))
    return Explanation(
        text, "found", first.condition, title, lead or summary, sections, tuple(codes),
        tuple(_elsewhere(store, matched, codes)), sources, None,
    )  # fmt: skip


def _elsewhere(store: Store, matched: list[Code], codes: list[Code]) -> Iterable[Code]:
    """What the numbers of the matched codes mean on systems where they mean something else."""
    own = {code.condition for code in codes}
    for number in dict.fromkeys(code.number for code in matched if code.number is not None):
        for code in store.by_number(number):
            if code.condition not in own and not any(
                c.system == code.system and c.number == number for c in codes
            ):
                yield code


def split_page(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A written page as its leading sentence and its (heading, Markdown) sections."""
    lead, *parts = text.split("\n## ")
    sections = tuple((part.partition("\n")[0].strip(), part.partition("\n")[2].strip()) for part in parts)
    return " ".join(lead.split()), sections


def by_number(codes: Iterable[Code], systems: Sequence[System]) -> list[tuple[int | None, str]]:
    """Numbers and who uses them, in the order of output: (111, "Linux"), (61, "macOS, *BSD")."""
    users: dict[int | None, list[str]] = {}
    for code in codes:
        users.setdefault(code.number, []).append(code.system)
    return [(number, who(ids, systems)) for number, ids in users.items()]


def who(ids: Iterable[str], systems: Sequence[System]) -> str:
    """The short names of systems; a group of three or more that is all there is named as one."""
    groups: dict[str, set[str]] = {}
    for system in systems:
        for group in system.groups:
            groups.setdefault(group, set()).add(system.id)
    labels = {system.id: system.label for system in systems}
    ids = list(ids)
    for group, members in sorted(groups.items(), key=lambda item: -len(item[1])):
        if len(members) > 2 and members.issubset(ids) and not any(labels[id][0] == "*" for id in members):
            word = group.split("-")[0]
            labels |= dict.fromkeys(members, f"*{word.upper() if len(word) < 4 else word.capitalize()}")
    return ", ".join(dict.fromkeys(labels[id] for id in ids))
