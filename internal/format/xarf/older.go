package xarf

import (
	"strings"

	"github.com/sekifuda/sekifuda/internal/format/intake"
	"github.com/sekifuda/sekifuda/internal/format/tree"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// plainFields are those of X-ARF 0.1 and 0.2 mails beside those that plain
// reads by itself.
var plainFields = map[string]rule{
	"reported-from": {asValue, statement.ContractData}, "report-id": {how: asValue}, "user-agent": {how: asValue}, "version": {how: asValue},
	"schema-url": {how: asValue}, "service": {how: asValue}, "attachment": {how: asValue}, "occurrences": {how: asValue}, "tlp": {how: asValue},
	"destination": {asVictim, statement.CommunicationData}, "destination-type": {how: asValue}, "destination-port": {asValue, statement.CommunicationData},
	"subcategory": {how: asValue}, "download-link": {how: statement.URL}, "virus-name": {how: asValue}, "md5": {how: statement.File}, "source-type": {how: asValue},
}

// plain reads the second part of an X-ARF mail of version 0.1 or 0.2.
func (rd *reader) plain(b []byte, place string) error {
	rd.reports++
	ps, err := rd.pairs(b, place)
	if err != nil {
		return err
	}
	for i := range ps { // values of YAML may stand in quotation marks
		ps[i].value = strings.Trim(ps[i].value, `"'`)
	}
	if err := rd.source(place+".Source", first(ps, "source")); err != nil {
		return err
	}
	rd.port, _ = intake.Port(first(ps, "source-port"))
	if when := first(ps, "date"); when != "" {
		var ok bool
		if rd.at, rd.bare, ok = intake.Time(when); !ok {
			rd.Leave(place+".Date", "no time that can be read")
		}
	}
	kind := first(ps, "category") + "/" + first(ps, "report-type")
	rd.say(statement.Statement{Place: place + ".Report-Type", Predicate: ReportedFor, Value: text(kind), At: rd.at, Zoneless: rd.bare, Port: rd.port})
	rd.rest(ps, place, plainFields, " source date category report-type source-port port ")
	return nil
}

// olderRules are the fields of Report in X-ARF 1 to 3.
var olderRules = map[string]rule{
	"reportid": {how: asValue}, "reportsubtype": {how: asValue}, "protocol": {how: asValue}, "occurrences": {how: asValue}, "ongoing": {how: asValue},
	"destinationip": {asVictim, statement.CommunicationData}, "destinationport": {asValue, statement.CommunicationData},
	"smtpmailfromaddress": {asValue, statement.CommunicationData}, "smtprcpttoaddress": {asVictim, statement.CommunicationData},
	"smtpmessagesubject": {how: asHashed}, "additionalinfo": {how: asHashed}, "malwarefamily": {how: asValue}, "sourceurl": {how: statement.URL},
	"vulnerability": {how: asValue}, "product": {how: asValue}, "infringingurl": {how: statement.URL}, "authorizedrepresentative": {how: asVictim}, "rightsholder": {how: asVictim},
}

// older reads X-ARF 1 to 3 in JSON.
func (rd *reader) older(top *tree.Node) error {
	n := top.Get("Report")
	if n == nil || n.Kind != tree.Object {
		return rd.fail(top, "Report", "the report says nothing", "send X-ARF 3 with a Report, or X-ARF 4")
	}
	if err := rd.source("Report.SourceIp", n.Str("SourceIp"), n.Str("SourceUrl"), n.Str("Source")); err != nil {
		return err
	}
	if p, ok := n.Int("SourcePort"); ok && p > 0 && p < 65536 {
		rd.port = int(p)
	}
	var ok bool
	if rd.at, rd.bare, ok = intake.Time(n.Str("Date")); !ok {
		return rd.fail(n.Get("Date"), "Report.Date", "no time that can be read", "write it as 2006-01-02T15:04:05Z")
	}
	rd.say(statement.Statement{Place: "Report.ReportType", Predicate: ReportedFor, Value: text(n.Str("ReportClass") + "/" + n.Str("ReportType")),
		At: rd.at, Zoneless: rd.bare, Port: rd.port})
	if info := top.Get("ReporterInfo"); info != nil {
		rd.In.Source.Publisher = rd.Text("ReporterInfo.ReporterOrg", info.Str("ReporterOrg"))
		for _, key := range []string{"ReporterOrgEmail", "ReporterContactEmail"} {
			if v := info.Str(key); v != "" && len(v) < 320 {
				rd.say(statement.Statement{Place: "ReporterInfo." + key, Subject: statement.Ref{Kind: statement.Item, Key: "reporter"}, Predicate: "contact", Value: text(v), Class: statement.ContractData})
			}
		}
	}
	for i, key := range n.Keys {
		switch place, item := "Report."+short(key), n.Items[i]; {
		case strings.Contains(" SourceIp SourcePort Date ReportType ReportClass ", " "+key+" "):
		case key == "Samples":
			rd.samples(item)
		default:
			if r, ok := olderRules[strings.ToLower(key)]; ok {
				rd.field(place, key, item, r)
			} else {
				rd.Leave(place, "a field that is not known")
			}
		}
	}
	return nil
}

func (rd *reader) samples(n *tree.Node) {
	for _, s := range n.Items {
		body := s.Str("Payload")
		if raw, err := transfer("base64", strings.NewReader(body)); err == nil && s.Str("Encoding") == "base64" {
			body = string(raw)
		}
		rd.Keep("Report.Samples", s.Str("Description"), s.Str("ContentType"), []byte(body), "")
	}
}
