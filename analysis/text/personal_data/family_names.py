"""Family names heard in Québec and Canada, in small letters without accents.

Written for this product. `FAMILY` are names and nothing else; `FAMILY_ALSO_WORDS` mean something
as well ("côté", "roy", "parent"), and are names only behind another.
"""

from analysis.text.stop_words import listed

FAMILY = listed(
    """
    abbott abdallah abdelaziz adams aguilar ahmadi alarie albertini allaire allard alleyn
    alvarez amyot anctil andersen anderson andrade andrews angers aquin arbour archambault
    arsenault arseneau arseneault asselin aubert aubin aubry aucoin audet audette auger
    augustin awashish ayotte babin bachand bailey baillargeon balde bangoura baptiste barbeau
    barbosa baribeau baril barnes barrette barriault bastien baudin bazinet beauchamp
    beauchemin beauchesne beaudet beaudin beaudoin beaudry beaulac beaulieu beaumier
    beauparlant beaupre beauregard beausejour beausoleil bedard belair beland belanger belisle
    beliveau bellavance belleau bellefeuille bellefleur bellemare bellerose belley belliveau
    belzile benjelloun benoit bensalem bergeron bergevin berlinguet bernard bernatchez bernier
    bertin bertrand berube bessette bibeau bien-aime bigras bilodeau binette biron bisaillon
    bissonnette blackburn blanchard blanchet blanchette blouin boily boisclair boisjoly
    boissonneault boisvert boivin bolduc bombardier bonenfant bonin bonneau bordeleau borduas
    bouchard bouchardeau boudreau boudreault bouffard boulay boulianne bourassa bourbeau
    bourbonnais bourdages bourdeau bourgault bourget bourque boutet bouthillier boutin brassard
    brault breault briand briere brisebois brisson brochu brodeur brosseau brouillard
    brouillette brousseau bruneau brunelle brunet bruyere bujold bussieres cadieux cadorette
    cadotte caissie camara cameron campbell campeau cantin cardin carignan carmichael caron
    castonguay chagnon chalifoux chamberland champoux chaput charbonneau charest charette
    charland charlebois charles-pierre chartier chartrand chayer chenard chenier chevrette
    chevrier chiasson chicoine choquette chouinard christensen cisse clarke clavet clement
    cloutier collard collins comeau comtois corbeil cormier corriveau cossette coulibaly
    coulombe courchesne cournoyer courteau courtemanche courville cousineau coutu crepeau
    croteau cusson cyr d'amours d'aoust dagenais daigle daigneault dallaire damours daoust
    darveau dasilva daviau davidson davies davis deblois debs dechamplain degagne deguire
    delage delisle delorme demers denault deneault denoncourt desautels desbiens deschamps
    deschenaux deschenes desgagne desir desjarlais deslauriers desmarais desmeules despres
    desrochers desrosiers desruisseaux dessureault dextraze diab diallo diarra diaz dicaire
    dion dionne diop diouf dizier doiron dorvil doucet doyon drolet drouin dube duberger
    duchaine ducharme duchesne duchesneau duclos dufour dufresne dugas duguay duhaime dulude
    dumais dumas dumont dumoulin duncan duong dupere duplessis dupont dupras dupre dupuis
    duquette durand durocher dussault dutil dutrisac duval edwards ethier etienne-louis evans
    fafard falardeau farah faubert faucher ferland fernandes fernandez ferrari ferron
    filiatrault filion fillion fiset fitzgerald fleury fofana forcier fortier fortin foucault
    foucher fournier fraser frechette frenette frigon gadbois gadoury gagnier gagnon galarneau
    galipeau gamache garceau garcia garneau garon gaudet gaudette gaudreau gaudreault gauthier
    gauvin gauvreau gelinas gendreau gendron genest geoffrion gerin gervais ghazal giard
    gibeault giguere gilbert gingras girard giroux godard godbout godin gomez goncalves
    gonzalez gosselin goulet goupil goyette grandmaison grenier grenon groleau grondin
    gros-louis groulx guay guerard guerin guertin guevremont guilbault guilbert guillemette
    guimond guindon gutierrez guzman hachey haddad haddou haidara halle hallee hamel hamelin
    hammond hansen harrison harvey hebert heon hernandez heroux hetu hoang hodgson houde huard
    huberdeau hudon hughes huot huppe huynh ibanez imbeault jacob jalbert janelle jean-baptiste
    jean-louis jeanson jenkins jensen jette jimenez jobin jodoin johnson johnston jolicoeur
    jolin jomphe joncas jones joseph-pierre jourdain joyal juneau jutras kaba kane kaur keita
    kelly kennedy khan khoury kirouac konate kone l'ecuyer labbe laberge labonte labrecque
    labrie lacasse lacerte lachance lacombe lacoste lacroix ladouceur laflamme lafleche lafleur
    laforest laforge lafortune laframboise lafrance lafreniere lagace laganiere lahaie
    lajeunesse lalancette laliberte lalonde lamarche lamarre lambert lamontagne lamothe
    lamoureux lampron lamy lanctot landreville landry langelier langevin langlais langlois
    laniel lanthier laperriere lapierre laplante lapointe laporte laprise larin larivee
    lariviere larochelle larocque larose larouche latour latourelle latreille latulippe laurin
    lauzier lauzon lavallee laverdiere lavergne lavertu lavigne laviolette lavoie lebeau lebel
    leblanc leboeuf lebrun lecavalier leclair leclerc lecomte leduc lefebvre legare legault
    legendre legris lehoux lemaire lemay lemelin lemieux lemire lemoine lemyre lepage lepine
    leroux leroy lesage lesieur lessard letarte letendre letourneau levasseur leveille levesque
    lheureux lirette lizotte loiselle longpre longtin lopez lortie lussier macdonald mackay
    mackenzie maclean macleod magnan maheu maheux mailhot mailloux mainville maltais marceau
    marchand marcil marcotte marcoux marineau marion marleau marois marquis marsolais martel
    martineau martinez massicotte maurais mayer mbaye mbengue mccarthy mcdonald mckay mckenna
    mckenzie mclaughlin mclean melancon menard mendoza mercier messier mestokosho meunier
    michaud mignault milette miller minville miron moffatt moisan monette mongeau mongrain
    montpetit montplaisir montreuil moquin morais morales moreau morel morency moreno morin
    morissette morneau morris morrison morrissette mukendi muller murphy murray myre nadeau
    nadon nantel nault ndiaye nepton neveu newman nguyen nicol nielsen noiseux normandeau
    normandin o'brien o'connor o'neill obomsawin ortiz ouedraogo ouellet ouellette ouimet
    pageau painchaud papatie paquette paquin parenteau parizeau patel patenaude patry paulhus
    payette payeur pellerin pelletier peloquin pereira perez perras perreault perrier perron
    petersen peterson petit-frere petitclerc pham phan phaneuf philips phillips picard
    picard-sioui piche pinard pineau pinsonneault pinto plamondon plourde poirier poitras
    poliquin pomerleau popescu potvin poulin pouliot prevost primeau pronovost proteau proulx
    provencher provost prudhomme pruneau quenneville quesnel quessy quintal quirion racette
    racicot ramirez ramos rancourt raymond rayner reeves reid renaud rheaume ricard richards
    richardson rinfret rioux rivard rivera rivest roberge robert robertson robichaud robidoux
    robillard robinson robitaille rocheleau rochette rochon rodrigue rodriguez rogers rojas
    romero rouleau rousseau roussel rousselle roussin roussy routhier ruel ruiz russell
    sabourin saenz saint-fleur saint-hilaire saint-pierre samson sanchez sanogo santerre santos
    sarrazin saucier sauriol savard savaria schmidt schneider scott seguin senecal seydi shah
    sharma shaw shields sidibe simard simoneau simpson singh sioui sirois smith soares sorel
    soucy soulard soumah sow st-amand st-amant st-arnaud st-cyr st-denis st-gelais st-germain
    st-hilaire st-jacques st-jean st-laurent st-louis st-onge st-pierre ste-marie stewart
    suarez sullivan sutherland sylla sylvain sylvestre taillefer tanguay tasse tchoumi tellier
    tessier tetrault tetreault thauvette theberge theoret theriault therien theroux therrien
    thibault thibeault thibodeau thiboutot thivierge thomas thompson thomson touchette tougas
    toupin toure tousignant trahan tran traore tremblay trepanier trottier truchon trudeau
    trudel truong turbide turcot turcotte turgeon turmel turpin vachon vaillancourt valcourt
    valiquette vallerand valois vandal vargas vasquez veillette veilleux venne verreault verret
    verville vezina viau vigneault villemaire vincent violette vollant voyer wabanonik walker
    wallace wang watson watters williams williamson wilson wong wright xu yang zamor zhang zhao
    ziegler
    """
)

FAMILY_ALSO_WORDS = listed(
    """
    archer aube ba bah baker ball banks beaumont begin bell bienvenue bishop black blanc
    boucher boulanger boulet bourgeois breton brillant brown brun bureau butler cardinal
    carpentier carrier carriere carter champagne charles charpentier charretier charron
    chevalier clark cole contant cook cooper cote couture couturier cox crete cross day dean
    denis desjardins drapeau dubois emond fisher fontaine ford forget foster fox francois gagne
    gallant gascon germain gourde grand granger grant gravel gray green grey hall henri hill ho
    houle hunt hunter jacques jean jolie joseph kim king knight labelle lachapelle lafontaine
    lajoie lake lane laurent law le lebon lee leger legrand leveque li lin long louis ly ma
    major mariage marin marsh martin mason masse masson matte may michel miles mills monet moon
    moore mousseau ng nichols noel noir page paquet paradis parent park parker paul perry petit
    pierre pigeon pilon pilote plante poisson porter power price provencal racine read rice
    richard richer rivers rose roux roy sauve savage savoie shepherd short simon snow stone
    summers surprenant sweet sy tailleur tardif taylor turner vallee viens villeneuve ward
    warner waters webb west white winter winters wise wood woods young
    """
)
