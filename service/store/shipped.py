"""The questionnaires that Bilan ships."""

from importlib.resources import files

from surveys.questionnaire import Questionnaire, read_questionnaire


def shipped_questionnaires() -> dict[str, Questionnaire]:
    """Return them by code."""
    return {
        questionnaire.code: questionnaire
        for path in (files("surveys") / "questionnaires").iterdir()
        if path.name.endswith(".toml")
        for questionnaire in [read_questionnaire(path.read_bytes())]
    }
