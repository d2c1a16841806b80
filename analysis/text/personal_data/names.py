"""Names of people in a text, by lists of names and by what stands around them.

A name that is nothing else is found in small letters too. One that is a word as well ("Rose",
"Pierre", "Will") needs a capital within a sentence, a family name behind it, or thanks before it.
A word on no list is a name behind a title, behind what somebody does ("notre formatrice"), behind
thanks, or before a family name.
"""

from collections.abc import Iterator, Sequence

from analysis.text.personal_data.family_names import FAMILY, FAMILY_ALSO_WORDS
from analysis.text.personal_data.given_names import ALSO_WORDS, GIVEN, PLACES_TOO
from analysis.text.personal_data.marks import Kind, Mark
from analysis.text.personal_data.not_names import (
    CALENDAR,
    NOT_NAMES,
    OTHER_CAPITALS,
    PLACES,
    PRODUCTS,
)
from analysis.text.personal_data.organisation_words import HEADS
from analysis.text.personal_data.tokens import Token, gap
from analysis.text.stop_words import listed

_TITLES = listed(
    "m mr mme mmes mlle mrs ms mx miss dr dre docteur docteure madame monsieur prof professeur"
    " professeure professor sister brother soeur abbe"
)
_ROLES = listed(
    """
    accompagnateur accompagnatrice adjoint adjointe administratrice agente ami amie analyste
    animateur animateurs animatrice animatrices aunt benevole boss cheffe coach colleague
    colleagues collegue collegues conferencier conferenciere conseiller conseillere consultant
    consultante coordinator coordo coordonnateur coordonnatrice cousin cousine directeur
    director directrice employe employee enseignant enseignante expert experte facilitateur
    facilitator facilitators facilitatrice femme formateur formateurs formatrice formatrices
    friend gestionnaire guest host husband instructor instructors intervenant intervenante
    invite invitee manager mari mentor mentore mere patron patronne pere presenter presenters
    presidente responsable soeur speaker stagiaire superviseur superviseure supervisor teacher
    technicienne trainer trainers travailleuse tutor tutrice voisine wife
    """
)
_THANKS = listed("merci mercis bravo felicitations thanks kudos thank chapeau")
_TO = listed("a to")
_AND = listed("et and ou or avec with")
_PARTICLES = listed(
    "de du des d' la le l' van von der den di da dos el al ben bin abu mac saint st"
)
_PLACES_BEFORE = listed(
    """
    arrondissement av avenue boul boulevard bourse cegep chemin college ecole fleuve fort
    hopital hospital lac lake metro mont mount parc park pavillon place pont port prix quartier
    rang riviere road route rue saint sainte salle school st station ste street universite
    university ville
    """
)
_LONGEST = 5
"""Words of a name."""

_MOST_INITIALS = 3

_SPACE = frozenset({" "})
_INITIAL_GAPS = frozenset({" ", ". ", ".", "-", ".-"})
_THINGS = CALENDAR | OTHER_CAPITALS | PLACES | PRODUCTS
_NO_PART = NOT_NAMES | HEADS
_ANY_GIVEN = GIVEN | ALSO_WORDS
_ANY_FAMILY = FAMILY | FAMILY_ALSO_WORDS
LISTED = GIVEN | FAMILY | ALSO_WORDS | PLACES_TOO | FAMILY_ALSO_WORDS


def people(text: str, tokens: Sequence[Token]) -> Iterator[Mark]:
    """Yield the names of people of a plain text whose words are `tokens`."""
    place, ended = 0, -1
    while place < len(tokens):
        if _begins(text, tokens, place, ended):
            after = _extended(text, tokens, place)
            yield Mark(tokens[place].start, _end(text, tokens[after - 1]), Kind.PERSON)
            place = ended = after
        else:
            place += 1


def _begins(text: str, tokens: Sequence[Token], place: int, ended: int) -> bool:
    """Whether a name begins here; `ended`: behind which word the last one did."""
    token = tokens[place]
    if is_given(token.folded):
        return not _of_a_place(tokens, place)
    if token.folded in ALSO_WORDS and _named_like_a_word(text, tokens, place):
        return not _of_a_place(tokens, place)
    if _titled(text, tokens, place):
        return _is_initial(token) or (
            token.folded not in NOT_NAMES and (token.capital or token.folded in FAMILY)
        )
    if not token.capital:
        return False
    if token.folded in FAMILY:
        return not token.folded.startswith(("st-", "ste-", "saint-")) and not _of_a_place(
            tokens, place
        )
    if _family_behind(text, tokens, place):
        return _is_initial(token) or token.folded in PLACES_TOO or token.folded not in NOT_NAMES
    if _is_initial(token) or (token.folded in NOT_NAMES and token.folded not in PLACES_TOO):
        return False
    return not token.acronym and (
        _called_upon(text, tokens, place)
        or (place == ended + 1 and tokens[ended].folded in _AND and token.folded not in PLACES_TOO)
    )


def is_given(folded: str) -> bool:
    """Whether a word is a first name and nothing else, or several joined: "marie-eve"."""
    if folded in GIVEN:
        return True
    parts = folded.split("-", 3)
    return (
        len(parts) > 1
        and all(part in _ANY_GIVEN for part in parts)
        and any(part in GIVEN for part in parts)
    )


def _named_like_a_word(text: str, tokens: Sequence[Token], place: int) -> bool:
    token = tokens[place]
    if _thanked(text, tokens, place) and tokens[place - 1].folded in _TO:
        return True
    if not token.capital:
        return False
    return (
        (not token.first and not token.acronym and token.folded not in _THINGS)
        or _family_behind(text, tokens, place)
        or _titled(text, tokens, place)
        or _called_upon(text, tokens, place)
    )


def _family_behind(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether the next word is a family name with a capital."""
    if place + 1 >= len(tokens):
        return False
    if _is_initial(tokens[place]):
        return _behind_initials(text, tokens, place)
    token, after = tokens[place], tokens[place + 1]
    if not after.capital or token.folded.endswith("'") or gap(text, token, after) != " ":
        return False
    given = token.folded in _ANY_GIVEN or token.folded in PLACES_TOO
    return after.folded in (_ANY_FAMILY if given else FAMILY)


def _is_initial(token: Token) -> bool:
    return token.capital and token.end - token.start == 1


def _behind_initials(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether a family name stands behind the initials from `place` on: "J.-P. Lemieux"."""
    after = place
    most = min(len(tokens) - 1, place + _MOST_INITIALS)
    while after < most and _is_initial(tokens[after]):
        if gap(text, tokens[after], tokens[after + 1]) not in _INITIAL_GAPS:
            return False
        after += 1
    return tokens[after].capital and tokens[after].folded in _ANY_FAMILY


def _titled(text: str, tokens: Sequence[Token], place: int) -> bool:
    if place == 0:
        return False
    title, token = tokens[place - 1], tokens[place]
    if title.folded == "me":  # Maître, but for the English pronoun
        return text[title.start].isupper() and token.capital and token.folded in LISTED
    if title.folded not in _TITLES or gap(text, title, token) not in {" ", ". ", "."}:
        return False
    return title.end - title.start > 1 or text[title.start] == "M"


def _called_upon(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether the words before say that a name comes: what somebody does, thanks, "my name is"."""
    if place == 0:
        return False
    before, between = tokens[place - 1], gap(text, tokens[place - 1], tokens[place])
    if between in {" ", ", "} and before.folded in _ROLES:
        return True
    if between != " ":
        return False
    if _thanked(text, tokens, place):
        return True
    words = [each.folded for each in tokens[max(0, place - 3) : place]]
    return words[-2:] == ["m'", "appelle"] or words[-2:] in (["name", "is"], ["nom", "est"])


def _thanked(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether somebody is thanked here: "merci à", "thanks to", "thank you", "bravo"."""
    if place == 0 or gap(text, tokens[place - 1], tokens[place]) != " ":
        return False
    before = tokens[place - 1].folded
    if before in _TO or before == "you":
        return place > 1 and tokens[place - 2].folded in _THANKS
    return before in _THANKS and before != "thank"


def _of_a_place(tokens: Sequence[Token], place: int) -> bool:
    """Whether it is what a street, a school or a lake is called."""
    return any(each.folded in _PLACES_BEFORE for each in tokens[max(0, place - 2) : place])


def _extended(text: str, tokens: Sequence[Token], place: int) -> int:
    """Return behind which word the name ends that begins at `place`."""
    after = place + 1
    while after < min(len(tokens), place + _LONGEST):
        if gap(text, tokens[after - 1], tokens[after]) not in _between(tokens[after - 1]):
            break
        if _goes_on(tokens[after]):
            after += 1
        elif (joined := _behind_particles(text, tokens, after)) is not None:
            after = joined
        else:
            break
    return after


def _between(before: Token) -> frozenset[str]:
    return _INITIAL_GAPS if before.end - before.start == 1 else _SPACE


def _goes_on(token: Token) -> bool:
    if token.folded in FAMILY or is_given(token.folded):
        return True
    if not token.capital or token.folded.endswith("'"):
        return False
    if token.folded in FAMILY_ALSO_WORDS or _is_initial(token):
        return True
    return token.folded not in _NO_PART and not token.acronym


def _behind_particles(text: str, tokens: Sequence[Token], place: int) -> int | None:
    """Return behind which word a name ends that goes on at `place` with "de la", "van der"."""
    after = place
    while after < min(len(tokens), place + 3) and tokens[after].folded in _PARTICLES:
        after += 1
    if after == place or after == len(tokens):
        return None
    token = tokens[after]
    name = token.capital and not token.acronym and token.folded not in _NO_PART
    beside = gap(text, tokens[after - 1], token) in {" ", ""}
    return after + 1 if name and beside else None


def _end(text: str, last: Token) -> int:
    """Return where a name ends, the full stop of an initial included."""
    initial = last.end - last.start == 1 and text[last.end : last.end + 1] == "."
    return last.end + initial
