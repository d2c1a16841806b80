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
    ],
)
def test_what_names_a_need_is_kept(text: str) -> None:
    assert not says_nothing(text)
    assert not only_praises(text)


@pytest.mark.parametrize(
    "text",
    ["Tout était parfait", "Merci !", "Rien à changer, tout était parfait", "👍🎉", "❤️"],
)
def test_praise_in_general_is_told_from_a_non_answer(text: str) -> None:
    assert praises(text)


@pytest.mark.parametrize(
    "text",
    ["Rien à signaler", "n/a, merci", "Non merci", "None, thanks", "Tout", "🤔", "-"],
)
def test_a_non_answer_with_thanks_is_courtesy(text: str) -> None:
    assert says_nothing(text)
    assert not praises(text)


def test_a_very_long_text_is_never_a_non_answer() -> None:
    assert not says_nothing("rien " * 20_000)
