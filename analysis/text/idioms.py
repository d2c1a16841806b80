"""Idioms of praise in French (Québec) and English: several words that say one thing together.

None of them names what is praised: "coup de cœur" does not, "mon coup de cœur, les exercices"
does by its other words. And some words that praise alone do not beside others: "beau travail"
praises, "beaucoup de travail" complains. Written for this product, folded as
`analysis.text.words.fold` leaves words.
"""

import re
from functools import lru_cache

from analysis.text.stop_words import listed

PRAISED = "bravo"
"""Stands for an idiom of praise."""

NAMED = "#"
"""Stands for words that ask or name; in no list."""


def _any_of(lines: str) -> re.Pattern[str]:
    """Return a pattern of whole words: alternatives, any number on a line."""
    alternatives = "|".join(line.strip() for line in lines.strip().splitlines())
    return re.compile(rf"(?<!\S)(?:{alternatives})(?!\S)")


_GOOD = "(?:good|great|excellent|amazing|awesome|fantastic|wonderful|brilliant|nice|lovely)"
_NOUN = "(?:time|work|class|content|lectures?|lessons?|training|courses?|sessions?)"

_ASKS = _any_of(
    rf"""
    (?:would|i'd|it'd|you'd) (?:really |also )?(?:be|have|love|like|appreciate)(?! to (?:thank|say))
    too (?!bad)\S+
    i (?:really )?hate
    (?<!merci )(?<!mercis )(?:beaucoup|bien) (?:de|du|des|d)(?! (?:plaisir|bonheur|fun|agreable))
    (?:lots?|much|lots? of) {_NOUN}
    (?<!le )(?<!la )(?<!les )(?<!mon )(?<!ma )(?<!des )(?<!est )meilleure?s?
    travail (?:en|d|de l|avec (?:l|une|mon|les|notre)) (?:equipes?|gang|collegues)
    work (?:in|with) (?:a |my |our |the |other )?(?:teams?|everyone|others)|team ?work
    nice to have
    """
)
"""More or better, or something by its name."""

_PRAISES = _any_of(
    rf"""
    5 5|10 10|20 20|100 100|(?:10|dix) sur (?:10|dix)|(?:10|ten) out of (?:10|ten)
    (?:5|cinq|five) (?:etoiles|stars?)|a\+|note (?:parfaite|maximale)|perfect score
    thumbs? up|pouces? (?:en l air|en haut|leves?)|hats? off|coups? de (?:coeur|maitre)
    continue[rz]? (?:surtout )?(?:comme (?:ca|cela)|ainsi|sur cette (?:lancee|voie))
    continue[rz]? (?:surtout )?dans (?:cette|ce|la bonne|le bon) (?:voie|direction|sens)
    (?:ne )?(?:lache[rz]?|lachons) (?:surtout )?(?:pas|rien)
    que du (?:bon|beau|positif|bonheur)|du bonbon|sur la coche|dans le mille
    que des (?:eloges|felicitations|compliments|bons (?:mots|commentaires))
    que des commentaires positifs
    (?:mille|gros|grand|immense|enorme) (?:fois )?mercis?|mercis? mille fois
    mercis? du fond du coeur
    j en (?:demande|redemande)|(?:je|on) (?:le|la|les) referais?|a (?:refaire|recommander)
    (?:vivement|hate (?:a|au|aux|de|d)) (?:la |le |les |l )?(?:suite|prochaine?s?)(?: fois)?
    hate (?:a|au|aux|de|d)|j ai hate
    (?:belle|grande|vraie|une|vrai|grand|un|franc) (?:reussite|succes|decouverte|perle|bijou)
    j ai (?:vraiment |bien |tellement )?(?:trippe|tripe|capote)
    (?:depasse|surpasse|repondu a|comble) (?:toutes )?(?:mes|nos|les) attentes
    (?:a la hauteur|au dela|au dessus) de (?:toutes )?(?:mes|nos) attentes
    de (?:tres |grande |haute |bonne |belle )*qualite|de haut (?:niveau|calibre)
    (?:parfaite?s?|excellente?s?|bien|bon|bonne|super|satisfaite?s?) a tous les niveaux
    (?:exceeded|met|surpassed|beyond|above) (?:all )?(?:of )?(?:my|our) expectations
    keep (?:on )?(?:going|it up|up|at it)|keep being {_GOOD}
    keep (?:on )?doing what (?:you're|you are|you) (?:doing|do)
    continue (?:with )?(?:the |your |this |doing )?{_GOOD} (?:work|job)
    {_GOOD} time|well (?:done|taught)|nicely done|(?:doing|works?|worked) {_GOOD}
    for (?:all )?(?:of )?(?:the|your|this)(?: {_GOOD})? (?:hard work|efforts?|dedication)
    you rock|best ever|spot on|second to none|out of this world|(?:top|first|world) ?(?:notch|class)
    (?:a|real|true|absolute|pure) (?:pleasure|delight|treat|joy|blast|success|gem|hit)
    (?:loved|enjoyed) (?:every|each) (?:minute|second|moment|bit)(?: of)?
    worth (?:it|every (?:minute|second)|(?:my|the|our) (?:while|time))
    (?:nothing but|only) {_GOOD} (?:things|words)(?: to say)?
    (?:huge|big|many|deepest|sincere|warm|special|million) (?:thanks|thank you|congratulations)
    thanks a (?:million|bunch|ton)|(?:all|so far so) good
    looking forward to (?:the )?(?:next|future|it|seeing you)(?: ones?| time)?
    can't wait(?: for (?:the )?next(?: one)?)?
    """
)
"""Praise of everything."""

_BESIDE = _any_of(
    r"""
    du (?:tout )?debut (?:jusqu )?a la (?:toute )?fin|d un bout a l autre|de bout en bout
    de a a z|du premier au dernier (?:jour|instant|moment)
    de la premiere a la derniere (?:minute|seconde|journee)
    sur toute la ligne|a tous (?:les )?(?:egards|points de vue)
    sous tous (?:les )?(?:aspects|angles|rapports)
    en (?:tous|tout) points?|dans (?:l ensemble|son ensemble|sa totalite|son entierete)
    en (?:general|somme)|haut la main|de loin|a (?:100|cent|mille)(?: pour cent)?
    sans (?:aucune? )?(?:doute|(?:hesiter|hesitation)|reserve|faute|faille|fausse note|reproche)
    comme (?:toujours|d habitude|a l habitude|a votre habitude)|une fois de plus
    a (?:bientot|la prochaine)|au plaisir|bonne (?:continuation|continuite|chance)
    (?:from )?(?:the )?(?:start|beginning) (?:to|till|until) (?:the )?(?:very )?(?:end|finish)
    from a to z|top to bottom|all (?:around|round|the way(?: through)?)|across the board
    in every (?:way|respect|sense)|on (?:all|every) levels?|through and through|throughout
    by far|hands down|without (?:a |any )?(?:doubt|hesitation|reservations?)
    as (?:always|usual)|in general|to say the least|so far|for (?:all )?your time
    a lot|good luck|best (?:wishes|regards)|god bless(?: you)?|take care|see you soon
    """
)
"""How far praise goes, and courtesy: nothing by itself."""

_PARTS = re.compile(
    "|".join(re.findall(r"[a-z0-9][a-z0-9'+\\\[\]?]*", f"{_PRAISES.pattern} {_BESIDE.pattern}"))
)
"""The words of these patterns, each with its endings: no group stands inside of a word."""

AROUND = listed(
    """
    fortement vivement chaudement hautement grandement enormement sincerement infiniment
    extremement absolument totalement entierement completement franchement simplement juste
    surtout egalement carrement gros grosse grand grande vrai vraie
    extremely truly totally completely definitely highly strongly sincerely greatly thoroughly
    simply generally certainly pretty guys folks done doing do did gosh please entire ever he
    she they he's she's they're elle elles
    """
)
"""Words that name nothing beside words that praise."""

HOSTS = listed(
    """
    initiative initiatives programme programmes program programs evenement evenements event events
    rencontre rencontres trainer trainers lecturer lecturers host hosts organizer organisers
    organiser prof profs enseignant enseignante enseignants enseignantes conferencier
    conferenciere conferenciers intervenant intervenante intervenants intervenantes
    """
)
"""More words for what is held, and for who holds it."""

PRAISE = listed(
    """
    plaisir regal agreable agreables plaisant plaisante passionnant passionnante passionnants
    emballant emballante motivant motivante sympathique sympa chouette exceptionnel exceptionnelle
    exceptionnels remarquable splendide merveilleuse merveilleuses magnifiques formidables
    instructif instructive comblee comble enchante enchantee reconnaissant reconnaissante ravies
    satisfaits satisfaites adorais adorons aimais exceptional remarkable phenomenal terrific
    stellar delightful pleasant insightful inspiring impressive fabulous magnificent splendid
    enriching valuable worthwhile beautiful thrilled impressed delighted glad
    """
)
"""More words that praise."""

DOUBTFUL = listed("beaucoup much hate lache lachez keep time numero")
"""Words that praise in an idiom or beside another word only."""


@lru_cache(maxsize=1 << 16)
def is_part(word: str) -> bool:
    """Whether a folded word is in some idiom of praise: a text of others needs no search."""
    return _PARTS.fullmatch(word) is not None


@lru_cache(maxsize=1 << 12)
def in_a_word(folded: str) -> str:
    """Return a text with one word for each of its idioms: `PRAISED`, `NAMED` or none.

    Args:
        folded: Folded words with a blank between any two.
    """
    said = _PRAISES.sub(PRAISED, _ASKS.sub(NAMED, folded))
    return without_extent(said)


def without_extent(folded: str) -> str:
    """Return a text without how far it goes ("du début à la fin") and without courtesy."""
    return " ".join(_BESIDE.sub(" ", folded).split())
