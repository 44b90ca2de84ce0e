"""The quick way past click answers exactly as click's way does."""

from __future__ import annotations

import pytest

from errmap import __main__
from errmap.__main__ import quick
from errmap.cli import main as click_main
from errmap.store import Store

ODD = [
    "", " ", "0", "-0", "+1", "-1", "0x", "0x0", "-0x6f", "&H", "&h6f", "6fh", "h", "1e3", "1.5",
    "1_0", "--5", "-x", "80070005", "C0000005", "deadbeef", "4294967185", "4294967296",
    "99999999999999999999", "9" * 100, "foo", "FOO", "Errno::ECONNREFUSED", ":econnrefused",
    "errno.EAGAIN", "SocketError.HostNotFound", "std::errc::io_error", "a::", "macos:35", "macos:",
    ":35", "bsd:EAGAIN", "nosuch:35", "windows:10061", "linux:linux:35", "E*REFUSED", "*", "?", "[",
    "E[", "E[AB]*", "linux:E*", "port in use", "in", "the", "x" * 300, "\t35\t", "35\n", "a\x00b",
    "\x1b[31m", "[bold]", "ünïcode", "٣٥", "\udcff", "'EPERM'", '"EPERM"', "$!{EPERM}", "EPERM,",
    "ELAST", "EWOULDBLOCK", "%s", "%", "NEAR", '"', "a AND b", "OR", "(", "*)",
    "connection_refused", "ConnectionRefused", "WSA_QOS_*",
]  # fmt: skip

Outcome = tuple[int, str, str]


def outcome(way: object, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> Outcome:
    capsys.readouterr()
    status = way(arguments)  # type: ignore[operator]
    out, err = capsys.readouterr()
    return status, out, err


def by_click(arguments: list[str]) -> int:
    return click_main(arguments)


def by_quick(arguments: list[str]) -> int:
    command = quick(arguments)
    assert command is not None, f"{arguments} should take the quick way"
    return __main__.guarded(command)


def assert_same(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> Outcome:
    quickly = outcome(by_quick, arguments, capsys)
    assert quickly == outcome(by_click, arguments, capsys)
    return quickly


def test_every_name_and_number_is_answered_the_same(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """Both ways print the same for every name and every number of every table."""
    codes = [code for system in store.systems() for code in store.of_system(system.id)]
    words = sorted({code.name for code in codes} | {str(code.number) for code in codes})
    assert len(words) > 500
    for form in ([], ["--plain"], ["--json"], ["--jsonl"], ["--os", "linux,windows"]):
        for start in range(0, len(words), 1000):
            status, out, _ = assert_same(["lookup", *words[start : start + 1000], *form], capsys)
            assert status in (0, 1) and (out or "--os" in form)
    for start in range(0, len(words), 1000):
        assert_same(["convert", *words[start : start + 1000], "--to", "macos", "--number"], capsys)


@pytest.mark.parametrize("form", [[], ["--json"], ["--jsonl"]], ids=["plain", "json", "jsonl"])
def test_odd_words_are_answered_the_same(form: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Both ways agree on words that are hardly codes, output, messages and status alike."""
    for word in ODD:
        for arguments in (["lookup", word, *form], ["convert", word, "--to", "hpux", *form]):
            if quick(arguments) is not None:
                assert_same(arguments, capsys)
            else:
                assert word.startswith("-") and by_click(arguments) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["lookup", "--json", "35", "--os", "bsd", "--os", "linux"],
        ["lookup", "--os", "nosuch", "35"],
        ["lookup", "--os", "", "35"],
        ["convert", "35", "--from", "macos", "--to", "linux", "--number"],
        ["convert", "35", "--to", "linux", "--name"],
        ["convert", "35", "--to", "windows", "--to", "linux"],
        ["convert", "EAGAIN"],
        ["convert", "EAGAIN", "--to", "nosuch"],
        ["10061"],
        ["10061", "--json"],
        ["-111", "--plain"],
        ["E*REFUSED", "111"],
        ["port in use"],
    ],
)
def test_options_are_understood_the_same(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Formats, systems, sources and targets mean the same on both ways."""
    assert_same(arguments, capsys)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--help"],
        ["lookup", "--help"],
        ["lookup", "35", "--csv"],
        ["lookup", "35", "--json", "--plain"],
        ["lookup", "35", "--os"],
        ["lookup", "35", "--os", "-x"],
        ["lookup", "--", "35"],
        ["lookup", "--os=linux", "35"],
        ["lookup", "35", "--number"],
        ["convert", "35", "--number", "--name"],
        ["list"],
        ["explain", "35"],
        ["lokup"],
        ["--version"],
    ],
)
def test_anything_unusual_goes_to_click(arguments: list[str]) -> None:
    """The quick way leaves alone what it does not fully understand."""
    assert quick(arguments) is None


def test_a_terminal_goes_to_click(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal there is a table to draw, unless a format is asked for."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert quick(["lookup", "35"]) is None
    assert quick(["lookup", "35", "--json"]) is not None
