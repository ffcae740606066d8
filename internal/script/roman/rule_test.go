package roman

import (
	"strings"
	"testing"
)

// rules makes a pass of lines "before match after output", where _ is nothing.
func rules(lines ...string) *pass {
	p := &pass{}
	for _, l := range lines {
		f := strings.Split(strings.ReplaceAll(l, "_", ""), " ")
		p.rules = append(p.rules, rule{atoms(f[0]), atoms(f[1]), atoms(f[2]), output(f[3])})
	}
	p.index()
	return p
}

func TestRules(t *testing.T) {
	for _, c := range []struct {
		what  string
		rules []string
		in    string
		want  string
	}{
		{"a letter", []string{"_ a _ x"}, "banana", "bxnxnx"},
		{"the first rule wins", []string{"_ an _ 1", "_ a _ 2"}, "banana", "b112"},
		{"a set", []string{"_ [ab] _ x"}, "abcab", "xxcxx"},
		{"a range", []string{"_ [a-c] _ x"}, "abcd", "xxxd"},
		{"all but a set", []string{"_ [^ab] _ x"}, "abcd", "abxx"},
		{"before", []string{"a b _ x"}, "abbb", "axbb"},
		{"before is what was written", []string{"_ a _ x", "x b _ y"}, "ab", "xy"},
		{"after", []string{"_ a b x"}, "aab", "axb"},
		{"the start", []string{"$ a _ x"}, "aa", "xa"},
		{"the end", []string{"_ a $ x"}, "aa", "ax"},
		{"the end is no letter", []string{"_ a [^a] x"}, "aab", "axb"},
		{"the end, too", []string{"_ a [^b] x"}, "aba", "abx"},
		{"perhaps", []string{"_ ab? _ x"}, "aabac", "xxxc"},
		{"any number", []string{"_ ab*c _ x"}, "acabcabbc", "xxx"},
		{"one or more", []string{"_ ab+ _ x"}, "aababb", "axx"},
		{"before, any number", []string{"ab* c _ x"}, "cabbcbc", "cabbxbc"},
		{"a group", []string{"_ (a)b _ $1x"}, "abb", "axb"},
		{"a group of many", []string{"_ (a*)b _ $1x"}, "aaab", "aaax"},
		{"read again", []string{"_ ab _ |ba", "_ b _ x"}, "ab", "xa"},
		{"read some again", []string{"_ ab _ b|b", "_ b _ x"}, "ab", "bx"},
		{"dropped", []string{"_ a _ _"}, "banana", "bnn"},
		{"put in", []string{"b _ c x"}, "bc", "bxc"},
		{"a sign", []string{`_ \[ _ x`}, "a[", "ax"},
		{"nothing fits", []string{"_ q _ x"}, "abc", "abc"},
		{"nothing at all", nil, "abc", "abc"},
		{"no text", []string{"_ a _ x"}, "", ""},
	} {
		if got := string(rules(c.rules...).apply([]rune(c.in))); got != c.want {
			t.Errorf("%s: %q gives %q, want %q", c.what, c.in, got, c.want)
		}
	}
}

// Rules that feed themselves come to an end.
func TestRulesThatLoop(t *testing.T) {
	for _, r := range []string{"_ a _ |a", "_ a _ |aa", "_ _ _ x", "a* _ _ a"} {
		if got := rules(r).apply([]rune("aaaa")); len(got) > 1000 {
			t.Errorf("%q makes %d letters of four", r, len(got))
		}
	}
}

func TestNormalForms(t *testing.T) {
	for _, c := range []struct {
		form     byte
		in, want string
	}{{'c', "e\u0301", "é"}, {'d', "é", "e\u0301"}} {
		p := &pass{form: c.form}
		if got := string(p.apply([]rune(c.in))); got != c.want {
			t.Errorf("NF%c of %q is %q", c.form, c.in, got)
		}
	}
}

// A word in several alphabets is written part by part; one part that cannot be
// written leaves the whole unwritten.
func TestRuns(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"abвг", "abvg abvh"}, {"вaг", "vag vah"}, {"ア1b", "ab"}, {"в-г", "vg vh"}, {"1в", "v"}, {"в山", ""}, {"ᚠв", "v"},
	} {
		if got := strings.Join(Latin(c.in), " "); got != c.want {
			t.Errorf("Latin(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// Silent vowels, on the letters of scholars that the step works on.
func TestSchwa(t *testing.T) {
	for _, c := range [][2]string{
		{"rāma", "rām"}, {"narēndra", "narēndra"}, {"manamōhana", "manmōhan"}, {"ānanda", "ānand"}, {"bhaṭṭa", "bhaṭṭ"}, {"miśra", "miśra"},
		{"kamala", "kamal"}, {"kamalā", "kamlā"}, {"jagadīśa", "jagdīś"}, {"harabhajana", "harbhajan"}, {"rāmacharaṇa", "rāmcharaṇ"},
		{"śivaprasāda", "śivprasād"}, {"kamalanātha", "kamalnāth"}, {"lakṣmaṇa", "lakṣmaṇ"}, {"siṁha", "siṁh"}, {"na", "na"}, {"a", "a"}, {"", ""}, {"dhara", "dhar"},
	} {
		if got := string(schwa([]rune(c[0]))); got != c[1] {
			t.Errorf("schwa(%q) = %q, want %q", c[0], got, c[1])
		}
	}
}
