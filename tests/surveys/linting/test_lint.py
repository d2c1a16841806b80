"""Each rule over a whole questionnaire: what it finds, where, and what it leaves alone."""

from typing import Any

import msgspec
import pytest

from service.store.shipped import shipped_questionnaires
from surveys.linting.duration import minutes_needed
from surveys.linting.identifying import Crowd, Traits, crowd, identifying
from surveys.linting.lint import lint
from surveys.linting.remarks import Remark
from surveys.questionnaire import Questionnaire, Section
from surveys.questions import (
    LongTextQuestion,
    Option,
    Point,
    Question,
    Scale,
    ScaleQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
)
from surveys.texts import Text
from tests.factories import SATISFACTION, make_questionnaire

QUESTION = ("sections", 0, "questions", 0)


def asking(*questions: Question, scales: tuple[Scale, ...] = ()) -> Questionnaire:
    section = Section(title=Text("Titre", "Title"), questions=questions)
    return make_questionnaire(scales=scales, sections=(section,))


def scale(*points: tuple[str, str, str], code: str = "scale") -> Scale:
    return Scale(
        code=code,
        points=tuple(
            Point(code=f"p{place}", text=Text(fr, en), side=side)  # type: ignore[arg-type]
            for place, (fr, en, side) in enumerate(points)
        ),
    )


def choice(*options: tuple[str, str], **fields: Any) -> SingleChoiceQuestion:
    return SingleChoiceQuestion(
        code="choice",
        text=Text("Laquelle ?", "Which one?"),
        options=tuple(Option(code=f"o{n}", text=Text(*each)) for n, each in enumerate(options)),
        **fields,
    )


def comment(fr: str, en: str, code: str = "comment") -> LongTextQuestion:
    return LongTextQuestion(code=code, text=Text(fr, en))


def found(questionnaire: Questionnaire) -> set[tuple[str, tuple[str | int, ...]]]:
    return {(remark.rule, remark.path) for remark in lint(questionnaire)}


@pytest.mark.parametrize("questionnaire", shipped_questionnaires().values(), ids=lambda q: q.code)
def test_nothing_is_said_of_what_ships(questionnaire: Questionnaire) -> None:
    assert list(lint(questionnaire)) == []


def test_a_question_to_be_answered_in_words_may_ask_two_things() -> None:
    text = Text("Qu’avez-vous aimé, et pourquoi ?", "What did you like, and why?")
    closed = choice(("Oui", "Yes"), ("Non", "No"))

    assert list(lint(asking(comment(text.fr, text.en)))) == []
    assert found(asking(msgspec.structs.replace(closed, text=text))) == {
        ("joined", (*QUESTION, "text", "fr")),
        ("joined", (*QUESTION, "text", "en")),
    }


# Scales


def test_a_scale_that_goes_all_the_way_on_one_side_only_is_told() -> None:
    lopsided = scale(
        ("Très utile", "Very useful", "favourable"),
        ("Utile", "Useful", "favourable"),
        ("Peu utile", "Of little use", "unfavourable"),
        ("Inutile", "Not useful", "unfavourable"),
    )
    question = ScaleQuestion(code="q", text=Text("Utile ?", "Useful?"), scale="scale")

    rules = found(asking(question, scales=(lopsided,)))

    assert ("ends_unlike", ("scales", 0, "points", 3, "text", "fr")) in rules
    assert ("ends_unlike", ("scales", 0, "points", 3, "text", "en")) in rules


def test_a_neutral_point_is_missed_only_beside_a_scale_that_has_one() -> None:
    five = msgspec.structs.replace(
        SATISFACTION,
        code="five",
        points=(
            *SATISFACTION.points[:2],
            Point(code="neutral", text=Text("Ni l’un ni l’autre", "Neither"), side="neutral"),
            *SATISFACTION.points[2:],
        ),
    )
    rules = found(make_questionnaire(scales=(SATISFACTION, five)))

    assert ("neutral_missing", ("scales", 0)) in rules
    assert ("neutral_missing", ("scales", 0)) not in found(make_questionnaire())


def test_words_that_say_the_opposite_of_their_side_are_told() -> None:
    wrong = scale(
        ("Pas d’accord", "Disagree", "favourable"),
        ("D’accord", "Agree", "unfavourable"),
    )
    rules = [rule for rule, _ in found(asking(comment("Quoi ?", "What?"), scales=(wrong,)))]

    assert rules.count("side_contradicted") == 4


# French and English


def test_a_scale_that_goes_the_other_way_in_english_is_reversed() -> None:
    turned = scale(
        ("Très satisfait", "Very dissatisfied", "favourable"),
        ("Satisfait", "Dissatisfied", "favourable"),
        ("Insatisfait", "Satisfied", "unfavourable"),
        ("Très insatisfait", "Very satisfied", "unfavourable"),
    )

    assert ("scale_reversed", ("scales", 0)) in found(
        asking(comment("Quoi ?", "What?"), scales=(turned,))
    )
    assert "scale_reversed" not in {rule for rule, _ in found(make_questionnaire())}


def test_options_whose_translations_changed_places_are_told() -> None:
    crossed = choice(("Oui", "No"), ("Non", "Yes"))
    names = choice(("Coordination", "Direction"), ("Direction", "Coordination"), ("Autre", "Other"))

    assert ("options_crossed", (*QUESTION, "options", 1, "text", "en")) in found(asking(crossed))
    assert ("options_crossed", (*QUESTION, "options", 1, "text", "en")) in found(asking(names))
    assert not found(asking(choice(("Oui", "Yes"), ("Non", "No"))))


def test_an_option_that_is_missing_in_one_language_is_told_there() -> None:
    twice = choice(("Courriel", "Email"), ("Messagerie", "Email"))

    assert found(asking(twice)) == {("option_twice", (*QUESTION, "options", 1, "text", "en"))}


@pytest.mark.parametrize(
    ("fr", "en", "rule"),
    [
        ("Qu’est-ce qui n’a pas bien fonctionné ?", "What did work well for you?", "negation"),
        ("Qu’est-ce qui a bien fonctionné ?", "What did not work well for you?", "negation"),
        ("Au cours des 6 derniers mois ?", "Over the last three months?", "numbers"),
        ("Au cours des six derniers mois ?", "Over the last 6 months?", ""),
        ("Un budget de 4 000 $ suffit-il ?", "Is a budget of $4,000 enough?", ""),
        ("La séance de 13 h 30 ?", "The session at 1:30 p.m.?", ""),
        ("What do you need in your work?", "What do you need in your team?", "other"),
        ("Votre adresse principale", "Votre adresse principale", "identical"),
        ("Qu’est-ce que la Loi 25 change ?", "What does Law 25 change?", ""),
        ("Est-ce loin de vos moyens actuels ?", "Is it far from your current means?", ""),
    ],
)
def test_what_one_language_says_and_the_other_does_not_is_told(fr: str, en: str, rule: str) -> None:
    rules = [each for each, _ in found(asking(comment(fr, en)))]

    assert [each.partition("_")[0] for each in rules] == ([rule] if rule else [])


# Length


def test_the_sixth_question_to_be_answered_at_length_is_too_many() -> None:
    five = [comment("Quoi ?", "What?", f"c{n}") for n in range(5)]
    six = [*five, comment("Quoi ?", "What?", "c5")]

    assert found(asking(*five)) == set()
    assert found(asking(*six)) == {("open_questions", ("sections",))}


def test_minutes_are_those_of_reading_and_answering() -> None:
    """One comment, 300 words to read in all: 1 min at 300 a minute; 102.9 s at 175, and 45 s."""
    questionnaire = asking(comment(" ".join(["m"] * 299), "m"))  # and the title of the section

    assert minutes_needed(questionnaire) == (1, 3)


def test_a_form_that_takes_everybody_too_long_is_told() -> None:
    question = " ".join(["mot"] * 20)
    many = asking(*(comment(question, question + " x", f"c{n}") for n in range(95)))

    assert ("too_slow", ("sections",)) in found(many)


# Whom it would single out

ROSTER = (
    Traits("coordination", "laval", "A"),
    Traits("coordination", "laval", "B"),
    Traits("coordination", "montreal", "A"),
    Traits("volunteer", "laval", "C"),
    Traits("volunteer", "laval", "C"),
    Traits("", "laval", "C"),
)


def role() -> SingleChoiceQuestion:
    return msgspec.structs.replace(
        choice(("Autre", "Other"), ("Bénévole", "Volunteer")), code="role"
    )


def region() -> ShortTextQuestion:
    return ShortTextQuestion(code="region", text=Text("Région ?", "Region?"))


def test_who_is_alone_is_counted_by_hand() -> None:
    assert crowd(ROSTER, ("role",), threshold=3) == Crowd(("role",), 5, alone=0, few=2)
    assert crowd(ROSTER, ("role", "region"), threshold=3) == Crowd(
        ("role", "region"), 5, alone=1, few=5
    )


def remarks(questionnaire: Questionnaire, roster: tuple[Traits, ...]) -> list[Remark]:
    return list(identifying(questionnaire, roster, threshold=5))


def test_what_would_single_somebody_out_is_said_as_numbers_of_people_and_never_who() -> None:
    (remark,) = remarks(asking(role(), region()), ROSTER)

    assert remark.path == ("sections", 0, "questions", 1, "text")
    assert "de 5 personnes inscrites, seules de leur groupe : 1" in remark.message.fr
    assert "of 5 people on the roster, alone in their group: 1" in remark.message.en
    assert "(with only region: 1; with only role: 5)" in remark.message.en
    for said in ("laval", "montreal", "volunteer"):
        assert said not in remark.message.fr + remark.message.en


def test_of_fewer_people_than_the_threshold_not_even_numbers_are_said() -> None:
    (remark,) = remarks(asking(role()), ROSTER[:4])

    assert "Fewer than 5" in remark.message.en


def test_nothing_is_said_where_everybody_is_among_others_or_nothing_is_asked() -> None:
    assert remarks(asking(role()), (Traits("volunteer", "", ""),) * 5) == []
    assert remarks(asking(comment("Quoi ?", "What?")), ROSTER) == []
    assert remarks(asking(role()), ()) == []
