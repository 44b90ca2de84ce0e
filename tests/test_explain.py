"""Pages of explanation: what is written and what the tables add."""

from __future__ import annotations

import json
from collections.abc import Callable

from errmap.pages import by_number, explain, split_page
from errmap.store import Store
from tests.conftest import TABLES, Ran

MOST_MET = 20


def test_the_page_of_a_refused_connection_has_everything(run: Callable[..., Ran]) -> None:
    """Title, sentence, grouped numbers, the written sections, the same number elsewhere, sources."""
    page = run("explain", "ECONNREFUSED").out
    assert page.startswith("# ECONNREFUSED: connection refused\n\n")
    assert "**111** Linux, Android, Cygwin, " in page
    assert " · **61** macOS, *BSD, " in page and " · **10061** Winsock · " in page
    for heading in ("Numbers", "When you see it", "Usual causes", "What to try", "Telling it apart",
                    "The same number elsewhere", "Sources"):  # fmt: skip
        assert f"\n## {heading}\n" in page
    assert "- 61 is `ENODATA` on Linux, " in page


def test_a_number_of_several_meanings_has_a_page_for_each(run: Callable[..., Ran]) -> None:
    """35 is explained as a deadlock, as a resource that is busy, and as a missing message."""
    titles = [line for line in run("explain", "35").out.splitlines() if line.startswith("# ")]
    assert [title.split(":")[0] for title in titles][:3] == ["# EDEADLK", "# EAGAIN", "# ENOMSG"]


def test_words_lead_to_the_best_page_only(run: Callable[..., Ran]) -> None:
    """A search has many hits; one page is what the reader wants."""
    pages = json.loads(run("explain", "disk full", "--json").out)
    assert [page["condition"] for page in pages] == ["no_space_on_device"]


def test_a_condition_without_a_written_page_still_has_one(run: Callable[..., Ran]) -> None:
    """Numbers, summary and sources come from the tables."""
    page = run("explain", "ERFKILL").out
    assert "**132** Linux" in page and "## Sources" in page and "## Usual causes" not in page


def test_the_json_of_a_page_holds_its_parts(run: Callable[..., Ran]) -> None:
    """Sections are an object by heading; codes and sources are the contract's objects."""
    (page,) = json.loads(run("explain", "EAGAIN", "--json").out)
    assert page["title"] == "EAGAIN" and page["condition"] == "resource_unavailable_try_again"
    assert next(iter(page["sections"])) == "When you see it"
    assert {"linux", "hpux"} <= {code["system"] for code in page["codes"]}
    assert all(set(source) == {"id", "title", "version"} for source in page["sources"])


def test_an_unknown_code_has_no_page(run: Callable[..., Ran]) -> None:
    """A miss is one line on stderr and status 1."""
    ran = run("explain", "ENOSUCHTHING")
    assert (ran.out, ran.status) == ("", 1)
    assert ran.err.startswith("errmap: ENOSUCHTHING: ")


def test_the_most_met_conditions_have_written_pages(store: Store) -> None:
    """At least twenty conditions are explained, and every page belongs to a condition."""
    pages = [path.stem for path in (TABLES / "explain").glob("*.md")]
    assert len(pages) >= MOST_MET
    assert all(store.condition(page) for page in pages)


def test_pages_name_only_conditions_that_exist(store: Store) -> None:
    """Every link of "See also" leads somewhere, with the right POSIX name."""
    for path in sorted((TABLES / "explain").glob("*.md")):
        _, sections = split_page(path.read_text())
        for line in dict(sections)["See also"].splitlines():
            if line.startswith("- `"):
                id, _, rest = line[3:].partition("`")
                condition = store.condition(id)
                assert condition is not None, f"{path.name}: {line}"
                assert rest.startswith(f" ({condition.posix})") or not condition.posix, f"{path.name}: {line}"


def test_agreeing_groups_are_named_as_one(store: Store) -> None:
    """Numbers are grouped, and a group that is all there is written with a star."""
    (page,) = explain(store, "ENOENT")
    numbers = dict(by_number([c for c in page.codes if not c.choice], store.systems()))
    assert "*Linux" in numbers[2] and "*BSD" in numbers[2] and "NetBSD" not in numbers[2]
