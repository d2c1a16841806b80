"""What the worker process runs to propose how a theme could be split; imported nowhere else."""

from analysis.text.personal_data.detect import left_out
from analysis.themes.cached_embedder import CachedEmbedder
from analysis.themes.embedders import HashedWordsEmbedder
from analysis.themes.sealed_vectors import SealedVectors
from analysis.themes.split import like_examples, stable_split
from analysis.themes.split_proposals import SplitProposed
from service.jobs.embedders import embedder_of
from service.jobs.theme_search import SplitTask
from service.jobs.worker import Tell


def compute(task: SplitTask, tell: Tell) -> SplitProposed:
    embedder = embedder_of(task.choice)
    if not isinstance(embedder, HashedWordsEmbedder):
        embedder = CachedEmbedder(embedder, task.known, _let_go)
    tell(0.2)
    said = [each._replace(text=left_out(each.text, task.names)) for each in task.said]
    if task.examples:
        return like_examples(said, task.examples, embedder=embedder)
    return stable_split(said, embedder=embedder)


def _let_go(made: SealedVectors) -> None:
    """Keep no vector: nobody is known to hold these texts."""
