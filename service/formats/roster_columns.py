"""Which column of a list of participants says what, in French or in English.

Headers are compared without accents, case or punctuation. A header that is not
known is left unread, and said.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from service.formats.spelling import heading
from service.formats.tables import Table
from surveys.programme import Session
from surveys.roster_list import Field, ListColumn
from surveys.texts import LANGUAGES

_HEADERS: Mapping[Field, str] = {
    "name": "nom complet, nom et prénom, prénom et nom, participant, participante, participant·e, "
    "personne, name, full name, person",
    "last_name": "nom, nom de famille, last name, surname, family name",
    "first_name": "prénom, first name, given name",
    "email": "courriel, adresse courriel, adresse de courriel, adresse électronique, mail, "
    "email, e-mail, email address, e-mail address",
    "organisation": "organisme, nom de l’organisme, organisation, organization, "
    "nom de l’organisation, organisation name, organization name, employeur, employer",
    "role": "rôle, fonction, poste, titre, role, position, job title, function",
    "region": "région, région administrative, région de l’organisme, region",
    "kind": "type, type d’organisme, type d’organisation, genre d’organisme, kind, "
    "type of organisation, type of organization, organisation type, organization type",
    "completed": "terminé, a terminé, formation terminée, complété, a complété, réussite, "
    "completed, finished, completion",
    "sessions": "séances suivies, nombre de séances, nombre de séances suivies, modules suivis, "
    "nombre de modules suivis, présences, nombre de présences, sessions attended, "
    "number of sessions, modules attended, attended",
}

_NUMBERED = re.compile(r"(?:seance|session|module|rencontre|atelier|presence|s|m) ?(\d{1,3})")


def folded(word: str) -> str:
    """Return the form that spellings share which differ in accents, case or punctuation only."""
    plain = unicodedata.normalize("NFD", heading(word))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", letters).split())


def columns_of(table: Table, sessions: Sequence[Session]) -> tuple[ListColumn, ...]:
    """Return what each column of the file says, in its order."""
    titles = {
        folded(session.title[language]): session.position
        for session in sessions
        for language in LANGUAGES
    }
    read = [_column(position, header, titles) for position, header in enumerate(table.columns)]
    if not any(column.field == "first_name" for column in read):  # « Nom » alone is all of it
        read = [
            msgspec.structs.replace(column, field="name") if column.field == "last_name" else column
            for column in read
        ]
    return tuple(read)


def _column(position: int, header: str, titles: Mapping[str, int]) -> ListColumn:
    key = folded(header)
    field = _FIELD_OF.get(key)
    session = titles.get(key)
    if field is None and session is None and (numbered := _NUMBERED.fullmatch(key)):
        session = int(numbered[1])
    return ListColumn(position=position, header=header, field=field, session=session)


def _fields() -> Iterator[tuple[str, Field]]:
    for field, headers in _HEADERS.items():
        yield from ((folded(header), field) for header in headers.split(", "))


_FIELD_OF: Mapping[str, Field] = dict(_fields())
