"""The tables against real headers; `.ci/run` installs what this needs."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from errmap._dev import verify
from errmap._dev.verify import CHECKS, differences, value_of

pytestmark = pytest.mark.slow


@pytest.mark.skipif(not find_spec("ziglang"), reason="NO HEADERS HERE: pip install -e '.[verify]' first")
def test_no_difference_from_the_headers_is_unexplained(capsys: pytest.CaptureFixture[str]) -> None:
    """Every macro of every target agrees with its table, or stands in known_differences.toml."""
    status = verify.main()
    out = capsys.readouterr().out
    assert status == 0, out
    assert " 0 unexplained" in out.splitlines()[-1]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("111", 111),
        ("(-2)", -2),
        ("0x6fUL", 111),
        ("((NTSTATUS)0xC0000005)", 0xC0000005),
        ("_HRESULT_TYPEDEF_(0x80070005)", 0x80070005),
        ("(UINT16_C(14))", 14),
        ("EAGAIN", 11),
        ("(WSABASEERR + 61)", 10061),
        ("__extension__", None),
        ("LOOP", None),
    ],
)
def test_a_macro_comes_to_its_number(text: str, value: int | None) -> None:
    """Casts, wrappers, other macros and sums are followed; anything else is no number."""
    assert value_of(text, {"EAGAIN": "11", "WSABASEERR": "10000", "LOOP": "(LOOP)"}) == value


def test_differences_are_found_both_ways() -> None:
    """A name that only one side has, and a number that differs, are each reported."""
    found = dict(differences(CHECKS[0], {"EA": 1, "EB": 2, "EC": 3}, {"EA": 1, "EB": 5, "ED": 4}))
    assert set(found) == {"EB", "EC", "ED"}
