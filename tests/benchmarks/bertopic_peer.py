"""BERTopic (Grootendorst 2022), as shipped and tuned, on the vectors it is given.

Needs the extra `peers`. Both ways seed UMAP, which BERTopic leaves to chance.
"""

from collections.abc import Sequence

from bertopic import BERTopic
from hdbscan import HDBSCAN
from umap import UMAP

from analysis.themes.embedders import Vectors
from tests.benchmarks.measures import Themes


def as_shipped(texts: Sequence[str], vectors: Vectors, *, seed: int) -> Themes:
    """Return the topic of each text; outliers are unsure."""
    topics, _ = BERTopic(umap_model=_umap(15, seed)).fit_transform(list(texts), vectors)
    return [int(topic) for topic in topics]


def tuned(texts: Sequence[str], vectors: Vectors, *, seed: int) -> Themes:
    """Return the topic of each text, outliers put into the nearest one.

    Smaller topics than as shipped: the settings that did best of 64, on average over the files
    of the table in docs/themes.md, draws 0 and 1.
    """
    model = BERTopic(
        umap_model=_umap(10, seed),
        hdbscan_model=HDBSCAN(min_cluster_size=5, min_samples=1, prediction_data=True),
    )
    topics, _ = model.fit_transform(list(texts), vectors)
    if set(topics) > {-1}:
        topics = model.reduce_outliers(
            list(texts), topics, strategy="embeddings", embeddings=vectors
        )
    return [int(topic) for topic in topics]


def _umap(neighbours: int, seed: int) -> UMAP:
    return UMAP(
        n_neighbors=neighbours,
        n_components=5,
        min_dist=0.0,
        metric="cosine",
        random_state=seed,
        n_jobs=1,
    )
