package triage

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"

	"github.com/sekifuda/sekifuda/internal/entity"
	"github.com/sekifuda/sekifuda/internal/format"
	"github.com/sekifuda/sekifuda/internal/format/indicators"
	"github.com/sekifuda/sekifuda/internal/format/stix"
	"github.com/sekifuda/sekifuda/internal/format/xarf"
	"github.com/sekifuda/sekifuda/internal/statement"
)

// MediaTypes returns the media types of reports that Read knows.
func MediaTypes() []string {
	return []string{"application/json", "application/xarf+json", "application/stix+json", "message/rfc822", "text/csv"}
}

// MediaType returns the media type that a file has by its name; "" for one that
// says nothing.
func MediaType(file string) string {
	return map[string]string{".json": "application/json", ".eml": "message/rfc822", ".mbox": "message/rfc822", ".csv": "text/csv"}[strings.ToLower(filepath.Ext(file))]
}

// Read makes statements of a report of a media type: X-ARF and STIX in JSON,
// which tell themselves apart, X-ARF and ARF mails, tables of indicators. It
// fails with a *format.Error, for another media type too.
func Read(media, name string, raw []byte, at entity.Instant) (statement.Intake, error) {
	switch media {
	case "application/stix+json":
		return stix.Read(bytes.NewReader(raw), stix.Options{Name: name, At: at})
	case "application/json":
		var top struct {
			Type string `json:"type"`
			ID   string `json:"id"`
		}
		// Broken JSON is told by the reader, with its place.
		if json.Unmarshal(raw, &top) == nil && strings.HasPrefix(top.ID, top.Type+"--") && top.Type != "" {
			return stix.Read(bytes.NewReader(raw), stix.Options{Name: name, At: at})
		}
		return xarf.Read(bytes.NewReader(raw), xarf.Options{Name: name, At: at})
	case "application/xarf+json", "message/rfc822":
		return xarf.Read(bytes.NewReader(raw), xarf.Options{Name: name, At: at})
	case "text/csv":
		return indicators.Read(bytes.NewReader(raw), indicators.Options{Name: name, At: at})
	}
	return statement.Intake{}, &format.Error{File: name, Msg: "no kind of report that is read here", Fix: "send one of " + strings.Join(MediaTypes(), ", ")}
}
