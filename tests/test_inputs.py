"""What a CODE may look like, before anything is looked up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errmap.inputs import (
    is_negative_number,
    looks_like_code,
    name_keys,
    number_readings,
    parse,
    squash,
    words,
)


def numbers(text: str) -> list[int]:
    return [reading.number for reading in number_readings(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("111", [111]),
        ("+111", [111]),
        ("0111", [111]),
        ("-111", [-111, 4294967185, 111]),
        ("\u2212111", [-111, 4294967185, 111]),
        ("0x6f", [111]),
        ("0X6F", [111]),
        ("6Fh", [111]),
        ("274Dh", [10061]),
        ("&H274D", [10061]),
        ("&h80070005&", [2147942405, -2147024891, 2147024891, 5]),
        ("0x6fUL", [111]),
        ("111L", [111]),
        ("4294967185", [4294967185, -111, 111]),
        ("18446744073709551505", [18446744073709551505, -111, 4294967185, 111]),
        ("2147952461", [2147952461, -2147014835, 2147014835, 10061]),
        ("-2147014835", [-2147014835, 2147952461, 2147014835, 10061]),
        ("0x8007274D", [2147952461, -2147014835, 2147014835, 10061]),
        ("80070005", [80070005, 2147942405, -2147024891, 2147024891, 5]),
        ("C0000005", [3221225477, -1073741819, 1073741819]),
        ("0xD0000005", [3489660933, -805306363, 805306363, 3221225477]),
        ("0xC0070005", [3221684229, -1073283067, 1073283067, 5]),
        ("99999999999999", [99999999999999]),
    ],
)
def test_every_number_form_gives_its_readings_best_first(text: str, expected: list[int]) -> None:
    """A number in any notation yields its value, then its 32-bit wraps, then its negation."""
    assert numbers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "+",
        "0x",
        "&h",
        "h",
        "0xg",
        "1e5",
        "1_000",
        "10,061",
        "1.5",
        "each",
        "beach",
        "٣٥",
        "³",
        "9" * 41,
    ],
)
def test_what_is_no_number_has_no_readings(text: str) -> None:
    """Nothing but a whole number in a known notation is read as one, and nothing is read as 0."""
    assert numbers(text) == []


@given(st.integers(0, 2**32 - 1))
def test_all_notations_of_a_number_agree(number: int) -> None:
    """0x, &H and h notations of a number have its readings; eight decimal digits may have more."""
    expected = numbers(f"0x{number:x}")
    assert expected[0] == number
    assert numbers(f"&H{number:X}") == numbers(f"0{number:X}h") == expected
    assert numbers(str(number))[: len(expected)] == expected


@given(st.integers(-(2**31), -1))
def test_a_negative_number_and_its_unsigned_form_are_one(number: int) -> None:
    """-111 and 4294967185 lead to the same set of numbers."""
    assert set(numbers(str(number))) == set(numbers(str(number + 2**32)))


@given(st.text())
def test_no_text_breaks_the_parser(text: str) -> None:
    """Any text at all becomes a query, whose bare part is a part of the text."""
    query = parse(text)
    assert query.text == text
    assert query.bare in text


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ECONNREFUSED", "econnrefused"),
        (":econnrefused", "econnrefused"),
        ("Errno::ECONNREFUSED", "econnrefused"),
        ("errno.ECONNREFUSED", "econnrefused"),
        ("syscall.ECONNREFUSED", "econnrefused"),
        ("libc::ECONNREFUSED", "econnrefused"),
        ("nix::errno::Errno::ECONNREFUSED", "econnrefused"),
        ("os.constants.errno.ECONNREFUSED", "econnrefused"),
        ("$!{ECONNREFUSED}", "econnrefused"),
        ("'ECONNREFUSED'", "econnrefused"),
        ("WSAECONNREFUSED", "wsaeconnrefused"),
        ("SocketError.ConnectionRefused", "connectionrefused"),
        ("std::errc::connection_refused", "connection_refused"),
        ("io::ErrorKind::ConnectionRefused", "connectionrefused"),
        ("ConnectionRefusedError", "connectionrefusederror"),
    ],
)
def test_decorations_of_languages_fall_off_a_name(text: str, key: str) -> None:
    """A name is found under its last part, whatever qualifier or sigil its language gives it."""
    assert name_keys(text)[0] == key


def test_a_runtime_prefix_is_tried_without_it_too() -> None:
    """UV_ECONNREFUSED and PHP's SOCKET_ECONNREFUSED also stand for ECONNREFUSED."""
    assert name_keys("UV_ECONNREFUSED") == ("uv_econnrefused", "econnrefused")
    assert name_keys("SOCKET_ECONNREFUSED") == ("socket_econnrefused", "econnrefused")


@pytest.mark.parametrize("text", ["connection refused", "a/b", "a..b", "..", "", "x(1)"])
def test_what_is_no_name_has_no_keys(text: str) -> None:
    """Words, paths and calls are not names."""
    assert name_keys(text) == ()


@pytest.mark.parametrize(
    ("text", "scope", "bare"),
    [
        ("macos:35", "macos", "35"),
        ("Winsock:WSAECONNREFUSED", "winsock", "WSAECONNREFUSED"),
        ("hp-ux:E*", "hp-ux", "E*"),
        (" linux:-111 ", "linux", "-111"),
        ("Errno::ENOENT", None, "Errno::ENOENT"),
        (":enoent", None, ":enoent"),
        ("linux: 35", "linux", "35"),
        ("bsd,macos:35", "bsd,macos", "35"),
        ("linux:", None, "linux:"),
    ],
)
def test_a_single_colon_names_a_system(text: str, scope: str | None, bare: str) -> None:
    """system:code is split at its colon; double colons and prose are left alone."""
    query = parse(text)
    assert (query.scope, query.bare) == (scope, bare)


def test_globs_are_folded_patterns() -> None:
    """A word with a star or question mark is a pattern; a question is not."""
    assert parse("E*REFUSED").glob == "e*refused"
    assert parse("what is ENOENT?").glob is None


def test_words_lose_case_and_punctuation() -> None:
    """A text is searched for by its bare words."""
    assert words("Port already in-use!") == ("port", "already", "in", "use")


@given(st.text())
def test_squashing_is_final(text: str) -> None:
    """A squashed name stays as it is when squashed again."""
    once = squash(text)
    assert squash(once) == once


@pytest.mark.parametrize(
    "word", ["10061", "-111", "0x6f", "ECONNREFUSED", "macos:35", "E*", "a::b", "port in use"]
)
def test_a_first_word_can_be_seen_to_be_a_code(word: str) -> None:
    """Numbers, capitals, qualified names, patterns and phrases need no command before them."""
    assert looks_like_code(word)


@pytest.mark.parametrize("word", ["", "-h", "--version", "lookup", "lokup", "econnrefused"])
def test_a_first_word_that_may_be_a_command_is_left_to_click(word: str) -> None:
    """Options and plain lower-case words may be commands, mistyped or not."""
    assert not looks_like_code(word)


def test_a_word_with_a_dash_is_a_number_or_an_option() -> None:
    """-111 and -0x6f are numbers below zero; -x and -- are not."""
    assert is_negative_number("-111") and is_negative_number("-0x6f")
    assert not any(map(is_negative_number, ("-x", "--", "-", "111", "--5")))
