"""A process that can write to one folder and nowhere else, as in the image."""

import os
import subprocess
from pathlib import Path

_SCRIPT = """
set -e
mount --bind "$WRITABLE" "$WRITABLE"
mount -o remount,bind,ro /
if touch "$HOME/written" 2>/dev/null; then echo "the root can be written to"; exit 1; fi
exec "$@"
"""

_UNSHARE = ("unshare", "--user", "--map-root-user", "--mount", "--", "sh", "-c", _SCRIPT, "sh")


def can_be_made(folder: Path) -> bool:
    """Whether this machine lets us make one."""
    try:
        ran = subprocess.run(  # noqa: S603 -- a constant
            [*_UNSHARE, "true"], env=os.environ | {"WRITABLE": str(folder)}, check=False
        )
    except FileNotFoundError:
        return False
    return ran.returncode == 0


def python_that_writes_to(folder: Path) -> tuple[str, ...]:
    """Return what makes Python run `-m service` with all but `folder` read-only."""
    program = (
        "import os, sys; "
        f"os.environ['WRITABLE'] = {str(folder)!r}; "
        f"os.execvp('unshare', [*{_UNSHARE!r}, sys.executable, '-m', 'service', *sys.argv[1:]])"
    )
    return "-c", program
