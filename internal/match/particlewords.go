package match

import (
	"strings"
	"sync"

	"github.com/sekifuda/sekifuda/internal/script"
)

// particleKind says what a word does that joins the parts of a name.
type particleKind uint8

const (
	noParticle  particleKind = iota
	article                  // al, el, la, der: left out or joined at will
	filiation                // bin, ibn, bint, ould, oglu: what follows (or goes before) is a parent
	kunya                    // abu, umm: what follows is a child, or a by-name
	preposition              // de, van, von: a place or an estate follows
	conjunction              // y, e, und
)

// particleOf reports whether a folded word of a person's name is a particle
// and which. A word of a name that consists of particles is a name all the
// same: that is for the caller to see.
func particleOf(w string) (particleKind, bool) {
	p, ok := particleTable()[w]
	return p.kind, ok
}

// particleKey gives one spelling to the spellings of a particle (ibn, ben and
// بن are bin; el and ul are al); any other word is given back.
func particleKey(w string) string {
	if p, ok := particleTable()[w]; ok {
		return p.key
	}
	return w
}

// doubtfulParticle reports whether a particle is, somewhere, a common name too
// (Le, Do, An, Bin, Ben, Van): without other particles or a name of that
// culture around it, it had better be treated as a word.
func doubtfulParticle(w string) bool { return doubtfulTable()[w] }

var doubtfulTable = sync.OnceValue(func() map[string]bool {
	return foldedSet("an as ad ar at il ash ben bin bar mac om um do du da di de dal le la lo los les del den dem der van von ten te tot zu op i e y fitz uly ulu 빈 알 벤 데 디 다 반 판 두 アン デ ダ ディ バン ベン ビン")
})

type particle struct {
	kind particleKind
	key  string
}

var particleTable = sync.OnceValue(func() map[string]particle {
	m := map[string]particle{}
	for _, group := range particleWords {
		for _, line := range strings.Split(strings.TrimSpace(group.lines), "\n") {
			words := strings.Fields(line)
			for _, w := range words {
				if folded := script.Words(w); len(folded) == 1 {
					m[folded[0]] = particle{group.kind, words[0]}
				}
			}
		}
	}
	return m
})

// particleWords: one meaning a line, the first word stands for it.
var particleWords = []struct {
	kind  particleKind
	lines string
}{
	{article, `
al el ul il ad ar as an at az ash adh ath eth ech ال אל ה аль эль ал ул ас ад ар аш アル エル アッ アン アズ アス 알 엘
la las
le les
lo los
the
't het
`},
	{filiation, `
bin ibn ben bn benu bani bini wuld ould uld weld walad بن ابن ولد בן бен бин ибн ульд ビン ベン イブン ウルド 빈 이븐 벤
bint binti binte bent bt bte بنت בת бинт бинти ビンティ ビント 빈티
bar בר
mac mc
fitz
oglu ogly ogli oghlu oghli oglou uulu ulu uly uli ugli оглы оглу уулу улы угли オグル オグリ
qizi kizi kyzy kyzi gizi gyzy qyzy кызы кизи қызы
`},
	{kunya, `
abu abou aboo abo abul aboul abi aba أبو ابو أبي ابي أبا אבו абу абуль アブ アブー アブル 아부
umm um oum ummu om أم ام умм ум ウム ウンム 움
`},
	{preposition, `
de d' da di do du del della dello dei degli delle dal dalla dos das des dela ди де да дю дель дос デ ド デル デラ ダ ディ ドス デュ ドゥ 데 다 디 델 두
van van't vande vanden vander vant ван ヴァン ファン バン 판 밴 반
von vom zu zum zur фон フォン 폰
der den dem ter ten te tot op дер デア  ден
af av
`},
	{conjunction, `
y e i et und and en og och & и та و イ
`},
}
