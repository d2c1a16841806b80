"""First names heard in Québec and Canada, in small letters without accents.

Written for this product: old and young, French and English, of the First Nations, and of where
people came from. Who is called otherwise is found by what stands around a name, or not at all.
"""

from analysis.text.stop_words import listed

GIVEN = listed(
    """
    abby abdel abdelkader abdellah abdou abdoulaye abdul abdullah abel abena abigail abraham
    achille adam adama adel adela adelaide adele adeline adil adrian adriana adriane adrien
    adrienne agathe agnes ahmad ahmed aicha aida aidan aiden aileen aime aimee aisha aissatou
    akim alain alan alana alanis alanna albane albert alberto aldo alec alejandra alejandro
    aleksandra alessandra alessandro alex alexander alexandra alexandre alexandrine alexane
    alexia alexis alfred ali alice alicia alina aline alioune alison alistair allison alphonse
    alvaro alyssa alysson amadou amaka amal amalia amanda amandeep amandine amara amelia amelie
    amin amina aminata aminatou amine amir amira amy ana anais anastasia anastasie andre andrea
    andreanne andreas andree andres andrew andy angela angele angelica angelina angeline
    angelique angie angus anh anick anik anika anis anissa anita anjali ann anna annabel
    annabelle anne anne-marie annette annick annie anouk anthony antoine antoinette anton
    antonia antonin antonio antony apolline ariane arianne arielle arjun arlette armand armando
    armelle arnaud arnold arsene arthur arturo asma assia astrid athena aubrey audrey auguste
    augustin aurelie aurelien austine axel axelle aya ayman ayoub aziz azra babacar baptiste
    barbara barry bart basile bastien beatrice beatriz becky bella benedicte benjamin benoit
    benoite berenice bernadette bernard bernardo berthe bertrand beth bethany betty beverly
    bianca bilal billy bintou blaise blandine bob bobby boris boubacar brad bradley brandon
    brenda brendan brent brett brian briana brianna bridget brigitte brittany bruce bruno bryan
    byron caleb calvin camelia cameron camil camila camilla camille candice carina carl carla
    carlo carlos carmel carmela carmelle carmen carol carolane carolanne carole carolina
    caroline caroll carolyn carrie casimir cassandra cassandre catalina catherine cathia cathy
    cecile cecilia cedric celeste celestine celia celina celine cesar chanel chantal chantale
    chantelle charlene charles charlie charline charly chen cheryl chiara chidi chinedu chloe
    chris christa christiane christie christina christine christophe christopher christos
    christy cindy clara clarence clarissa clarisse claudette claudia claudie claudine claudio
    clemence clementine cleo clifford clotilde clyde cody colette colin coline colleen colombe
    connie conrad constantin cora coralie cordelia corentin corey corinne cornelia courtney
    craig cristina curtis cynthia cyril cyrille dahlia dale dalia dalila damian damien dan dana
    danica daniel daniela daniele daniella danielle danika danny dany daphne daphnee darcy
    daria dario darlene darren dave david davide dayana debbie deborah debra deepak delia
    delphine denis denise denys dereck derek desmond diana diane dianne didier diego dilan
    dimitri dina djamila dolores dominic dominica dominik dominique donald donatien donna dora
    doreen dorian doriane doris dorothee dorothy doug douglas duncan dustin dwayne dylan eddy
    edgar edith edmond edna edouard eduardo edward edwin efrain eileen elaine eleanor elena
    eleonore eli elia eliana eliane elias elie elijah elisa elisabeth elise elisha eliza
    elizabeth ella ellen elliot elliott elodie eloise elsa elspeth elvira ema emeka emeline
    emeraude emeric emile emilia emilie emilien emilio emily emma emmanuel emmanuelle emmett
    enrique enzo eric erica erick erik erika erin ernest ernestine ernesto esperancia esteban
    estelle esther ethan etienne euclide eugene eugenie eva evan evangeline eve evelyn evelyne
    everett fabian fabien fabienne fabio fabrice fadi fannie fanny fanta fares farid farida
    fatiha fatima fatou fatoumata faustine felicia felicie felicien felicite felix fernand
    fernande fernando filippo fiona flavie flavien flora florent florian floriane francesca
    francesco francine francis francisco franco francois francoise frankie frantz franz fred
    freda frederic frederick frederik frederique fritzner gabriel gabriela gabriele gabriella
    gabrielle gaelle gaetan gaetane gail gareth garry gary gaston gavin genevieve geoffrey
    geoffroy george georges georgette georgina gerald geraldine gerard gerardo germain germaine
    gerry ghislain ghislaine ghyslain ghyslaine giancarlo gilles gillian gina ginette ginger
    gino giovanni gisele giselle giuseppe gladys glen glenda glenn gloria gontran gordon graham
    greg gregoire gregory greta gretchen guadalupe guerda guillaume guillermo gunther gurpreet
    gustave guylain guylaine gwen gwenaelle gwendoline habib hadrien haley halima hamid hamidou
    hamza hana hanane hanna hannah harold harpreet harriet harry harvey hassan hatem hayley
    heather hector heidi helen helena helene henri henriette henry herve hicham hilary hilda
    hind hoang homer hortense howard hubert hugo hugolin hugues huguette huong hussein ian
    ibrahim ibrahima ida ignace igor ilse imane imen imran ines inga ingrid irene irina irma
    isaac isabel isabella isabelle isadora isaiah isidore islande ismael issa ivan ivana ivanka
    ivette jacinthe jackie jacob jacqueline jacques jacynthe jaime jamal james jamie jamila
    jamilia janelle janet janice janick janie janine janique jared jasmin jasmine jason
    jaspreet javier jayden jean jean-guy jean-luc jean-marc jean-yves jeanne jeannette jeannine
    jeannot jeff jefferson jeffrey jenna jennifer jenny jeremie jeremy jerome jerry jesse
    jessica jessie jesus jill jillian jim jimmy jing jinny joan joana joanie joanna joanne
    joannie joaquin jocelin jocelyn jocelyne jodi jodie joe joel joelle joey johan johana
    johanna johanne john johnny jon jonas jonathan jordan jordane jordi jorge jose josee joseph
    josephine josette josh joshua josiane josianne josselin jossie juan juana juanita jude
    judith judy jules julia julian juliana julianne julie julien julienne juliet juliette julio
    justin justine kacper kader kaitlyn kamel kamila karel karelle karen karim karima karin
    karina karine karl karla karyne kassandra kate kateri katherine kathia kathleen kathryn
    kathy katia katie katrina katy kayla keith kelly kelsey ken kendra kenneth kenny kenza
    kerry ketsia kevin khadija khadim khaled khalid kiana kim kimberley kimberly kirk kirsten
    koffi kofi kostas kris krista kristen kristina kristine kristof krystel kuljit kwame kyle
    lamia lana lara larissa larry latifa laura lauren laurence laurent laurette lauriane
    laurianne laurie laurier laurine lawrence lazare lea leah leandre leanne leena leila lena
    lennox leo leon leona leonard leonardo leonie leonor leopold leroy leslie lester leticia
    letitia levi lewis lexie leyla lia liam liana lidia lila lilia lilian liliana liliane
    lilianne lillian lilly lily linda lindsay lindsey line linh lionel lisa lisanne lisette
    lison liz liza lizzie logan lola loraine lorena lorenzo loretta loric lorraine lotfi lou
    louane louanne louis louisa louise louisette louka loup luana luc luca lucas lucette lucia
    lucie lucien lucienne lucille lucinda lucy ludivine ludovic luis luisa lukas luke lyanne
    lydia lydie lyle lynda lyndsay lyne lynn lynne lyse mabel mackenzie maddox madeleine
    madeline madelyn mael maelle maeva magali magalie magda magdalena maggie mahamadou mahdi
    maia maika maimouna maite maja malek malik malika malorie malory mamadou mandy manon
    manpreet manuel manuela manuelle mara marc marcel marcela marcelin marceline marcelle
    marcelo marcia marco marcos marcus margaret margarita margaux margot marguerite maria
    mariam mariama mariame mariana marianna marianne marie marie-eve marieke marielle marik
    marika marilou marilyn marilyne mario marion mariska marisol marissa marjolaine marjorie
    marlene marlon marlyne martha marthe martina martine marwa marwan mary maryam maryline
    maryse maryvonne mateo mateus mathew mathias mathieu mathilda mathilde mathis matilda matt
    matteo matthew matthias matthieu maud maude maurice mauricio mauro maverick maxence maxim
    maxime maximilien maxine maya mbaye medhi megan megane mehdi mei melanie melina melinda
    melissa melodie mercedes meredith meriem meryem mia micah michael michaela michaud michel
    michele micheline michelle miguel mika mikael mikaela mike mikisiw mila milena milene
    millie milton mimi mina ming minh mira miranda mireille mireya miriam mirka mirlande mitch
    mitchell moctar modou mohamad mohamed mohammad mohammed mohand moise molly mona monica
    monika monique morgan morgane mouna mounir mourad moussa muhammad muriel murielle mustafa
    mustapha mylene myra myriam myrna myrtle nabil nabila nadeem nadege nadeige nadia nadim
    nadine naima najat najib nancy naomi naomi-lynn naomie narcisse nasser nassim natacha
    natalia natalie natasha nathalie nathan nathaniel nawal ndeye neha neil nelly nelson nestor
    ngozi nguyet nicholas nick nicola nicolas nicole nicoletta nigel nikita nikolai nils nina
    nino nneka noa noah noam noe noella noemie nolan nora norah norbert noreen norma norman
    normand normande nour noura nouria oceane octavia odette odile oleg olga oliver olivia
    olivier oluwaseun omar ophelie orphee oscar osman othmane otto ouijdane oumar oumou ousmane
    ousseynou owen pablo pamela paola paolo pascal pascale pascaline patrice patricia patricio
    patrick patrik patty paul paula paule paulette paulina pauline paulo pedro peggy penda
    penelope perrine peter petra phil philip philippe philippine phillip philomene phoebe
    phuong phyllis pierrette pierrot piotr pooja prescillia priscilla priya quang quentin quinn
    rabia rachel rachelle rachid rachida radia rafael raffaele rahim rahma rahul raja rajesh
    ralph ramesh ramon ramona rana randall randy ranim raoul raphael raphaelle rashid raul ravi
    rayan raymond raymonde rebeca rebecca regan reginald regine regis reina rejean rejeanne
    remi remy renata renaud rene renee rhea rhonda ricardo riccardo richard rick ricky riley
    rita ritha robert roberta roberte roberto robin robinson rocco rochelle rocio rodney
    rodneyse rodolphe rodrigo rodrigue rodrigues roger roland rolande romain romane romeo
    romuald romy ronald ronaldo ronan ronel ronnie rory rosa rosalba rosalie rosalind rosalyn
    rosanna rosanne roseline roselyne rosemarie rosemary rosemonde rosette rosie rosina roxane
    roxanne ruben rudolf rudy rupert russell ruth ryan ryder sabina sabine sabrina sacha sadia
    said saida salah saleh salem salim salima salma salome salvatore sam samantha samer sami
    samia samir samira samson samuel samuelle sandie sandra sandrine sandro sandy sanjay
    sanjeev sara sarah saul savannah scarlett scott sean sebastian sebastien sekou selena
    selina selma serena sergei sergio seth seydou shana shane shanelle shania shaniqua shanna
    shannon sharon shaun shauna shawn sheila sheldon shelley shelly sherry shirley shushan
    sibylle sidney sidonie sigrid silvia silvio simon simona simone simonne simran sinead sofia
    sofiane soizic solange solene solenne sonia sonya sophia sophie soraya souad soukaina
    souleymane soumaya stacey stacy stan stanislas stanley stefan stefanie stefano stella steph
    stephan stephane stephanie stephen stephon steve steven stewart stuart suresh suzan suzanne
    suzette suzie sven svetlana sybille sylvain sylvaine sylvestre sylvette sylvia sylviane
    sylvianne sylvie tahar tamara tamika tania tanya tara tarek tariq tasha tatiana taylor
    tekeisha teresa terrence terry tessa thais thalia thanh theo theodora theodore theresa
    therese thi thibault thibaut thierry thomas thuy tiffany tim timothe timothee timothy tina
    tobias toby todd tom tommy toni tonia tony tracey tracy trang travis trevor tricia trish
    tristan troy tshakapesh tuan tyler tyrone uapukun ugo ulrich ulysse urbain ursula ursule
    valentin valentina valentine valeria valerie valery vanessa vera verena veronica veronique
    vicky victor victorine vidal vikram vincent vincenzo viola virginie vivian viviane vivianne
    vivien vladimir wahid walid walter wanda wapikoni warren wayne wei wendy werner wesley
    widad wideline widline wilfrid wilfried wilhelmine willa william willy wilma wilner wilson
    xavier xiao ximena xuan yacine yael yan yanick yanis yann yannick yasin yasmin yasmina
    yasmine yasser yassin yassine yaya yolaine yolanda yolande youcef youri yousef youssef yuki
    yukiko yulia yuri yusuf yvan yves yvette yvon yvonne zach zacharie zachary zachee zahra
    zakaria zara zeinab zelda zeynep ziad zineb zoe zoey zohra zuzanna
    """
) - listed("said loup michaud")


ALSO_WORDS = listed(
    """
    abba aime amber ambre angel anges april art aube aurore avril barbie belle ben bertha bill
    blanche bo bonnie boris capucine chance cherry christ christian chuck claire claude clement
    constance cristal crystal daisy dawn dean denim desire desiree dom don dot eden ellie
    ensemble eve fabrique faith fleur flo fortune franc frank gene ginger glory grace grant
    guillemette guy harmonie holly hong honore hope ira iris ivy jack jade jane jay jo joie joy
    juin june lance lara lee les li lily lin line lisa-marie lise lois lou loup luce lune mae
    maelys mai mandy marin marine mark martin max may mel melody merle mickey misty modeste nat
    nico noel norm octave olive ombre parfait paris pat patience pearl penny perle phil pia
    pierre placide precieuse prudence prune ray reine rex rich river rob robin rock rod romance
    ron rose roxy roy ruby rusty sage sandy serge sierra sky sol soleil solo sue sunny ted tess
    trinity urbain val vi victoire violet violette will willow win woody zen
    """
)

PLACES_TOO = listed(
    """
    alexandria alma asia austin brooklyn carolina charlotte chelsea chester china dakota dallas
    florence france francoise-giroud geneva georgia holland india israel jackson jordan kenya
    laval lorraine lourdes madison magdalen melbourne milan montana nevada odessa orlando paris
    phoenix regina salvador santiago savannah sienna sydney tunis vancouver venise victoria
    vienna vienne virginia winston
    """
)
GIVEN -= ALSO_WORDS | PLACES_TOO
