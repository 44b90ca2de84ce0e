"""Where the tables are, and an open index of them: the packaged one, a cached one, or a new one.

An installed errmap carries its index and opens it as it is. A source checkout, and a user with
tables of their own, get an index in the cache folder, made on first use. It is used only if its
stamp (path, size, time and inode of every source file) equals the sources' present state, and if
nothing has written to it since it was made. A cache that cannot be used or written never stops
an answer: the index is then made anew, if need be in memory.
"""

from __future__ import annotations

import os
import sys

try:  # the package sqlite3 around it imports datetime: a tenth of a start for nothing
    import _sqlite3 as sqlite
except ImportError:  # pragma: no cover - other Python implementations
    import sqlite3 as sqlite  # type: ignore[no-redef]

from errmap import __version__
from errmap.errors import ErrmapError

Connection = sqlite.Connection
DatabaseError = sqlite.DatabaseError

SCHEMA = "5"
"""The version of the index's private layout; see `errmap.build`."""

_PACKAGE = os.path.dirname(os.path.abspath(__file__))


def open_index(rebuild: bool = False) -> tuple[Connection, list[str]]:
    """A connection to an index of all tables, and the problems of user tables left out of it.

    `rebuild` says that the index last opened gave an error and must not be used again. Raises
    ErrmapError where tables that the user named cannot be read.
    """
    user = user_folder()
    bundled = os.path.join(_PACKAGE, "tables")
    installed = os.path.exists(os.path.join(bundled, "conditions.toml"))
    if not installed:
        bundled = os.path.join(os.path.dirname(_PACKAGE), "tables")
    elif user is None and not rebuild and (index := _open(os.path.join(_PACKAGE, "index.sqlite"))):
        return index, []
    stamp = make_stamp(bundled, user)
    cache = cache_path(bundled, user)
    if not rebuild and cache and (index := _open_cache(cache, stamp)):
        return index, _meta(index, "problems").splitlines()
    return _make(bundled, user, stamp, cache)


def user_folder() -> str | None:
    """The folder of the user's own tables: $ERRMAP_TABLES, else the configuration folder's.

    None where there is none. Raises ErrmapError where $ERRMAP_TABLES names no readable folder.
    """
    if named := os.environ.get("ERRMAP_TABLES"):
        if not os.path.isdir(named) or not os.access(named, os.R_OK | os.X_OK):
            raise ErrmapError(f"ERRMAP_TABLES names {named!r}, which is no folder that can be read")
        return os.path.abspath(named)
    base = _platform_folder("XDG_CONFIG_HOME", ".config", "Library/Application Support", "APPDATA")
    folder = os.path.join(base, "errmap", "tables") if base else None
    return folder if folder and os.path.isdir(folder) else None


def cache_path(bundled: str, user: str | None) -> str | None:
    """The file that caches the index of these folders; None where there is no home for it."""
    base = _platform_folder("XDG_CACHE_HOME", ".cache", "Library/Caches", "LOCALAPPDATA")
    if base is None:
        return None
    name = "%".join(filter(None, (bundled, user))).replace(os.sep, "%").replace(":", "%")
    return os.path.join(base, "errmap", f"{name[-200:]}.sqlite")


def _platform_folder(variable: str, unix: str, macos: str, windows: str) -> str | None:
    if sys.platform == "win32":
        return os.environ.get(windows)
    named = os.environ.get(variable, "")
    if os.path.isabs(named):  # the XDG specification: relative paths are to be ignored
        return named
    home = os.environ.get("HOME", "")
    if not os.path.isdir(home):
        return None
    return os.path.join(home, *(macos if sys.platform == "darwin" else unix).split("/"))


def make_stamp(*folders: str | None) -> str:
    """The exact state of all tables in the folders, and of the program that compiles them."""
    compiler = os.stat(os.path.join(_PACKAGE, "build.py")).st_mtime_ns
    lines = [f"errmap {__version__} index {SCHEMA} {compiler}"]
    for folder in filter(None, folders):
        lines.append(folder)
        for kind in ("", "systems", "explain"):
            try:
                entries = sorted(os.scandir(os.path.join(folder, kind)), key=lambda entry: entry.name)
            except OSError:
                continue
            for entry in entries:
                if entry.name.endswith((".toml", ".md")):
                    lines.append(f"{kind}/{entry.name} {_state(entry)}")
    return "\n".join(lines)


def _state(entry: os.DirEntry[str]) -> str:
    try:
        status = entry.stat()
    except OSError as error:
        return f"error {error.errno}"
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"


def _open(path: str) -> Connection | None:
    """An index of the layout that this program knows, opened read-only; None if it is none."""
    address = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    if os.sep != "/":
        address = "/" + address.replace(os.sep, "/")
    connection = None
    try:
        connection = sqlite.connect(f"file:{address}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        if _meta(connection, "schema") == SCHEMA:
            return connection
    except DatabaseError:
        pass
    if connection is not None:
        connection.close()
    return None


def _open_cache(path: str, stamp: str) -> Connection | None:
    """The cached index, if it is of this state of the tables and as it was when it was made."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    if hasattr(os, "getuid") and status.st_uid != os.getuid():
        return None
    connection = _open(path)
    if connection is None:
        return None
    try:
        whole = _meta(connection, "made") == str(status.st_mtime_ns)
        if whole and _meta(connection, "stamp") == stamp:
            return connection
    except DatabaseError:
        pass
    connection.close()
    return None


def _meta(connection: Connection, key: str) -> str:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def _make(bundled: str, user: str | None, stamp: str, cache: str | None) -> tuple[Connection, list[str]]:
    """Compile the tables, into the cache where that can be written, else into memory."""
    from errmap.build import load_all, write_index

    tables, found = load_all(bundled, user)
    problems = list(map(str, found))
    meta = {"stamp": stamp, "problems": "\n".join(problems)}
    if cache is not None:
        temporary = f"{cache}.{os.getpid()}"
        try:
            os.makedirs(os.path.dirname(cache), mode=0o700, exist_ok=True)
            os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            try:
                # A round time that is then set on the file: any later write to it shows.
                made = int(os.stat(temporary).st_mtime) * 1_000_000_000
                write_index(tables, temporary, {**meta, "made": str(made)}).close()
                os.utime(temporary, ns=(made, made))
                os.replace(temporary, cache)
            except BaseException:
                os.unlink(temporary)
                raise
            if index := _open_cache(cache, stamp):
                return index, problems
        except (OSError, DatabaseError):
            pass
    return write_index(tables, ":memory:", meta), problems
