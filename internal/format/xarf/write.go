package xarf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/statement"
)

// Desk is who a report is from.
type Desk struct {
	Org     string
	Contact string // mail address
	Domain  string
}

// Report is one X-ARF 4 report, ready to be written.
type Report map[string]any

// FromStatements makes a report to another desk of each statement that a thing
// is reported for a type of X-ARF 4, with what the same source says of the same
// thing in fields of that type. Evidence stays: only hashes of it are here. It
// fails, and nothing leaves, where sharing forbids a statement or source, or
// the desk is not whole.
func FromStatements(sources []statement.Source, statements []statement.Statement, sharing statement.Sharing, desk Desk) ([]Report, error) {
	byID, err := sharing.Check(sources, statements)
	if err != nil {
		return nil, fmt.Errorf("make report: %w", err)
	}
	if desk.Org == "" || desk.Domain == "" || !strings.Contains(desk.Contact, "@") {
		return nil, fmt.Errorf("make report: the desk needs a name, a mail address and a domain")
	}
	own := map[string]map[string]bool{}
	for _, t := range Types() {
		own[t.Name] = map[string]bool{"tags": true, "evidence_source": true}
		for _, f := range t.Fields {
			own[t.Name][f] = true
		}
	}
	var out []Report
	for i := range statements {
		s := &statements[i]
		if s.Predicate != ReportedFor || own[s.Value.Text] == nil || s.Polarity != statement.Asserts || s.At == 0 || s.Zoneless {
			continue
		}
		r := newReport(byID[s.Source], s, sharing, desk)
		for j := range statements {
			if o := &statements[j]; o.Source == s.Source && o.Subject == s.Subject && o.Polarity == statement.Asserts {
				r.add(o, own[s.Value.Text])
			}
		}
		if missing := r.missing(s.Value.Text); missing != "" {
			return nil, fmt.Errorf("make report: statement %s: X-ARF wants %s of %s: state it, or send another type", s.ID, missing, s.Value.Text)
		}
		out = append(out, r)
	}
	return out, nil
}

// required are the fields without which a type is no report.
var required = map[string]string{
	"connection/ddos": "protocol first_seen", "connection/infected_host": "protocol bot_type first_seen", "connection/login_attack": "protocol first_seen",
	"connection/port_scan": "protocol first_seen", "connection/reconnaissance": "protocol probed_resources first_seen", "connection/scraping": "protocol first_seen total_requests",
	"connection/sql_injection": "protocol first_seen", "connection/vulnerability_scan": "scan_type protocol first_seen", "content/brand_infringement": "url infringement_type legitimate_site",
	"content/csam": "url classification detection_method", "content/csem": "url exploitation_type detection_method", "content/exposed_data": "url data_types exposure_method",
	"content/fraud": "url fraud_type", "content/malware": "url", "content/phishing": "url", "content/remote_compromise": "url compromise_type",
	"content/suspicious_registration": "url registration_date suspicious_indicators", "copyright/copyright": "infringing_url", "copyright/cyberlocker": "infringing_url hosting_service",
	"copyright/link_site": "infringing_url site_name", "copyright/p2p": "p2p_protocol swarm_info", "copyright/ugc_platform": "infringing_url platform_name", "copyright/usenet": "newsgroup message_info",
	"infrastructure/botnet": "compromise_evidence", "infrastructure/compromised_server": "compromise_method", "messaging/bulk_messaging": "protocol recipient_count smtp_from", "messaging/spam": "protocol smtp_from",
	"reputation/blocklist": "threat_type", "reputation/threat_intelligence": "threat_type", "vulnerability/cve": "service service_port cve_id", "vulnerability/misconfiguration": "service", "vulnerability/open_service": "service",
}

// missing fills in what the report itself says, and returns the first field
// that is wanted and not said.
func (r Report) missing(kind string) string {
	for f := range strings.FieldsSeq(required[kind]) {
		if r[f] != nil {
			continue
		}
		if f != "first_seen" {
			return f
		}
		r[f] = r["timestamp"]
	}
	return ""
}

func newReport(src *statement.Source, s *statement.Statement, sharing statement.Sharing, desk Desk) Report {
	category, kind, _ := strings.Cut(s.Value.Text, "/")
	contact := map[string]any{"org": desk.Org, "contact": desk.Contact, "domain": desk.Domain}
	sum := sha256.Sum256([]byte(sharing.Author + "\x00" + sharing.Recipient + "\x00" + src.ID + "\x00" + s.ID + "\x00" + s.At.String()))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80 // a UUID of version 8: made of what is reported
	h := hex.EncodeToString(sum[:16])
	r := Report{"xarf_version": "4.2.0", "report_id": h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:],
		"timestamp": s.At.String(), "reporter": contact, "sender": contact, "source_identifier": s.Subject.Key, "category": category, "type": kind}
	if s.Port > 0 {
		r["source_port"] = s.Port
	}
	words := []rune(statement.Sentence(src, s))
	r["description"] = string(words[:min(len(words), 1000)])
	if s.Grade.Judged() {
		r["confidence"] = json.Number([...]string{"0.9", "0.7", "0.5", "0.3", "0.1"}[s.Grade.Info-'1'])
	}
	// A page or name on the reported host is often the host itself.
	switch s.Subject.Kind {
	case statement.Domain:
		r["domain"] = s.Subject.Key
	case statement.URL:
		r["url"] = s.Subject.Key
	}
	if category != "content" {
		delete(r, "domain")
		delete(r, "url")
	}
	return r
}

// numbers are the lists whose values are numbers.
var numbers = map[string]bool{"ports_scanned[]": true, "targeted_ports[]": true, "response_codes[]": true, "trademark_details.category[]": true}

// add writes a statement into the field that its place names, where the type
// has that field.
func (r Report) add(s *statement.Statement, own map[string]bool) {
	path := generic(s.Place)
	list := path + "[]"
	if !own[path] && !own[list] {
		return
	}
	var v any
	switch {
	case s.Object.Kind == statement.File:
		v = strings.Replace(s.Object.Key, "=", ":", 1)
		if s.Quotation != "" {
			v = s.Quotation
		}
	case s.Object.Kind != "" && s.Quotation != "":
		v = s.Quotation // host and port as they were written
	case s.Object.Kind != "":
		v = s.Object.Key
	case s.Value.Kind == "number":
		v = json.Number(s.Value.Text)
	case s.Value.Kind == "yes_no":
		v = s.Value.Text == "true"
	case s.Value.Kind == "set":
		items := []any{}
		for _, item := range s.Value.Set {
			if numbers[list] {
				items = append(items, json.Number(item))
			} else {
				items = append(items, item)
			}
		}
		v = items
	case s.Value.Text != "":
		v = s.Value.Text
	default:
		return
	}
	put(map[string]any(r), s.Place, v)
}

// generic is a place without the numbers of its lists.
func generic(place string) string {
	var b strings.Builder
	for i := 0; i < len(place); i++ {
		if place[i] == '[' {
			end := strings.IndexByte(place[i:], ']')
			if end < 0 {
				return ""
			}
			b.WriteString("[]")
			i += end
			continue
		}
		b.WriteByte(place[i])
	}
	return b.String()
}

// put sets the value at a place such as a.b, a[0].b or a[1].
func put(o map[string]any, place string, v any) {
	step, rest, deeper := strings.Cut(place, ".")
	name, number, inList := strings.Cut(strings.TrimSuffix(step, "]"), "[")
	if !inList {
		if !deeper {
			o[name] = v
			return
		}
		next, ok := o[name].(map[string]any)
		if !ok {
			next = map[string]any{}
			o[name] = next
		}
		put(next, rest, v)
		return
	}
	i, err := strconv.Atoi(number)
	list, _ := o[name].([]any)
	if err != nil || i < 0 || i > 1000 {
		return
	}
	switch {
	case !deeper: // places that were left out are closed up
		o[name] = append(list, v)
	default:
		for len(list) <= i {
			list = append(list, map[string]any{})
		}
		o[name] = list
		if next, ok := list[i].(map[string]any); ok {
			put(next, rest, v)
		}
	}
}

// Write writes a report as JSON. The same report gives the same bytes.
func Write(out io.Writer, r Report) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(map[string]any(r)); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	if _, err := out.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}
