package validate

import (
	"regexp"
	"strings"
	"time"

	"github.com/sekifuda/sekifuda/internal/format/tree"
)

var (
	timeForm = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$`)
	moments  = set("created modified valid_from valid_until start_time stop_time first_seen last_seen first_observed last_observed published submitted analysis_started analysis_ended " +
		"account_created account_expires credential_last_changed account_first_login account_last_login ctime mtime atime start end created_time modified_time date validity_not_before validity_not_after object_modified")
)

// pairs are moments of which the second may not come before the first; strict
// ones must come after it.
var pairs = []struct {
	first, last string
	strict      bool
}{
	{"created", "modified", false}, {"valid_from", "valid_until", true}, {"start_time", "stop_time", true}, {"first_seen", "last_seen", false},
	{"first_observed", "last_observed", false}, {"start", "end", false},
}

func (c *checker) times() {
	for i, key := range c.n.Keys {
		if !moments[key] {
			continue
		}
		v := c.n.Items[i]
		if _, ok := moment(v); !ok {
			c.must(key, "timestamp", "not 2006-01-02T15:04:05Z")
		} else if (key == "created" || key == "modified") && c.kind != "marking-definition" && !strings.Contains(v.Text, ".") {
			c.must(key, "timestamp-millis", "without milliseconds")
		}
	}
	for _, p := range pairs {
		a, ok1 := moment(c.n.Get(p.first))
		b, ok2 := moment(c.n.Get(p.last))
		if ok1 && ok2 && (b.Before(a) || p.strict && !b.After(a)) {
			c.must(p.last, "time-order", "before %s", p.first)
		}
	}
}

func moment(n *tree.Node) (time.Time, bool) {
	if n == nil || n.Kind != tree.String || !timeForm.MatchString(n.Text) {
		return time.Time{}, false
	}
	t, err := time.Parse(time.RFC3339Nano, strings.Replace(n.Text, ":60", ":59", 1)) // a leap second is a time
	return t, err == nil
}
