"""Texts that hold no need: non-answers ("rien à signaler") and praise in general ("merci!").

Expects texts that are spelled out (`analysis.text.spelling`): "ras, tt est bo" is not in the lists.

A text is set aside only when *every* word of it belongs to a closed list; one word from
outside the lists ("merci pour les exemples") keeps it. So nothing that was said is lost, and
some praise in unusual words passes.
"""

import re

from analysis.text import idioms
from analysis.text.stop_words import OCCASIONS, PRAISE, listed
from analysis.text.words import tidy, words

_NOTHING = listed(
    """
    aucun aucune aucuns aucunes idem na nan nah non no nope none nothing nil null nsp oui ok
    pas ras rien sans so wouldn't x xx xxx yes yep don't dont not
    """
)
"""One of these is in every non-answer."""

_BESIDE_NOTHING = listed(
    """
    a ai ajouter ajout ameliorer amelioration ameliorations applicable applique approprie au
    autre autres avis besoin besoins ce cela changement changements changer commentaire
    commentaires d dans de declarer des dire du en encore est faire formuler idee idees il j
    je l la le les manque me moi n ne objet opinion on par particulier particuliere plus
    pour precis precision precisions probleme problemes quant que question questions r
    recommandation recommandations redire remarque remarques reponse s sais savoir signaler
    special specifique suggestion suggestions suis sur tout trop vraiment vois y merci add
    additional all any anything am answer can change changes comment comments complaint
    complaints else feedback for further have i i'm i've idea ideas improve improvement
    improvements issue issues know mention mind more my note of other particular problem
    problems really recommendation recommendations remark remarks report say specific
    suggest sure that the there think thoughts to whatsoever yet thanks thank you need needs
    honnetement honestly majeur proposer grand grande chose changerais changerai changez ne
    nouveau saurais at would wouldn't will i'd major surtout thing
    """
)
"""These may stand beside it."""

_FILLERS = listed("honnetement honestly really vraiment bof euh beaucoup much alot lot lots")

_EVERYTHING = listed("tout tous toute toutes ensemble all everything whole")
_AROUND_EVERYTHING = (
    _EVERYTHING
    | OCCASIONS
    | listed(
        """
    vraiment honnetement l le la les du de d au complet complete en entier garderais it of the
    really honestly was were etait je i
    """
    )
)
"""Nothing in particular: the answer to one question ("the most useful?"), of no use to others."""

_FOR_NOW = re.compile(
    r" (?:pour (?:le moment|l instant)|en ce moment|a l esprit|me vient a l esprit|vient en tete"
    r"|(?:at|for) (?:this time|the moment|now)|right now|in mind|comes to mind|come to mind)$"
)

_AROUND_PRAISE = listed(
    """
    a ai as au aux avec avez avoir avons bien c c'est ce ces cet cette d dans de des du en
    encore est et etait ete etes etre fait fut ici il ils j je l la le les leur ma mes moi
    mon m n ne nos notre nous on ont ou par pour pis qu que qui s sa ses si sont suis sur t
    te tellement toujours tous tout toute toutes tres un une votre vos vous vraiment y aussi
    ca cela ceci c'etait all also always am an and are at be been for from had has have i
    i'm in is it it's its me my of our really so such that that's the these this to too us
    very was we were with you your what up va ca already looking like would will i'd i'll anyway
    overall alot lot helped attended attend everyone others colleagues learned everything
    it'd i've you're just quite absolutely
    """
)

_IN_PRAISE = (
    _AROUND_PRAISE | OCCASIONS | PRAISE | idioms.AROUND | idioms.HOSTS | idioms.PRAISE
) - {"hate", "lache", "lachez", "time"}
_PRAISES = (PRAISE | idioms.PRAISE) - idioms.DOUBTFUL

_LONGEST = 120
"""Characters: a longer text says something."""

_POLITE = listed("merci mercis thank thanks thankyou thx much beaucoup ok bien well")
"""Praise by themselves, courtesy after a non-answer."""

_APPLAUSE = re.compile("[👍👏🙌💯🎉❤🥰😍😊😀😃🤩⭐]")
_LETTER = re.compile(r"[^\W\d_]")
_BREAKS = re.compile(r"[.,;:!?…()\n–—-]+")
_INITIALS = re.compile(r"\b([nras])[./ ](?=[aso]\b)", re.IGNORECASE)  # n/a, r.a.s., s/o


def says_nothing(text: str) -> bool:
    """Whether `text` is a non-answer: without a letter, or only formulas like "n/a, merci"."""
    if not _LETTER.search(text):
        return True
    if len(text) > _LONGEST:
        return False
    pieces = _pieces(text)
    kept = [piece for piece in pieces if not _is_formula(piece)]
    return len(kept) < len(pieces) and all(map(only_praises, kept))


def praises(text: str) -> bool:
    """Whether `text`, which names no need, holds praise in general.

    "Merci !" alone does; after a non-answer ("rien à signaler, merci") it is politeness. Of
    texts without a letter, those with an applauding sign or full marks (10/10) do.
    """
    if not _LETTER.search(text):
        return bool(_APPLAUSE.search(text)) or only_praises(text)
    pieces = _pieces(text)
    kept = [piece for piece in pieces if not _is_formula(piece)]
    polite = len(kept) < len(pieces)
    return any(
        word in _PRAISES and not (polite and word in _POLITE)
        for piece in kept
        for word in idioms.in_a_word(_folded(piece)).split()
    )


def only_praises(text: str) -> bool:
    """Whether `text` is praise of everything in general, about nothing in particular."""
    folded = _folded(tidy(text))
    if not all(word in _IN_PRAISE or idioms.is_part(word) for word in folded.split()):
        return False
    said = set(idioms.in_a_word(folded).split())
    return said <= _IN_PRAISE and not said.isdisjoint(_PRAISES)


def _folded(text: str) -> str:
    return " ".join(word.folded for word in words(text))


def _pieces(text: str) -> list[str]:
    plain = _INITIALS.sub(r"\1", tidy(text))
    return [piece for piece in _BREAKS.split(plain) if piece.strip()]


def _is_formula(piece: str) -> bool:
    said = set(_FOR_NOW.sub("", idioms.without_extent(_folded(piece))).split())
    if said <= _FILLERS:
        return True
    if said & _NOTHING:
        return said <= _NOTHING | _BESIDE_NOTHING
    return bool(said & _EVERYTHING) and said <= _AROUND_EVERYTHING
