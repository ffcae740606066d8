package roman

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sekifuda/sekifuda/internal/script"
)

// Thai words by what makes them hard, in the way of the Royal Institute.
func TestThaiSyllables(t *testing.T) {
	for _, c := range []struct{ what, words string }{
		{"vowels around", "ดา da ดี di ดุ du แดง daeng โดม dom ได dai ใจ chai เดช det เดือน duean เดียว diao เดา dao เกาะ ko เธอ thoe เดิม doem เลย loei"},
		{"vowel not written, closed", "พล phon คม khom นก nok สม som ธง thong"},
		{"vowel not written, open", "กนก kanok มณี mani ธนา thana ณรงค์ narong กมล kamon อรุณ arun"},
		{"or before ra", "วรพล woraphon อรทัย orathai"},
		{"rr", "วรรณา wanna สุวรรณ suwan ธรรม tham กรรณ kan"},
		{"wa as a vowel", "สวน suan บัว bua พวง phuang"},
		{"clusters", "ประ pra กลาง klang ตรี tri ขวัญ khwan ครู khru พลอย phloi"},
		{"clusters that are one sound", "ศรี si ทราย sai สร้อย soi จริง ching"},
		{"no clusters", "สราวุธ sarawut แก้วตา kaeota เสรี seri"},
		{"silent h and o", "หนู nu หลวง luang หมาย mai อยู่ yu"},
		{"silenced", "จันทร์ chan ศักดิ์ sak พงษ์ phong รัตน์ rat พันธุ์ phan ทิพย์ thip ลักษณ์ lak นิพนธ์ niphon"},
		{"silent ends", "มิตร mit บุตร but จักร chak ฉัตรชัย chatchai ยุทธ yut"},
		{"linked", "รัตนา rattana วัฒนา watthana วิทยา witthaya อัจฉรา atchara กฤษณะ kritsana"},
		{"finals that merge", "นาถ nat พจน์ phot กาญ kan บาล ban ศร son ชาย chai แมว maeo"},
		{"short i and u before ra", "สุรชัย surachai วิรัช wirat สุรเดช suradet ธีรพล thiraphon"},
		{"ru", "ฤทธิ์ rit ฤดี ruedi กฤช krit พฤกษ์ phruek"},
		{"am", "ลำดวน lamduan ทองคำ thongkham"},
		{"as nobody would guess", "เจริญ charoen เกียรติ kiat สวัสดิ์ sawat พรหม phrom เพชร phet วงศ์ wong"},
	} {
		f := strings.Fields(c.words)
		for i := 0; i+1 < len(f); i += 2 {
			if got := plain(thai([]rune(script.Fold(f[i])))); got != f[i+1] {
				t.Errorf("%s: %q is %q, want %q", c.what, f[i], got, f[i+1])
			}
		}
	}
}

func TestLaoAndKhmer(t *testing.T) {
	for _, c := range []struct {
		step  step
		words string
	}{
		{lao, "ບຸນ bun ທອງ thong ແກ້ວ kaeo ຄຳ kham ວົງ wong ບົວ bua ເມຍ mia ເຊົາ sao ຫລວງ luang ພອນ phon ໄຊ sai ເພັດ phet ສີ si ເດີນ doen ນ້ອຍ noi"},
		{khmer, "សុខ sok ចាន់ chan ហ៊ុន hun ដារ៉ា dara ស្រី srey លី ly គឹម kim ជា chea មាស meas ផល្លា phalla ប៉ុល pol ប្រាក់ prak ហ្គា ga ហ្វា fa សាំង sang"},
	} {
		f := strings.Fields(c.words)
		for i := 0; i+1 < len(f); i += 2 {
			if got := plain(c.step([]rune(script.Fold(f[i])))); got != f[i+1] {
				t.Errorf("%q is %q, want %q", f[i], got, f[i+1])
			}
		}
	}
}

// Every row of letters and signs is divided, into no more syllables than letters.
func TestThaiNeverFails(t *testing.T) {
	var signs []rune
	for r := rune(0x0E01); r <= 0x0E4E; r++ {
		signs = append(signs, r)
	}
	rapid.Check(t, func(t *rapid.T) {
		w := []rune(rapid.StringOfN(rapid.SampledFrom(signs), 0, 20, -1).Draw(t, "word"))
		n := 0
		for _, s := range divide(w, thaiHidden) {
			n += s.letters
		}
		if n != len(w) {
			t.Fatalf("%q: %d of %d letters in syllables", string(w), n, len(w))
		}
		thai(w)
		thaiOwn(w)
		thaiLetters(w)
		lao(w)
		khmer(w)
	})
}
