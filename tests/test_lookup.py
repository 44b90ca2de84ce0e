"""Lookups: from an input to its readings, best first."""

from __future__ import annotations

import pytest

from errmap.errors import ErrmapError
from errmap.inputs import squash, words
from errmap.registry import lookup, scope
from errmap.store import Store


def found(store: Store, text: str) -> list[tuple[str, str, int | None]]:
    return [(m.code.system, m.code.name, m.code.number) for m in lookup(store, text).matches]


def test_one_number_means_different_things(store: Store) -> None:
    """35 is EAGAIN on macOS and the BSDs, EDEADLK on Linux, ENOMSG on the System V family."""
    names = {system: name for system, name, _ in found(store, "35")}
    assert (
        names.items()
        >= {
            "linux": "EDEADLK",
            **dict.fromkeys(("macos", "freebsd", "netbsd", "openbsd", "dragonfly"), "EAGAIN"),
            **dict.fromkeys(("solaris", "illumos", "aix", "hpux"), "ENOMSG"),
        }.items()
    )


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("111", "decimal"),
        ("-111", "negated"),
        ("0x6f", "hex"),
        ("6Fh", "hex"),
        ("&H6F", "hex"),
        ("4294967185", "negated"),
        ("18446744073709551505", "negated"),
        ("0xFFFFFF91", "negated"),
        ("econnrefused", "name"),
        (":econnrefused", "name"),
        ("Errno::ECONNREFUSED", "name"),
        ("SocketError.ConnectionRefused", "name"),
        ("std::errc::connection_refused", "name"),
        ("io::ErrorKind::ConnectionRefused", "name"),
        ("ConnectionRefusedError", "name"),
        ("UV_ECONNREFUSED", "name"),
        ("connection refused", "search"),
        ("Connection refused", "search"),
        ("E*REFUSED", "glob"),
        ("macos:61", "decimal"),
        ("winsock:10061", "decimal"),
        ("darwin:ECONNREFUSED", "name"),
    ],
)
def test_every_form_of_input_leads_to_connection_refused(store: Store, text: str, reading: str) -> None:
    """Numbers, wraps, decorated names, patterns, words and system:code all find the condition first."""
    first = lookup(store, text).matches[0]
    assert (first.code.condition, first.reading) == ("connection_refused", reading)


def test_a_match_says_which_piece_was_read(store: Store) -> None:
    """text, start and end cut the code out of the input as it was given."""
    match = lookup(store, "  macos:61 ").matches[0]
    assert (match.text, match.start, match.end) == ("61", 8, 10)


def test_an_alias_is_found_under_its_own_name(store: Store) -> None:
    """EWOULDBLOCK is a row of its own that names EAGAIN as the other name of its number."""
    match = next(m for m in lookup(store, "EWOULDBLOCK").matches if m.code.system == "linux")
    assert (match.reading, match.code.name, match.code.aliases) == ("alias", "EWOULDBLOCK", ("EAGAIN",))
    assert match.code.condition == "operation_would_block"


def test_a_number_names_its_code_once_with_its_aliases(store: Store) -> None:
    """Linux 11 is one match, EAGAIN, with EWOULDBLOCK as an alias."""
    matches = [m.code for m in lookup(store, "linux:11").matches]
    assert [(code.name, code.aliases) for code in matches] == [("EAGAIN", ("EWOULDBLOCK",))]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("port already in use", "address_in_use"),
        ("disk full", "no_space_on_device"),
        ("too many open files", "too_many_files_open"),
        ("dns not resolving", "host_not_found"),
        ("permission denied", "permission_denied"),
        ("Broken pipe", "broken_pipe"),
        ("Resource temporarily unavailable", "resource_unavailable_try_again"),
    ],
)
def test_words_put_the_right_condition_first(store: Store, text: str, condition: str) -> None:
    """What people call an error, or what a system prints for it, finds it."""
    assert lookup(store, text).matches[0].code.condition == condition


def test_every_message_finds_its_own_condition_first(store: Store) -> None:
    """The full text that a system prints for a code leads to conditions that are printed so."""
    for system in store.systems():
        for code in store.of_system(system.id):
            if (
                words(code.message or "")
                and code.choice is not None
                and not code.message.startswith(("Error ", "Unknown error"))
            ):
                first = lookup(store, code.message or "").matches[0]
                printed = {squash(c.message or "") for c in store.of_condition(first.code.condition or "")}
                assert squash(code.message or "") in printed, code


def test_os_narrows_to_systems_and_groups(store: Store) -> None:
    """Only the systems named, or those of a named group, answer."""
    systems = scope(store, ["bsd"])
    assert {m.code.system for m in lookup(store, "35", systems).matches} == {
        "freebsd",
        "netbsd",
        "openbsd",
        "dragonfly",
    }


def test_scopes_keep_the_order_they_are_named_in(store: Store) -> None:
    """--os macos,linux asks for macOS first; a repeated system counts once."""
    assert scope(store, ["macos,linux", "osx"]) == ("macos", "linux")


def test_a_colon_of_prose_is_no_scope(store: Store) -> None:
    """What stands before the colon need not be a system; then all of it is searched for."""
    assert lookup(store, "ENOENT: no such file or directory").matches[0].code.name == "ENOENT"
    assert {m.code.system for m in lookup(store, "aix,macos: 35").matches} == {"aix", "macos"}


@pytest.mark.parametrize("text", ["111_0", "&h", "5.5", "35 11", "-", "(1)"])
def test_scraps_of_numbers_are_not_searched_for(store: Store, text: str) -> None:
    """Only words are searched for; a malformed number never leads to a text that mentions it."""
    assert lookup(store, text).status == "not_found"


def test_an_unknown_system_is_an_error_that_names_a_near_one(store: Store) -> None:
    """A mistyped --os stops everything and suggests what was meant."""
    with pytest.raises(ErrmapError, match=r"no system or group is called 'linus'; did you mean linux\?"):
        scope(store, ["linus"])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("foo", "no such code, and no text about one has these words"),
        ("ECONREFUSED", "no such code; did you mean ECONNREFUSED"),
        ("0x", "the hexadecimal digits are missing"),
        ("", "the input is empty; give a number, a name or words"),
        ("99999999999999", "too large for a code; codes have at most 32 bits"),
        ("9" * 5000, "too large for a code; codes have at most 32 bits"),
        ("64999", "no system has this code"),
        ("linux:10061", "no code of linux, but one of winsock (WSAECONNREFUSED)"),
        ("linus:5", "no system or group is called 'linus'; did you mean linux?"),
        ("Q*Z", "no name of a code matches this pattern"),
    ],
)
def test_a_miss_says_why_and_what_to_try(store: Store, text: str, why: str) -> None:
    """An input without an answer is not found, with a reason that fits it."""
    answer = lookup(store, text)
    assert answer.status == "not_found"
    assert answer.matches == ()
    assert answer.why is not None and answer.why.startswith(why)


@pytest.mark.parametrize("text", ["0", "0x0", "4294967295", "0xFFFFFFFF"])
def test_values_that_are_no_errors_are_said_to_be_none(store: Store, text: str) -> None:
    """Success and -1 are answers of their own, not codes."""
    assert lookup(store, text).status == "not_an_error"


def test_minus_one_is_still_read_as_a_negated_errno(store: Store) -> None:
    """-1 written so may be -EPERM, as kernels return it."""
    assert ("linux", "EPERM", 1) in found(store, "-1")


def test_every_code_is_found_by_its_name_and_by_its_number(store: Store) -> None:
    """No row of any table is out of reach."""
    for system in store.systems():
        for code in store.of_system(system.id):
            by_name = [m.code for m in lookup(store, f"{system.id}:{code.name}").matches]
            assert code in by_name
            by_number = [m.code for m in lookup(store, f"{system.id}:{code.number}").matches]
            assert any(code.name in (c.name, *c.aliases) for c in by_number) or code.choice is None
