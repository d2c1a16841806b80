"""The space in which ideas are near or far: meaning beside words.

Each vector holds the embedder's, centred on the mean of its language (so that French and
English ideas about one thing meet), and half as strong the idea's words in 100 dimensions
(latent semantic analysis: Deerwester et al. 1990). Both parts have length 1 before weighting.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.extmath import randomized_svd

from analysis.text.spelling import spelled_out
from analysis.text.words import content_stems
from analysis.themes.embedders import Embedder, Vectors
from analysis.themes.ideas import Idea
from analysis.themes.spread import cut, spread
from analysis.unit_vectors import unit
from surveys.texts import LANGUAGES, Language

WORDS_WEIGHT = 0.5
WORDS_DIMENSIONS = 100

TOGETHER = 8_192
"""Ideas that are placed at once, where there are many: pieces enough for many workers, of which the
vectors take 80 MB."""

_SHRINKAGE = 10
"""Imaginary ideas: at the origin for the common mean, at the common mean for each language's.
Three ideas have no mean worth leaving."""


@dataclass(frozen=True, slots=True)
class Space:
    """Learned from some ideas, places any idea or phrase."""

    embedder: Embedder
    known: Mapping[str, Vectors]
    """Vectors of what it was learned from: made once."""
    centres: Mapping[Language, Vectors]
    word_weights: TfidfVectorizer | None
    """None when the ideas it was learned from hold no word in common."""
    word_axes: Vectors
    """Shape `(dimensions, terms)`."""

    def meanings(self, texts: Sequence[str], languages: Sequence[Language]) -> Vectors:
        """Return the centred vectors of texts, of length 1. Shape `(texts, dimensions)`."""
        plain = [spelled_out(*each) for each in zip(texts, languages, strict=True)]
        new = [text for text in dict.fromkeys(plain) if text not in self.known]
        made = dict(zip(new, self.embedder.encode(new), strict=True)) if new else {}
        vectors = np.stack([made[text] if text in made else self.known[text] for text in plain])
        centres = np.stack([self.centres[language] for language in languages])
        return unit(vectors - centres)

    def place(self, ideas: Sequence[Idea]) -> Vectors:
        """Return where `ideas` are, of length 1. Shape `(ideas, dimensions)`."""
        meanings = self.meanings([i.text for i in ideas], [i.language for i in ideas])
        if self.word_weights is None:
            return meanings
        weights = self.word_weights.transform(_documents(ideas))
        return unit(np.hstack([meanings, WORDS_WEIGHT * unit(weights @ self.word_axes.T)]))


def learn_space(ideas: Sequence[Idea], embedder: Embedder, *, seed: int) -> Space:
    """Return the space of `ideas`; there must be at least one."""
    plain = [spelled_out(idea.text, idea.language) for idea in ideas]
    vectors = embedder.encode(plain)
    overall = vectors.sum(axis=0) / (len(ideas) + _SHRINKAGE)
    centres: dict[Language, Vectors] = {}
    for language in LANGUAGES:
        own = vectors[[idea.language == language for idea in ideas]]
        total = own.sum(axis=0) + _SHRINKAGE * overall
        centres[language] = (total / (len(own) + _SHRINKAGE)).astype(np.float32)
    word_weights, axes = _learn_words(_documents(ideas), seed=seed)
    return Space(embedder, dict(zip(plain, vectors, strict=True)), centres, word_weights, axes)


def _learn_words(
    documents: Sequence[Sequence[str]], *, seed: int
) -> tuple[TfidfVectorizer | None, Vectors]:
    fewest = 2 if len(documents) >= _SHRINKAGE else 1
    counts: dict[str, int] = {}
    for document in documents:
        for term in set(document):
            counts[term] = counts.get(term, 0) + 1
    if len(documents) < 2 or sum(count >= fewest for count in counts.values()) < 2:  # noqa: PLR2004
        return None, np.zeros((0, 0), dtype=np.float32)
    weights = TfidfVectorizer(analyzer=_as_it_is, min_df=fewest, sublinear_tf=True)
    matrix: csr_matrix = weights.fit_transform(documents)
    dimensions = min(WORDS_DIMENSIONS, *(size - 1 for size in matrix.shape))
    _, _, axes = randomized_svd(matrix, dimensions, random_state=seed)
    return weights, axes.astype(np.float32)


def _as_it_is(document: Sequence[str]) -> Sequence[str]:
    return document


def _documents(ideas: Sequence[Idea]) -> list[list[str]]:
    written = [(idea.text[:2000], idea.language) for idea in ideas]
    return list(chain.from_iterable(spread(_stems, cut(written))))


def _stems(written: Sequence[tuple[str, Language]]) -> list[list[str]]:
    return [content_stems(spelled_out(text, language), language) for text, language in written]
