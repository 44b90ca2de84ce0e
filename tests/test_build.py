"""The index that small tables become, asked through the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errmap import lint
from errmap.build import load_all, table_date, write_index
from errmap.errors import ErrmapError
from errmap.loader import load_folder
from errmap.locate import SCHEMA
from errmap.records import Code, Source
from errmap.rows import Row, SystemTable, Tables
from tables import MemoryStore, load, system, write

CONDITIONS = """\
format = 1
[areas]
net = "Network"
fs = "Files"
[conditions.try_again]
area = "fs"
summary = "Not now, later."
posix = "EAGAIN"
[conditions.would_block]
area = "net"
summary = "It would have to wait."
names = ["WouldBlock", "BlockingIOError"]
words = "nonblocking"
near = [
    { condition = "try_again", why = "both pass" },
    { condition = "refused", why = "neither is now" },
]
[conditions.refused]
area = "net"
summary = "Nobody listens."
"""

LINUX = system(
    'EPERM = { number = 1, src = "s", message = "Operation not permitted" }',
    'EAGAIN = { number = 11, condition = "try_again", src = "s", message = "Temporarily unavailable" }',
    'EWOULDBLOCK = { alias = "EAGAIN", condition = "would_block", src = "s", note = "The same number." }',
    'ETRYAGAIN = { alias = "EAGAIN", src = "t" }',
    'ECONNREFUSED = { number = 111, condition = "refused", src = "s", message = "Connection refused" }',
    'ELAST = { alias = "ECONNREFUSED", marker = true, src = "s" }',
    id="linux",
    keys=['label = "Linux"', "rank = 10", 'groups = ["unix"]', 'aliases = ["glibc", "gnu"]'],
    sources='s = { title = "errno.h", version = "6.1", licence = "free" }\n'
    't = { title = "libc", version = "2.36", licence = "free" }',
)
HPUX = system(
    'EAGAIN = { number = 11, condition = "try_again", src = "s" }',
    'EWOULDBLOCK = { number = 246, condition = "would_block", src = "s" }',
    id="hpux",
    keys=["rank = 120", 'groups = ["unix", "old"]'],
)
WINSOCK = system(
    'WSAEWOULDBLOCK = { number = 10035, condition = "would_block", src = "s", summary = "It would block." }',
    'WSATRY_AGAIN = { number = 11002, condition = "try_again", src = "s" }',
    id="winsock",
    keys=["rank = 40", 'label = "Winsock"', 'column = "Windows"', 'leads = ["net"]', "bits = 32"],
)
FILES = {
    "conditions.toml": CONDITIONS,
    "systems/linux.toml": LINUX,
    "systems/hpux.toml": HPUX,
    "systems/winsock.toml": WINSOCK,
    "explain/refused.md": "\n\n".join(
        ["Nobody listens.", *(f"## {heading}\n\nThe daemon crashed." for heading in lint.HEADINGS)]
    ),
}

Indexed = Callable[[Mapping[str, str]], MemoryStore]


@pytest.fixture
def indexed(tmp_path: Path) -> Iterator[Indexed]:
    """A function from files to an index of them, in memory."""
    opened = []

    def index(files: Mapping[str, str]) -> MemoryStore:
        store = MemoryStore(write_index(load(tmp_path / str(len(opened)), files), ":memory:", {}))
        opened.append(store)
        return store

    yield index
    for store in opened:
        store._connection.close()


@pytest.fixture
def store(indexed: Indexed) -> MemoryStore:
    """An index of three systems."""
    return indexed(FILES)


def named(codes: list[Code]) -> list[str]:
    """Codes as `system:NAME`."""
    return [f"{code.system}:{code.name}" for code in codes]


def the(codes: list[Code]) -> Code:
    """The only one of some codes."""
    assert len(codes) == 1, codes
    return codes[0]


def test_a_code_is_stored_with_all_that_its_row_says(store: MemoryStore) -> None:
    """A row comes back with its number, texts, condition and source, and the names of its aliases."""
    code = the([code for code in store.by_name("eagain") if code.system == "linux"])
    assert code._asdict() == {
        "system": "linux",
        "name": "EAGAIN",
        "aliases": ("EWOULDBLOCK", "ETRYAGAIN"),
        "number": 11,
        "message": "Temporarily unavailable",
        "summary": "Not now, later.",
        "condition": "try_again",
        "fit": "exact",
        "fit_why": None,
        "note": None,
        "bits": 0,
        "source": Source("s", "errno.h", "6.1"),
        "place": 2,
        "alias": False,
        "leads": False,
        "choice": 0,
        "marker": False,
        "since": None,
        "texts": (),
    }


def test_an_alias_takes_what_it_lacks_from_its_code(store: MemoryStore) -> None:
    """An alias has the number, message and condition of its code, and a source and place of its own."""
    alias = the(store.by_name("etryagain"))
    assert (alias.alias, alias.number, alias.message) == (True, 11, "Temporarily unavailable")
    assert (alias.condition, alias.fit, alias.summary) == ("try_again", "exact", "Not now, later.")
    assert alias.aliases == ("EAGAIN", "EWOULDBLOCK")
    assert alias.source == Source("t", "libc", "2.36")
    assert alias.place > the(store.by_name("ewouldblock")[:1]).place


def test_an_alias_may_have_a_condition_of_its_own(store: MemoryStore) -> None:
    """An alias with a condition answers for it, and its code still answers for its own."""
    alias = store.by_name("ewouldblock")[0]
    assert (alias.system, alias.alias, alias.number) == ("linux", True, 11)
    assert (alias.condition, alias.choice, alias.note) == ("would_block", 0, "The same number.")
    assert named(store.aliases_of(store.by_number(11)[0])) == ["linux:EWOULDBLOCK"]
    assert named(store.aliases_of(alias)) == ["linux:EAGAIN"]


def test_an_alias_keeps_the_fit_of_the_condition_it_has(indexed: Indexed) -> None:
    """The fit and reason that an alias shows belong to its own condition, if it has one, else its code's."""
    store = indexed(
        {
            "conditions.toml": CONDITIONS,
            "systems/one.toml": system(
                'EONE = { number = 1, condition = "refused", fit = "wider", why = "all", src = "s" }',
                'EUNO = { alias = "EONE", src = "s" }',
                'EINS = { alias = "EONE", condition = "try_again", src = "s" }',
                'EUN = { alias = "EONE", condition = "would_block", fit = "close", why = "so", src = "s" }',
            ),
        }
    )
    assert [(code.name, code.condition, code.fit, code.fit_why) for code in store.of_system("one")] == [
        ("EONE", "refused", "wider", "all"),
        ("EUNO", "refused", "wider", "all"),
        ("EINS", "try_again", "exact", None),
        ("EUN", "would_block", "close", "so"),
    ]


def test_a_number_is_answered_by_codes_and_not_by_their_aliases(store: MemoryStore) -> None:
    """A number finds one code of each system that has it, in the order of their ranks."""
    assert named(store.by_number(11)) == ["linux:EAGAIN", "hpux:EAGAIN"]
    assert named(store.by_number(111)) == ["linux:ECONNREFUSED"]
    assert named(store.by_number(-11)) == []


def test_a_system_lists_its_codes_by_number_however_its_table_has_them(indexed: Indexed) -> None:
    """Codes come by number, each with its aliases behind it, and those without a number last as written."""
    text = system(
        'EZ = { src = "s" }',
        'EUNO = { alias = "EONE", src = "s" }',
        'EONE = { number = 1, src = "s" }',
        'EINS = { alias = "EONE", src = "s" }',
        'EOK = { number = 0, src = "s" }',
        'EA = { src = "s" }',
        'ELOW = { number = -1, src = "s" }',
        'ENAUGHT = { alias = "EOK", src = "s" }',
    )
    codes = indexed({"systems/one.toml": text}).of_system("one")
    names = ["ELOW", "EOK", "ENAUGHT", "EONE", "EUNO", "EINS", "EZ", "EA"]
    assert [code.name for code in codes] == names
    assert [code.place for code in codes] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [code.number for code in codes] == [-1, 0, 0, 1, 1, 1, None, None]


def test_the_best_code_of_a_system_for_a_condition_is_its_first_choice(indexed: Indexed) -> None:
    """The preferred code comes first, then those of better fit, then those of smaller number."""
    row = '{} = {{ number = {}, condition = "refused", {}src = "s" }}'
    rows = (
        row.format("ECLOSE", 1, 'fit = "close", why = "so", '),
        row.format("ENARROWER", 2, 'fit = "narrower", why = "so", '),
        row.format("EWIDER", 3, 'fit = "wider", why = "so", '),
        row.format("EEXACT", 4, ""),
        row.format("EPREFERRED", 5, "preferred = true, "),
        row.format("EWIDER2", 6, 'fit = "wider", why = "so", '),
        row.format("EEXACT2", 7, ""),
        'EOTHER = { number = 8, condition = "try_again", src = "s" }',
        'ENONE = { number = 9, src = "s" }',
    )
    store = indexed({"conditions.toml": CONDITIONS, "systems/one.toml": system(*rows)})
    chosen = store.of_condition("refused")
    names = ["EPREFERRED", "EEXACT", "EEXACT2", "EWIDER", "EWIDER2", "ENARROWER", "ECLOSE"]
    assert [code.name for code in chosen] == names
    assert [code.choice for code in chosen] == [0, 1, 2, 3, 4, 5, 6]
    assert the(store.by_name("eother")).choice == 0
    assert the(store.by_name("enone")).choice is None


def test_the_codes_of_a_condition_come_system_by_system(store: MemoryStore) -> None:
    """Systems answer for a condition in the order of their ranks, each with a first choice."""
    codes = store.of_condition("would_block")
    assert named(codes) == ["linux:EWOULDBLOCK", "winsock:WSAEWOULDBLOCK", "hpux:EWOULDBLOCK"]
    assert [code.choice for code in codes] == [0, 0, 0]
    assert named(store.of_condition("refused")) == ["linux:ECONNREFUSED"]
    assert store.of_condition("nothing") == []


@pytest.mark.parametrize(
    "condition",
    [
        pytest.param("", id="of no condition"),
        pytest.param('condition = "refused", ', id="of its code's condition"),
        pytest.param('condition = "try_again", ', id="of another condition"),
    ],
)
def test_a_marker_is_found_by_its_name_and_answers_nothing_else(condition: str, indexed: Indexed) -> None:
    """The name of the largest number is no alias of the code that has it, nor a code of a condition."""
    text = system(
        'EONE = { number = 1, condition = "refused", preferred = true, src = "s", message = "One" }',
        f'ELAST = {{ alias = "EONE", marker = true, {condition}src = "s", summary = "Marks the end." }}',
    )
    store = indexed({"conditions.toml": CONDITIONS, "systems/one.toml": text})
    marker = the(store.by_name("elast"))
    assert (marker.number, marker.alias, marker.marker) == (1, True, True)
    assert (marker.condition, marker.choice) == (None, None)
    code = the(store.by_number(1))
    assert (code.name, code.aliases, code.choice) == ("EONE", (), 0)
    assert named(store.aliases_of(code)) == []
    assert named(store.of_condition("refused")) == ["one:EONE"]
    assert named(store.of_condition("try_again")) == []
    assert store.search(["marks"]) == []
    assert store.search(["elast"]) == []


def test_a_marker_may_have_a_number_of_its_own(indexed: Indexed) -> None:
    """A number that is no error, such as that of success, is found as a marker and has no other answer."""
    text = system(
        'EOK = { number = 0, marker = true, src = "s", message = "Success" }',
        'EFINE = { alias = "EOK", marker = true, src = "s" }',
        'EONE = { number = 1, condition = "refused", src = "s" }',
    )
    store = indexed({"conditions.toml": CONDITIONS, "systems/one.toml": text})
    assert [(code.name, code.marker) for code in store.of_system("one")] == [
        ("EOK", True),
        ("EFINE", True),
        ("EONE", False),
    ]
    code = the(store.by_number(0))
    assert (code.name, code.aliases, code.condition, code.choice) == ("EOK", (), None, None)
    assert store.search(["success"]) == []


def test_the_parts_of_a_number_have_names_and_systems(indexed: Indexed) -> None:
    """Facilities, the layout of a system's numbers and the ways in which they are carried come back."""
    row = 'EONE = { number = 1, src = "s" }'
    files = {
        "facilities.toml": "format = 1\n[hresult]\n7 = 'WIN32'\n0 = 'NULL'\n[ntstatus]\n7 = 'NTWIN32'\n",
        "systems/one.toml": system(row, keys=['carried = ["hresult-win32", "ntstatus-win32"]']),
        "systems/two.toml": system(row, id="two", keys=['layout = "ntstatus"', 'carried = ["hresult-nt"]']),
        "systems/six.toml": system(row, id="six", keys=['carried = ["hresult-win32"]']),
    }
    store = indexed(files)
    assert store.facilities("hresult") == {0: "NULL", 7: "WIN32"}
    assert store.facilities("ntstatus") == {7: "NTWIN32"}
    assert [store.layout(id) for id in ("one", "two", "none")] == [None, "ntstatus", None]
    carriers = {how: store.carriers(how) for how in (*lint.CARRIED, "by-hand")}
    assert carriers == {
        "hresult-win32": {"one", "six"},
        "hresult-nt": {"two"},
        "ntstatus-win32": {"one"},
        "by-hand": set(),
    }


def test_every_source_is_stored_once_for_its_system(store: MemoryStore) -> None:
    """A system has the sources of its rows, each once, and those of other systems are their own."""
    sources = {system.id: system.sources for system in store.systems()}
    assert sources == {
        "linux": (Source("s", "errno.h", "6.1"), Source("t", "libc", "2.36")),
        "winsock": (Source("s", "A header", "1"),),
        "hpux": (Source("s", "A header", "1"),),
    }
    assert store._rows("SELECT count(*) FROM source") == [(4,)]
    assert {code.source.id for code in store.of_system("linux") if code.name != "ETRYAGAIN"} == {"s"}


def test_two_sources_of_one_id_are_two(tmp_path: Path) -> None:
    """Where a user's table has a source of a bundled one's id, every row keeps the source it came with."""
    tables = load(tmp_path / "bundled", {"systems/one.toml": system('EONE = { number = 1, src = "s" }')})
    mine = 's = { title = "My notes", version = "9", licence = "free" }'
    write(tmp_path / "user", {"systems/one.toml": system('ETWO = { number = 2, src = "s" }', sources=mine)})
    tables, problems = load_folder(str(tmp_path / "user"), tables)
    assert problems == []
    with closing(write_index(tables, ":memory:", {})) as connection:
        codes = MemoryStore(connection).of_system("one")
    assert [code.source for code in codes] == [Source("s", "A header", "1"), Source("s", "My notes", "9")]


def test_a_variant_has_the_rows_of_its_base_under_its_own_id(indexed: Indexed) -> None:
    """A variant answers for every number of its base, but for those that it gives to others."""
    text = 'ESEVEN = { number = 7, src = "s" }', 'ENINE = { number = 9, src = "s" }'
    variant = system('ENINE = { number = 99, src = "s" }', id="two", keys=['extends = "one"', "rank = 901"])
    store = indexed({"systems/one.toml": system(*text), "systems/two.toml": variant})
    assert named(store.by_number(7)) == ["one:ESEVEN", "two:ESEVEN"]
    assert named(store.by_number(9)) == ["one:ENINE"]
    assert named(store.by_number(99)) == ["two:ENINE"]


def test_a_summary_is_the_rows_own_or_its_codes_or_its_conditions(indexed: Indexed) -> None:
    """A code shows the nearest summary there is."""
    text = system(
        'EONE = { number = 1, condition = "refused", src = "s", summary = "One." }',
        'EUNO = { alias = "EONE", src = "s" }',
        'EINS = { alias = "EONE", src = "s", summary = "Eins." }',
        'ETWO = { number = 2, condition = "try_again", src = "s" }',
        'ETHREE = { number = 3, src = "s" }',
    )
    codes = indexed({"conditions.toml": CONDITIONS, "systems/one.toml": text}).of_system("one")
    assert [code.summary for code in codes] == ["One.", "One.", "Eins.", "Not now, later.", None]


def test_a_system_leads_for_the_conditions_of_its_areas(store: MemoryStore) -> None:
    """Codes of an area that their system leads in are marked, and no others."""
    assert [(code.name, code.leads) for code in store.of_system("winsock")] == [
        ("WSAEWOULDBLOCK", True),
        ("WSATRY_AGAIN", False),
    ]
    assert not any(code.leads for code in store.of_system("linux"))
    assert [code.bits for code in store.of_system("winsock")] == [32, 32]


def test_systems_come_by_rank_with_the_names_they_show(store: MemoryStore) -> None:
    """A system without a label shows its title, one without a column its label, and it counts its rows."""
    shown = [(system.id, system.label, system.column, system.codes) for system in store.systems()]
    assert shown == [
        ("linux", "Linux", "Linux", 6),
        ("winsock", "Winsock", "Windows", 2),
        ("hpux", "A system", "A system", 2),
    ]
    assert [system.groups for system in store.systems()] == [("unix",), (), ("unix", "old")]
    assert store.systems()[0].aliases == ("glibc", "gnu")


def test_systems_of_one_rank_come_by_id(indexed: Indexed) -> None:
    """The order of output never depends on the order of files or rows."""
    files = {
        f"systems/{id}.toml": system('EONE = { number = 1, src = "s" }', id=id, keys=[f"rank = {rank}"])
        for id, rank in (("a", 3), ("b", 2), ("c", 2), ("d", 1))
    }
    store = indexed(files)
    assert named(store.by_number(1)) == ["d:EONE", "b:EONE", "c:EONE", "a:EONE"]
    assert [system.id for system in store.systems()] == ["d", "b", "c", "a"]


def test_a_scope_is_an_id_an_alias_a_group_or_all(store: MemoryStore) -> None:
    """Each of these names stands for its systems in the order of output, any other for none."""
    scopes = {name: store.scope(name) for name in ("all", "unix", "old", "linux", "glibc", "gnu", "solaris")}
    assert scopes == {
        "all": ("linux", "winsock", "hpux"),
        "unix": ("linux", "hpux"),
        "old": ("hpux",),
        "linux": ("linux",),
        "glibc": ("linux",),
        "gnu": ("linux",),
        "solaris": (),
    }
    assert set(store.scope_names()) == {"all", "unix", "old", "linux", "glibc", "gnu", "winsock", "hpux"}


def test_conditions_keep_the_order_and_texts_of_their_table(store: MemoryStore) -> None:
    """Conditions, areas, near conditions and pages come back as their files have them."""
    assert [tuple(condition) for condition in store.conditions()] == [
        ("try_again", "EAGAIN", "fs", "Not now, later."),
        ("would_block", None, "net", "It would have to wait."),
        ("refused", None, "net", "Nobody listens."),
    ]
    assert store.areas() == {"net": "Network", "fs": "Files"}
    assert store.near("would_block") == [("try_again", "both pass"), ("refused", "neither is now")]
    assert store.near("refused") == []
    assert store.page("refused") == FILES["explain/refused.md"]
    assert store.page("try_again") is None


def test_a_condition_is_spelled_by_its_id_and_names_without_their_signs(store: MemoryStore) -> None:
    """A condition has the squashed spellings of its id and of its names in runtimes."""
    assert store.spelled("wouldblock") == ["would_block"]
    assert store.spelled("blockingioerror") == ["would_block"]
    assert store.spelled("would_block") == []


def test_a_condition_is_printed_as_any_system_prints_it(store: MemoryStore) -> None:
    """The messages and summaries of a condition's codes stand for it, squashed; other codes' do not."""
    assert store.printed("connectionrefused") == ["refused"]
    assert store.printed("temporarilyunavailable") == ["try_again", "would_block"]
    assert store.printed("itwouldblock") == ["would_block"]
    assert store.printed("operationnotpermitted") == []


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        pytest.param(["connection", "refused"], "refused", id="a code's message"),
        pytest.param(["CONNECTION"], "refused", id="in capitals"),
        pytest.param(["econnrefused"], "refused", id="a code's name"),
        pytest.param(["ewouldblock"], "would_block", id="an alias's name"),
        pytest.param(["blockingioerror"], "would_block", id="a runtime's name"),
        pytest.param(["nonblocking"], "would_block", id="words to find it by"),
        pytest.param(["waits"], "would_block", id="another form of a word of its summary"),
        pytest.param(["daemons", "crash"], "refused", id="its page"),
        pytest.param(["try", "again", "later"], "try_again", id="its id and its summary"),
    ],
)
def test_a_search_finds_a_condition_by(words: list[str], condition: str, store: MemoryStore) -> None:
    """A condition is found by the words of all texts about it and its codes."""
    assert (condition, None) in store.search(words)


def test_a_search_needs_all_words(store: MemoryStore) -> None:
    """What lacks one of the words is not found."""
    assert store.search(["connection", "permitted"]) == []


def test_a_code_without_a_condition_is_found_itself(store: MemoryStore) -> None:
    """A search answers with the place of a code that stands for no condition."""
    code = the(store.by_name("eperm"))
    assert code.condition is None
    assert store.search(["not", "permitted"]) == [(None, code.place)]
    assert store.by_place(code.place) == [code]


def test_what_a_condition_is_called_weighs_more_than_what_a_page_says(indexed: Indexed) -> None:
    """A condition with the word in its name comes before one with the word in its page, a shorter text."""
    store = indexed({**FILES, "explain/try_again.md": "Refused.\n"})
    assert store.search(["refused"]) == [("refused", None), ("try_again", None)]
    store = indexed({**FILES, "explain/refused.md": "Try again.\n"})
    assert store.search(["try", "again"]) == [("try_again", None), ("refused", None)]


def test_the_index_says_what_it_is(tmp_path: Path) -> None:
    """The index carries the layout's version, the tables' date and what else it is given."""
    tables = load(tmp_path, FILES)
    with closing(write_index(tables, ":memory:", {"stamp": "x", "date": "today"})) as connection:
        store = MemoryStore(connection)
        assert [store.meta(key) for key in ("schema", "date", "stamp", "other")] == [SCHEMA, "today", "x", ""]
    with closing(write_index(tables, ":memory:", {})) as connection:
        assert MemoryStore(connection).meta("date") == "undated"


def test_an_index_on_disk_is_the_same_file_every_time(tmp_path: Path) -> None:
    """The same tables give the same bytes, and they answer like an index in memory."""
    tables = load(tmp_path / "tables", FILES)
    for name in ("one", "two"):
        write_index(tables, str(tmp_path / name), {}).close()
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    with (
        closing(connect(tmp_path / "one")) as disk,
        closing(write_index(tables, ":memory:", {})) as memory,
    ):
        stores = MemoryStore(disk), MemoryStore(memory)
        for id in tables.systems:
            assert stores[0].of_system(id) == stores[1].of_system(id) != []


@pytest.mark.parametrize(
    ("versions", "date"),
    [
        pytest.param([], "undated", id="no source"),
        pytest.param(["6.1", "Debian 12"], "undated", id="no date"),
        pytest.param(["2024-05-06"], "2024-05-06", id="a date"),
        pytest.param(["golang/sys@e8c1c327 (2026-08-20)"], "2026-08-20", id="in brackets"),
        pytest.param(
            ["SDK 27; Libc (2025-10-16), 2026-01-02; more"], "2026-01-02", id="several in one source"
        ),
        pytest.param(["2024-05-06", "1.0 of 2023-12-31"], "2024-05-06", id="several sources"),
        pytest.param(["2024-05-6", "20240506", "2024-05-06T07:08"], "undated", id="dates of other forms"),
        pytest.param(["v1.2-rc-01", "2024-05-06"], "2024-05-06", id="a version that looks like a date"),
    ],
)
def test_the_tables_are_as_old_as_their_newest_dated_source(
    versions: list[str], date: str, tmp_path: Path
) -> None:
    """The date of the tables is the newest that any source's version names, wherever it stands in it."""
    files = {
        f"systems/s{number}.toml": system(
            id=f"s{number}", sources=f's = {{ title = "1999-01-01", version = "{version}", licence = "" }}'
        )
        for number, version in enumerate(versions)
    }
    assert table_date(load(tmp_path, files)) == date


def test_questions_for_a_code_never_scan_the_codes(indexed: Indexed) -> None:
    """By number, name, place, condition and system, codes are found through an index, not one by one."""
    files = {"conditions.toml": 'format = 1\n[areas]\nnet = "Network"\n'}
    for n in range(50):
        files["conditions.toml"] += f'[conditions.c{n}]\narea = "net"\nsummary = "It is {n}."\n'
    for id in "abcdefgh":
        rows = [f'E{n} = {{ number = {n}, condition = "c{n}", src = "s" }}' for n in range(50)]
        files[f"systems/{id}.toml"] = system(*rows, id=id)
    store = indexed(files)
    code = store.by_number(7)[0]
    store.by_name("e7")
    store.by_place(7)
    store.of_condition("c7")
    store.of_system("a")
    store.aliases_of(code)
    for sql, values in list(store.asked):
        plan = [row[3] for row in store._rows(f"EXPLAIN QUERY PLAN {sql}", values)]
        assert [step for step in plan if "code" in step], plan
        assert not [step for step in plan if step.startswith(("SCAN code", "SCAN name"))], (sql, plan)


# Bundled and user's tables together.


def test_bundled_tables_stand_alone_where_there_are_no_others(tmp_path: Path) -> None:
    """Without a user's folder all tables are the bundled ones, and there are no problems."""
    write(tmp_path, FILES)
    tables, problems = load_all(str(tmp_path), None)
    assert (tables, problems) == (load_folder(str(tmp_path))[0], [])
    assert sorted(tables.systems) == ["hpux", "linux", "winsock"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("format = 2\n", "1:1: format 2 is unknown; this errmap reads format 1", id="shape"),
        pytest.param(system('EONE = { src = "s" }'), "9:1: EONE: lacks 'number' or 'alias'", id="rules"),
    ],
)
def test_a_broken_bundled_table_stops_everything(text: str, problem: str, tmp_path: Path) -> None:
    """Problems in bundled tables are an error that names them, a line for each."""
    write(tmp_path, {f"systems/{id}.toml": text.replace("one", id) for id in ("one", "two")})
    with pytest.raises(ErrmapError) as caught:
        load_all(str(tmp_path), None)
    first, *others = str(caught.value).splitlines()
    assert first == "the bundled tables are broken:"
    assert [line for line in others if problem in line] == [
        f"{tmp_path / 'systems/one.toml'}:{problem}",
        f"{tmp_path / 'systems/two.toml'}:{problem}",
    ]


def test_a_broken_user_table_stops_nothing(tmp_path: Path) -> None:
    """A user's tables come over the bundled ones after the lint; a broken one is handed back as a problem."""
    write(tmp_path / "bundled", {"systems/one.toml": system('EONE = { number = 1, src = "s" }')})
    good, bad = 'ETWO = { number = 2, src = "s" }', 'ETWO = { src = "s" }'
    write(
        tmp_path / "user",
        {"systems/one.toml": system(good), "systems/two.toml": system(bad, id="two")},
    )
    tables, problems = load_all(str(tmp_path / "bundled"), str(tmp_path / "user"))
    assert [problem.text for problem in problems] == ["ETWO: lacks 'number' or 'alias'"]
    assert list(tables.systems) == ["one"]
    assert list(tables.systems["one"].rows) == ["EONE", "ETWO"]


# The index against a scan of the tables.

NUMBERS = st.one_of(st.integers(-3, 6), st.sampled_from([-(1 << 31), (1 << 31), (1 << 32) - 1]))
NAMES = st.sampled_from(["EA", "Ea", "EB", "EC", "EC2", "E_C", "WSAEA", "e_a"])
SOURCE = Source("s", "A header", "1")


@st.composite
def system_tables(draw: st.DrawFn, id: str) -> SystemTable:
    """One system that the lint passes, with codes, aliases and a marker in any order."""
    names = draw(st.lists(NAMES, unique=True))
    codes = names[: draw(st.integers(0, len(names)))]
    numbers = draw(st.lists(NUMBERS, min_size=len(codes), max_size=len(codes), unique=True))
    kind = draw(st.sampled_from(lint.KINDS))
    rows = []
    for name, number in zip(codes, numbers, strict=True):
        none = kind == "runtime" and draw(st.booleans())
        rows.append(Row(name, f"{id}.toml", 1, number=None if none else number, src="s", source=SOURCE))
    if codes:
        for name in names[len(codes) :]:
            alias, marker = draw(st.sampled_from(codes)), draw(st.booleans())
            rows.append(Row(name, f"{id}.toml", 1, alias=alias, marker=marker, src="s", source=SOURCE))
    rows = draw(st.permutations(rows))
    rank = draw(st.integers(0, 3))
    return SystemTable(f"{id}.toml", id, title=id, kind=kind, rank=rank, rows={row.name: row for row in rows})


@st.composite
def tables_of_systems(draw: st.DrawFn) -> Tables:
    """A few systems that share names and numbers."""
    ids = draw(st.lists(st.sampled_from(["one", "two", "six"]), unique=True))
    return Tables(systems={id: draw(system_tables(id)) for id in ids})


@given(tables_of_systems())
@settings(deadline=None)
def test_the_index_finds_just_what_a_scan_of_the_tables_finds(tables: Tables) -> None:
    """For every number and name, the index gives the rows that a walk over all tables gives, in order."""
    ranked = sorted(tables.systems.values(), key=lambda table: (table.rank, table.id))
    assert [p for p in lint.check(tables) if "sort the rows" not in p.text] == []
    everything = [(table, row) for table in ranked for row in table.rows.values()]
    with closing(write_index(tables, ":memory:", {})) as connection:
        store = MemoryStore(connection)
        for number in {*range(-4, 8), *(row.number for _, row in everything if row.number is not None)}:
            scan = [f"{table.id}:{row.name}" for table, row in everything if row.number == number]
            assert named(store.by_number(number)) == scan
        for name in {"e", "ed", "ea", "ec", *(row.name.lower() for _, row in everything)}:
            scan = [f"{table.id}:{row.name}" for table, row in everything if row.name.lower() == name]
            found = store.by_name(name)
            assert sorted(named(found)) == sorted(scan)
            assert [code.place for code in found] == sorted({code.place for code in found})
        for table, row in everything:
            code = the([code for code in store.of_system(table.id) if code.name == row.name])
            assert code.number == (table.rows[row.alias] if row.alias else row).number
            assert code.alias == (row.alias is not None)
