"""The one kind of failure that errmap expects, with the words it is reported in."""

from __future__ import annotations


class ErrmapError(Exception):
    """Something the user can mend: one line that says what is wrong and what to do.

    `str()` gives that line. The command line prints it on stderr and exits with status 2.
    """
