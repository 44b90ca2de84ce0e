"""The way into the program: scripts' plain questions are answered before click is imported.

`errmap lookup WORD... [--plain|--json|--jsonl] [--os NAMES]`, `errmap CODE...` and
`errmap convert WORD... --to NAME [...]` with an output that is no terminal take the quick way; all
else, and everything unusual, goes to click. Both end in `errmap.commands`.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_FORMATS = {"--plain": "plain", "--json": "json", "--jsonl": "jsonl"}
_BARE = {"--number": "number", "--name": "name"}


def main(arguments: Sequence[str]) -> int:
    """Run the program with these arguments; gives the exit status."""
    try:
        command = quick(arguments)
        if command is None:
            from errmap.cli import main as click_main

            return click_main(arguments)
        return guarded(command)
    except KeyboardInterrupt:
        return 130


def guarded(command: Callable[[], int]) -> int:
    """Run a command; what a user can mend becomes one line on stderr and status 2.

    A reader that closes the pipe early has what it wanted: that ends the program quietly.
    """
    from errmap.errors import ErrmapError

    try:
        return command()
    except ErrmapError as error:
        from errmap.streams import complain

        for line in str(error).splitlines():
            complain(line)
        return 2
    except BrokenPipeError:
        # Nothing more can be written, not even what the interpreter would flush at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0


def quick(arguments: Sequence[str]) -> Callable[[], int] | None:
    """The command that plain arguments ask for; None if click must have a look at them."""
    if not arguments:
        return None
    name, *rest = arguments
    if name not in ("lookup", "convert"):
        from errmap.inputs import looks_like_code

        if not looks_like_code(name):
            return None
        name, rest = "lookup", list(arguments)
    parsed = _parse(name, rest)
    if parsed is None:
        return None
    words, formats, bare, options = parsed
    if not formats and not bare and (sys.stdout is None or sys.stdout.isatty()):
        return None
    from errmap import commands

    form = formats[0] if formats else None
    if name == "lookup":
        return lambda: commands.lookup(words, options.get("--os", []), form)
    to = options.get("--to", ["all"])
    return lambda: commands.convert(words, to, options.get("--from", []), form, bare[0] if bare else None)


_Parsed = tuple[list[str], list[str], list[str], dict[str, list[str]]]


def _parse(name: str, arguments: Sequence[str]) -> _Parsed | None:
    """Words, formats, --number or --name, and options with values; None for anything else."""
    from errmap.inputs import is_negative_number

    valued = ("--os",) if name == "lookup" else ("--to", "--from")
    words: list[str] = []
    formats: list[str] = []
    bare: list[str] = []
    options: dict[str, list[str]] = {}
    rest = iter(arguments)
    for argument in rest:
        if argument in _FORMATS:
            formats.append(_FORMATS[argument])
        elif argument in _BARE and name == "convert":
            bare.append(_BARE[argument])
        elif argument in valued:
            value = next(rest, None)
            if value is None or value.startswith("-"):
                return None
            options.setdefault(argument, []).append(value)
        elif argument == "-" or argument[:1] != "-" or is_negative_number(argument):
            words.append(argument)
        else:
            return None
    return (words, formats, bare, options) if len(formats) + len(bare) <= 1 else None


def run() -> None:
    """The console command: main, and then the shortest way out.

    Once all is written, taking the interpreter apart would only cost time: a tenth of a start.
    """
    status = main(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):  # closed by whoever started us
            pass
    os._exit(status)


if __name__ == "__main__":
    run()
