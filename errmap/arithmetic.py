"""HRESULT and NTSTATUS: numbers that are put together from severity, facility and code.

The rules are those of winerror.h and ntstatus.h: an HRESULT has its severity in bit 31, the facility
in bits 16 to 27, the code in bits 0 to 15; bit 28 says that an NTSTATUS is wrapped in it. An
NTSTATUS has two bits of severity, bit 29 for codes of customers, and the same facility and code.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

HIGH = 0x80000000
_NT_BIT = 0x10000000
_CUSTOMER_BIT = 0x20000000
_NTSTATUS_SEVERITIES = ("success", "information", "warning", "error")


def carried(number: int) -> list[tuple[int, str, str]]:
    """The numbers that a 32-bit number carries inside: each with the reading and the reason.

    A Win32 code travels in an HRESULT of facility 7 (0x8007xxxx) or in an NTSTATUS of facility 7
    (0xC007xxxx), an NTSTATUS in an HRESULT with the NT bit set (0xDxxxxxxx).
    """
    found = []
    shown = f"0x{number:08X}"
    if number >> 28 in (0x9, 0xD):  # an NTSTATUS warning or error with the NT bit
        number &= ~_NT_BIT
        found.append((number, "hresult-nt", f"{shown} is the NTSTATUS 0x{number:08X} in an HRESULT"))
    for high, how, what in ((0x8007, "hresult-win32", "HRESULT"), (0xC007, "ntstatus-win32", "NTSTATUS")):
        if number >> 16 == high:
            code = number & 0xFFFF
            found.append((code, how, f"{shown} is the Win32 code {code} in an {what}"))
    return found


def taken_apart(number: int, layout: str, facilities: Mapping[int, str]) -> str:
    """A number as severity, facility and code: `failure, facility WIN32 (7), code 5`."""
    unsigned = number & 0xFFFFFFFF
    facility, code = unsigned >> 16 & 0xFFF, unsigned & 0xFFFF
    if layout == "hresult":
        severity = "failure" if unsigned & HIGH else "success"
    else:
        severity = _NTSTATUS_SEVERITIES[unsigned >> 30]
    if unsigned & _CUSTOMER_BIT:
        severity += ", defined by an application"
    name = facilities.get(facility)
    return f"{severity}, facility {f'{name} ({facility})' if name else facility}, code {code}"


def layout_of(number: int) -> str:
    """What an unknown 32-bit number most likely is: an NTSTATUS from 0xC0000000 on, else an HRESULT."""
    return "ntstatus" if number & 0xFFFFFFFF >= 0xC0000000 else "hresult"


SIGNALS = {
    1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 8: "SIGFPE",
    9: "SIGKILL", 11: "SIGSEGV", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM",
}  # fmt: skip
"""The signals that have one number on all systems."""


def exit_status(number: int) -> str | None:
    """What a number says as the exit status of a shell: 137 is 128 and signal 9."""
    signal = number - 128
    if signal not in SIGNALS:
        return None
    return f"as an exit status, {number} says that signal {signal} ({SIGNALS[signal]}) ended the program"
