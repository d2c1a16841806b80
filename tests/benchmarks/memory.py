"""Resident memory of this process at its highest.

Not `ru_maxrss`: a process begins with that of the one that started it.
"""

from pathlib import Path


def forget_peak() -> None:
    """Measure from here on."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak_mb() -> float:
    """Return megabytes since the process began, or since `forget_peak`."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (peak,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024
