"""The command line: exit statuses, streams, formats and wrong usage."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from errmap import __version__
from errmap.cli import cli
from tests.conftest import Ran, Spawn


def test_a_lookup_in_a_pipe_is_plain(run: Callable[..., Ran]) -> None:
    """System, name, number and message, tab-separated, on stdout; nothing on stderr."""
    out = "winsock\tWSAECONNREFUSED\t10061\tThe machine answered, but nothing listens on that port.\n"
    assert run("lookup", "10061") == Ran(out, "", 0)


@pytest.mark.parametrize("arguments", [("10061",), ("10061", "--plain"), ("lookup", "10061")])
def test_a_code_needs_no_command(run: Callable[..., Ran], arguments: tuple[str, ...]) -> None:
    """errmap 10061 is errmap lookup 10061."""
    assert run(*arguments) == run("lookup", "10061")


@pytest.mark.parametrize("word", ["econnrefused", "-111", "connection_refused", "ConnectionRefused"])
def test_a_known_name_needs_no_command_in_any_case(run: Callable[..., Ran], word: str) -> None:
    """A first word that is no command but a name or a number is looked up."""
    assert run(word) == run("lookup", word)
    assert run(word).status == 0


def test_some_missing_is_status_1_and_the_rest_is_printed(run: Callable[..., Ran]) -> None:
    """Answers go to stdout, the miss to stderr, and the status says that one was missing."""
    ran = run("lookup", "10061", "nope", "111", "--os", "linux,winsock")
    assert [line.split("\t")[1] for line in ran.out.splitlines()] == ["WSAECONNREFUSED", "ECONNREFUSED"]
    assert ran.err.startswith("errmap: nope: ")
    assert ran.status == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lookup", "--jsn"], "--json"),
        (["lookup", "1", "--json", "--plain"], "exclude each other"),
        (["lookup", "1", "--os", "nosuch"], "no system or group is called 'nosuch'"),
        (["lookup", "1", "--os", ""], "no system is named"),
        (["lookup", "1", "--os"], "--os"),
        (["convert", "1", "--to", "nosuch"], "no system or group is called 'nosuch'"),
        (["convert", "1", "--number", "--json"], "exclude each other"),
        (["lokup", "1"], "lookup"),
        (["list", "extra"], "extra"),
        (["list", "--search", "!!"], "--search needs words"),
        (["explain", "1", "--csv"], "--csv"),
        (["--nosuch"], "--nosuch"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    run: Callable[..., Ran], arguments: list[str], said: str
) -> None:
    """stderr has one line that names the trouble; stdout stays empty; there is no traceback."""
    ran = run(*arguments)
    assert (ran.out, ran.status) == ("", 2)
    assert said in ran.err
    assert ran.err.startswith("errmap: ") and ran.err.count("\n") == 1


def test_no_arguments_show_the_help(run: Callable[..., Ran]) -> None:
    """errmap alone says what it can do."""
    assert "lookup" in run().out


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_command_has_help_with_an_example(run: Callable[..., Ran], command: str) -> None:
    """-h and --help agree and show how the command is called."""
    ran = run(command, "--help")
    assert ran == run(command, "-h")
    assert ran.status == 0 and f"errmap {command}" in ran.out


def test_the_version_names_program_and_tables(run: Callable[..., Ran]) -> None:
    """--version gives the program's version and the date of the newest source."""
    assert run("--version") == Ran(f"errmap {__version__} (tables of 2026-08-22)\n", "", 0)


def test_json_is_one_array_in_input_order(run: Callable[..., Ran]) -> None:
    """Each input is one element with its status, whether it was found or not."""
    elements = json.loads(run("lookup", "nope", "10061", "0", "--json").out)
    assert [(e["input"], e["status"]) for e in elements] == [
        ("nope", "not_found"),
        ("10061", "found"),
        ("0", "not_an_error"),
    ]
    (match,) = elements[1]["matches"]
    code = {"system": "winsock", "name": "WSAECONNREFUSED", "number": 10061, "hex": "0x0000274D"}
    assert code.items() <= match.items()
    assert {"text": "10061", "start": 0, "end": 5, "reading": "decimal"}.items() <= match.items()


def test_the_code_object_has_all_its_fields(run: Callable[..., Ran]) -> None:
    """The contract's fields are there for every code; 32-bit systems have two more."""
    fields = {
        "system",
        "name",
        "aliases",
        "number",
        "hex",
        "message",
        "summary",
        "condition",
        "fit",
        "source",
    }
    for system in ("linux", "winsock"):
        for code in json.loads(run("list", "--os", system, "--json").out):
            assert fields <= set(code)
            assert set(code["source"]) == {"id", "title", "version"}
            assert ("signed" in code) == ("unsigned" in code) == (system == "winsock")


def test_json_lines_are_the_same_elements(run: Callable[..., Ran]) -> None:
    """--jsonl has one element of --json a line."""
    inputs = ("35", "nope", "E*")
    lines = [json.loads(line) for line in run("lookup", *inputs, "--jsonl").out.splitlines()]
    assert lines == json.loads(run("lookup", *inputs, "--json").out)


def test_an_empty_array_is_still_json(spawn: Spawn) -> None:
    """No input at all gives an empty array."""
    assert json.loads(spawn("lookup", "-", "--json").stdout) == []


def test_stdin_is_read_line_by_line(spawn: Spawn) -> None:
    """The issue's own example: three answers, one of them a miss."""
    ran = spawn("lookup", "-", "--jsonl", stdin=b"111\nECONNRESET\nnope\n")
    assert [json.loads(line)["status"] for line in ran.stdout.splitlines()] == ["found", "found", "not_found"]
    assert ran.returncode == 1


@pytest.mark.parametrize(
    "arguments", [("lookup",), ("lookup", "-"), ("convert", "--to", "all"), ("explain",)]
)
def test_a_pipe_as_stdin_needs_no_dash(spawn: Spawn, arguments: tuple[str, ...]) -> None:
    """Without words the inputs come from stdin; blank lines and CR are not part of them."""
    ran = spawn(*arguments, stdin=b"\n10061\r\n\n   \n10061")
    assert ran.returncode == 0 and ran.stdout.count(b"WSAECONNREFUSED") >= 2


def test_bytes_that_are_no_utf8_are_answered(spawn: Spawn) -> None:
    """A line of garbage is a miss like any other; the next line is still answered."""
    ran = spawn("lookup", "-", "--plain", stdin=b"\xff\xfe\x00\n10061\n")
    assert b"WSAECONNREFUSED" in ran.stdout and ran.returncode == 1
    assert b"Traceback" not in ran.stderr


def test_answers_arrive_before_stdin_ends() -> None:
    """An input is answered while the writer still holds the pipe open."""
    command = [sys.executable, "-m", "errmap", "lookup", "-", "--jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        process.stdin.write(b"10061\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["input"] == "10061"
        process.stdin.write(b"111\n")
        process.stdin.close()
        assert json.loads(process.stdout.readline())["input"] == "111"
    assert process.returncode == 0


@pytest.mark.parametrize("arguments", [("lookup", "-"), ("list", "--os", "linux"), ("lookup", "E*", "--csv")])
def test_a_closed_pipe_ends_quietly(arguments: tuple[str, ...]) -> None:
    """A reader that stops reading causes no message and no failure."""
    command = [sys.executable, "-m", "errmap", *arguments]
    reader, writer = os.pipe()
    os.close(reader)
    ran = subprocess.run(command, input=b"35\n" * 50_000, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_an_interrupt_is_status_130() -> None:
    """Ctrl-C ends the program without a traceback."""
    command = [sys.executable, "-m", "errmap", "lookup", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(b"10061\n")
        process.stdin.flush()
        process.stdout.readline()
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert process.stderr.read() == b""


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_closed_standard_streams_cause_no_traceback(closed: str) -> None:
    """Without stdin, stdout or stderr the program still ends in order."""
    shell = f'"{sys.executable}" -m errmap lookup 10061 nope --plain {closed}'
    ran = subprocess.run(["sh", "-c", shell], capture_output=True, stdin=subprocess.DEVNULL)
    assert b"Traceback" not in ran.stderr
    assert ran.returncode in (1, 2)


def test_an_encoding_that_lacks_a_character_gets_an_escape(spawn: Spawn, user_tables: object) -> None:
    """ASCII and cp1252 outputs hold every answer, with escapes where they must."""
    for encoding in ("ascii", "cp1252"):
        ran = spawn("explain", "ENOENT", PYTHONIOENCODING=encoding)
        assert ran.returncode == 0 and b"ENOENT" in ran.stdout
