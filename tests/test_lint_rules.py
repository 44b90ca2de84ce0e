"""Every rule of the lint: the smallest tables that break it, word for word, and the smallest that do not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from errmap import lint
from errmap.lint import Rule
from tables import load, shown, system

CONDITIONS = """\
format = 1
[areas]
net = "Network"
fs = "Files"
[conditions.gone]
area = "net"
summary = "It is gone."
[conditions.lost]
area = "net"
summary = "It is lost."
"""
"""Two conditions, on lines 5 and 8, for codes to have."""

PAGE = """\
It went away.

## When you see it

## Usual causes

## What to try

## Telling it apart

## See also
"""


@dataclass(frozen=True)
class Case:
    """Tables that break one rule in one way, and the nearest ones that keep it; files as for `write`."""

    rule: Rule
    what: str
    bad: dict[str, str]
    problem: str
    good: dict[str, str]

    def __str__(self) -> str:
        return f"{self.rule.__name__}: {self.what}"


def one(*rows: str, keys: tuple[str, ...] = (), **others: str) -> dict[str, str]:
    """The files of one system, with conditions for its rows."""
    return {"systems/one.toml": system(*rows, keys=keys, **others), "conditions.toml": CONDITIONS}


def two(*keys: str) -> dict[str, str]:
    """The files of two systems without rows that differ from each other in their keys; the first is `one`."""
    return {
        f"systems/{id}.toml": system(id=id, keys=[key] if key else [], sources="")
        for id, key in zip(("one", "two"), keys, strict=True)
    }


def conditions(more: str = "") -> dict[str, str]:
    """The file of the two conditions with more lines after them; these begin on line 11."""
    return {"conditions.toml": CONDITIONS + more}


def page(text: str, name: str = "gone") -> dict[str, str]:
    """The files of one page about a condition."""
    return {"conditions.toml": CONDITIONS, f"explain/{name}.md": text}


GOOD_ROW = 'EONE = { number = 1, src = "s" }'

SYSTEM_CASES = (
    Case(
        lint.system_keys,
        "id is not the file's name",
        {"systems/two.toml": system(GOOD_ROW)},
        "systems/two.toml:3:1: id is 'one'; name the file one.toml",
        {"systems/one.toml": system(GOOD_ROW)},
    ),
    *(
        Case(
            lint.system_keys,
            f"id {id!r} is not kebab-case",
            {f"systems/{id}.toml": system(GOOD_ROW, id=id)},
            f"systems/{id}.toml:3:1: id {id!r} should be lower-case words joined by '-'",
            {f"systems/{good}.toml": system(GOOD_ROW, id=good)},
        )
        for id, good in (("One", "one"), ("one_2", "one-2"), ("-one", "1"), ("one-", "one-two-three"))
    ),
    Case(
        lint.system_keys,
        "title is missing",
        {"systems/one.toml": 'format = 1\n[system]\nid = "one"\nkind = "os"\n'},
        "systems/one.toml:3:1: the system lacks 'title'",
        {"systems/one.toml": 'format = 1\n[system]\nid = "one"\nkind = "os"\ntitle = "A system"\n'},
    ),
    Case(
        lint.system_keys,
        "kind is unknown",
        {"systems/one.toml": 'format = 1\n[system]\nid = "one"\ntitle = "A system"\nkind = "shell"\n'},
        "systems/one.toml:5:1: kind 'shell' should be one of os, api, runtime",
        {"systems/one.toml": 'format = 1\n[system]\nid = "one"\ntitle = "A system"\nkind = "runtime"\n'},
    ),
    Case(
        lint.system_keys,
        "kind is missing",
        {"systems/one.toml": 'format = 1\n[system]\nid = "one"\ntitle = "A system"\n'},
        "systems/one.toml:1:1: kind '' should be one of os, api, runtime",
        {"systems/one.toml": 'format = 1\n[system]\nid = "one"\ntitle = "A system"\nkind = "api"\n'},
    ),
    Case(
        lint.numbering,
        "bits are not 32",
        one(GOOD_ROW, keys=("bits = 64",)),
        "systems/one.toml:6:1: bits is 64; only 32 is known",
        one(GOOD_ROW, keys=("bits = 32",)),
    ),
    Case(
        lint.numbering,
        "the layout is unknown",
        one(GOOD_ROW, keys=('layout = "ioctl"',)),
        "systems/one.toml:6:1: layout 'ioctl' should be hresult or ntstatus",
        one(GOOD_ROW, keys=('layout = "hresult"',)),
    ),
    Case(
        lint.numbering,
        "the way of being carried is unknown",
        one(GOOD_ROW, keys=('carried = ["by-hand"]',)),
        "systems/one.toml:6:1: carried names 'by-hand'; known are hresult-win32, hresult-nt, ntstatus-win32",
        one(GOOD_ROW, keys=('carried = ["hresult-nt"]',)),
    ),
    Case(
        lint.numbering,
        "leads names no area",
        one(GOOD_ROW, keys=('leads = ["net", "sea"]',)),
        "systems/one.toml:6:1: leads names the unknown area 'sea'",
        one(GOOD_ROW, keys=('leads = ["net"]',)),
    ),
    Case(
        lint.scope_words,
        "an alias cannot be typed",
        one(GOOD_ROW, keys=('aliases = ["Big One"]',)),
        "systems/one.toml:6:1: 'Big One' should be lower-case words joined by '-' or '_'",
        one(GOOD_ROW, keys=('aliases = ["big-one"]',)),
    ),
    Case(
        lint.scope_words,
        "a group is named twice",
        one(GOOD_ROW, keys=('groups = ["unix", "unix"]',)),
        "systems/one.toml:6:1: 'unix' is named more than once",
        one(GOOD_ROW, keys=('groups = ["unix", "bsd"]',)),
    ),
    Case(
        lint.source_texts,
        "a source steers a terminal",
        {"systems/one.toml": system(GOOD_ROW).replace('title = "A header"', 'title = "A\\u001b[31m header"')},
        "systems/one.toml:7:1: source 's' should be described in printable text",
        {"systems/one.toml": system(GOOD_ROW)},
    ),
    Case(
        lint.scope_names,
        "two systems have one alias",
        two('aliases = ["x"]', 'aliases = ["x"]'),
        "systems/two.toml:6:1: 'x' already stands for the system one",
        two('aliases = ["x"]', 'aliases = ["y"]'),
    ),
    Case(
        lint.scope_names,
        "a system's alias is its own id",
        two('aliases = ["one"]', ""),
        "systems/one.toml:6:1: 'one' already stands for the system one",
        two('aliases = ["uno"]', ""),
    ),
    Case(
        lint.scope_names,
        "an alias is another system's id",
        two("", 'aliases = ["one"]'),
        "systems/two.toml:6:1: 'one' already stands for the system one",
        two("", 'aliases = ["second"]'),
    ),
    Case(
        lint.scope_names,
        "an id is the alias of a system before it",
        two('aliases = ["two"]', ""),
        "systems/two.toml:3:1: 'two' already stands for the system one",
        two('aliases = ["first"]', ""),
    ),
    *(
        Case(
            lint.scope_names,
            f"the alias {name!r} is reserved",
            two("", f'aliases = ["{name}"]'),
            f"systems/two.toml:6:1: {name!r} already stands for {meaning}",
            two("", f'aliases = ["{name}2"]'),
        )
        for name, meaning in (
            ("all", "every system"),
            ("near", "a keyword"),
            ("condition", "a keyword"),
        )
    ),
    Case(
        lint.scope_names,
        "a group is a system",
        two('groups = ["two"]', ""),
        "systems/one.toml:6:1: group 'two' already stands for the system two",
        two('groups = ["both"]', 'groups = ["both"]'),
    ),
    Case(
        lint.scope_names,
        "a group is an alias",
        two('groups = ["zwei"]', 'aliases = ["zwei"]'),
        "systems/one.toml:6:1: group 'zwei' already stands for the system two",
        two('groups = ["both"]', 'aliases = ["zwei"]'),
    ),
    Case(
        lint.scope_names,
        "a group is a reserved name",
        two('groups = ["all"]', ""),
        "systems/one.toml:6:1: group 'all' already stands for every system",
        two('groups = ["most"]', ""),
    ),
    Case(
        lint.sources,
        "a row's source is not described",
        one(GOOD_ROW, 'ETWO = { number = 2, src = "t" }'),
        "systems/one.toml:10:1: ETWO: src 't' is not described; add [sources.t]",
        one(GOOD_ROW, 'ETWO = { number = 2, src = "s" }'),
    ),
    Case(
        lint.sources,
        "a described source has no row",
        {"systems/one.toml": system()},
        "systems/one.toml:7:1: source 's' is used by no row; remove it",
        {"systems/one.toml": system(sources="")},
    ),
    Case(
        lint.sources,
        "a variant describes the source of its base's rows",
        {
            "systems/one.toml": system(GOOD_ROW),
            "systems/two.toml": system(id="two", keys=['extends = "one"']),
        },
        "systems/two.toml:8:1: source 's' is used by no row; remove it",
        {
            "systems/one.toml": system(GOOD_ROW),
            "systems/two.toml": system(id="two", keys=['extends = "one"'], sources=""),
        },
    ),
)

NUMBER_CASES = (
    Case(
        lint.numbers,
        "an alias has a number",
        one(GOOD_ROW, 'EUNO = { number = 1, alias = "EONE", src = "s" }'),
        "systems/one.toml:10:1: EUNO: an alias has the number of EONE; remove 'number'",
        one(GOOD_ROW, 'EUNO = { alias = "EONE", src = "s" }'),
    ),
    Case(
        lint.numbers,
        "a row has neither number nor alias",
        one('EONE = { src = "s" }'),
        "systems/one.toml:9:1: EONE: lacks 'number' or 'alias'",
        one('EONE = { number = 0, src = "s" }'),
    ),
    Case(
        lint.numbers,
        "an API's row has no number, as only a runtime's may",
        {
            "systems/one.toml": 'format = 1\nsystem = { id = "one", title = "One", kind = "api" }\n'
            'sources.s = { title = "A header", version = "1", licence = "free" }\n'
            'codes.EONE = { src = "s" }\n'
        },
        "systems/one.toml:4:1: EONE: lacks 'number' or 'alias'",
        {
            "systems/one.toml": 'format = 1\nsystem = { id = "one", title = "One", kind = "runtime" }\n'
            'sources.s = { title = "A header", version = "1", licence = "free" }\n'
            'codes.EONE = { src = "s" }\n'
        },
    ),
    *(
        Case(
            lint.numbers,
            f"{number} takes more than 32 bits",
            one(f'EONE = {{ number = {number}, src = "s" }}'),
            f"systems/one.toml:9:1: EONE: {number} does not fit 32 bits",
            one(f'EONE = {{ number = {largest}, src = "s" }}'),
        )
        for number, largest in ((1 << 32, (1 << 32) - 1), (-(1 << 31) - 1, -(1 << 31)))
    ),
    Case(
        lint.numbers,
        "two rows have one number",
        one(GOOD_ROW, 'EUNO = { number = 1, src = "s" }'),
        'systems/one.toml:10:1: EUNO: 1 is the number of EONE; write alias = "EONE" instead',
        one(GOOD_ROW, 'EUNO = { number = 2, src = "s" }'),
    ),
    Case(
        lint.alias_targets,
        "the target does not exist",
        one(GOOD_ROW, 'EUNO = { alias = "EINS", src = "s" }'),
        "systems/one.toml:10:1: EUNO: alias of 'EINS', which one does not have",
        one(GOOD_ROW, 'EUNO = { alias = "EONE", src = "s" }'),
    ),
    Case(
        lint.alias_targets,
        "the target is an alias",
        one(GOOD_ROW, 'EUNO = { alias = "EONE", src = "s" }', 'EINS = { alias = "EUNO", src = "s" }'),
        "systems/one.toml:11:1: EINS: EUNO is an alias itself; name EONE",
        one(GOOD_ROW, 'EUNO = { alias = "EONE", src = "s" }', 'EINS = { alias = "EONE", src = "s" }'),
    ),
    Case(
        lint.order,
        "a number stands after a larger one",
        one('ETWO = { number = 2, src = "s" }', GOOD_ROW),
        "systems/one.toml:10:1: EONE: 1 comes after 2; sort the rows by number",
        one(GOOD_ROW, 'ETWO = { number = 2, src = "s" }'),
    ),
    Case(
        lint.order,
        "a negative number stands after zero",
        one('EOK = { number = 0, src = "s" }', 'ELOW = { number = -1, src = "s" }'),
        "systems/one.toml:10:1: ELOW: -1 comes after 0; sort the rows by number",
        one('ELOW = { number = -1, src = "s" }', 'EOK = { number = 0, src = "s" }'),
    ),
    Case(
        lint.order,
        "an alias stands behind the code after its own",
        one(GOOD_ROW, 'ETWO = { number = 2, src = "s" }', 'EUNO = { alias = "EONE", src = "s" }'),
        "systems/one.toml:11:1: EUNO: 1 comes after 2; sort the rows by number",
        one(GOOD_ROW, 'EUNO = { alias = "EONE", src = "s" }', 'ETWO = { number = 2, src = "s" }'),
    ),
    Case(
        lint.order,
        "an alias stands before its code",
        one('EUNO = { alias = "EONE", src = "s" }', GOOD_ROW),
        "systems/one.toml:10:1: EONE: 1 comes after 1; sort the rows by number",
        one(GOOD_ROW, 'EUNO = { alias = "EONE", src = "s" }', 'EINS = { alias = "EONE", src = "s" }'),
    ),
)

MEANING_CASES = (
    Case(
        lint.conditions_of_rows,
        "the condition is unknown",
        one('EONE = { number = 1, condition = "away", src = "s" }'),
        "systems/one.toml:9:1: EONE: unknown condition 'away'",
        one('EONE = { number = 1, condition = "gone", src = "s" }'),
    ),
    Case(
        lint.conditions_of_rows,
        "the fit is unknown",
        one('EONE = { number = 1, condition = "gone", fit = "good", why = "it is", src = "s" }'),
        "systems/one.toml:9:1: EONE: fit 'good' should be one of exact, wider, narrower, close",
        one('EONE = { number = 1, condition = "gone", fit = "close", why = "it is", src = "s" }'),
    ),
    Case(
        lint.conditions_of_rows,
        "an inexact fit gives no reason",
        one('EONE = { number = 1, condition = "gone", fit = "wider", src = "s" }'),
        "systems/one.toml:9:1: EONE: fit 'wider' needs a condition and a 'why'",
        one('EONE = { number = 1, condition = "gone", fit = "wider", why = "lost too", src = "s" }'),
    ),
    Case(
        lint.conditions_of_rows,
        "an inexact fit is to no condition",
        one('EONE = { number = 1, fit = "narrower", why = "rarely", src = "s" }'),
        "systems/one.toml:9:1: EONE: fit 'narrower' needs a condition and a 'why'",
        one('EONE = { number = 1, condition = "gone", fit = "narrower", why = "rarely", src = "s" }'),
    ),
    Case(
        lint.conditions_of_rows,
        "an exact fit gives a reason",
        one('EONE = { number = 1, condition = "gone", why = "it is", src = "s" }'),
        "systems/one.toml:9:1: EONE: an exact fit needs no 'why'",
        one('EONE = { number = 1, condition = "gone", fit = "exact", src = "s" }'),
    ),
    Case(
        lint.conditions_of_rows,
        "an inexact code is preferred",
        one(
            'EONE = { number = 1, condition = "gone", fit = "close", why = "it is",'
            ' preferred = true, src = "s" }'
        ),
        "systems/one.toml:9:1: EONE: only an exact code of a condition can be preferred",
        one('EONE = { number = 1, condition = "gone", fit = "close", why = "it is", src = "s" }'),
    ),
    Case(
        lint.conditions_of_rows,
        "a marker has a condition",
        one(GOOD_ROW, 'ELAST = { alias = "EONE", marker = true, condition = "gone", src = "s" }'),
        "systems/one.toml:10:1: ELAST: a marker is no error and has no condition",
        one(GOOD_ROW, 'ELAST = { alias = "EONE", marker = true, src = "s" }'),
    ),
    Case(
        lint.preferred,
        "none of several codes is preferred",
        one(
            'EONE = { number = 1, condition = "gone", src = "s" }',
            'ETWO = { number = 2, condition = "gone", src = "s" }',
        ),
        "systems/one.toml:10:1: EONE, ETWO all mean gone; mark one of them preferred = true",
        one(
            'EONE = { number = 1, condition = "gone", src = "s" }',
            'ETWO = { number = 2, condition = "gone", preferred = true, src = "s" }',
        ),
    ),
    Case(
        lint.preferred,
        "two of several codes are preferred",
        one(
            'EONE = { number = 1, condition = "gone", preferred = true, src = "s" }',
            'ETWO = { number = 2, condition = "gone", preferred = true, src = "s" }',
        ),
        "systems/one.toml:10:1: EONE, ETWO all mean gone; mark one of them preferred = true",
        one(
            'EONE = { number = 1, condition = "gone", src = "s" }',
            'ETWO = { number = 2, condition = "gone", fit = "close", why = "nearly", src = "s" }',
        ),
    ),
    Case(
        lint.preferred,
        "the only code is preferred",
        one('EONE = { number = 1, condition = "gone", preferred = true, src = "s" }'),
        "systems/one.toml:9:1: EONE: preferred over nothing; remove 'preferred'",
        one(
            'EONE = { number = 1, condition = "gone", src = "s" }',
            'ETWO = { number = 2, condition = "lost", src = "s" }',
        ),
    ),
    *(
        Case(
            lint.texts,
            f"{name!r} is no identifier",
            one(f'"{name}" = {{ number = 1, src = "s" }}'),
            f"systems/one.toml:9:1: {name!r} is no name of a code",
            one('_eOne1 = { number = 1, src = "s" }'),
        )
        for name in ("E-ONE", "E.ONE", "1E", "ÉONE")
    ),
    *(
        Case(
            lint.texts,
            f"a {key} {what}",
            one(
                'EONE = { number = 1, condition = "gone", fit = "close", why = "nearly", src = "s" }',
                f'ETWO = {{ number = 2, src = "s", {key} = {bad} }}',
            ),
            f"systems/one.toml:10:1: ETWO: {key} should be one line of printable text",
            one(
                'EONE = { number = 1, condition = "gone", fit = "close", why = "nearly", src = "s" }',
                f'ETWO = {{ number = 2, src = "s", {key} = "Größe: \\"1 %\\"" }}',
            ),
        )
        for key, what, bad in (
            ("message", "has a tab", r'"a\tb"'),
            ("message", "is empty", '""'),
            ("summary", "has a line break", r'"A.\nB."'),
            ("note", "has an escape sequence", r'"\u001b[1m"'),
        )
    ),
    *(
        Case(
            lint.texts,
            f"a why {what}",
            one(f'EONE = {{ number = 1, condition = "gone", fit = "close", why = {bad}, src = "s" }}'),
            "systems/one.toml:9:1: EONE: why should be one line of printable text",
            one('EONE = { number = 1, condition = "gone", fit = "close", why = "nearly", src = "s" }'),
        )
        for what, bad in (("has a line break", r'"a\nb"'), ("has a no-break space", r'"a\u00a0b"'))
    ),
    Case(
        lint.texts,
        "a summary is too long",
        one(f'EONE = {{ number = 1, src = "s", summary = "{"x" * 121}" }}'),
        "systems/one.toml:9:1: EONE: summary is longer than 120 characters",
        one(f'EONE = {{ number = 1, src = "s", summary = "{"x" * 120}" }}'),
    ),
    *(
        Case(
            lint.texts,
            f"a system's {key} has a tab",
            one(GOOD_ROW, keys=(rf'{key} = "a\tb"',)),
            "systems/one.toml:4:1: title, label and note should be printable text",
            one(GOOD_ROW, keys=(f'{key} = "a b"',)),
        )
        for key in ("label", "column", "note")
    ),
    Case(
        lint.texts,
        "a system's title has a tab",
        {"systems/one.toml": 'format = 1\n[system]\nid = "one"\nkind = "os"\ntitle = "a\\tb"\n'},
        "systems/one.toml:5:1: title, label and note should be printable text",
        {"systems/one.toml": 'format = 1\n[system]\nid = "one"\nkind = "os"\ntitle = "a b"\n'},
    ),
)

CONDITION_CASES = (
    *(
        Case(
            lint.conditions,
            f"the id {id!r} is not snake_case",
            conditions(f'[conditions.{id}]\narea = "net"\nsummary = "It is."\n'),
            f"conditions.toml:11:1: id {id!r} should be lower-case words joined by '_'",
            conditions(f'[conditions.{good}]\narea = "net"\nsummary = "It is."\n'),
        )
        for id, good in (("Away", "away"), ("far-away", "far_away"), ("_away", "2_away"), ("away_", "away_2"))
    ),
    Case(
        lint.conditions,
        "the area is unknown",
        conditions('[conditions.away]\narea = "sea"\nsummary = "It is away."\n'),
        "conditions.toml:11:1: away: unknown area 'sea'; known are net, fs",
        conditions('[conditions.away]\narea = "net"\nsummary = "It is away."\n'),
    ),
    *(
        Case(
            lint.conditions,
            f"the summary {what}",
            conditions(f'[conditions.away]\narea = "net"\nsummary = {summary}\n'),
            "conditions.toml:11:1: away: summary should be one sentence, with its full stop",
            conditions('[conditions.away]\narea = "net"\nsummary = "It is away."\n'),
        )
        for what, summary in (
            ("lacks its full stop", '"It is away"'),
            ("is empty", '""'),
            ("has two lines", r'"It is\naway."'),
        )
    ),
    Case(
        lint.conditions,
        "the summary is too long",
        conditions(f'[conditions.away]\narea = "net"\nsummary = "{"x" * 120}."\n'),
        "conditions.toml:11:1: away: summary is longer than 120 characters",
        conditions(f'[conditions.away]\narea = "net"\nsummary = "{"x" * 119}."\n'),
    ),
    Case(
        lint.conditions,
        "two conditions have one POSIX name",
        conditions(
            '[conditions.away]\narea = "net"\nsummary = "It is."\nposix = "EAWAY"\n'
            '[conditions.far]\narea = "net"\nsummary = "It is."\nposix = "EAWAY"\n'
        ),
        "conditions.toml:15:1: far: EAWAY is already the POSIX name of away",
        conditions(
            '[conditions.away]\narea = "net"\nsummary = "It is."\nposix = "EAWAY"\n'
            '[conditions.far]\narea = "net"\nsummary = "It is."\nposix = "EFAR"\n'
        ),
    ),
    *(
        Case(
            lint.nears,
            f"a near condition is {what}",
            conditions(
                '[conditions.away]\narea = "net"\nsummary = "It is away."\n'
                f'near = [{{ condition = "{other}", why = "it is" }}]\n'
            ),
            f"conditions.toml:11:1: away: near names {other!r}, which is no other condition",
            conditions(
                '[conditions.away]\narea = "net"\nsummary = "It is away."\n'
                'near = [{ condition = "gone", why = "it is" }]\n'
            ),
        )
        for what, other in (("unknown", "far"), ("the same", "away"))
    ),
    *(
        Case(
            lint.nears,
            f"the reason {what}",
            conditions(
                '[conditions.away]\narea = "net"\nsummary = "It is away."\n'
                f'near = [{{ condition = "gone", why = {why} }}]\n'
            ),
            "conditions.toml:11:1: away: near gone needs a one-line 'why'",
            conditions(
                '[conditions.away]\narea = "net"\nsummary = "It is away."\n'
                'near = [{ condition = "lost", why = "it is" }, { condition = "gone", why = "it is" }]\n'
            ),
        )
        for what, why in (("is empty", '""'), ("has two lines", r'"it\nis"'))
    ),
    Case(
        lint.pages,
        "a page is about no condition",
        page(PAGE, "away"),
        "explain/away.md:1:1: no condition is called 'away'; rename the page",
        page(PAGE),
    ),
    *(
        Case(
            lint.pages,
            f"a page begins with {what}",
            page(PAGE.replace("It went away.", start)),
            "explain/gone.md:1:1: a page begins with one plain sentence and its full stop",
            page(PAGE.replace("It went away.", "It went\naway.")),
        )
        for what, start in (
            ("a heading", "# It went away."),
            ("half a sentence", "It went away"),
            ("a sentence in two paragraphs", "It went\n\naway."),
        )
    ),
    Case(
        lint.pages,
        "a page has a tab",
        page(f"{PAGE}\n\terrmap\n"),
        "explain/gone.md:1:1: a page holds printable text only, without tabs",
        page(f"{PAGE}\n    errmap\n"),
    ),
    *(
        Case(
            lint.pages,
            f"a page {what}",
            page(PAGE.replace(old, new)),
            "explain/gone.md:1:1: the headings should be: When you see it, Usual causes, What to try, "
            "Telling it apart, See also",
            page(f"{PAGE}\n### A smaller heading\n\nAnd more text.\n"),
        )
        for what, old, new in (
            ("lacks a section", "## Telling it apart\n", ""),
            ("has one more section", "## See also", "## More\n\n## See also"),
            ("has a section twice", "## See also", "## See also\n\n## See also"),
            (
                "has a section misplaced",
                "## Usual causes\n\n## What to try",
                "## What to try\n\n## Usual causes",
            ),
            ("has a misspelt section", "## See also", "## See Also"),
        )
    ),
)

CASES = (*SYSTEM_CASES, *NUMBER_CASES, *MEANING_CASES, *CONDITION_CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_smallest_bad_tables_give_just_the_one_problem(case: Case, tmp_path: Path) -> None:
    """Tables that break a rule in one way give that rule's words, with file and line, and no others."""
    tables = load(tmp_path, case.bad)
    assert shown(list(case.rule(tables)), tmp_path) == [case.problem]
    assert shown(lint.check(tables), tmp_path) == [case.problem]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_nearest_good_tables_give_no_problem(case: Case, tmp_path: Path) -> None:
    """Tables that are mended in the least way break no rule at all."""
    assert shown(lint.check(load(tmp_path, case.good)), tmp_path) == []


def test_every_rule_has_a_bad_case() -> None:
    """A rule that no tables here break is a rule without a test."""
    assert {rule.__name__ for rule in lint.RULES} == {case.rule.__name__ for case in CASES}


def test_every_rule_is_run() -> None:
    """A public function from tables to problems is in RULES, or it would never find anything."""
    rules = [
        name
        for name, item in vars(lint).items()
        if not name.startswith("_")
        and getattr(item, "__annotations__", {}).get("return") == "Iterator[Problem]"
    ]
    assert [rule.__name__ for rule in lint.RULES] == rules


def test_a_users_table_keeps_all_rules_but_the_order(tmp_path: Path) -> None:
    """The rules for a user's table are those of the bundled ones without that on the order of rows."""
    assert tuple(rule for rule in lint.RULES if rule is not lint.order) == lint.USER_RULES
    tables = load(tmp_path, one('ETWO = { number = 2, condition = "away", src = "s" }', GOOD_ROW))
    assert [problem.line for problem in lint.check(tables)] == [9, 10]
    assert [problem.line for problem in lint.check(tables, lint.USER_RULES)] == [9]


def test_no_rule_minds_the_absence_of_everything(tmp_path: Path) -> None:
    """An empty folder has no problems."""
    assert lint.check(load(tmp_path, {})) == []


def test_a_variant_may_hold_its_rows_in_any_order(tmp_path: Path) -> None:
    """Rows of a variant are sorted in among its base's, so their own order in the file is free."""
    files = {
        "systems/one.toml": system(GOOD_ROW, 'ENINE = { number = 9, src = "s" }'),
        "systems/two.toml": system(
            'EFIVE = { number = 5, src = "s" }',
            'EFOUR = { number = 4, src = "s" }',
            id="two",
            keys=['extends = "one"'],
        ),
    }
    assert shown(lint.check(load(tmp_path, files)), tmp_path) == []


def test_a_number_is_free_in_every_other_system(tmp_path: Path) -> None:
    """Two systems may give one number, and one name, to codes of their own."""
    files = {"systems/one.toml": system(GOOD_ROW), "systems/two.toml": system(GOOD_ROW, id="two")}
    assert shown(lint.check(load(tmp_path, files)), tmp_path) == []


def test_an_empty_page_lacks_everything(tmp_path: Path) -> None:
    """A page without text has neither its sentence nor its sections."""
    assert shown(lint.check(load(tmp_path, page(""))), tmp_path) == [
        "explain/gone.md:1:1: a page begins with one plain sentence and its full stop",
        "explain/gone.md:1:1: the headings should be: When you see it, Usual causes, What to try, "
        "Telling it apart, See also",
    ]


def test_a_page_may_end_its_lines_as_windows_does(tmp_path: Path) -> None:
    """A page that an editor or git saved with CR LF is as good as one with LF."""
    assert shown(lint.check(load(tmp_path, page(PAGE.replace("\n", "\r\n")))), tmp_path) == []


def test_problems_come_by_file_and_line_whatever_rule_finds_them(tmp_path: Path) -> None:
    """All problems of all files are reported at once, in the order in which a reader meets them."""
    files = {
        "systems/two.toml": system('EONE = { number = 1, src = "t" }', id="two", sources=""),
        "systems/one.toml": system(
            'EONE = { number = 1, condition = "away", src = "s" }',
            'EUNO = { number = 1, src = "t" }',
            keys=["bits = 8"],
        ),
        "conditions.toml": CONDITIONS + '[conditions.Away]\narea = "sea"\nsummary = "It is."\n',
    }
    assert shown(lint.check(load(tmp_path, files)), tmp_path) == [
        "conditions.toml:11:1: id 'Away' should be lower-case words joined by '_'",
        "conditions.toml:11:1: Away: unknown area 'sea'; known are net, fs",
        "systems/one.toml:6:1: bits is 8; only 32 is known",
        "systems/one.toml:10:1: EONE: unknown condition 'away'",
        "systems/one.toml:11:1: EUNO: src 't' is not described; add [sources.t]",
        'systems/one.toml:11:1: EUNO: 1 is the number of EONE; write alias = "EONE" instead',
        "systems/two.toml:9:1: EONE: src 't' is not described; add [sources.t]",
    ]
