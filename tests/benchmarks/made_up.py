"""Comments that nobody wrote, as many as wanted: for what a search takes, not for what it finds.

Each is a sentence about one of twenty subjects with words around it that are drawn at random, so
that nearly all are different, as those of people are.
"""

import random
from collections.abc import Iterator
from uuid import UUID

from analysis.inputs import Comment

_SUBJECTS = (
    "exemples concrets du milieu",
    "temps pour les exercices",
    "rythme de la présentation",
    "budget et suivi financier",
    "gestion des conflits",
    "gouvernance du conseil",
    "relève des bénévoles",
    "modèles de documents",
    "mesure de la participation",
    "planification stratégique",
    "communication avec les médias",
    "réseaux sociaux",
    "recherche de subventions",
    "accueil des nouveaux arrivants",
    "santé mentale des équipes",
    "protection des données",
    "tableurs et statistiques",
    "animation de réunions",
    "évaluation des programmes",
    "partenariats avec la ville",
)
_WISHES = (
    "Il faudrait plus de contenu sur",
    "J’aurais aimé approfondir",
    "Nous avons besoin d’aide pour",
    "On a manqué de détails au sujet de",
    "Une autre séance devrait porter sur",
    "Je reste avec des questions sur",
)
_WHERE = (
    "dans un petit organisme",
    "avec une équipe de deux personnes",
    "en région éloignée",
    "quand tout le monde est bénévole",
    "pour un conseil qui change souvent",
    "sans ressources informatiques",
)
_ALSO = (
    "avec des cas vécus",
    "étape par étape",
    "avant la fin de l’année",
    "en sous-groupes",
    "et un aide-mémoire",
    "pendant une journée entière",
    "avec quelqu’un du terrain",
    "sous forme de capsules",
)


def made_up(number: int, *, seed: int = 0, survey: str = "all") -> Iterator[Comment]:
    """Yield so many comments, of one person each."""
    chance = random.Random(seed)  # noqa: S311 -- not a secret
    for which in range(number):
        subject, wish, where = (chance.choice(each) for each in (_SUBJECTS, _WISHES, _WHERE))
        also = " ".join(chance.sample(_ALSO, 2))
        yield Comment(
            submission_id=UUID(int=which + 1),
            survey=survey,
            question="text",
            language="fr",
            text=f"{wish} {subject} {where}, {also}, projet {chance.randrange(10 * number)}",
        )
