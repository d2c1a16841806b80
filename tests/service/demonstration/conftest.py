"""The demonstration, made once for all its tests."""

from datetime import date
from importlib.resources import files

import pytest

from service.demonstration.programme import demonstration
from surveys.bundle import Bundle
from surveys.questionnaire import Questionnaire, read_questionnaire


@pytest.fixture(scope="package")
def today() -> date:
    return date(2026, 3, 2)


@pytest.fixture(scope="package")
def questionnaires() -> dict[str, Questionnaire]:
    read = [
        read_questionnaire(file.read_bytes())
        for file in files("surveys.questionnaires").iterdir()
        if file.name.endswith(".toml")
    ]
    return {each.code: each for each in read}


@pytest.fixture(scope="package")
def bundle(questionnaires: dict[str, Questionnaire], today: date) -> Bundle:
    return demonstration(questionnaires, today=today)
