"""Read TOML that people write, so that whatever they write ends in a value or in a sentence."""

from codecs import BOM_UTF8
from typing import TypeVar

import msgspec

_T = TypeVar("_T")


class TomlUnreadable(ValueError):
    """A text is no TOML, or not of the shape; the message says where and why."""


def read_toml(text: bytes, shape: type[_T]) -> _T:
    """Decode a text of this shape; the mark that some editors begin UTF-8 with is left out.

    Raises:
        TomlUnreadable: it is not UTF-8, not TOML, or of another shape.
    """
    try:
        return msgspec.toml.decode(text.removeprefix(BOM_UTF8), type=shape)
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        raise TomlUnreadable(f"line {line} is not UTF-8 text; save the file as UTF-8") from error
    except msgspec.DecodeError as error:
        raise TomlUnreadable(str(error)) from error
    except RecursionError as error:
        raise TomlUnreadable("its brackets are nested too deep to be read") from error
    except ValueError as error:  # of Python's own bound on what it converts
        raise TomlUnreadable("a number in it has thousands of digits") from error
