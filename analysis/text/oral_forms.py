"""Oral, Québec and text-message forms of words, with what they stand for.

Written for this product, folded as `analysis.text.words.fold` leaves words. Listed are forms with
one reading in feedback on a training; what is a common word as well ("pu", "er", "ms") is left
alone. SMALL words hold sentences together and are stop words too; CONTENT words are about
something.
"""


def _table(lines: str) -> dict[str, str]:
    """Return what each form stands for: `forms = meaning`, a line each."""
    meanings: dict[str, str] = {}
    for line in lines.strip().splitlines():
        forms, _, meaning = line.strip().partition(" = ")
        meanings |= dict.fromkeys(forms.split(), meaning)
    return meanings


FRENCH_SMALL = _table(
    """
    ak avc aveek avek avk = avec
    ajd auj aujourdhui = aujourd’hui
    asteur asteure astheure mnt mtn maintenan = maintenant
    bcoup bcp bcps bcq beacoup beaucou beaucoups bocou bocoup boucoup = beaucoup
    ben bi1 = bien
    bjr = bonjour
    ca = ça
    cest = c’est
    cetait ct ctait = c’était
    chepa chepas chaispas jsaipas jsaispas jsepas = je ne sais pas
    chu chui chuis chus jsui jsuis jsus = je suis
    dabord = d’abord
    daccord = d’accord
    dailleurs = d’ailleurs
    dautre = d’autre
    dautres = d’autres
    dc faike faique faitque faque fek = donc
    dla = de la
    ds = dans
    dun = d’un
    dune = d’une
    entk etk = en tout cas
    faudrai faudrais fauderait fodrai fodrais fodrait = il faudrait
    fo = il faut
    icitte = ici
    jai jaii = j’ai
    jaimerai jaimerais = j’aimerais
    jaurai jaurais = j’aurais
    javai javais = j’avais
    jetai jetais = j’étais
    jme = je me
    jms = jamais
    jpense = je pense
    jpeu jpeux = je peux
    jsais jsai = je sais
    jtrouve = je trouve
    jusqua = jusqu’à
    jveu jveux = je veux
    jvoudrai jvoudrais = je voudrais
    kan qd = quand
    ke qe = que
    kekchose qqc qqch qqchose = quelque chose
    kekun qqn qqun = quelqu’un
    kelke kelkes qqes qqs = quelques
    kess keske kesse questce = qu’est-ce que
    ki = qui
    koi kwa = quoi
    memes = mêmes
    moe = moi
    moin = moins
    nai = n’ai
    navais navait = n’avait
    nest = n’est
    netait = n’était
    nont = n’ont
    pantoute = pas du tout
    parceke parcke parcque parske paske pasque pck pcke pcq pcqe psk = parce que
    pdt = pendant
    peutetre ptete ptet ptetre = peut-être
    pis = et
    pk pkoi pourkoi pq = pourquoi
    pluss plusse = plus
    pr = pour
    presk prsk = presque
    ptit = petit
    ptite = petite
    ptites = petites
    ptits = petits
    qqf qqfois = quelquefois
    quil = qu’il
    quils = qu’ils
    quon = qu’on
    quun = qu’un
    quune = qu’une
    sest = s’est
    setait = s’était
    sil = s’il
    sof = sauf
    stp svp = s’il vous plaît
    tj tjr tjrs tjs toujour = toujours
    toe = toi
    tro tropp = trop
    ts = tous
    tse = tu sais
    tt = tout
    tte = toute
    ttes = toutes
    vmt vraiement vraimen vrm vrmt = vraiment
    ya yaa y'a = il y a
    yaurai yaurais yaurait y'aurait = il y aurait
    yavai yavais yavait y'avait = il y avait
    yfaudrai yfaudrait = il faudrait
    yfaut = il faut
    ymanquait = il manquait
    ymanque = il manque
    """
)
FRENCH_CONTENT = _table(
    """
    appli = application
    applis = applications
    compri = compris
    connection = connexion
    connections = connexions
    daide = d’aide
    diapo = diapositive
    diapos = diapositives
    doc = document
    docs = documents
    dordi = d’ordinateur
    dordis = d’ordinateurs
    exercise exo = exercice
    exercises exos = exercices
    expliquation = explication
    expliquations = explications
    frette = froid
    info = information
    infos = informations
    interessent interressant interresant = intéressant
    interessente interressante interresante = intéressante
    jaser = discuter
    jaime = j’aime
    jcompren jcomprend jcomprends = je comprends
    laise = l’aise
    lentte = lente
    lordi = l’ordinateur
    ordi = ordinateur
    ordis = ordinateurs
    prez = présentation
    prof = professeur
    profs = professeurs
    proffesseur = professeur
    rdv = rendez-vous
    rhythme rithme ryhtme rytme = rythme
    tanne tannee tannes = lassé
    tmp tmps tps = temps
    tuto = tutoriel
    tutos = tutoriels
    visio = visioconférence
    vitte = vite
    """
)
ENGLISH_SMALL = _table(
    """
    abt = about
    alot = a lot
    arent = aren’t
    bc bcuz becuz coz cuz = because
    b4 = before
    btw = by the way
    cant = can’t
    couldnt = couldn’t
    couldve = could have
    didnt = didn’t
    doesnt = doesn’t
    dont = don’t
    gonna = going to
    hadnt = hadn’t
    hasnt = hasn’t
    havent = haven’t
    idk = I don’t know
    ik = I know
    im = I’m
    imo = in my opinion
    isnt = isn’t
    ive = I’ve
    kinda = kind of
    pls plz = please
    rly = really
    shouldnt = shouldn’t
    shouldve = should have
    smth sth = something
    tbh = to be honest
    thats = that’s
    tho = though
    thru = through
    soo = so
    thx tks tnx ty = thanks
    u = you
    ur = your
    wanna = want to
    wasnt = wasn’t
    werent = weren’t
    wont = won’t
    wouldnt = wouldn’t
    wouldve = would have
    youre = you’re
    w/ = with
    w/o = without
    """
)
ENGLISH_CONTENT = _table(
    """
    excersise excersize exercize = exercise
    excersises excersizes exercizes = exercises
    gr8 = great
    hrs = hours
    info = information
    mins = minutes
    msg = message
    ppl = people
    """
)
