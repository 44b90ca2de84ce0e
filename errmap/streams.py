"""Where inputs come from and answers go: stdin, stdout, stderr and the exit status."""

from __future__ import annotations

import os
import sys

from errmap.errors import ErrmapError
from errmap.records import NamedTuple
from errmap.render import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

OK, SOME_MISSING, USAGE = 0, 1, 2
"""Exit statuses, as grep has them."""

STREAMED = ("plain", "json", "jsonl")
"""The formats that are written as the answers come; the others need all of them first."""

_CACHED = 20_000
_CHUNK = 1 << 16


class Result(NamedTuple):
    """The answer to one input, ready to be written: its text, what to say on stderr, its status."""

    text: str
    messages: tuple[str, ...]
    status: int


def complain(text: str) -> None:
    """One line on stderr, with nothing in it that could steer a terminal."""
    try:
        sys.stderr.write(f"errmap: {plain.visible(text)}\n")
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):  # a closed stderr must not cost the answer
        pass


def write(text: str) -> None:
    """Put a text on stdout at once; what its encoding cannot hold is written escaped."""
    out = sys.stdout
    if out is None:
        raise ErrmapError("stdout is closed; there is nowhere to write answers to")
    try:
        out.write(text)
    except UnicodeEncodeError:
        encoding = out.encoding or "ascii"
        out.write(text.encode(encoding, "backslashreplace").decode(encoding))
    out.flush()


def output_format(chosen: str | None) -> str:
    """The format asked for, or else a table on a terminal and plain text in a pipe."""
    return chosen or ("table" if sys.stdout is not None and sys.stdout.isatty() else "plain")


def inputs(words: Sequence[str]) -> Iterable[list[str]]:
    """The inputs in batches: the words, and for "-", or for none at all, the lines of stdin.

    Without words and with a terminal as stdin there is nothing to answer: raises ErrmapError.
    """
    if not words and (sys.stdin is None or sys.stdin.isatty()):
        raise ErrmapError("what is to be looked up? give a code, or '-' to read codes from stdin")
    for word in words or ("-",):
        if word == "-":
            yield from _stdin_lines()
        else:
            yield [word]


def _stdin_lines() -> Iterator[list[str]]:
    """The lines of stdin that are not blank, as many at a time as have arrived."""
    if sys.stdin is None:
        return
    descriptor = sys.stdin.fileno()
    rest = b""
    while chunk := os.read(descriptor, _CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        if lines:
            yield _decoded(lines)
    if rest:
        yield _decoded([rest])


def _decoded(lines: list[bytes]) -> list[str]:
    texts = b"\n".join(lines).decode("utf-8", "surrogateescape").split("\n")
    return [text.strip("\r") for text in texts if text.strip()]


def each_input(words: Sequence[str], form: str, answer: Callable[[str], Result]) -> int:
    """Answer every input in a streamed format; what was answered before is not worked out again."""
    known: dict[str, Result] = {}
    status, separator = OK, ""
    between = ",\n" if form == "json" else ""
    if form == "json":
        write("[")
    for batch in inputs(words):
        texts: list[str] = []
        size = 0
        for text in batch:
            result = known.get(text)
            if result is None:
                if len(known) >= _CACHED:
                    known.clear()
                result = known[text] = answer(text)
            texts += (separator, result.text)
            separator = between
            size += len(result.text)
            if size > _CHUNK:
                write("".join(texts))
                texts, size = [], 0
            for message in result.messages:
                complain(message)
            status = max(status, result.status)
        write("".join(texts))
    if form == "json":
        write("]\n")
    return status
