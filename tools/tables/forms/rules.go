package main

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// class is a kind of body and the words that show it in many languages.
type class struct {
	name  string
	words *regexp.Regexp
}

// classes in the order in which they are looked for: a limited partnership is
// a partnership.
var classes = []class{
	{"cooperative", re(`cooperativ|co operative|coop|genossenschaft|osuuskunta|andelslag|andelsselskab|druzstvo|zadruga|spoldzielnia|szovetkezet|synetairismos|sinetairismos|συνεταιρισμος|кооператив|кооперац|uhistu$|kooperatif|kooperativ`)},
	{"partnership", re(`partnership|kommandit|komandit|komanditn|commandit|comandita|accomandita|collectif|colectiv|collettivo|coletivo|handelsgesellschaft|handelsbolag|avoin yhtio|ansvarlig|interessentskab|partnerselskab|onder firma|maatschap|jawna|komandytowa|partnerska|verejna obchod|javno trgovacko|tikrosios ukines|taisuhing|usaldusuhing|beteti|kozkereseti|burgerlichen rechts|kollektif|ομορρυθμη|ετερορρυθμη|omorithmi|eterorithmi|събирателно|командитно|ortakeri|sameignarfelag|samlagsfelag|offene gesellschaft|societe civile|sociedad civil`)},
	{"foundation", re(`foundation|stiftung|stiftelse|fondation|fundacion|fundacao|fondazione|stichting|fundacja|nadac|alapitvany|saatio|sihtasutus|ιδρυμα|фондация|fundatie`)},
	{"association", re(`association|verein|asociacion|associacao|associazione|forening|egyesulet|stowarzyszenie|sdruzeni|zdruzenie|asociatia|yhdistys|mittetulundus|vereniging|sans but lucratif|zonder winst|groupement|interest grouping|interessenvereinigung`)},
	{"nonprofit", re(`non profit|nonprofit|not for profit|community interest|charit|prospesna|winstoogmerk`)},
	{"sole", re(`sole |individual|individuelle|einzel|fysick|fyzicka|podnikatel|enkelt|enskild|toiminimi|samostojni|entrepreneur|individuala|individualios|indywidualn|trader|unipersonal de`)},
	{"profession", re(`professional|exercice liberal|advokat|avocat|notaire`)},
	{"state", re(`state enterprise|state company|unitar|statni podnik|statny podnik|empresa publica|statutory|etablissement public|valstybes|statsforetak|offentlichen rechts|publiekrecht|javno podjetje|javno poduzece|parastatal|government`)},
	{"limited", re(`limited liability|responsabilite limitee|responsabilidad limitada|responsabilidade limitada|responsabilita limitata|raspundere limitata|beschrankter haftung|beperkte aansprakelijkheid|besloten|rucenim|omejeno|ogranicenom|ogranicena|ограничен|обмежен|абмежаван|ogranichen|abmezhavan|korlatolt|ograniczon|ierobezotu|ribot|uzdaro|osauhing|anpartsselskab|einkahlutafelag|pergjegjesi te kufizuar|περιορισμενης|κεφαλαιουχικη|periorismenis|kefaleouhiki|mehdud mesuliyyetli|sociedade limitada|sociedad limitada|limited sirket|unternehmergesellschaft|limitada`)},
	{"stock", re(`stock|aktien|anonim|anonyme|anonima|anonym|ανωνυμη|aktiebolag|aktieselskab|aksjeselskap|aktsiaselts|osakeyhtio|hlutafelag|акционер|акцыянер|akcionern|akcyyanern|акциониер|akcij|akcin|akciov|akcyjn|reszveny|actiuni|azioni|acciones|acoes|actions|dionicko|delnisk|aksionare|sehmdar|perseroan|naamloze|europaea|societe europeenne|europabolag|eurooppayhtio|public limited|public company|corporation|مساهمة|aktie`)},
	{"company", re(`limited|company|gesellschaft|compania|compagnie|societe|sociedad|sociedade|societa|bolag|selskab|selskap|yhtio|spolocnost|spolecnost|druzba|drustvo|tarsasag|sirket|bendrove|sabiedriba|vennootschap|εταιρ|eteri|дружество|друштво|ក្រុមហ៊ុន|kromhoun|شركة|berhad`)},
}

func re(s string) *regexp.Regexp { return regexp.MustCompile(s) }

func classOf(r row) string {
	all := strings.Join(r.names, " ") + " "
	for _, c := range classes {
		if c.words.MatchString(all) {
			return c.name
		}
	}
	return "other"
}

// notBehindNames are words of descriptions, of bodies that are more than a
// form, and of what a company does: they stay in its name.
var notBehindNames = re(`\b(other|autre|autres|andere|muu|annan|annat|annat|overig|ine|ostatni|otros?|altre|altri|outr[ao]s?|fund|funds|fonds?|fondo|fondos|fundo|fonden|fondy|trusts?|bank[a-z]*|banc[ao]s?|banque|insur[a-z]*|assuranc[a-z]*|segur[a-z]*|versicherung[a-z]*|pension[a-z]*|church[a-z]*|school[a-z]*|universit[a-z]*|hospital[a-z]*|foreign|etranger[a-z]*|auslandisch[a-z]*|buitenlands[a-z]*|zahranic[a-z]*|branch|filiale?|succursale|sucursal|municipal[a-z]*|comun[a-z]*|gemeinde[a-z]*|canton[a-z]*|provin[a-z]*|politic[a-z]*|part[iy][a-z]*|religi[a-z]*|embassy|authority|agency|ministry|agric[a-z]*|agrar[a-z]*|rural[a-z]*|credit[a-z]*|saving[a-z]*|invest[a-z]*|inversi[a-z]*|medic[a-z]*|housing|habitation|hlm|school|labor|trade union|syndicat|sindicat[a-z]*|mutuelle|caisse|personne|personas?|person|osoba|osob|physique|fact|fait|hecho|attribution|directoire|conseil|nationale|droit|registre|departement[a-z]*|commun[a-z]*|collectivite[a-z]*|public law|establishment|etablissement|jednotka|organiza[a-z]*|sociale?n?|sozialer|oogmerk|finalite|doel|joint venture|unincorporated|kiinteisto[a-z]*|fastighets[a-z]*|vakuutus[a-z]*|forsakring[a-z]*|asunto[a-z]*|zemedelsk[a-z]*|polnohospodar[a-z]*|vyrobni|spotrebni|spotrebn[a-z]*|bytov[a-z]*|stanovanjska|kmetijska|obrtna|hlavni|hypote[a-z]*|sparebank|spar[a-z]*|pojistovn[a-z]*|poistovn[a-z]*|biztosit[a-z]*|vzajemn[a-z]*|odvetnisk[a-z]*|cirk[a-z]*|svazy|zveza|usuarios|fianzas|deportiv[a-z]*|fiduci[a-z]*|pret|condominium|district|electric|ganader[a-z]*|syndicale|fonciere|laitiere|associe|savivaldyb[a-z]*|religin[a-z]*|bartes|naturliche|natuurlijk|mutual|mutuo|dassurances|davocats|notaires?|legal|medecins?|geometres|interet|dinteret|zbor[a-z]*|urad[a-z]*|strany|podnik|hnuti[a-z]*)\b`)

// englishForms are the words of which an English form may be made, and those
// without which it is none.
var (
	englishForms = strings.Fields(`private public company limited by shares guarantee liability corporation incorporated partnership general professional close closed nonprofit
		non profit not for stock joint unlimited proprietary exempted exempt cell protected segregated portfolio registered special purpose benefit
		restricted duration activity designated having share capital a with without mutual one member sole proprietorship trader enterprise and`)
	englishStems = strings.Fields("company corporation partnership incorporated liability limited proprietorship")
)

// ordinary are abbreviations that are words or names by themselves.
var ordinary = strings.Fields(`bund fund coop trust other bezirk comune canton kanton assoc assn reit scoop cemix bencom ages gele prst cncol assep fiamm sicaf egen co-op coöp
	business kompani societe society association cooperative cooperation cooperatie cooperatif comp gen scomm skomm earl epic scic soc gruppoconsortile scom inst corp inc ltd sole comunità`)

// plainEnglish are the countries whose abbreviations are those of all English,
// or words.
var plainEnglish = []string{"US", "CA", "PR", "VI", "GU"}

const marks = `<^".?`

// writingsOf gives what of a row can stand at a name, with the marks of the
// table.
func writingsOf(r row) []string {
	var out []string
	front := slices.Contains([]string{"fr", "ru", "be", "lv", "et", "lt", "km"}, r.language)
	for _, n := range r.names {
		if isForm(n, r.language) {
			if front {
				n = "<" + n
			}
			out = append(out, n)
		}
	}
	kind := classOf(r)
	if slices.Contains(plainEnglish, r.country) || kind == "other" || notBehindNames.MatchString(strings.Join(r.names, " ")) || kind == "foundation" {
		return out
	}
	for _, a := range r.short {
		out = append(out, shortWritings(a)...)
	}
	return out
}

// isForm reports whether a name of a form is written behind names of bodies.
func isForm(name, language string) bool {
	ws := strings.Fields(name)
	if len(ws) > 7 || notBehindNames.MatchString(name) || strings.Contains(name, "បរទេស") || strings.Contains(name, "αλλοδαπ") || strings.Contains(name, "чуждестранно") {
		return false
	}
	c := classOf(row{names: []string{name}})
	if c == "other" || c == "state" || len(ws) == 1 && (c == "association" || c == "foundation" || c == "sole" || c == "nonprofit") {
		return false
	}
	if len(ws) < 3 && (c == "association" || c == "foundation") {
		return false
	}
	if language == "en" || language == "" {
		return len(ws) > 1 && !slices.ContainsFunc(ws, func(w string) bool { return !slices.Contains(englishForms, w) }) &&
			slices.ContainsFunc(ws, func(w string) bool { return slices.Contains(englishStems, w) })
	}
	return len(ws) > 1 || singleForm.MatchString(name)
}

// singleForm are the endings of forms that are one word.
var singleForm = re(`(gesellschaft|genossenschaft|aktiebolag|handelsbolag|kommanditbolag|europabolag|aktieselskab|anpartsselskab|interessentskab|kommanditselskab|partnerselskab|aksjeselskap|osakeyhtio|osuuskunta|kommandiittiyhtio|hlutafelag|sameignarfelag|samlagsfelag|osauhing|aktsiaselts|taisuhing|usaldusuhing|vennootschap)$|^ក្រុមហ៊ុន`)

// shortWritings marks an abbreviation: two or three letters only where the name
// has dots in them, others never behind a second form.
func shortWritings(a string) []string {
	k := key(a)
	joined := strings.ReplaceAll(k, " ", "")
	n := utf8.RuneCountInString(joined)
	if n < 2 || strings.Count(k, " ") > 5 || slices.Contains(ordinary, joined) || slices.Contains(ordinary, k) {
		return nil
	}
	if n <= 3 {
		if joined == k {
			return []string{"." + k}
		}
		return []string{"?" + k, "." + joined}
	}
	return []string{"?" + k}
}
