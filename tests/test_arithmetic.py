"""Numbers that carry other numbers: HRESULT, NTSTATUS, exit statuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errmap.arithmetic import carried, exit_status, taken_apart
from errmap.registry import lookup
from errmap.store import Store


def found(store: Store, text: str) -> list[tuple[str, str, int | None, str]]:
    return [(m.code.system, m.code.name, m.code.number, m.reading) for m in lookup(store, text).matches]


@pytest.mark.parametrize("text", ["80070005", "0x80070005", "-2147024891", "2147942405", "&H80070005"])
def test_all_spellings_of_an_hresult_give_one_answer(store: Store, text: str) -> None:
    """E_ACCESSDENIED first, and then the Win32 code that it carries."""
    codes = [(system, name, number) for system, name, number, _ in found(store, text)]
    assert codes == [("hresult", "E_ACCESSDENIED", 0x80070005), ("win32", "ERROR_ACCESS_DENIED", 5)]


@pytest.mark.parametrize(
    ("text", "system", "name", "reading"),
    [
        ("2147942667", "win32", "ERROR_DIRECTORY", "hresult-win32"),
        ("0x8007274D", "winsock", "WSAECONNREFUSED", "hresult-win32"),
        ("0xC0070005", "win32", "ERROR_ACCESS_DENIED", "ntstatus-win32"),
        ("0xD0000005", "ntstatus", "STATUS_ACCESS_VIOLATION", "hresult-nt"),
        ("3221225477", "ntstatus", "STATUS_ACCESS_VIOLATION", "decimal"),
        ("-1073741819", "ntstatus", "STATUS_ACCESS_VIOLATION", "unsigned"),
    ],
)
def test_carried_codes_are_found(store: Store, text: str, system: str, name: str, reading: str) -> None:
    """A Win32 code in an HRESULT or NTSTATUS, and an NTSTATUS in an HRESULT, are read as what they are."""
    assert (system, name, reading) in [(s, n, how) for s, n, _, how in found(store, text)]


def test_an_access_violation_is_said_to_be_a_memory_fault(store: Store) -> None:
    """STATUS_ACCESS_VIOLATION is not about permissions, and the summary says so."""
    (match,) = lookup(store, "0xC0000005").matches
    assert match.code.summary is not None and "memory fault" in match.code.summary.lower()


def test_a_known_number_says_what_it_is_put_together_from(store: Store) -> None:
    """The reason of a match names severity, facility and code."""
    match = lookup(store, "0x80070005").matches[0]
    assert match.why is not None and match.why.endswith("failure, facility WIN32 (7), code 5")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("0x80041234", "as an HRESULT, 0x80041234 would be: failure, facility ITF (4), code 4660"),
        ("0xC0051234", "as an NTSTATUS, 0xC0051234 would be: error, facility 5, code 4660"),
        ("0xE1234567", "as an NTSTATUS, 0xE1234567 would be: error, defined by an application, "),
    ],
)
def test_an_unknown_number_is_taken_apart_and_said_to_be_unknown(store: Store, text: str, parts: str) -> None:
    """Nobody has the code, but its parts may lead to who assigned it."""
    answer = lookup(store, text)
    assert answer.status == "not_found"
    assert (
        answer.why is not None and answer.why.startswith("no system has this code; ") and parts in answer.why
    )


@given(st.integers(0, 0xFFFF))
def test_any_win32_code_survives_the_way_through_an_hresult(code: int) -> None:
    """0x80070000 and a code give the code back."""
    assert (code, "hresult-win32") in [(number, how) for number, how, _ in carried(0x80070000 | code)]


@given(st.integers(0, 0xFFFFFFFF))
def test_every_number_can_be_taken_apart(number: int) -> None:
    """Severity, facility and code of any 32 bits can be told in both layouts."""
    for layout in ("hresult", "ntstatus"):
        assert taken_apart(number, layout, {}).endswith(f"code {number & 0xFFFF}")


def test_every_code_of_windows_is_found_in_all_its_spellings(store: Store) -> None:
    """Unsigned, signed and hexadecimal lead to the same code, for every HRESULT and NTSTATUS."""
    for system in ("hresult", "ntstatus"):
        for code in store.of_system(system)[::7]:
            if code.alias or code.number == 0:
                continue
            for text in (str(code.unsigned), str(code.signed), str(code.hex)):
                assert code.place in {m.code.place for m in lookup(store, f"{system}:{text}").matches}, text


def test_an_exit_status_of_a_signal_is_no_error_code(store: Store) -> None:
    """137 is signal 9, on a system that has no such code; where there is one, the note stands beside it."""
    alone = lookup(store, "137", ("linux", "macos"))
    assert (alone.status, alone.matches) == ("not_an_error", ())
    assert alone.why == "as an exit status, 137 says that signal 9 (SIGKILL) ended the program"
    both = lookup(store, "137")
    assert both.status == "found" and both.why == alone.why
    assert exit_status(128) is exit_status(128 + 64) is None
