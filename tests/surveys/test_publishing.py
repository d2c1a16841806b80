"""Publishing refuses a questionnaire with every fault it has, each at its place."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from msgspec.structs import replace

from surveys.faults import PublishingProblem
from surveys.publishing import PublishingRefused, check_publishable, problems
from surveys.questionnaire import Questionnaire, Section
from surveys.questions import (
    CodeElement,
    Condition,
    Information,
    MatrixQuestion,
    MultipleChoiceQuestion,
    Option,
    PersonalCodeQuestion,
    Point,
    Question,
    Row,
    Scale,
    ScaleQuestion,
    ShortTextQuestion,
    Side,
    SingleChoiceQuestion,
)
from surveys.texts import Text
from tests.factories import PACE, SATISFACTION, USEFULNESS, make_questionnaire

TEXT = Text(fr="Texte", en="Words")
SIDES: dict[str, Side] = {"+": "favourable", "0": "neutral", "-": "unfavourable"}


def changed(code: str, **changes: Any) -> Questionnaire:
    """Return the good questionnaire with one question changed."""
    good = make_questionnaire()
    return make_questionnaire(
        sections=tuple(
            replace(
                section,
                questions=tuple(
                    replace(question, **changes) if question.code == code else question
                    for question in section.questions
                ),
            )
            for section in good.sections
        )
    )


def with_pace(**changes: Any) -> Questionnaire:
    """Return the good questionnaire with the scale of the pace changed."""
    return make_questionnaire(scales=(SATISFACTION, USEFULNESS, replace(PACE, **changes)))


def with_more(*questions: Question) -> Questionnaire:
    """Return the good questionnaire with a third section."""
    section = Section(title=TEXT, questions=questions)
    return make_questionnaire(sections=(*make_questionnaire().sections, section))


def at(*parts: str) -> str:
    return " \u203a ".join(parts)


def found(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    return [(problem.place, problem.message.en) for problem in problems(questionnaire)]


def test_a_sound_questionnaire_is_published_without_a_word() -> None:
    check_publishable(make_questionnaire(), published=[("short", 2), ("other", 1)])

    assert problems(make_questionnaire()) == []


def test_a_published_version_is_not_published_again() -> None:
    with pytest.raises(PublishingRefused) as refused:
        check_publishable(make_questionnaire(), published=[("short", 1)])

    assert refused.value.problems == [
        PublishingProblem(
            "version",
            Text(
                fr="La version 1 est déjà publiée et ne change plus\u00a0: "
                "donnez un nouveau numéro.",
                en="Version 1 is already published and never changes: give it a new number.",
            ),
        )
    ]


NO_FRENCH = "The French text is missing."
NO_ENGLISH = "The English text is missing."
COPY = "French and English are identical: a translation is probably missing."
HALF = Text(fr="Moitié")
QUOTE = Text(fr="Une moitié de traduction", en="Une moitié de traduction")
OPINIONS = make_questionnaire().sections[0]
SATISFACTION_QUESTION = at("section 1", 'question "satisfaction"')
ROLE = at("section 2", 'question "role"')
ROLE_OPTIONS = tuple(
    Option(code=code, text=TEXT) for code in ("coordination", "volunteer", "other")
)


@pytest.mark.parametrize(
    ("questionnaire", "place", "reason"),
    [
        (make_questionnaire(title=Text(en="After")), "title", NO_FRENCH),
        (make_questionnaire(title=Text(fr="Après", en=" \n")), "title", NO_ENGLISH),
        (make_questionnaire(introduction=HALF), "introduction", NO_ENGLISH),
        (make_questionnaire(thanks=Text(fr=" ", en="Thanks")), "thanks", NO_FRENCH),
        (
            make_questionnaire(
                sections=(replace(OPINIONS, title=HALF), make_questionnaire().sections[1])
            ),
            at("section 1", "title"),
            NO_ENGLISH,
        ),
        (
            make_questionnaire(
                sections=(replace(OPINIONS, introduction=HALF), make_questionnaire().sections[1])
            ),
            at("section 1", "introduction"),
            NO_ENGLISH,
        ),
        (changed("satisfaction", text=HALF), at(SATISFACTION_QUESTION, "text"), NO_ENGLISH),
        (changed("satisfaction", hint=HALF), at(SATISFACTION_QUESTION, "hint"), NO_ENGLISH),
        (changed("hours", unit=HALF), at("section 2", 'question "hours"', "unit"), NO_ENGLISH),
        (
            changed("role", options=(*ROLE_OPTIONS, Option(code="board", text=HALF))),
            at(ROLE, 'option "board"'),
            NO_ENGLISH,
        ),
        (
            changed("usefulness", rows=(Row(code="mission", text=Text(en="The mission")),)),
            at("section 1", 'question "usefulness"', 'row "mission"'),
            NO_FRENCH,
        ),
        (
            changed("usefulness", rows=(Row(code="mission", text=TEXT, description=HALF),)),
            at("section 1", 'question "usefulness"', 'row "mission"', "description"),
            NO_ENGLISH,
        ),
        (
            with_pace(points=(replace(PACE.points[0], text=HALF), *PACE.points[1:])),
            at('scale "pace"', 'point "too_slow"'),
            NO_ENGLISH,
        ),
        (with_pace(not_applicable=HALF), at('scale "pace"', "not_applicable"), NO_ENGLISH),
        (
            changed("satisfaction", text=Text(fr="NEED_TLX Happy?", en="Happy?")),
            at(SATISFACTION_QUESTION, "text"),
            "The French text still holds the mark “NEED_TLX”.",
        ),
        (
            changed("satisfaction", text=Text(fr="Heureux ?", en="TODO")),
            at(SATISFACTION_QUESTION, "text"),
            "The English text still holds the mark “TODO”.",
        ),
        (changed("satisfaction", text=QUOTE), at(SATISFACTION_QUESTION, "text"), COPY),
        (
            changed("satisfaction", text=Text(fr="x" * 501, en="x")),
            at(SATISFACTION_QUESTION, "text"),
            "The French text has 501 characters; the limit is 500.",
        ),
        (
            changed(
                "role", options=(*ROLE_OPTIONS, Option(code="board", text=Text("y", "x" * 201)))
            ),
            at(ROLE, 'option "board"'),
            "The English text has 201 characters; the limit is 200.",
        ),
    ],
)
def test_a_text_that_is_missing_or_half_done_is_named(
    questionnaire: Questionnaire, place: str, reason: str
) -> None:
    assert found(questionnaire) == [(place, reason)]


def test_a_not_applicable_left_empty_lacks_both_languages() -> None:
    place = at('scale "pace"', "not_applicable")

    assert found(with_pace(not_applicable=Text())) == [(place, NO_FRENCH), (place, NO_ENGLISH)]


@pytest.mark.parametrize(
    "text",
    [
        Text("Coordination", "Coordination"),
        Text("Gaspésie–Îles-de-la-Madeleine", "Gaspésie–Îles-de-la-Madeleine"),
        Text("Fondation du Grand Montréal", "Fondation du Grand Montréal"),
        Text("Zoom, Microsoft Teams, Google Meet", "Zoom, Microsoft Teams, Google Meet"),
        Text("Notre budget triennal : 1 000 000 $", "Our three-year budget: $1,000,000"),
        Text("Todos los días", "Every day"),
        Text("Documents à traduire", "Documents to translate"),
    ],
)
def test_words_that_are_the_same_in_both_languages_are_no_missing_translation(text: Text) -> None:
    assert problems(changed("satisfaction", text=text)) == []


@pytest.mark.parametrize(
    "copy",
    [
        "Overall, I was satisfied with this learning activity.",
        "In regards to Leadership Fundamentals, what do you want to learn?",
        "Dans quelle région se trouve votre organisme ?",
        "Soutien administratif ou technique",
    ],
)
def test_a_sentence_copied_into_the_other_language_is_a_missing_translation(copy: str) -> None:
    questionnaire = changed("satisfaction", text=Text(fr=copy, en=f" {copy}"))

    assert found(questionnaire) == [(at(SATISFACTION_QUESTION, "text"), COPY)]


def taken(code: str) -> str:
    return f"The code “{code}” is already taken: each code is used once."


RESERVED = (
    "The code “not_applicable” is reserved: "
    "“not applicable” is declared in the scale, with not_applicable."
)


@pytest.mark.parametrize(
    ("questionnaire", "place", "reason"),
    [
        (
            with_more(ScaleQuestion(code="pace", text=TEXT, scale="pace")),
            at("section 3", 'question "pace"'),
            taken("pace"),
        ),
        (
            with_more(ShortTextQuestion(code="usefulness.mission", text=TEXT)),
            at("section 3", 'question "usefulness.mission"'),
            taken("usefulness.mission"),
        ),
        (
            changed("role", options=(*ROLE_OPTIONS, Option(code="other", text=TEXT))),
            at(ROLE, 'option "other"'),
            taken("other"),
        ),
        (
            changed("usefulness", rows=(Row(code="a", text=TEXT), Row(code="a", text=TEXT))),
            at("section 1", 'question "usefulness"', 'row "a"'),
            taken("a"),
        ),
        (
            with_pace(points=(*PACE.points[:2], replace(PACE.points[2], code="too_slow"))),
            at('scale "pace"', 'point "too_slow"'),
            taken("too_slow"),
        ),
        (
            make_questionnaire(scales=(SATISFACTION, USEFULNESS, PACE, PACE)),
            'scale "pace"',
            taken("pace"),
        ),
        (
            changed("role", options=(*ROLE_OPTIONS, Option(code="not_applicable", text=TEXT))),
            at(ROLE, 'option "not_applicable"'),
            RESERVED,
        ),
        (
            with_pace(points=(*PACE.points[:2], replace(PACE.points[2], code="not_applicable"))),
            at('scale "pace"', 'point "not_applicable"'),
            RESERVED,
        ),
    ],
)
def test_a_code_used_twice_or_reserved_is_named(
    questionnaire: Questionnaire, place: str, reason: str
) -> None:
    assert found(questionnaire) == [(place, reason)]


def test_one_row_code_may_serve_in_two_matrices_and_one_option_code_in_two_questions() -> None:
    second_matrix = MatrixQuestion(
        code="interest",
        text=TEXT,
        scale="usefulness",
        rows=(Row(code="mission", text=TEXT),),
    )
    second_choice = SingleChoiceQuestion(code="former_role", text=TEXT, options=ROLE_OPTIONS)

    assert problems(with_more(second_matrix, second_choice)) == []


RULE = (
    "as many favourable as unfavourable points, together, neutral ones between them; "
    "or the best in the middle, and the same points on each side."
)


def scale_of(sides: str) -> Scale:
    """Return a scale written one sign a point: + favourable, 0 neutral, - unfavourable."""
    return Scale(
        code="pace",
        points=tuple(
            Point(code=f"point_{number}", text=TEXT, side=SIDES[side])
            for number, side in enumerate(sides)
        ),
    )


@pytest.mark.parametrize("sides", ["+-", "-+", "++--", "++0--", "--00++", "-+-", "--0+0--", "-++-"])
def test_a_scale_whose_sides_weigh_the_same_is_published(sides: str) -> None:
    assert problems(with_pace(points=scale_of(sides).points)) == []


@pytest.mark.parametrize(
    ("sides", "words"),
    [
        ("", ""),
        ("+", "favourable"),
        ("00", "neutral, neutral"),
        ("--", "unfavourable, unfavourable"),  # no favourable point
        ("+0", "favourable, neutral"),  # no unfavourable point
        ("0+0", "neutral, favourable, neutral"),
        ("++-", "favourable, favourable, unfavourable"),  # two against one
        ("+0--", "favourable, neutral, unfavourable, unfavourable"),
        ("0-+-0", "neutral, unfavourable, favourable, unfavourable, neutral"),
        ("+-0", "favourable, unfavourable, neutral"),  # neutral not in the middle
        ("0+-0", "neutral, favourable, unfavourable, neutral"),
        ("+-+", "favourable, unfavourable, favourable"),  # favourable points apart
        ("+-+-", "favourable, unfavourable, favourable, unfavourable"),
        ("-+--", "unfavourable, favourable, unfavourable, unfavourable"),  # one side longer
        ("0+--", "neutral, favourable, unfavourable, unfavourable"),
    ],
)
def test_an_unbalanced_scale_is_named_with_its_sides(sides: str, words: str) -> None:
    assert found(with_pace(points=scale_of(sides).points)) == [
        (
            'scale "pace"',
            f"The scale is unbalanced ({words}): {RULE}",
        )
    ]


def every_balanced_shape(longest: int) -> set[str]:
    """List them: one side, neutral points, the other side; or equal flanks about the best."""
    shapes = set()
    for good, between in product(range(1, longest), range(longest)):
        from_best = "+" * good + "0" * between + "-" * good
        shapes |= {from_best, from_best[::-1]}
        for flank in product("0-", repeat=between):
            shapes.add("-" + "".join(flank) + "+" * good + "".join(flank)[::-1] + "-")
    return {shape for shape in shapes if len(shape) <= longest}


def test_a_scale_is_published_exactly_when_it_has_one_of_the_balanced_shapes() -> None:
    every_scale = {"".join(sides) for n in range(6) for sides in product("+0-", repeat=n)}
    good = make_questionnaire()

    published = {
        sides
        for sides in every_scale
        if not problems(
            replace(good, scales=(SATISFACTION, USEFULNESS, scale_of(sides))),
        )
    }

    assert published == every_balanced_shape(5)


OTHER_OPTIONS = tuple(
    Option(code=code, text=TEXT, exclusive=exclusive)
    for code, exclusive in (("email", False), ("none", True), ("unsure", True))
)
NO_ROOM = "The limits do not leave two possible answers."
LIMITS = "The limits must be numbers."
NO_HEADLINE = "This kind of question gives no number to headline."
MY_CODE = at("section 2", 'question "my_code"')
SIX_TO_EIGHT = (
    "A code has 6 to 8 elements: with fewer it mixes people up, with more nobody fills it in."
)
OPTIONS_OF_AN_ELEMENT = (
    "An element of the kind “choice” has at least two options; the others have none."
)
(_CODE_QUESTION,) = (
    each for each in make_questionnaire().questions if isinstance(each, PersonalCodeQuestion)
)
ELEMENTS = _CODE_QUESTION.elements


def element(**changes: Any) -> CodeElement:
    return replace(ELEMENTS[0], **changes)


TOOLS = at("section 2", 'question "tools"')
HOURS = at("section 2", 'question "hours"')
PEOPLE = at("section 2", 'question "people"')


@pytest.mark.parametrize(
    ("questionnaire", "place", "reason"),
    [
        (
            with_more(ScaleQuestion(code="mood", text=TEXT, scale="moods")),
            at("section 3", 'question "mood"', "scale"),
            "There is no scale “moods”.",
        ),
        (
            with_more(
                MatrixQuestion(
                    code="mood", text=TEXT, scale="moods", rows=(Row(code="a", text=TEXT),)
                )
            ),
            at("section 3", 'question "mood"', "scale"),
            "There is no scale “moods”.",
        ),
        (
            make_questionnaire(
                scales=(SATISFACTION, USEFULNESS, PACE, replace(PACE, code="length"))
            ),
            'scale "length"',
            "No question uses this scale.",
        ),
        (
            changed("tools", options=ROLE_OPTIONS[:1]),
            TOOLS,
            "A choice has at least two options.",
        ),
        (changed("tools", options=()), TOOLS, "A choice has at least two options."),
        (
            changed("tools", options=OTHER_OPTIONS),
            TOOLS,
            "The exclusive options leave nothing to tick together: make it a single choice.",
        ),
        (
            changed(
                "role", options=(*ROLE_OPTIONS, Option(code="none", text=TEXT, exclusive=True))
            ),
            at(ROLE, 'option "none"'),
            "A single choice is always exclusive: remove exclusive.",
        ),
        (
            changed("usefulness", rows=()),
            at("section 1", 'question "usefulness"'),
            "The matrix has no row.",
        ),
        (with_more(), "section 3", "The section is empty."),
        (changed("hours", lowest=41), HOURS, NO_ROOM),
        (changed("hours", lowest=40), HOURS, NO_ROOM),
        (changed("people", lowest=1.5, highest=2.5), PEOPLE, NO_ROOM),
        (changed("people", highest=float("inf")), PEOPLE, LIMITS),
        (changed("people", lowest=float("nan")), PEOPLE, LIMITS),
        (
            changed("started_on", earliest=date(2031, 1, 1)),
            at("section 2", 'question "started_on"'),
            NO_ROOM,
        ),
        (
            changed("welcome", required=True),
            at("section 1", 'question "welcome"', "required"),
            "A text that takes no answer cannot be required.",
        ),
        (
            changed("my_code", required=True),
            at(MY_CODE, "required"),
            "A personal code cannot be required.",
        ),
        (changed("my_code", elements=ELEMENTS[:5]), MY_CODE, SIX_TO_EIGHT),
        (
            changed(
                "my_code", elements=(*ELEMENTS, *(element(code=f"more_{n}") for n in range(3)))
            ),
            MY_CODE,
            SIX_TO_EIGHT,
        ),
        (
            changed("my_code", elements=(*ELEMENTS, ELEMENTS[0])),
            at(MY_CODE, 'element "mother"'),
            "The code “mother” is already taken: each code is used once.",
        ),
        (
            changed("my_code", elements=(*ELEMENTS[1:], element(text=HALF))),
            at(MY_CODE, 'element "mother"'),
            NO_ENGLISH,
        ),
        (
            changed("my_code", elements=(*ELEMENTS[1:], element(kind="choice"))),
            at(MY_CODE, 'element "mother"'),
            OPTIONS_OF_AN_ELEMENT,
        ),
        (
            changed("my_code", elements=(*ELEMENTS[1:], element(options=ROLE_OPTIONS))),
            at(MY_CODE, 'element "mother"'),
            OPTIONS_OF_AN_ELEMENT,
        ),
        (
            with_more(replace(make_questionnaire().by_code["my_code"], code="another")),
            at("section 3", 'question "another"'),
            "A questionnaire asks for one personal code only.",
        ),
        *(
            (changed(code, headline=True), at(place, f'question "{code}"', "headline"), NO_HEADLINE)
            for code, place in (
                ("welcome", "section 1"),
                ("needs_next", "section 1"),
                ("role_other", "section 2"),
                ("started_on", "section 2"),
                ("my_code", "section 2"),
            )
        ),
    ],
)
def test_a_question_nobody_could_answer_well_is_named(
    questionnaire: Questionnaire, place: str, reason: str
) -> None:
    assert found(questionnaire) == [(place, reason)]


@pytest.mark.parametrize(
    "sections", [(), (Section(title=TEXT, questions=(OPINIONS.questions[0],)),)]
)
def test_a_questionnaire_that_asks_nothing_is_refused(sections: tuple[Section, ...]) -> None:
    questionnaire = make_questionnaire(scales=(), sections=sections)

    assert found(questionnaire) == [("sections", "The questionnaire asks no question.")]


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        (Condition(question="colour", any_of=("red",)), "There is no question “colour”."),
        (
            Condition(question="mood_why", any_of=("red",)),
            "The question “mood_why” is not asked before this one.",
        ),
        (
            Condition(question="later", any_of=("yes",)),
            "The question “later” is not asked before this one.",
        ),
        (
            Condition(question="needs_next", any_of=("yes",)),
            "The question “needs_next” has no options to depend on.",
        ),
        (
            Condition(question="usefulness", any_of=("useful",)),
            "The question “usefulness” has no options to depend on.",
        ),
        (
            Condition(question="recommend_score", any_of=("low",)),
            "The question “recommend_score” has no options to depend on.",
        ),
        (
            Condition(question="welcome", any_of=("yes",)),
            "The question “welcome” has no options to depend on.",
        ),
        (
            Condition(question="role", any_of=("other", "boss")),
            "The question “role” has no option “boss”.",
        ),
        (
            Condition(question="pace", any_of=("not_applicable",)),
            "The question “pace” has no option “not_applicable”.",
        ),
        (
            Condition(question="role", any_of=()),
            "any_of is empty: the question would never be asked.",
        ),
    ],
)
def test_a_question_that_could_never_show_is_named_with_the_reason(
    condition: Condition, reason: str
) -> None:
    questionnaire = with_more(
        ShortTextQuestion(code="mood_why", text=TEXT, visible_if=condition),
        SingleChoiceQuestion(code="later", text=TEXT, options=ROLE_OPTIONS),
    )

    assert found(questionnaire) == [(at("section 3", 'question "mood_why"', "visible_if"), reason)]


def test_each_question_of_a_chain_behind_an_impossible_condition_is_named() -> None:
    questionnaire = with_more(
        SingleChoiceQuestion(
            code="first",
            text=TEXT,
            options=ROLE_OPTIONS,
            visible_if=Condition(question="role", any_of=("boss",)),
        ),
        MultipleChoiceQuestion(
            code="second",
            text=TEXT,
            options=ROLE_OPTIONS,
            visible_if=Condition(question="first", any_of=("other",)),
        ),
        ShortTextQuestion(
            code="third", text=TEXT, visible_if=Condition(question="second", any_of=("other",))
        ),
    )

    assert found(questionnaire) == [
        (
            at("section 3", 'question "first"', "visible_if"),
            "The question “role” has no option “boss”.",
        ),
        (
            at("section 3", 'question "second"', "visible_if"),
            "The condition of the question “first” is itself at fault.",
        ),
        (
            at("section 3", 'question "third"', "visible_if"),
            "The condition of the question “second” is itself at fault.",
        ),
    ]


@pytest.mark.parametrize(
    ("question", "code"),
    [("role", "other"), ("tools", "none"), ("pace", "too_fast"), ("satisfaction", "satisfied")],
)
def test_a_condition_on_an_earlier_choice_or_scale_is_published(question: str, code: str) -> None:
    why = ShortTextQuestion(
        code="why", text=TEXT, visible_if=Condition(question=question, any_of=(code,))
    )

    assert problems(with_more(why)) == []


def test_an_unknown_scale_is_told_once_even_where_another_question_depends_on_it() -> None:
    questionnaire = with_more(
        ScaleQuestion(code="mood", text=TEXT, scale="moods"),
        ShortTextQuestion(
            code="why", text=TEXT, visible_if=Condition(question="mood", any_of=("sad",))
        ),
    )

    assert found(questionnaire) == [
        (at("section 3", 'question "mood"', "scale"), "There is no scale “moods”.")
    ]


@pytest.mark.parametrize(
    "change", [{"required": True}, {"headline": True}, {"hint": TEXT}], ids=str
)
def test_a_hidden_question_asks_nothing(change: dict[str, Any]) -> None:
    assert found(changed("source", **change)) == [
        (
            at("section 2", 'question "source"'),
            "A hidden question is not asked: no required, headline or hint.",
        )
    ]


def test_a_hidden_question_depends_on_no_answer_and_no_question_on_it() -> None:
    role, slide = (
        Condition(question="role", any_of=("other",)),
        Condition(question="source", any_of=("slide",)),
    )
    free = (
        "The address answers a hidden question, whatever the other answers are: "
        "neither it nor its section has visible_if."
    )
    hidden = replace(make_questionnaire().by_code["source"], code="came_by")
    section = Section(title=TEXT, visible_if=role, questions=(hidden,))
    sections = (*make_questionnaire().sections, section)

    assert found(changed("source", visible_if=role)) == [
        (at("section 2", 'question "source"'), free)
    ]
    assert found(make_questionnaire(sections=sections)) == [
        (at("section 3", 'question "came_by"'), free)
    ]
    assert found(with_more(ShortTextQuestion(code="why", text=TEXT, visible_if=slide))) == [
        (
            at("section 3", 'question "why"', "visible_if"),
            "The question “source” is hidden: nothing that is asked depends on it.",
        )
    ]


def test_a_questionnaire_of_hidden_questions_asks_nothing() -> None:
    section = Section(title=TEXT, questions=(make_questionnaire().by_code["source"],))

    assert found(make_questionnaire(scales=(), sections=(section,))) == [
        ("sections", "The questionnaire asks no question.")
    ]


def test_every_fault_is_told_at_once_in_the_order_of_the_file_in_both_languages() -> None:
    questionnaire = make_questionnaire(
        title=Text(fr="NEED_TLX"),
        scales=(SATISFACTION, USEFULNESS, replace(PACE, points=PACE.points[:2] + PACE.points[1:2])),
        sections=(
            replace(OPINIONS, title=Text()),
            Section(
                title=TEXT,
                questions=(
                    SingleChoiceQuestion(code="role", text=HALF, options=ROLE_OPTIONS[:1]),
                    Information(code="pace", text=TEXT, required=True),
                    ShortTextQuestion(
                        code="why",
                        text=TEXT,
                        headline=True,
                        visible_if=Condition(question="colour", any_of=()),
                    ),
                ),
            ),
            Section(title=TEXT, questions=()),
        ),
    )

    with pytest.raises(PublishingRefused) as refused:
        check_publishable(questionnaire, published={("short", 1)})

    assert [problem.place for problem in refused.value.problems] == [
        "version",
        "title",
        "title",
        at('scale "pace"', 'point "just_right"'),
        'scale "pace"',
        at("section 1", "title"),
        at("section 1", "title"),
        at("section 2", 'question "role"', "text"),
        at("section 2", 'question "role"'),
        at("section 2", 'question "pace"'),
        at("section 2", 'question "pace"', "required"),
        at("section 2", 'question "why"', "headline"),
        at("section 2", 'question "why"', "visible_if"),
        "section 3",
    ]
    assert str(refused.value).splitlines()[:2] == [
        "version: Version 1 is already published and never changes: give it a new number.",
        "title: The French text still holds the mark “NEED_TLX”.",
    ]
    for problem in refused.value.problems:
        assert problem.message.fr.endswith(".")
        assert problem.message.en.endswith(".")
        assert problem.message.fr != problem.message.en
