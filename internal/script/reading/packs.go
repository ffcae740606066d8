package reading

import "strings"

// Together makes one pack of several, for Use: a word has the readings that any
// of them gives it, in their order. It is nil for none.
func Together(packs ...*Pack) *Pack {
	switch len(packs) {
	case 0:
		return nil
	case 1:
		return packs[0]
	}
	out := &Pack{words: map[string][]jaReading{}}
	var names, versions, licences []string
	for _, p := range packs {
		names, versions, licences = append(names, p.Name), append(versions, p.Version), append(licences, p.Licence)
		out.longest = max(out.longest, p.longest)
		for w, rs := range p.words {
			out.words[w] = append(out.words[w], rs...)
		}
	}
	out.Name, out.Version, out.Licence = strings.Join(names, "+"), strings.Join(versions, "+"), strings.Join(licences, "; ")
	return out
}
