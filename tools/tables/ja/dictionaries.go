package main

import (
	"strings"

	"github.com/ikawaha/kagome-dict/dict"
	"github.com/ikawaha/kagome-dict/ipa"
	"github.com/ikawaha/kagome-dict/uni"
)

// kinds are the parts of speech that are names, in both dictionaries. Places
// teach readings of characters too: most surnames are places.
var kinds = map[string]struct {
	role   role
	weight float64
}{
	"名詞,固有名詞,人名,姓":  {surname, 1},
	"名詞,固有名詞,人名,名":  {given, 1},
	"名詞,固有名詞,人名,一般": {other, 0.3},
	"名詞,固有名詞,地域,一般": {other, 0.1},
	"名詞,固有名詞,地名,一般": {other, 0.1},
}

// readDictionaries takes the names out of IPADIC and UniDic. Where the
// columns after the parts of speech stand is fixed by each dictionary.
func readDictionaries() []example {
	all := readDictionary(ipa.Dict(), 2, 3)
	return append(all, readDictionary(uni.Dict(), 4, 2)...)
}

func readDictionary(d *dict.Dict, spelling, reading int) []example {
	var all []example
	for i, ids := range d.POSTable.POSs {
		if len(ids) < 4 {
			continue
		}
		names := make([]string, 4)
		for j := range names {
			names[j] = d.POSTable.NameList[ids[j]]
		}
		kind, ok := kinds[strings.Join(names, ",")]
		if f := d.Contents[i]; ok && len(f) > spelling && len(f) > reading {
			if e, ok := newExample(f[spelling], f[reading], kind.role, kind.weight); ok {
				all = append(all, e)
			}
		}
	}
	return all
}
