package indicators

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format/intake"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// fang undoes what makes indicators harmless to click on.
var fang = strings.NewReplacer("[.]", ".", "(.)", ".", "{.}", ".", "[:]", ":", "[://]", "://", "hxxp", "http", "hXXp", "http", "[@]", "@", "[at]", "@", "[dot]", ".")

// row makes the statement of one row.
func (rd *reader) row(line int, row []string) {
	cell, kind := map[string]string{}, ""
	for i, text := range row {
		if i >= len(rd.columns) || rd.columns[i] == "" {
			continue
		}
		cell[rd.columns[i]] = unescape(strings.TrimSpace(text))
		if rd.columns[i] == "value" {
			kind = rd.lists[i]
		}
	}
	place := "line " + strconv.Itoa(line)
	ref, port, why := thing(cell["type"], kind, fang.Replace(cell["value"]))
	for _, text := range cell {
		if len(text) > Limits.FieldSize {
			why = "a field of more than 64 KiB"
		}
	}
	if why != "" {
		if rd.bad++; rd.bad <= mostNamed {
			rd.Leave(place, why)
		}
		return
	}
	s := statement.Statement{Place: place, Subject: ref, Predicate: Indicated, Port: port, Skew: rd.o.Skew, Grade: rd.grade(place, cell), Quotation: cell["description"], Aspect: rd.Text(place, cell["category"])}
	if p, ok := intake.Port(cell["port"]); ok {
		s.Port = p
	}
	if who := rd.Text(place, cell["source"]); who != "" {
		s.Chain = []statement.Told{{Who: who, How: "reported"}}
	}
	s.Marking.TLP = rd.label(place, cell["tlp"])
	rd.span(place, &s, cell["first_seen"], cell["last_seen"])
	rd.Say(s)
}

// thing reads a value as what its row, its column or its form says.
func thing(told, column, value string) (ref statement.Ref, port int, why string) {
	if value == "" {
		return ref, 0, "no value"
	}
	if len(value) > 4096 {
		return ref, 0, "a value of more than 4096 bytes"
	}
	kind := kinds[strings.ToLower(told)]
	if kind == "" {
		kind = column
	}
	ok := true
	switch kind {
	case "ip", "host":
		ref, port, ok = intake.Host(strings.Replace(value, "|", ":", 1))
		ok = ok && (kind == "host" || ref.Kind == statement.IP)
	case "domain":
		ref, ok = intake.Domain(value)
	case "url":
		ref, ok = intake.URL(value)
	case "email":
		ref, ok = intake.Email(value)
	case "phone":
		ref, ok = intake.Phone(value)
	case "file":
		ref, ok = intake.Hash(value)
	case "":
		if ref, ok = intake.Hash(value); !ok {
			ref, ok = intake.Guess(value), true
			_, port, _ = intake.Host(value)
		}
	default:
		ref = statement.Ref{Kind: kind, Key: value}
	}
	if !ok {
		return ref, 0, fmt.Sprintf("the value is no %s", kind)
	}
	return ref, port, ""
}

// words of confidence stand for the middle digits: nobody is sure in a word.
var words = map[string]byte{"high": '2', "medium": '3', "moderate": '3', "low": '4'}

func (rd *reader) grade(place string, cell map[string]string) statement.Grade {
	g := statement.Grade{Source: rd.letter(), Info: '6'}
	if rd.o.Grade.Info != 0 {
		g.Info = rd.o.Grade.Info
	}
	if told, err := statement.ParseGrade(cell["grade"]); err != nil {
		rd.Leave(place+".grade", "no Admiralty grade")
	} else if told.Info != 0 {
		g.Info = told.Info // of the information; the source is graded by who takes it in
		return g
	}
	c := strings.ToLower(strings.TrimSuffix(cell["confidence"], "%"))
	if c == "" {
		return g
	}
	if info, ok := words[c]; ok {
		g.Info = info
		return g
	}
	f, err := strconv.ParseFloat(c, 64)
	switch {
	case err != nil || !(f >= 0 && f <= 100):
		rd.Leave(place+".confidence", "no number from 0 to 100")
	case strings.Contains(c, ".") && f <= 1:
		g.Info = intake.Info(int64(f * 100))
	default:
		g.Info = intake.Info(int64(f))
	}
	return g
}

// label reads TLP:GREEN, green, white. A label that is not known is red: who
// wrote it meant something.
func (rd *reader) label(place, s string) statement.TLP {
	s = strings.TrimPrefix(strings.ToLower(strings.ReplaceAll(s, " ", "")), "tlp:")
	if s == "" {
		return ""
	}
	if s == "white" {
		return statement.Clear
	}
	if t := statement.TLP(s); t.Rank() < len(statement.TLPs()) {
		return t
	}
	rd.Leave(place+".tlp", "no label of TLP: taken as red")
	return statement.Red
}

func (rd *reader) span(place string, s *statement.Statement, first, last string) {
	from, bare1, ok1 := moment(first)
	to, bare2, ok2 := moment(last)
	if first != "" && !ok1 {
		rd.Leave(place+".first_seen", "no time that can be read")
	}
	if last != "" && !ok2 {
		rd.Leave(place+".last_seen", "no time that can be read")
	}
	switch {
	case ok1 && ok2 && to > from:
		zone := from.Time().Location() // UTC
		s.When = entity.Date{Earliest: from.DayIn(zone), Latest: to.DayIn(zone), Precision: entity.PrecisionRange, Original: first + " to " + last}
		s.Zoneless = bare1 || bare2
	case ok1 && len(first) > 10:
		s.At, s.Zoneless = from, bare1
	case ok1:
		s.When, _ = entity.ParseDate(first)
	case ok2:
		s.When = entity.Date{Earliest: entity.NoDay, Latest: to.DayIn(to.Time().Location()), Precision: entity.PrecisionUnknown, Original: "until " + last}
	}
}

// moment reads a time, or a day as its start: without a zone either way.
func moment(s string) (entity.Instant, bool, bool) {
	if s == "" {
		return 0, false, false
	}
	if at, bare, ok := intake.Time(s); ok {
		return at, bare, true
	}
	if d, err := entity.ParseDay(s); err == nil && d != entity.NoDay {
		at, _, _ := intake.Time(s + "T00:00:00")
		return at, true, at != 0
	}
	return 0, false, false
}
