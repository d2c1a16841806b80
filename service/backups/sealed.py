"""Encrypt a stream with a passphrase, and read it back.

A key is made of the passphrase by scrypt (RFC 7914), and encrypts by AES-256-GCM (NIST SP 800-38D):

    magic · cost · salt 16 · nonce 12 · proof 16 | what is sealed, encrypted | tag 16

`proof` tells a wrong passphrase from a damaged file; guessing by it costs as much as by the rest.
The tag stands over everything, what precedes the bar included.
"""

import hmac
import os
from hashlib import sha256
from typing import BinaryIO, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from service.backups.manifest import SEALED, SealBroken

_COST = 17
"""scrypt's N as a power of two: 128 MB and a third of a second a guess."""
_COSTS = range(14, 21)
"""What is read: a file must not make us take all the memory there is."""

_SALT, _NONCE, _PROOF, _TAG = 16, 12, 16, 16
_HEAD = len(SEALED) + 1 + _SALT + _NONCE + _PROOF


class _Keys(NamedTuple):
    key: bytes
    proof: bytes


class SealingWriter:
    """Writes to a file what it is given, encrypted; whole only once `finish` was called."""

    def __init__(self, file: BinaryIO, passphrase: str, *, cost: int = _COST) -> None:
        salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
        keys = _keys(passphrase, salt, cost)
        head = SEALED + bytes([cost]) + salt + nonce + keys.proof
        self._file = file
        self._encryptor = Cipher(algorithms.AES256(keys.key), modes.GCM(nonce)).encryptor()
        self._encryptor.authenticate_additional_data(head)
        file.write(head)

    def write(self, content: bytes) -> int:
        self._file.write(self._encryptor.update(content))
        return len(content)

    def finish(self) -> None:
        self._file.write(self._encryptor.finalize() + self._encryptor.tag)


class SealedReader:
    """Reads what a `SealingWriter` wrote; to be believed only once `finish` has returned."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        """Raises SealBroken: the passphrase is another, or the file is cut."""
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        head = file.read(_HEAD)
        self._left = size - _HEAD - _TAG
        if self._left < 0 or head[len(SEALED)] not in _COSTS:
            raise SealBroken("It is cut or damaged.")
        salt, nonce, proof = _parts(head[len(SEALED) + 1 :])
        keys = _keys(passphrase, salt, head[len(SEALED)])
        if not hmac.compare_digest(keys.proof, proof):
            raise SealBroken("It was sealed with another passphrase, or is damaged.")
        self._file = file
        self._decryptor = Cipher(algorithms.AES256(keys.key), modes.GCM(nonce)).decryptor()
        self._decryptor.authenticate_additional_data(head)

    def read(self, size: int) -> bytes:
        content = self._file.read(min(size, self._left))
        self._left -= len(content)
        return self._decryptor.update(content)

    def finish(self) -> None:
        """Read what is left.

        Raises:
            SealBroken: it is not what was written.
        """
        while self._left and self.read(1 << 20):
            pass
        try:
            self._decryptor.finalize_with_tag(self._file.read(_TAG))
        except (InvalidTag, ValueError) as error:
            raise SealBroken("It was altered or damaged.") from error


def _keys(passphrase: str, salt: bytes, cost: int) -> _Keys:
    made = Scrypt(salt=salt, length=64, n=1 << cost, r=8, p=1).derive(passphrase.encode())
    return _Keys(made[:32], sha256(made[32:]).digest()[:_PROOF])


def _parts(content: bytes) -> tuple[bytes, bytes, bytes]:
    return content[:_SALT], content[_SALT : _SALT + _NONCE], content[_SALT + _NONCE :]
