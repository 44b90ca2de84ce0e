"""The command line as click sees it. Only this module imports click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from errmap import commands
from errmap.__main__ import guarded
from errmap.inputs import is_negative_number, looks_like_code

_F = TypeVar("_F", bound=Callable[..., Any])
_Command = Callable[[], int]

_FORMATS = {
    "plain": "Print one record per line, tab-separated: what a pipe gets anyway.",
    "json": "Print one JSON array, an element per input.",
    "jsonl": "Print one JSON object per line, as the answers come.",
    "csv": "Print CSV with a heading.",
    "markdown": "Print a Markdown table.",
}


_NUMBER = "\0"
"""Put before a number below zero, so that click does not take it for an option."""


class Words(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """The words of a command, as they were typed."""

    name = "code"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The word without its mark."""
        return value.removeprefix(_NUMBER)


class CodeCommand(click.Command):
    """A command whose words may be numbers below zero, which look like options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Mark numbers below zero among the arguments, up to a "--"."""
        end = args.index("--") if "--" in args else len(args)
        marked = [_NUMBER + arg if is_negative_number(arg) else arg for arg in args[:end]]
        return super().parse_args(ctx, marked + args[end:])


class Group(click.Group):
    """The commands; a first word that is no command but a code is looked up."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; `errmap 10061` is `errmap lookup 10061`."""
        if self.get_command(ctx, args[0]) is None and _is_code(args[0]):
            args = ["lookup", *args]
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command before a first word that starts with a dash and is a number."""
        if args and is_negative_number(args[0]):
            args = ["lookup", *args]
        return super().parse_args(ctx, args)


def _is_code(word: str) -> bool:
    if looks_like_code(word):
        return True
    from errmap import registry
    from errmap.store import Store

    matches = registry.lookup(Store(), word).matches
    return bool(matches) and matches[0].reading in ("name", "alias")


def _format_options(*names: str) -> Callable[[_F], _F]:
    """The options that choose a format; one at most may be given."""

    def decorate(function: _F) -> _F:
        for name in reversed(names):
            option = click.option(f"--{name}", "formats", flag_value=name, multiple=True, help=_FORMATS[name])
            function = option(function)
        return function

    return decorate


def _one_format(formats: Sequence[str]) -> str | None:
    chosen = tuple(dict.fromkeys(formats))
    if len(chosen) > 1:
        raise click.UsageError(f"--{chosen[0]} and --{chosen[1]} exclude each other")
    return chosen[0] if chosen else None


_words = click.argument("codes", nargs=-1, type=Words(), metavar="CODE...")
_os = click.option(
    "--os", "os_names", multiple=True, metavar="SYSTEM|GROUP",
    help="Look only there; repeat it or use commas for several.",
)  # fmt: skip


def _version(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        ctx.exit(commands.version())


_version_option = click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version,
    help="Show the version and the date of the tables.",
)  # fmt: skip


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@_version_option
@click.pass_context
def cli(ctx: click.Context) -> None:
    """What is this error code, and what is it on every other system?

    \b
    errmap 10061                              same as: errmap lookup 10061
    errmap lookup ECONNREFUSED 0x274D macos:61
    errmap convert ECONNREFUSED --to macos
    errmap list --os linux
    errmap explain EAGAIN
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@cli.command(cls=CodeCommand)
@_words
@_os
@_format_options("plain", "json", "jsonl", "csv", "markdown")
def lookup(codes: tuple[str, ...], os_names: tuple[str, ...], formats: tuple[str, ...]) -> _Command:
    """Show every meaning of a number, a name or some words.

    A CODE is a number (111, -111, 0x6f, 4294967185), a name as any language spells it
    (ECONNREFUSED, Errno::ECONNREFUSED, SocketError.ConnectionRefused), SYSTEM:CODE, a quoted
    pattern ('E*REFUSED') or words to search for. "-" reads codes from stdin, one a line.

    \b
    errmap lookup 35
    errmap lookup macos:35 --json
    errmap lookup "port in use"
    errmap lookup - --jsonl < codes.txt
    """
    form = _one_format(formats)
    return lambda: commands.lookup(codes, os_names, form)


@cli.command(cls=CodeCommand)
@_words
@click.option(
    "--to", multiple=True, default=["all"], show_default="all", metavar="SYSTEM|GROUP|all",
    help="Where the answer is wanted; repeat it or use commas for several.",
)  # fmt: skip
@click.option("--from", "sources", multiple=True, metavar="SYSTEM", help="Where the code comes from.")
@click.option(
    "--number", "bare", flag_value="number", multiple=True, help="Print only the number, for $(...)."
)
@click.option("--name", "bare", flag_value="name", multiple=True, help="Print only the name, for $(...).")
@_format_options("plain", "json", "jsonl", "csv", "markdown")
def convert(
    codes: tuple[str, ...],
    to: tuple[str, ...],
    sources: tuple[str, ...],
    bare: tuple[str, ...],
    formats: tuple[str, ...],
) -> _Command:
    """Show what a code is called and numbered on other systems.

    A number that means different things is converted for every meaning, unless --from says whose
    it is. With --number or --name such an input is an error that lists the meanings.

    \b
    errmap convert ECONNREFUSED --to macos
    errmap convert 35 --from macos --to linux --number
    errmap convert 10061 --to unix
    """
    form = _one_format((*bare, *formats))
    only = form if form in ("number", "name") else None
    return lambda: commands.convert(codes, to, sources, form, only)


@cli.command("list")
@click.option("--os", "os_names", multiple=True, metavar="SYSTEM|GROUP",
              help="List this system; several make a table with a column for each.")  # fmt: skip
@click.option("--search", metavar="WORDS", help="Only codes whose names or texts have all these words.")
@click.option("--area", metavar="AREA", help="Only codes of this area, such as net, fs or process.")
@click.option("--differ", is_flag=True, help="Only lines whose numbers differ between the systems.")
@click.option("--systems", is_flag=True, help="List the systems themselves.")
@_format_options("plain", "json", "jsonl", "csv", "markdown")
def list_(
    os_names: tuple[str, ...], search: str | None, area: str | None, differ: bool, systems: bool,
    formats: tuple[str, ...],
) -> _Command:  # fmt: skip
    """List the codes of one system, or compare several.

    \b
    errmap list --os linux
    errmap list --os linux,macos,windows --differ --area net
    errmap list --systems
    """
    form = _one_format(formats)
    if systems:
        if os_names or search is not None or area is not None or differ:
            raise click.UsageError("--systems lists all systems and takes only a format beside it")
        return lambda: commands.list_systems(form)
    return lambda: commands.list_codes(os_names, form, search, area, differ)


@cli.command(cls=CodeCommand)
@_words
@_os
@_format_options("plain", "json", "jsonl")
def explain(codes: tuple[str, ...], os_names: tuple[str, ...], formats: tuple[str, ...]) -> _Command:
    """Explain what a code means, why it happens and what to try.

    \b
    errmap explain EAGAIN
    errmap explain 35 --os macos
    """
    form = _one_format(formats)
    return lambda: commands.explain(codes, os_names, form)


def main(arguments: Sequence[str]) -> int:
    """Run the command line; gives the exit status. Wrong usage is one line on stderr and 2."""
    return guarded(lambda: _run(arguments))


def _run(arguments: Sequence[str]) -> int:
    from errmap.errors import ErrmapError

    try:
        # A command comes back ready to run: click must not see what happens when it writes.
        command = cli.main(list(arguments), "errmap", standalone_mode=False)
    except click.NoSuchOption as error:
        raise ErrmapError(_sentence(error)) from None
    except click.UsageError as error:
        raise ErrmapError(_sentence(error)) from None
    except click.Abort:
        return 130
    return command() if callable(command) else command or 0


def _sentence(error: click.UsageError) -> str:
    """A usage error as one line that ends in where help is to be had."""
    command = error.ctx.command_path if error.ctx else "errmap"
    message = " ".join(error.format_message().split()).rstrip(".")
    return f"{message}; see '{command} --help'"
