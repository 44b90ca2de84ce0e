"""Start-up is the product's speed: what each way into the program imports, and nothing more."""

from __future__ import annotations

import subprocess
import sys

import pytest

# What a lookup in a pipe may load beyond what a bare interpreter has.
QUICK = {
    "__future__", "_operator", "operator", "_sqlite3",
    # what the C module _sqlite3 imports itself
    "functools", "_functools", "collections", "_collections", "itertools", "keyword", "reprlib", "types",
    "errmap", "errmap.__main__", "errmap.arithmetic", "errmap.commands",
    "errmap.errors", "errmap.inputs", "errmap.locate",
    "errmap.records", "errmap.registry", "errmap.render", "errmap.render.plain", "errmap.store",
    "errmap.streams",
}  # fmt: skip


def loaded(*arguments: str) -> set[str]:
    """The modules that a run of errmap loads beyond those of `python -c 'import sys'`."""
    code = (
        "import sys; before = set(sys.modules); from errmap.__main__ import main\n"
        "status = main(sys.argv[1:]); sys.stdout.flush()\n"
        "print(*sorted(set(sys.modules) - before), file=sys.stderr); sys.exit(status)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=True,
    )
    return set(ran.stderr.split())


@pytest.fixture(autouse=True)
def _index_is_built() -> None:
    loaded("lookup", "10061")


@pytest.mark.parametrize(
    ("arguments", "more"),
    [
        (("lookup", "10061"), set()),
        (("10061",), set()),
        (("lookup", "ECONNREFUSED", "E*", "macos:35", "port in use"), set()),
        (("lookup", "10061", "--json"), {"errmap.render.jsontext"}),
        (("lookup", "10061", "--jsonl"), {"errmap.render.jsontext"}),
        (("convert", "ECONNREFUSED", "--to", "macos", "--number"), {"errmap.conversion"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_plain_questions_load_only_what_they_need(arguments: tuple[str, ...], more: set[str]) -> None:
    """No click, rich, tomli, json, re, typing or dataclasses for what scripts ask."""
    assert loaded(*arguments) <= QUICK | more


@pytest.mark.parametrize(
    "arguments", [("--help",), ("lookup", "--help"), ("list", "--os", "linux"), ("--version",)]
)
def test_what_is_not_for_a_terminal_loads_no_rich(arguments: tuple[str, ...]) -> None:
    """Help, lists in a pipe and the version need neither rich nor tomli."""
    assert not {"rich", "tomli", "errmap.loader"} & loaded(*arguments)


def test_importing_the_package_loads_nothing_of_it() -> None:
    """The Python interface is loaded on first use."""
    code = "import sys, errmap; print(*[name for name in sys.modules if name.startswith('errmap.')])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []
