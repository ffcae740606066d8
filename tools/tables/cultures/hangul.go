package main

import "strings"

// koreanFiles writes Korean given names. Syllables are parted by hyphens in
// Latin letters; assimilation across them is not written, as in names.
func koreanFiles(s source) ([]file, error) {
	l, err := s.locale("ko")
	if err != nil {
		return nil, err
	}
	f := file{name: "ko_given", weights: "flat", from: "@faker-js/faker 10.6.0 (MIT), ko"}
	for _, k := range []struct{ kind, sex string }{{"m", "male"}, {"f", "female"}, {"u", "generic"}} {
		e := kindEntries{kind: k.kind}
		for _, n := range l.names("first_name", k.sex) {
			var revised, usual []string
			for _, r := range n {
				rr := syllable(r)
				revised = append(revised, rr)
				if c, ok := customary[r]; ok {
					rr = c
				}
				usual = append(usual, rr)
			}
			e.entries = append(e.entries, entry{native: n, latin: distinct([]string{
				title(strings.Join(revised, "-")), title(strings.Join(usual, "-"))})})
		}
		f.lines = append(f.lines, e)
	}
	return []file{f}, nil
}

var (
	initials = strings.Split("g kk n d tt r m b pp s ss  j jj ch k t p h", " ")
	vowels   = strings.Split("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i", " ")
	finals   = strings.Split(" k k k n n n t l k m l l l p l m p p t t ng t t k t p t", " ")
)

// syllable writes one block of Hangul in Revised Romanisation.
func syllable(r rune) string {
	i := int(r - 0xAC00)
	if i < 0 || i >= 11172 {
		return ""
	}
	return initials[i/588] + vowels[i%588/28] + finals[i%28]
}

// customary holds syllables that names mostly spell otherwise; by hand.
var customary = func() map[rune]string {
	out := map[rune]string{}
	f := strings.Fields("영 young 우 woo 현 hyun 준 joon 희 hee 수 soo 주 joo 선 sun 성 sung 정 jung 경 kyung 순 soon 숙 sook 훈 hoon 철 chul 석 suk 연 youn 길 kil 구 koo 규 kyu 건 kun 근 keun 국 kook 기 ki 광 kwang 권 kwon 덕 duk 두 doo 명 myung 무 moo 범 bum 병 byung 부 boo 섭 sup 식 shik 신 shin 아 ah 열 yul 오 oh 욱 wook 운 woon 유 yoo 윤 yoon 율 yul 중 joong 춘 choon 필 phil 혁 hyuk 형 hyung 균 kyun 걸 kul 겸 kyum 미 mee 지 jee 리 lee 라 ra 은 eun 서 suh 승 seung")
	for i := 0; i+1 < len(f); i += 2 {
		out[[]rune(f[i])[0]] = f[i+1]
	}
	return out
}()
