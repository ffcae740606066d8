package reading

import (
	"strings"
	"testing"

	"github.com/sekifuda/sekifuda/internal/script"
)

// Invented names as Japanese papers write them: native | katakana.
var kanaPairs = map[System]string{
	Korean: `김민준|キム・ミンジュン
이서연|イ・ソヨン
박재훈|パク・ジェフン
최은숙|チェ・ウンスク
정현우|チョン・ヒョヌ
강은석|カン・ウンソク
조영철|チョ・ヨンチョル
윤혜경|ユン・ヘギョン
임경희|イム・ギョンヒ
권민섭|クォン・ミンソプ
황선희|ファン・ソンヒ
유석민|ユ・ソクミン
노민태|ノ・ミンテ
백승원|ペク・スンウォン
문근숙|ムン・グンスク
양미숙|ヤン・ミスク
남궁은수|ナムグン・ウンス
리철수|リ・チョルス
배진수|ペ・ジンス
장동훈|チャン・ドンフン
심은주|シム・ウンジュ
전수연|チョン・スヨン
한영열|ハン・ヨンヨル
고아미|コ・アミ`,
	HanKorean: `金正明|キム・ジョンミョン
李成洙|イ・ソンス
朴英姬|パク・ヨンヒ
崔明浩|チェ・ミョンホ
姜仁子|カン・インジャ`,
	Pinyin: `张伟|チャン・ウェイ
王芳|ワン・ファン
李娜文|リー・ナーウェン
刘文洋|リウ・ウェンヤン
陈建国|チェン・ジエングオ,チェン・ジェングオ
杨雪梅|ヤン・シュエメイ
黄小明|ホワン・シャオミン,ファン・シャオミン
赵志强|ジャオ・ジーチャン,チャオ・チーチアン
周文杰|ジョウ・ウェンジェ,チョウ・ウェンジエ
徐静文|シュー・ジンウェン
孙丽|スン・リー
朱国华|ジュー・グオホワ,チュー・グオファ
胡海燕|フー・ハイイェン,フー・ハイエン
郭大山|グオ・ダーシャン
何文平|ホー・ウェンピン
郑玉兰|ジョン・ユーラン,チェン・ユイラン
谢国东|シエ・グオドン
邓志明|ドン・ジーミン,ダン・ジーミン
曹立新|ツァオ・リーシン
田中原|ティエン・ジョンユエン
欧阳明华|オウヤン・ミンホワ
吕天|リュイ・ティエン,リュー・ティエン
蔡思远|ツァイ・スーユエン
任小红|レン・シャオホン
邹春生|ゾウ・チュンション`,
}

func coverKana(l *Lattice, kana string, s System) bool {
	at := 0
	for word := range strings.SplitSeq(kana, "・") {
		next := 0
		for _, sp := range l.Spans(nil, NewKanaWord(script.Romaji(word))) {
			if sp.System == s && sp.From == at {
				next = max(next, sp.To)
			}
		}
		if next == 0 {
			return false
		}
		at = next
	}
	return at == len(l.Runes)
}

func TestKanaRenderings(t *testing.T) {
	for s, text := range kanaPairs {
		total, found := 0, 0
		var lattices []*Lattice
		var all [][2]string // native, kana
		for line := range strings.Lines(text) {
			native, renderings, _ := strings.Cut(strings.TrimSpace(line), "|")
			l := New([]rune(script.Fold(native)))
			lattices = append(lattices, l)
			for kana := range strings.SplitSeq(renderings, ",") {
				total++
				all = append(all, [2]string{script.Fold(native), kana})
				if coverKana(l, kana, s) {
					found++
				} else {
					t.Logf("%v: %s is no rendering of %s", s, kana, native)
				}
			}
		}
		wrong := 0
		for _, l := range lattices {
			for _, p := range all {
				if p[0] != string(l.Runes) && coverKana(l, p[1], s) {
					wrong++
					t.Logf("%v: %s is taken for %s", s, p[1], string(l.Runes))
				}
			}
		}
		t.Logf("%v: %d of %d renderings found, %d taken for another's of %d", s, found, total, wrong, len(all)*len(lattices))
		if wrong > 0 {
			t.Errorf("%v: %d renderings taken for another's", s, wrong)
		}
		if 20*found < 19*total {
			t.Errorf("%v: %d of %d renderings found", s, found, total)
		}
	}
	// A romanisation in Latin letters is never met by a rendering, nor the other way.
	l := New([]rune("김민중"))
	for _, sp := range l.Spans(nil, NewWord("minjun")) {
		t.Errorf("minjun answers %+v of 김민중", sp)
	}
	for _, sp := range l.Spans(nil, NewWord("MINJUN")) {
		t.Errorf("MINJUN answers %+v of 김민중", sp)
	}
}
