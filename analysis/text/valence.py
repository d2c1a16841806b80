"""Whether an idea praises or asks: a hint from lists of words, which abstains when in doubt.

Praise says that something was good. Asking wants something, or complains. An idea that does
both, or neither in the words listed here, has no hint. Negation turns praise into asking ("pas
clair") and takes asking away ("jamais perdus"); what is wished for is not praised ("un suivi
serait utile").

It is never more than a hint: short feedback is often read otherwise by its writer. Prefer the
rating where there is one, and count nobody by it.
"""

import re
from collections.abc import Sequence

from analysis.text.spelling import spelled_out
from analysis.text.stop_words import listed
from analysis.text.words import tidy, words
from surveys.questions import Hint
from surveys.texts import Language

_LONGEST = 300
"""Characters: a longer idea says several things."""

_GOOD = listed(
    """
    adore adorons aidant aidante aidants aime apprecie appreciee appreciees apprecies appris
    bravo captivant captivante chapeau enrichissant enrichissante enrichissants excellent
    excellente excellentes excellents fantastique fantastiques formidable formidables genial
    geniale geniales geniaux impeccable incroyable inspirant inspirante inspirantes magnifique
    merci merveilleux merveilleuse motivant motivante motivees outillee outillees outilles
    passionnant passionnante recommande recommandons satisfait satisfaite satisfaits stimulant
    stimulante superbe vulgarise vulgarisee
    amazing appreciate appreciated awesome brilliant engaging enjoyable enjoyed fantastic
    helped incredible inspiring invaluable learned learnt liked loved lovely outstanding
    recommend rewarding satisfied superb terrific thank thanks wonderful worthwhile
    """
)
"""Said of what was."""

_GOOD_IF_SO = listed(
    """
    agreable agreables bienveillant bienveillante bon bonne bonnes bons clair claire claires clairs
    eclairant eclairante eclairantes facile faciles genereux genereuse interessant interessante
    interessantes interessants parfait parfaite parfaits parfaites pertinent pertinente
    pertinentes pertinents precieuse precieuses precieux utile utiles
    clear easy fun good great helpful informative insightful interesting nice perfect pleasant
    relevant useful valuable
    """
)
"""Said of what was only after a word of being or degree: "a clear list" may be what is wanted."""

_IS_SO = listed(
    """
    est etait etaient sont ete fut tres vraiment super tellement si fort
    was were is are been it's that's very really so extremely quite
    """
)
_BAD = listed(
    """
    manque manquait manquaient manquent davantage difficile difficiles complique compliquee
    compliquees compliques confus confuse confuses inutile inutiles inutilement ennuyeux ennuyant
    ennuyante decevant decevante decu decue decus dommage perdu perdue perdus frustrant frustrante
    lent lente lourd lourde redondant redondante repetitif repetitive penible insuffisant
    insuffisante malheureusement
    lack lacked lacking lacks missing confusing confused unclear difficult hard boring disappointed
    disappointing frustrating lost useless unfortunately redundant repetitive slow overwhelming
    overwhelmed please annoying
    """
)
_NOT = listed(
    """
    pas jamais peu guere aucun aucune ni rien sans
    not never no none nothing isn't wasn't aren't weren't don't didn't doesn't couldn't can't won't
    without neither nor hardly
    """
)
_COMPARED = listed("plus moins more less better mieux")
_REACH = 3
"""Words over which a negation reaches."""

_SAYS_NEITHER = re.compile(
    r"\b(?:(?:pas|jamais|sans|not|never|none) (?:trop|too)(?: \w+)?|pas besoin|no need"
    r"|(?:pas de|sans|no) (?:probleme|problem)s?|rien ne manqu\w+|nothing (?:was|is) missing"
    r"|rien a (?:redire|ameliorer|changer)|besoins|merci (?:de|d)|bonnes? pratiques?"
    r"|(?:good|best) practices?|difficile (?:de choisir|a dire)|hard to (?:choose|say)"
    r"|bon nombre|bien sur|trop (?:bien|bon|cool|hate)|no issues?|how useful|well being|un peu)\b"
)
_GOOD_TOGETHER = re.compile(
    r"\b(?:(?:tres|super|vraiment|fort|si|aussi|trop) (?:bien|pratiques?|beau|belle)"
    r"|bien (?:expliqu|structur|anim|fait|organis|dos|mont|vulgaris|adapt|prepar|present|equilibr"
    r"|construi|pens|ecri|guid|accompagn)\w*"
    r"|(?:a|ai|ont) (?:\w+ )?(?:aidee?s?|plu)|adaptee?s? a n\w+|permis d\w*|fait gagner"
    r"|(?:une|un|quelle|quel) (?:belle|beau)|le fun"
    r"|(?:le|la|les|mes|the|my) (?:\w+ )?(?:meilleure?s?|best)"
    r"|expliqu\w+ (?:tres |vraiment |super )?bien"
    r"|well (?:explained|organi[sz]ed|structured|done|paced|prepared|presented|thought|run)"
    r"|(?:i|we) (?:really |also )?(?:like|love|appreciate)|just right|juste comme il faut"
    r"|feel (?:more )?confident)\b"
)
_WISHES = re.compile(
    r"\b(?:j aurais|nous aurions|on aurait|aimerais|aimerait|aimerions|aimeraient|voudrais"
    r"|voudrait|voudrions|souhaite|souhaitons|souhaiterai\w|souhaiterions|prefererai\w|faudrait"
    r"|il faut|devrait|devraient|devriez|pourrait|pourraient|pourriez|serait|seraient"
    r"|gagnerait|meriterait|would (?!recommend)|wouldn't|we'd|i'd|it'd"
    r"|should|could (?:be|have|use|you)|you could|can you|wish|wished)(?:\b|(?<= ))"
)
_WANTS = re.compile(
    r"\b(?:trop|pas assez|not enough|besoin (?:de|d|que)|(?:plait$)|rien compris"
    r"|pas (?:tout )?compris"
    r"|ne comprends pas|too \w+|(?:i|we|they|you|still) (?:still |really )?need(?:ed)?"
    r"|needs? (?:to|more|an?|some)|(?:didn't|don't|couldn't) (?:really )?(?:understand|follow))\b"
    r"|^(?:(?:avoir |et )?(?:plus|moins|peu|pas) (?:de|d)|more|less|fewer|better|aucune?|no"
    r"|ajoute[rz]|prevoi[rz]|ralentir|reduire|raccourcir|allonger|ameliorer|revoir|eviter|envoyer"
    r"|offrir|clarifier|simplifier|add|provide|include|improve|offer|reduce|shorten|clarify"
    r"|simplify|slow down)\b"
)


def hint(text: str, language: Language, expected: Hint | None = None) -> Hint | None:
    """Return whether the idea `text`, which is in `language`, praises or asks; None in doubt.

    Args:
        text: As it was written.
        language: Its own.
        expected: What ideas in answer to the question do, where their words say nothing. Where
            they say the contrary there is doubt.
    """
    if len(text) > _LONGEST:
        return None
    spelled = spelled_out(tidy(text), language)
    folded = _SAYS_NEITHER.sub("|", " ".join(word.folded for word in words(spelled)))
    wished = _WISHES.search(folded)
    said = (folded[: wished.start()] if wished else folded).split()  # a wish was not there
    praises = bool(_GOOD_TOGETHER.search(" ".join(said))) or any(
        _good(said, place, language) for place in range(len(said))
    )
    asks = bool(wished or _WANTS.search(folded)) or any(
        _bad(said, place) for place in range(len(said))
    )
    if not praises and not asks:
        return expected
    in_doubt = asks and not wished and not _GOOD_IF_SO.isdisjoint(_unnegated(said))
    does: Hint = "praise" if praises else "ask"
    return None if (praises and asks) or in_doubt or expected not in (None, does) else does


def _good(said: Sequence[str], place: int, language: Language) -> bool:
    """Whether the word at `place` says that something was good."""
    word, before = said[place], said[:place]
    if _negated(said, place) or (before and before[-1] in _COMPARED and before[-2:-1] != ["le"]):
        return False  # "plus clair" tells neither, "le plus utile" does
    if word in _GOOD_IF_SO:
        in_front = not before and language == "fr" and not word.startswith("bon")
        return in_front or before[-2:] == ["le", "plus"] or not _IS_SO.isdisjoint(before)
    return word in _GOOD


def _bad(said: Sequence[str], place: int) -> bool:
    """Whether the word at `place` says that something was not good."""
    good = said[place] in _GOOD or said[place] in _GOOD_IF_SO
    return (said[place] in _BAD or good) and _negated(said, place) == good


def _unnegated(said: Sequence[str]) -> list[str]:
    return [word for place, word in enumerate(said) if not _negated(said, place)]


def _negated(said: Sequence[str], place: int) -> bool:
    return not _NOT.isdisjoint(said[max(0, place - _REACH) : place])
