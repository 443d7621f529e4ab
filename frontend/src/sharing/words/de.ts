/** German words that are easily said and heard on the phone; without umlauts and ß, so that any keyboard can write them. Friendly ones: patients get them. */
export const words = `
abend abteil acker adler adresse affe ahorn akazie akkord aktion alarm album allee alm alpaka altar amboss
ameise ampel amsel ananas anker anorak antenne antwort anzug apfel apotheke april aquarium arbeit arena
armband arnika aroma artikel asche aster atelier atlas atoll auge august aula ausflug ausgang auster auto
avocado bach backofen bagger bahn bahnhof balkon ball ballett ballon bambus banane band bank barke baron
barsch basar basilikum basis batterie bauer baum becher beere beet beispiel benzin berg beruf besen
besteck besuch beton bett beutel biber biene bier bild birke birne biskuit blatt blech blei blitz block
blume bluse bogen bohne boje bonbon boot bord borke boxer braten bratsche brauch braut brei bremse brett
brief brille brise brombeere bronze brosche brot bruder brunnen buch buche bucht bude bulle bund burg bus
busch butter cello chef chor clown comic computer couch cousin dachs dackel dame dampf daumen decke deich
delfin dezember dialog dichter diele diener dienstag diktat dill dirndl distel dom domino donner
donnerstag dorf dorn dose dotter drache draht drama drossel druck duft duo durst dusche ebbe ebene echo
edelstein efeu eiche eichel eidechse eigelb eimer eingang eis eisbahn eisen elch elefant elfe ellbogen
elster emu engel enkel ente enzian erbse erdbeere erde erdnuss erfolg erker erle ernte esel espe essig
etage etikett eule fabel fabrik fach fackel faden fahne fahrer fahrrad falke falte familie farbe farn
fasan fass faust februar feder fee feier feige feile feld felge fell fels fenchel fenster ferien ferse
fest festung feuer fichte figur film filter filz finger fink firma fisch flagge flamingo flamme flasche
flaum flieder fliege fliese floh flora flosse flucht flug fluss flut fohlen folge folie forelle form forst
foto fracht frage frau freitag freude freund frieden frisur frosch frucht fuchs fund funke furche futter
gabel galerie galopp gang gans garage garbe garn garten gas gasse gast gazelle gebirge gebot gedicht
geduld geige geist geld gelee gepard gerste geschenk gesicht gewicht gewinn gewitter giebel gips giraffe
gitarre gitter glanz glas gletscher glied glocke gnom gold golf gondel gorilla grad graf gramm granit gras
grat griff grille grotte grube gruppe gummi gurke gurt guss haar habicht hafen hafer haken halle halm hals
halt hammel hammer hamster hand handel handschuh hanf harfe harz hase haube haufen haus hebel hecht hecke
heer hefe heft heide heim heizung held helm hemd henne herbst herd hering herz heu hexe himbeere himmel
hirsch hirse hobel hocker hof hoffnung holunder holz honig hopfen horn hose hotel huf hummel hummer hund
hunger hupe hut igel iglu iltis imker ingwer insekt insel iris jacht jacke jade jaguar jahr januar jasmin
jeans jockey joker journal jubel jugend juli jumbo junge juni juwel kabel kabine kachel kaffee kahn kaiser
kakao kaktus kalb kalender kalk kamel kamera kamille kamin kamm kammer kanal kanne kante kanu kanzel
kapelle kapitel kappe karaffe karawane karotte karpfen karte kartoffel kasse kasten katalog kater katze
kegel kehle keks kelch keller kellner kerbe kerl kern kerze kessel kette keule kiefer kies kilo kind kino
kiosk kirsche kissen kiste kittel kiwi klang klappe klasse klavier klee kleid klima klinge klingel klinke
klippe kloster knabe knall knauf knecht knie knolle knopf knoten koala kobalt koch kochtopf koffer kohl
kohle koje kokos komet komma kompass konfetti konto konzert kopf koralle korb kordel korken korn kosmos
kost kragen kran kranich kranz kraut kreide kreis kresse kreuz krimi kristall krokus krone krug kruste
kuchen kuckuck kufe kugel kuh kunde kunst kupfer kuppel kurs kurve kuss kutsche labor lachs lack lager
lagune laken lama lamm lampe land lanze laster laterne latte laub lauch lauf laune laut lavendel lawine
leder leguan lehm lehne lehrer leim leine leinen leiter lektion lenker leopard lerche leser leute lexikon
libelle licht lied liege lilie limette limonade linde lineal linie linse lippe liste liter lob loch locke
lohn lok lorbeer lotse lotus luchs luft lupe lust magnet magnolie mai mais makrele maler malve mammut
mandarine mandel mango mann mantel mappe marder margarine marille marke markt marmor marsch maske mast
material matrose matte mauer maul maus medaille meer mehl meile meise melodie melone menge mensch messe
messer metall meteor meter miene miete milch mimose mine minute minze mischung mittag mitte mittwoch mode
mohn molch molke monat mond montag moor moos morgen mosaik most motor motte mulde mund murmel muschel
museum musik muskat muskel mut mutter nacht nadel nagel name narzisse nase natur nebel neffe nelke nest
netz neuling nichte nische nixe norden nordpol note notiz november nudel nugat nummer nuss oase obst ochse
ofen ohr oktave oktober olive oma omelett onkel opa opal oper orange orchester orchidee ordner organ orgel
orkan ornament ort osten otter ozean paar packung paddel paket palast palme panda panther papagei papier
pappel paprika parade park partner party pass paste pastete pate pause pedal pegel pelikan pelz pendel
perle person pfanne pfarrer pfau pfeffer pfeife pfeil pferd pfingsten pfirsich pflanze pflaume pflug
pforte pfosten pfote pfund pilger pilot pilz pinguin pinie pinsel pirat pistazie pizza plakat plan planet
platane platte platz poet pokal politur polster pony portal posaune post praline preis presse prinz prisma
probe profi prozent pudding pudel puder pult pulver puma punkt puppe puzzle quader qualle quark quartett
quarz quelle quirl quitte rabatt rabe rad radar radieschen radio rahm rahmen rakete rampe rand rang ranke
raps rasen rast rat rauch raum raupe rebe rechen rede regal regen regie reh reibe reifen reihe reis reise
reiter rekord rente rettich rezept rhabarber riegel riemen riese rind ring rippe ritter robbe roboter rock
roggen rohr rolle roman rose rosine rubin ruder ruf ruhe ruine runde rute saal saat sache sack saft sage
sahne saite salami salat salz samen samstag samt sand sandale saphir sardine satin sattel satz sauna
schach schachtel schaf schal schale schalter schatten schatz schaukel schaum scheibe schein scheune
schiene schiff schild schilf schirm schlaf schlauch schleife schlitten schloss schmied schmuck schnecke
schnee schnur schokolade schrank schraube schrift schritt schuh schule schulter schuppe schwalbe schwamm
schwan schwelle see seehund segel seide seife seil sekt sekunde senf senke september sessel sieb siegel
signal silber silo sinn sirup sitz skat skizze socke sofa sohle sohn sommer sonne sonntag spaten specht
speck speer speiche spiegel spiel spinat spindel spinne spitze sport sprache sprung spur staat stab
stachel stadion stadt stahl stall stamm stange stapel star staub steg stein stempel steppe stern stich
stiefel stier stift stille stimme stirn stock stoff stollen storch strand strauch strecke streifen strich
strom strudel stube studio stufe stuhl stunde substanz suppe symbol szene tablett tafel tag takt tal
talent tank tanne tante tanz tapete tasche tasse tau taube taxi technik tee teich teig teil telefon teller
tempel tempo tennis teppich termin terrasse test text theater thema thermometer thron thymian tiefe tier
tiger tinte tipp tisch titel tochter tomate ton tonne topf tor torf torte tracht traktor traube traum
treppe tresor tribut trichter trick trommel trompete tropfen truhe tuch tulpe tunnel turm turnier ufer uhr
uhu ulme uniform urlaub urwald vanille vase vater veilchen ventil verband verein vers verstand vetter
video vieh villa viola violine vogel volk vulkan waage wabe wachs wade waffel wagen wahl wal wald walnuss
walze wand wange wanne wappen ware wasser watte weber wecker weg weide weihe wein weizen welle welt werft
werk wert wespe weste westen wette wetter wicke widder wiege wiese wild wille wimpel wind winkel winter
wippe wirbel wirt wissen woche wohnung wolf wolke wolle wort wunder wunsch wurm wurst wurzel zahl zahn
zander zange zapfen zaun zebra zeder zehe zeichen zeile zeit zelle zelt zement zentrum zeppelin zettel
zeuge ziege ziegel ziel zimmer zimt zink zirkel zirkus zitrone zone zopf zucker zug zukunft zunge zwerg
zwiebel zwilling zylinder
`
  .trim()
  .split(/\s+/);
