"""Comments that arrive in turns, and vectors that tell their subjects without a model."""

from collections.abc import Sequence

import numpy as np

from analysis.inputs import Comment
from analysis.themes.embedders import HashedWordsEmbedder, Vectors
from analysis.themes.results import ThemesFound
from analysis.unit_vectors import unit
from tests.analysis.themes.comments import EXAMPLES, PACE, comment

FOLLOW_UP = (
    "Un suivi par courriel serait utile",
    "Prévoir un suivi après la formation",
    "J’aimerais un suivi dans trois mois",
    "Un suivi avec la formatrice",
    "Il manque un suivi individuel",
    "Le suivi devrait être offert à tout le monde",
    "Offrir un suivi de groupe",
    "Un suivi court par téléphone",
)
ROOM = (
    "La salle était froide",
    "Une salle plus grande",
    "On gelait dans la salle",
    "La salle manquait de lumière",
    "Changer de salle svp",
    "Salle trop petite pour nous",
)
SUBJECTS = (EXAMPLES, PACE, FOLLOW_UP, ROOM)
_TOLD_BY = (("exemple", "cas "), ("rythme", "vite", "rapide"), ("suivi",), ("salle",))


class BySubject:
    """Vectors of the subjects above, apart from one another and from all else."""

    name = "by-subject"

    def encode(self, texts: Sequence[str]) -> Vectors:
        axes = np.eye(len(SUBJECTS) + 1)
        subjects = [
            next(
                (n for n, words in enumerate(_TOLD_BY) if any(w in text.casefold() for w in words)),
                len(SUBJECTS),
            )
            for text in texts
        ]
        return unit(np.hstack([2 * axes[subjects], HashedWordsEmbedder().encode(texts)]))


def of_people(*texts: str, first: int) -> list[Comment]:
    """Return one comment per text, of people numbered from `first`."""
    return [comment(number, text) for number, text in enumerate(texts, start=first)]


def inside(found: ThemesFound) -> dict[str, int | None]:
    """Return the theme of each idea."""
    return {mention.idea: mention.theme for mention in found.mentions}


def theme_of(found: ThemesFound, person: int) -> int | None:
    """Return the theme of the first idea of a person."""
    return next(m.theme for m in found.mentions if m.submission_id.int == person)
