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

    Smaller topics than as shipped: of 64 settings those that agreed best with the labels of the
    files in docs/themes.md, as the mean of 100 and 300 texts, draws 0 and 1.
    """
    model = BERTopic(
        umap_model=_umap(15, seed),
        hdbscan_model=HDBSCAN(
            min_cluster_size=max(3, round(len(texts) / 25)), min_samples=1, prediction_data=True
        ),
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
