package xarf

import (
	"bufio"
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/sekifuda/sekifuda/internal/format/intake"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// pair is a field of a feedback report or of an older X-ARF report.
type pair struct{ name, value string }

// pairs reads "Name: value" lines, folded ones joined. Names are in lower case.
func (rd *reader) pairs(b []byte, place string) ([]pair, error) {
	if !utf8.Valid(b) {
		return nil, rd.fail(nil, place, "not UTF-8", "send the report in UTF-8")
	}
	var out []pair
	sc := bufio.NewScanner(bytes.NewReader(b))
	sc.Buffer(nil, 64<<10)
	for line := 1; sc.Scan(); line++ {
		s := strings.TrimRight(sc.Text(), " \r")
		switch name, value, ok := strings.Cut(s, ":"); {
		case s == "" || s[0] == '#' || s == "---":
		case (s[0] == ' ' || s[0] == '\t') && len(out) > 0:
			out[len(out)-1].value += " " + strings.TrimSpace(s)
		case ok && name != "" && !strings.ContainsAny(name, " \t"):
			out = append(out, pair{strings.ToLower(name), strings.TrimSpace(value)})
		default:
			rd.Leave(place+":"+strconv.Itoa(line), "no field with a name and a value")
		}
		if len(out) > 200 {
			return nil, rd.fail(nil, place, "more than 200 fields, reading stopped", "")
		}
	}
	if sc.Err() != nil {
		return nil, rd.fail(nil, place, "a line of more than 64 KiB", "")
	}
	return out, nil
}

func first(ps []pair, names ...string) string {
	for _, name := range names {
		for _, p := range ps {
			if p.name == name && p.value != "" {
				return p.value
			}
		}
	}
	return ""
}

// feedbackFields are the fields of RFC 5965, 6591 and 6692 beside those that
// feedback reads by itself. Senders' and receivers' addresses are text: a
// forged sender is a victim.
var feedbackFields = map[string]rule{
	"user-agent": {how: asValue}, "version": {how: asValue}, "incidents": {how: asValue}, "reporting-mta": {how: asValue},
	"reported-domain": {how: statement.Domain}, "reported-uri": {how: statement.URL},
	"original-mail-from": {asValue, statement.CommunicationData}, "original-rcpt-to": {asVictim, statement.CommunicationData},
	"original-envelope-id": {asValue, statement.CommunicationData}, "authentication-results": {asValue, statement.CommunicationData},
	"auth-failure": {how: asValue}, "delivery-result": {how: asValue}, "dkim-domain": {how: asValue}, "dkim-identity": {asValue, statement.CommunicationData},
	"dkim-selector": {how: asValue}, "dkim-canonicalized-header": {how: asHashed}, "dkim-canonicalized-body": {how: asHashed},
	"dkim-selector-dns": {how: asValue}, "spf-dns": {how: asValue}, "dkim-adsp-dns": {how: asValue}, "identity-alignment": {how: asValue},
	"removal-recipient": {how: asValue},
}

// FeedbackFields returns the names of the fields of feedback reports that are
// understood, with what becomes of each.
func FeedbackFields() map[string]string {
	out := map[string]string{"feedback-type": "reported_for", "source-ip": "subject", "source-port": "port", "arrival-date": "time", "received-date": "time"}
	for name, r := range feedbackFields {
		out[name] = r.how
	}
	return out
}

// feedback reads a message/feedback-report.
func (rd *reader) feedback(b []byte, place string) error {
	ps, err := rd.pairs(b, place)
	if err != nil {
		return err
	}
	if rd.reports++; rd.reports > 1 {
		rd.Leave(place, "a second report in one mail: send one mail a report")
		return nil
	}
	kind := first(ps, "feedback-type")
	if kind == "" || len(kind) > 100 {
		return rd.fail(nil, place+".Feedback-Type", "the feedback report has no type", "send it as RFC 5965 says")
	}
	if err := rd.source(place, first(ps, "source-ip"), first(ps, "reported-domain"), first(ps, "reported-uri")); err != nil {
		return err
	}
	rd.port, _ = intake.Port(first(ps, "source-port"))
	if when := first(ps, "arrival-date", "received-date"); when != "" {
		var ok bool
		if rd.at, rd.bare, ok = intake.Time(when); !ok {
			rd.Leave(place+".Arrival-Date", "no time that can be read")
		}
	}
	rd.say(statement.Statement{Place: place + ".Feedback-Type", Predicate: ReportedFor, Value: text("feedback/" + strings.ToLower(kind)), At: rd.at, Zoneless: rd.bare, Port: rd.port})
	rd.rest(ps, place, feedbackFields, " feedback-type source-ip source-port arrival-date received-date ")
	return nil
}

// source takes the first of the texts that names a thing as the source of the
// abuse.
func (rd *reader) source(place string, texts ...string) error {
	for _, s := range texts {
		if s != "" && len(s) <= 1000 {
			r, port, ok := intake.Host(s)
			if !ok {
				r, port = intake.Guess(s), 0
			}
			rd.subject, rd.port = r, port
			return nil
		}
	}
	return rd.fail(nil, place, "the report names no source", "name the address, domain or URL of the abuse")
}

// rest makes statements of all fields but those in done.
func (rd *reader) rest(ps []pair, place string, rules map[string]rule, done string) {
	for _, p := range ps {
		at, r := place+"."+p.name, rules[p.name]
		switch {
		case strings.Contains(done, " "+p.name+" "):
		case r.how == "":
			rd.Leave(short(at), "a field that is not known")
		case r.how == asHashed:
			rd.Keep(at, p.name, "text/plain", []byte(p.value), "")
		case r.how == asValue || r.how == asVictim:
			if len(p.value) > maxField {
				rd.Leave(at, "too long for a value")
			} else if p.value != "" {
				rd.say(statement.Statement{Place: at, Predicate: p.name, Value: text(p.value), Class: r.class})
			}
		default:
			if ref, ok := thing(r.how, p.value); !ok {
				rd.Leave(at, "no "+r.how+" that can be read")
			} else if ref != rd.subject {
				rd.say(statement.Statement{Place: at, Predicate: p.name, Object: ref, Class: r.class})
			}
		}
	}
}
