"""What the commands do, without the command line around them: inputs in, answers out.

Both ways into the program, the quick one (`errmap.__main__`) and click's (`errmap.cli`), end here,
so they cannot answer differently.
"""

from __future__ import annotations

from errmap import registry
from errmap.errors import ErrmapError
from errmap.render import plain
from errmap.store import Store
from errmap.streams import (
    OK,
    SOME_MISSING,
    STREAMED,
    USAGE,
    Result,
    complain,
    each_input,
    inputs,
    output_format,
    write,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from errmap.records import Answer, Conversion, Converted, Explanation


def open_store() -> Store:
    """The store of all tables; says on stderr which of the user's tables had to be left out."""
    store = Store()
    for problem in store.problems:
        complain(f"{problem} (this table is left out)")
    return store


def _miss(text: str, why: str | None) -> str:
    """What stderr says of an input that has no answer."""
    return f"{text.strip()}: {why}" if text.strip() else str(why)


def _elements(form: str, elements: Iterable[Any]) -> str:
    """JSON elements: one a line, with commas between them in an array."""
    from errmap.render.jsontext import dumps

    texts = map(dumps, elements)
    return ",\n".join(texts) if form == "json" else "".join(f"{text}\n" for text in texts)


def lookup(words: Sequence[str], os_names: Sequence[str] = (), chosen: str | None = None) -> int:
    """The command `lookup`; gives the exit status."""
    form = output_format(chosen)
    store = open_store()
    systems = registry.scope(store, os_names)

    def answer(text: str) -> tuple[Answer, Result]:
        found = registry.lookup(store, text, systems)
        if found.status == "not_found":
            return found, Result(_lookup_text(found, form), (_miss(text, found.why),), SOME_MISSING)
        return found, Result(_lookup_text(found, form), (), OK)

    def present(answers: list[Answer]) -> None:
        from errmap import present

        present.lookup(store, answers, systems, form)

    return _run(words, form, answer, present)


def _lookup_text(answer: Answer, form: str) -> str:
    if form == "plain":
        return plain.answer(answer)
    if form not in STREAMED:
        return ""
    from errmap.render import jsontext

    return _elements(form, [jsontext.answer(answer)])


def _run(
    words: Sequence[str],
    form: str,
    answer: Callable[[str], tuple[Any, Result]],
    present: Callable[[list[Any]], None],
) -> int:
    """Answer inputs as they come where the format allows it, else all of them at the end."""
    if form in STREAMED:
        return each_input(words, form, lambda text: answer(text)[1])
    status, answers = OK, []
    for batch in inputs(words):
        for text in batch:
            found, result = answer(text)
            answers.append(found)
            status = max(status, result.status)
            for message in result.messages:
                complain(message)
    present(answers)
    return status


def convert(
    words: Sequence[str],
    to: Sequence[str] = ("all",),
    os_names: Sequence[str] = (),
    chosen: str | None = None,
    bare: str | None = None,
) -> int:
    """The command `convert`; `bare` is "number" or "name" where only that is to be printed."""
    from errmap import conversion

    form = "plain" if bare else output_format(chosen)
    store = open_store()
    targets = registry.scope(store, to) or ()
    sources = registry.scope(store, os_names)
    grouped = conversion.same_group(store, targets)

    def answer(text: str) -> tuple[tuple[Conversion, ...], Result]:
        found = conversion.convert(store, text, targets, sources)
        missed = [_miss(text, each.why) for each in found if each.status != "found"]
        if len(missed) == len(found):
            status = OK if found[0].status == "not_an_error" and not bare else SOME_MISSING
            return found, Result("" if bare else _convert_text(found, form), tuple(missed), status)
        if bare:
            return found, _bare(text, found, conversion.single(found, grouped), bare)
        return found, Result(_convert_text(found, form), tuple(missed), OK)

    def present(answers: list[tuple[Conversion, ...]]) -> None:
        from errmap import present

        present.convert(store, [each for found in answers for each in found], form)

    return _run(words, form, answer, present)


def _convert_text(found: Sequence[Conversion], form: str) -> str:
    if form == "plain":
        return plain.conversions(found)
    if form not in STREAMED:
        return ""
    from errmap.render import jsontext

    return _elements(form, map(jsontext.conversion, found))


def _bare(text: str, found: Sequence[Conversion], match: Converted | None, bare: str) -> Result:
    """The bare number or name of a conversion's one answer, or the readings if there are several."""
    if match is None:
        readings = "; ".join(_reading(each) for each in found)
        fix = "choose one with --from SYSTEM" if len(found) > 1 else "give a name, or one system as --to"
        return Result("", (f"{text.strip()} has no single answer: {readings} ({fix})",), USAGE)
    code = match.code
    if bare == "number" and code.number is None:
        return Result("", (f"{text.strip()}: {code.name} of {code.system} has no number",), SOME_MISSING)
    messages: tuple[str, ...] = ()
    if match.via != "condition" or match.fit != "exact":
        how = match.fit if match.via == "condition" else "only the nearest"
        messages = (f"{text.strip()}: {code.name} of {code.system} is {how}: {match.why}",)
    return Result(f"{code.name if bare == 'name' else code.number}\n", messages, OK)


def _reading(conversion: Conversion) -> str:
    """One meaning and what it leads to: `EAGAIN of macos is 11 (linux)`."""
    source = conversion.source
    name = f"{source.name} of {source.system}" if source else "it"
    answers = ", ".join(f"{plain.number(match.code)} ({match.code.system})" for match in conversion.matches)
    return f"{name} is {answers or 'nothing there'}"


def list_codes(
    os_names: Sequence[str] = (),
    chosen: str | None = None,
    search: str | None = None,
    area: str | None = None,
    differ: bool = False,
) -> int:
    """The command `list`: one system's codes, or a line per meaning across several."""
    from errmap import listing, present

    form = output_format(chosen)
    store = open_store()
    systems = registry.scope(store, os_names)
    across = systems or listing.default_systems(store)
    wanted = listing.make_filter(store, across, search, area)
    if systems is not None and len(systems) == 1:
        if differ:
            raise ErrmapError("--differ compares systems; name two or more with --os")
        codes = listing.codes(store, systems[0], wanted)
        present.codes(codes, form)
        return _empty(bool(codes))
    lines = listing.lines(store, across, wanted, differ)
    present.lines(store, lines, across, systems is None, form)
    return _empty(bool(lines))


def _empty(found: bool) -> int:
    if not found:
        complain("no code is like that")
    return OK if found else SOME_MISSING


def list_systems(chosen: str | None = None) -> int:
    """The command `list --systems`."""
    from errmap import present

    present.systems(open_store().systems(), output_format(chosen))
    return OK


def explain(words: Sequence[str], os_names: Sequence[str] = (), chosen: str | None = None) -> int:
    """The command `explain`: a page for each meaning; Markdown in a pipe."""
    from errmap import pages

    form = output_format(chosen)
    store = open_store()
    systems = registry.scope(store, os_names)

    def answer(text: str) -> tuple[tuple[Explanation, ...], Result]:
        found = pages.explain(store, text, systems)
        missed = found[0].status == "not_found"
        messages = (_miss(text, found[0].why),) if missed else ()
        return found, Result(_pages_text(store, found, form), messages, SOME_MISSING if missed else OK)

    def present(answers: list[tuple[Explanation, ...]]) -> None:
        from errmap import present

        present.explain(store, [page for found in answers for page in found])

    return _run(words, form, answer, present)


def _pages_text(store: Store, found: Sequence[Explanation], form: str) -> str:
    if form == "plain":
        from errmap.render import page

        systems = store.systems()
        return "\n".join(
            page.markdown(each, systems) if each.status == "found" else f"{each.why}\n"
            for each in found
            if each.status != "not_found"
        )
    if form not in STREAMED:
        return ""
    from errmap.render import jsontext

    return _elements(form, map(jsontext.explanation, found))


def version() -> int:
    """The option `--version`: the program's version and the date of its tables."""
    from errmap import __version__

    write(f"errmap {__version__} (tables of {open_store().meta('date')})\n")
    return OK
