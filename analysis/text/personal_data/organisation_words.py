"""Words that names of organisations are made of, in small letters without accents.

Written for this product.
"""

from analysis.text.stop_words import listed

HEADS = listed(
    """
    accueil aide alliance amis association associations atelier ateliers auberge cab caf cafe
    carrefour cdc centre cercle cjc cje clinique club coalition comite comptoir concertation
    conseil coop cooperative corporation cuisine cuisines entraide federation fondation foyer
    fripe garderie groupe habitations halte institut jardin jardins ligue maison mdj moisson
    mouvement office parrainage patro popote refuge regroupement repit reseau ressourcerie
    secours service services societe soupe syndicat table union y ymca ywca
    """
)
"""What an organisation's name in French begins with."""

CALLED = listed("organisme organismes organisation organization obnl osbl npo nonprofit charity")
"""Behind which a name stands, of which they are no part."""

INNER = listed(
    """
    action actions agee agees aidants aide ainees aines alimentaire alphabetisation arrivants
    arts autisme benevole benevoles chomeurs chomeuses citoyen citoyenne communautaire
    communautaires concertation consommateurs culturel culturelle defense depannage
    developpement droits economie education emploi employabilite enfance enfants entraide
    environnement familial familiale familiales famille familles femme femmes handicapees
    hebergement hommes immigrants immigration insertion integration intergenerationnel
    itinerance jeunes jeunesse jeunesse-emploi justice locataires logement loisir loisirs lutte
    mediation mentale multiculturel nouveaux parents participation personnes petite populaire
    proches quartier quartiers rencontre roulante rural sante secours social sociale solidarite
    soutien sport sports travail travailleurs travailleuses violence volontaire
    """
)
"""What its name says of whom it is for, in small letters."""

TAILS = listed(
    """
    alliance association bank center centre club coalition committee coop cooperative council
    foundation fund guild house inc initiative institute kitchen league ltd ltee mission
    network outreach pantry shelter society trust union
    """
)
"""What an organisation's name in English ends with, or goes on from with "of"."""
