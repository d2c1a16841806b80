import pytest

from analysis.text.non_answers import only_praises, praises, says_nothing


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "...",
        "👍🎉",
        "\u200b",
        "5",
        "non",
        "Non.",
        "n/a",
        "N/A",
        "R.A.S.",
        "s/o",
        "Rien",
        "rien à signaler",
        "RIEN A SIGNALER!!",
        "Rien de particulier pour l’instant",
        "Aucun commentaire",
        "pas de commentaires pour le moment",
        "Je ne sais pas",
        "Non, pas vraiment",
        "Rien à changer, tout était parfait, merci!",
        "none",
        "No comment.",
        "Nothing to add at this time",
        "I don't know",
        "None that I can think of",
        "Je ne changerais rien",
        "rien de nouveau pour moi",
        "Nothing at all",
        "Toute la formation",
        "All of it, honestly",
        "I wouldn't change a thing",
        "Ne changez surtout rien",
        "Du début à la fin",
        "Au plaisir !",
        "Beaucoup",
    ],
)
def test_a_non_answer_says_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "tout était parfait",
        "Merci!",
        "Merci beaucoup à toute l’équipe 🙏",
        "Excellente formation, très intéressante",
        "Great workshop, thank you!",
        "Keep up the good work",
        "Très bien",
        "vraiment cool",
        "Excellent du début à la fin !",
        "Great from start to finish",
        "Continuez comme ça",
        "Continuez sur cette lancée!",
        "Lâchez pas !",
        "Chapeau à toute la gang",
        "J’ai adoré",
        "J’ai beaucoup aimé",
        "Mon coup de cœur",
        "10 sur 10",
        "Formation de grande qualité",
        "Que du positif",
        "Je recommande fortement, sans hésiter",
        "Une des meilleures formations",
        "A dépassé mes attentes",
        "Un gros merci à vous",
        "Hâte à la prochaine !",
        "Parfait à tous les niveaux",
        "Belle initiative",
        "Elle est vraiment super",
        "Keep it up!",
        "Please keep up the good work",
        "Keep doing what you're doing",
        "Absolutely well done and definitely keep it up",
        "Thanks for all your hard work",
        "You are all doing an excellent job",
        "Exceeded my expectations",
        "It was worth every minute",
        "Loved every minute of it",
        "Hands down the best training ever",
        "I would like to thank you for this great training",
        "Had a great time",
        "He's such a great instructor",
    ],
)
def test_praise_of_everything_is_only_praise(text: str) -> None:
    assert only_praises(text)


@pytest.mark.parametrize(
    "text",
    [
        "Merci pour les exemples",
        "Pas assez de temps",
        "Plus de temps",
        "Pas clair",
        "Pas très utile",
        "Formation trop longue",
        "Aucune idée de comment utiliser Excel",
        "Rien sur la Loi 25",
        "No time to practise",
        "Not useful",
        "Great workshop, but the room was cold",
        "Excel",
        "Tout le monde parlait en même temps",
        "Toute la formation en ligne",
        "Pas bien",
        "Coup de cœur : les exercices",
        "Merci du début à la fin pour les exemples",
        "Le début était bon, la fin aussi",
        "Excellent début",
        "Continuez comme ça avec les capsules",
        "Rien à changer sauf le rythme",
        "Beaucoup de contenu",
        "Bien du travail",
        "Too much content",
        "Too much lecture",
        "A lot of work",
        "Une meilleure animation",
        "J’ai apprécié le travail en équipe",
        "Great teamwork",
        "I hate this course",
        "It would be helpful to have your presentation",
        "I would have liked to be with the team",
        "I'd love to have the presentation",
        "Great time management",
        "Hâte de mettre en pratique",
        "Lâchez pas les exercices",
        "Répondu à mes attentes en partie",
        "N’a pas répondu à mes attentes",
        "Not worth it",
        "Hard work",
        "10 heures sur 10 jours",
        "Keep the videos",
        "Looking forward to the follow-up on budgets",
    ],
)
def test_what_names_a_need_is_kept(text: str) -> None:
    assert not says_nothing(text)
    assert not only_praises(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tout était parfait",
        "Merci !",
        "Rien à changer, tout était parfait",
        "Rien à changer, continuez comme ça",
        "Du début à la fin, parfait",
        "👍🎉",
        "❤️",
        "10/10",
    ],
)
def test_praise_in_general_is_told_from_a_non_answer(text: str) -> None:
    assert praises(text)


@pytest.mark.parametrize(
    "text",
    ["Rien à signaler", "n/a, merci", "Non merci", "None, thanks", "Tout", "🤔", "-", "7/10"],
)
def test_a_non_answer_with_thanks_is_courtesy(text: str) -> None:
    assert says_nothing(text)
    assert not praises(text)


def test_a_very_long_text_is_never_a_non_answer() -> None:
    assert not says_nothing("rien " * 20_000)
