"""Compare the tables with real headers, macro by macro and both ways.

    pip install ziglang==0.17.0
    apt-get install linux-libc-dev-{alpha,hppa,mips}-cross golang-1.19-src libnewlib-dev    (optional)
    python -m errmap._dev.verify

The ziglang wheel carries the C headers of many systems and a compiler that preprocesses them. Every
macro of an error that a header defines must be in the table with that number, and every name of
the table must be in the header. Differences that are known and explained stand, with the reason,
in known_differences.toml beside this file; any other one is printed and gives status 1, and so does
a known one that no longer occurs. For systems without such headers, Debian's packages are a second
source where they are installed.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import tomli

from errmap.loader import load_folder
from errmap.rows import SystemTable

HERE = Path(__file__).parent
KNOWN = HERE / "known_differences.toml"


class Check(NamedTuple):
    """A target of the compiler, the code to preprocess, the systems compared, the names that count."""

    target: str
    source: str
    systems: tuple[str, ...]
    names: str

    def __str__(self) -> str:
        return f"{self.target} {', '.join(self.systems)}"


_ERRNO = "#include <errno.h>\n"
_NETDB = "#include <netdb.h>\n"
_E = r"E(?!AI_)[A-Z0-9]+"
_EAI = r"EAI_(?!MAX$)[A-Z_]+"
_H = r"HOST_NOT_FOUND|TRY_AGAIN|NO_RECOVERY|NO_DATA|NO_ADDRESS|NETDB_INTERNAL|NETDB_SUCCESS"
_WINDOWS = "#include <winsock2.h>\n#include <ws2tcpip.h>\n#include <windows.h>\n"
_NTSTATUS = "#define WIN32_NO_STATUS\n#include <windows.h>\n#undef WIN32_NO_STATUS\n#include <ntstatus.h>\n"

CHECKS = (
    *(
        Check(f"{arch}-linux-{abi}", _ERRNO, ("linux", "linux-7-2") if "gnu" in abi else ("linux",), _E)
        for arch, abi in (
            ("x86_64", "gnu"), ("x86_64", "musl"), ("x86", "gnu"), ("aarch64", "gnu"), ("aarch64", "musl"),
            ("arm", "gnueabihf"), ("riscv64", "gnu"), ("s390x", "gnu"), ("loongarch64", "gnu"),
        )
    ),
    Check("mips-linux-gnueabihf", _ERRNO, ("linux-mips", "linux-mips-7-2"), _E),
    Check("mips-linux-musleabihf", _ERRNO, ("linux-mips",), _E),
    Check("mips64-linux-muslabi64", _ERRNO, ("linux-mips",), _E),
    Check("powerpc64le-linux-gnu", _ERRNO, ("linux-powerpc", "linux-7-2"), _E),
    Check("powerpc64le-linux-musl", _ERRNO, ("linux-powerpc",), _E),
    Check("powerpc-linux-musleabihf", _ERRNO, ("linux-powerpc",), _E),
    Check("sparc64-linux-gnu", _ERRNO, ("linux-sparc", "linux-sparc-7-2"), _E),
    Check("aarch64-macos", _ERRNO, ("macos",), _E),
    Check("x86_64-freebsd", _ERRNO, ("freebsd",), _E),
    Check("x86_64-netbsd", _ERRNO, ("netbsd",), _E),
    Check("x86_64-openbsd", _ERRNO, ("openbsd",), _E),
    Check("wasm32-wasi-musl", _ERRNO, ("wasi",), _E),
    Check("x86_64-windows-gnu", _ERRNO, ("crt",), rf"{_E}|STRUNCATE"),
    Check("x86_64-linux-gnu", _NETDB, ("linux-eai", "h-errno"), f"{_EAI}|{_H}"),
    Check("x86_64-linux-musl", _NETDB, ("musl-eai", "musl-h-errno"), f"{_EAI}|{_H}"),
    Check("aarch64-macos", _NETDB, ("macos-eai", "h-errno"), f"{_EAI}|{_H}"),
    Check("x86_64-freebsd", _NETDB, ("freebsd-eai", "h-errno"), f"{_EAI}|{_H}"),
    Check("x86_64-netbsd", _NETDB, ("netbsd-eai", "h-errno"), f"{_EAI}|{_H}"),
    Check("x86_64-openbsd", _NETDB, ("openbsd-eai", "h-errno"), f"{_EAI}|{_H}"),
    Check("x86_64-windows-gnu", _WINDOWS, ("windows-eai", "windows-h-errno"), f"{_EAI}|{_H}"),
    Check("x86_64-windows-gnu", _WINDOWS, ("winsock",), r"WSA(?!BASEERR$|DESCRIPTION|SYS_)[A-Z_]+"),
    Check("x86_64-windows-gnu", _WINDOWS, ("win32", "hresult"), r"[A-Z][A-Z0-9_]*_[A-Za-z0-9_]+|NOERROR"),
    Check("x86_64-windows-gnu", _NTSTATUS, ("ntstatus",), r"(?:STATUS|DBG|RPC_NT|EPT_NT)_[A-Z0-9_]+"),
)  # fmt: skip


class Files(NamedTuple):
    """Installed files that are a second source for a system, and how a number stands in them."""

    system: str
    paths: tuple[str, ...]
    pattern: str


_DEFINE = r"^#\s*define\s+(E[A-Z0-9]+)\s+(\w+)"
_GO = r"^\t(E[A-Z0-9]+)\s+= Errno\((\w+)\)"
_CROSS = ("asm-generic/errno-base.h", "asm/errno.h")

# Debian packages: linux-libc-dev-*-cross, golang-1.19-src, libnewlib-dev. Only numbers that both
# sides have are compared: these are older, or captures that leave names out.
SECOND_SOURCES = (
    *(
        Files(f"linux-{name}", tuple(f"/usr/{arch}-linux-gnu/include/{file}" for file in _CROSS), _DEFINE)
        for name, arch in (("alpha", "alpha"), ("parisc", "hppa"), ("mips", "mips"), ("sparc", "sparc64"))
    ),
    *(
        Files(system, (f"/usr/share/go-1.19/src/syscall/zerrors_{file}.go",), _GO)
        for system, file in (
            ("aix", "aix_ppc64"), ("solaris", "solaris_amd64"), ("illumos", "solaris_amd64"),
            ("dragonfly", "dragonfly_amd64"), ("freebsd", "freebsd_amd64"), ("macos", "darwin_amd64"),
            ("linux", "linux_amd64"),
        )
    ),
    Files("newlib", ("/usr/include/newlib/sys/errno.h",), _DEFINE),
)  # fmt: skip


def second_numbers(files: Files) -> dict[str, int] | None:
    """The numbers that a second source gives; None where it is not installed."""
    paths = [Path(path) for path in files.paths]
    if not all(path.exists() for path in paths):
        return None
    found = re.findall(files.pattern, "".join(path.read_text() for path in paths), re.MULTILINE)
    texts = dict(found)
    values = {name: value_of(text, texts) for name, text in texts.items()}
    return {name: value for name, value in values.items() if value is not None}


def check_second_sources(systems: Mapping[str, SystemTable]) -> int:
    """Compare the tables with every second source that is installed; gives the number of differences."""
    wrong = 0
    for files in SECOND_SOURCES:
        real = second_numbers(files)
        if real is None:
            print(f"{files.system}: second source not installed: {files.paths[-1]}")
            continue
        rows = systems[files.system].rows
        # A marker moves with every version; an older source has an older one.
        table = {name: n for name, n in numbers([systems[files.system]]).items() if not rows[name].marker}
        both = sorted(real.keys() & table.keys())
        differ = [name for name in both if real[name] != table[name]]
        wrong += len(differ)
        print(f"{files.system}: second source, {len(both)} numbers compared, {len(differ)} differ")
        for name in differ:
            print(f"    {name}: the second source has {real[name]}, the table {table[name]}")
    return wrong


HEADER_IS_A_SELECTION = ("win32", "hresult", "ntstatus", "winsock")
"""Systems of which mingw-w64's headers have only a part; for these, only what it has is compared."""


def macros(check: Check) -> dict[str, int]:
    """The macros of a target's headers that are numbers and count as errors."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.c"
        source.write_text(check.source)
        compiler = [sys.executable, "-m", "ziglang", "cc", "-target", check.target]
        command = [*compiler, "-D_GNU_SOURCE", "-dM", "-E", str(source)]
        ran = subprocess.run(command, capture_output=True, text=True)
    if ran.returncode:
        raise SystemExit(f"{check}: {ran.stderr.strip()}")
    texts = dict(re.findall(r"^#define (\w+)[ \t]+(.+)$", ran.stdout, re.MULTILINE))
    counts = re.compile(check.names)
    values = {name: value_of(name, texts) for name in texts if counts.fullmatch(name)}
    return {name: value for name, value in values.items() if value is not None}


def value_of(text: str, texts: Mapping[str, str], depth: int = 0) -> int | None:
    """What a macro's text comes to, if it is a number, another macro, or a sum of these in wrappers."""
    if depth > 8:
        return None
    text = re.sub(
        r"\b(?:_[A-Z]*_TYPEDEF_|UINT16_C|__MSABI_LONG)\b|\((?:HRESULT|NTSTATUS|DWORD|LONG|int|long)\)",
        "",
        texts.get(text, text),
    )
    text = text.strip()
    while text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    if "+" in text:
        parts = [value_of(part.strip(), texts, depth + 1) for part in text.split("+")]
        return None if None in parts else sum(part for part in parts if part is not None)
    if match := re.fullmatch(r"(-?)(0[xX][0-9a-fA-F]+|\d+)[uUlL]*", text):
        number = int(match[2], 0) if match[2][:2] in ("0x", "0X") else int(match[2])
        return -number if match[1] else number
    return value_of(text, texts, depth + 1) if text in texts else None


def numbers(systems: Iterator[SystemTable] | list[SystemTable]) -> dict[str, int]:
    """The names of some tables with their numbers."""
    found = {}
    for system in systems:
        for row in system.rows.values():
            code = system.rows[row.alias] if row.alias else row
            if code.number is not None:
                found[row.name] = code.number
    return found


def differences(check: Check, real: Mapping[str, int], table: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Every name that header and tables do not agree on, with what is different."""
    partial = check.systems[0] in HEADER_IS_A_SELECTION
    for name in sorted(real.keys() | table.keys()):
        if name not in table:
            if not partial:
                yield name, f"the header has {real[name]}, the table lacks it"
        elif name not in real:
            if not partial:
                yield name, f"the table has {table[name]}, the header lacks it"
        elif (real[name] - table[name]) % (1 << 32):
            yield name, f"the header has {real[name]}, the table {table[name]}"


def main() -> int:
    """Run every check; print a line for each and for each unexplained difference."""
    loaded, problems = load_folder(str(HERE.parent.parent / "tables"))
    assert not problems
    known = tomli.loads(KNOWN.read_text())
    used: set[tuple[str, str]] = set()
    compared = explained = unexplained = 0
    for check in CHECKS:
        real = macros(check)
        table = numbers([loaded.systems[id] for id in check.systems])
        count = len(real.keys() & table.keys())
        compared += count
        reasons = {name: id for id in check.systems for name in known.get(id, {})}
        open_ones = []
        for name, text in differences(check, real, table):
            if name in reasons:
                used.add((reasons[name], name))
                explained += 1
            else:
                open_ones.append(f"    {name}: {text}")
        unexplained += len(open_ones)
        print(
            f"{check}: {count} macros agree or are explained" if not open_ones else f"{check}: {count} macros"
        )
        print("\n".join(open_ones), end="\n" if open_ones else "")
    unexplained += check_second_sources(loaded.systems)
    stale = [f"{id} {name}" for id, names in known.items() for name in names if (id, name) not in used]
    for each in stale:
        print(f"known_differences.toml: {each} no longer differs; remove it")
    print(
        f"{len(CHECKS)} targets and headers, {compared} macros compared, {explained} differences explained,"
        f" {unexplained} unexplained"
    )
    return int(bool(unexplained or stale))


if __name__ == "__main__":
    sys.exit(main())
