"""French words of feedback on a training as a careful writer spells them.

Written for this product. None of the first list, without its accents, is another French word in
such feedback; none of the second, with "l" or "d" before it, is another word at all.
"""

from analysis.text.stop_words import listed
from analysis.text.words import fold

_ACCENTED = listed(
    """
    accéder accélérer accès accessibilité activité activités agréable aînés amélioration
    améliorations améliorer aménagement année années aperçu après bénéficiaires bénéfique
    bénévolat bénévole bénévoles bientôt ça capacité capacités caractère clarté clientèle
    collègue collègues communauté communautés compétence compétences complexité concrètement
    concrètes confidentialité contrôle côté création créer cybersécurité début débutant
    débutante débutantes débutants déçu déçue déjà délai délais démarche démarches démarrer
    démonstration démonstrations dépannage départ dernière dernières déroulement désolé détail
    détaillées détails développement développer différence différences différent différente
    différentes différents difficulté difficultés disponibilité diversité donnée données durée
    échange échanger échanges échéancier école économie écoute écouter écran écrans écrire écrit
    écrite élaborer électronique élément éléments émotions énergie énormément équipe équipement
    équipements équipes établir étaient était étape étapes être étude études étudiant étudiants
    évaluation évaluations évaluer événement événements éviter évolution expérience expériences
    façon façons fonctionnalité fonctionnalités français général générale généraux gérer
    hébergement hétérogène idéal idéale idée idées immédiatement implémenter inégal inégalités
    intégration intégrer intéressant intéressante intéressantes intéressants intéressée intérêt
    intérêts journée journées leçon leçons légal légale liberté littératie lumière manière
    matériel matière matinée mélange même mémoire méthode méthodes méthodologie métier métiers
    modèle modèles modérateur modération nécessaire nécessaires numérique numériques opération
    opérationnel paramètre paramètres particulièrement pédagogie pédagogique période périodes
    plutôt possibilité possibilités préalable préalables précieux précis précise précision
    précisions préférable préférer première premières préparation préparer présence présent
    présentateur présentation présentations présenter présentiel prévoir prévu priorité
    priorités problème problèmes procédure procédures qualité quantité québécois québécoise
    rafraîchir réalisation réaliser réaliste réalité réalités récent reçu rédiger référence
    références réfléchir réflexion règle règles régulier régulièrement répéter répétitif
    répétition répondre réponse réponses réseau réseautage réseaux résumé résumés réunion
    réunions rôle rôles séance séances sécuriser sécurité série société soirée spécifique
    spécifiques stratégie stratégies stratégique supplémentaire supplémentaires système systèmes
    tâche tâches téléphone télétravail thématique thématiques thème thèmes théorie théories
    théorique théoriques très université utilité variété vérifier véritable vidéo vidéos
    """
)
ACCENTED = {folded: word for word in _ACCENTED if (folded := fold(word)) != word}
"""By what is left of them without accents."""

_AFTER_ELISION = listed(
    """
    abord absence accès accessibilité accompagnement accueil activité activités ailleurs
    ambiance amélioration analyse anglais animateur animation animatrice apprendre apprentissage
    apprentissages approche approfondir après-midi argent aspect atelier ateliers audio
    autonomie avance avenir avoir échange échanger échanges école économie écoute écran
    élément éléments énergie enjeux enregistrement enseignante enseignement ensemble entraide
    entreprise environnement équipe équipement équipes espace étape étapes étude études
    évaluation exemple exemples exercice exercices expérience expériences expert experte experts
    explication explications hébergement heure heures histoire histoires horaire horaires humour
    idée idées image images impact implantation importance impression inclusion information
    informations innovation inscription inspiration installation intégration intelligence
    intérêt interface internet intervenants objectif objectifs offrir ordinateur ordinateurs
    organisation organisations organisme organismes outil outils ouverture université usage
    utilisation utilité
    """
)
AFTER_ELISION = {fold(word): word for word in _AFTER_ELISION}
"""Words that begin with a vowel, by themselves without accents."""
