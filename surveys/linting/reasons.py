"""Why a text cannot be read, in French too: what `tomllib` and `msgspec` say is English."""

import re
from typing import Final

from surveys.questionnaire import PLACE_IN
from surveys.texts import Text

_FRENCH: Final = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"Object contains unknown field `(.+?)`", "le champ « {0} » n’existe pas"),
        (r"Object missing required field `(.+?)`", "il manque le champ « {0} »"),
        (r"Invalid value '(.+?)'; it is one of (.+)", "« {0} » n’est pas une sorte ; il y a {1}"),
        (r"Invalid enum value '(.+?)'", "la valeur « {0} » n’existe pas ici"),
        (r"Expected `(.+?)`, got `(.+?)`", "il faut {0}, et c’est {1}"),
        (
            r"a code has lower-case.*",
            (
                "un code a des minuscules sans accent, des chiffres et des _ "
                "seulement, 40 au plus, et commence par une lettre"
            ),
        ),
        (
            r"(?:line \d+ )?is not UTF-8 text.*",
            "ce n’est pas du texte UTF-8 ; enregistrez le fichier en UTF-8",
        ),
        (r"Exceeds the limit", "un nombre est bien trop long"),
        (r"Unterminated string", "un guillemet n’est pas refermé"),
        (r"Illegal character|Found invalid character", "un caractère n’a pas sa place ici"),
        (
            r"Cannot (?:overwrite a value|declare .+ twice|mutate .+)",
            "ce champ est déjà donné plus haut",
        ),
        (r"Duplicate inline table key '(.+?)'", "« {0} » est donné deux fois"),
        (r"Expected '=' after a key.*", "il faut un signe = après le nom du champ"),
        (
            r"Expected newline or end of document.*",
            "il faut aller à la ligne ici : un guillemet ou une virgule est de trop, ou manque",
        ),
        (r"Unclosed (?:array|inline table)", "un crochet ou une accolade n’est pas refermé"),
        (r"Invalid value", "il manque une valeur après le signe =, ou ses guillemets"),
        (
            r"Invalid (?:initial character for a key part|statement)",
            "une ligne commence par un nom de champ ou un crochet",
        ),
        (r"Expected `(\w+)` (.+)", "il faut {0} {1}"),
    )
)
_WHERE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)")
_KINDS: Final = {
    "str": "un texte entre guillemets",
    "int": "un nombre entier",
    "float": "un nombre",
    "bool": "true ou false",
    "object": "une table { … }",
    "array": "une liste [ … ]",
    "null": "rien",
}


def reason_said(reason: str) -> Text:
    """Return what the readers say of a text, as a sentence in each language."""
    where = _WHERE.search(reason)
    bare = _WHERE.sub("", reason)
    place, said = "", bare
    if PLACE_IN in bare or re.match(r"[\w. ]+: ", bare):
        place, _, said = bare.partition(": ")
    french = _in_french(said)
    at = f" ({place})" if place else ""
    column = where[2] if where else None
    return Text(
        fr=f"Le texte ne se lit pas ici{at}{f', colonne {column}' if column else ''} : {french}.",
        en=f"The text cannot be read here{at}{f', column {column}' if column else ''}: {said}.",
    )


def _in_french(said: str) -> str:
    for pattern, french in _FRENCH:
        if found := pattern.match(said):
            return french.format(*(_kind(each) for each in found.groups()))
    return f"« {said} »"


def _kind(word: str) -> str:
    return _KINDS.get(word, word.replace("\u202f", ""))
