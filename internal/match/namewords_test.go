package match

import "testing"

func TestTitleWords(t *testing.T) {
	for _, c := range []struct {
		word              string
		certain, possible bool
	}{
		{"dr", true, false}, {"haji", true, false}, {"様", true, false}, {"씨", true, false}, {"サン", true, false}, {"mullah", true, false},
		{"senor", true, false}, {"king", false, true}, {"mirza", false, true}, {"ostrowan", false, false}, {"", false, false},
	} {
		if titleWord(c.word) != c.certain || maybeTitle(c.word) != c.possible {
			t.Errorf("%q: certain %v, possible %v", c.word, titleWord(c.word), maybeTitle(c.word))
		}
	}
}

func TestTitlesAreCertainOrPossible(t *testing.T) {
	for w := range titleTable().certain {
		if titleTable().possible[w] {
			t.Errorf("%q is both", w)
		}
		if _, ok := particleOf(w); ok {
			t.Errorf("%q is a title and a particle", w)
		}
	}
}

func TestTrimHonorific(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"山田太郎様", "山田太郎"}, {"山田先生", "山田"}, {"김민준씨", "김민준"}, {"様", "様"}, {"ハサン", "ハサン"}, {"山田博士", "山田博士"}, {"smith", "smith"}, {"", ""}, {"山田", "山田"},
	} {
		if got := trimHonorific(c.in); got != c.want {
			t.Errorf("trimHonorific(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSuffixOf(t *testing.T) {
	for _, c := range []struct {
		in, want string
		ok       bool
	}{{"junior", "jr", true}, {"jr", "jr", true}, {"iii", "iii", true}, {"3rd", "iii", true}, {"snr", "sr", true}, {"smith", "", false}} {
		if got, ok := suffixOf(c.in); got != c.want || ok != c.ok {
			t.Errorf("suffixOf(%q) = %q, %v", c.in, got, ok)
		}
	}
}

func TestParticles(t *testing.T) {
	for _, c := range []struct {
		in, key string
		kind    particleKind
	}{
		{"ibn", "bin", filiation}, {"بن", "bin", filiation}, {"el", "al", article}, {"von", "von", preposition}, {"abou", "abu", kunya},
		{"y", "y", conjunction}, {"oglu", "oglu", filiation}, {"ヴァン", "ヴァン", noParticle}, {"marek", "marek", noParticle},
	} {
		kind, ok := particleOf(c.in)
		if kind != c.kind || ok != (kind != noParticle) || particleKey(c.in) != c.key {
			t.Errorf("%q: %v, %q", c.in, kind, particleKey(c.in))
		}
	}
}

func TestPatronymics(t *testing.T) {
	for _, c := range []struct{ in, stem string }{
		{"petrovich", "petrov"}, {"petrovna", "petrov"}, {"петрович", "петров"}, {"петровна", "петров"}, {"sergeevich", "sergeev"},
		{"ilyich", "il"}, {"gudmundsdottir", "gudmunds"}, {"haraldsson", "haralds"}, {"mammadoglu", "mammad"}, {"nikitichna", "nikit"},
		{"johnson", ""}, {"wilson", ""}, {"petrovic", ""}, {"ovich", ""}, {"", ""}, {"miovna", "miov"},
	} {
		stem, ok := patronymicStem(c.in)
		if stem != c.stem || ok != (c.stem != "") || patronymic(c.in) != ok {
			t.Errorf("patronymicStem(%q) = %q, %v, want %q", c.in, stem, ok, c.stem)
		}
	}
}

func TestDoubtfulParticlesAreParticles(t *testing.T) {
	for w := range doubtfulTable() {
		if _, ok := particleOf(w); !ok {
			t.Errorf("%q is no particle", w)
		}
	}
	for w, want := range map[string]bool{"an": true, "ben": true, "ibn": false, "abu": false, "marek": false} {
		if doubtfulParticle(w) != want {
			t.Errorf("doubtfulParticle(%q) = %v", w, !want)
		}
	}
}
