"""E-mail addresses of users, as far as a program can tell."""

import re
from typing import TypeAlias

EmailKey: TypeAlias = str
"""An address as it is compared: two that differ in case alone are one."""

_LONGEST = 254
"""RFC 5321, section 4.5.3.1.3."""

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\.]+(\.[^\s@<>,;:\"()\[\]\\.]+)*")


def is_email(text: str) -> bool:
    return len(text) <= _LONGEST and _ADDRESS.fullmatch(text) is not None


def email_key(email: str) -> EmailKey:
    return email.strip().casefold()
