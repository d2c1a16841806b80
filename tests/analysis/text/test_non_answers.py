import pytest

from analysis.text.non_answers import only_praises, says_nothing


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
    ],
)
def test_what_names_a_need_is_kept(text: str) -> None:
    assert not says_nothing(text)
    assert not only_praises(text)


def test_a_very_long_text_is_never_a_non_answer() -> None:
    assert not says_nothing("rien " * 20_000)
