package trace

import (
	"strings"

	"github.com/sekifuda/sekifuda/internal/identifier"
)

// domain folds a host name; "" for a text that is none.
func domain(text string) string {
	text = strings.ToLower(strings.TrimSuffix(strings.TrimSpace(text), "."))
	if text == "" || strings.ContainsAny(text, " /@:") {
		return ""
	}
	registered, err := identifier.Domain(text)
	if err != nil {
		return ""
	}
	if i := len(text) - len(registered); i >= 0 && text[i:] == registered {
		return text
	}
	return registered // an international name: what is before it is not folded
}

// mailDomain is the domain of a folded mailbox.
func mailDomain(mailbox string) string {
	_, host, _ := strings.Cut(mailbox, "@")
	return host
}

// addDomain leads from a domain, and from every one above it up to what was
// registered, to an id.
func (x index) addDomain(host, id string) {
	registered, err := identifier.Domain(host)
	if err != nil {
		return
	}
	for ; strings.HasSuffix(host, registered); _, host, _ = strings.Cut(host, ".") {
		x.add(host, id)
		if host == registered {
			return
		}
	}
}
