"""Made-up comments about planted needs, in both languages."""

from uuid import UUID

from analysis.inputs import Comment
from surveys.texts import Language

EXAMPLES = (
    "Il faudrait plus d’exemples concrets",
    "Des exemples concrets tirés du milieu communautaire",
    "J’aurais aimé voir des exemples concrets d’organismes comme le nôtre",
    "Plus d'exemples concrets svp",
    "Les exemples concrets manquaient",
    "Donner des exemples concrets pour chaque outil",
    "Un exemple concret par étape du plan",
    "trop théorique, il manque d'exemples concrets",
    "Des exemples réels, des cas vécus",
    "Montrer des cas concrets",
    "Ajouter des études de cas et des exemples",
    "Exemples concrets de petits organismes",
    "Je voudrais des exemples plus près de ma réalité",
)
EXAMPLES_IN_ENGLISH = (
    "We need more concrete examples",
    "More concrete examples from community groups please",
    "Real examples and case studies would help",
    "Add concrete examples for each tool",
)
PACE = (
    "Le rythme était trop rapide",
    "Rythme trop rapide pour les débutants",
    "Ça allait trop vite, le rythme m’a perdue",
    "Ralentir le rythme de la présentation",
    "Un rythme plus lent serait apprécié",
    "le rythme etait un peu rapide pour moi",
    "Le rythme des ateliers est essoufflant",
    "Trop rapide, je n’ai pas pu suivre le rythme",
    "Aller moins vite dans les explications",
    "Rythme trop soutenu le deuxième jour",
    "On passe trop vite d’un sujet à l’autre",
    "Je n'arrivais pas à suivre, c'était rapide",
    "Prévoir un rythme moins rapide",
)
PACE_IN_ENGLISH = (
    "The pace was too fast",
    "Slow down the pace, I could not follow",
    "Too fast for beginners",
    "A slower pace would be better",
)


def comment(
    number: int,
    text: str,
    *,
    survey: str = "spring-end",
    question: str = "needs",
    language: Language = "fr",
) -> Comment:
    return Comment(
        submission_id=UUID(int=number),
        survey=survey,
        question=question,
        language=language,
        text=text,
    )


def comments(*texts: str) -> list[Comment]:
    """Return one comment per text, each from another person."""
    return [comment(number, text) for number, text in enumerate(texts, start=1)]
