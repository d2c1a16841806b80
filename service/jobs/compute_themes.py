"""What the worker process runs to find themes; imported there and nowhere else."""

from collections.abc import Iterator
from uuid import UUID

from analysis.text.spelling import spelled_out
from analysis.text.words import tidy
from analysis.themes.cached_embedder import CachedEmbedder
from analysis.themes.embedders import HashedWordsEmbedder
from analysis.themes.heard import hear_modules
from analysis.themes.results import Searched
from analysis.themes.sealed_vectors import packed_holders, text_hash
from analysis.themes.search import Search, search
from service.jobs.embedders import embedder_of
from service.jobs.theme_search import Asked, Found
from service.jobs.worker import Tell


def compute(asked: Asked, tell: Tell) -> Found:
    embedder = embedder_of(asked.choice)
    cached = not isinstance(embedder, HashedWordsEmbedder)  # words are made as fast as read
    if cached:
        embedder = CachedEmbedder(embedder, asked.known, tell.part)
    searched = search(
        Search(
            comments=asked.comments,
            cohorts=asked.cohorts,
            standing=asked.standing,
            watch=asked.watch,
            proposed=asked.proposed,
            discarded=asked.discarded,
            refit=asked.how.refit,
            detail=asked.how.detail,
        ),
        embedder=embedder,
        progress=tell,
    )
    searched = hear_modules(searched, asked.comments, asked.course, embedder=embedder)
    return Found(searched, packed_holders(_holders(asked, searched) if cached else ()))


def _holders(asked: Asked, searched: Searched) -> Iterator[tuple[bytes, UUID]]:
    """Yield who wrote each text of which a vector may have been made."""
    standing = None if asked.how.refit else asked.standing
    before = {(each.submission_id, each.question) for each in standing.read} if standing else set()
    texts = {(each.submission_id, each.question): each.text for each in asked.comments}
    for mention in searched.standing.mentions:
        place = mention.submission_id, mention.question
        if place not in before:
            idea = tidy(texts[place][mention.start : mention.end])
            yield text_hash(spelled_out(idea, mention.language)), mention.submission_id
