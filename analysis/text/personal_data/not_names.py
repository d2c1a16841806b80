"""Words with a capital that name nobody, in small letters without accents.

Programs and methods that trainings are about, places, days and languages, and what is public:
ministries, agencies and funders are no secret of who writes. Written for this product.
"""

from analysis.text.stop_words import ENGLISH, FRENCH, listed

PRODUCTS = listed(
    """
    access acomba adobe ai airtable alexa amazon anaconda android api apis apple asana azure
    beneva bi bilan bing bluesky brevo calendly camtasia canva capcut chatgpt chrome claude
    cloud colab copilot crm csv cyberimpact dall-e dataide deepl discord docs doodle drive
    dropbox edge eventbrite excel facebook figma firefox forms framaforms gemini genially git
    github gmail google gsuite hootsuite hotmail html hubspot ia indesign instagram internet
    ios ipad iphone java javascript jira jupyter kahoot kpi linkedin linux looker loom mac
    macbook macos mailchimp matlab meet mentimeter messenger meta microsoft midjourney miro
    mistral monday moodle mural netflix notebooklm notion numpy odoo office onedrive onenote
    openai oracle outlook padlet pandas pdf perplexity photoshop pinterest pivot planner plotly
    pollev powerapps powerbi powerpoint ppt prezi publisher python quickbooks reddit sage
    salesforce scratch seaborn sharepoint sheets signal siri skype slack slido snapchat sondage
    spack sql stata studio surveymonkey tableau teams telegram tiktok todoist trello twitter
    typeform typescript ubuntu vba vimeo virtuose vr webex wechat whatsapp wi-fi wifi windows
    wix wooclap woocommerce word wordpress workspace x xero yammer yapla youtube zapier zeffy
    zoom
    """
)

PLACES = listed(
    """
    abitibi abitibi-temiscamingue acadie afrique alberta algerie allemagne amerique amos amqui
    anjou appalaches argentine asie atlantic atlantique baie-comeau baie-saint-paul
    bas-saint-laurent beauce beauport belgique boucherville bresil brome-missisquoi brossard
    bruxelles calgary california cameroun canada capitale-nationale cartierville
    centre-du-quebec charlevoix chaudiere-appalaches chicoutimi chine colombie cote-des-neiges
    cote-nord cowansville dorval drummondville east eastern edmonton england espagne est estrie
    etats-unis europe france gaspe gaspesie gatineau gatineau-nord granby grece haiti halifax
    hochelaga inde irlande italie japon joliette jonquiere kahnawake kamouraska kuujjuaq
    lac-megantic lac-saint-jean lachine lanaudiere lasalle laurentides laurentien laval levis
    liban limoilou london londres longueuil magog manitoba maritimes maroc matane mauricie
    mexique moncton montcalm monteregie montreal montreal-est montreal-nord monument new-york
    nicolet nord nord-du-quebec north northern nouveau-brunswick nouvelle-ecosse nunavik
    nunavut ontario ottawa ouest outaouais outremont papineau paris plateau pontiac portugal
    quebec repentigny rimouski riviere-du-loup rosemont rouyn-noranda royaume-uni russie
    saguenay saint-hyacinthe saint-jerome sainte-foy saskatchewan senegal sept-iles shawinigan
    sherbrooke sorel-tracy south southern sud suisse syrie tadoussac temiscouata terre-neuve
    terrebonne thetford toronto trois-rivieres tunisie ukraine usa val-d'or valleyfield
    vancouver vaudreuil verdun victoria victoriaville vietnam ville-marie western westmount
    winnipeg yukon
    """
)

CALENDAR = listed(
    """
    aout april august automne avril christmas covid covid-19 december decembre dimanche easter
    ete fall february fevrier friday halloween hiver january janvier jeudi juillet juin july
    june lundi mai march mardi mars may mercredi monday noel november novembre october octobre
    paques printemps ramadan samedi saturday september septembre spring summer sunday thursday
    tuesday vendredi wednesday winter
    """
)

PUBLIC = listed(
    """
    assemblee barreau bdc cdpdj cegep centraide centreau chsld cisss ciusss clsc cnesst
    concordia cqa cra csn drummond emploi-quebec etat federal ftq gouvernement government hec
    inspq laval-universite lse mcgill mels mess minister ministere ministry mrc msss mtess oecd
    onu oqlf parlement parliament provincial ramq retraite revenu rqap saaq sacais sace sadc
    service-quebec services-quebec tcri trpocb udem ulaval unesco unicef uqac uqam uqar uqat
    uqo uqtr who
    """
)

PEOPLES = listed(
    """
    acadien acadiens african anglais anglaise anglo anglophone anglophones arabe arabic
    atikamekw autochtone autochtones canadian canadians canadien canadienne canadiens
    catholique chinese chinois chretien cree creole cri english espagnol european europeen
    first-nations francais francaise francophone francophones french indigenous innu inuit
    inuktitut italien juif lgbtq lgbtq+ loi mandarin mohawk montrealais musulman quebecer
    quebecers quebecois quebecoise spanish
    """
)

OTHER_CAPITALS = listed(
    """
    accueil activite activites adequate administration agreable aide ajouter amazing analyse
    animateur animation animatrice anonyme apprendre apprentissage aspects atelier ateliers
    attention aucune awesome beau belle benevole benevoles best bilan bon bonne bravo bref
    bureau ca cafe camera cas chapeau charge clair clairs classe clear clef client code comite
    commentaire commentaires communication communications community concept concepts conseil
    conseils content contents contenu cool coordination cours course courses covid credit dame
    data debut dg diapositives direction documents dommage donnees donner dr duree dynamique
    echange echanges effective enfin equipe equity essai essential ethique evaluation everyone
    everything exactly example examples excellent excellente exemple exemples exercice
    exercices exercise expert explanations explications extraordinaire facile facilitator
    facilitators felicitations financement finances first flash follow formateur formateurs
    formation formations formatrice formatrices formidable general generally genial geniale
    gestion good gouvernance grand great groupe groupes guide hello help hopefully horaire hr
    html idea ideas idem il impact impeccable important inclusion info informatif information
    informations informatique informative infos instructor instructors intelligence interactif
    interactive interessant interessante interesting introduction it j'ai j'aime juste
    leadership learned learning lecture lesson lessons lien liens logiciel logiciels loved
    lovely mac madame maitre manque marketing materiel mc merci mesdames messieurs method
    methodes milieu mission mlle mme mode module modules monsieur more mr mrs ms n/a na neant
    nice niveau no non note notes nothing nous null numerique objectifs obnl ok okay ong osbl
    oui outil outils overall parfait parfaite participation perfect pertinent pertinente plan
    planification plus politique powerful practical pratique presentation presentations
    presenter prof professeur projet projets qr quality question questions r r&d rapide rapport
    ras resources ressource ressources rh rien rse salle sans sante satisfait satisfaite seance
    see session sessions simple site slides slow social sondages strategie suggestion
    suggestions suivi super superbe support survey team technologies template thank thanks
    theme themes theorie ti time tools top trainer trainers training trainings tres
    understanding useful utile utiles valeurs very video videos virtuel visio vision volunteer
    volunteers webinaire webinaires webinar webinars website welcome wonderful workshop
    workshops wow yes zero
    """
)

NOT_NAMES = PRODUCTS | PLACES | CALENDAR | PUBLIC | PEOPLES | OTHER_CAPITALS | FRENCH | ENGLISH
"""Never taken for a name for what stands around it."""
