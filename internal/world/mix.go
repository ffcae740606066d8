package world

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Mix says of what applications consist. Shares are relative weights, rates are
// in thousandths of the applications that they can befall.
type Mix struct {
	Name     string         `yaml:"name" json:"name" doc:"name, repeated in the manifest"`
	Shares   map[string]int `yaml:"shares" json:"shares" doc:"relative weight of each kind of application; a kind that is left out does not occur"`
	Noise    Noise          `yaml:"noise" json:"noise" doc:"how honest and false applicants write"`
	Overlap  Overlap        `yaml:"overlap" json:"overlap" doc:"what false identities have in common"`
	Evidence Answers        `yaml:"evidence" json:"evidence" doc:"what the operator gets who asks"`
	Items    Items          `yaml:"items" json:"items" doc:"what is asked for, relative weights"`
}

// Noise are rates of the ways in which people write.
type Noise struct {
	OmitNumber     int `yaml:"omit_number" json:"omit_number" doc:"no corporate number"`
	OmitPostal     int `yaml:"omit_postal" json:"omit_postal" doc:"no postal code"`
	OmitPrefecture int `yaml:"omit_prefecture" json:"omit_prefecture" doc:"address without the prefecture"`
	OmitBuilding   int `yaml:"omit_building" json:"omit_building" doc:"address without building and room"`
	ShortAddress   int `yaml:"short_address" json:"short_address" doc:"1-2-3 in place of １丁目２番３号"`
	FormSign       int `yaml:"form_sign" json:"form_sign" doc:"㈱ or (株) in place of 株式会社"`
	HalfWidth      int `yaml:"half_width" json:"half_width" doc:"Latin letters and digits of the name in half width"`
	OldKanji       int `yaml:"old_kanji" json:"old_kanji" doc:"old characters in place of new ones in the name"`
	Spaces         int `yaml:"spaces" json:"spaces" doc:"a space between form and name, middle dots left out"`
	English        int `yaml:"english" json:"english" doc:"an English name beside the Japanese one"`
	FreeMail       int `yaml:"free_mail" json:"free_mail" doc:"honest contacts with a free mailbox"`
	Mobile         int `yaml:"mobile" json:"mobile" doc:"honest contacts with a mobile telephone"`
	TypoNumber     int `yaml:"typo_number" json:"typo_number" doc:"one digit of the number mistyped; has to be corrected, so not answered"`
	TypoName       int `yaml:"typo_name" json:"typo_name" doc:"one character of the name mistyped; not answered"`
	TypoAddress    int `yaml:"typo_address" json:"typo_address" doc:"block mistyped; not answered"`
	NoDeclaration  int `yaml:"no_declaration" json:"no_declaration" doc:"a declaration is missing; half of them are asked for and obtained"`
	ThirdPayer     int `yaml:"third_payer" json:"third_payer" doc:"another company pays"`
	ThirdEndUser   int `yaml:"third_end_user" json:"third_end_user" doc:"another company will use it"`
	ForeignContact int `yaml:"foreign_contact" json:"foreign_contact" doc:"the contact's name is of another culture of names"`
}

// Overlap are rates of what false identities of one application file share.
type Overlap struct {
	Ring       int `yaml:"ring" json:"ring" doc:"false applications that belong to a ring of one instigator"`
	RingSize   int `yaml:"ring_size" json:"ring_size" doc:"applications a ring, a number"`
	Phone      int `yaml:"phone" json:"phone" doc:"members of a ring that use its telephone"`
	Mailbox    int `yaml:"mailbox" json:"mailbox" doc:"members of a ring that use its mailbox, in a spelling of their own"`
	Device     int `yaml:"device" json:"device" doc:"members of a ring that use its device"`
	Payment    int `yaml:"payment" json:"payment" doc:"members of a ring that use its means of payment"`
	ShipTo     int `yaml:"ship_to" json:"ship_to" doc:"members of a ring that use its ship-to address"`
	OwnerToo   int `yaml:"owner_too" json:"owner_too" doc:"impersonated companies that also apply themselves"`
	KnownFalse int `yaml:"known_false" json:"known_false" doc:"identities proved false before, for a hundred applications that share with one; a number"`
}

// Answers are rates of what comes back when the operator asks.
type Answers struct {
	Answered int `yaml:"answered" json:"answered" doc:"honest applicants that answered everything that was asked of them"`
	Denied   int `yaml:"denied" json:"denied" doc:"impersonated companies that were asked and deny"`
	Offered  int `yaml:"offered" json:"offered" doc:"impostors that offer evidence through channels of their own"`
}

// Items are weights of the things that are asked for.
type Items struct {
	DomesticSoftware int `yaml:"domestic_software" json:"domestic_software" doc:"software sold only to companies of the country"`
	Software         int `yaml:"software" json:"software" doc:"other software"`
	Server           int `yaml:"server" json:"server" doc:"servers for rent"`
	Shipment         int `yaml:"shipment" json:"shipment" doc:"goods that are sent"`
	Unclassified     int `yaml:"unclassified" json:"unclassified" doc:"items without a classification, in thousandths; honest applicants obtain one"`
	Concern          int `yaml:"concern" json:"concern" doc:"items of a concern class, in thousandths"`
}

// DefaultMix is the mix of a world for which none is given.
func DefaultMix() *Mix {
	m := &Mix{
		Name:   "default",
		Shares: map[string]int{},
		Noise: Noise{
			OmitNumber: 300, OmitPostal: 250, OmitPrefecture: 150, OmitBuilding: 250, ShortAddress: 450,
			FormSign: 120, HalfWidth: 100, OldKanji: 20, Spaces: 40, English: 150, FreeMail: 150, Mobile: 180,
			TypoNumber: 4, TypoName: 4, TypoAddress: 6, NoDeclaration: 40, ThirdPayer: 20, ThirdEndUser: 30, ForeignContact: 25,
		},
		Overlap:  Overlap{Ring: 350, RingSize: 4, Phone: 450, Mailbox: 250, Device: 600, Payment: 500, ShipTo: 400, OwnerToo: 300, KnownFalse: 30},
		Evidence: Answers{Answered: 850, Denied: 500, Offered: 300},
		Items:    Items{DomesticSoftware: 350, Software: 260, Server: 250, Shipment: 140, Unclassified: 30, Concern: 10},
	}
	for _, k := range kinds {
		m.Shares[k.name] = k.share
	}
	return m
}

// ReadMix reads a mix in YAML or JSON. What the file leaves out keeps its
// default, except shares: those that are given are all there are. Unknown keys
// and kinds are errors.
func ReadMix(r io.Reader) (*Mix, error) {
	data, err := io.ReadAll(io.LimitReader(r, 1<<20))
	if err != nil {
		return nil, fmt.Errorf("read mix: %w", err)
	}
	m := DefaultMix()
	shares := m.Shares
	m.Shares = nil
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(m); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read mix: %w", err)
	}
	if len(m.Shares) == 0 {
		m.Shares = shares
	}
	if err := m.Validate(); err != nil {
		return nil, err
	}
	return m, nil
}

// Validate says what is wrong with the numbers of a mix.
func (m *Mix) Validate() error {
	sum := 0
	for name, n := range m.Shares {
		if kindNamed(name) == nil {
			return fmt.Errorf("mix: shares: there is no kind %q", name)
		}
		if n < 0 || n > 1_000_000 {
			return fmt.Errorf("mix: shares: %s: %d: want 0 to 1000000", name, n)
		}
		sum += n
	}
	if sum == 0 {
		return errors.New("mix: shares: all are zero")
	}
	for _, part := range []any{m.Noise, m.Overlap, m.Evidence, m.Items} {
		v := reflect.ValueOf(part)
		for i := range v.NumField() {
			if n := v.Field(i).Int(); n < 0 || n > 1000 {
				return fmt.Errorf("mix: %s: %d: want 0 to 1000", v.Type().Field(i).Tag.Get("yaml"), n)
			}
		}
	}
	if m.Items.DomesticSoftware+m.Items.Software+m.Items.Server+m.Items.Shipment == 0 {
		return errors.New("mix: items: all are zero")
	}
	if m.Overlap.RingSize < 1 {
		return errors.New("mix: overlap: ring_size: want at least 1")
	}
	return nil
}

// counts says how many of n applications are of each kind, in the order of the
// registry: exact shares, the remainder to the largest fractions.
func (m *Mix) counts(n int) []int {
	sum := 0
	for _, s := range m.Shares {
		sum += s
	}
	out := make([]int, len(kinds))
	type rest struct{ i, rem int }
	var rests []rest
	left := n
	for i, k := range kinds {
		s := m.Shares[k.name]
		out[i] = n * s / sum
		left -= out[i]
		rests = append(rests, rest{i, n * s % sum})
	}
	slices.SortStableFunc(rests, func(a, b rest) int { return b.rem - a.rem })
	for k := range left {
		out[rests[k].i]++
	}
	return out
}

// Schema is the table of docs/world.md: every key of a mix with its default.
func Schema() string {
	var b strings.Builder
	d := DefaultMix()
	b.WriteString("| key | default | meaning |\n|---|---|---|\n")
	for _, k := range kinds {
		fmt.Fprintf(&b, "| `shares.%s` | %d | %s |\n", k.name, d.Shares[k.name], k.about)
	}
	v := reflect.ValueOf(*d)
	for i := range v.NumField() {
		f, name := v.Field(i), v.Type().Field(i).Tag.Get("yaml")
		if f.Kind() != reflect.Struct {
			continue
		}
		for j := range f.NumField() {
			t := f.Type().Field(j)
			fmt.Fprintf(&b, "| `%s.%s` | %d | %s |\n", name, t.Tag.Get("yaml"), f.Field(j).Int(), t.Tag.Get("doc"))
		}
	}
	return b.String()
}
