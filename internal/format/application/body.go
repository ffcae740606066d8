package application

import (
	"fmt"
	"strings"
)

// bullets are what people put before a label.
const bullets = "■□●○◆◇▼▽▲△★☆・*-–—‣•>＞ \t　【[「〔"

// claim is one labelled line and the lines that continue it.
type claim struct {
	line  int
	label string
	text  string
}

// claimLines fills the application from the "Label: value" lines of a text.
func claimLines(row *Row, text string) {
	at := map[string]int{}
	for _, c := range labelled(text) {
		path, ok := canonical(bare(c.label))
		value := strings.TrimSpace(c.text)
		switch {
		case !ok:
			if len([]rune(c.label)) <= 20 {
				row.notTaken("label " + shown(c.label))
			}
			continue
		case !claimable(path):
			row.notTaken(path + ": the operator's to say")
			continue
		case value == "":
			continue
		case at[path] > 0:
			row.problem(0, 0, path, fmt.Sprintf("line %d of the text: line %d already says it", c.line, at[path]), "say each thing once")
			continue
		}
		at[path] = c.line
		if strings.ContainsRune(value, '\ufffd') {
			row.problem(0, 0, path, fmt.Sprintf("line %d of the text: characters were lost in a conversion", c.line), "")
		} else if msg, fix := assign(&row.App, path, value); msg != "" {
			row.problem(0, 0, path, fmt.Sprintf("line %d of the text: %s", c.line, msg), fix)
		}
	}
	trimDeclarations(row)
}

// labelled finds the labelled lines of the applicant's own words: what is
// quoted, what follows a signature mark or the head of a forwarded mail was
// written by or for others.
func labelled(text string) []claim {
	var out []claim
	open := false // the last line was a claim or continued one
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSuffix(line, "\r")
		if line == "-- " || line == "--" || forwarded(line) {
			break
		}
		if strings.HasPrefix(line, ">") || strings.HasPrefix(line, "＞") {
			open = false
			continue
		}
		indented := line != "" && strings.ContainsRune(" \t　", []rune(line)[0])
		label, value, found := cutLabel(line)
		_, known := canonical(bare(label))
		switch {
		case indented && !known && open && strings.TrimSpace(line) != "":
			out[len(out)-1].text += " " + strings.TrimSpace(line)
		case found:
			out = append(out, claim{i + 1, label, value})
			open = true
		default:
			open = false
		}
	}
	return out
}

// bare takes off what stands around a label.
func bare(label string) string {
	return strings.TrimRight(strings.TrimLeft(label, bullets), "】]」〕 　")
}

// cutLabel splits at the first colon of either width.
func cutLabel(line string) (label, value string, ok bool) {
	i := strings.IndexAny(line, ":：")
	if i <= 0 {
		return "", "", false
	}
	label, value = line[:i], line[i:]
	return strings.TrimSpace(label), strings.TrimPrefix(strings.TrimPrefix(value, ":"), "："), true
}

// forwarded knows the lines with which mail programs begin what others wrote.
func forwarded(line string) bool {
	t := fold(strings.Trim(line, "-=_ 　"))
	switch t {
	case "originalmessage", "forwardedmessage", "元のメッセージ", "転送メッセージ", "転送されたメッセージ", "beginforwardedmessage:", "beginforwardedmessage":
		return true
	}
	return false
}
