"""What the worker process runs to find themes; imported there and nowhere else."""

from collections.abc import Callable, Sequence

from analysis.inputs import Comment
from analysis.themes.embedders import UniversalSentenceEncoder
from analysis.themes.find import find_themes
from analysis.themes.results import ThemesFound


def compute(comments: Sequence[Comment], progress: Callable[[float], None]) -> ThemesFound:
    return find_themes(comments, embedder=UniversalSentenceEncoder(), progress=progress)
