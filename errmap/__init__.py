"""errmap: what is this error code, and what is it on every other system?

The Python interface: `lookup`, `convert`, `explain` and `systems` give the same answers as the
commands, as immutable records (see `errmap.records`).

    >>> import errmap
    >>> errmap.convert("ECONNREFUSED", to="macos")[0].matches[0].code.number
    61
"""

__version__ = "0.1.0"
__all__ = ["ErrmapError", "convert", "explain", "lookup", "systems"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from errmap.api import convert, explain, lookup, systems
    from errmap.errors import ErrmapError


def __getattr__(name: str) -> object:
    # Loaded on first use: the command line must not pay for an interface that it does not use.
    if name == "ErrmapError":
        from errmap.errors import ErrmapError

        return ErrmapError
    if name in __all__:
        from errmap import api

        return getattr(api, name)
    raise AttributeError(f"module 'errmap' has no attribute {name!r}")
