"""Small files of answers and a mapping for them, as another tool might export them."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl

from service.formats.files import read_table
from service.formats.mapping import Mapping, read_mapping
from service.formats.tables import Layout, Table
from surveys.questionnaire import Questionnaire, read_questionnaire

QUESTIONNAIRE = """
code = "course"
version = 1
title = { fr = "Cours", en = "Course" }

[[scales]]
code = "agree"
not_applicable = { fr = "Sans objet", en = "Not applicable" }
points = [
  { code = "no", side = "unfavourable", text = { fr = "Non", en = "No" } },
  { code = "yes", side = "favourable", text = { fr = "Oui", en = "Yes" } },
]

[[sections]]
title = { fr = "Le cours", en = "The course" }
questions = [
  { kind = "scale", code = "useful", scale = "agree", text = { fr = "Utile ?", en = "Useful?" } },
  { kind = "recommendation", code = "recommend", text = { fr = "Conseiller ?", en = "Advise?" } },
  { kind = "multiple_choice", code = "tools", text = { fr = "Outils ?", en = "Tools?" }, options = [
    { code = "git", text = { fr = "Git", en = "Git" } },
    { code = "editor", text = { fr = "Éditeur", en = "Editor" } },
    { code = "none", exclusive = true, text = { fr = "Aucun", en = "None" } },
  ] },
  { kind = "matrix", code = "parts", scale = "agree", text = { fr = "Quand", en = "When" }, rows = [
    { code = "morning", text = { fr = "Matin", en = "Morning" } },
    { code = "evening", text = { fr = "Soir", en = "Evening" } },
  ] },
  { kind = "number", code = "hours", highest = 100, text = { fr = "Heures ?", en = "Hours?" } },
  { kind = "date", code = "started", text = { fr = "Début ?", en = "Start?" } },
  { kind = "personal_code", code = "own", text = { fr = "Code ?", en = "Code?" }, elements = [
    { code = "a", kind = "letter", text = { fr = "Lettre", en = "Letter" } },
    { code = "b", kind = "letter", text = { fr = "Lettre", en = "Letter" } },
    { code = "c", kind = "letter", text = { fr = "Lettre", en = "Letter" } },
    { code = "d", kind = "day", text = { fr = "Jour", en = "Day" } },
    { code = "e", kind = "month", text = { fr = "Mois", en = "Month" } },
    { code = "f", kind = "number", text = { fr = "Nombre", en = "Number" } },
  ] },
  { kind = "long_text", code = "why", max_length = 50, text = { fr = "Pourquoi ?", en = "Why?" } },
]
"""

MAPPING = """
questionnaire = "course.toml"
language = "en"
programme = { slug = "school", name = { fr = "École", en = "School" } }
activity = { slug = "course", name = { fr = "Cours", en = "Course" } }
cohorts = { column = "Group" }
received = { column = "Date", formats = ["%d/%m/%Y"] }
columns = { personal = ["E-mail"], ignored = ["Browser"] }
files = { columns_may_be_missing = true }

[[answers]]
kind = "column"
question = "useful"
column = ["Useful?", "Was it useful?"]

[[answers]]
kind = "column"
question = "recommend"
column = "Recommend?"

[[answers]]
kind = "column"
question = "why"
column = "Why?"
"""


def questionnaire() -> Questionnaire:
    return read_questionnaire(QUESTIONNAIRE.encode())


def mapping(text: str = MAPPING) -> Mapping:
    return read_mapping("course-mapping.toml", text.encode())


def csv_bytes(rows: Iterable[Sequence[str]], *, delimiter: str = ",") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


def xlsx_bytes(rows: Iterable[Sequence[Any]], *, title: str = "Answers") -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def with_part(workbook: bytes, name: str, part: bytes) -> bytes:
    """Return the workbook with one of its parts in the place of what it had."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            new.writestr(info.filename, part if info.filename == name else old.read(info))
    return content.getvalue()


def table(*rows: Sequence[str], name: str = "answers.csv") -> Table:
    return read_table(name, csv_bytes(rows), Layout())
