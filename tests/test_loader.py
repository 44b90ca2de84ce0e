"""The loader over twin files, good ones with the rows they hold and bad ones with their problems."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from errmap import lint
from errmap.loader import BrokenTable, load_file, load_folder, table_files
from errmap.records import Source
from errmap.rows import Problem, Tables
from tables import SOURCE, load, shown, system, write

DATA = Path(__file__).parent / "data"
VALID = sorted((DATA / "valid").glob("*.toml"), key=lambda file: file.stem)
INVALID = sorted((DATA / "invalid").glob("*.toml"), key=lambda file: file.stem)


def place(file: Path, folder: Path) -> str:
    """Copy a file to where the loader looks for its kind, which the name says; the new relative path."""
    kind = file.stem.partition("-")[0]
    name = f"{kind}.toml" if kind in ("conditions", "facilities") else f"systems/{file.name}"
    (folder / name).parent.mkdir(exist_ok=True)
    shutil.copyfile(file, folder / name)
    return name


def plain(value: Any) -> Any:
    """A loaded record as JSON would hold it, without what has its default value."""
    if isinstance(value, Source):
        return value._asdict()
    if dataclasses.is_dataclass(value):
        items = {field.name: (getattr(value, field.name), field) for field in dataclasses.fields(value)}
        return {
            name: Path(item).name if name == "path" else plain(item)
            for name, (item, field) in items.items()
            if item != field.default and not (field.default_factory is dict and not item)
        }
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def as_data(file: Path, tables: Tables) -> Any:
    """What was loaded from a file, with rows and conditions in their order."""
    if file.name == "conditions.toml":
        return {"areas": tables.areas, "conditions": [plain(row) for row in tables.conditions.values()]}
    if file.name == "facilities.toml":
        return {
            layout: {str(number): name for number, name in names.items()}
            for layout, names in tables.facilities.items()
        }
    table = next(table for table in tables.systems.values() if Path(table.path).name == file.name)
    assert list(table.rows) == [row.name for row in table.rows.values()]
    data = {key: item for key, item in plain(table).items() if key not in ("lines", "path")}
    return {**data, "rows": [plain(row) for row in table.rows.values()]}


@pytest.fixture
def valid(tmp_path: Path) -> Tables:
    """All the valid files, loaded as one folder."""
    for file in VALID:
        place(file, tmp_path)
    tables, problems = load_folder(str(tmp_path))
    assert shown(problems, tmp_path) == []
    return tables


def test_there_are_twin_files() -> None:
    """Both folders hold tables, and every table has its twin and every twin its table."""
    assert VALID
    assert INVALID
    assert [file.stem for file in VALID] == sorted(file.stem for file in (DATA / "valid").glob("*.json"))
    assert [file.stem for file in INVALID] == sorted(file.stem for file in (DATA / "invalid").glob("*.txt"))


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.stem)
def test_a_valid_table_loads_as_its_twin_says(file: Path, valid: Tables) -> None:
    """Every key and row of a good table is loaded with its values, its line and its source."""
    assert as_data(file, valid) == json.loads(file.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_an_invalid_table_has_the_problems_its_twin_lists(file: Path, tmp_path: Path) -> None:
    """A table of the wrong shape gives all its problems at once, with line and column, and no rows."""
    name = place(file, tmp_path)
    tables, problems = load_folder(str(tmp_path))
    found = [line.removeprefix(f"{name}:") for line in shown(problems, tmp_path)]
    assert found == file.with_suffix(".txt").read_text("utf-8").splitlines()
    assert tables == Tables()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(["[codes]", "  EONE = {}"], 2, id="an indented row"),
        pytest.param(["[codes]  # the rows", "EONE = {}"], 2, id="a comment behind the table's name"),
        pytest.param(["[ codes ]", "EONE = {}"], 2, id="spaces around the table's name"),
        pytest.param(["[codes]", '"EONE" = {}'], 2, id="quotes around the row's name"),
        pytest.param(["[codes]", '"E ONE" = {}'], 2, id="a space in the row's name"),
        pytest.param(["", "[codes.EONE]"], 2, id="a table of the row's own"),
        pytest.param(["", '[codes."EONE"]'], 2, id="a table of the row's own with quotes"),
        pytest.param(["[codes]\r", "EONE = {}\r"], 2, id="Windows line ends"),
        pytest.param(["# a\u2028b", "[codes]", "EONE = {}"], 3, id="a separator that ends no line"),
        pytest.param(["", "codes = { EONE = {} }"], 2, id="a row on its table's line"),
    ],
)
def test_a_row_has_its_line_however_its_toml_is_laid_out(text: list[str], line: int, tmp_path: Path) -> None:
    """The line that a problem names is the one on which an editor shows the row."""
    write(tmp_path, {"systems/one.toml": "\n".join([*text, "[system]", 'id = "one"', ""])})
    problems = load_folder(str(tmp_path))[1]
    assert [problem.line for problem in problems if "'src'" in problem.text] == [line]


@pytest.mark.parametrize("name", ["systems/one.toml", "conditions.toml", "explain/gone.md"])
def test_a_file_that_is_not_utf8_is_reported(name: str, tmp_path: Path) -> None:
    """A file in another encoding is named, with the place of its first strange byte, and left out."""
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes("# Größe\n".encode("latin-1"))
    tables, problems = load_folder(str(tmp_path))
    assert shown(problems, tmp_path) == [f"{name}:1:1: is not UTF-8 text: byte 4"]
    assert tables == Tables()


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    """A file that does not exist is a broken table, not a crash."""
    with pytest.raises(BrokenTable) as caught:
        load_file(str(tmp_path), "systems/one.toml", Tables())
    assert shown(caught.value.problems, tmp_path) == [
        "systems/one.toml:1:1: cannot be read: No such file or directory"
    ]


def test_a_file_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    """A folder named like a table and a link to nowhere are reported, and the other tables load."""
    write(tmp_path, {"systems/three.toml": system(id="three")})
    (tmp_path / "systems/one.toml").mkdir()
    (tmp_path / "systems/two.toml").symlink_to(tmp_path / "nowhere")
    tables, problems = load_folder(str(tmp_path))
    assert shown(problems, tmp_path) == [
        "systems/one.toml:1:1: cannot be read: Is a directory",
        "systems/two.toml:1:1: cannot be read: No such file or directory",
    ]
    assert list(tables.systems) == ["three"]


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("1" * 5000, id="a number of 5000 digits"),
        pytest.param("[" * 5000 + "]" * 5000, id="lists 5000 deep"),
    ],
)
def test_toml_beyond_the_parsers_limits_is_a_broken_table(value: str, tmp_path: Path) -> None:
    """What the parser refuses for its size is reported like any broken table, and the others load."""
    write(tmp_path, {"systems/one.toml": f"rank = {value}\n", "systems/two.toml": system(id="two")})
    tables, problems = load_folder(str(tmp_path))
    assert len(problems) == 1
    assert shown(problems, tmp_path)[0].startswith("systems/one.toml:1:1: is not TOML")
    assert list(tables.systems) == ["two"]


@pytest.mark.parametrize("kind", ["systems", "explain"])
def test_a_file_in_the_place_of_a_folder_is_reported(kind: str, tmp_path: Path) -> None:
    """A file that is named as a folder of tables is one problem, and the other tables load."""
    files = {
        "systems/one.toml": system(),
        "explain/gone.md": "It went away.\n",
        "conditions.toml": "format = 1",
    }
    write(tmp_path, {name: text for name, text in files.items() if not name.startswith(kind)} | {kind: ""})
    tables, problems = load_folder(str(tmp_path))
    assert shown(problems, tmp_path) == [f"{kind}:1:1: cannot be read: Not a directory"]
    assert [*tables.systems, *tables.pages] == (["gone"] if kind == "systems" else ["one"])


def test_a_broken_table_tells_all_its_problems(tmp_path: Path) -> None:
    """The text of the exception has a line for every problem."""
    write(tmp_path, {"systems/one.toml": "format = 2\n[system]\n"})
    with pytest.raises(BrokenTable) as caught:
        load_file(str(tmp_path), "systems/one.toml", Tables())
    path = tmp_path / "systems/one.toml"
    assert str(caught.value).splitlines() == [
        f"{path}:1:1: format 2 is unknown; this errmap reads format 1",
        f"{path}:2:1: system lacks 'id'",
    ]


def test_conditions_may_hold_areas_alone(tmp_path: Path) -> None:
    """A file of conditions needs no more than its format."""
    assert load(tmp_path, {"conditions.toml": 'format = 1\nareas.sea = "Sea"\n'}).areas == {"sea": "Sea"}
    assert load(tmp_path, {"conditions.toml": "format = 1\n"}) == Tables()


def test_tables_are_read_in_the_order_of_their_names_conditions_first(tmp_path: Path) -> None:
    """Conditions and facilities come before systems, these before pages, and nothing else is read."""
    names = (
        "conditions.toml", "facilities.toml", "explain/a.md", "explain/b.md", "systems/a.toml",
        "systems/b.toml", "README.md", "one.toml", "explain/c.toml", "explain/.d.md", "systems/c.md",
        "systems/.e.toml", "systems/f.toml~", "systems/g/h.toml",
    )  # fmt: skip
    write(tmp_path, dict.fromkeys(reversed(names), ""))
    assert list(table_files(str(tmp_path))) == [
        "conditions.toml", "facilities.toml", "systems/a.toml", "systems/b.toml", "explain/a.md",
        "explain/b.md",
    ]  # fmt: skip


def test_an_empty_folder_and_none_hold_no_tables(tmp_path: Path) -> None:
    """A folder without tables is no problem, nor is one that does not exist."""
    assert load_folder(str(tmp_path)) == (Tables(), [])
    assert load_folder(str(tmp_path / "none")) == (Tables(), [])


def test_a_page_is_loaded_as_it_is(tmp_path: Path) -> None:
    """A page of explanation keeps its text to the letter and is known by its file's name."""
    text = "It went — away.\n\n## When you see it\n\n    $ errmap 'x'\n\n"
    page = load(tmp_path, {"explain/gone.md": text}).pages["gone"]
    assert (page.condition, page.path, page.text) == ("gone", str(tmp_path / "explain/gone.md"), text)


def test_variants_wait_for_their_bases_however_many_there_are(tmp_path: Path) -> None:
    """A chain of variants loads even where every one is read before the one it extends."""
    row = "E{} = {{ number = {}, src = 's' }}"
    files = {
        f"systems/{id}.toml": system(
            row.format(id.upper(), n), id=id, keys=[f"extends = '{base}'"] if base else []
        )
        for n, (id, base) in enumerate((("a", "b"), ("b", "c"), ("c", "d"), ("d", "")))
    }
    systems = load(tmp_path, files).systems
    assert {id: sorted(table.rows) for id, table in systems.items()} == {
        "a": ["EA", "EB", "EC", "ED"],
        "b": ["EB", "EC", "ED"],
        "c": ["EC", "ED"],
        "d": ["ED"],
    }


def test_a_cycle_of_variants_is_reported_and_the_rest_loads(tmp_path: Path) -> None:
    """Systems that extend each other are each reported at the key, along with what extends them."""
    extending = {"a": "b", "b": "a", "c": "a", "d": "d"}
    files = {
        f"systems/{id}.toml": system(id=id, keys=[f"extends = '{base}'"]) for id, base in extending.items()
    }
    write(tmp_path, {**files, "systems/e.toml": system(id="e")})
    tables, problems = load_folder(str(tmp_path))
    assert shown(problems, tmp_path) == [
        f"systems/{id}.toml:6:1: extends {base!r}, but there is no such system"
        for id, base in extending.items()
    ]
    assert list(tables.systems) == ["e"]


# A user's folder over the bundled tables.

ROWS = (
    'EONE = { number = 1, condition = "gone", src = "s", message = "Bundled one" }',
    'ETWO = { number = 2, condition = "lost", src = "s", message = "Bundled two" }',
    'ETHREE = { number = 3, src = "s", message = "Bundled three" }',
)
MINE = 'mine = { title = "My notes", version = "9", licence = "free" }'


@pytest.fixture
def bundled(tmp_path: Path) -> Tables:
    """Tables without a fault: one system with three rows, two conditions."""
    conditions = 'format = 1\n[areas]\nnet = "Network"\n' + "".join(
        f'[conditions.{id}]\narea = "net"\nsummary = "It is {id}."\n' for id in ("gone", "lost")
    )
    keys = ('label = "One"', "rank = 7", 'groups = ["unix"]', 'aliases = ["uno"]')
    tables = load(
        tmp_path / "bundled",
        {"conditions.toml": conditions, "systems/one.toml": system(*ROWS, keys=keys)},
    )
    assert lint.check(tables) == []
    return tables


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """The folder of a user's own tables, empty."""
    folder = tmp_path / "user"
    folder.mkdir()
    return folder


def over(bundled: Tables, user: Path, files: dict[str, str]) -> tuple[Tables, list[str]]:
    """The tables with a user's files over them, and the problems as the user reads them."""
    write(user, files)
    tables, problems = load_folder(str(user), bundled, lambda loaded: lint.check(loaded, lint.USER_RULES))
    return tables, shown(problems, user)


def test_a_users_row_replaces_the_bundled_one(bundled: Tables, user: Path) -> None:
    """A row of the same name is the user's as a whole, with its file and source; the others stay."""
    row = 'ETWO = { number = 2, src = "mine", message = "My two" }'
    tables, problems = over(bundled, user, {"systems/one.toml": system(row, sources=MINE)})
    assert problems == []
    before, rows = bundled.systems["one"].rows, tables.systems["one"].rows
    assert list(rows) == ["EONE", "ETWO", "ETHREE"]
    assert (rows["EONE"], rows["ETHREE"]) == (before["EONE"], before["ETHREE"])
    mine = rows["ETWO"]
    assert (mine.message, mine.condition, mine.line) == ("My two", None, 9)
    assert mine.path == str(user / "systems/one.toml")
    assert mine.source == Source("mine", "My notes", "9")


def test_a_users_row_is_added_to_the_bundled_ones(bundled: Tables, user: Path) -> None:
    """A row of a new name joins the bundled system."""
    row = 'EMINE = { number = 99, condition = "gone", fit = "close", why = "mine", src = "mine" }'
    tables, problems = over(bundled, user, {"systems/one.toml": system(row, sources=MINE)})
    assert problems == []
    assert list(tables.systems["one"].rows) == ["EONE", "ETWO", "ETHREE", "EMINE"]
    assert tables.systems["one"].rows["EMINE"].number == 99


def test_a_users_alias_may_name_a_bundled_row(bundled: Tables, user: Path) -> None:
    """An alias of the user's points at a row that only the bundled table has."""
    row = 'EUNO = { alias = "EONE", src = "mine" }'
    tables, problems = over(bundled, user, {"systems/one.toml": system(row, sources=MINE)})
    assert problems == []
    assert tables.systems["one"].rows["EUNO"].alias == "EONE"


def test_a_users_keys_replace_those_they_name(bundled: Tables, user: Path) -> None:
    """A system keeps every bundled key that the user's table does not have."""
    text = 'format = 1\n[system]\nid = "one"\nlabel = "Mine"\ngroups = ["mine"]\n'
    tables, problems = over(bundled, user, {"systems/one.toml": text})
    assert problems == []
    table = tables.systems["one"]
    assert (table.label, table.groups) == ("Mine", ("mine",))
    assert (table.title, table.kind, table.rank, table.aliases) == ("A system", "os", 7, ("uno",))
    assert table.rows == bundled.systems["one"].rows


def test_a_users_system_is_new(bundled: Tables, user: Path) -> None:
    """A table of a new id is a new system, and the bundled one stays as it was."""
    row = 'EONE = { number = 1, condition = "lost", src = "s" }'
    tables, problems = over(bundled, user, {"systems/two.toml": system(row, id="two")})
    assert problems == []
    assert tables.systems["one"] == bundled.systems["one"]
    assert tables.systems["two"].rows["EONE"].condition == "lost"
    assert tables.systems["two"].aliases == ()


def test_a_users_variant_extends_a_bundled_system(bundled: Tables, user: Path) -> None:
    """A variant takes rows and keys from its base, but not its rank and the names that are its own."""
    row = 'ETWO = { number = 22, src = "s" }'
    text = system(row, id="two", keys=['extends = "one"'])
    tables, problems = over(bundled, user, {"systems/two.toml": text})
    assert problems == []
    table = tables.systems["two"]
    assert [(row.name, row.number) for row in table.rows.values()] == [
        ("EONE", 1),
        ("ETWO", 22),
        ("ETHREE", 3),
    ]
    assert (table.kind, table.groups) == ("os", ("unix",))
    assert (table.label, table.aliases, table.rank) == ("", (), 900)
    assert tables.systems["one"] == bundled.systems["one"]


def test_a_users_conditions_join_the_bundled_ones(bundled: Tables, user: Path) -> None:
    """A condition or an area of the user's is added, or replaces the bundled one of its name."""
    text = (
        'format = 1\n[areas]\nnet = "Nets"\nsea = "Sea"\n'
        '[conditions.lost]\narea = "sea"\nsummary = "Lost at sea."\n'
        '[conditions.away]\narea = "net"\nsummary = "It is away."\n'
    )
    row = 'EONE = { number = 1, condition = "away", src = "s" }'
    tables, problems = over(
        bundled, user, {"conditions.toml": text, "systems/two.toml": system(row, id="two")}
    )
    assert problems == []
    assert tables.areas == {"net": "Nets", "sea": "Sea"}
    assert {id: row.summary for id, row in tables.conditions.items()} == {
        "gone": "It is gone.",
        "lost": "Lost at sea.",
        "away": "It is away.",
    }


def test_a_users_facilities_join_the_bundled_ones(tmp_path: Path) -> None:
    """A facility of the user's is added, or replaces the bundled one of its number in that layout."""
    text = "format = 1\n[hresult]\n7 = 'WIN32'\n8 = 'WINDOWS'\n[ntstatus]\n7 = 'NTWIN32'\n"
    before = load(tmp_path / "bundled", {"facilities.toml": text})
    write(tmp_path / "user", {"facilities.toml": "format = 1\n[hresult]\n8 = 'Mine'\n99 = 'New'\n"})
    tables, problems = load_folder(str(tmp_path / "user"), before)
    assert problems == []
    assert tables.facilities == {"hresult": {7: "WIN32", 8: "Mine", 99: "New"}, "ntstatus": {7: "NTWIN32"}}
    assert before.facilities["hresult"] == {7: "WIN32", 8: "WINDOWS"}


BROKEN = {
    "no TOML": ("format = 1\n[system\n", "2:8: is not TOML: Expected ']' at the end of a table declaration"),
    "another format": (
        "format = 2\nsystem.id = 'bad'\n",
        "1:1: format 2 is unknown; this errmap reads format 1",
    ),
    "a bad row after a good one": (
        system(ROWS[0], 'EBAD = { number = 2, condition = "x", src = "s" }', id="bad"),
        "10:1: EBAD: unknown condition 'x'",
    ),
    "no base": (
        system(id="bad", sources="", keys=['extends = "worse"']),
        "6:1: extends 'worse', but there is no such system",
    ),
}


@pytest.mark.parametrize(("text", "problem"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_left_out_as_a_whole_and_the_others_load(
    text: str, problem: str, bundled: Tables, user: Path
) -> None:
    """A user's file with a problem is reported and adds nothing, and files before and after it count."""
    others = {f"systems/{id}.toml": system(ROWS[0], id=id) for id in ("aaa", "zzz")}
    tables, problems = over(bundled, user, {**others, "systems/bad.toml": text})
    assert problems == [f"systems/bad.toml:{problem}"]
    assert list(tables.systems) == ["one", "aaa", "zzz"]


def test_a_broken_override_leaves_the_bundled_system_as_it_was(bundled: Tables, user: Path) -> None:
    """Where one row of a user's table is wrong, none of its rows replaces a bundled one."""
    rows = 'EONE = { number = 1, src = "s", message = "Mine" }', 'ENEW = { src = "s" }'
    tables, problems = over(bundled, user, {"systems/one.toml": system(*rows)})
    assert problems == ["systems/one.toml:10:1: ENEW: lacks 'number' or 'alias'"]
    assert tables == bundled


def test_broken_conditions_take_the_rows_that_need_them_along(bundled: Tables, user: Path) -> None:
    """A row's condition must be there: if the file that adds it is broken, both files are reported."""
    files = {
        "conditions.toml": 'format = 1\n[conditions.away]\narea = "sky"\nsummary = "It is away."\n',
        "systems/two.toml": system('EONE = { number = 1, condition = "away", src = "s" }', id="two"),
    }
    tables, problems = over(bundled, user, files)
    assert problems == [
        "conditions.toml:2:1: away: unknown area 'sky'; known are net",
        "systems/two.toml:9:1: EONE: unknown condition 'away'",
    ]
    assert tables == bundled


def test_a_variant_of_a_refused_system_has_no_base(bundled: Tables, user: Path) -> None:
    """A system that the check refuses is not there to be extended."""
    files = {
        "systems/a.toml": system(id="a", sources="", keys=['extends = "b"']),
        "systems/b.toml": system('EONE = { src = "s" }', id="b"),
    }
    tables, problems = over(bundled, user, files)
    assert problems == [
        "systems/b.toml:9:1: EONE: lacks 'number' or 'alias'",
        "systems/a.toml:6:1: extends 'b', but there is no such system",
    ]
    assert tables == bundled


def test_a_users_rows_may_stand_in_any_order(bundled: Tables, user: Path) -> None:
    """A user's rows need not be sorted, since those that they replace have places of their own."""
    rows = (row.replace("number = 1,", "number = 10,") for row in reversed(ROWS))
    tables, problems = over(bundled, user, {"systems/one.toml": system(*rows)})
    assert problems == []
    assert tables.systems["one"].rows["EONE"].number == 10


def test_a_clash_with_a_bundled_row_is_reported_in_the_users_file(bundled: Tables, user: Path) -> None:
    """A problem that a user's file brings to a bundled row is the user's file's, and says where it shows."""
    row = 'EONE = { number = 3, src = "s" }'
    tables, problems = over(bundled, user, {"systems/one.toml": system(row)})
    there = bundled.systems["one"].rows["ETHREE"]
    assert problems == [
        f"systems/one.toml:1:1: does not go with {there.path}:{there.line}: "
        'ETHREE: 3 is the number of EONE; write alias = "EONE" instead'
    ]
    assert tables == bundled


def test_the_check_sees_each_file_with_all_that_were_taken_before(bundled: Tables, user: Path) -> None:
    """The check is asked once for every file that loads, and what it refuses it does not see again."""
    write(user, {f"systems/{id}.toml": system(id=id) for id in ("a", "b", "c")})
    (user / "systems/bad.toml").write_bytes(b"=")
    seen = []

    def check(tables: Tables) -> list[Problem]:
        seen.append(list(tables.systems))
        return [Problem(str(user / "systems/b.toml"), 1, 1, "refused")] if "b" in tables.systems else []

    tables, problems = load_folder(str(user), bundled, check)
    assert seen == [["one", "a"], ["one", "a", "b"], ["one", "a", "c"]]
    assert [problem.text for problem in problems] == ["refused", "is not TOML: Invalid statement"]
    assert list(tables.systems) == ["one", "a", "c"]


def test_loading_leaves_the_given_tables_alone(bundled: Tables, user: Path) -> None:
    """The tables that a folder is read into stay as they were for whoever holds them."""
    names = {id: list(table.rows) for id, table in bundled.systems.items()}
    row = 'EMINE = { number = 99, src = "mine" }'
    write(user, {"systems/one.toml": system(row, sources=MINE), "systems/two.toml": system(id="two")})
    load_folder(str(user), bundled)
    assert {id: list(table.rows) for id, table in bundled.systems.items()} == names


def test_without_a_check_only_the_shape_counts(user: Path) -> None:
    """A table that the lint would refuse loads where no check is given."""
    tables, problems = load_folder(str(user), None)
    assert (tables, problems) == (Tables(), [])
    write(user, {"systems/two.toml": system('EONE = { src = "nowhere" }', sources=SOURCE)})
    tables, problems = load_folder(str(user))
    assert problems == []
    assert tables.systems["one"].rows["EONE"].source is None
