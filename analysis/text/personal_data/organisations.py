"""Names of organisations in a text: "Maison des jeunes de …", "… Community Centre", "chez …".

What is public is left alone: ministries, agencies, funders and universities say little of who
writes.
"""

from collections.abc import Iterator, Sequence

from analysis.text.personal_data.marks import Kind, Mark
from analysis.text.personal_data.names import is_given
from analysis.text.personal_data.not_names import NOT_NAMES, PLACES, PRODUCTS
from analysis.text.personal_data.organisation_words import CALLED, HEADS, INNER, TAILS
from analysis.text.personal_data.tokens import Token, gap
from analysis.text.stop_words import ENGLISH, FRENCH, listed

_JOINING = listed("de du des d' la le les l' et en a au aux pour sur")
_WORK = listed(
    "travaille travaillons travaillent work works working worked volunteer volunteers benevole"
    " employe employee job emploi poste bosse"
)
_ARTICLES = listed("la le les l' un une the")
_AT = listed("chez at for with pour")
_LONGEST = 10
"""Words of a name."""


def organisations(text: str, tokens: Sequence[Token]) -> Iterator[Mark]:
    """Yield the names of organisations of a plain text whose words are `tokens`."""
    for place, token in enumerate(tokens):
        if token.folded in HEADS and (after := _headed(text, tokens, place)) is not None:
            yield _mark(tokens, place, after)
        if token.capital and token.folded in TAILS:
            begun, after = _tailed(text, tokens, place)
            if begun < place:
                yield _mark(tokens, begun, after)
        if _named_here(text, tokens, place):
            after = _run(text, tokens, place)
            while after - 1 > place and not tokens[after - 1].capital:
                after -= 1
            yield _mark(tokens, place, after)


def _mark(tokens: Sequence[Token], begun: int, after: int) -> Mark:
    return Mark(tokens[begun].start, tokens[after - 1].end, Kind.ORGANISATION)


def _beside(text: str, one: Token, other: Token) -> bool:
    return gap(text, one, other) in {" ", "", "-", " & ", " - ", "'s "}


def _run(text: str, tokens: Sequence[Token], place: int) -> int:
    """Return behind which word a run of capitals and what joins them ends, from `place` on."""
    after = place + 1
    while (
        after < min(len(tokens), place + _LONGEST)
        and _beside(text, tokens[after - 1], tokens[after])
        and (_is_own(tokens[after]) or _may_join(tokens[after]))
    ):
        after += 1
    return after


def _headed(text: str, tokens: Sequence[Token], place: int) -> int | None:
    """Return behind which word a name ends whose head is at `place`; None: it is no name."""
    after = _run(text, tokens, place)
    while after - 1 > place and not tokens[after - 1].capital:
        after -= 1
    inside = tokens[place + 1 : after]
    if not inside or tokens[after - 1].folded in PRODUCTS:
        return None
    own = any(_is_own(each) and each.folded not in PLACES for each in inside)
    told = any(each.folded in INNER for each in inside)
    return after if own or told else None


def _tailed(text: str, tokens: Sequence[Token], place: int) -> tuple[int, int]:
    """Return where a name begins and ends whose tail is at `place`."""
    begun = place
    while (
        begun > max(0, place - 6)
        and _beside(text, tokens[begun - 1], tokens[begun])
        and (_is_own(tokens[begun - 1]) or tokens[begun - 1].folded in {"and", "of", "&", "the"})
    ):
        begun -= 1
    while begun < place and not (tokens[begun].capital and tokens[begun].folded not in ENGLISH):
        begun += 1
    after = place + 1
    if after + 1 < len(tokens) and tokens[after].folded == "of" and tokens[after + 1].capital:
        after += 2
    return begun, after


def _named_here(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether the word before says that an organisation's name comes: "chez", "organisme"."""
    token = tokens[place]
    if place == 0 or not token.capital or is_given(token.folded):
        return False
    before, between = tokens[place - 1], gap(text, tokens[place - 1], token)
    if between not in {" ", ", "} or not (_is_unknown(token) or _is_article(text, tokens, place)):
        return False
    if before.folded in CALLED:
        return True
    if between != " ":
        return False
    if before.folded == "chez":
        return True
    return before.folded in _AT and any(
        each.folded in _WORK for each in tokens[max(0, place - 3) : place - 1]
    )


def _is_unknown(token: Token) -> bool:
    return token.folded in HEADS or token.folded not in NOT_NAMES


def _is_article(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether a name begins with an article: "Les Ailes du Faubourg"."""
    if tokens[place].folded not in _ARTICLES or place + 1 == len(tokens):
        return False
    return _beside(text, tokens[place], tokens[place + 1]) and _is_own(tokens[place + 1])


def _is_own(token: Token) -> bool:
    """Whether a word can be the part of a name that is its own: places too, but no program."""
    return (
        token.capital
        and token.folded not in PRODUCTS
        and token.folded not in FRENCH
        and token.folded not in ENGLISH
    )


def _may_join(token: Token) -> bool:
    return token.folded in _JOINING or token.folded in INNER or token.folded in HEADS
