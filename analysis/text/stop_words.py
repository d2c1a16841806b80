"""Words that hold sentences together and say nothing alone, in French and English.

Written for this product, accents folded and in lower case, as `analysis.text.words.fold`
leaves them. Oral and Québec forms are included ("pis", "faque", "tsé").
"""

from analysis.text.oral_forms import ENGLISH_SMALL, FRENCH_SMALL


def listed(text: str) -> frozenset[str]:
    """Return the words of `text`: a list that reads as one."""
    return frozenset(text.split())


FRENCH = frozenset(FRENCH_SMALL) | listed(
    """
    a ai aie aient ait alors apres as au aucun aucune aura aurait auraient aurais aussi autre
    autres aux avais avait avaient avant avec avez avoir avons ayant beaucoup bien c ca car ce
    cela celle celles celui cependant certain certaine certains certaines ces cet cette ceux
    chaque chez comme comment contre d dans de deja depuis des deux devait devrait devraient
    doit doivent donc dont du elle elles en encore entre es est et etaient etait etant etc ete
    etes etre eu eux fait faire fais faisait faite faites faut faudrait fois font fut ici il
    ils j je jusqu l la le les leur leurs lors lorsque lui m ma mais me meme memes mes mieux
    moi moins mon n ne ni non nos notre nous on ont ou par parce parfois pas peu peut peuvent
    peux plus plusieurs plutot pour pourrait pourraient pourquoi presque puis puisque qu quand
    que quel quelle quelles quelque quelques quels qui quoi s sa sais sans se sera serait
    seraient ses si soi soit sommes son sont sous souvent suis sur surtout t ta te tel telle
    tellement tels tes toi ton toujours tous tout toute toutefois toutes tres trop tu un une
    va vais vers vient voici voila vos votre vous vraiment vu y etais juste notamment ainsi
    afin lorsqu puisqu quoiqu parmi selon pense penses pensons savoir vois voir dire dit chose
    choses peut-etre probablement possible possibles crois trouve trouver aimerais aimerait
    voudrais veux veut certainement actuellement actuel simplement seulement facon genre cote
    niveau point petit petite petits petites grand grande grands grandes gros grosse nouveau
    nouvelle nouveaux nouvelles rien jamais quelqu quelqu'un personne finalement fin debut
    trois quatre cinq six sept huit neuf dix cent mille est-ce peut-on puis-je pis faque tse
    la-la ben icitte merci svp bonjour
    """
)

ENGLISH = frozenset(ENGLISH_SMALL) | listed(
    """
    a about above after again all almost already also although always am an and any are aren't
    as at be because been before being below between both but by can can't cannot could
    couldn't did didn't do does doesn't doing don't done down during each either else etc even
    ever every few for from further get gets getting got had hadn't has hasn't have haven't
    having he her here hers him his how however i i'd i'll i'm i've if in into is isn't it
    it's its itself just let like lot lots made make makes many may maybe me might mine more
    most much must my myself need no nor not now of off often on once one ones only onto or
    other others our ours out over own per perhaps please quite rather really same she should
    shouldn't since so some something still such than that that's the their theirs them
    themselves then there there's these they they're thing things this those though through
    thus to too toward towards under until up upon us use very was wasn't we we'd we're we've
    were weren't what when where whether which while who whom whose why will with within
    without won't would wouldn't yes yet you you're you've your yours never finally two three
    four five six seven eight nine ten someone somebody everyone anyone today till later soon
    telling tell think thinks know knows want wants wanted going go goes see say said way ways
    able sure bit actually anything nothing everything probably possible possibly try tried
    trying find found new big small little previous detailed using used come comes look looks
    looking work works working back around different sometimes usually currently thank thanks
    hello
    """
)

BOTH = FRENCH | ENGLISH

MEASURES = listed(
    """
    plus moins trop pas manque sans aucun aucune assez davantage mieux peu encore more less
    too no not without lack better few longer need many
    """
)
"""Stop words that a need may begin with: "plus d’exemples", "not enough time"."""

PRAISE = listed(
    """
    adore adoree recommande recommanderais aime aimee apprecie appreciee beaucoup bon bonne
    bons bonnes bravo captivant captivante clair content contente enrichissant enrichissante
    excellent excellente excellents excellentes extraordinaire fantastique felicitations
    formidable genial geniale impeccable incroyable inspirant inspirante interessant
    interessante interessants interessantes lache lachez magnifique merci mercis merveilleux
    numero parfait parfaite parfaits parfaites parfaitement plu pertinent pertinente
    pertinents pertinentes precieux precieuse stimulant stimulante satisfait satisfaite
    satisfaits super superbe top tiguidou utile utiles chapeau continuez gratitude remercie
    remercions remerciements hate heureux heureuse ravi ravie amazing appreciate appreciated
    awesome best brilliant congrats congratulations enjoyed enjoyable relevant fantastic fine
    good grateful great happy helpful incredible informative interesting keep liked recommend
    recommended love loved lovely marvellous marvelous much nice outstanding perfect perfectly
    pleased satisfied superb thank thanks thx thankyou useful well wonderful ok kudos cheers
    beau belle bien cool fun meilleur meilleure meilleurs meilleures wow complet complete
    """
)
"""Words that praise, whatever they praise."""

OCCASIONS = listed(
    """
    activite activites animateur animateurs animatrice animatrices animation atelier ateliers
    conference contenu cours equipe experience formateur formateurs formatrice formatrices
    formation formations gang journee matinee presentation presentations presentateur
    presentatrice seance seances session sessions travail webinaire webinaires wow moment beau
    belle beaux belles collegues class content course courses facilitator facilitators
    instructor instructors job lecture lectures organizers presenter presenters speaker
    speakers team training webinar workshop workshops work time teacher teachers professor
    lesson lessons sir class
    """
)
"""What our surveys are held about, and those who hold it: words in every theme."""
