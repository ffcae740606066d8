package reading

// hanSounds are the edges of one Chinese character at the start of a name and
// further on, by system.
type hanSounds [2][Systems][]hanSound

type hanSound struct {
	latin string
	cost  int32
}

var soundsKnown byRune[hanSounds]

// byCharacter are the systems that read each character of a name by itself, but
// for the surnames of two characters.
var byCharacter = [Systems]bool{OnReading: true, Pinyin: true, WadeGiles: true, Cantonese: true, HanKorean: true, Vietnamese: true}

func hanSoundsOf(r rune) *hanSounds {
	out := new(hanSounds)
	for s, alone := range byCharacter {
		if !alone {
			continue
		}
		for k, name := range [][]rune{{r}, {beforeIt, r}} {
			for _, e := range languages[s].edges(name) {
				if e.From == k && e.To == k+1 {
					out[k][s] = append(out[k][s], hanSound{e.Latin, int32(e.Cost)})
				}
			}
		}
	}
	return out
}

// hanEdges are what the language's edges are for a name in Chinese characters that
// begins with no surname of two.
func hanEdges(name []rune, s System) []Edge {
	n := 0
	for i, r := range name {
		n += len(soundsKnown.get(r, hanSoundsOf)[min(i, 1)][s])
	}
	out := make([]Edge, 0, n)
	for i, r := range name {
		for _, sound := range soundsKnown.get(r, hanSoundsOf)[min(i, 1)][s] {
			out = append(out, Edge{i, i + 1, sound.latin, int(sound.cost)})
		}
	}
	return out
}
