package ofac

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/sekifuda/sekifuda/internal/entity"
)

// maxRemarks is the length at which the publisher cuts remarks; the rest goes
// to the comments file.
const maxRemarks = 1000

// Writer writes entities as the files of one list, in the publisher's form:
// CR LF, text in quotes, "-0- " for nothing, 0x1A at the end.
type Writer struct {
	prim, add, alt, comments *bufio.Writer
	files                    []*os.File
	adds, alts               int
}

// NewWriter returns a writer to the four files of a list.
func NewWriter(prim, add, alt, comments io.Writer) *Writer {
	return &Writer{prim: bufio.NewWriter(prim), add: bufio.NewWriter(add), alt: bufio.NewWriter(alt), comments: bufio.NewWriter(comments)}
}

// Create makes the files of a list (DatasetSDN or DatasetConsolidated) in dir,
// overwriting what is there.
func Create(dir, dataset string) (*Writer, error) {
	for _, l := range lists {
		if l.dataset != dataset {
			continue
		}
		var files []*os.File
		for _, base := range []string{l.prim, l.add, l.alt, l.comments} {
			f, err := os.Create(filepath.Join(dir, base))
			if err != nil {
				for _, f := range files {
					f.Close()
				}
				return nil, fmt.Errorf("create list in %s: %w", dir, err)
			}
			files = append(files, f)
		}
		w := NewWriter(files[0], files[1], files[2], files[3])
		w.files = files
		return w, nil
	}
	return nil, fmt.Errorf("create list in %s: dataset %q: want %s or %s", dir, dataset, DatasetSDN, DatasetConsolidated)
}

var types = map[string]string{entity.Person: "individual", entity.Vessel: "vessel", entity.Airplane: "aircraft"}

// remarkLabels says under which label a property is written, in order.
var remarkLabels = []label{
	{"POB ", "birthPlace"}, {"nationality ", "nationality"}, {"Website ", "website"}, {"Email Address ", "email"}, {"Phone Number ", "phone"},
	{"Passport ", "passportNumber"}, {"Identification Number ", "idNumber"}, {"Tax ID No. ", "taxNumber"}, {"Registration Number ", "registrationNumber"},
	{"Legal Entity Number ", "leiCode"}, {"SWIFT/BIC ", "swiftBic"}, {"D-U-N-S Number ", "dunsCode"}, {"ISIN ", "isin"},
	{"Vessel Registration Identification IMO ", "imoNumber"}, {"MMSI ", "mmsi"}, {"Aircraft Model ", "model"}, {"Aircraft Manufacturer's Serial Number (MSN) ", "serialNumber"},
	{"Organization Established Date ", "incorporationDate"}, {"Digital Currency Address - ", "cryptoAddress"},
}

// Write writes one entity. Its ID must be IDPrefix and a number. Names of
// persons are written "LAST, First" where lastName and firstName say the parts.
// It fails on a value that the form cannot hold (a comma in a person's name, a
// line break, "; " inside a remark).
func (w *Writer) Write(e *entity.Entity) error {
	num, ok := strings.CutPrefix(e.ID, IDPrefix)
	if !ok || !number(num) {
		return fmt.Errorf("write list entry: ID %q: want %sNUMBER", e.ID, IDPrefix)
	}
	remarks, err := remarksOf(e)
	if err == nil {
		err = w.primary(num, e, remarks)
	}
	if err == nil {
		err = w.addresses(num, e)
	}
	if err == nil {
		err = w.aliases(num, e)
	}
	if err != nil {
		return fmt.Errorf("write list entry %s: %w", e.ID, err)
	}
	return nil
}

func (w *Writer) primary(num string, e *entity.Entity, remarks string) error {
	name, err := publishedName(e)
	if err != nil {
		return err
	}
	rest := ""
	if r := []rune(remarks); len(r) > maxRemarks {
		remarks, rest = string(r[:maxRemarks]), string(r[maxRemarks:])
	}
	cells := []string{name, types[e.Schema], strings.Join(e.Values("program"), "] [")}
	for _, prop := range []string{"position", "callSign", "type", "tonnage", "grossRegisteredTonnage", "flag", "owner"} {
		if len(e.Values(prop)) > 1 && prop != "callSign" {
			return fmt.Errorf("%s: %d values; the form holds one", prop, len(e.Values(prop)))
		}
		cells = append(cells, e.First(prop))
	}
	if err := row(w.prim, num, append(cells, remarks)...); err != nil || rest == "" {
		return err
	}
	return row(w.comments, num, rest)
}

func publishedName(e *entity.Entity) (string, error) {
	last, first, suffix := e.First("lastName"), e.First("firstName"), e.First("nameSuffix")
	name := e.First("name")
	switch {
	case name == "":
		return "", errors.New("it has no name")
	case e.IsPerson() && last != "" && first != "":
		return join(", ", last, first, suffix), nil
	case e.IsPerson() && strings.Contains(name, ","):
		return "", fmt.Errorf("name %q: a comma parts family and given name", name)
	}
	return name, nil
}

func (w *Writer) addresses(num string, e *entity.Entity) error {
	countries := e.Values("country")
	used := map[string]bool{}
	for _, a := range e.Values("address") {
		country := ""
		for _, c := range countries {
			if rest, ok := strings.CutSuffix(a, ", "+c); ok && rest != "" {
				a, country, used[c] = rest, c, true
				break
			}
		}
		if err := w.address(num, a, country); err != nil {
			return err
		}
	}
	for _, c := range countries {
		if used[c] {
			continue
		}
		if err := w.address(num, "", c); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writer) address(num, address, country string) error {
	w.adds++
	return row(w.add, fmt.Sprintf("%s,%d", num, w.adds), address, "", country, "")
}

func (w *Writer) aliases(num string, e *entity.Entity) error {
	for _, kind := range []struct{ prop, code string }{{"alias", "aka"}, {"previousName", "fka"}} {
		for _, a := range e.Values(kind.prop) {
			if e.IsPerson() && strings.Contains(a, ",") {
				return fmt.Errorf("%s %q: a comma parts family and given name", kind.prop, a)
			}
			w.alts++
			if err := row(w.alt, fmt.Sprintf("%s,%d", num, w.alts), kind.code, a, ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// remarksOf writes what only the remarks can hold.
func remarksOf(e *entity.Entity) (string, error) {
	var items []string
	add := func(item string) error {
		if strings.Contains(item, "; ") || strings.HasSuffix(item, ";") {
			return fmt.Errorf("remark %q: a semicolon parts remarks", item)
		}
		items = append(items, item)
		return nil
	}
	for _, d := range e.Values("birthDate") {
		if err := add("DOB " + publishedDate(d)); err != nil {
			return "", err
		}
	}
	for _, l := range remarkLabels {
		for _, v := range e.Values(l.prop) {
			if l.prop == "incorporationDate" {
				v = publishedDate(v)
			}
			if err := add(l.text + v); err != nil {
				return "", err
			}
		}
	}
	for _, sign := range e.Values("callSign")[min(1, len(e.Values("callSign"))):] {
		if err := add("Other Vessel Call Sign " + sign); err != nil {
			return "", err
		}
	}
	if g := e.First("gender"); g == "male" || g == "female" {
		items = append(items, "Gender "+strings.ToUpper(g[:1])+g[1:])
	}
	for _, a := range e.Values("weakAlias") {
		if err := add("a.k.a. '" + a + "'"); err != nil {
			return "", err
		}
	}
	items = append(items, e.Values("notes")...)
	if len(items) == 0 {
		return "", nil
	}
	return strings.Join(items, "; ") + ".", nil
}

// publishedDate writes 1965-03-02 as "02 Mar 1965", as the publisher does.
func publishedDate(s string) string {
	if rest, ok := strings.CutPrefix(s, "circa "); ok {
		return "circa " + publishedDate(rest)
	}
	if from, to, ok := strings.Cut(s, " to "); ok {
		return publishedDate(from) + " to " + publishedDate(to)
	}
	d, err := entity.ParseDate(s)
	if err != nil {
		return s
	}
	t := d.Earliest.Start(time.UTC).Time()
	switch d.Precision {
	case entity.PrecisionDay:
		return t.Format("02 Jan 2006")
	case entity.PrecisionMonth:
		return t.Format("Jan 2006")
	}
	return s
}

// row writes one line: head bare, then each cell in quotes or the null sign.
func row(w *bufio.Writer, head string, cells ...string) error {
	w.WriteString(head)
	for _, c := range cells {
		if strings.ContainsAny(c, "\r\n\x1a") {
			return fmt.Errorf("value %q: line breaks cannot be written", c)
		}
		w.WriteByte(',')
		if c == "" {
			w.WriteString(null + " ")
			continue
		}
		w.WriteByte('"')
		w.WriteString(strings.ReplaceAll(c, `"`, `""`))
		w.WriteByte('"')
	}
	_, err := w.WriteString("\r\n")
	return err
}

// Close ends the files as the publisher does and closes those of Create;
// without it they are cut off.
func (w *Writer) Close() error {
	var errs []error
	for _, b := range []*bufio.Writer{w.prim, w.add, w.alt, w.comments} {
		b.WriteByte(0x1a)
		errs = append(errs, b.Flush())
	}
	for _, f := range w.files {
		errs = append(errs, f.Close())
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("close list: %w", err)
	}
	return nil
}
