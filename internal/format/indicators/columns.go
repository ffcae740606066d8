package indicators

import (
	"encoding/csv"
	"strings"

	"github.com/sekifuda/sekifuda/internal/statement"
)

// names are the headers of others for what a column is.
var names = map[string]string{
	"type": "indicator_type ioc_type kind observable_type datatype data_type", "value": "indicator ioc ioc_value observable observable_value entry",
	"first_seen": "firstseen first_seen_utc first_seen_at dateadded date_added date timestamp created valid_from start_time", "last_seen": "lastseen last_seen_utc last_seen_at last_online valid_until end_time",
	"confidence": "confidence_level score certainty", "grade": "admiralty admiralty_grade", "source": "reporter feed provider reported_by", "tlp": "tlp_label marking",
	"description": "comment comments notes note info", "port": "source_port src_port", "category": "threat_type threat malware malware_printable signature",
}

// single are headers of columns whose values are all of one kind.
var single = map[string]string{
	"ip": "ip", "ip_address": "ip", "ipaddress": "ip", "src_ip": "ip", "source_ip": "ip", "dst_ip": "ip", "ipv4": "ip", "ipv6": "ip", "cidr": "ip", "domain": "domain", "hostname": "domain", "host": "host", "fqdn": "domain",
	"url": "url", "email": "email", "md5": "file", "sha1": "file", "sha256": "file", "md5_hash": "file", "sha1_hash": "file", "sha256_hash": "file", "hash": "file",
}

var columnOf = func() map[string]string {
	out := map[string]string{}
	for column, list := range names {
		out[column] = column
		for _, n := range strings.Fields(list) {
			out[n] = column
		}
	}
	return out
}()

// kinds are the words of others for kinds of things; what is not here is
// guessed from the value.
var kinds = map[string]string{
	"ip": "ip", "ipv4": "ip", "ipv6": "ip", "ip-src": "ip", "ip-dst": "ip", "ipv4-addr": "ip", "ipv6-addr": "ip", "ip:port": "host", "ip-dst|port": "host", "ip-src|port": "host", "cidr": "ip",
	"domain": "domain", "hostname": "domain", "domain-name": "domain", "fqdn": "domain", "host": "host", "url": "url", "uri": "url", "link": "url",
	"email": "email", "email-addr": "email", "email-src": "email", "email-dst": "email", "phone": "phone", "phone-number": "phone", "telephone": "phone",
	"md5": "file", "sha1": "file", "sha256": "file", "sha512": "file", "md5_hash": "file", "sha1_hash": "file", "sha256_hash": "file", "hash": "file", "file": "file", "filehash-sha256": "file", "filehash-md5": "file", "filehash-sha1": "file",
	"account": statement.Account, "user-account": statement.Account, "username": statement.Account, "device": statement.Device, "payment_token": statement.PaymentToken, "btc": statement.PaymentToken, "key": statement.Key, "item": statement.Item,
}

// header reads the names of the columns; ok is false where none holds values.
func (rd *reader) header(line string, comma rune) (ok bool) {
	cr := csv.NewReader(strings.NewReader(line))
	cr.Comma, cr.TrimLeadingSpace, cr.LazyQuotes = comma, true, true
	row, err := cr.Read()
	if err != nil {
		return false
	}
	rd.columns, rd.lists = make([]string, len(row)), make([]string, len(row))
	seen := map[string]bool{}
	for i, name := range row {
		name = strings.ReplaceAll(strings.ToLower(strings.Trim(name, " \"'\r")), " ", "_")
		if c := columnOf[name]; c != "" && !seen[c] {
			rd.columns[i], seen[c] = c, true
			ok = ok || c == "value"
		} else if k := single[name]; k != "" && c == "" {
			rd.lists[i] = k
		}
	}
	if !ok { // a table of one kind: the first such column has the values
		for i, k := range rd.lists {
			if k != "" {
				rd.columns[i], ok = "value", true
				break
			}
		}
	}
	if ok {
		rd.named(row)
	}
	return ok
}

// named tells which columns are not read.
func (rd *reader) named(row []string) {
	rd.In.Unread = nil
	for i, name := range row {
		if rd.columns[i] == "" && strings.TrimSpace(name) != "" && len(name) < 200 {
			rd.In.Unread = append(rd.In.Unread, statement.Unread{Place: "column " + rd.Text("header", strings.TrimSpace(name)), Why: "a column that is not read"})
		}
	}
}
