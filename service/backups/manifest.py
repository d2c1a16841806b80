"""What a backup says of itself, and what can be wrong with one.

BackupUnusable
├── BackupDamaged     it is not what was written, or no backup at all
├── BackupSealed      it needs a passphrase, or another one
└── BackupNewer       a later version of Bilan wrote it
SealBroken            what is sealed cannot be read
NotPlain              it is no tar of plain files
"""

import msgspec

from service.store.copies import Contents

FORMAT = 1

SEALED = b"bilan sealed 1\n"
"""What a sealed backup begins with."""


class BackupUnusable(Exception):
    """Nothing can be restored from it; the message says why."""


class BackupDamaged(BackupUnusable):
    """It is not what was written, or no backup at all."""


class BackupSealed(BackupUnusable):
    """It needs a passphrase, or another one."""


class BackupNewer(BackupUnusable):
    """A later version of Bilan wrote it."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says of itself."""

    format: int = FORMAT
    bilan: str
    """The version that made it."""
    contents: Contents
    size: int
    """Bytes of the database."""
    sha256: str
    """Of the database, in hexadecimal."""


class SealBroken(Exception):
    """What was sealed cannot be read; the message says why."""


class NotPlain(Exception):
    """It is no tar of plain files; the message says what is wrong."""
