package match

import "strings"

// Words of addresses abroad, in the letters that they are compared in. Each line
// of a table is one meaning; its first word is the code. They are of several
// languages: whoever writes an address down often keeps them.
const (
	// wayWords say what kind of way a street is.
	wayWords = `street st saint str strasse ulitsa ulitza ulica ulice ul rue via calle rua straat gata gatan vej gade katu utca jalan jl sokak sok sk jie lu
avenue ave av aven avenida avda avenid avenue prospekt prospect prosp pr allee caddesi cad dajie
boulevard blvd bd boul bulvar bulevar bulevardul
road rd route rte weg chemin camino carretera carr estrada strada
lane ln pereulok per gasse gang gali
drive dr drv
square sq place pl platz plaza ploshchad piazza praca plac plein
court ct
highway hwy shosse autopista motorway
terrace ter terr
crescent cres
way
close
quay quai kai naberezhnaya nab embankment`

	// unitWords come before or behind the number of a part of a building.
	unitWords = `floor fl flr etage etazh et piso etaj stock geschoss og kat
room rm suite ste unit apartment apt apto apart appartement office off ofis oficina ofc flat kv kvartira dpto depto local lokal wohnung top shop hall`

	// houseWords come before the number of a building on its ground.
	houseWords = `building bldg bld block blk tower korpus korp stroenie stroyeniye edificio edif gebaude phase plot lot`

	// boxWords come before the number of a box at a post office.
	boxWords = `box pobox postfach apartado casilla postbus boite bp pmb caixa`

	// otherWords say nothing about where a house stands.
	otherWords = `no num number nr nro numero house haus dom d of and the de la le du des del der den di da do dos al el bin co care near opp opposite p o po post postal postale
city town gorod g district region oblast province state county km`

	// exonyms are towns that are called otherwise in English.
	exonyms = `moscow moskva|munich munchen muenchen|vienna wien|cologne koln koeln|rome roma|milan milano|prague praha|warsaw warszawa|beijing peking|florence firenze|naples napoli|turin torino|venice venezia|genoa genova|lisbon lisboa|geneva geneve genf|zurich zuerich|brussels bruxelles brussel|antwerp antwerpen anvers|copenhagen kobenhavn|gothenburg goteborg|athens athina athinai|kyiv kiev kiyev|odesa odessa|kharkiv kharkov|petersburg peterburg|nicosia lefkosia|limassol lemesos|tehran teheran|damascus dimashq|cairo qahirah|tripoli tarabulus|guangzhou canton|seville sevilla|bucharest bucuresti|belgrade beograd|nuremberg nurnberg nuernberg|hague haag|mexico mejico|yangon rangoon|mumbai bombay|kolkata calcutta|chennai madras`

	// countryNames are names and codes; a country is only looked for at the end.
	countryNames = `us usa united states|us united states of america|us america|gb uk united kingdom|gb great britain|gb england|gb scotland|gb wales|gb northern ireland|de germany|de deutschland|fr france|it italy|it italia|es spain|es espana|pt portugal|nl netherlands|nl the netherlands|nl nederland|be belgium|be belgique|ch switzerland|ch schweiz|ch suisse|at austria|at osterreich|ru russia|ru russian federation|ru rossiya|ua ukraine|by belarus|pl poland|pl polska|cz czech republic|cn china|cn peoples republic of china|cn pr china|cn prc|hk hong kong|tw taiwan|kr south korea|kr republic of korea|kr korea|kp north korea|jp japan|jp nihon|sg singapore|my malaysia|th thailand|vn vietnam|vn viet nam|id indonesia|ph philippines|in india|pk pakistan|ir iran|ir islamic republic of iran|iq iraq|sy syria|lb lebanon|il israel|tr turkey|tr turkiye|tr turkey republic|ae united arab emirates|ae uae|sa saudi arabia|eg egypt|mx mexico|co colombia|pa panama|br brazil|br brasil|ar argentina|cl chile|pe peru|ve venezuela|ca canada|au australia|nz new zealand|za south africa|ng nigeria|ke kenya|cy cyprus|gr greece|se sweden|no norway|dk denmark|fi finland|ie ireland|hu hungary|ro romania|bg bulgaria|rs serbia|af afghanistan|kz kazakhstan|uz uzbekistan|ge georgia|am armenia|az azerbaijan`
)

var (
	ways       = meanings(strings.Split(wayWords, "\n"))
	unitTerms  = meanings(strings.Split(unitWords, "\n"))
	houseTerms = set(houseWords)
	boxTerms   = set(boxWords)
	fillers    = set(otherWords)
	townNames  = meanings(strings.Split(exonyms, "|"))
	countries  = countryTable()
)

// meanings maps each word of a line to the first.
func meanings(lines []string) map[string]string {
	out := map[string]string{}
	for _, line := range lines {
		words := strings.Fields(line)
		for _, w := range words {
			out[w] = words[0]
		}
	}
	return out
}

// countryTable maps names to codes.
func countryTable() map[string]string {
	out := map[string]string{}
	for _, line := range strings.Split(countryNames, "|") {
		words := strings.Fields(line)
		out[strings.Join(words[1:], " ")] = words[0]
		if len(words) > 2 && len(words[1]) < 4 { // us usa united states
			out[words[1]] = words[0]
			out[strings.Join(words[2:], " ")] = words[0]
		}
	}
	return out
}

// compounds are ends of words that say what kind of way a street is.
var compounds = []string{"strasse", "straat", "str", "platz", "allee", "gasse", "weg", "gatan", "vagen", "vej", "katu"}
