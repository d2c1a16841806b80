"""The plain way to group texts: TF-IDF, k-means, the number of groups by silhouette."""

from collections.abc import Sequence

from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import silhouette_score
from threadpoolctl import threadpool_limits

from tests.benchmarks.labelled import Labelled
from tests.benchmarks.measures import Themes


def themes_of(draw: Sequence[Labelled]) -> Themes:
    """Return the group of each text."""
    with threadpool_limits(limits=1):
        matrix = TfidfVectorizer(sublinear_tf=True, strip_accents="unicode").fit_transform(
            [line.text for line in draw]
        )
        tried = []
        for k in range(2, min(25, len(draw) // 4)):
            labels = KMeans(k, n_init=4, random_state=0).fit_predict(matrix)
            tried.append((float(silhouette_score(matrix, labels)), -k, labels.tolist()))
    groups: list[int] = max(tried)[2]
    return groups
