"""Conversions: the laws, and the places where one number on one system is two on another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from errmap.conversion import convert, same_group, single
from errmap.registry import scope
from errmap.store import Store
from tests.conftest import Ran

Converted = tuple[str, str, int | None, str]


def answers(store: Store, text: str, to: str, source: str | None = None) -> list[Converted]:
    targets = scope(store, [to]) or ()
    found = convert(store, text, targets, scope(store, [source] if source else []))
    return [
        (m.code.system, m.code.name, m.code.number, m.fit if m.via == "condition" else m.via)
        for conversion in found
        for m in conversion.matches
    ]


def one(store: Store, text: str, to: str, source: str | None = None) -> int | None:
    targets = scope(store, [to]) or ()
    found = convert(store, text, targets, scope(store, [source] if source else []))
    match = single(found, same_group(store, targets))
    return match.code.number if match else None


@pytest.mark.parametrize(
    ("system", "number"),
    [
        ("linux", 111),
        ("macos", 61),
        ("freebsd", 61),
        ("aix", 79),
        ("hpux", 239),
        ("solaris", 146),
        ("illumos", 146),
        ("winsock", 10061),
        ("crt", 107),
        ("windows", 10061),
    ],
)
def test_a_refused_connection_has_its_number_everywhere(store: Store, system: str, number: int) -> None:
    """ECONNREFUSED leads to each system's own number, and on Windows to Winsock's first."""
    assert one(store, "ECONNREFUSED", system) == number
    assert answers(store, "ECONNREFUSED", system)[0][2] == number


@pytest.mark.parametrize(
    ("text", "source", "to", "expected"),
    [
        ("10061", None, "linux", 111),
        ("35", "macos", "linux", 11),
        ("EAGAIN", None, "windows", 10035),
        ("WSAEWOULDBLOCK", None, "linux", 11),
        ("WSAEWOULDBLOCK", None, "macos", 35),
        ("WSAEWOULDBLOCK", None, "hpux", 246),
        ("WSAEOPNOTSUPP", None, "linux", 95),
        ("WSAEOPNOTSUPP", None, "macos", 102),
        ("ENOTSUP", "linux", "macos", 45),
        ("EOPNOTSUPP", "linux", "macos", 102),
        ("ENOTSUP", None, "netbsd", 86),
        ("EOPNOTSUPP", None, "netbsd", 45),
        ("ENOTSUP", None, "aix", 124),
        ("EAGAIN", None, "hpux", 11),
        ("EWOULDBLOCK", None, "hpux", 246),
        ("EWOULDBLOCK", None, "crt", 140),
        ("EDEADLK", "linux", "solaris", 45),
        ("EDEADLOCK", "linux", "solaris", 56),
        ("EDEADLOCK", "solaris", "linux", 35),
        ("EDEADLOCK", None, "macos", 11),
        ("ENOTEMPTY", "aix", "linux", 39),
        ("EEXIST", "aix", "linux", 17),
        ("ENOTEMPTY", "linux", "aix", 17),
        ("macos:35", None, "linux", 11),
        ("-111", "linux", "macos", 61),
        ("ECANCELED", None, "winsock", 995),
    ],
)
def test_names_that_share_a_number_are_told_apart(
    store: Store, text: str, source: str | None, to: str, expected: int
) -> None:
    """A name leads to the code of its own meaning, also where its number carries two."""
    assert one(store, text, to, source) == expected


@pytest.mark.parametrize(
    ("text", "source", "to", "numbers"),
    [
        ("11", "linux", "hpux", {11, 246}),
        ("95", "linux", "macos", {45, 102}),
        ("17", "aix", "linux", {17, 39}),
    ],
)
def test_a_number_with_two_meanings_gives_both(
    store: Store, text: str, source: str, to: str, numbers: set[int]
) -> None:
    """From a number alone, every meaning it carries is answered, and none of them alone."""
    assert {number for _, _, number, _ in answers(store, text, to, source)} == numbers
    assert one(store, text, to, source) is None


def test_a_code_that_the_source_cannot_tell_apart_is_named_as_near(store: Store) -> None:
    """Winsock has one code for what HP-UX splits: the exact one comes first, the other is near."""
    assert answers(store, "WSAEWOULDBLOCK", "hpux") == [
        ("hpux", "EWOULDBLOCK", 246, "exact"),
        ("hpux", "EAGAIN", 11, "near"),
    ]


def test_a_system_that_tells_meanings_apart_gets_no_near_answers(store: Store) -> None:
    """macOS has ENOTEMPTY and EEXIST as two numbers, so ENOTEMPTY leads to one code only."""
    assert answers(store, "ENOTEMPTY", "freebsd", "macos") == [("freebsd", "ENOTEMPTY", 66, "exact")]


def test_what_a_system_lacks_is_answered_by_the_nearest_with_a_reason(store: Store) -> None:
    """The Windows C runtime has no EHOSTDOWN; the curated neighbour is marked as such."""
    (conversion,) = convert(store, "EHOSTDOWN", ("crt",))
    (match,) = conversion.matches
    assert (match.code.name, match.via, match.fit) == ("EHOSTUNREACH", "near", "close")
    assert match.why


def test_a_fit_that_is_not_exact_says_why(store: Store) -> None:
    """EINPROGRESS and WSAEINPROGRESS are not quite the same, in both directions."""
    (there,) = convert(store, "EINPROGRESS", ("winsock",))
    (back,) = convert(store, "WSAEINPROGRESS", ("linux",))
    assert (there.matches[0].fit, back.matches[0].fit) == ("narrower", "wider")
    assert there.matches[0].why and back.matches[0].why


def test_the_end_of_the_numbers_is_no_error(store: Store) -> None:
    """ELAST bounds the numbers of a system; it is converted to nothing."""
    assert {c.status for c in convert(store, "ELAST", ("linux",))} == {"not_found"}


def test_every_name_leads_to_itself_on_its_own_system(store: Store) -> None:
    """Converted to where it comes from, a code is the same number, and exact."""
    for system in store.systems():
        for code in store.of_system(system.id):
            if code.choice is not None:
                (conversion,) = convert(store, code.name, (system.id,), (system.id,))
                first = conversion.matches[0]
                assert (first.code.number, first.fit, first.via) == (code.number, "exact", "condition"), code


def test_there_and_back_keeps_the_condition(store: Store) -> None:
    """An exact answer, converted back by its name, gives the name's condition again."""
    for code in store.of_system("linux"):
        for match in convert(store, code.name, ("macos", "hpux", "crt"), ("linux",))[0].matches:
            if match.via == "condition" and match.code.condition == code.condition:
                (back,) = convert(store, match.code.name, ("linux",), (match.code.system,))
                assert back.matches[0].code.condition == code.condition


def test_every_answer_is_a_code_of_the_target_with_a_known_reason(store: Store) -> None:
    """A conversion never leaves its target, and inexact or near answers always say why."""
    for system in store.systems():
        for code in store.of_system(system.id):
            for match in convert(store, code.name, ("aix", "winsock"), (system.id,))[0].matches:
                assert match.code.system in ("aix", "winsock")
                assert match.why or (match.via == "condition" and match.fit == "exact")


def test_number_prints_the_bare_number(run: Callable[..., Ran]) -> None:
    """--number prints one line per input, fit for $(...)."""
    assert run("convert", "ECONNREFUSED", "10061", "--to", "macos", "--number") == Ran("61\n61\n", "", 0)


def test_name_prints_the_bare_name(run: Callable[..., Ran]) -> None:
    """--name prints the target's name of the error."""
    assert run("convert", "111", "--from", "linux", "--to", "windows", "--name") == Ran(
        "WSAECONNREFUSED\n", "", 0
    )


def test_an_ambiguous_number_is_refused_with_its_readings(run: Callable[..., Ran]) -> None:
    """--number for an input of several meanings is status 2 and lists them on stderr."""
    ran = run("convert", "35", "--to", "linux", "--number")
    assert (ran.out, ran.status) == ("", 2)
    for reading in ("EDEADLK of linux is 35", "EAGAIN of macos is 11", "ENOMSG of solaris is 42", "--from"):
        assert reading in ran.err
    assert ran.err.count("\n") == 1


def test_systems_that_disagree_are_refused_too(run: Callable[..., Ran]) -> None:
    """--number for several systems with different numbers has no single answer."""
    assert run("convert", "ECONNREFUSED", "--to", "aix,hpux", "--number").status == 2
    assert run("convert", "ECONNREFUSED", "--to", "bsd", "--number").out == "61\n"


def test_a_bare_answer_that_is_only_near_says_so(run: Callable[..., Ran]) -> None:
    """The number is printed, and stderr says that it is not exact."""
    ran = run("convert", "EHOSTDOWN", "--to", "crt", "--number")
    assert (ran.out, ran.status) == ("110\n", 0)
    assert "only the nearest" in ran.err


def test_plain_lines_have_system_name_number_and_fit(run: Callable[..., Ran]) -> None:
    """In a pipe a conversion is one tab-separated line per code."""
    assert run("convert", "WSAEWOULDBLOCK", "--to", "hpux").out == (
        "hpux\tEWOULDBLOCK\t246\texact\nhpux\tEAGAIN\t11\tnear\n"
    )
