"""What the worker process runs to find themes; imported there and nowhere else."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from analysis.text.personal_data.detect import left_out
from analysis.text.spelling import spelled_out
from analysis.text.words import tidy
from analysis.themes.cached_embedder import CachedEmbedder
from analysis.themes.embedders import HashedWordsEmbedder
from analysis.themes.heard import hear_modules
from analysis.themes.nearest import find_nearest
from analysis.themes.packed import packed_search
from analysis.themes.results import Searched
from analysis.themes.sealed_vectors import packed_holders, text_hash
from analysis.themes.search import Search, search
from service.jobs.cluster import on_workers
from service.jobs.embedders import embedder_of
from service.jobs.theme_search import Asked, Found
from service.jobs.worker import Tell


def compute(asked: Asked, tell: Tell) -> Found:
    with on_workers(asked.compute, asked.choice):
        return _found(asked, tell)


def _found(asked: Asked, tell: Tell) -> Found:
    embedder = embedder_of(asked.choice)
    cached = not isinstance(embedder, HashedWordsEmbedder)  # words are made as fast as read
    if cached:
        embedder = CachedEmbedder(embedder, asked.known, tell.part)
    sought = Search(
        comments=[
            replace(each, text=left_out(each.text, asked.names)) for each in asked.comments.opened()
        ],
        cohorts=asked.cohorts,
        standing=asked.standing and asked.standing.opened(),
        watch=asked.watch,
        proposed=asked.proposed and asked.proposed.opened(),
        discarded=asked.discarded,
        refit=asked.how.refit,
        detail=asked.how.detail,
    )
    searched = search(sought, embedder=embedder, progress=tell)
    searched = hear_modules(searched, sought.comments, asked.course, embedder=embedder)
    searched = find_nearest(searched, sought.comments, embedder=embedder)
    holders = packed_holders(_holders(sought, searched) if cached else ())
    return Found(packed_search(searched), holders)


def _holders(sought: Search, searched: Searched) -> Iterator[tuple[bytes, UUID]]:
    """Yield who wrote each text of which a vector may have been made."""
    standing = None if sought.refit else sought.standing
    read = standing.read if standing else ()
    before = {(each.submission_id.int, each.question) for each in read}
    texts = {(each.submission_id.int, each.question): each.text for each in sought.comments}
    for mention in searched.standing.mentions:
        place = mention.submission_id.int, mention.question
        if place not in before:
            idea = tidy(texts[place][mention.start : mention.end])
            yield text_hash(spelled_out(idea, mention.language)), mention.submission_id
