"""What is written about errmap agrees with errmap."""

from __future__ import annotations

import re
import shutil
import subprocess

import click
import pytest

import errmap
from errmap._dev import readme
from errmap.cli import cli
from errmap.schema import CODE, CONDITION, SYSTEM
from errmap.store import Store
from tests.conftest import ROOT

MAN = ROOT / "man"
PAGES = sorted(MAN.glob("man*/*.[15]"))
COMMANDS = sorted(cli.commands)


def test_the_examples_of_the_readme_are_real() -> None:
    """Every console block shows what its command prints now; else run `python -m errmap._dev.readme`."""
    text = (ROOT / "README.md").read_text()
    assert text.count("```console\n$ errmap ") >= 10
    assert readme.refreshed(text) == text, "README.md is stale; run: python -m errmap._dev.readme"


def test_the_readme_has_the_two_commands() -> None:
    """One line sets up and looks up, one sets up and tests."""
    text = (ROOT / "README.md").read_text()
    venv = "python3 -m venv .venv && .venv/bin/pip install -q"
    assert f"{venv} . && .venv/bin/errmap lookup 10061\n" in text
    assert f"{venv} -e '.[dev]' && .venv/bin/pytest\n" in text


def test_the_figures_of_the_readme_are_those_of_the_tables(store: Store) -> None:
    """So many numbers are shared by Linux and macOS, and so many of them have no meaning in common."""
    meanings: list[dict[int | None, set[str | None]]] = []
    for system in ("linux", "macos"):
        numbers: dict[int | None, set[str | None]] = {}
        for code in store.of_system(system):
            numbers.setdefault(code.number, set()).add(code.condition)
        meanings.append(numbers)
    linux, macos = meanings
    shared = linux.keys() & macos.keys()
    different = [number for number in shared if not (linux[number] & macos[number]) - {None}]
    figures = f"share {len(shared)} error numbers, and {len(different)} of them mean different things"
    assert figures in " ".join((ROOT / "README.md").read_text().split())


def test_versions_agree() -> None:
    """pyproject.toml, the package and the changelog name one version."""
    project = (ROOT / "pyproject.toml").read_text()
    assert f'\nversion = "{errmap.__version__}"\n' in project
    assert f"\n## {errmap.__version__} " in (ROOT / "CHANGELOG.md").read_text()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_page_with_all_its_options(command: str) -> None:
    """man errmap-COMMAND names each option of --help, and no other."""
    page = (MAN / "man1" / f"errmap-{command}.1").read_text()
    described = {f"--{name}" for name in re.findall(r"^\.It Fl Fl ([a-z]+)", page, re.MULTILINE)}
    options = {
        name
        for param in cli.commands[command].params
        if isinstance(param, click.Option)
        for name in param.opts
    }
    assert described - {"--help"} == options - {"--help"}
    assert f".Xr errmap-{command} 1" in (MAN / "man1" / "errmap.1").read_text()


def test_every_key_of_a_table_is_described() -> None:
    """errmap-tables(5) has an entry for each key of systems, codes and conditions."""
    page = (MAN / "man5" / "errmap-tables.5").read_text()
    for key in (*SYSTEM, *CODE, *CONDITION):
        assert re.search(rf"^\.It (Cm|Li|Va|Ic|Sy) {key}\b", page, re.MULTILINE), key


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_man_pages_are_clean(page: object) -> None:
    """mandoc finds nothing to complain about but pages that are not installed yet."""
    mandoc = shutil.which("mandoc")
    if mandoc is None:
        pytest.skip("mandoc is not installed; .ci/run installs it")
    ran = subprocess.run([mandoc, "-T", "lint", "-W", "warning", str(page)], capture_output=True, text=True)
    assert ran.stdout + ran.stderr == ""


def test_there_is_a_page_for_everything() -> None:
    """The program, each command and the table format have their page."""
    names = {page.name for page in PAGES}
    assert names == {"errmap.1", "errmap-tables.5", *(f"errmap-{command}.1" for command in COMMANDS)}


def test_no_machine_is_named() -> None:
    """Nothing in the project names a registry's host or a path of the machine it was made on."""
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if tracked.returncode:
        pytest.skip("not a git checkout")
    names = re.compile("/" + "work/|/" + "root/|file" + r"\.pythonhosted|pypi" + r"\.org")
    for name in tracked.stdout.split():
        path = ROOT / name
        if path.suffix in (".py", ".md", ".toml", ".1", ".5", "") and path.is_file():
            assert not names.search(path.read_text()), name
