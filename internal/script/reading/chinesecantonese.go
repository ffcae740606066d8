package reading

import (
	"strings"
	"sync"
)

// Spellings of Cantonese initials and finals in names of Hong Kong and Macau,
// with costs in tenths of a bit. There was never one rule: what stands first is
// the government's habit in Hong Kong, the others are what families wrote and
// what Macau writes (ieong, veng, io).
var (
	cantoneseInitials = spellings(`
b p3 b12; p p1; m m0; f f0; d t3 d15; t t1; n n2 l35; l l0; g k3 g15; k k1; ng ng4 -35; h h0;
gw kw5 gu25 gw25 k35 qu45; kw kw5 qu35 k35; w w1 v38; z ch7 ts12 j18 tz45 c50; c ch7 ts12 tch60 c50; s s3 sh18 sz60; j y2 -35 j50; - -0`)
	cantoneseFinals = spellings(`
aa a2 ah20 ar50; aai ai1 aai40 ay50; aau au2 aau40 ao40 ow45; aam am1 aam40 um60; aan an1 aan40 ahn50; aang ang1; aap ap1; aat at1 aht50; aak ak1 ack45;
ai ai1 ay45 ei50; au au6 ow20 ou25 ao45; am am8 um12 um12 ham60; an an7 un14 en45 ang60; ang ang4 ung40 eng35; ap ap3 up25 ip50; at at4 ut25; ak ak3 ack40 uk35;
e e5 eh25 ay50; ei ei12 i14 ee20 ey35 ay50; eng eng6 ing15 iang50; ek ek3 ik20 eck40; eu iu5; em em1; ep ep1;
i i8 ee18 e30 y50 ze55; iu iu3 io33 iew30 ew30 ieu45; im im1 eem50; in in2 een30; ing ing2 eng32; ip ip2 eep50; it it2 eet50; ik ik3 ek33 ick35;
o o2 oh30 or35 aw35; oi oi2 oy25 oye60; ou o8 ou16 ow25 oe45 u45 oo50 au50; on on2; ong ong2 oong60; ot ot2; ok ok2 ock35;
u u9 oo12 oe60; ui ui3 oi40 uie50 ooi35; un un10 oon12; ut ut4 oot30; ung ung2 oong45 ong45; uk uk2 ook40 ock60;
oe oe20 eu20 er40; oeng eung4 eong20 iong45 erng60 ong50; oek euk10 eok20 eck45 ok50; oet eut10;
eoi ui5 oi30 eoi35 uy50 eui40 oy50 u55 ee55; eon un5 eon30 on45 oon50; eot ut7 eot30 ot45;
yu u12 yu20 ue20 ee50 i50; yun uen8 un17 yun30 une50 oon55 yuen35; yut uet8 ut17 yut30 it50;
m m10 ng5; ng ng0 eng50`)
	// cantoneseWhole are syllables that rules do not reach.
	cantoneseWhole = spellings(`
zi chi10 tsz20 tze25 ji25 tse25 chee30 tsi40 jee45; ci chi10 tsz20 tze25 tse25 chee30 tsi40; si sze8 si14 see20 shi20 sz35 szu35 tse45 ze45;
ji yi5 yee17 ee30 i30 yui60; jyu yu5 yue17 u40 yui50 yee45 yoo60; jyun yuen5 yun17 un36 iun36; jyut yuet5 yut20 ut36; jan yan2 yun25 ian36; jam yam6 yum14 iam36;
jau yau4 iao36 yow40 you40; jip ip12 yip7; jin yin2 in35 yeen50; jing ying2 ieng36 ing45; jit yit3 it30; jik yik3 ik30; jat yat3 yut35 yet50; jiu yiu4 io36 yew25 iu30; jim yim2 im40;
jung yung3 iong36 yong40; joeng yeung4 yeong25 young35 ieong36 yong50 yang60; jok yok3; joek yeuk6 yok30; jai yai5; jaa ya5; je ye5 yeh25; juk yuk3 iok36 yuek40;
wu wu5 woo14 vu38; wui wui5 wooi50; wun wun15 woon7; wut wut6 woot35; gwo kwo10 ko30; gwok kwok3 kuok30 kok40; gwong kwong3 kuong36 kong50; gwan kwan4 kwun25 quan45; gwaan kwan4 kuan36; gwai kwai4 kuai45;
hing hing5 hin60 heng60; ngo ngo4 o45; ngai ngai3 ai45; zoe cheu30`)
)

// spellings reads "sound spelling10 spelling20; sound …"; - is the empty string.
func spellings(text string) map[string][]spelling {
	m := map[string][]spelling{}
	for entry := range strings.SplitSeq(text, ";") {
		part := strings.Fields(entry)
		key := strings.Trim(part[0], "-")
		for _, w := range part[1:] {
			latin, cost := costed(w)
			m[key] = append(m[key], spelling{strings.Trim(latin, "-"), cost})
		}
	}
	return m
}

// cantoneseKnown keeps the spellings of each syllable; the table has 650.
var cantoneseKnown sync.Map

// cantoneseSpellings writes a syllable of jyutping in all usual ways.
func cantoneseSpellings(jyutping string) []spelling {
	if known, ok := cantoneseKnown.Load(jyutping); ok {
		return known.([]spelling)
	}
	out := spellCantonese(jyutping)
	cantoneseKnown.Store(jyutping, out)
	return out
}

func spellCantonese(jyutping string) []spelling {
	if whole, ok := cantoneseWhole[jyutping]; ok {
		return whole
	}
	n := 0
	for _, size := range []int{2, 1} {
		if len(jyutping) > size && len(cantoneseInitials[jyutping[:size]]) > 0 && len(cantoneseFinals[jyutping[size:]]) > 0 {
			n = size
			break
		}
	}
	var out []spelling
	for _, head := range cantoneseInitials[jyutping[:n]] {
		for _, tail := range cantoneseFinals[jyutping[n:]] {
			if cost := head.cost + tail.cost; cost <= 750 {
				out = append(out, spelling{head.latin + tail.latin, cost})
			}
		}
	}
	return out
}

// cantonese lists the spellings of the characters from i on. A surname has its
// customary ones first.
func cantonese(name []rune, i int, visit func(to int, latin string, cost int)) {
	t := han()
	fields := t.fields(name[i])
	extra := 0
	if i == 0 {
		tagged(t.word(name), 'C', func(n int, word string) { visit(2, word, rank(n)) })
		tagged(fields, 'C', func(n int, word string) {
			visit(1, word, rank(n))
			extra = 150
		})
	}
	tagged(fields, 'c', func(_ int, word string) {
		jyutping, cost := costed(word)
		for _, s := range cantoneseSpellings(jyutping) {
			visit(i+1, s.latin, cost+s.cost+extra)
		}
	})
}

func cantoneseEdges(name []rune) []Edge {
	if !allHan(name) {
		return nil
	}
	var l edgeList
	for i := range name {
		cantonese(name, i, func(to int, latin string, cost int) { l.add(i, to, latin, cost) })
	}
	return l.edges
}
